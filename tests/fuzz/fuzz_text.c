/*
 * Any bytes through the UTF-8 functions: what comes out is valid, and doing it twice changes nothing more.
 */
#include "fuzz.h"
#include "lead/text.h"

static void check_clean(struct text text)
{
	struct buf once = { 0 }, twice = { 0 };

	utf8_add_clean(&once, text);
	utf8_add_clean(&twice, buf_text(&once));
	FUZZ_CHECK(utf8_valid(buf_text(&once)));
	FUZZ_CHECK(text_equal(buf_text(&once), buf_text(&twice)));
	FUZZ_CHECK(!utf8_valid(text) || text_equal(buf_text(&once), text));
	FUZZ_CHECK(utf8_columns(buf_text(&once)) == utf8_columns(text));
	buf_release(&once);
	buf_release(&twice);
}

static void check_fold(struct text text)
{
	struct buf folded = { 0 }, again = { 0 };

	utf8_fold(&folded, text);
	FUZZ_CHECK(utf8_valid(buf_text(&folded)));
	FUZZ_CHECK(text_equal_nocase(text_trim(buf_text(&folded)), buf_text(&folded)));
	/* Quotes within quotes come off one pair at a time. */
	if (!text_starts(buf_text(&folded), TEXT("\""))) {
		utf8_fold(&again, buf_text(&folded));
		FUZZ_CHECK(text_equal(buf_text(&folded), buf_text(&again)));
	}
	buf_release(&folded);
	buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text text = { (const char *)data, size }, rest = text, line;
	size_t line_sizes = 0;

	while (text_next_line(&rest, &line))
		line_sizes += line.size + 1;
	FUZZ_CHECK(line_sizes == size || line_sizes == size + 1);
	error_set(ERR_FAILED, "'" TEXT_FMT "'", TEXT_ARG(text));
	FUZZ_CHECK(text_find_char(text_of(error_message()), '\x1b', 0) < 0);
	check_clean(text);
	check_fold(text);
	return 0;
}
