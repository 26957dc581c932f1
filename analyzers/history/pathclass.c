/*
 * Decides what kind of file a path is. The words are in pathrules.c; here is how strong each class is, what
 * .gitattributes and the project's own patterns change, and nothing about file contents.
 */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/vec.h"
#include "lead/wildmatch.h"
#include "pathrules.h"

#define INDEX_SIZE 1024 /* a power of two, a few times the longest table */
#define PATTERNS_MAX 1000
#define NUMBER_DIGITS 4

/*
 * Which class wins where several rules fit; what a directory says of operations is more than what a file's name says.
 */
enum strength {
	STRENGTH_CODE,
	STRENGTH_DOC,
	STRENGTH_DECISION,
	STRENGTH_OPERATION_FILE,
	STRENGTH_TEST,
	STRENGTH_FIRM_DOC,
	STRENGTH_OPERATION,
	STRENGTH_STANDARD,
	STRENGTH_CHORE,
	STRENGTH_VENDORED,
	STRENGTH_GENERATED
};

struct word_index {
	const struct path_rule *rules;
	uint16_t slots[INDEX_SIZE]; /* rule + 1; 0 = free */
};

enum attribute { ATTRIBUTE_DOCUMENTATION, ATTRIBUTE_VENDORED, ATTRIBUTE_GENERATED, ATTRIBUTE_COUNT };
enum setting { SETTING_NONE, SETTING_ON, SETTING_OFF, SETTING_UNSPECIFIED };

struct attribute_rule {
	struct text pattern;
	enum setting settings[ATTRIBUTE_COUNT];
};

struct pattern_rule {
	struct text pattern;
	enum path_class class;
};

/* Rules for beginnings and endings, with their sizes at hand. */
struct affix {
	struct text word;
	const struct path_rule *rule;
};

struct affix_list {
	VEC(struct affix) affixes;
};

struct path_classes {
	struct word_index directories, names, stems, extensions;
	struct affix_list endings, beginnings, parts;
	struct arena texts;
	VEC(struct attribute_rule) attributes;
	VEC(struct pattern_rule) patterns; /* the project's own: decisions before documents */
};

/* A path taken apart, and the strongest class so far. */
struct verdict {
	struct text path, name, extension;
	const struct path_rule *extension_rule;
	bool is_at_root, is_prose, is_in_docs;
	unsigned skipped; /* bits of classes that an attribute denies */
	enum path_class class;
	enum strength strength;
};

/* ---- words ---- */

static uint64_t hash_nocase(struct text word)
{
	uint64_t hash = TEXT_HASH_SEED;

	for (size_t i = 0; i < word.size; i++)
		hash = (hash ^ (unsigned char)char_lower(word.at[i])) * UINT64_C(1099511628211);
	return hash ^ hash >> 32;
}

static void index_init(struct word_index *index, const struct path_rule *rules)
{
	index->rules = rules;
	for (uint16_t i = 0; rules[i].word; i++) {
		size_t slot = hash_nocase(text_of(rules[i].word)) % INDEX_SIZE;

		while (index->slots[slot])
			slot = (slot + 1) % INDEX_SIZE;
		index->slots[slot] = i + 1;
	}
}

static const struct path_rule *index_find(const struct word_index *index, struct text word)
{
	size_t slot = hash_nocase(word) % INDEX_SIZE;

	for (; index->slots[slot]; slot = (slot + 1) % INDEX_SIZE) {
		const struct path_rule *rule = &index->rules[index->slots[slot] - 1];

		if (text_equal_nocase(word, text_of(rule->word)))
			return rule;
	}
	return NULL;
}

static void affixes_init(struct affix_list *list, const struct path_rule *rules)
{
	for (; rules->word; rules++)
		*VEC_PUSH(&list->affixes) = (struct affix){ text_of(rules->word), rules };
}

static bool is_among(struct text word, const char *const *words)
{
	for (; *words; words++) {
		if (text_equal_nocase(word, text_of(*words)))
			return true;
	}
	return false;
}

static ptrdiff_t find_last(struct text text, char c)
{
	for (size_t i = text.size; i > 0; i--) {
		if (text.at[i - 1] == c)
			return (ptrdiff_t)i - 1;
	}
	return -1;
}

