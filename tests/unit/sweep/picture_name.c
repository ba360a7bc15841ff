#include "sweep/picture_name.h"

#include "suite.h"
#include <stdlib.h>

static void check(const char *path, const char *kind, const char *name, const char *expected)
{
    char *got = wf_picture_name(path, kind, name);
    CHECK_TEXT(got, expected);
    free(got);
}

static void the_name_stands_before_the_ending_of_the_file(void)
{
    check("a.svg", "energy", NULL, "a-energy.svg");
    check("x.y/a", "energy", NULL, "x.y/a-energy");
    check("x.y/a.PNG", "tornado", "energy of b", "x.y/a-tornado-energy-of-b.PNG");
    check("a.svg", "tornado", "energy, fed_1.0 / b ", "a-tornado-energy-fed_1.0-b.svg");
    check("a.svg", "tornado", "../é\n", "a-tornado-..-é.svg");
}

static const struct wf_test tests[] = {
    WF_TEST(the_name_stands_before_the_ending_of_the_file),
};

int main(void)
{
    return wf_suite_run("picture_name", tests, sizeof tests / sizeof tests[0]);
}
