/*
 * Line counts as git's. The diff algorithm is the library's; what is done here is to give it less to read: common head
 * and tail are taken off, lines become short tokens, and where it would look at the rest of the file (how often does a line
 * occur, how long is the file) as many lines are put in front as lead it to the same decisions.
 */
#include <string.h>
#include "libgit2.h"
#include "lead/alloc.h"
#include "line_count.h"

#define BINARY_LOOK_SIZE 8000
#define BIG_FILE_SIZE ((size_t)512 << 20)

/* A line that occurs at least this often is common to the algorithm however long the file is. */
#define FREQUENT_MAX 1024

bool content_is_binary(struct text content)
{
	size_t look = content.size < BINARY_LOOK_SIZE ? content.size : BINARY_LOOK_SIZE;

	return content.size > BIG_FILE_SIZE || (look && memchr(content.at, '\0', look));
}

/* What of two contents is left when the lines they share at both ends are gone. */
struct middle {
	struct text head, tail; /* shared; of the old content */
	struct text sides[LINE_SIDE_COUNT];
};

static size_t equal_head_size(struct text a, struct text b)
{
	size_t size = a.size < b.size ? a.size : b.size, at = 0;

	/* Blocks first: memcmp is many times faster than a loop over bytes. */
	while (at + 256 <= size && !memcmp(a.at + at, b.at + at, 256))
		at += 256;
	while (at < size && a.at[at] == b.at[at])
		at++;
	return at;
}

static size_t equal_tail_size(struct text a, struct text b)
{
	size_t size = a.size < b.size ? a.size : b.size, at = 0;
	const char *a_end = a.at + a.size, *b_end = b.at + b.size;

	while (at + 256 <= size && !memcmp(a_end - at - 256, b_end - at - 256, 256))
		at += 256;
	while (at < size && a_end[-(ptrdiff_t)at - 1] == b_end[-(ptrdiff_t)at - 1])
		at++;
	return at;
}

static bool is_line_start(struct text content, size_t at)
{
	return !at || content.at[at - 1] == '\n';
}

static void trim(struct middle *middle, struct text old_content, struct text new_content)
{
	size_t head = equal_head_size(old_content, new_content), tail;
	const char *feed;

	/* Back to the start of the first line that differs; equal contents do not come here. */
	while (head && old_content.at[head - 1] != '\n')
		head--;
	middle->head = text_slice(old_content, 0, head);
	old_content = text_slice(old_content, head, old_content.size);
	new_content = text_slice(new_content, head, new_content.size);
	tail = equal_tail_size(old_content, new_content);
	if (!is_line_start(old_content, old_content.size - tail) ||
	    !is_line_start(new_content, new_content.size - tail)) {
		/* Forward to the next line; the tail is the same on both sides. */
		feed = tail ? memchr(old_content.at + old_content.size - tail, '\n', tail) : NULL;
		tail = feed ? (size_t)(old_content.at + old_content.size - feed) - 1 : 0;
	}
	middle->tail = text_slice(old_content, old_content.size - tail, old_content.size);
	middle->sides[LINE_OLD] = text_slice(old_content, 0, old_content.size - tail);
	middle->sides[LINE_NEW] = text_slice(new_content, 0, new_content.size - tail);
}

/* The algorithm's own rough square root: from this number of occurrences on a line is frequent in a file so long. */
static size_t frequent_from(size_t line_count)
{
	size_t root = 1;

	for (; line_count; line_count >>= 2)
		root <<= 1;
	return root < FREQUENT_MAX ? root : FREQUENT_MAX;
}

/* The shortest file in which so many occurrences are not frequent yet. */
static size_t shortest_length(size_t occurrence_count)
{
	size_t length = 1;

	while (frequent_from(length) <= occurrence_count)
		length *= 4;
	return length;
}

/*
 * A token is a letter, some bytes of seven bits, and a line feed: the library hashes every byte of it twice, so it is
 * as short as the number of classes allows. It looks backwards for a line that starts with a letter to name a hunk after.
 */
#define TOKEN_LETTERS 16
#define TOKEN_MAX_SIZE 6

static size_t token_size(size_t class_count)
{
	size_t size = 2;

	for (size_t reach = TOKEN_LETTERS; reach <= class_count && size < TOKEN_MAX_SIZE; reach *= 128)
		size++;
	return size;
}

static void reserve_tokens(struct buf *buf, size_t size)
{
	if (buf->capacity < size + 1) {
		buf->at = xrealloc(buf->at, size + 1);
		buf->capacity = size + 1;
	}
	buf->size = 0;
}

static void add_token(struct buf *buf, size_t number, size_t size)
{
	char *at = buf->at + buf->size;

	*at++ = (char)('a' + number % TOKEN_LETTERS);
	number /= TOKEN_LETTERS;
	for (size_t i = 2; i < size; i++, number /= 128)
		*at++ = (char)(0x80 | number % 128);
	*at = '\n';
	buf->size += size;
}

/* How many lines of each class, and of none, must stand in front so that the algorithm decides as in the whole file. */
static size_t plan_padding(struct line_table *table, size_t common_lines, size_t *filler_count)
{
	size_t from[LINE_SIDE_COUNT], rarest_top[LINE_SIDE_COUNT] = { 0 }, pad_count = 0, cap;

	for (int side = 0; side < LINE_SIDE_COUNT; side++)
		from[side] = frequent_from(common_lines + table->sides[side].count);
	cap = from[LINE_OLD] > from[LINE_NEW] ? from[LINE_OLD] : from[LINE_NEW];
	for (size_t i = 0; i < table->class_count; i++) {
		struct line_class *class = &table->classes[i];

		for (int side = 0; side < LINE_SIDE_COUNT; side++) {
			size_t others = (size_t) class->counts[!side] + class->common_count;

			if (class->counts[side] && others < from[side] && others > rarest_top[side])
				rarest_top[side] = others;
		}
		if (class->common_count > cap)
			class->common_count = (uint32_t)cap;
		pad_count += class->common_count;
	}
	*filler_count = 0;
	for (int side = 0; side < LINE_SIDE_COUNT; side++) {
		size_t length = shortest_length(rarest_top[side]), have = pad_count + table->sides[side].count;

		if (length > have && length - have > *filler_count)
			*filler_count = length - have;
	}
	return pad_count + *filler_count;
}

