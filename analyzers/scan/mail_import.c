/* Mails on their way into the database: written in batches, and at the end joined to the history. */
#include "mail_import.h"

#include <stdlib.h>

#include "lead/alloc.h"
#include "lead/store_mail.h"
#include "lead/vec.h"

/* Mails a transaction. */
#define BATCH_MAX_COUNT 1000

static void end_batch(struct scan_mails *mails)
{
	mails->batch_count = 0;
	if (!mails->is_open)
		return;
	mails->is_open = false;
	mails->status = store_commit(mails->store);
}

static void complain(struct scan_mails *mails, struct text words)
{
	if (mails->trouble)
		mails->trouble(mails->trouble_payload, &(struct import_trouble){ .words = words });
}

static void name_collision(struct scan_mails *mails, struct text id)
{
	struct buf words = { 0 };

	mails->result.collision_count++;
	buf_add_fmt(&words, "two mails with the id <" TEXT_FMT ">: one of them stands", TEXT_ARG(id));
	complain(mails, buf_text(&words));
	buf_release(&words);
}

static void put(struct scan_mails *mails, const struct mail_row *row)
{
	bool is_changed = false, is_collision = false;
	int ret;

	if (mails->status)
		return;
	if (!mails->is_open) {
		mails->status = store_begin(mails->store);
		mails->is_open = mails->status == 0;
	}
	if (mails->status)
		return;
	ret = store_put_mail(&is_changed, &is_collision, mails->store, mails->repository_id, row,
	                     mails->is_brought_back);
	if (ret < 0) {
		mails->status = ret;
		mails->is_open = false;
		store_rollback(mails->store);
		return;
	}
	mails->result.new_count += is_changed;
	if (is_collision)
		name_collision(mails, row->message_id);
	if (++mails->batch_count >= BATCH_MAX_COUNT)
		end_batch(mails);
}

static void take_mail(void *payload, const struct mail_fact *fact)
{
	struct scan_mails *mails = payload;
	struct mail_row row = {
		.message_id = fact->message_id,
		.aliases = fact->aliases,
		.parents = fact->parents,
		.from = fact->from,
		.time = fact->time,
		.kind = text_of(mail_kind_names[fact->kind]),
		.subject = fact->subject,
		.version = fact->version,
		.part = fact->part,
		.part_count = fact->part_count,
		.patch_id = fact->has_patch_id ? fact->patch_id : NULL,
		.act_count = fact->act_count,
	};
	struct mail_act_row *acts = xcalloc(fact->act_count + 1, sizeof(*acts));

	for (size_t i = 0; i < fact->act_count; i++) {
		const struct mail_act *act = &fact->acts[i];

		acts[i] = (struct mail_act_row){ text_of(act->source),
			                         text_of(event_kind_names[act->kind]),
			                         text_of(act_state_names[act->state]),
			                         act->word_count,
			                         act->parts,
			                         act->raw };
	}
	row.acts = acts;
	mails->result.mail_count++;
	mails->result.patch_count += fact->kind == MAIL_PATCH;
	mails->result.html_count += fact->is_html_only;
	put(mails, &row);
	free(acts);
}

static void take_trouble(void *payload, const struct import_trouble *trouble)
{
	struct scan_mails *mails = payload;

	mails->result.lost_count += trouble->is_lost;
	if (mails->trouble)
		mails->trouble(mails->trouble_payload, trouble);
}

struct mail_sink scan_mails_sink(struct scan_mails *mails)
{
	return (struct mail_sink){ mails, take_mail, take_trouble };
}

void scan_mails_forget_one(struct scan_mails *mails, struct text message)
{
	struct buf id = { 0 };
	struct mail_row row = { .kind = TEXT(MAIL_KIND_DELETED) };

	mail_read_id(&id, message);
	row.message_id = buf_text(&id);
	if (id.size) {
		mails->result.deleted_count++;
		put(mails, &row);
	}
	buf_release(&id);
}

void scan_mails_lose(struct scan_mails *mails, uint64_t item, const char *words)
{
	take_trouble(mails, &(struct import_trouble){ item, 0, true, text_of(words) });
}

int scan_mails_flush(struct scan_mails *mails)
{
	end_batch(mails);
	return mails->status;
}

/* ---- the import ---- */

int scan_mails_new(struct scan_mails **out, struct store *store, int64_t repository_id,
                   void (*trouble)(void *payload, const struct import_trouble *trouble), void *payload)
{
	struct scan_mails *mails;

	if (!store_is_writable(store))
		return error_set(ERR_FAILED, "the database is read-only: nothing can be imported");
	mails = xcalloc(1, sizeof(*mails));
	mails->store = store;
	mails->repository_id = repository_id;
	mails->trouble = trouble;
	mails->trouble_payload = payload;
	*out = mails;
	return 0;
}

int scan_mails_feed(struct scan_mails *mails, struct text bytes)
{
	struct mail_sink sink = scan_mails_sink(mails);

	if (!mails->box)
		mails->box = mail_box_new(&sink);
	mail_box_feed(mails->box, bytes);
	return mails->status;
}

int scan_mails_finish(struct scan_mails *mails, struct repository *repository, struct scan_mail_result *out)
{
	struct mail_box_summary summary;
	struct scan_mail_join join = { 0 };
	int ret;

	if (mails->box)
		mail_box_finish(mails->box, &summary);
	ret = scan_mails_flush(mails);
	if (ret == 0)
		ret = scan_join_mails(&join, mails->store, mails->repository_id, repository, true);
	if (ret == 0)
		ret = scan_land_requests(mails->store, mails->repository_id);
	mails->result.request_count = join.request_count;
	mails->result.joined_count = join.joined_count;
	mails->result.by_id_count = join.by_id_count;
	mails->result.by_subject_count = join.by_subject_count;
	mails->result.by_patch_count = join.by_patch_count;
	mails->result.cut_count = join.cut_count;
	*out = mails->result;
	return ret;
}

void scan_mails_free(struct scan_mails *mails)
{
	if (!mails)
		return;
	/* What is in stays; what a failure here leaves out the next import writes. */
	end_batch(mails);
	mail_box_free(mails->box);
	free(mails);
}
