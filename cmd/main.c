/* The program: finds the subcommand, prepares nothing itself, prints the one error line, decides the exit code. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "complete.h"
#include "lead/alloc.h"
#include "lead/store.h"

static void print_error(void)
{
	fflush(stdout);
	fprintf(stderr, "git-lead: %s\n", error_message());
}

static int exit_code_of(int status)
{
	if (status >= 0)
		return status;
	if (status == ERR_USAGE)
		return EXIT_USAGE;
	return status == ERR_DISHONEST ? EXIT_DISHONEST : EXIT_FAILED;
}

static int usage_error(const struct command *command)
{
	fflush(stdout);
	fprintf(stderr, "git-lead: %s; see 'git lead%s%s -h'\n", error_message(), *command->name ? " " : "",
	        command->name);
	return EXIT_USAGE;
}

static int print_help(const struct command *command)
{
	struct buf help = { 0 };

	command_help(&help, command);
	fputs(buf_str(&help), stdout);
	buf_release(&help);
	return EXIT_DONE;
}

/* "--help" opens the manual, as git does for its own commands. */
static int show_manual(const struct command *command)
{
	char *page = *command->name ? xstrfmt("git-lead-%s", command->name) : xstrdup("git-lead");

	execlp("man", "man", page, (char *)NULL);
	fprintf(stderr, "git-lead: cannot start 'man' for the page '%s'; 'git lead -h' is shorter\n", page);
	free(page);
	return EXIT_FAILED;
}

static void finish_values(struct common_values *values)
{
	if (!values->team)
		values->team = "";
}

static int check_values(const struct common_values *values)
{
	static const char *const whens[] = { "always", "never", "auto" };

	for (size_t i = 0; values->color && i < sizeof(whens) / sizeof(whens[0]); i++)
		if (strcmp(values->color, whens[i]) == 0)
			return 0;
	if (values->color)
		return error_set(ERR_USAGE, "--color wants always, never or auto, not '%s'", values->color);
	return 0;
}

static int run_command(const struct command *command, void *values, int argc, char **argv)
{
	struct session session = { 0 };
	int code;

	finish_values(values);
	code = check_values(values);
	if (code == 0)
		code = session_open(&session, values, command);
	if (code == 0)
		code = output_check(&session);
	if (code == 0)
		code = command->run(&session, values, argc, argv);
	if (code == ERR_USAGE)
		usage_error(command);
	else if (code < 0)
		print_error();
	session_close(&session);
	return exit_code_of(code);
}

/* What stands before a command's name must be an option of that command. */
static bool takes_leading(const struct command *command, const struct common_values *leading)
{
	if (!leading->pseudonyms)
		return true;
	for (size_t i = 0; command->options && command->options[i]; i++)
		for (const struct option *option = command->options[i]; option->name; option++)
			if (strcmp(option->name, pseudonym_options[0].name) == 0)
				return true;
	error_set(ERR_USAGE, "unknown option '--%s'", pseudonym_options[0].name);
	return false;
}

/* Parses the command's options over what stood before its name, then runs it. Owns values. */
static int run_with_options(const struct command *command, const struct common_values *leading, int argc, char **argv)
{
	const struct option *tables[4] = { common_options, NULL };
	void *values = xcalloc(1, command->values_size);
	struct common_values *common = values;
	bool is_help = false;
	int code;

	memcpy(values, leading, sizeof(*leading));
	for (size_t i = 0; i < 2 && command->options && command->options[i]; i++)
		tables[i + 1] = command->options[i];
	if (!takes_leading(command, leading) || option_parse(&argc, argv, tables, values, &is_help)) {
		code = usage_error(command);
	} else if (is_help) {
		code = print_help(command);
	} else if (common->directory && chdir(common->directory)) {
		error_set(ERR_FAILED, "cannot change to '%s': %s", common->directory, strerror(errno));
		print_error();
		code = EXIT_FAILED;
	} else {
		code = run_command(command, values, argc, argv);
	}
	free(common->leads.at);
	free(values);
	return code;
}

static bool has_word(int argc, char **argv, const char *word)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], word) == 0)
			return true;
	return false;
}

/* For the scripts of cmd/completion: a protocol of ours, not a promise to anybody. */
static int print_candidates(int count, char **words)
{
	struct buf candidates = { 0 };

	complete_words(&candidates, count, words);
	fputs(buf_str(&candidates), stdout);
	buf_release(&candidates);
	return EXIT_DONE;
}

static int dispatch(int argc, char **argv)
{
	const struct option *tables[] = { common_options, pseudonym_options, NULL };
	const struct command *command = &command_screen;
	char *nothing[] = { argv[0], NULL };
	struct common_values leading = { 0 };
	bool is_help = false;

	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		puts("git-lead version " LEAD_VERSION);
		return EXIT_DONE;
	}
	if (argc > 1 && strcmp(argv[1], "--complete") == 0)
		return print_candidates(argc - 2, argv + 2);
	if (argc > 1 && strcmp(argv[1], "--help") == 0)
		return show_manual(command);
	if (option_parse_leading(&argc, argv, tables, &leading, &is_help))
		return usage_error(command);
	if (is_help)
		return print_help(command);
	if (argc == 0)
		return run_with_options(command, &leading, 1, nothing);
	command = command_find(argv[0]);
	if (!command) {
		error_set(ERR_USAGE, "'%s' is not a git lead command", argv[0]);
		return usage_error(&command_screen);
	}
	if (has_word(argc, argv, "--help"))
		return show_manual(command);
	return run_with_options(command, &leading, argc, argv);
}

int main(int argc, char **argv)
{
	int code;

	/* Only the terminal's character set is taken from the locale: numbers, dates and order are the same everywhere. */
	setlocale(LC_CTYPE, "");
	if (store_init() || history_init()) {
		print_error();
		return EXIT_FAILED;
	}
	code = dispatch(argc, argv);
	history_shutdown();
	if (fflush(stdout) || ferror(stdout))
		code = EXIT_FAILED;
	return code;
}
