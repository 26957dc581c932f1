/*
 * What a subcommand is, and the session that main prepares for it. To add a command:
 *   1. write cmd/cmd_<name>.c with one `const struct command command_<name>`;
 *   2. name it here and in the table of main.c;
 *   3. write man/git-lead-<name>.1 whose SYNOPSIS equals .usage (the documents lint complains);
 *   4. add tests/cli/<name>.sh.
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include <stdbool.h>

#include "lead/config.h"
#include "lead/history.h"
#include "lead/period.h"
#include "lead/store.h"
#include "lead/vec.h"
#include "option.h"

enum {
	EXIT_DONE = 0,
	EXIT_NO = 1,
	EXIT_DISHONEST = 3,
	EXIT_FAILED = 128,
	EXIT_USAGE = 129,
};

/* Options that every command takes, and those of main that stand before the subcommand. */
struct common_values {
	const char *directory; /* -C */
	const char *db;
	const char *config_file;
	const char *mailmap;      /* --mailmap: for all repositories */
	struct option_list leads; /* --lead */
	const char *team;
	const char *since, *until, *quarter, *period;
	const char *format, *output, *color;
	bool no_pager, no_scan, quiet, plain;
	unsigned width;  /* 0: that of the terminal */
	bool pseudonyms; /* of a few commands alone: pseudonym_options */
};

/* A repository that the file of --config names. */
struct named_repository {
	const char *label; /* its subsection; NULL: none. Borrowed from the configuration, as is */
	const char *key;   /* repository.<label>.key; NULL: none */
	char *path;        /* as seen from here; owned */
};

struct session {
	const struct common_values *values;
	struct repository *repository; /* NULL with --db, or where a command needs none */
	struct config *config;
	struct store *store;
	char *db_path;
	int64_t now_time;
	VEC(struct named_repository) repositories; /* of the organisation, in the file's order */
	struct buf mailmap;                        /* text of the one for all repositories */
	int64_t repository_id;                     /* the repository stood in; 0 = all of the database */
	bool is_empty;                             /* the repository has no commit yet */
	struct store_lock *lock;                   /* of the database; NULL: not held */
	bool keeps_lock;      /* beyond session_prepare: what is answered must be of what was scanned */
	bool copies;          /* a file that cannot be written is copied into memory and brought up to date there */
	const char *revision; /* what is scanned in place of HEAD; NULL: HEAD. Borrowed */
	const struct oid *settings; /* the commit whose settings hold in place of those here; NULL. Borrowed */
	bool is_db_given;           /* by --db, or by being an organisation's: no repository is stood in */
	bool is_organisation;       /* the file of --config names repositories */
	bool has_stored_configs;    /* what projects' files say was read from the database */
	bool has_mailmap;           /* --mailmap or lead.mailmap was given, if only an empty one */
	bool is_up_to_date;         /* a scan of everything here has just ended */
	bool is_private;            /* the answer is for one's own eyes: a file of it is nobody else's to read */
};

struct command {
	const char *name, *summary;
	const char *usage;                   /* synopsis lines without "git lead", one a line */
	const struct option *const *options; /* tables besides the common one; NULL = none */
	bool works_anywhere;                 /* outside a repository too, with session.repository NULL */
	bool needs_repository;               /* the one stood in, also where --db says in which file it is kept */
	size_t values_size; /* of the struct the options write to; its first member is struct common_values */
	/* argc, argv: the arguments alone. Returns an exit code, or a negative status with the message set. */
	int (*run)(struct session *session, const void *values, int argc, char **argv);
};

extern const struct command command_screen; /* `git lead` alone */
extern const struct command command_scan;
extern const struct command command_import;
extern const struct command command_record;
extern const struct command command_report;
extern const struct command command_explain;
extern const struct command command_people;
extern const struct command command_owners;
extern const struct command command_sources;
extern const struct command command_query;
extern const struct command command_merge;
extern const struct command command_check;
extern const struct command command_prune;

/* The options of struct common_values. */
extern const struct option common_options[];

/* The table of subcommands, for main and for tests; position from 0, NULL at the end. command_screen is not in it. */
const struct command *command_at(size_t position);
const struct command *command_find(const char *name); /* NULL if there is none */
/* What -h prints: owned by caller. */
struct buf;
void command_help(struct buf *out, const struct command *command);

/* ---- session.c ---- */
/*
 * Reads configuration in its order of trust and opens the repository, unless --db is given or --config names repositories, which
 * is ERR_USAGE for a command that needs one; opens no database.
 */
int session_open(struct session *session, const struct common_values *values, const struct command *command) MUST_CHECK;
/* Opens the database for reading and writing, or as the file allows; brings it up to date unless --no-scan or --db. */
int session_prepare(struct session *session) MUST_CHECK;
/* Reads the configuration again, the project's own from session.settings. */
int session_read_settings(struct session *session) MUST_CHECK;
/* Opens the database for writing and no more, and keeps its lock: for scan. */
int session_open_store(struct session *session) MUST_CHECK;
/* For writing and with its lock where the file allows, else for reading, or with session.copies in memory. */
int session_open_for_report(struct session *session) MUST_CHECK;
/*
 * Scans one repository into the session's database, with progress, under its own configuration. who (may be NULL) names it on the
 * progress line. The people tables are not brought up to date. scan.c and options as lead/scan.h has them.
 */
