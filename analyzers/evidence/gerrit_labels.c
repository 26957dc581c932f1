/* The labels of Gerrit's that are no review, by name. */
#include "gerrit_labels.h"

static const struct {
	const char *name; /* a '*' at either end stands for anything */
	enum event_kind kind;
} labels[] = {
	{ "Verified", EVENT_QA },        { "Verified-*", EVENT_INFO },      { "*-Verified", EVENT_INFO },
	{ "Code-Style", EVENT_INFO },    { "Commit-Queue", EVENT_INFO },    { "Autosubmit", EVENT_INFO },
	{ "Auto-Submit", EVENT_INFO },   { "Presubmit-Ready", EVENT_INFO }, { "Run-TryBot", EVENT_INFO },
	{ "TryBot-*", EVENT_INFO },      { "*-TryBot-Result", EVENT_INFO }, { "Bot-Commit", EVENT_INFO },
	{ "Sanity-Review", EVENT_INFO },
};
#define LABEL_COUNT (sizeof(labels) / sizeof(labels[0]))

static bool fits(struct text label, struct text name)
{
	if (text_starts(name, TEXT("*"))) {
		name = text_slice(name, 1, name.size);
		return label.size > name.size && text_ends_nocase(label, name);
	}
	if (text_ends(name, TEXT("*"))) {
		name = text_slice(name, 0, name.size - 1);
		return label.size > name.size && text_starts_nocase(label, name);
	}
	return text_equal_nocase(label, name);
}

bool gerrit_label_kind(enum event_kind *out, struct text label)
{
	if (text_equal(label, TEXT("SUBM")))
		return false;
	*out = EVENT_REV;
	for (size_t i = 0; i < LABEL_COUNT; i++) {
		if (fits(label, text_of(labels[i].name))) {
			*out = labels[i].kind;
			break;
		}
	}
	return true;
}

bool gerrit_label_is_review(struct text label)
{
	enum event_kind kind;

	return gerrit_label_kind(&kind, label) && kind == EVENT_REV;
}
