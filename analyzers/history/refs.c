/* Refs and revisions, peeled leniently: a malformed commit at the end of a ref is still that commit. */
#include <stdlib.h>
#include <string.h>
#include "lead/alloc.h"
#include "lead/vec.h"
#include "raw_commit.h"
#include "room.h"

struct found_ref {
	const char *name;
	struct oid target; /* not peeled */
};

struct ref_list {
	VEC(struct found_ref) refs;
	struct arena names;
};

static int compare_refs(const void *left, const void *right)
{
	const struct found_ref *a = left, *b = right;

	return strcmp(a->name, b->name);
}

/* A ref's own target, through symbolic refs; false for a dangling one. */
static bool direct_target(struct oid *out, git_reference *ref)
{
	git_reference *resolved = NULL;
	const git_oid *target = git_reference_target(ref);

	if (!target && git_reference_resolve(&resolved, ref) == 0)
		target = git_reference_target(resolved);
	if (target)
		oid_from_git(out, target);
	git_reference_free(resolved);
	return target != NULL;
}

static bool has_prefix(const char *name, const char *const *prefixes)
{
	for (; *prefixes; prefixes++)
		if (!strncmp(name, *prefixes, strlen(*prefixes)))
			return true;
	return false;
}

static int collect(struct ref_list *list, struct repository *repository, const char *const *prefixes)
{
	git_reference_iterator *iterator = NULL;
	git_reference *ref = NULL;
	int code = git_reference_iterator_new(&iterator, repository->git);

	while (!code && !(code = git_reference_next(&ref, iterator))) {
		const char *name = git_reference_name(ref);
		struct oid target;

		if (has_prefix(name, prefixes) && direct_target(&target, ref)) {
			struct found_ref *found = VEC_PUSH(&list->refs);

			found->name = arena_copy(&list->names, name, strlen(name));
			found->target = target;
		}
		git_reference_free(ref);
	}
	git_reference_iterator_free(iterator);
	if (code != GIT_ITEROVER)
		return git_failed(ERR_FAILED, "cannot read the refs '%s*'", prefixes[0]);
	if (list->refs.count)
		qsort(list->refs.at, list->refs.count, sizeof(*list->refs.at), compare_refs);
	return 0;
}

/* Sorted, a ref that is both loose and packed stands twice. */
static bool is_first(const struct ref_list *list, size_t i)
{
	return !i || strcmp(list->refs.at[i].name, list->refs.at[i - 1].name) != 0;
}

int repository_each_held_ref(struct repository *repository, const char *const *prefixes,
                             void (*each)(void *payload, struct text name, const struct oid *held), void *payload)
{
	struct ref_list list = { 0 };
	int ret = collect(&list, repository, prefixes);

	for (size_t i = 0; !ret && i < list.refs.count; i++)
		if (is_first(&list, i))
			each(payload, text_of(list.refs.at[i].name), &list.refs.at[i].target);
	VEC_RELEASE(&list.refs);
	arena_release(&list.names);
	return ret;
}

static void hand_on(struct object_reader *reader, const struct found_ref *found,
                    void (*each)(void *payload, const struct ref_fact *ref), void *payload)
{
	struct ref_fact fact = { .name = text_of(found->name), .target = found->target };
	struct raw_identity tagger = { 0 };
	git_odb_object *tag = NULL;

	if (!object_peel(reader, &fact.target, &tag))
		return;
	if (tag) {
		fact.is_annotated = true;
		(void)raw_tag_tagger(object_text(tag), &tagger); /* old tags have none */
		fact.tagger = tagger.who;
		fact.tag_time = tagger.time;
	}
	each(payload, &fact);
	git_odb_object_free(tag);
}

int repository_each_ref(struct repository *repository, const char *prefix,
                        void (*each)(void *payload, const struct ref_fact *ref), void *payload)
{
	struct object_reader reader = { .odb = repository->odb };
	const char *const prefixes[] = { prefix, NULL };
	struct ref_list list = { 0 };
	int ret = collect(&list, repository, prefixes);

	for (size_t i = 0; !ret && i < list.refs.count; i++)
		if (is_first(&list, i))
			hand_on(&reader, &list.refs.at[i], each, payload);
	VEC_RELEASE(&list.refs);
	arena_release(&list.names);
	return ret;
}

/* ---- revisions ---- */

/* A number of hex digits too short for an id; false unless exactly one object has it. */
static bool find_abbreviated(struct oid *out, struct repository *repository, const char *name)
{
	size_t size = strlen(name);
	git_oid prefix, found;

	if (size < 4 || size > 2 * OID_SIZE || git_oid_fromstrn(&prefix, name, size) < 0 ||
	    git_odb_exists_prefix(&found, repository->odb, &prefix, size) < 0)
		return false;
	oid_from_git(out, &found);
	return true;
}

