#include "prop/data_kind.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>

static double read_kind(const char *text, const char *message)
{
    double kind = NAN;
    char *why = wf_data_kind_parse(text, &kind);
    CHECK_TEXT(why, message);
    free(why);
    return kind;
}

static void each_kind_reads_back_to_itself(void)
{
    static const char *const texts[] = {"iid",          "non-iid",   "dirichlet:0.3",
                                        "dirichlet:10", "classes:1", "classes:2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct wf_buffer text = {0};
        wf_data_kind_text(read_kind(texts[i], NULL), &text);
        CHECK_TEXT(text.text, texts[i]);
        wf_buffer_release(&text);
    }
    CU_ASSERT_EQUAL(read_kind("dirichlet:0.3", NULL), 0.3);
    CU_ASSERT_EQUAL(wf_data_kind_classes(read_kind("classes:2", NULL)), 2);
    CU_ASSERT_EQUAL(wf_data_kind_classes(WF_NON_IID), 0);
    CU_ASSERT_EQUAL(wf_data_kind_classes(0.3), 0);
}

#define KINDS "iid | non-iid | dirichlet:ALPHA | classes:COUNT"
static void what_is_no_kind_is_refused(void)
{
    read_kind("noniid", "'noniid' is not one of " KINDS "; did you mean 'non-iid'?");
    read_kind("dirichlet", "'dirichlet' is not one of " KINDS);
    read_kind("dirichlet:", "'dirichlet:' is not one of " KINDS);
    read_kind("dirichlet:0", "'dirichlet:0' is not one of " KINDS);
    read_kind("dirichlet:-1", "'dirichlet:-1' is not one of " KINDS);
    read_kind("classes:0", "'classes:0' is not one of " KINDS);
    read_kind("classes:1.5", "'classes:1.5' is not one of " KINDS);
    read_kind("classes:2 s", "'classes:2 s' is not one of " KINDS);
}

static void a_job_said_to_be_non_iid_meets_all_but_iid(void)
{
    CU_ASSERT(wf_data_kind_fits(WF_CLASSES(2), WF_NON_IID));
    CU_ASSERT(wf_data_kind_fits(0.3, WF_NON_IID));
    CU_ASSERT(wf_data_kind_fits(WF_NON_IID, WF_NON_IID));
    CU_ASSERT(!wf_data_kind_fits(WF_IID, WF_NON_IID));
    CU_ASSERT(wf_data_kind_fits(WF_IID, WF_IID));
    CU_ASSERT(!wf_data_kind_fits(WF_NON_IID, 0.3)); /* which one the row means is not said */
    CU_ASSERT(!wf_data_kind_fits(0.5, 0.3));
    CU_ASSERT(!wf_data_kind_fits(WF_CLASSES(2), WF_CLASSES(1)));
    CU_ASSERT(!wf_data_kind_fits(WF_IID, NAN));
}

static const struct wf_test tests[] = {
    WF_TEST(each_kind_reads_back_to_itself),
    WF_TEST(what_is_no_kind_is_refused),
    WF_TEST(a_job_said_to_be_non_iid_meets_all_but_iid),
};

int main(void)
{
    return wf_suite_run("data_kind", tests, sizeof tests / sizeof tests[0]);
}
