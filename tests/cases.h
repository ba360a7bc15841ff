/* A program that is a table of cases, one ctest entry each: `program NAME` runs one, no name all,
 * `--list` prints the names. CMake reads them off the source: CASE(name) or LAW(name). */
#ifndef WF_TESTS_CASES_H
#define WF_TESTS_CASES_H

#include <stdio.h>
#include <string.h>

struct test_case {
    const char *name;
    void (*run)(void);
};

#define CASE(function)                                                                             \
    {                                                                                              \
#function, function                                                                        \
    }
#define LAW(function) CASE(function)

/** Checks of the case at hand that did not hold. */
static int failures;

static inline int cases_main(int argc, char **argv, const struct test_case *cases, size_t count)
{
    int passed = 0, failed = 0;
    for (size_t i = 0; i < count; i++) {
        if (argc > 1 && !strcmp(argv[1], "--list")) {
            puts(cases[i].name);
            passed++;
            continue;
        }
        if (argc > 1 && strcmp(argv[1], cases[i].name))
            continue;
        failures = 0;
        printf("%s\n", cases[i].name);
        cases[i].run();
        *(failures ? &failed : &passed) += 1;
    }
    if (!(argc > 1 && !strcmp(argv[1], "--list")))
        printf("%d passed, %d failed\n", passed, failed);
    return failed || !passed;
}

#endif
