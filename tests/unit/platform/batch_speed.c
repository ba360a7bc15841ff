#include "platform/batch_speed.h"

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

static void between_two_batches_it_is_linear(void)
{
    CHECK_CLOSE(speed(LIST, 12, NULL), 1.5e9, 1e-15);
    CHECK_CLOSE(speed(LIST, 40, NULL), 2.5e9, 1e-15);
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

static const struct wf_test tests[] = {
    WF_TEST(a_batch_measured_has_its_speed),
    WF_TEST(between_two_batches_it_is_linear),
    WF_TEST(outside_those_measured_there_is_none),
    WF_TEST(of_another_workload_nothing_is_said),
    WF_TEST(what_is_no_triple_is_told),
    WF_TEST(a_name_may_have_colons),
};

int main(void)
{
    return wf_suite_run("batch_speed", tests, sizeof tests / sizeof tests[0]);
}
