/* The bytes of one row: what the codec writes, then eight bytes of a sum over it, the lowest first. */
#include "seal.h"

#define SUM_SIZE 8

static void add_sum(struct buf *out)
{
	uint64_t sum = text_hash(TEXT_HASH_SEED, buf_text(out));

	for (int i = 0; i < SUM_SIZE; i++)
		buf_add_char(out, (char)(sum >> (8 * i)));
}

static bool take_sum(struct text *body)
{
	uint64_t sum = 0;

	if (body->size < SUM_SIZE)
		return false;
	body->size -= SUM_SIZE;
	for (int i = 0; i < SUM_SIZE; i++)
		sum |= (uint64_t)(unsigned char)body->at[body->size + (size_t)i] << (8 * i);
	return sum == text_hash(TEXT_HASH_SEED, *body);
}

void seal_write_report(struct buf *out, struct report *report, struct seal_context *context)
{
	struct codec codec = codec_writer(out);

	codec_report(&codec, report);
	codec_context(&codec, context, report->team_count);
	codec_unread(&codec, report);
	add_sum(out);
}

void seal_write_person(struct buf *out, struct report_person *person)
{
	struct codec codec = codec_writer(out);

	codec_person(&codec, person);
	add_sum(out);
}

int seal_read_report(struct report *out, struct seal_context *context, struct text body, struct arena *arena)
{
	struct codec codec;

	if (!take_sum(&body))
		return ERR_INVALID;
	codec = codec_reader(body, arena);
	codec_report(&codec, out);
	codec_context(&codec, context, out->team_count);
	codec_unread(&codec, out);
	return codec_is_done(&codec) && out->team_count ? 0 : ERR_INVALID;
}

int seal_read_person(struct report_person *out, struct text body, struct arena *arena)
{
	struct codec codec;

	if (!take_sum(&body))
		return ERR_INVALID;
	codec = codec_reader(body, arena);
	codec_person(&codec, out);
	return codec_is_done(&codec) ? 0 : ERR_INVALID;
}
