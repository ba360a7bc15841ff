#include "trace/event_log.h"
#include "suite.h"
#include <stdio.h>
#include <string.h>

static void add(struct wf_event_log *log, wf_time_ns time_ns, enum wf_trace_event_kind kind,
                const char *key, double value)
{
    char copy[32]; /* texts of an event hold during the call only */
    snprintf(copy, sizeof copy, "%s", key);
    struct wf_trace_event event = {
        .time_ns = time_ns, .kind = kind, .key = copy, .value = value, .text = copy};
    wf_event_log_add(log, &event);
    memset(copy, 'x', sizeof copy - 1);
}

static void texts_are_copied(void)
{
    struct wf_event_log log = {0};
    add(&log, 5, WF_EVENT_POINT, "rate", 3);
    CU_ASSERT_STRING_EQUAL(log.events[0].key, "rate");
    CU_ASSERT_STRING_EQUAL(log.events[0].text, "rate");
    wf_event_log_release(&log);
}

static void order_is_of_time_then_of_arrival(void)
{
    struct wf_event_log log = {0};
    for (int i = 0; i < 300; i++) /* 300 dates 0 to 6, each with its number */
        add(&log, (i * 5) % 7, WF_EVENT_POINT, "k", i);
    wf_event_log_sort(&log);
    CU_ASSERT_EQUAL_FATAL(log.count, 300);
    for (size_t i = 1; i < log.count; i++) {
        const struct wf_trace_event *before = &log.events[i - 1], *event = &log.events[i];
        CU_ASSERT(before->time_ns < event->time_ns ||
                  (before->time_ns == event->time_ns && before->value < event->value));
    }
    wf_event_log_release(&log);
}

static void first_and_last_of_a_kind(void)
{
    struct wf_event_log log = {0};
    add(&log, 1, WF_EVENT_BEGIN, "run", 1);
    add(&log, 2, WF_EVENT_END, "run", 2);
    add(&log, 3, WF_EVENT_BEGIN, "run", 3);
    add(&log, 4, WF_EVENT_POINT, "walk", 4);
    CHECK_CLOSE(wf_event_log_first(&log, "run", WF_EVENT_BEGIN)->value, 1, 0);
    CHECK_CLOSE(wf_event_log_last(&log, "run", WF_EVENT_BEGIN)->value, 3, 0);
    CHECK_CLOSE(wf_event_log_last(&log, "run", WF_EVENT_END)->value, 2, 0);
    CU_ASSERT_PTR_NULL(wf_event_log_first(&log, "walk", WF_EVENT_BEGIN));
    CU_ASSERT_PTR_NULL(wf_event_log_last(&log, "fly", WF_EVENT_POINT));
    wf_event_log_release(&log);
}

static const struct wf_test tests[] = {
    WF_TEST(texts_are_copied),
    WF_TEST(order_is_of_time_then_of_arrival),
    WF_TEST(first_and_last_of_a_kind),
};

int main(void)
{
    return wf_suite_run("event_log", tests, sizeof tests / sizeof tests[0]);
}
