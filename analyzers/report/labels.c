/*
 * Short words for metric ids. An id that is not here is called by the metric's own name, so a new metric needs no
 * line; give it one where its name is longer than a row has room for.
 */
#include <stddef.h>
#include <string.h>
#include "labels.h"

struct label {
	const char *id, *words;
};

static const struct label labels[] = {
	{ "M01", "changes authored" },
	{ "M01.code", "- production code" },
	{ "M01.doc", "- documents" },
	{ "M01.fix", "- repairs and reverts" },
	{ "M01.ops", "- builds and checks" },
	{ "M01.std", "- standards" },
	{ "M01.test", "- tests" },
	{ "M02", "share of authorship" },
	{ "M03", "reviews given" },
	{ "M03.ack", "- approvals" },
	{ "M03.rev", "- reviews claimed" },
	{ "M04", "review share of own" },
	{ "M05", "reviews per own change" },
	{ "M05.parity", "- against the team's" },
	{ "M06", "named on others' changes" },
	{ "M07", "review coverage" },
	{ "M08", "self-integrated" },
	{ "M09", "most reviews by one" },
	{ "M09.active", "active members" },
	{ "M09.effective", "- equal reviewers" },
	{ "M09.hhi", "- same reviewer twice" },
	{ "M09.none", "- named on none" },
	{ "M10", "reviews received" },
	{ "M10.balance", "- given less received" },
	{ "M10.team", "balance, middle" },
	{ "M10.team.q1", "- first quarter" },
	{ "M10.team.q3", "- third quarter" },
	{ "M11", "people reviewed, of 20" },
	{ "M12", "support for newcomers" },
	{ "M12.gap", "newcomers' gap" },
	{ "M12.new", "newcomers' coverage" },
	{ "M12.people", "- newcomers" },
	{ "M12.rest", "everybody else's" },
	{ "M13", "work on others' changes" },
	{ "M13.a", "- as co-author" },
	{ "M13.a.people", "- with people" },
	{ "M13.b", "- commented at length" },
	{ "M13.b.people", "- on people's" },
	{ "M13.c", "- thanked for help" },
	{ "M13.c.people", "- by people" },
	{ "M13.mentees", "- mentored people" },
	{ "M13.mentoring", "- mentoring" },
	{ "M13.self", "self-declared notes" },
	{ "M15", "two or more authors" },
	{ "M15.joint", "written together" },
	{ "M16", "share with documents" },
	{ "M16+M17", "documents and decisions" },
	{ "M16.count", "changes with documents" },
	{ "M16.only", "- documents alone" },
	{ "M17.accepted", "- accepted" },
	{ "M17.acts", "- written or decided" },
	{ "M17.authors", "- authors" },
	{ "M17.context", "- that say why" },
	{ "M17.count", "decision records" },
	{ "M17.deciders", "- deciders" },
	{ "M17.new", "- new" },
	{ "M17.replaced", "- superseded" },
	{ "M18", "code since document" },
	{ "M18.age", "- days since then" },
	{ "M18.documents", "- documents mapped" },
	{ "M19", "standards and process" },
	{ "M19.ops", "- builds and checks" },
	{ "M19.std", "- standards" },
	{ "M20", "time to first answer" },
	{ "M20.p75", "- three in four by" },
	{ "M21", "time to merge" },
	{ "M21.p75", "- three in four by" },
	{ "M21.rounds", "rounds of pushes" },
	{ "M22", "reviews with words" },
	{ "M22.large", "- over 400 lines" },
	{ "M22.medium", "- 50 to 400 lines" },
	{ "M22.small", "- below 50 lines" },
	{ "M23", "fast silent approvals" },
	{ "M26", "home areas" },
	{ "M27", "others' work supported" },
	{ "M27.open", "- others' changes there" },
	{ "M27.others", "- others at home there" },
	{ "M29", "had a second person" },
	{ "M29.author", "merged by an author" },
	{ "M29.int", "merged for others" },
	{ "M29.known", "merger known" },
	{ "M29.other", "merged by another" },
	{ "M30", "work on others, share" },
};

const char *label_find(const char *id)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		if (!strcmp(labels[i].id, id))
			return labels[i].words;
	}
	return NULL;
}
