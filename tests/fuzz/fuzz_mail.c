/* Any bytes as one mail, received at some time and at none. Holds what every fact promises, and that reading twice tells the same. */
#include "fuzz.h"
#include "lead/alloc.h"
#include "lead/mail.h"

static void add(uint64_t *hash, struct text text)
{
	FUZZ_CHECK(utf8_valid(text));
	*hash = text_hash(text_hash(*hash, text), TEXT("|"));
}

static void add_ids(uint64_t *hash, struct text ids)
{
	struct text id;

	add(hash, ids);
	while (text_next_word(&ids, &id))
		FUZZ_CHECK(id.size && text_find_char(id, '\n', 0) < 0);
}

static void take_mail(void *payload, const struct mail_fact *mail)
{
	uint64_t *hash = payload;

	FUZZ_CHECK(mail->message_id.size && text_find_char(mail->message_id, ' ', 0) < 0);
	FUZZ_CHECK((mail->from.email.size || mail->from.name.size) && mail->time >= 0 && mail->kind < MAIL_DELETED);
	FUZZ_CHECK((mail->version > 0) == (mail->kind == MAIL_PATCH || mail->kind == MAIL_COVER));
	FUZZ_CHECK(mail->part <= mail->part_count && (mail->kind == MAIL_PATCH || !mail->has_patch_id));
	FUZZ_CHECK(mail->act_count == 0 || (mail->kind == MAIL_REPLY && mail->parents.size));
	add_ids(hash, mail->message_id);
	add_ids(hash, mail->aliases);
	add_ids(hash, mail->parents);
	add(hash, mail->from.name);
	add(hash, mail->from.email);
	add(hash, mail->subject);
	for (size_t i = 0; i < mail->act_count; i++) {
		const struct mail_act *act = &mail->acts[i];

		FUZZ_CHECK(act->kind < EVENT_KIND_COUNT && act->state < ACT_STATE_COUNT && act->word_count >= -1);
		FUZZ_CHECK(act->word_count > 0 || act->raw.size);
		add(hash, act->parts);
		add(hash, act->raw);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	uint64_t first = TEXT_HASH_SEED, second = TEXT_HASH_SEED, received = 0;
	struct buf id = { 0 };
	bool is_mail = mail_read(bytes, 0, &(struct mail_sink){ &first, take_mail, NULL });

	FUZZ_CHECK(mail_read(bytes, 0, &(struct mail_sink){ &second, take_mail, NULL }) == is_mail && first == second);
	(void)mail_read(bytes, 1767225600, &(struct mail_sink){ &received, take_mail, NULL });
	mail_read_id(&id, bytes);
	FUZZ_CHECK(!is_mail || id.size);
	buf_release(&id);
	return 0;
}
