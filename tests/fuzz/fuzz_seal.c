/*
 * Any bytes as a sealed report. The first one says which part they are. What is read must be written to something that is read to
 * the same again.
 */
#include "../../analyzers/report/seal_codec.h"
#include "fuzz.h"

static void read_report(struct text body)
{
	struct seal_context context = { 0 };
	struct report report = { 0 };
	struct codec codec = codec_reader(body, &report.arena);
	struct buf again = { 0 };

	codec_report(&codec, &report);
	codec_context(&codec, &context, report.team_count);
	if (codec_is_done(&codec)) {
		codec = codec_writer(&again);
		codec_report(&codec, &report);
		codec_context(&codec, &context, report.team_count);
		FUZZ_CHECK(again.size > 0);
	}
	buf_release(&again);
	report_release(&report);
}

static void read_person(struct text body)
{
	struct report_person person = { 0 };
	struct report report = { .people = &person, .person_count = 1 };
	struct codec codec = codec_reader(body, &report.arena);
	struct buf again = { 0 };

	codec_person(&codec, &person);
	if (codec_is_done(&codec)) {
		codec = codec_writer(&again);
		codec_person(&codec, &person);
		FUZZ_CHECK(again.size > 0);
	}
	buf_release(&again);
	report_release(&report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text body = { (const char *)data + 1, size ? size - 1 : 0 };

	if (!size)
		return 0;
	if (data[0] & 1)
		read_person(body);
	else
		read_report(body);
	return 0;
}
