/* Which documents speak of which areas. */
#include <check.h>
#include "../analyzers/people/mapped.h"

Suite *suite_mapped(void);

static const char settings[] = "[area \"net\"]\n\tpath = lib/deep/net/\n\tpath = *.proto\n"
			       "[docs]\n\tmap = src/tcp guide/tcp.md\n\tmap = net  guide/net/ \n\tmap = lonely\n"
			       "\tmap = lib/deep/net/inner guide/inner.md\n";

static struct config *config;

static void start(void)
{
	config = config_new();
	ck_assert_int_eq(config_parse(config, text_of(settings), CONFIG_PROJECT, ".gitlead"), 0);
}

static void stop(void)
{
	config_free(config);
}

/* want: "area document kind;" for each; kind is "own" or "map". */
static const struct {
	const char *path;
	bool is_document;
	const char *want;
} paths[] = {
	{ "README.md", true, ". README.md own;" },
	{ "docs/a/b.md", true, ". docs own;" },
	{ "src/README", true, "src src/README own;" },
	{ "src/net/readme.txt", true, "src/net src/net/readme.txt own;" },
	{ "src/net/docs/deep/x.md", true, "src/net src/net/docs own;" },
	{ "src/net/doc/README.md", true, "src/net src/net/doc own;" },
	/* deeper than an area is */
	{ "src/net/tcp/README.md", true, "" },
	{ "src/net/tcp/docs/x.md", true, "" },
	/* but for a configured one */
	{ "lib/deep/net/README.md", true, "net lib/deep/net/README.md own;" },
	{ "lib/deep/net/docs/x.md", true, "net lib/deep/net/docs own;" },
	/* no documentation, or not the word */
	{ "src/net/README.c", false, "" },
	{ "src/net/READ", true, "" },
	{ "src/mydocs/x.md", true, "" },
	{ "src/docs", true, "" },
	/* by settings, whatever kind of file it is */
	{ "guide/tcp.md", false, "src/tcp guide/tcp.md map;" },
	{ "guide/net/a.md", true, "net guide/net/ map;" },
	{ "guide/inner.md", true, "net guide/inner.md map;" },
};

START_TEST(documents_belong_to_the_area_they_lie_in_or_are_mapped_to)
{
	struct mapped_list list = { 0 };
	struct buf got = { 0 };

	mapped_add(&list, config, text_of(paths[_i].path), paths[_i].is_document);
	for (size_t i = 0; i < list.rows.count; i++)
		buf_add_fmt(&got, TEXT_FMT " " TEXT_FMT " %s;", TEXT_ARG(list.rows.at[i].area),
		            TEXT_ARG(list.rows.at[i].document), list.rows.at[i].is_configured ? "map" : "own");
	ck_assert_msg(text_equal(buf_text(&got), text_of(paths[_i].want)), "%s: %s", paths[_i].path, buf_str(&got));
	buf_release(&got);
	VEC_RELEASE(&list.rows);
}
END_TEST

Suite *suite_mapped(void)
{
	Suite *suite = suite_create("mapped");
	TCase *tc = tcase_create("mapped");

	tcase_add_checked_fixture(tc, start, stop);
	tcase_add_loop_test(tc, documents_belong_to_the_area_they_lie_in_or_are_mapped_to, 0,
	                    sizeof(paths) / sizeof(paths[0]));
	suite_add_tcase(suite, tc);
	return suite;
}
