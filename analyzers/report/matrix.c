/*
 * Who reviews whom. Nobody is named who has no page in the report; the others are told as groups, none of them smaller than the
 * configured least group, also less those whose own figures stand beside (docs/adr/0016).
 */
#include <stdlib.h>
#include <string.h>
#include "lead/vec.h"
#include "pages.h"

/* The primary authors of changes of the period and who reviewed them. */
static const char sql_people[] = "SELECT q.person_id, max(q.is_member), max(q.is_newcomer)\n"
				 "FROM (\n"
				 "  SELECT author_id AS person_id, 1 AS is_member, is_newcomer\n"
				 "  FROM scope_change WHERE landed_time >= :since AND author_id IS NOT NULL\n"
				 "  UNION ALL\n"
				 "  SELECT person_id, is_member, 0\n"
				 "  FROM scope_part WHERE landed_time >= :since AND (is_rev = 1 OR is_ack = 1)) q\n"
				 "GROUP BY q.person_id\n"
				 "ORDER BY q.person_id";

static const char sql_pairs[] =
	"SELECT p.person_id, c.author_id, count(*)\n"
	"FROM scope_part p\n"
	"JOIN scope_change c ON c.id = p.change_id\n"
	"WHERE p.landed_time >= :since AND (p.is_rev = 1 OR p.is_ack = 1) AND c.author_id IS NOT NULL\n"
	"GROUP BY p.person_id, c.author_id\n"
	"ORDER BY p.person_id, c.author_id";

/* Within the period: all teams of a person in one text, and how many they are. */
static const char sql_teams[] = "SELECT person_id, group_concat(team, char(10)), count(*)\n"
				"FROM (SELECT DISTINCT person_id, team FROM member\n"
				"  WHERE team <> '' AND from_time < :until AND until_time > :since\n"
				"  ORDER BY person_id, team)\n"
				"GROUP BY person_id\n"
				"ORDER BY 2, 1";

struct somebody {
	int64_t id;
	bool is_member, is_newcomer;
	bool is_shown; /* has a page in the report */
	int group;     /* of the list below; -1: none yet */
};
struct group {
	const char *name;
	int64_t people, unshown; /* unshown: of them, who have no page */
	bool is_person;          /* one by name, who may be few */
	bool is_outside;         /* has no changes of its own in the scope */
	int place;               /* in the matrix; -1: left out */
};
struct gathering {
	VEC(struct somebody) people; /* by id */
	VEC(struct group) groups;
	bool is_several;   /* somebody is in several teams */
	bool is_set_small; /* and so are too few people, in the same ones */
};

static int read_people(struct gathering *all, struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_people);

	while (ret == 0 && (ret = statement_step(statement)) == 0)
		*VEC_PUSH(&all->people) = (struct somebody){ .id = statement_int(statement, 0),
			                                     .is_member = statement_int(statement, 1) != 0,
			                                     .is_newcomer = statement_int(statement, 2) != 0,
			                                     .group = -1 };
	return ret < 0 ? ret : 0;
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = ((const struct somebody *)a)->id, y = ((const struct somebody *)b)->id;

	return (x > y) - (x < y);
}

static struct somebody *find(const struct gathering *all, int64_t id)
{
	struct somebody key = { .id = id };

	return all->people.count
	               ? bsearch(&key, all->people.at, all->people.count, sizeof(*all->people.at), compare_ids)
	               : NULL;
}

static int add_group(struct gathering *all, const char *name)
{
	*VEC_PUSH(&all->groups) = (struct group){ .name = name, .place = -1 };
	return (int)all->groups.count - 1;
}

static void put(struct gathering *all, struct somebody *who, int group)
{
	who->group = group;
	all->groups.at[group].people++;
	all->groups.at[group].unshown += !who->is_shown;
}

/* Less those whose figures stand beside, a sum over them would tell of too few. */
static bool is_few(int64_t unshown, const struct building *building)
{
	return unshown > 0 && unshown < building->request->least_group;
}

/* ---- which groups there are ---- */

/* A set of several teams ends: those who are in just these. */
static void end_set(struct gathering *all, const struct building *building, int64_t unshown)
{
	all->is_set_small |= is_few(unshown, building);
}