static void write_tokens(struct line_counter *counter, struct buf *buf, enum line_side side, size_t filler_count)
{
	const struct line_table *table = &counter->table;
	const struct line_list *list = &table->sides[side];
	size_t size = token_size(table->class_count);

	reserve_tokens(buf, (counter->pad_count + list->count) * size);
	for (size_t i = 0; i < filler_count; i++)
		add_token(buf, table->class_count, size);
	for (size_t i = 0; i < table->class_count; i++) {
		for (uint32_t j = 0; j < table->classes[i].common_count; j++)
			add_token(buf, i, size);
	}
	for (size_t i = 0; i < list->count; i++)
		add_token(buf, list->at[i].class_index, size);
	buf->at[buf->size] = '\0';
}

/* The lines of one side from a position on, as one slice. */
static struct text slice_lines(const struct line_counter *counter, enum line_side side, int start, int count)
{
	const struct line_list *list = &counter->table.sides[side];
	size_t from = (size_t)start - counter->pad_count - 1; /* positions count from 1 */
	const struct line_entry *last;

	if (!count)
		return (struct text){ 0 };
	last = &list->at[from + (size_t)count - 1];
	return (struct text){ list->at[from].line.at,
		              (size_t)(last->line.at + last->line.size - list->at[from].line.at) };
}

static int note_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload)
{
	struct line_counter *counter = payload;

	(void)delta;
	counter->counts.deletions += hunk->old_lines;
	counter->counts.insertions += hunk->new_lines;
	if (counter->hunks)
		counter->hunks->each(counter->hunks->payload,
		                     slice_lines(counter, LINE_OLD, hunk->old_start, hunk->old_lines),
		                     slice_lines(counter, LINE_NEW, hunk->new_start, hunk->new_lines));
	return 0;
}

static void run_diff(struct line_counter *counter, struct text old_content, struct text new_content)
{
	git_diff_options options;

	counter->counts = (struct line_counts){ -1, -1 };
	if (git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION) < 0)
		return;
	options.context_lines = 0;
	options.max_size = -1;
	options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_SKIP_BINARY_CHECK;
	counter->counts = (struct line_counts){ 0 };
	if (git_diff_buffers(old_content.at, old_content.size, NULL, new_content.at, new_content.size, NULL, &options,
	                     NULL, NULL, note_hunk, NULL, counter) < 0)
		counter->counts = (struct line_counts){ -1, -1 }; /* beyond the library's limits */
}

static struct line_counts count_whole(struct line_counter *counter, struct text old_content, struct text new_content)
{
	counter->hunks = NULL;
	run_diff(counter, old_content, new_content);
	return counter->counts;
}

static struct line_counts count_middle(struct line_counter *counter, const struct middle *middle,
                                       const struct line_hunks *hunks)
{
	struct line_table *table = &counter->table;
	const struct text *sides = middle->sides;
	size_t filler_count;

	if (sides[LINE_OLD].size && sides[LINE_NEW].size) {
		line_table_clear(table);
		line_table_add(table, LINE_OLD, sides[LINE_OLD]);
		line_table_add(table, LINE_NEW, sides[LINE_NEW]);
		if (table->has_match) {
			size_t common =
				line_table_add_common(table, middle->head) + line_table_add_common(table, middle->tail);

			counter->hunks = hunks;
			counter->pad_count = plan_padding(table, common, &filler_count);
			write_tokens(counter, &counter->old_tokens, LINE_OLD, filler_count);
			write_tokens(counter, &counter->new_tokens, LINE_NEW, filler_count);
			run_diff(counter, buf_text(&counter->old_tokens), buf_text(&counter->new_tokens));
			return counter->counts;
		}
	}
	/* Nothing left to match: every line that is left differs, whatever the algorithm. */
	if (hunks && (sides[LINE_OLD].size || sides[LINE_NEW].size))
		hunks->each(hunks->payload, sides[LINE_OLD], sides[LINE_NEW]);
	return (struct line_counts){ .insertions = (int32_t)count_lines(sides[LINE_NEW]),
		                     .deletions = (int32_t)count_lines(sides[LINE_OLD]) };
}

struct line_counts line_count(struct line_counter *counter, struct text old_content, struct text new_content,
                              bool is_exact, const struct line_hunks *hunks)
{
	struct line_counts counts;
	struct middle middle;

	if (content_is_binary(old_content) || content_is_binary(new_content))
		return (struct line_counts){ -1, -1 };
	if (text_equal(old_content, new_content))
		return (struct line_counts){ 0, 0 };
	trim(&middle, old_content, new_content);
	if (is_exact && old_content.size && new_content.size) {
		counts = count_whole(counter, old_content, new_content);
		if (!hunks)
			return counts;
		(void)count_middle(counter, &middle, hunks);
		return counts;
	}
	return count_middle(counter, &middle, hunks);
}

void line_counter_release(struct line_counter *counter)
{
	line_table_release(&counter->table);
	buf_release(&counter->old_tokens);
	buf_release(&counter->new_tokens);
	*counter = (struct line_counter){ 0 };
}
