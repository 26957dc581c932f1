/*
 * The first few lines behind each finding of a person, so that a reader need not take a number on trust. The whole list is what
 * `git lead explain` prints; here is the newest of it.
 */
#include <string.h>
#include "lead/facts.h"
#include "lead/map.h"
#include "lead/people.h"
#include "lead/vec.h"
#include "pages.h"

struct collector {
	struct building *building;
	struct report_mask *mask;
	struct map *seen;
	struct report_proof_line newest[PROOFS_SHOWN]; /* a ring */
	size_t kept_count, next;
	int64_t total_count;
};

static const char sql_repository[] = "SELECT r.key\n"
				     "FROM commits k\n"
				     "JOIN landed l ON l.commit_id = k.id\n"
				     "JOIN repository r ON r.id = l.repository_id\n"
				     "WHERE k.oid = :oid AND (:repository IS NULL OR r.id = :repository)\n"
				     "ORDER BY r.key\n"
				     "LIMIT 1";

/* A line that counts, or that tells of a trace that is not there; each once, whatever metrics rest on it. */
static bool is_new(struct collector *all, const struct evidence_row *row)
{
	struct buf key = { 0 };
	bool is_first = false;

	if (!row->counted && !text_equal(row->kind, TEXT("none")))
		return false;
	buf_add_fmt(&key, TEXT_FMT "\n" TEXT_FMT "\n" TEXT_FMT, TEXT_ARG(row->oid), TEXT_ARG(row->kind),
	            TEXT_ARG(row->raw));
	map_intern(all->seen, buf_text(&key), 0, &is_first);
	buf_release(&key);
	return is_first;
}

static int take_row(void *payload, const struct evidence_row *row)
{
	struct collector *all = payload;
	struct building *building = all->building;
	struct report_proof_line *line = &all->newest[all->next];

	if (report_mask_names(all->mask, row->raw) || !is_new(all, row))
		return 0;
	all->total_count++;
	line->change = model_text(building, row->change);
	line->oid = model_text(building, row->oid);
	line->kind = model_text(building, row->kind);
	line->raw = model_text(building, row->raw);
	all->next = (all->next + 1) % PROOFS_SHOWN;
	all->kept_count += all->kept_count < PROOFS_SHOWN;
	return 0;
}

static int add_link(struct report_proof_line *line, struct building *building)
{
	struct statement *statement;
	struct oid oid;
	int ret;

	if (!oid_from_hex(&oid, text_of(line->oid)))
		return 0;
	ret = model_statement(&statement, building, sql_repository);
	if (ret)
		return ret;
	statement_bind_blob(statement, ":oid", oid.bytes, sizeof(oid.bytes));
	ret = statement_step(statement);
	if (ret == 0)
		line->url = link_of(building, statement_text(statement, 0), line->oid);
	statement_reset(statement);
	return ret < 0 ? ret : 0;
}

/* Newest first. */
static int take_lines(struct report_proofs *out, struct collector *all)
{
	int ret = 0;

	out->total_count = all->total_count;
	out->line_count = all->kept_count;
	out->lines = model_array(all->building, all->kept_count + 1, sizeof(*out->lines));
	for (size_t i = 0; ret == 0 && i < all->kept_count; i++) {
		out->lines[i] = all->newest[(all->next + PROOFS_SHOWN - 1 - i) % PROOFS_SHOWN];
		ret = add_link(&out->lines[i], all->building);
	}
	return ret;
}

static bool is_plain(struct text text)
{
	for (size_t i = 0; i < text.size; i++)
		if (!char_is_alnum(text.at[i]) && !strchr("@.+-_", text.at[i]))
			return false;
	return text.size > 0 && text.at[0] != '-';
}

/* It may be copied into a shell: what comes from the history stands in it only where every shell reads it as one word. */
static const char *command_of(struct building *building, const char *topic, const char *key)
{
	ptrdiff_t from = text_find_char(text_of(key), '<', 0);
	struct text address = from < 0 ? TEXT("") : text_slice(text_of(key), (size_t)from + 1, strlen(key) - 1);
	struct period period = building->scope.period;
	struct buf command = { 0 };

	buf_add_fmt(&command, "git lead explain %s ", topic);
	if (is_plain(address))
		buf_add_text(&command, address);
	else
		buf_add_str(&command, "<person>");
	if (*building->scope.team && is_plain(text_of(building->scope.team)))
		buf_add_fmt(&command, " --team=%s", building->scope.team);
	buf_add_str(&command, " --since=");
	civil_format(&command, period.since_time);
	buf_add_str(&command, " --until=");
	civil_format(&command, period.until_time);
	return model_buf(building, &command);
}