static int group_by_team(struct gathering *all, struct building *building)
{
	struct statement *statement;
	const char *last = NULL;
	int several = -1, team = -1;
	int64_t unshown = 0; /* of the set of several teams at work */
	int ret = model_statement(&statement, building, sql_teams);

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		struct somebody *who = find(all, statement_int(statement, 0));
		struct text teams = statement_text(statement, 1);
		bool is_one = statement_int(statement, 2) == 1;

		if (!who)
			continue;
		if (!last || !text_equal(text_of(last), teams)) {
			end_set(all, building, unshown);
			unshown = 0;
			last = model_text(building, teams);
			team = is_one ? add_group(all, last) : -1;
		}
		if (!is_one) {
			several = several < 0 ? add_group(all, "in several teams") : several;
			unshown += !who->is_shown;
		}
		put(all, who, is_one ? team : several);
	}
	end_set(all, building, unshown);
	all->is_several = several >= 0;
	return ret < 0 ? ret : 0;
}

static void mark_shown(struct gathering *all, const struct building *building)
{
	const struct report *report = building->report;

	for (size_t i = 0; i < report->person_count; i++) {
		const struct report_person *person = &report->people[i];
		struct somebody *who = find(all, building->person_ids[i]);

		if (who)
			who->is_shown = !person->is_excluded && !person->is_outside && !person->is_opted_out;
	}
}

/* Of a team: whoever has a page by name. */
static void group_by_name(struct gathering *all, const struct building *building)
{
	const struct report *report = building->report;

	for (size_t i = 0; i < report->person_count; i++) {
		struct somebody *who = find(all, building->person_ids[i]);

		if (!who || !who->is_member || !who->is_shown)
			continue;
		put(all, who, add_group(all, report->people[i].name));
		all->groups.at[who->group].is_person = true;
	}
}

/* Newcomers are told apart only where both they and the rest are enough. */
static void group_the_rest(struct gathering *all, int64_t least, const char *rest_name)
{
	int64_t newcomers = 0, others = 0;
	int group[2] = { -1, -1 }, outside = -1;

	for (size_t i = 0; i < all->people.count; i++)
		if (all->people.at[i].group < 0 && all->people.at[i].is_member)
			*(all->people.at[i].is_newcomer ? &newcomers : &others) += 1;
	for (size_t i = 0; i < all->people.count; i++) {
		struct somebody *who = &all->people.at[i];
		bool is_newcomer = newcomers >= least && others >= least && who->is_newcomer;

		if (who->group >= 0)
			continue;
		if (!who->is_member && outside < 0) {
			outside = add_group(all, "outside the team");
			all->groups.at[outside].is_outside = true;
		}
		if (who->is_member && group[is_newcomer] < 0)
			group[is_newcomer] = add_group(all, is_newcomer ? "newcomers" : rest_name);
		put(all, who, who->is_member ? group[is_newcomer] : outside);
	}
}

/* ---- the matrix ---- */

static int compare_groups(const void *a, const void *b)
{
	const struct group *x = *(struct group *const *)a, *y = *(struct group *const *)b;

	if (x->is_person != y->is_person)
		return x->is_person ? -1 : 1;
	if (x->is_outside != y->is_outside)
		return x->is_outside ? 1 : -1;
	return strcmp(x->name, y->name);
}

static const char *name_of(struct building *building, const struct group *group)
{
	struct buf name = { 0 };

	if (group->is_person)
		return group->name;
	buf_add_fmt(&name, "%s (%lld people)", group->name, (long long)group->people);
	return model_buf(building, &name);
}

static bool is_large(const struct group *group, const struct building *building)
{
	return group->people >= building->request->least_group && !is_few(group->unshown, building);
}

/*
 * The figures of a team less the group of those in it alone tell of those in others as well, and all that is reviewed less all that
 * has a place here tells of who is left out.
 */
static bool is_told_apart(const struct gathering *all, const struct building *building)
{
	bool is_told = all->is_set_small;

	for (size_t i = 0; i < all->groups.count; i++) {
		const struct group *group = &all->groups.at[i];

		if (!group->is_person)
			is_told |= group->unshown == 1 || (all->is_several && is_few(group->unshown, building));
	}
	return is_told;
}

