/*
 * Architecture decision records: those of adr-tools, MADR 2 to 4 and log4brains, OpenShift's enhancements, and what people write
 * by hand. All are documents that decision_prose.c reads; here is what tells them apart, and which folders their tools name.
 */
#include "decision.h"
#include "yaml.h"

#define FOLDER_MAX_SIZE 512

static void read_document(struct decision_reader *reader, const struct decision_file *file)
{
	decision_read_document(reader, file);
}

/* ---- which ---- */

static bool has_head_key(struct text bytes, const char *const *keys)
{
	struct text head, line;

	if (!yaml_take_head(&head, &bytes))
		return false;
	while (text_next_line(&head, &line))
		for (const char *const *key = keys; *key; key++)
			if (text_starts_nocase(line, text_of(*key)))
				return true;
	return false;
}

static bool is_enhancement(const struct decision_file *file)
{
	static const char *const keys[] = { "approvers:", "api-approvers:", NULL };

	return text_starts(file->path, TEXT("enhancements/")) && has_head_key(file->bytes, keys);
}

/* "20260102-use-x.md" */
static bool is_log4brains(const struct decision_file *file)
{
	return file->folder == FOLDER_LOG4BRAINS || decision_path_number(file->path).size == 8;
}

static bool is_madr(const struct decision_file *file)
{
	static const char *const keys[] = { "decision-makers:", "deciders:", "consulted:", "informed:", NULL };
	struct text bytes = file->bytes;

	return text_find_nocase(bytes, TEXT("# Decision Outcome"), 0) >= 0 ||
	       text_find_nocase(bytes, TEXT("# Considered Options"), 0) >= 0 || has_head_key(bytes, keys);
}

static bool is_adr(const struct decision_file *file)
{
	struct text bytes = file->bytes;
	bool has_status = text_find(bytes, TEXT("# Status"), 0) >= 0 || text_find(bytes, TEXT("== Status"), 0) >= 0;

	return has_status && (file->folder == FOLDER_ADR_TOOLS || decision_path_number(file->path).size > 0);
}

static bool is_anything(const struct decision_file *file)
{
	(void)file;
	return true;
}

const struct decision_format decision_enhancement = { "enhancement", is_enhancement, read_document };
const struct decision_format decision_log4brains = { "log4brains", is_log4brains, read_document };
const struct decision_format decision_madr = { "madr", is_madr, read_document };
const struct decision_format decision_adr = { "adr", is_adr, read_document };
const struct decision_format decision_plain = { "plain", is_anything, read_document };

/* ---- settings of tools ---- */

struct settings {
	struct text base; /* folder of the settings file, with its slash, or empty */
	void *payload;
	void (*folder)(void *payload, struct text path, enum decision_folder kind);
	enum decision_folder kind;
};

/* "./docs/adr/" below the file's folder. A path that leads upward, or from the root of the disk, is none of the repository's. */
static void give_folder(const struct settings *settings, struct text value)
{
	struct buf path = { 0 };

	value = decision_strip(value, "\"'");
	while (text_starts(value, TEXT("./")))
		value = text_slice(value, 2, value.size);
	while (value.size && value.at[value.size - 1] == '/')
		value.size--;
	if (value.size && value.size < FOLDER_MAX_SIZE && value.at[0] != '/' && text_find(value, TEXT(".."), 0) < 0 &&
	    !text_equal(value, TEXT("."))) {
		buf_add_text(&path, settings->base);
		buf_add_text(&path, value);
		settings->folder(settings->payload, buf_text(&path), settings->kind);
	}
	buf_release(&path);
}

static void take_setting(void *payload, const struct yaml_scalar *scalar)
{
	if (text_equal(scalar->path, TEXT("project.adrFolder")) ||
	    text_equal(scalar->path, TEXT("project.packages.adrFolder")))
		give_folder(payload, scalar->value);
}

bool decision_is_settings(struct text path)
{
	struct text name = decision_base_name(path);

	return text_equal(name, TEXT(".adr-dir")) || text_equal(name, TEXT(".log4brains.yml"));
}

bool decision_read_settings(const struct decision_file *file, void *payload,
                            void (*folder)(void *payload, struct text path, enum decision_folder kind))
{
	struct text name = decision_base_name(file->path), bytes = file->bytes, line = { NULL, 0 };
	struct settings settings = { text_slice(file->path, 0, file->path.size - name.size), payload, folder,
		                     FOLDER_ADR_TOOLS };
	struct arena arena = { 0 };

	if (!decision_is_settings(file->path))
		return false;
	if (text_equal(name, TEXT(".adr-dir"))) {
		(void)text_next_line(&bytes, &line);
		give_folder(&settings, line);
		return true;
	}
	settings.kind = FOLDER_LOG4BRAINS;
	yaml_each(bytes, &arena, &settings, take_setting);
	arena_release(&arena);
	return true;
}
