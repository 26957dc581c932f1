/* One message as bytes: the fields that matter, and the first part that is plain text, as its writer wrote it. */
#include <string.h>
#include "mail_message.h"

/* Parts inside of parts: nobody nests deeper to be read. */
#define DEPTH_MAX 8
#define ID_MAX_SIZE 998
/* More is not looked at for reviews: nobody writes so much, logs are so long. */
#define TEXT_MAX_SIZE ((size_t)4 * 1024 * 1024)

/* ---- ids ---- */

static bool is_id(struct text id)
{
	if (!id.size || id.size > ID_MAX_SIZE)
		return false;
	for (size_t i = 0; i < id.size; i++) {
		if ((unsigned char)id.at[i] <= ' ' || id.at[i] == 0x7f)
			return false;
	}
	return utf8_valid(id);
}

/* The next "<id>"; white space inside, where a line was folded, is none of it. */
static bool next_id(struct arena *arena, struct text *rest, struct text *id)
{
	while (rest->size) {
		ptrdiff_t open = text_find_char(*rest, '<', 0), close;
		struct buf clean = { 0 };

		if (open < 0)
			return false;
		close = text_find_char(*rest, '>', (size_t)open);
		if (close < 0)
			return false;
		for (ptrdiff_t i = open + 1; i < close; i++) {
			if (!char_is_space(rest->at[i]))
				buf_add_char(&clean, rest->at[i]);
		}
		*id = (struct text){ arena_copy(arena, buf_str(&clean), clean.size), clean.size };
		buf_release(&clean);
		*rest = text_slice(*rest, (size_t)close + 1, rest->size);
		if (is_id(*id))
			return true;
	}
	return false;
}

static void add_id(struct text *ids, size_t *count, struct text id)
{
	for (size_t i = 0; i < *count; i++) {
		if (text_equal(ids[i], id))
			return;
	}
	if (*count < MAIL_IDS_MAX)
		ids[(*count)++] = id;
}

/* An id without the brackets that it should have. */
static void add_own_id(struct mail_message *out, struct text value)
{
	struct text id, rest = value;
	bool has_any = false;

	while (next_id(out->arena, &rest, &id)) {
		add_id(out->ids, &out->id_count, id);
		has_any = true;
	}
	value = text_trim(value);
	if (!has_any && text_find_char(value, '@', 0) > 0 && is_id(value))
		add_id(out->ids, &out->id_count, value);
}

/* The first that it says to answer, then what that one answered, from the nearest on. */
static void add_parents(struct mail_message *out, struct text answered, struct text references)
{
	struct text last[MAIL_IDS_MAX], id;
	size_t count = 0;

	if (next_id(out->arena, &answered, &id))
		add_id(out->parents, &out->parent_count, id);
	while (next_id(out->arena, &references, &id))
		last[count++ % MAIL_IDS_MAX] = id;
	for (size_t i = 0; i < count && i < MAIL_IDS_MAX; i++)
		add_id(out->parents, &out->parent_count, last[(count - 1 - i) % MAIL_IDS_MAX]);
}

/* ---- parts ---- */

struct part {
	struct text type, encoding; /* values of the fields; empty: text/plain, as it is */
	struct text bytes;
	bool has_html; /* passed over while text was looked for */
};

static void read_field(struct part *part, struct text name, struct text value)
{
	if (text_equal_nocase(name, TEXT("content-type")))
		part->type = value;
	else if (text_equal_nocase(name, TEXT("content-transfer-encoding")))
		part->encoding = text_trim(value);
}

static bool is_boundary(struct text line, struct text boundary)
{
	return text_starts(line, TEXT("--")) && text_starts(text_slice(line, 2, line.size), boundary);
}

static bool find_plain(struct part *out, struct arena *arena, struct part part, int depth);

static bool read_part(struct part *out, struct arena *arena, struct text bytes, int depth)
{
	struct part part = { 0 };
	struct text name, value;

	while (mail_header_next(&bytes, &name, &value))
		read_field(&part, name, value);
	part.bytes = bytes;
	return find_plain(out, arena, part, depth);
}

/* Parts stand between lines of two hyphens and the boundary. */
static bool find_in_parts(struct part *out, struct arena *arena, struct part part, int depth)
{
	struct text boundary = mail_header_parameter(arena, part.type, "boundary"), rest = part.bytes, line;
	const char *from = NULL;

	if (!boundary.size || depth >= DEPTH_MAX)
		return false;
	while (text_next_line(&rest, &line)) {
		if (!is_boundary(line, boundary))
			continue;
		if (from && read_part(out, arena, (struct text){ from, (size_t)(line.at - from) }, depth + 1))
			return true;
		from = rest.at;
	}
	/* Mails that were cut off have no last boundary. */
	return from && rest.at && from < part.bytes.at + part.bytes.size &&
	       read_part(out, arena, (struct text){ from, (size_t)(part.bytes.at + part.bytes.size - from) },
	                 depth + 1);
}

static bool find_plain(struct part *out, struct arena *arena, struct part part, int depth)
{
	if (text_starts_nocase(part.type, TEXT("multipart/")))
		return find_in_parts(out, arena, part, depth);
	if (part.type.size && !text_starts_nocase(part.type, TEXT("text/plain")) &&
	    !text_equal_nocase(text_trim(part.type), TEXT("text"))) {
		out->has_html = out->has_html || text_starts_nocase(part.type, TEXT("text/html"));
		return false;
	}
	*out = part;
	return true;
}

/* ---- format=flowed (RFC 3676) ---- */

static size_t quote_depth(struct text line)
{
	size_t depth = 0;

	while (depth < line.size && line.at[depth] == '>')
		depth++;
	return depth;
}

