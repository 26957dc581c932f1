/* The words of check_words.h. */
#include <string.h>
#include "check_words.h"
#include "lead/period.h"
#include "lead/pseudonym.h"

#define SHORT_OID 12
#define FINGERPRINT_BYTES 16

static const struct {
	const char *one, *title;
} levels[CHECK_LEVEL_COUNT] = {
	[CHECK_OFF] = { "", "" },
	[CHECK_NOTICE] = { "notice", "Notices" },
	[CHECK_WARN] = { "warning", "Warnings" },
	[CHECK_FAIL] = { "failure", "Failures" },
};

const char *check_words_of_level(enum check_level level)
{
	return levels[level].one;
}

const char *check_words_of_levels(enum check_level level)
{
	return levels[level].title;
}

const char *check_words_of_subject(enum check_subject subject)
{
	static const char *const words[] = { "change", "team", "person" };

	return words[subject];
}

/* ---- what is told ---- */

bool check_is_told(const struct check *check, const struct check_result *result)
{
	return result->outcome == CHECK_FIRES && result->shown > CHECK_OFF && (result->is_new || !check->is_news_only);
}

bool check_is_gap_told(const struct check *check, const struct check_gap *gap)
{
	return gap->is_new || !check->is_news_only;
}

size_t check_count_told(const struct check *check, enum check_level level)
{
	size_t count = 0;

	for (size_t i = 0; i < check->result_count; i++)
		count += check->results[i].shown == level && check_is_told(check, &check->results[i]);
	return count;
}

size_t check_count_gaps(const struct check *check)
{
	size_t count = 0;

	for (size_t i = 0; i < check->gap_count; i++)
		count += check_is_gap_told(check, &check->gaps[i]);
	return count;
}

bool check_is_quiet(const struct check *check)
{
	size_t count = check_count_gaps(check);

	for (int level = CHECK_NOTICE; level < CHECK_LEVEL_COUNT; level++)
		count += check_count_told(check, (enum check_level)level);
	return count == 0;
}

/* ---- clauses ---- */

static void add_count(struct buf *out, long long count, const char *what)
{
	buf_add_fmt(out, "%lld %s%s", count, what, count == 1 ? "" : "s");
}

static void add_oid(struct buf *out, const char *hex)
{
	buf_add_text(out, text_slice(text_of(hex), 0, SHORT_OID));
}

const char *check_words_integrator(const struct check_change *change)
{
	return change->integrator ? change->integrator : "-";
}

void check_words_add_range(struct buf *out, const struct check *check)
{
	size_t excluded = 0;

	for (size_t i = 0; i < check->change_count; i++)
		excluded += check->changes[i].excluded != NULL;
	buf_add_fmt(out, "%s: ", check->range);
	add_count(out, (long long)check->commit_count, "commit");
	buf_add_str(out, ", ");
	add_count(out, (long long)check->change_count, "change");
	if (excluded)
		buf_add_fmt(out, " (%zu not judged)", excluded);
	if (!check->tip[0]) {
		buf_add_char(out, '.');
		return;
	}
	buf_add_str(out, ", ");
	if (check->base[0])
		add_oid(out, check->base);
	else
		buf_add_str(out, "from the beginning");
	buf_add_str(out, " to ");
	add_oid(out, check->tip);
	buf_add_char(out, '.');
	if (check->is_request)
		buf_add_str(out, " It has not landed yet: reviews and integration may still come and are not judged.");
	if (check->is_news_only)
		buf_add_str(out, " Only what no earlier check told is told.");
}

void check_words_add_exit(struct buf *out, const struct check *check)
{
	buf_add_fmt(out, "exit code %d: %s", check->status,
	            check->status == 1   ? "a rule that is set to fail fired"
	            : check->status == 3 ? "a rule that is set to fail cannot be judged"
	                                 : "no rule that is set to fail fired");
}

void check_words_add_verdict(struct buf *out, const struct check *check)
{
	struct buf code = { 0 };
	size_t gaps = check_count_gaps(check);
	bool is_any = false;

	for (int level = CHECK_FAIL; level > CHECK_OFF; level--) {
		size_t count = check_count_told(check, (enum check_level)level);

		if (!count)
			continue;
		buf_add_str(out, is_any ? ", " : "");
		add_count(out, (long long)count, check_words_of_level((enum check_level)level));
		is_any = true;
	}
	if (gaps)
		buf_add_fmt(out, "%s%zu reason%s why something cannot be judged", is_any ? "; " : "", gaps,
		            gaps == 1 ? "" : "s");
	else if (!is_any)
		buf_add_str(out, check->is_news_only ? "Nothing new to tell" : "Nothing to tell");
	check_words_add_exit(&code, check);
	buf_add_fmt(out, ". E%s.", buf_str(&code) + 1);
	buf_release(&code);
}

