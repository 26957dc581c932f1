/*
 * Runs every suite named in the generated suites.inc. Which ones, how and with what log is said to libcheck through its
 * environment (CK_RUN_SUITE, CK_RUN_CASE, CK_FORK, CK_VERBOSITY, CK_TAP_LOG_FILE_NAME).
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#define SUITE(name) Suite *suite_##name(void);
#include "suites.inc"
#undef SUITE

int main(void)
{
	SRunner *runner = srunner_create(NULL);
	int check_count, failure_count;

#define SUITE(name) srunner_add_suite(runner, suite_##name());
#include "suites.inc"
#undef SUITE

	srunner_run_all(runner, CK_ENV);
	check_count = srunner_ntests_run(runner);
	failure_count = srunner_ntests_failed(runner);
	srunner_free(runner);

	printf("unit: %d checks, %d failures\n", check_count, failure_count);
	return failure_count ? EXIT_FAILURE : EXIT_SUCCESS;
}
