/*
 * The words for kinds of facts, as they stand in the database and in every output. Only the words: what they mean is told
 * in lead/facts.h.
 */
#include "lead/facts.h"

const char *const event_kind_names[EVENT_KIND_COUNT] = {
	[EVENT_AUTH] = "auth", [EVENT_REV] = "rev",   [EVENT_ACK] = "ack",   [EVENT_INT] = "int", [EVENT_HELP] = "help",
	[EVENT_PAIR] = "pair", [EVENT_QA] = "qa",     [EVENT_CMT] = "cmt",   [EVENT_REQ] = "req", [EVENT_DEC] = "dec",
	[EVENT_TAG] = "tag",   [EVENT_SELF] = "self", [EVENT_INFO] = "info",
};

const char *const event_mark_names[MARK_COUNT] = {
	[MARK_NONE] = NULL,   [MARK_REQUESTED] = "requested", [MARK_GROUP] = "group",
	[MARK_SELF] = "self", [MARK_EXCLUDED] = "excluded",
};

const char *const reference_kind_names[REFERENCE_KIND_COUNT] = {
	[REFERENCE_PR] = "pr",
	[REFERENCE_MR] = "mr",
	[REFERENCE_GERRIT] = "gerrit",
	[REFERENCE_CHANGE_ID] = "change-id",
	[REFERENCE_CLOSES] = "closes",
	[REFERENCE_REVERTS] = "reverts",
	[REFERENCE_PICKED] = "picked",
	[REFERENCE_FIXES] = "fixes",
	[REFERENCE_REVIEW] = "review",
	[REFERENCE_IMPORT] = "import",
	[REFERENCE_TREE_PULL] = "tree-pull",
	[REFERENCE_BACKMERGE] = "backmerge",
};

const char *const request_state_names[REQUEST_STATE_COUNT] = { "", "open", "merged", "closed" };
const char *const request_draft_names[REQUEST_DRAFT_COUNT] = { "", "yes", "no" };

const char *const pointer_kind_names[POINTER_KIND_COUNT] = { "note", "merge", "squash", "head", "commit", "base" };

const char *const trouble_names[TROUBLE_COUNT] = { "malformed",  "missing", "too large",   "unreadable",
	                                           "serverless", "cut",     "passed over", "undated" };

const char *const act_state_names[ACT_STATE_COUNT] = { "", "commented", "approved", "changes-requested", "dismissed" };
