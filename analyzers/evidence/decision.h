/*
 * What the readers of decision records share. A format is one file decision_<format>.c with one `const struct
 * decision_format`, named here and in the table of decision.c. Private to this room.
 */
#ifndef LEAD_EVIDENCE_DECISION_H
#define LEAD_EVIDENCE_DECISION_H

#include "lead/evidence.h"
#include "lead/vec.h"

/* A record while it is read. */
struct decision_reader {
	struct decision_fact *out;
	struct arena *arena;
	VEC(struct decision_person) persons;
	VEC(struct decision_link) links;
};

struct decision_format {
	const char *name;
	bool (*fits)(const struct decision_file *file);
	void (*read)(struct decision_reader *reader, const struct decision_file *file);
};
extern const struct decision_format decision_kep, decision_pep, decision_openstack, decision_rust_rfc,
	decision_ember_rfc, decision_enhancement, decision_log4brains, decision_madr, decision_adr, decision_plain;

/* ---- decision_value.c ---- */

enum decision_field { FIELD_NONE, FIELD_TITLE, FIELD_NUMBER, FIELD_STATUS, FIELD_DATE, FIELD_PERSON, FIELD_LINK };
struct decision_meaning {
	enum decision_field field;
	enum decision_role role;      /* FIELD_PERSON */
	enum decision_link_kind link; /* FIELD_LINK */
};
/* Case, '-', '_' and blanks make no difference. FIELD_NONE for a key that says nothing here. */
struct decision_meaning decision_meaning_of(struct text key);

/*
 * Takes a value as the meaning says. is_field: the value of a key, which may hold a word that is in no list; else a line
 * below a heading, which may be prose.
 */
void decision_take(struct decision_reader *reader, struct decision_meaning meaning, struct text value, bool is_field);
void decision_take_title(struct decision_reader *reader, struct text title);
void decision_take_persons(struct decision_reader *reader, enum decision_role role, struct text value, bool is_field);
/* A status that the path says, whatever the bytes do. */
void decision_set_path_status(struct decision_reader *reader, struct text word);
/* The first word as the status if there is none yet, known or not. */
void decision_take_status_word(struct decision_reader *reader, struct text value);
/* "{…}", "<…>", "[a | b]", "YYYY-MM-DD": nobody filled it in. */
bool decision_is_placeholder(struct text value);
/* Whether a heading names context, problem, motivation or options. */
bool decision_is_context(struct text heading);
/* Drops the number of "9. New thing". */
struct text decision_without_number(struct text title);
/* Off both ends: blanks and the characters of the set. */
struct text decision_strip(struct text text, const char *set);
/* "0012" of "0012-use-x.md": digits at the start of the base name, else of the folder's name; or empty. */
struct text decision_path_number(struct text path);
struct text decision_base_name(struct text path);
/* What the word means, one slip of the pen forgiven in a long one. */
enum decision_state decision_state_of(struct text status);

/* ---- decision_kep.c ---- */

/* The file that decision_tells_more knows. */
void decision_read_prr(struct decision_reader *reader, struct text bytes);

/* ---- decision_prose.c ---- */

/* Scalars of a head in YAML; dotted keys below the given ones are left. */
void decision_read_yaml(struct decision_reader *reader, struct text head);
/*
 * Fields, sections and headings of Markdown, AsciiDoc and reStructuredText. with_fields: false where the head has said
 * everything and the body may only show that there is context.
 */
void decision_read_prose(struct decision_reader *reader, struct text bytes, bool with_fields);
/* A head in YAML if there is one, then the body. */
void decision_read_document(struct decision_reader *reader, const struct decision_file *file);

#endif
