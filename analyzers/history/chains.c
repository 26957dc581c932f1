/*
 * Reads chains of commits, each along its first parents, with several threads: a thread takes a run of tips and makes digests
 * of their chains, the caller takes the digests in order. Knows nothing of what the commits say.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "notes.h"
#include "raw_commit.h"

#define THREADS_MAX 16
/* Chains a run: those of neighbouring tips lie near one another in a pack. */
#define RUN_MAX_COUNT 32
/* Runs that are being read or wait to be taken: all that is in memory. */
#define SLOT_COUNT 8

struct chain_reading {
	struct object_reader reader;
	struct recoder recoder;
	struct arena arena;
	VEC(git_odb_object *) objects; /* the commits, whose bytes the facts borrow */
	VEC(struct commit_fact) commits;
	struct oid tree; /* of the newest */
	bool has_tree;
};

struct slot {
	void *digests[RUN_MAX_COUNT];
	uint64_t long_count; /* commits of its run beyond CHAIN_FREE_COUNT a chain */
	uint64_t
		spent; /* the same of all runs up to the one that was taken from here last: no race decides who is cut */
	bool is_ready;
};

struct chains {
	struct repository *repository;
	const struct oid *tips;
	size_t count, run_count;
	const struct chain_sink *sink;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* Under the lock. */
	size_t next_run, taken_count; /* the next to be read; those that the caller is done with */
	struct slot slots[SLOT_COUNT];
	uint64_t spent; /* long_count of all runs that were taken */
	bool is_stopped;
};

struct post {
	struct chains *chains;
	struct chain_reading reading;
	pthread_t thread;
	size_t max_count; /* commits a chain of the run that it reads */
};

/* ---- one chain ---- */

static void clear_reading(struct chain_reading *reading)
{
	for (size_t i = 0; i < reading->objects.count; i++)
		git_odb_object_free(reading->objects.at[i]);
	VEC_CLEAR(&reading->objects);
	VEC_CLEAR(&reading->commits);
	arena_clear(&reading->arena);
	reading->has_tree = false;
}

static void add_commit(struct chain_reading *reading, const struct oid *oid, struct raw_commit *raw)
{
	struct commit_fact *fact = VEC_PUSH(&reading->commits);

	if (reading->commits.count == 1) {
		reading->tree = raw->tree;
		reading->has_tree = raw->has_tree;
	}
	raw_commit_recode(&reading->recoder, raw, &reading->arena);
	fact->oid = *oid;
	fact->author = raw->author.who;
	fact->committer = raw->committer.who;
	fact->author_time = raw->author.time;
	fact->author_zone = raw->author.zone;
	fact->commit_time = raw->committer.time;
	fact->commit_zone = raw->committer.zone;
	fact->message = raw->message;
	fact->damage = raw->damage;
	fact->files_state = FILES_NOT_READ;
}

/* Commits cannot name one another in a circle; refs and grafts that no git would write are held by the bounds. */
static void read_chain(struct chain_fact *out, struct post *post, size_t at)
{
	const struct chains *chains = post->chains;
	struct chain_reading *reading = &post->reading;
	struct oid oid = chains->tips[at];
	size_t size = 0;
	bool is_root = false;

	clear_reading(reading);
	*out = (struct chain_fact){ .position = at, .reading = reading };
	while (!is_root && reading->commits.count < post->max_count && size < CHAIN_MAX_SIZE) {
		git_odb_object *object = object_read(&reading->reader, &oid, GIT_OBJECT_COMMIT);
		struct raw_commit raw;

		if (!object) {
			out->missing = oid;
			out->is_missing = true;
			break;
		}
		*VEC_PUSH(&reading->objects) = object;
		size += git_odb_object_size(object);
		raw_commit_parse(&raw, object_text(object));
		add_commit(reading, &oid, &raw);
		out->is_branched |= raw.parent_count > 1;
		is_root = raw.parent_count == 0;
		if (oid_set_find(&chains->repository->shallow, &oid) != OID_SET_NONE)
			break;
		if (!is_root)
			raw_commit_parent(&oid, &raw, 0);
	}
	out->is_cut = !is_root;
	out->commits = reading->commits.at;
	out->commit_count = reading->commits.count;
}