struct scan_options;
int session_scan_facts(struct session *session, struct repository *repository, const struct scan_options *options,
                       const char *who) MUST_CHECK;
/* The same, and afterwards the people tables are up to date. */
int session_scan(struct session *session, struct repository *repository, const struct scan_options *options) MUST_CHECK;
/*
 * Brings the people tables of the open database up to date with what projects' files say; for a run over a database without
 * a repository stood in.
 */
int session_derive(struct session *session) MUST_CHECK;
/* What a repository's own configuration is: the command line, --config, its git configuration, its .gitlead. Owned. */
int session_config_of(struct config **out, const struct session *session, struct repository *repository) MUST_CHECK;
/*
 * Names on stderr absences and opt-outs that are not honoured as nobody answers to them, and repositories of teams that are
 * not there: who mistyped one must not believe it holds. With --quiet too. session_prepare does it.
 */
int session_warn_unknown(struct session *session) MUST_CHECK;
/* One run at a time writes to the database: waits for another one. The lock must not be held; session_close releases it too. */
int session_lock(struct session *session) MUST_CHECK;
/* Lets the next run write; nothing happens where no lock is held. */
void session_unlock(struct session *session);
void session_close(struct session *session);

/* ---- organisation.c: the repositories of an organisation ---- */
/* Whether the file of --config names repositories. */
bool organisation_is_named(const struct session *session);
/* Where its database lies, without --db. Owned. */
char *organisation_database(const struct session *session);
/* A path as written at that place: relative to the file's folder where the file says it, "~/" to the home. Owned. */
char *organisation_path(const struct session *session, const char *path, enum config_origin origin);
/* Fills session.repositories. ERR_INVALID for a label of two paths, and for a team of a repository that is not named. */
int organisation_read(struct session *session) MUST_CHECK;
void organisation_release(struct session *session);
/* The one meant by label, place, or last component of its place. ERR_USAGE. */
int organisation_find(const struct named_repository **out, const struct session *session, const char *name) MUST_CHECK;
/* Last component of its path without ".git". Owned. */
char *named_repository_last(const struct named_repository *named);

/* ---- choose.c: what a report is about ---- */
struct report_request;
struct subjects {
	int64_t *at; /* person ids, ascending, without doubles; owned */
	size_t count;
	size_t withheld_count; /* of those named, who opted out and are not in at */
	int64_t *named;        /* of at, those named by --lead or as arguments; owned */
	size_t named_count;
};
/*
 * The period from --quarter, --period, --since and --until, else the trailing 26 weeks: those ending with today, or with the last
 * commit of the tip where they hold fewer than 20 changes. Fills period, fiscal_month, is_default_period, period_was_moved.
 */
int choose_period(struct report_request *request, const struct session *session) MUST_CHECK;
/* ERR_NOTFOUND if --team names none, or one of whose members the history knows nobody. */
int choose_team(const struct session *session) MUST_CHECK;
/* The person of user.email, 0 if the history does not know it. */
int choose_viewer(int64_t *viewer, const struct session *session) MUST_CHECK;
/* --lead, the persons named, declared leads, and the viewer if not 0. ERR_NOTFOUND names who is unknown. */
int choose_subjects(struct subjects *out, const struct session *session, int named_count, char **named,
                    int64_t viewer) MUST_CHECK;
void subjects_release(struct subjects *subjects);
/* The viewer alone, for `report me`. ERR_NOTFOUND says what would make the viewer known. */
int choose_own_page(struct report_request *request, const struct session *session) MUST_CHECK;

/* ---- protect.c: what protects the people of a report ---- */
struct report;
/* --pseudonyms, for the commands that know it; may stand before their names as common options may. */
extern const struct option pseudonym_options[];
/* lead.minimumGroup, and with --pseudonyms lead.pseudonymKey. After is_for_others was set; fills least_rest, least_group, pseudonym. */
int protect_options(struct report_request *request, const struct session *session) MUST_CHECK;
/* Once per database, on stderr: a report about somebody else is a matter of law. Not with --quiet. */
int protect_remind(struct session *session, const struct report *report) MUST_CHECK;

/* ---- output.c ---- */
/* What can be told before any work: -o names no file that could be written, lead.plain is no yes or no. */
int output_check(const struct session *session) MUST_CHECK;
/* Writes the answer, or the end of it, to -o, to a pager, or to stdout; a closed pipe is no error. */
int output_write(const struct session *session, const struct buf *text, bool may_page) MUST_CHECK;
/* A part of what is for stdout or its pager; output_write follows. */
int output_part(const struct session *session, const struct buf *text, bool may_page) MUST_CHECK;
/* Not so with -o: then others may read the answer. */
bool is_written_to_stdout(const struct session *session);
/* What the terminal can show: COLUMNS, NO_COLOR, color.lead and color.ui, the locale's character set. */
struct render_options;
struct render_options output_options(const struct session *session);

/* ---- progress.c ---- */
/* One line on stderr, only on a terminal and only after one second. */
void progress_update(const char *what, uint64_t done_count, uint64_t total_count);
void progress_finish(void);
/* SIGINT was seen: a scan ends at the next commit with ERR_CANCELLED. */
void interrupt_watch(void);
bool interrupt_was_seen(void);

#endif