static bool has_lower(struct text word)
{
	for (size_t i = 0; i < word.size; i++) {
		if (word.at[i] >= 'a' && word.at[i] <= 'z')
			return true;
	}
	return false;
}

static bool all_digits(struct text word, size_t count)
{
	if (word.size < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!char_is_digit(word.at[i]))
			return false;
	}
	return true;
}

/* ---- what rules say ---- */

static enum strength strength_of(const struct path_rule *rule, bool is_directory)
{
	static const enum strength strengths[PATH_CLASS_COUNT] = {
		[PATH_CODE] = STRENGTH_CODE,         [PATH_TEST] = STRENGTH_TEST,
		[PATH_DOC] = STRENGTH_DOC,           [PATH_DECISION] = STRENGTH_DECISION,
		[PATH_STANDARD] = STRENGTH_STANDARD, [PATH_OPERATION] = STRENGTH_OPERATION,
		[PATH_VENDORED] = STRENGTH_VENDORED, [PATH_GENERATED] = STRENGTH_GENERATED,
		[PATH_CHORE] = STRENGTH_CHORE,
	};

	if (rule->class == PATH_OPERATION && !is_directory)
		return STRENGTH_OPERATION_FILE;
	return rule->conditions & IS_FIRM ? STRENGTH_FIRM_DOC : strengths[rule->class];
}

static void say(struct verdict *verdict, enum path_class class, enum strength strength)
{
	if (strength > verdict->strength && !(verdict->skipped & 1u << class)) {
		verdict->class = class;
		verdict->strength = strength;
	}
}

static void apply(struct verdict *verdict, const struct path_rule *rule, struct text word, bool is_directory,
                  bool is_at_root)
{
	if (!rule || ((rule->conditions & ON_ROOT) && !is_at_root))
		return;
	if ((rule->conditions & ON_PROSE) && !verdict->is_prose)
		return;
	if ((rule->conditions & ON_TITLE) && !verdict->is_prose && verdict->extension.size)
		return;
	if ((rule->conditions & ON_CAPITALS) && has_lower(word))
		return;
	say(verdict, rule->class, strength_of(rule, is_directory));
	if (is_directory && is_at_root && rule->class == PATH_DOC)
		verdict->is_in_docs = true;
}

/* "git.1", "zfs.8.in": a section behind a name, not the last part of a version or of a library's name. */
static bool is_manual_page(struct text name)
{
	struct text stem;
	size_t digits;

	if (text_ends(name, TEXT(".in")))
		name.size -= 3;
	if (name.size < 3 || name.at[name.size - 2] != '.' || name.at[name.size - 1] < '1' ||
	    name.at[name.size - 1] > '9')
		return false;
	stem = text_slice(name, 0, name.size - 2);
	if (!char_is_alpha(stem.at[0]) || text_ends(stem, TEXT(".so")))
		return false;
	for (digits = stem.size; char_is_digit(stem.at[digits - 1]);)
		digits--;
	return digits == stem.size || (digits > 1 && char_is_alpha(stem.at[digits - 1]));
}

static bool is_prose(const struct verdict *verdict)
{
	if (!verdict->extension_rule || !(verdict->extension_rule->conditions & IS_PROSE))
		return false;
	return !is_among(verdict->name, path_no_prose) && !text_starts_nocase(verdict->name, TEXT("requirements")) &&
	       !text_ends_nocase(verdict->name, TEXT("requirements.txt"));
}

/* What leads to records without being one. */
static bool is_front_matter(struct text stem)
{
	/* "0012-use-a-template" has a number of its own. */
	bool is_numbered = stem.size && char_is_digit(stem.at[0]) && !text_starts(stem, TEXT("0000"));

	return text_equal_nocase(stem, TEXT("index")) ||
	       (!is_numbered && text_find_nocase(stem, TEXT("template"), 0) >= 0);
}

