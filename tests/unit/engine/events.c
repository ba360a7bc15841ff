#include "engine/events.h"

#include "suite.h"
#include <stdbool.h>

/* 1,000 dates of ten values, set in an order that is none: they come by date, those of one date as
 * they were set. */
static void events_come_by_date_then_as_they_were_set(void)
{
    enum { COUNT = 1000 };
    struct wf_events events = {0};
    for (uint32_t i = 0; i < COUNT; i++)
        wf_events_add(&events, i * 7 % 10)->serial = i;
    int wrong = 0;
    struct wf_event last = wf_events_pop(&events);
    CU_ASSERT_EQUAL(last.serial, 0);
    for (uint32_t i = 1; i < COUNT; i++) {
        struct wf_event event = wf_events_pop(&events);
        bool later = event.date_s > last.date_s;
        wrong += !later && (event.date_s < last.date_s || event.serial < last.serial);
        wrong += event.serial * 7 % 10 != (uint64_t)event.date_s;
        last = event;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(events.count, 0);
    wf_events_release(&events);
}

/* The order goes on from before: what is set later comes later at the same date. */
static void an_event_that_is_set_between_two_comes_between_them(void)
{
    struct wf_events events = {0};
    wf_events_add(&events, 1)->serial = 1;
    wf_events_add(&events, 3)->serial = 2;
    CU_ASSERT_EQUAL(wf_events_pop(&events).serial, 1);
    wf_events_add(&events, 2)->serial = 3;
    wf_events_add(&events, 3)->serial = 4;
    CU_ASSERT_EQUAL(wf_events_pop(&events).serial, 3);
    CU_ASSERT_EQUAL(wf_events_pop(&events).serial, 2);
    CU_ASSERT_EQUAL(wf_events_pop(&events).serial, 4);
    wf_events_release(&events);
}

static const struct wf_test tests[] = {
    WF_TEST(events_come_by_date_then_as_they_were_set),
    WF_TEST(an_event_that_is_set_between_two_comes_between_them),
};

int main(void)
{
    return wf_suite_run("events", tests, sizeof tests / sizeof tests[0]);
}
