/*
 * MAINTAINERS: sections of "X: value" lines under a title, in the layout of the kernel, of Xen and of DPDK. Every pattern of a
 * section is handed over with every person of it. The part that describes the letters is no section.
 */
#include "lead/vec.h"
#include "owner_reader.h"

struct pattern {
	struct text text;
	enum owner_grammar grammar;
	bool is_excluded;
};

struct person {
	struct identity_fact who;
	enum owner_role role;
};

struct section {
	struct text title;
	struct text lone_name; /* of an old "P:" line, until its "M:" line brings the address */
	VEC(struct pattern) patterns;
	VEC(struct person) persons;
	bool is_skipped, has_fields;
	uint32_t position;
};

static bool is_path(struct text path)
{
	struct text name = owner_base_name(path);

	return text_equal(name, TEXT("MAINTAINERS")) || text_equal(name, TEXT("MAINTAINERS.txt"));
}

/* "X:" at the start of the line, then white space or the end. */
static bool read_field(struct text line, char *letter, struct text *value)
{
	if (line.size < 2 || line.at[0] < 'A' || line.at[0] > 'Z' || line.at[1] != ':')
		return false;
	if (line.size > 2 && !char_is_space(line.at[2]))
		return false;
	*letter = line.at[0];
	*value = text_trim(text_slice(line, 2, line.size));
	return true;
}

static bool is_content(struct text path, struct text bytes)
{
	struct text line, value;
	char letter;

	(void)path;
	while (text_next_line(&bytes, &line))
		if (read_field(line, &letter, &value) && (letter == 'M' || letter == 'F' || letter == 'P'))
			return true;
	return false;
}

/* ---- a section ends ---- */

static void flush_lone_name(struct section *section)
{
	if (section->lone_name.size)
		*VEC_PUSH(&section->persons) = (struct person){ { section->lone_name, { NULL, 0 } }, OWNER_MAINTAINER };
	section->lone_name = (struct text){ NULL, 0 };
}

static void emit_pattern(const struct owner_file *file, struct section *section, const struct pattern *pattern)
{
	struct owner_fact fact = {
		.grammar = pattern->grammar,
		.section = section->title,
		.pattern = pattern->text,
		.position = section->position++,
	};

	for (size_t i = 0; !pattern->is_excluded && !*file->is_full && i < section->persons.count; i++) {
		fact.role = section->persons.at[i].role;
		fact.who = section->persons.at[i].who;
		file->entry(file->payload, &fact);
	}
	if (!pattern->is_excluded && section->persons.count)
		return;
	fact.role = pattern->is_excluded ? OWNER_EXCLUDED : OWNER_NOBODY;
	file->entry(file->payload, &fact);
}

static void end_section(const struct owner_file *file, struct section *section)
{
	static const struct pattern no_path = { { "", 0 }, OWNER_KERNEL, false };
	bool has_paths = false;

	flush_lone_name(section);
	for (size_t i = 0; i < section->patterns.count; i++) {
		has_paths |= !section->patterns.at[i].is_excluded;
		emit_pattern(file, section, &section->patterns.at[i]);
	}
	if (!has_paths && section->persons.count)
		emit_pattern(file, section, &no_path);
	VEC_CLEAR(&section->patterns);
	VEC_CLEAR(&section->persons);
	section->has_fields = false;
}

/* ---- lines ---- */

static void add_person(struct section *section, struct text value, enum owner_role role)
{
	struct person person = { .role = role };

	if (!owner_read_person(&person.who, value))
		return;
	if (!person.who.name.size && section->lone_name.size) {
		person.who.name = section->lone_name;
		section->lone_name = (struct text){ NULL, 0 };
	}
	flush_lone_name(section);
	*VEC_PUSH(&section->persons) = person;
}

static void add_pattern(struct section *section, struct text value, enum owner_grammar grammar, bool is_excluded)
{
	if (value.size)
		*VEC_PUSH(&section->patterns) = (struct pattern){ value, grammar, is_excluded };
}

static void read_letter(struct section *section, char letter, struct text value)
{
	section->has_fields = true;
	switch (letter) {
	case 'P':
		flush_lone_name(section);
		section->lone_name = value;
		break;
	case 'M':
		add_person(section, value, OWNER_MAINTAINER);
		break;
	case 'R':
		add_person(section, value, OWNER_REVIEWER);
		break;
	case 'F':
		add_pattern(section, value, OWNER_KERNEL, false);
		break;
	case 'X':
		add_pattern(section, value, OWNER_KERNEL, true);
		break;
	case 'N':
		add_pattern(section, value, OWNER_KERNEL_REGEX, false);
		break;
	default:
		break; /* lists, states, links, keywords: neither a person nor a path */
	}
}

/* "-----" below a title, or between parts of the file. */
static bool is_underline(struct text line)
{
	for (size_t i = 0; i < line.size; i++)
		if (line.at[i] != '-' && line.at[i] != '=' && line.at[i] != '~')
			return false;
	return line.size > 1;
}

static void read_line(const struct owner_file *file, struct section *section, struct text line)
{
	struct text value;
	char letter;

	if (read_field(line, &letter, &value)) {
		if (!section->is_skipped)
			read_letter(section, letter, value);
		return;
	}
	if (line.size && char_is_space(line.at[0]) && text_trim(line).size)
		return; /* continues something: descriptions, remarks */
	line = text_trim(line);
	if (is_underline(line) && !section->has_fields)
		return;
	end_section(file, section);
	if (!line.size)
		return;
	section->title = line;
	section->is_skipped = text_starts_nocase(line, TEXT("Descriptions of section entries"));
}

static void read_all(const struct owner_file *file)
{
	struct section section = { 0 };
	struct text rest = file->bytes, line;

	while (text_next_line(&rest, &line))
		read_line(file, &section, line);
	end_section(file, &section);
	VEC_RELEASE(&section.patterns);
	VEC_RELEASE(&section.persons);
}

const struct owner_reader owners_kernel = { is_path, is_content, read_all, false };
