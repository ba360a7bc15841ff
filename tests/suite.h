/* What every unit suite shares: a table of tests, a main that runs them, comparisons that print
 * both numbers. Test names are sentences: missing_unit_is_refused. */
#ifndef WF_TESTS_SUITE_H
#define WF_TESTS_SUITE_H

#include <CUnit/CUnit.h>
#include <stddef.h>

struct wf_test {
    const char *name;
    void (*run)(void);
};
#define WF_TEST(function)                                                                          \
    {                                                                                              \
        .name = #function, .run = function                                                         \
    }

/** Run all tests of a suite. @return exit status: 0 when all passed. */
int wf_suite_run(const char *suite, const struct wf_test *tests, size_t count);

/** |got - expected| <= tolerance x |expected| (absolute where expected is 0); NaN fails. */
void wf_check_close(double got, double expected, double tolerance, const char *what,
                    const char *file, unsigned line);
#define CHECK_CLOSE(got, expected, tolerance)                                                      \
    wf_check_close((got), (expected), (tolerance), #got, __FILE__, __LINE__)
/** Equal strings, both printed where they differ; NULL equals only NULL. */
void wf_check_text(const char *got, const char *expected, const char *what, const char *file,
                   unsigned line);
#define CHECK_TEXT(got, expected) wf_check_text((got), (expected), #got, __FILE__, __LINE__)

#endif
