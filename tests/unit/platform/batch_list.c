#include "platform/batch_list.h"

#include "suite.h"
#include <math.h>
#include <stdlib.h>

static double speed(const char *list, double batch, const char *message)
{
    double value = NAN;
    char *why = NULL;
    int status = wf_batch_speed(list, "resnet", batch, &value, &why);
    CU_ASSERT_EQUAL(status, message ? -1 : 0);
    CHECK_TEXT(why, message);
    free(why);
    return value;
}

#define LIST "resnet:8:1Gf, bert:4:9Gf resnet:16:2Gf,resnet:64:3Gf"

static void a_batch_measured_has_its_speed(void)
{
    CHECK_CLOSE(speed(LIST, 8, NULL), 1e9, 0);
    CHECK_CLOSE(speed(LIST, 16, NULL), 2e9, 0);
    CHECK_CLOSE(speed(LIST, 64, NULL), 3e9, 0);
}

/* Batches of 5 and 9 take 13 s and 15 s (12-5-13, 12-9-15), at 1 flop a sample; so do 0.6 of 9. */
static void between_two_batches_it_follows_the_curve(void)
{
    CHECK_CLOSE(speed("resnet:35:35f,resnet:5:14.2307692307692308f", 9, NULL), 0.6 * 37, 1e-14);
    CHECK_CLOSE(
        speed("resnet:35:35f,resnet:5:14.2307692307692308f,resnet:7:1f,resnet:40:50f", 7, NULL), 1,
        0);
}

static void outside_those_measured_there_is_none(void)
{
    speed(LIST, 4, "batch 4 of workload 'resnet' is not between those measured (8 to 64)");
    speed(LIST, 65, "batch 65 of workload 'resnet' is not between those measured (8 to 64)");
}

static void of_another_workload_nothing_is_said(void)
{
    CU_ASSERT(isnan(speed("bert:4:9Gf", 4, NULL)));
}

static void what_is_no_triple_is_told(void)
{
    speed("resnet:8", 8,
          "'resnet:8' is not of the form WORKLOAD:BATCH:SPEED (e.g. 'resnet50:8:1.2Gf')");
    speed("resnet:0:1Gf", 8, "'resnet:0:1Gf': '0' is no batch; expected a count > 0");
    speed("resnet:8:fast", 8, "'resnet:8:fast': 'fast' is no speed; expected e.g. '1.2Gf'");
}

static void a_name_may_have_colons(void)
{
    double value = NAN;
    char *why = NULL;
    CU_ASSERT_EQUAL(wf_batch_speed("a:b:8:1Gf", "a:b", 8, &value, &why), 0);
    CHECK_CLOSE(value, 1e9, 0);
}

static double watts(const char *speeds, const char *list, double batch, const char *message)
{
    struct wf_site site = {.speed_by_batch = speeds, .wattage_by_batch = list};
    double value = NAN;
    char *why = NULL;
    CU_ASSERT_EQUAL(wf_batch_wattage(&site, "resnet", batch, &value, &why), message ? -1 : 0);
    CHECK_TEXT(why, message);
    free(why);
    return value;
}

/* 30 W and 100 J a sample: 30 + 3700 x speed / 37 flop. */
#define SPEEDS "resnet:35:35f,resnet:5:14.2307692307692308f,resnet:20:30f"
#define WATTS  "bert:5:7,resnet:5:68.4615384615384615,resnet:35:124.594594594594595W"
static void watts_follow_the_speed_between_batches_that_have_watts(void)
{
    CHECK_CLOSE(watts(SPEEDS, WATTS, 9, NULL), 30 + 60, 1e-14);
    CHECK_CLOSE(watts(SPEEDS, WATTS, 35, NULL), 124.594594594594595, 0);
    CU_ASSERT(isnan(watts(SPEEDS, "bert:5:7,bert:9:8", 7, NULL)));
}

static void watts_need_a_speed_of_their_batch(void)
{
    watts("resnet:5:1f,resnet:40:2f", WATTS, 9,
          "there are watts of batch 35 of workload 'resnet' and no speed; expected "
          "'resnet:35:SPEED' in speed_by_batch");
    watts(NULL, WATTS, 9,
          "there are watts of batch 5 of workload 'resnet' and no speed; expected "
          "'resnet:5:SPEED' in speed_by_batch");
    watts(SPEEDS, WATTS, 36,
          "batch 36 of workload 'resnet' is not between those measured (5 to 35)");
    watts(SPEEDS, "resnet:5:-1", 5, "'resnet:5:-1': '-1' is no power; expected e.g. '120'");
    watts(SPEEDS, "resnet:5", 5,
          "'resnet:5' is not of the form WORKLOAD:BATCH:WATTS (e.g. 'resnet50:8:120')");
    watts("resnet:5:1f,resnet:35", WATTS, 9,
          "'resnet:35' is not of the form WORKLOAD:BATCH:SPEED (e.g. 'resnet50:8:1.2Gf')");
}

static const struct wf_test tests[] = {
    WF_TEST(a_batch_measured_has_its_speed),
    WF_TEST(between_two_batches_it_follows_the_curve),
    WF_TEST(outside_those_measured_there_is_none),
    WF_TEST(of_another_workload_nothing_is_said),
    WF_TEST(what_is_no_triple_is_told),
    WF_TEST(a_name_may_have_colons),
    WF_TEST(watts_follow_the_speed_between_batches_that_have_watts),
    WF_TEST(watts_need_a_speed_of_their_batch),
};

int main(void)
{
    return wf_suite_run("batch_list", tests, sizeof tests / sizeof tests[0]);
}
