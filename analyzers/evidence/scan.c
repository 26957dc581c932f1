/* Steps over a line and the few emitters that several readers share. Knows no format. */
#include "scan.h"

#define NUMBER_MAX_DIGITS 18
#define OID_HEX_SIZE 40

void reference_emit(const struct evidence_sink *sink, enum reference_kind kind, struct text value, struct text login,
                    const char *source)
{
	struct reference_fact reference = {
		.kind = kind,
		.value = value,
		.login = login,
		.source = text_of(source),
	};

	sink->reference(sink->payload, &reference);
}

bool scan_number(struct text text, size_t *at, struct text *number)
{
	size_t end = *at, from = *at;

	while (end < text.size && char_is_digit(text.at[end]))
		end++;
	if (end == from || end - from > NUMBER_MAX_DIGITS)
		return false;
	while (end - from > 1 && text.at[from] == '0')
		from++;
	*number = text_slice(text, from, end);
	*at = end;
	return true;
}

bool scan_literal(struct text text, size_t *at, const char *literal)
{
	struct text wanted = text_of(literal);

	if (*at > text.size || !text_starts(text_slice(text, *at, text.size), wanted))
		return false;
	*at += wanted.size;
	return true;
}

bool scan_literal_nocase(struct text text, size_t *at, const char *literal)
{
	struct text wanted = text_of(literal);

	if (*at > text.size || !text_starts_nocase(text_slice(text, *at, text.size), wanted))
		return false;
	*at += wanted.size;
	return true;
}

bool scan_spaces(struct text text, size_t *at)
{
	size_t from = *at;

	while (*at < text.size && char_is_space(text.at[*at]))
		(*at)++;
	return *at > from;
}

bool scan_ended(struct text text, size_t at)
{
	scan_spaces(text, &at);
	return at >= text.size;
}

bool scan_word(struct text text, size_t *at, struct text *word)
{
	size_t end = *at;

	while (end < text.size && !char_is_space(text.at[end]))
		end++;
	if (end == *at)
		return false;
	*word = text_slice(text, *at, end);
	*at = end;
	return true;
}

bool scan_first_word(struct text value, struct text *word)
{
	size_t at = 0;

	if (value.size && value.at[0] == '<')
		value = text_slice(value, 1, value.size);
	return scan_word(value, &at, word);
}

bool scan_quoted(struct text text, size_t *at, struct text *inside)
{
	char quote;

	if (*at >= text.size || (text.at[*at] != '\'' && text.at[*at] != '"'))
		return false;
	quote = text.at[*at];
	for (size_t i = *at + 1; i < text.size; i++) {
		if (text.at[i] != quote)
			continue;
		if (i + 1 < text.size && !char_is_space(text.at[i + 1]) && text.at[i + 1] != ',' &&
		    text.at[i + 1] != '.')
			continue;
		*inside = text_slice(text, *at + 1, i);
		*at = i + 1;
		return true;
	}
	return false;
}

bool scan_hex(struct text text, size_t *at, size_t min, struct text *hex)
{
	size_t end = *at;

	while (end < text.size && char_hex_value(text.at[end]) >= 0)
		end++;
	if (end - *at < min || end - *at > OID_HEX_SIZE || (end < text.size && char_is_alnum(text.at[end])))
		return false;
	*hex = text_slice(text, *at, end);
	*at = end;
	return true;
}

bool scan_number_behind(struct text text, const char *marker, struct text *number)
{
	struct text wanted = text_of(marker);
	ptrdiff_t found = -1;
	size_t at;

	for (ptrdiff_t next = text_find(text, wanted, 0); next >= 0; next = text_find(text, wanted, (size_t)next + 1))
		found = next;
	if (found < 0)
		return false;
	at = (size_t)found + wanted.size;
	return scan_number(text, &at, number) && (at == text.size || !char_is_alnum(text.at[at]));
}

bool scan_number_at_end(struct text subject, const char *opening, struct text *number)
{
	struct text start = text_of(opening);
	size_t from, at;

	subject = text_trim(subject);
	if (subject.size < start.size + 2 || subject.at[subject.size - 1] != ')')
		return false;
	from = subject.size - 1;
	while (from > 0 && char_is_digit(subject.at[from - 1]))
		from--;
	if (!text_ends(text_slice(subject, 0, from), start))
		return false;
	at = from;
	return scan_number(subject, &at, number);
}

bool key_is(struct text key, const char *wanted)
{
	size_t i;

	for (i = 0; i < key.size && wanted[i]; i++) {
		char a = char_lower(key.at[i]), b = char_lower(wanted[i]);

		if (a == '_' || a == ' ')
			a = '-';
		if (b == '_' || b == ' ')
			b = '-';
		if (a != b)
			return false;
	}
	return i == key.size && !wanted[i];
}

void merge_names_emit(const struct message *message, const char *key, enum event_kind kind,
                      const struct evidence_sink *sink)
{
	for (uint32_t i = message->body_line; i < message->line_count; i++) {
		const struct message_line *line = &message->lines[i];
		struct event_fact event = { .kind = kind, .raw = line->text, .line = i + 1 };
		struct value_persons persons;
		struct text found, value;

		if ((line->marks & LINE_IN_BLOCK) || !line_is_plain(line) || !line_split(line->text, &found, &value))
			continue;
		if (!key_is(found, key))
			continue;
		event.source = message_source(message, "trailer:", found);
		value_parse(&persons, value);
		value_emit(&persons, event, sink);
	}
}
