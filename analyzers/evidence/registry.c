/* The one table of commit readers, in the order they run. Adding a format: see reader.h. */
#include "lead/evidence.h"
#include "reader.h"

static const struct commit_reader *const readers[] = {
	&reader_trailers,   &reader_mozilla, &reader_phabricator, &reader_rietveld, &reader_webkit,  &reader_bitcoin,
	&reader_suggestion, &reader_origin,  &reader_github,      &reader_bors,     &reader_bors_ng, &reader_gitlab,
	&reader_bitbucket,  &reader_azure,   &reader_gitea,       &reader_gerrit,   &reader_merge,
};

#define READER_COUNT (sizeof(readers) / sizeof(readers[0]))

void evidence_read_commit(const struct commit_fact *fact, const struct evidence_sink *sink)
{
	struct message message;

	message_parse(&message, fact);
	for (size_t i = 0; i < READER_COUNT; i++)
		readers[i]->read(&message, sink);
	message_release(&message);
}

struct evidence_format evidence_format_at(size_t position)
{
	if (position >= READER_COUNT)
		return (struct evidence_format){ NULL, NULL };
	return (struct evidence_format){ readers[position]->name, readers[position]->summary };
}