/* Groups that are large enough get places; *left_out counts the people of the others. */
static void place_groups(struct gathering *all, struct building *building, struct report_matrix *matrix,
                         int64_t *left_out)
{
	struct group **order = model_array(building, all->groups.count + 1, sizeof(struct group *));

	for (size_t i = 0; i < all->groups.count; i++) {
		struct group *group = &all->groups.at[i];

		if (group->is_person || is_large(group, building))
			order[matrix->count++] = group;
		else
			*left_out += group->people;
	}
	if (matrix->count)
		qsort(order, matrix->count, sizeof(struct group *), compare_groups);
	matrix->groups = model_array(building, matrix->count + 1, sizeof(*matrix->groups));
	matrix->cells = model_array(building, matrix->count * matrix->count + 1, sizeof(*matrix->cells));
	for (size_t i = 0; i < matrix->count; i++) {
		order[i]->place = (int)i;
		matrix->groups[i] = name_of(building, order[i]);
	}
	for (size_t row = 0; row < matrix->count; row++)
		for (size_t column = 0; column < matrix->count; column++)
			if (order[column]->is_outside)
				matrix->cells[row * matrix->count + column] = -1;
}

static int fill_cells(struct report_matrix *matrix, const struct gathering *all, struct building *building)
{
	struct statement *statement;
	int ret = model_statement(&statement, building, sql_pairs);

	while (ret == 0 && (ret = statement_step(statement)) == 0) {
		const struct somebody *reviewer = find(all, statement_int(statement, 0));
		const struct somebody *author = find(all, statement_int(statement, 1));
		int row = reviewer ? all->groups.at[reviewer->group].place : -1;
		int column = author ? all->groups.at[author->group].place : -1;

		if (row >= 0 && column >= 0)
			matrix->cells[(size_t)row * matrix->count + (size_t)column] += statement_int(statement, 2);
	}
	return ret < 0 ? ret : 0;
}

static bool has_unnamed(const struct gathering *all)
{
	for (size_t i = 0; i < all->groups.count; i++)
		if (!all->groups.at[i].is_person && all->groups.at[i].place >= 0)
			return true;
	return false;
}

/* With only named people and nobody beside them, or with one group, there is nothing to tell apart. */
static int draw_matrix(struct report_team *team, struct gathering *all, struct building *building)
{
	struct report_matrix *matrix = &team->matrix;
	struct buf note = { 0 };
	int64_t left_out = 0;
	int ret = 0;

	place_groups(all, building, matrix, &left_out);
	if (left_out)
		buf_add_fmt(&note, "%lld %s left out: too few to stand as a group.", (long long)left_out,
		            left_out == 1 ? "person is" : "people are");
	if (matrix->count >= 2 && has_unnamed(all) && is_told_apart(all, building)) {
		matrix->count = 0;
		matrix->note = "Withheld: with the sums beside it, it would tell of too few people.";
	} else if (matrix->count >= 2 && has_unnamed(all)) {
		ret = fill_cells(matrix, all, building);
		matrix->note = left_out ? model_buf(building, &note) : NULL;
	} else {
		matrix->count = 0;
		matrix->note = all->people.count
		                       ? "The people of the period are too few, or too much alike, for groups."
		                       : "No changes of people landed in the period.";
	}
	buf_release(&note);
	return ret;
}

int model_fill_matrix(struct building *building, struct report_team *team)
{
	struct gathering all = { 0 };
	bool is_everybody = !*team->name && building->request->has_teams && building->report->team_count > 1;
	int ret = read_people(&all, building);

	mark_shown(&all, building);
	if (ret == 0 && is_everybody)
		ret = group_by_team(&all, building);
	if (ret == 0 && !is_everybody)
		group_by_name(&all, building);
	if (ret == 0) {
		group_the_rest(&all, building->request->least_group,
		               is_everybody  ? "in no team"
		               : *team->name ? "others in the team"
		                             : "others");
		ret = building->coverage[PART_PERIOD] == COVERAGE_UNKNOWN ? 0 : draw_matrix(team, &all, building);
	}
	if (building->coverage[PART_PERIOD] == COVERAGE_UNKNOWN)
		team->matrix.note = "Who reviewed is not recorded well enough to tell.";
	VEC_RELEASE(&all.people);
	VEC_RELEASE(&all.groups);
	return ret;
}
