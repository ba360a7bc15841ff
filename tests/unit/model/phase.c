#include "model/phase.h"

#include "suite.h"

static void the_order_is_that_of_the_rulings(void)
{
    static const char *const order[] = {
        "compute",  "evaluate",   "aggregate",  "protection",  "preparation", "inference", "upload",
        "download", "collection", "deployment", "exploration", "overhead",    "storage",   "wait",
    };
    CU_ASSERT_EQUAL(sizeof order / sizeof *order, WF_PHASE_COUNT);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        CHECK_TEXT(wf_phase_name((enum wf_phase)phase), order[phase]);
}

static void a_list_is_a_set(void)
{
    char wrong[16] = "untouched";
    CU_ASSERT_EQUAL(wf_phases_parse("upload, wait", wrong, sizeof wrong),
                    1u << WF_PHASE_UPLOAD | 1u << WF_PHASE_WAIT);
    CU_ASSERT_EQUAL(wf_phases_parse("wait wait", wrong, sizeof wrong), 1u << WF_PHASE_WAIT);
    CHECK_TEXT(wrong, "untouched");
}

static void training_is_a_group(void)
{
    char wrong[16];
    uint32_t training = wf_phases_parse("training", wrong, sizeof wrong);
    CU_ASSERT_EQUAL(
        training, wf_phases_parse("compute evaluate aggregate protection upload download overhead "
                                  "wait",
                                  wrong, sizeof wrong));
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        CU_ASSERT_EQUAL(wf_phase_is_training((enum wf_phase)phase), training >> phase & 1);
}

static void what_is_no_phase_is_named(void)
{
    char wrong[16] = "";
    CU_ASSERT_EQUAL(wf_phases_parse("compute,uplaod", wrong, sizeof wrong), 0);
    CHECK_TEXT(wrong, "uplaod");
    CHECK_TEXT(wf_phases_nearest(wrong), "upload");
    CU_ASSERT_EQUAL(wf_phases_parse("", wrong, sizeof wrong), 0);
}

static void no_set_is_all(void)
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        CU_ASSERT(wf_phases_have(0, (enum wf_phase)phase));
        CU_ASSERT(wf_phases_have(WF_PHASES_ALL, (enum wf_phase)phase));
        CU_ASSERT_EQUAL(wf_phases_have(1u << WF_PHASE_WAIT, (enum wf_phase)phase),
                        phase == WF_PHASE_WAIT);
    }
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(the_order_is_that_of_the_rulings),
        WF_TEST(a_list_is_a_set),
        WF_TEST(training_is_a_group),
        WF_TEST(what_is_no_phase_is_named),
        WF_TEST(no_set_is_all),
    };
    return wf_suite_run("phase", tests, sizeof tests / sizeof *tests);
}
