#include "suite.h"

#include <CUnit/Basic.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int wf_suite_run(const char *suite, const struct wf_test *tests, size_t count)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite added = CU_add_suite(suite, NULL, NULL);
    bool complete = added != NULL && count > 0;
    for (size_t i = 0; i < count && complete; i++)
        complete = CU_add_test(added, tests[i].name, tests[i].run) != NULL;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    bool passed =
        complete && CU_basic_run_tests() == CUE_SUCCESS && CU_get_number_of_failure_records() == 0;
    if (!complete)
        fprintf(stderr, "%s: %s\n", suite, CU_get_error_msg());
    CU_cleanup_registry();
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* CUnit copies the words. */
static void check(bool holds, const char *words, const char *file, unsigned line)
{
    CU_assertImplementation(holds, line, words, file, "", CU_FALSE);
}

void wf_check_close(double got, double expected, double tolerance, const char *what,
                    const char *file, unsigned line)
{
    double bound = expected == 0 ? tolerance : tolerance * fabs(expected);
    char words[1024];
    snprintf(words, sizeof words, "%s is %.17g, expected %.17g within %g", what, got, expected,
             tolerance);
    /* equal infinities are close; their difference is NaN, and so fails the comparison */
    check(got == expected || fabs(got - expected) <= bound, words, file, line);
}

void wf_check_text(const char *got, const char *expected, const char *what, const char *file,
                   unsigned line)
{
    bool equal = got == NULL || expected == NULL ? got == expected : strcmp(got, expected) == 0;
    char words[4096];
    snprintf(words, sizeof words, "%s\n        is       '%s'\n        expected '%s'", what,
             got == NULL ? "(null)" : got, expected == NULL ? "(null)" : expected);
    check(equal, words, file, line);
}
