/* Converts commits that name an encoding to UTF-8, as git log does. Knows only libc's converter. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "raw_commit.h"

#define ENCODING_NAME_MAX 64

static bool is_utf8_name(struct text name)
{
	return text_equal_nocase(name, TEXT("utf-8")) || text_equal_nocase(name, TEXT("utf8"));
}

/* The C library reads more than a name out of its argument ("//IGNORE"); only a name is let through. */
static bool is_plain_name(struct text name)
{
	if (!name.size || name.size > ENCODING_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.size; i++) {
		if (!char_is_alnum(name.at[i]) && !strchr("-_.:+()", name.at[i]))
			return false;
	}
	return true;
}

static bool open_converter(struct recoder *recoder, struct text name)
{
	if (recoder->encoding.size && text_equal(buf_text(&recoder->encoding), name))
		return recoder->is_open;
	if (recoder->is_open)
		iconv_close(recoder->converter);
	recoder->is_open = false;
	buf_clear(&recoder->encoding);
	buf_add_text(&recoder->encoding, name);
	if (!is_plain_name(name))
		return false;
	/* The one name that git knows and C libraries do not. */
	if (text_equal_nocase(name, TEXT("latin-1")))
		recoder->converter = iconv_open("UTF-8", "ISO-8859-1");
	else
		recoder->converter = iconv_open("UTF-8", buf_str(&recoder->encoding));
	recoder->is_open = recoder->converter != (iconv_t)-1;
	return recoder->is_open;
}

static bool is_ascii(struct text text)
{
	for (size_t i = 0; i < text.size; i++) {
		if ((unsigned char)text.at[i] >= 0x80)
			return false;
	}
	return true;
}

static bool convert(struct recoder *recoder, struct text *text, struct arena *arena)
{
	struct text in = *text;
	char *from = (char *)(uintptr_t)in.at; /* iconv's type lacks a const; it does not write there */
	size_t left = in.size, done = 0;

	if (!in.size)
		return true;
	iconv(recoder->converter, NULL, NULL, NULL, NULL);
	for (;;) {
		size_t room;
		char *to;

		if (recoder->out_size - done < left + 16) {
			recoder->out_size = recoder->out_size * 2 + left + 16;
			recoder->out = xrealloc(recoder->out, recoder->out_size);
		}
		to = recoder->out + done;
		room = recoder->out_size - done;
		if (iconv(recoder->converter, &from, &left, &to, &room) != (size_t)-1) {
			done = (size_t)(to - recoder->out);
			break;
		}
		done = (size_t)(to - recoder->out);
		if (errno != E2BIG)
			return false;
		recoder->out_size *= 2;
		recoder->out = xrealloc(recoder->out, recoder->out_size);
	}
	*text = (struct text){ arena_copy(arena, recoder->out, done), done };
	return true;
}

void raw_commit_recode(struct recoder *recoder, struct raw_commit *commit, struct arena *arena)
{
	struct raw_commit changed = *commit;
	struct text *const texts[] = { &changed.author.who.name, &changed.author.who.email, &changed.committer.who.name,
		                       &changed.committer.who.email, &changed.message };
	bool is_converted = true, is_plain;

	if (commit->encoding.size && !is_utf8_name(commit->encoding)) {
		is_converted = open_converter(recoder, commit->encoding);
		for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && is_converted; i++)
			is_converted = convert(recoder, texts[i], arena);
		if (is_converted)
			*commit = changed;
	}
	is_plain = is_ascii(commit->message) && is_ascii(commit->author.who.name) &&
	           is_ascii(commit->author.who.email) && is_ascii(commit->committer.who.name) &&
	           is_ascii(commit->committer.who.email);
	if (is_plain && is_converted)
		return;
	if (!is_converted || !utf8_valid(commit->message) || !utf8_valid(commit->author.who.name) ||
	    !utf8_valid(commit->author.who.email) || !utf8_valid(commit->committer.who.name) ||
	    !utf8_valid(commit->committer.who.email))
		commit->damage |= DAMAGE_ENCODING;
}

void recoder_release(struct recoder *recoder)
{
	if (recoder->is_open)
		iconv_close(recoder->converter);
	buf_release(&recoder->encoding);
	free(recoder->out);
	*recoder = (struct recoder){ 0 };
}