/* Numbered records where no directory's name says it: "text/0123-x.md", "pep-0123.rst", "specs/x/approved/y.rst". */
static bool is_numbered_record(const struct verdict *verdict)
{
	if (!verdict->is_prose)
		return false;
	if (text_starts(verdict->path, TEXT("text/")))
		return all_digits(verdict->name, NUMBER_DIGITS) && !text_starts(verdict->name, TEXT("0000"));
	if (text_starts(verdict->name, TEXT("pep-")))
		return all_digits(text_slice(verdict->name, 4, verdict->name.size), NUMBER_DIGITS);
	return text_starts(verdict->path, TEXT("specs/")) && (text_find(verdict->path, TEXT("/approved/"), 0) > 0 ||
	                                                      text_find(verdict->path, TEXT("/implemented/"), 0) > 0);
}

static void judge_directories(struct verdict *verdict, const struct path_classes *classes, bool *is_record)
{
	struct text path = verdict->path, directory = { NULL, 0 };
	size_t from = 0;

	for (size_t at = 0; at + verdict->name.size < path.size; at++) {
		const struct path_rule *rule;

		if (path.at[at] != '/')
			continue;
		directory = text_slice(path, from, at);
		rule = index_find(&classes->directories, directory);
		apply(verdict, rule, directory, true, from == 0);
		*is_record |= rule && rule->class == PATH_DECISION && verdict->is_prose;
		for (size_t i = 0; i < classes->parts.affixes.count; i++) {
			const struct affix *part = &classes->parts.affixes.at[i];

			if (char_lower(path.at[from]) == part->word.at[0] &&
			    text_starts_nocase(text_slice(path, from, path.size), part->word))
				apply(verdict, part->rule, directory, true, false);
		}
		from = at + 1;
	}
	/* "keps/x/0123-y/README.md": there the README is the record. */
	*is_record = *is_record && all_digits(directory, 1);
}

static void judge_affixes(struct verdict *verdict, const struct path_classes *classes)
{
	struct text name = verdict->name;

	if (!name.size)
		return;
	for (size_t i = 0; i < classes->endings.affixes.count; i++) {
		const struct affix *ending = &classes->endings.affixes.at[i];

		if (name.at[name.size - 1] == ending->word.at[ending->word.size - 1] && text_ends(name, ending->word))
			apply(verdict, ending->rule, name, false, false);
	}
	for (size_t i = 0; i < classes->beginnings.affixes.count; i++) {
		const struct affix *beginning = &classes->beginnings.affixes.at[i];

		if (name.at[0] == beginning->word.at[0] && text_starts(name, beginning->word))
			apply(verdict, beginning->rule, name, false, false);
	}
}

static void judge_name(struct verdict *verdict, const struct path_classes *classes, bool is_readme_record)
{
	ptrdiff_t dot = text_find_char(verdict->name, '.', 1);
	struct text stem = dot < 0 ? verdict->name : text_slice(verdict->name, 0, (size_t)dot);
	const struct path_rule *rule = index_find(&classes->stems, stem);

	if (verdict->class == PATH_DECISION && is_front_matter(stem)) {
		verdict->class = PATH_DOC;
		verdict->strength = STRENGTH_DOC;
	}
	if (!is_readme_record || !rule || !(rule->conditions & IS_FIRM))
		apply(verdict, rule, stem, false, verdict->is_at_root);
	apply(verdict, index_find(&classes->names, verdict->name), verdict->name, false, verdict->is_at_root);
	if (verdict->extension_rule && !(verdict->extension_rule->conditions & IS_PROSE))
		apply(verdict, verdict->extension_rule, verdict->extension, false, verdict->is_at_root);
	judge_affixes(verdict, classes);
}

/* The built-in rules alone, without those for the classes skipped. */
static enum path_class judge(const struct path_classes *classes, struct text path, unsigned skipped)
{
	ptrdiff_t slash = find_last(path, '/'), dot;
	struct verdict verdict = { .path = path, .skipped = skipped, .class = PATH_CODE, .is_at_root = slash < 0 };
	bool is_record = false;

	verdict.name = text_slice(path, (size_t)(slash + 1), path.size);
	dot = find_last(verdict.name, '.');
	if (dot > 0)
		verdict.extension = text_slice(verdict.name, (size_t)dot + 1, verdict.name.size);
	if (verdict.extension.size)
		verdict.extension_rule = index_find(&classes->extensions, verdict.extension);
	verdict.is_prose = is_prose(&verdict);
	judge_directories(&verdict, classes, &is_record);
	if (is_numbered_record(&verdict))
		say(&verdict, PATH_DECISION, STRENGTH_DECISION);
	if (verdict.is_prose)
		say(&verdict, PATH_DOC,
		    verdict.is_in_docs && verdict.class == PATH_TEST ? STRENGTH_FIRM_DOC : STRENGTH_DOC);
	else if (is_manual_page(verdict.name))
		say(&verdict, PATH_DOC, STRENGTH_DOC);
	judge_name(&verdict, classes, is_record);
	return verdict.class;
}

