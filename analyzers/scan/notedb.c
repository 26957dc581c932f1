/*
 * Gerrit's records of changes (refs/changes/<nn>/<number>/meta) as requests under the origin "notedb". A change is read when its
 * ref moved: what was told of it goes, what it tells now comes, and table read_ref says how far, all in one transaction with
 * others. Threads read and parse; this one writes.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/notedb.h"
#include "lead/store_derive.h"
#include "lead/store_request.h"
#include "scan_steps.h"

#define ORIGIN TEXT("notedb")
#define CHANGES_PREFIX "refs/changes/"
#define CONFIG_REF "refs/meta/config"
#define CONFIG_MAX_SIZE ((size_t)1 << 20)
/* Acts a transaction: few enough that a killed scan loses little, enough that the disk is not waited for. */
#define BATCH_MAX_COUNT 50000

/* A change to be read, or to be forgotten. */
struct change_ref {
	uint64_t number;
	struct oid tip;
};

struct notedb {
	struct store *store;
	struct repository *repository;
	int64_t repository_id;
	struct notedb_labels *labels;
	VEC(struct change_ref) refs;   /* as they are, by name */
	VEC(struct change_ref) moved;  /* to be read, by number */
	VEC(struct oid) tips;          /* theirs */
	VEC(uint64_t) gone;
	struct oid config; /* where the project's configuration stands */
	bool has_config;
	bool has_rows; /* something was told of changes before */
	size_t batch_count;
	bool is_open;
};

/* ---- refs ---- */

/* The number in "refs/changes/<nn>/<number>/meta", <nn> being its last two digits; false for other names. */
static bool parse_ref(uint64_t *number, struct text name)
{
	struct text digits, folder;
	char wanted[3];

	if (!text_starts(name, TEXT(CHANGES_PREFIX)) || !text_ends(name, TEXT("/meta")))
		return false;
	name = text_slice(name, strlen(CHANGES_PREFIX), name.size - strlen("/meta"));
	folder = text_slice(name, 0, 2);
	digits = text_slice(name, 3, name.size);
	if (name.size < 4 || name.at[2] != '/' || digits.at[0] == '0' || !text_to_uint(digits, number))
		return false;
	wanted[0] = (char)('0' + *number / 10 % 10);
	wanted[1] = (char)('0' + *number % 10);
	return folder.at[0] == wanted[0] && folder.at[1] == wanted[1];
}

static void add_ref_name(struct buf *out, uint64_t number)
{
	buf_add_fmt(out, CHANGES_PREFIX "%02" PRIu64 "/%" PRIu64 "/meta", number % 100, number);
}

bool scan_is_notedb_ref(struct text name)
{
	uint64_t number;

	return text_equal(name, TEXT(CONFIG_REF)) || parse_ref(&number, name);
}

static void take_ref(void *payload, struct text name, const struct oid *held)
{
	struct notedb *notedb = payload;
	uint64_t number;

	if (text_equal(name, TEXT(CONFIG_REF))) {
		notedb->config = *held;
		notedb->has_config = true;
	} else if (parse_ref(&number, name)) {
		*VEC_PUSH(&notedb->refs) = (struct change_ref){ number, *held };
	}
}

static int compare_numbers(const void *left, const void *right)
{
	const struct change_ref *a = left, *b = right;

	return (a->number > b->number) - (a->number < b->number);
}