/* A revision without suffixes. */
static bool find_base(struct oid *out, struct repository *repository, const char *name)
{
	git_reference *ref = NULL;
	git_object *object = NULL;
	bool is_found = false;

	if (oid_from_hex(out, text_of(name)))
		return true;
	if (git_reference_dwim(&ref, repository->git, strcmp(name, "@") ? name : "HEAD") == 0)
		is_found = direct_target(out, ref);
	git_reference_free(ref);
	if (is_found || find_abbreviated(out, repository, name))
		return true;
	/* "HEAD@{1}", ":/words", "v1.0-3-gabcdef": rare enough to trust the library with them. */
	if (git_revparse_single(&object, repository->git, name) < 0)
		return false;
	oid_from_git(out, git_object_id(object));
	git_object_free(object);
	return true;
}

/* Steps to the n-th parent, counted from 1; 0 is the commit itself. */
static bool step_to_parent(struct oid *oid, struct object_reader *reader, uint64_t position)
{
	git_odb_object *tag = NULL, *object;
	struct raw_commit commit;
	bool is_there;

	if (!object_peel(reader, oid, &tag))
		return false;
	git_odb_object_free(tag);
	if (!position)
		return true;
	object = object_read(reader, oid, GIT_OBJECT_COMMIT);
	if (!object)
		return false;
	raw_commit_parse(&commit, object_text(object));
	is_there = position <= commit.parent_count;
	if (is_there)
		raw_commit_parent(oid, &commit, (size_t)position - 1);
	git_odb_object_free(object);
	return is_there;
}

/* Follows "~3", "^2", "^{commit}" and chains of them. */
static bool follow_suffixes(struct oid *oid, struct object_reader *reader, struct text suffixes)
{
	while (suffixes.size) {
		char kind = suffixes.at[0];
		uint64_t number = 1;
		size_t end = 1;

		if (kind != '~' && kind != '^')
			return false;
		if (text_starts(suffixes, TEXT("^{commit}")) || text_starts(suffixes, TEXT("^{}"))) {
			suffixes = text_slice(suffixes, (size_t)text_find_char(suffixes, '}', 0) + 1, suffixes.size);
			continue;
		}
		while (end < suffixes.size && char_is_digit(suffixes.at[end]))
			end++;
		if (end > 1 && !text_to_uint(text_slice(suffixes, 1, end), &number))
			return false;
		if (kind == '^' && !step_to_parent(oid, reader, number))
			return false;
		for (; kind == '~' && number; number--) {
			if (!step_to_parent(oid, reader, 1))
				return false;
		}
		suffixes = text_slice(suffixes, end, suffixes.size);
	}
	return true;
}

int repository_resolve(struct oid *out, struct repository *repository, const char *revision)
{
	struct object_reader reader = { .odb = repository->odb };
	size_t base_size = strcspn(revision, "~^");
	git_odb_object *tag = NULL;
	char *base = xstrndup(revision, base_size);
	struct oid oid;
	bool is_found;

	is_found = base_size && find_base(&oid, repository, base) &&
	           follow_suffixes(&oid, &reader, text_of(revision + base_size)) && object_peel(&reader, &oid, &tag);
	free(base);
	git_odb_object_free(tag);
	if (!is_found)
		return error_set(ERR_NOTFOUND, "no commit '%s'", revision);
	*out = oid;
	return 0;
}

int repository_head_branch(struct buf *out, struct repository *repository)
{
	static const char heads[] = "refs/heads/";
	git_reference *head = NULL;
	const char *target = NULL;

	if (git_reference_lookup(&head, repository->git, "HEAD") == 0)
		target = git_reference_symbolic_target(head);
	if (target && strncmp(target, heads, sizeof(heads) - 1) == 0)
		buf_add_str(out, target + sizeof(heads) - 1);
	else
		target = NULL;
	git_reference_free(head);
	return target ? 0 : error_set(ERR_NOTFOUND, "HEAD is no branch");
}

int repository_upstream(struct oid *out, struct repository *repository)
{
	struct buf branch = { 0 }, ref = { 0 };
	git_buf upstream = { 0 };
	int ret = repository_head_branch(&branch, repository);

	buf_add_fmt(&ref, "refs/heads/%s", buf_str(&branch));
	if (ret == 0 && git_branch_upstream_name(&upstream, repository->git, buf_str(&ref)) < 0)
		ret = error_set(ERR_NOTFOUND, "the branch '%s' has no upstream", buf_str(&branch));
	if (ret == 0)
		ret = repository_resolve(out, repository, upstream.ptr);
	git_buf_dispose(&upstream);
	buf_release(&branch);
	buf_release(&ref);
	return ret;
}

bool repository_has_commit(struct repository *repository, const struct oid *oid)
{
	git_object_t type;
	size_t size;
	git_oid id;

	oid_to_git(&id, oid);
	return git_odb_read_header(&size, &type, repository->odb, &id) == 0 && type == GIT_OBJECT_COMMIT;
}