/* Lines that end in a blank go on in the next one of the same depth. */
static struct text join_flowed(struct arena *arena, struct text bytes, bool drops_blanks)
{
	struct buf out = { 0 };
	struct text line, joined;
	size_t depth_before = 0;
	bool is_open = false;

	while (text_next_line(&bytes, &line)) {
		size_t depth = quote_depth(line);
		struct text content = text_slice(line, depth, line.size);
		bool is_signature, is_soft;

		if (text_ends(content, TEXT("\r")))
			content.size--;
		/* The blank that keeps "From" and ">" apart from what they are not. */
		if (text_starts(content, TEXT(" ")))
			content = text_slice(content, 1, content.size);
		is_signature = text_equal(content, TEXT("-- "));
		is_soft = !is_signature && text_ends(content, TEXT(" "));
		if (is_open && (depth != depth_before || is_signature))
			buf_add_char(&out, '\n');
		if (!is_open || depth != depth_before || is_signature) {
			for (size_t i = 0; i < depth; i++)
				buf_add_char(&out, '>');
			if (depth)
				buf_add_char(&out, ' ');
		}
		if (is_soft && drops_blanks)
			content.size--;
		buf_add_text(&out, content);
		if (!is_soft)
			buf_add_char(&out, '\n');
		is_open = is_soft;
		depth_before = depth;
	}
	joined = (struct text){ arena_copy(arena, buf_str(&out), out.size), out.size };
	buf_release(&out);
	return joined;
}

static void read_body(struct mail_message *out, const struct part *part)
{
	struct buf bytes = { 0 }, clean = { 0 };
	struct text format, charset;

	out->body = part->bytes;
	if (text_equal_nocase(part->encoding, TEXT("base64")))
		mail_base64_add(&bytes, part->bytes);
	else if (text_equal_nocase(part->encoding, TEXT("quoted-printable")))
		mail_quoted_printable_add(&bytes, part->bytes, false);
	if (text_equal_nocase(part->encoding, TEXT("base64")) ||
	    text_equal_nocase(part->encoding, TEXT("quoted-printable")))
		out->body = (struct text){ arena_copy(out->arena, buf_str(&bytes), bytes.size), bytes.size };
	buf_release(&bytes);
	format = mail_header_parameter(out->arena, part->type, "format");
	if (text_equal_nocase(format, TEXT("flowed")))
		out->body = join_flowed(
			out->arena, out->body,
			text_equal_nocase(mail_header_parameter(out->arena, part->type, "delsp"), TEXT("yes")));
	charset = mail_header_parameter(out->arena, part->type, "charset");
	mail_charset_add(&clean, text_slice(out->body, 0, TEXT_MAX_SIZE), charset);
	out->text = (struct text){ arena_copy(out->arena, buf_str(&clean), clean.size), clean.size };
	buf_release(&clean);
}

/* ---- the message ---- */

/* Fields as they are found; the first of its name counts. */
struct header {
	struct text from, subject, date, answered, references, received, answer_to, original_from;
};

static void read_header(struct mail_message *out, struct header *header, struct part *part, struct text *rest)
{
	const struct {
		const char *name;
		struct text *value;
	} fields[] = {
		{ "from", &header->from },
		{ "subject", &header->subject },
		{ "date", &header->date },
		{ "in-reply-to", &header->answered },
		{ "references", &header->references },
		{ "received", &header->received },
		{ "reply-to", &header->answer_to },
		{ "x-original-from", &header->original_from },
	};
	struct text name, value;

	while (mail_header_next(rest, &name, &value)) {
		if (text_equal_nocase(name, TEXT("message-id")))
			add_own_id(out, value);
		for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
			if (!fields[i].value->size && text_equal_nocase(name, text_of(fields[i].name)))
				*fields[i].value = value;
		}
		read_field(part, name, value);
	}
}

/* When the last server got it, as it says behind the last ';'. */
static int64_t received_time(struct text value)
{
	for (size_t i = value.size; i > 0; i--) {
		if (value.at[i - 1] == ';')
			return mail_header_time(text_slice(value, i, value.size));
	}
	return 0;
}

/* Who wrote it. A list that sends in its own name leaves the name; the address may stand in other fields. */
static struct identity_fact find_writer(bool *is_via, struct arena *arena, const struct header *header)
{
	const struct text others[] = { header->original_from, header->answer_to };
	struct identity_fact from = mail_header_person(arena, header->from);
	struct text name = mail_header_via(from.name), list = from.email;

	*is_via = name.size > 0;
	if (!*is_via)
		return from;
	from = (struct identity_fact){ .name = name };
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct identity_fact other = mail_header_person(arena, others[i]);

		if (text_find_char(other.email, '@', 0) > 0 && !text_equal_nocase(other.email, list) &&
		    mail_is_full_name(other.name, name)) {
			from.email = other.email;
			break;
		}
	}
	return from;
}

void mail_message_parse(struct mail_message *out, struct arena *arena, struct text message)
{
	struct part part = { 0 }, plain = { 0 };
	struct header header = { 0 };

	memset(out, 0, sizeof(*out));
	out->arena = arena;
	read_header(out, &header, &part, &message);
	add_parents(out, header.answered, header.references);
	out->from = find_writer(&out->is_via, arena, &header);
	out->subject = mail_header_text(arena, header.subject);
	out->time = mail_header_time(header.date);
	out->received_time = received_time(header.received);
	part.bytes = message;
	if (find_plain(&plain, arena, part, 0))
		read_body(out, &plain);
	else
		out->is_html_only = plain.has_html;
}
