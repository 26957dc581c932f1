/* Names folded for comparison; see name_key.h. */
#include "name_key.h"

#include <stdlib.h>
#include "lead/vec.h"

static const char *const name_suffixes[] = { "jr", "jr.", "sr",    "sr.", "ii",  "iii",
	                                     "iv", "phd", "ph.d.", "md",  "esq", NULL };

static bool next_token(struct text *rest, struct text *token)
{
	size_t from = 0;
	size_t to;

	while (from < rest->size && rest->at[from] == ' ')
		from++;
	to = from;
	while (to < rest->size && rest->at[to] != ' ')
		to++;
	*token = text_slice(*rest, from, to);
	*rest = text_slice(*rest, to, rest->size);
	return token->size > 0;
}

/* One byte, or one byte and a full stop: says nothing of who it is. */
static bool is_initial(struct text token)
{
	return token.size < 2 || (token.size == 2 && token.at[1] == '.');
}

static bool is_suffix(struct text text)
{
	for (size_t i = 0; name_suffixes[i]; i++)
		if (text_equal(text, text_of(name_suffixes[i])))
			return true;
	return false;
}

/* Stands between the names of several people. */
static bool is_conjunction(struct text token)
{
	return text_equal(token, TEXT("+")) || text_equal(token, TEXT("&")) || text_equal(token, TEXT("and"));
}

static bool is_full(struct text name)
{
	struct text token;
	size_t count = 0;

	while (next_token(&name, &token)) {
		if (is_conjunction(token))
			return false;
		count += !is_initial(token);
	}
	return count >= 2;
}

bool name_key(struct buf *buf, struct text name)
{
	struct buf folded = { 0 };
	struct text key, family, given;
	ptrdiff_t comma;
	size_t from = buf->size;

	utf8_fold(&folded, name);
	key = buf_text(&folded);
	comma = text_find_char(key, ',', 0);
	family = text_slice(key, 0, comma < 0 ? 0 : (size_t)comma);
	given = text_trim(text_slice(key, comma < 0 ? key.size : (size_t)comma + 1, key.size));
	if (family.size > 0 && given.size > 0 && !is_suffix(given) && text_find_char(given, ',', 0) < 0) {
		buf_add_text(buf, given);
		buf_add_char(buf, ' ');
		buf_add_text(buf, text_trim(family));
	} else {
		buf_add_text(buf, key);
	}
	buf_release(&folded);
	return is_full(text_slice(buf_text(buf), from, buf->size));
}

/* The plain letters of Latin-1 and Latin Extended-A small letters, as spelled without the mark. */
static const char *plain_letter(uint32_t code_point)
{
	static const struct {
		uint32_t first, last;
		const char *plain;
	} rows[] = {
		{ 0xdf, 0xdf, "ss" },  { 0xe0, 0xe3, "a" },   { 0xe4, 0xe4, "a" },   { 0xe5, 0xe5, "a" },
		{ 0xe6, 0xe6, "ae" },  { 0xe7, 0xe7, "c" },   { 0xe8, 0xeb, "e" },   { 0xec, 0xef, "i" },
		{ 0xf0, 0xf0, "d" },   { 0xf1, 0xf1, "n" },   { 0xf2, 0xf6, "o" },   { 0xf8, 0xf8, "o" },
		{ 0xf9, 0xfc, "u" },   { 0xfd, 0xfd, "y" },   { 0xff, 0xff, "y" },   { 0x100, 0x105, "a" },
		{ 0x106, 0x10d, "c" }, { 0x10e, 0x111, "d" }, { 0x112, 0x11b, "e" }, { 0x11c, 0x123, "g" },
		{ 0x124, 0x127, "h" }, { 0x128, 0x131, "i" }, { 0x134, 0x135, "j" }, { 0x136, 0x138, "k" },
		{ 0x139, 0x142, "l" }, { 0x143, 0x14b, "n" }, { 0x14c, 0x151, "o" }, { 0x152, 0x153, "oe" },
		{ 0x154, 0x159, "r" }, { 0x15a, 0x161, "s" }, { 0x162, 0x167, "t" }, { 0x168, 0x173, "u" },
		{ 0x174, 0x175, "w" }, { 0x176, 0x178, "y" }, { 0x179, 0x17e, "z" }, { 0x218, 0x219, "s" },
		{ 0x21a, 0x21b, "t" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (code_point >= rows[i].first && code_point <= rows[i].last)
			return rows[i].plain;
	return NULL;
}

static void add_plain(struct buf *buf, struct text token)
{
	for (size_t at = 0; at < token.size;) {
		uint32_t code_point = utf8_next(token, &at);
		const char *plain = plain_letter(code_point);

		if (plain)
			buf_add_str(buf, plain);
		else if (code_point > 0x7f && (code_point < 0x300 || code_point > 0x36f))
			utf8_add(buf, code_point);
		else if (code_point <= 0x7f && char_is_alnum((char)code_point))
			buf_add_char(buf, (char)code_point);
	}
}

static int compare_texts(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

void name_loose(struct buf *buf, struct text name)
{
	struct buf key = { 0 }, plain = { 0 };
	VEC(struct text) tokens = { 0 };
	VEC(size_t) ends = { 0 };
	struct text rest, token;
	size_t from = 0;

	(void)name_key(&key, name);
	rest = buf_text(&key);
	while (next_token(&rest, &token)) {
		add_plain(&plain, token);
		*VEC_PUSH(&ends) = plain.size;
	}
	for (size_t i = 0; i < ends.count; i++) {
		token = text_slice(buf_text(&plain), from, ends.at[i]);
		from = ends.at[i];
		if (token.size > 0)
			*VEC_PUSH(&tokens) = token;
	}
	if (tokens.count > 0)
		qsort(tokens.at, tokens.count, sizeof(tokens.at[0]), compare_texts);
	for (size_t i = 0; i < tokens.count; i++) {
		if (i > 0)
			buf_add_char(buf, ' ');
		buf_add_text(buf, tokens.at[i]);
	}
	VEC_RELEASE(&tokens);
	VEC_RELEASE(&ends);
	buf_release(&key);
	buf_release(&plain);
}

bool name_has_token(struct text name, struct text token)
{
	struct text own;

	while (next_token(&name, &own))
		if (text_equal(own, token))
			return true;
	return false;
}

bool names_share_token_but(struct text a, struct text b, struct text but)
{
	struct text token;

	while (next_token(&a, &token))
		if (!is_initial(token) && !text_equal(token, but) && name_has_token(b, token))
			return true;
	return false;
}

bool names_share_token(struct text a, struct text b)
{
	return names_share_token_but(a, b, (struct text){ NULL, 0 });
}

bool names_are_akin(struct text a, struct text b)
{
	struct buf left = { 0 }, right = { 0 };
	bool is_akin = names_share_token(a, b);

	if (!is_akin) {
		name_loose(&left, a);
		name_loose(&right, b);
		is_akin = names_share_token(buf_text(&left), buf_text(&right));
	}
	buf_release(&left);
	buf_release(&right);
	return is_akin;
}