/* ---- .gitattributes ---- */

static void read_attribute(struct attribute_rule *rule, struct text word)
{
	static const char *const names[ATTRIBUTE_COUNT] = { "linguist-documentation", "linguist-vendored",
		                                            "linguist-generated" };
	enum setting setting = SETTING_ON;
	ptrdiff_t equals = text_find_char(word, '=', 0);

	if (word.at[0] == '-' || word.at[0] == '!') {
		setting = word.at[0] == '-' ? SETTING_OFF : SETTING_UNSPECIFIED;
		word = text_slice(word, 1, word.size);
	} else if (equals >= 0) {
		setting = text_equal_nocase(text_slice(word, (size_t)equals + 1, word.size), TEXT("false"))
		                  ? SETTING_OFF
		                  : SETTING_ON;
		word = text_slice(word, 0, (size_t)equals);
	}
	for (int i = 0; i < ATTRIBUTE_COUNT; i++) {
		if (text_equal(word, text_of(names[i])))
			rule->settings[i] = setting;
	}
}

static struct text next_word(struct text *rest)
{
	struct text word;
	size_t end = 0;

	*rest = text_trim(*rest);
	while (end < rest->size && !char_is_space(rest->at[end]))
		end++;
	word = text_slice(*rest, 0, end);
	*rest = text_slice(*rest, end, rest->size);
	return word;
}

/* A pattern in double quotes, with its escapes resolved as far as they are single characters. */
static struct text quoted_pattern(struct arena *arena, struct text *rest)
{
	char *copy = arena_alloc(arena, rest->size);
	size_t size = 0, at = 1;

	for (; at < rest->size && rest->at[at] != '"'; at++) {
		if (rest->at[at] == '\\' && at + 1 < rest->size)
			at++;
		copy[size++] = rest->at[at];
	}
	*rest = text_slice(*rest, at + 1, rest->size);
	return (struct text){ copy, size };
}

static void read_attribute_line(struct path_classes *classes, struct text line)
{
	struct attribute_rule rule = { { NULL, 0 }, { SETTING_NONE } };
	struct text word;

	line = text_trim(line);
	if (!line.size || line.at[0] == '#' || line.at[0] == '!' || text_starts(line, TEXT("[attr]")))
		return;
	if (text_find(line, TEXT("linguist-"), 0) < 0 || classes->attributes.count == PATTERNS_MAX)
		return;
	rule.pattern = line.at[0] == '"' ? quoted_pattern(&classes->texts, &line) : next_word(&line);
	while ((word = next_word(&line)).size)
		read_attribute(&rule, word);
	if (rule.settings[0] || rule.settings[1] || rule.settings[2])
		*VEC_PUSH(&classes->attributes) = rule;
}

/*
 * git's rule for attributes: no slash, any directory; with one, the whole path; a directory alone matches nothing in
 * it.
 */
static bool attribute_matches(struct text pattern, struct text path)
{
	ptrdiff_t slash = text_find_char(pattern, '/', 0);

	if (slash < 0)
		return wildmatch(pattern, text_slice(path, (size_t)(find_last(path, '/') + 1), path.size));
	return wildmatch(slash == 0 ? text_slice(pattern, 1, pattern.size) : pattern, path);
}

static void find_attributes(enum setting *settings, const struct path_classes *classes, struct text path)
{
	for (size_t i = classes->attributes.count; i-- > 0;) {
		const struct attribute_rule *rule = &classes->attributes.at[i];
		bool is_news = false;

		for (int k = 0; k < ATTRIBUTE_COUNT; k++)
			is_news |= rule->settings[k] && !settings[k];
		if (!is_news || !attribute_matches(rule->pattern, path))
			continue;
		for (int k = 0; k < ATTRIBUTE_COUNT; k++)
			settings[k] = settings[k] ? settings[k] : rule->settings[k];
	}
}