/* ---- notes of its newest commit ---- */

/* What git gives every tree without entries; it is in no pack that a server sends for such a chain alone. */
static const unsigned char empty_tree[OID_SIZE] = { 0x4b, 0x82, 0x5d, 0xc6, 0x42, 0xcb, 0x6e, 0xb9, 0xa0, 0x60,
	                                            0xe5, 0x4b, 0xf8, 0xd6, 0x92, 0x88, 0xfb, 0xee, 0x49, 0x04 };

static void read_note(struct chain_note *note, struct buf *text, struct object_reader *reader, size_t max_size)
{
	git_object_t type;
	git_oid id;
	size_t size;

	buf_clear(text);
	oid_to_git(&id, &note->blob);
	note->state = CHAIN_NOTE_READ;
	if (note_blob_add(text, reader, &note->blob, max_size))
		note->bytes = buf_text(text);
	else if (!reader->has_missed && git_odb_read_header(&size, &type, reader->odb, &id) == 0)
		note->state = CHAIN_NOTE_TOO_LARGE;
	else
		note->state = CHAIN_NOTE_MISSING;
}

bool chain_each_note(const struct chain_fact *chain, size_t max_size,
                     void (*each)(void *payload, const struct chain_note *note), void *payload)
{
	struct chain_reading *reading = chain->reading;
	struct note_list list;
	struct buf text = { 0 };
	bool is_whole;

	if (!reading->has_tree)
		return chain->commit_count == 0;
	if (!memcmp(reading->tree.bytes, empty_tree, OID_SIZE))
		return true;
	is_whole = note_list_load_tree(&list, &is_whole, &reading->reader, &reading->tree) == 0 && is_whole;
	for (size_t i = 0; i < list.notes.count; i++) {
		struct chain_note note = { .annotated = list.notes.at[i].annotated, .blob = list.notes.at[i].blob };

		read_note(&note, &text, &reading->reader, max_size);
		each(payload, &note);
	}
	buf_release(&text);
	note_list_release(&list);
	return is_whole;
}

/* ---- threads ---- */

static size_t run_size(const struct chains *chains, size_t run)
{
	size_t from = run * RUN_MAX_COUNT;

	return chains->count - from < RUN_MAX_COUNT ? chains->count - from : RUN_MAX_COUNT;
}

/* The next run once there is room for it; false if there is nothing more to do. */
static bool await_room(size_t *run, struct post *post)
{
	struct chains *chains = post->chains;
	uint64_t long_max = chains->sink->long_max_count ? chains->sink->long_max_count : CHAIN_LONG_MAX_COUNT;
	bool is_there;

	pthread_mutex_lock(&chains->lock);
	*run = chains->next_run;
	is_there = *run < chains->run_count && !chains->is_stopped;
	if (is_there)
		chains->next_run++;
	while (is_there && *run >= chains->taken_count + SLOT_COUNT && !chains->is_stopped)
		pthread_cond_wait(&chains->changed, &chains->lock);
	is_there = is_there && !chains->is_stopped;
	post->max_count = chains->slots[*run % SLOT_COUNT].spent > long_max ? CHAIN_FREE_COUNT : CHAIN_MAX_COUNT;
	pthread_mutex_unlock(&chains->lock);
	return is_there;
}

static void *work(void *argument)
{
	struct post *post = argument;
	struct chains *chains = post->chains;
	size_t run;

	while (await_room(&run, post)) {
		struct slot *slot = &chains->slots[run % SLOT_COUNT];

		for (size_t i = 0; i < run_size(chains, run); i++) {
			struct chain_fact chain;

			read_chain(&chain, post, run * RUN_MAX_COUNT + i);
			if (chain.commit_count > CHAIN_FREE_COUNT)
				slot->long_count += chain.commit_count - CHAIN_FREE_COUNT;
			slot->digests[i] = chains->sink->digest(chains->sink->payload, &chain);
		}
		pthread_mutex_lock(&chains->lock);
		slot->is_ready = true;
		pthread_cond_broadcast(&chains->changed);
		pthread_mutex_unlock(&chains->lock);
	}
	return NULL;
}