void check_words_add_key(struct buf *out, const struct check_change *change)
{
	struct text key = text_of(change->key);

	if (text_starts(key, TEXT("commit:")))
		key = text_slice(key, sizeof("commit:") - 1, sizeof("commit:") - 1 + SHORT_OID);
	buf_add_text(out, key);
}

void check_words_add_change(struct buf *out, const struct check_change *change)
{
	if (!change)
		return;
	check_words_add_key(out, change);
	if (change->subject && change->subject[0])
		buf_add_fmt(out, " %s", change->subject);
	buf_add_str(out, ": ");
}

void check_words_add_team(struct buf *out, const struct check *check)
{
	buf_add_fmt(out, "%s, 26 weeks to ", check->team[0] ? check->team : "The team");
	civil_format(out, check->period.until_time - 1);
}

static void add_mark(struct buf *out, size_t start, bool is_there, const char *mark)
{
	if (is_there)
		buf_add_fmt(out, "%s%s", out->size > start ? ", " : "", mark);
}

void check_words_add_marks(struct buf *out, const struct check_change *change)
{
	size_t start = out->size;

	if (change->excluded) {
		buf_add_fmt(out, "not judged: %s", change->excluded);
		return;
	}
	add_mark(out, start, change->is_newcomer, "newcomer");
	add_mark(out, start, change->has_decision, "decision record");
	add_mark(out, start, change->has_doc, "documents");
	add_mark(out, start, change->is_told, "told by the forge");
}

void check_words_add_reach(struct buf *out, const struct check_gap *gap)
{
	if (gap->change_count)
		add_count(out, (long long)gap->change_count, "change");
	else
		buf_add_str(out, "the team");
	if (gap->shown == CHECK_FAIL)
		buf_add_str(out, "; set to fail, so this is a failure");
}

static void add_sentences(struct buf *out, const char *message, const char *advice)
{
	buf_add_str(out, message ? message : "");
	if (advice && advice[0])
		buf_add_fmt(out, " %s", advice);
}

void check_words_add_result(struct buf *out, const struct check_result *result)
{
	add_sentences(out, result->message, result->advice);
}

void check_words_add_gap(struct buf *out, const struct check_gap *gap)
{
	add_sentences(out, gap->message, gap->advice);
}

/* Numbers in its message change from run to run, so the message is no part; gaps of the same rules are told apart by place. */
void check_words_add_gap_fingerprint(struct buf *out, const struct check *check, const struct check_gap *gap)
{
	uint8_t digest[BLAKE2S_SIZE];
	struct buf subject = { 0 };
	size_t same = 0;

	for (const struct check_gap *before = check->gaps; before < gap; before++)
		same += strcmp(before->rules, gap->rules) == 0 && !before->change_count == !gap->change_count;
	buf_add_fmt(&subject, "%s\n%s\n%s\n%d\n%zu", check->repository_key, check->team, gap->rules,
	            gap->change_count > 0, same);
	blake2s(digest, TEXT("git-lead check gap"), buf_text(&subject));
	buf_add_hex(out, (struct text){ (const char *)digest, FINGERPRINT_BYTES });
	buf_release(&subject);
}

/* ---- answers ---- */

static size_t first_of(const struct check *check, const char *rule)
{
	size_t at = 0;

	while (at < check->result_count && strcmp(check->results[at].rule->id, rule) != 0)
		at++;
	return at;
}

struct check_walk check_walk_begin(const struct check *check)
{
	return (struct check_walk){ check, first_of(check, "second-person"), first_of(check, "review-evidence") };
}

/* Results stand as changes do, so the next one is of this change or of a later one. */
static const char *answer(const struct check *check, size_t *at, const struct check_change *change, bool is_there)
{
	const struct check_result *result = *at < check->result_count ? &check->results[*at] : NULL;
	bool is_judged = result && result->change == change;

	if (is_judged)
		++*at;
	if (is_there)
		return "yes";
	if (change->excluded || (is_judged && result->outcome == CHECK_NA))
		return "-";
	if (is_judged)
		return result->outcome == CHECK_UNKNOWN ? "unknown" : "no";
	return change->is_told ? "no" : "unknown";
}

struct check_answers check_walk_next(struct check_walk *walk, const struct check_change *change)
{
	return (struct check_answers){
		answer(walk->check, &walk->second_at, change, change->has_second),
		answer(walk->check, &walk->review_at, change, change->has_review),
	};
}
