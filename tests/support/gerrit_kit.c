#include "gerrit_kit.h"

#include <check.h>
#include <stdlib.h>
#include "lead/alloc.h"
#include "lead/store_request.h"

struct people_kit gerrit_kit;

void gerrit_kit_start(void)
{
	people_kit_start(&gerrit_kit);
}

void gerrit_kit_stop(void)
{
	people_kit_stop(&gerrit_kit);
}

void gerrit_plant_vote(int64_t repository, const char *change, const char *who)
{
	struct request_act_fact act = { .change = text_of(change),
		                        .kind = EVENT_REV,
		                        .who = people_kit_who(who),
		                        .source = TEXT("notedb"),
		                        .act_time = START_TIME,
		                        .state = ACT_STATE_APPROVED,
		                        .word_count = -1,
		                        .raw = TEXT("Code-Review+2") };

	ck_assert_msg(store_put_request_act(NULL, gerrit_kit.store, repository, TEXT("notedb"), &act) == 0, "%s",
	              error_message());
}

void gerrit_plant_owner(const char *change, const char *owner)
{
	struct identity_fact who = people_kit_who(owner);
	struct request_fact request = { .change = text_of(change),
		                        .forge = TEXT("gerrit"),
		                        .state = REQUEST_MERGED,
		                        .created_time = START_TIME,
		                        .merged_time = START_TIME,
		                        .author = who.name,
		                        .author_email = who.email,
		                        .line_count = -1 };

	ck_assert_msg(store_put_request(NULL, gerrit_kit.store, gerrit_kit.repository, TEXT("notedb"), &request) == 0,
	              "%s", error_message());
}

int64_t gerrit_plant_change(int number, const char *owner, const char *author)
{
	char *change = xstrfmt("gerrit:%d", number);
	int64_t time = START_TIME + number * 60;
	int64_t commit = people_kit_commit(&gerrit_kit, (struct people_kit_commit){ .author = author, .time = time });

	(void)people_kit_change(&gerrit_kit, change, time, 0, (const int64_t[]){ commit, 0 });
	gerrit_plant_owner(change, owner);
	free(change);
	return commit;
}

void gerrit_plant_acts(const char *who, enum event_kind kind, int count, const char *raw)
{
	for (int i = 1; i <= count; i++) {
		char *change = xstrfmt("gerrit:%d", i);
		struct request_act_fact act = { .change = text_of(change),
			                        .kind = kind,
			                        .who = people_kit_who(who),
			                        .source = TEXT("notedb"),
			                        .act_time = START_TIME + i,
			                        .word_count = -1,
			                        .head = TEXT("1234567"),
			                        .raw = text_of(raw) };

		ck_assert_int_eq(
			store_put_request_act(NULL, gerrit_kit.store, gerrit_kit.repository, TEXT("notedb"), &act), 0);
		free(change);
	}
}