static bool wants_proofs(const struct finding *finding)
{
	return finding->outcome == OUTCOME_NOTE || finding->outcome == OUTCOME_WARN ||
	       finding->outcome == OUTCOME_SILENCED || finding->outcome == OUTCOME_CLEAR;
}

/* ---- the findings of one person, each metric's evidence read once for all of them ---- */

struct readers {
	struct collector **at;
	size_t count;
};

static int hand_to_readers(void *payload, const struct evidence_row *row)
{
	const struct readers *readers = payload;

	for (size_t i = 0; i < readers->count; i++)
		take_row(readers->at[i], row);
	return 0;
}

static bool rests_on(const struct finding *finding, const struct metric_info *metric)
{
	struct text rest = text_of(pattern_find(text_of(finding->pattern))->evidence), word;

	while (text_next_word(&rest, &word))
		if (metric_find(word) == metric)
			return true;
	return false;
}

static int collect_metrics(struct collector *all, const struct report_person *person, int64_t id)
{
	struct building *building = all[0].building;
	const struct metric_info *metric;
	struct readers readers = { .at = model_array(building, person->finding_count, sizeof(*readers.at)) };
	int ret = 0;

	for (size_t i = 0; ret == 0 && (metric = metric_at(i)); i++) {
		readers.count = 0;
		for (size_t j = 0; strcmp(metric->scope, "team") != 0 && j < person->finding_count; j++)
			if (wants_proofs(&person->findings[j]) && rests_on(&person->findings[j], metric))
				readers.at[readers.count++] = &all[j];
		if (readers.count)
			ret = metric_evidence(building->store, metric, &building->scope, id, hand_to_readers, &readers);
	}
	return ret;
}

static int collect_patterns(struct collector *all, const struct report_person *person, int64_t id)
{
	struct building *building = all[0].building;
	struct pattern_input input = findings_input(building, id);
	int ret = 0;

	for (size_t i = 0; ret == 0 && i < person->finding_count; i++) {
		const struct pattern_info *pattern = pattern_find(text_of(person->findings[i].pattern));

		if (!pattern->prove || !wants_proofs(&person->findings[i]))
			continue;
		ret = metric_prepare(building->store, &building->scope);
		if (ret == 0)
			ret = pattern->prove(&input, take_row, &all[i]);
	}
	return ret;
}

static int fill_findings(struct building *building, struct report_person *person, int64_t id, struct report_mask *mask)
{
	struct collector *all = model_array(building, person->finding_count, sizeof(*all));
	int ret;

	for (size_t i = 0; i < person->finding_count; i++)
		all[i] = (struct collector){ .building = building, .mask = mask, .seen = map_new() };
	ret = collect_metrics(all, person, id);
	if (ret == 0)
		ret = collect_patterns(all, person, id);
	for (size_t i = 0; i < person->finding_count; i++) {
		if (ret == 0 && wants_proofs(&person->findings[i])) {
			person->proofs[i].command = command_of(building, person->findings[i].pattern, person->key);
			ret = take_lines(&person->proofs[i], &all[i]);
		}
		map_free(all[i].seen);
	}
	return ret;
}

int model_fill_proofs(struct building *building, struct report_person *person, int64_t id)
{
	struct report_mask *mask = NULL;
	int ret = report_mask_load(&mask, building->store);

	person->proofs = model_array(building, person->finding_count + 1, sizeof(*person->proofs));
	person->strength_proofs = model_array(building, person->strength_count + 1, sizeof(*person->strength_proofs));
	if (ret == 0 && person->finding_count)
		ret = fill_findings(building, person, id, mask);
	for (size_t i = 0; ret == 0 && i < person->strength_count; i++)
		person->strength_proofs[i].command = command_of(building, person->strengths[i].id, person->key);
	report_mask_free(mask);
	return ret;
}
