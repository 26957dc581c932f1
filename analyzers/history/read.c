/*
 * Reads listed commits with several threads. While the caller takes one batch of facts, the threads read the next.
 * Knows what is done when, not how.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "batch.h"

#define THREADS_MAX 16
/* A thread pays off from about this many commits on. */
#define COMMITS_PER_THREAD 32

/* One batch is read while the other is handed over. */
#define BATCH_COUNT 2

struct reading {
	const struct oid *oids;
	size_t count, next_commit;
	unsigned thread_count;
	struct worker *workers;
	pthread_barrier_t barrier;
	struct batch batches[BATCH_COUNT];
	bool is_over; /* of the leading thread, read by the others behind the barrier */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	/* Under the lock. */
	bool is_ready[BATCH_COUNT], is_stopped, is_finished;
};

/* A thread's own argument. */
struct post {
	struct reading *reading;
	struct worker *worker;
};

/* Waits until the caller has given the batch back; false if there is nothing more to do. */
static bool begin_batch(struct reading *reading, unsigned slot)
{
	size_t left = reading->count - reading->next_commit;
	bool is_stopped;

	pthread_mutex_lock(&reading->lock);
	while (reading->is_ready[slot] && !reading->is_stopped)
		pthread_cond_wait(&reading->changed, &reading->lock);
	is_stopped = reading->is_stopped;
	if (is_stopped || !left) {
		reading->is_finished = true;
		pthread_cond_broadcast(&reading->changed);
	}
	pthread_mutex_unlock(&reading->lock);
	if (is_stopped || !left)
		return false;
	batch_begin(&reading->batches[slot], reading->oids + reading->next_commit,
	            left < BATCH_COMMITS_MAX ? left : BATCH_COMMITS_MAX, reading->thread_count);
	return true;
}

static void publish_batch(struct reading *reading, unsigned slot)
{
	batch_finish(&reading->batches[slot]);
	reading->next_commit += reading->batches[slot].count;
	pthread_mutex_lock(&reading->lock);
	reading->is_ready[slot] = true;
	pthread_cond_broadcast(&reading->changed);
	pthread_mutex_unlock(&reading->lock);
}

static void *work(void *argument)
{
	struct post *post = argument;
	struct reading *reading = post->reading;
	bool is_leader = !post->worker->number;

	for (unsigned slot = 0;; slot = (slot + 1) % BATCH_COUNT) {
		struct batch *batch = &reading->batches[slot];

		if (is_leader)
			reading->is_over = !begin_batch(reading, slot);
		pthread_barrier_wait(&reading->barrier);
		if (reading->is_over)
			return NULL;
		batch_read_commits(batch, post->worker);
		pthread_barrier_wait(&reading->barrier);
		if (is_leader)
			batch_index_commits(batch);
		pthread_barrier_wait(&reading->barrier);
		batch_read_trees(batch, post->worker);
		pthread_barrier_wait(&reading->barrier);
		if (is_leader)
			batch_order_blobs(batch);
		pthread_barrier_wait(&reading->barrier);
		batch_read_blobs(batch, post->worker);
		pthread_barrier_wait(&reading->barrier);
		if (is_leader)
			publish_batch(reading, slot);
	}
}

/* The next batch, in order; NULL at the end. */
static struct batch *await_batch(struct reading *reading, unsigned slot)
{
	bool is_ready;

	pthread_mutex_lock(&reading->lock);
	while (!reading->is_ready[slot] && !reading->is_finished)
		pthread_cond_wait(&reading->changed, &reading->lock);
	is_ready = reading->is_ready[slot];
	pthread_mutex_unlock(&reading->lock);
	return is_ready ? &reading->batches[slot] : NULL;
}

static void give_back(struct reading *reading, unsigned slot, bool is_stopped)
{
	pthread_mutex_lock(&reading->lock);
	reading->is_ready[slot] = false;
	reading->is_stopped = reading->is_stopped || is_stopped;
	pthread_cond_broadcast(&reading->changed);
	pthread_mutex_unlock(&reading->lock);
}

static int take_batches(struct reading *reading, struct repository *repository, const struct history_sink *sink)
{
	struct batch *batch;
	int ret = 0;

	for (unsigned slot = 0; !ret && (batch = await_batch(reading, slot)); slot = (slot + 1) % BATCH_COUNT) {
		ret = batch_deliver(batch, repository, sink);
		give_back(reading, slot, ret != 0);
	}
	return ret;
}

static unsigned choose_thread_count(unsigned wanted, size_t commit_count)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	size_t count = wanted ? wanted : processors > 0 ? (size_t)processors : 1;

	if (count > THREADS_MAX)
		count = THREADS_MAX;
	if (count > 1 + commit_count / COMMITS_PER_THREAD)
		count = 1 + commit_count / COMMITS_PER_THREAD;
	return (unsigned)count;
}

static int make_workers(struct reading *reading, const struct repository *repository,
                        const struct history_options *options)
{
	int ret = 0;

	reading->workers = xcalloc(reading->thread_count, sizeof(*reading->workers));
	for (unsigned i = 0; i < reading->thread_count && !ret; i++) {
		struct worker *worker = &reading->workers[i];

		worker->number = i;
		worker->options = options;
		worker->repository = repository;
		ret = repository_new_odb(&worker->reader.odb, repository);
	}
	return ret;
}

static void release_workers(struct reading *reading)
{
	for (unsigned i = 0; i < reading->thread_count; i++) {
		struct worker *worker = &reading->workers[i];

		tree_walk_release(&worker->walk);
		line_counter_release(&worker->counter);
		git_odb_free(worker->reader.odb);
	}
	free(reading->workers);
}

/* Without threads at all nothing can be read; with fewer than wanted the barrier would wait for ever. */
static void start_threads(struct reading *reading, pthread_t *threads, struct post *posts)
{
	for (unsigned i = 0; i < reading->thread_count; i++) {
		posts[i] = (struct post){ reading, &reading->workers[i] };
		if (pthread_create(&threads[i], NULL, work, &posts[i]))
			alloc_fail(sizeof(pthread_t));
	}
}

int history_read(struct repository *repository, const struct oid *oids, size_t count,
                 const struct history_options *options, const struct history_sink *sink)
{
	struct reading reading = { .oids = oids, .count = count };
	pthread_t threads[THREADS_MAX];
	struct post posts[THREADS_MAX];
	int ret;

	if (!count)
		return 0;
	reading.thread_count = choose_thread_count(options->thread_count, count);
	ret = make_workers(&reading, repository, options);
	if (!ret) {
		pthread_barrier_init(&reading.barrier, NULL, reading.thread_count);
		pthread_mutex_init(&reading.lock, NULL);
		pthread_cond_init(&reading.changed, NULL);
		start_threads(&reading, threads, posts);
		ret = take_batches(&reading, repository, sink);
		for (unsigned i = 0; i < reading.thread_count; i++)
			pthread_join(threads[i], NULL);
		pthread_barrier_destroy(&reading.barrier);
		pthread_mutex_destroy(&reading.lock);
		pthread_cond_destroy(&reading.changed);
		for (unsigned i = 0; i < BATCH_COUNT; i++)
			batch_release(&reading.batches[i]);
	}
	release_workers(&reading);
	return ret;
}