static int take_run(struct chains *chains, size_t run)
{
	struct slot *slot = &chains->slots[run % SLOT_COUNT];
	int ret = 0;

	pthread_mutex_lock(&chains->lock);
	while (!slot->is_ready)
		pthread_cond_wait(&chains->changed, &chains->lock);
	pthread_mutex_unlock(&chains->lock);
	for (size_t i = 0; i < run_size(chains, run); i++) {
		if (ret == 0)
			ret = chains->sink->take(chains->sink->payload, slot->digests[i]);
		else
			chains->sink->drop(slot->digests[i]);
	}
	pthread_mutex_lock(&chains->lock);
	slot->is_ready = false;
	chains->spent += slot->long_count;
	slot->long_count = 0;
	slot->spent = chains->spent;
	chains->taken_count++;
	chains->is_stopped = ret != 0;
	pthread_cond_broadcast(&chains->changed);
	pthread_mutex_unlock(&chains->lock);
	return ret;
}

static void drop_rest(struct chains *chains)
{
	for (size_t run = chains->taken_count; run < chains->run_count && run < chains->taken_count + SLOT_COUNT;
	     run++) {
		struct slot *slot = &chains->slots[run % SLOT_COUNT];

		for (size_t i = 0; slot->is_ready && i < run_size(chains, run); i++)
			chains->sink->drop(slot->digests[i]);
	}
}

static unsigned choose_thread_count(unsigned wanted, size_t run_count)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t count = wanted ? wanted : processors > 0 ? (size_t)processors : 1;

	if (count > THREADS_MAX)
		count = THREADS_MAX;
	return (unsigned)(count > run_count ? run_count : count);
}

static int open_readers(struct post *posts, struct chains *chains, unsigned count)
{
	int ret = 0;

	for (unsigned i = 0; i < count && ret == 0; i++) {
		posts[i].chains = chains;
		ret = repository_new_odb(&posts[i].reading.reader.odb, chains->repository);
	}
	return ret;
}

static void close_readers(struct post *posts, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		struct chain_reading *reading = &posts[i].reading;

		clear_reading(reading);
		VEC_RELEASE(&reading->objects);
		VEC_RELEASE(&reading->commits);
		arena_release(&reading->arena);
		recoder_release(&reading->recoder);
		git_odb_free(reading->reader.odb);
	}
}

static int read_runs(struct chains *chains, struct post *posts, unsigned thread_count)
{
	int ret = 0;

	for (unsigned i = 0; i < thread_count; i++)
		if (pthread_create(&posts[i].thread, NULL, work, &posts[i]))
			alloc_fail(sizeof(pthread_t));
	for (size_t run = 0; run < chains->run_count && ret == 0; run++)
		ret = take_run(chains, run);
	for (unsigned i = 0; i < thread_count; i++)
		pthread_join(posts[i].thread, NULL);
	drop_rest(chains);
	return ret;
}

int history_read_chains(struct repository *repository, const struct oid *tips, size_t count, unsigned thread_count,
                        const struct chain_sink *sink)
{
	struct chains chains = { .repository = repository,
		                 .tips = tips,
		                 .count = count,
		                 .run_count = (count + RUN_MAX_COUNT - 1) / RUN_MAX_COUNT,
		                 .sink = sink };
	struct post posts[THREADS_MAX] = { 0 };
	int ret;

	if (!count)
		return 0;
	thread_count = choose_thread_count(thread_count, chains.run_count);
	ret = open_readers(posts, &chains, thread_count);
	if (ret == 0) {
		pthread_mutex_init(&chains.lock, NULL);
		pthread_cond_init(&chains.changed, NULL);
		ret = read_runs(&chains, posts, thread_count);
		pthread_mutex_destroy(&chains.lock);
		pthread_cond_destroy(&chains.changed);
	}
	close_readers(posts, thread_count);
	return ret;
}