static enum path_class judge_with_attributes(const struct path_classes *classes, struct text path)
{
	static const enum path_class meant[ATTRIBUTE_COUNT] = { PATH_DOC, PATH_VENDORED, PATH_GENERATED };
	enum setting settings[ATTRIBUTE_COUNT] = { SETTING_NONE };
	unsigned skipped = 0;
	enum path_class class;

	find_attributes(settings, classes, path);
	for (int i = 0; i < ATTRIBUTE_COUNT; i++)
		skipped |= settings[i] == SETTING_OFF ? 1u << meant[i] : 0;
	if (settings[ATTRIBUTE_GENERATED] == SETTING_ON)
		return PATH_GENERATED;
	if (settings[ATTRIBUTE_VENDORED] == SETTING_ON)
		return PATH_VENDORED;
	class = judge(classes, path, skipped);
	return settings[ATTRIBUTE_DOCUMENTATION] == SETTING_ON && (class == PATH_CODE || class == PATH_TEST) ? PATH_DOC
	                                                                                                     : class;
}

/* ---- the public part ---- */

static void read_patterns(struct path_classes *classes, const struct config *config, const char *section,
                          enum path_class class)
{
	const struct config_entry *entry;

	for (size_t i = 0; (entry = config_entry_at(config, i)) != NULL; i++) {
		if (strcmp(entry->section, section) != 0 || strcmp(entry->key, "path") != 0 || !entry->value)
			continue;
		if (classes->patterns.count == PATTERNS_MAX)
			return;
		*VEC_PUSH(&classes->patterns) = (struct pattern_rule){
			.pattern = { arena_copy(&classes->texts, entry->value, strlen(entry->value)),
			             strlen(entry->value) },
			.class = class,
		};
	}
}

struct path_classes *path_classes_new(struct text attributes, const struct config *config)
{
	struct path_classes *classes = xcalloc(1, sizeof(*classes));
	struct text rest = { arena_copy(&classes->texts, attributes.at, attributes.size), attributes.size }, line;

	index_init(&classes->directories, path_directory_rules);
	index_init(&classes->names, path_name_rules);
	index_init(&classes->stems, path_stem_rules);
	index_init(&classes->extensions, path_extension_rules);
	affixes_init(&classes->endings, path_ending_rules);
	affixes_init(&classes->beginnings, path_beginning_rules);
	affixes_init(&classes->parts, path_part_rules);
	while (text_next_line(&rest, &line))
		read_attribute_line(classes, line);
	if (config) {
		read_patterns(classes, config, "adr", PATH_DECISION);
		read_patterns(classes, config, "docs", PATH_DOC);
	}
	return classes;
}

void path_classes_free(struct path_classes *classes)
{
	if (!classes)
		return;
	VEC_RELEASE(&classes->endings.affixes);
	VEC_RELEASE(&classes->beginnings.affixes);
	VEC_RELEASE(&classes->parts.affixes);
	VEC_RELEASE(&classes->attributes);
	VEC_RELEASE(&classes->patterns);
	arena_release(&classes->texts);
	free(classes);
}

enum path_class path_class_of(const struct path_classes *classes, struct text path)
{
	for (size_t i = 0; i < classes->patterns.count; i++) {
		if (path_matches(classes->patterns.at[i].pattern, path))
			return classes->patterns.at[i].class;
	}
	return classes->attributes.count ? judge_with_attributes(classes, path) : judge(classes, path, 0);
}

bool path_matches(struct text pattern, struct text path)
{
	bool is_anchored;

	while (pattern.size && pattern.at[pattern.size - 1] == '/')
		pattern.size--;
	is_anchored = text_find_char(pattern, '/', 0) >= 0;
	if (pattern.size && pattern.at[0] == '/')
		pattern = text_slice(pattern, 1, pattern.size);
	if (!pattern.size)
		return false;
	/* The path itself, then each directory above it. */
	for (;;) {
		size_t name = path.size;

		while (name > 0 && path.at[name - 1] != '/')
			name--;
		if (wildmatch(pattern, is_anchored ? path : text_slice(path, name, path.size)))
			return true;
		if (!name)
			return false;
		path = text_slice(path, 0, name - 1);
	}
}
