/* Any bytes as a mailbox: at once, byte by byte, and in pieces that the input itself chooses. All that is told must be the same. */
#include "fuzz.h"
#include "lead/mail.h"

struct told {
	uint64_t hash, count, lost;
};

static void take_mail(void *payload, const struct mail_fact *mail)
{
	struct told *told = payload;

	FUZZ_CHECK(mail->message_id.size && mail->from.email.size);
	told->hash = text_hash(text_hash(told->hash, mail->message_id), mail->subject);
	for (size_t i = 0; i < mail->act_count; i++)
		told->hash = text_hash(told->hash, mail->acts[i].raw);
	told->count++;
}

static void take_trouble(void *payload, const struct import_trouble *trouble)
{
	struct told *told = payload;

	FUZZ_CHECK(trouble->item > 0 && trouble->words.size);
	told->hash = text_hash(told->hash, (struct text){ (const char *)&trouble->offset, sizeof(trouble->offset) });
	told->lost += trouble->is_lost;
}

/* step 0: the input chooses. */
static struct told read_box(struct text bytes, size_t step)
{
	struct told told = { .hash = TEXT_HASH_SEED };
	struct mail_box *box = mail_box_new(&(struct mail_sink){ &told, take_mail, take_trouble });
	struct mail_box_summary summary;

	for (size_t at = 0, size; at < bytes.size; at += size) {
		size = step ? step : (size_t)(unsigned char)bytes.at[at] + 1;
		mail_box_feed(box, text_slice(bytes, at, at + size));
	}
	mail_box_finish(box, &summary);
	FUZZ_CHECK(summary.byte_count == bytes.size && summary.mail_count == told.count &&
	           summary.lost_count == told.lost);
	mail_box_free(box);
	return told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text bytes = { (const char *)data, size };
	struct told whole = read_box(bytes, size + 1), single = read_box(bytes, 1), chosen = read_box(bytes, 0);

	FUZZ_CHECK(whole.hash == single.hash && whole.hash == chosen.hash);
	FUZZ_CHECK(whole.count == single.count && whole.count == chosen.count);
	return mail_is_box(text_slice(bytes, 0, 512)) && mail_is_message(text_slice(bytes, 0, 512));
}
