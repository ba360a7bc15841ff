#include "engine/alarm.h"
#include "base/err.h"
#include "engine/precision.h"
#include <math.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/semaphore.h>
#include <stdlib.h>

struct date {
    double date_s;
    uint64_t order; /* equal dates are called in the order they were set */
    void *subject;
    uint64_t serial;
};

struct wf_alarm {
    wf_alarm_call *call;
    void *data;
    sg_sem_t changed;   /* an earlier date was set, or the actor is to go */
    struct date *dates; /* a heap, the earliest first */
    size_t count, capacity;
    uint64_t order;
    bool calling; /* dates of now are being called */
    bool stopping;
};

static const double SAME = 1e-13; /* of a date, relative: SimGrid adds what we have subtracted */

static bool before(const struct date *a, const struct date *b)
{
    if (a->date_s < b->date_s || a->date_s > b->date_s)
        return a->date_s < b->date_s;
    return a->order < b->order;
}

static void swap(struct wf_alarm *alarm, size_t i, size_t j)
{
    struct date kept = alarm->dates[i];
    alarm->dates[i] = alarm->dates[j];
    alarm->dates[j] = kept;
}

static struct date pop(struct wf_alarm *alarm)
{
    struct date top = alarm->dates[0];
    alarm->dates[0] = alarm->dates[--alarm->count];
    for (size_t i = 0, child; (child = 2 * i + 1) < alarm->count; i = child) {
        if (child + 1 < alarm->count && before(&alarm->dates[child + 1], &alarm->dates[child]))
            child++;
        if (!before(&alarm->dates[child], &alarm->dates[i]))
            break;
        swap(alarm, i, child);
    }
    return top;
}

bool wf_alarm_is_due(double date_s)
{
    double now_s = simgrid_get_clock();
    return date_s <= now_s + SAME * now_s;
}

static bool is_due(const struct wf_alarm *alarm)
{
    return alarm->count && wf_alarm_is_due(alarm->dates[0].date_s);
}

static void alarm_main(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct wf_alarm *alarm = sg_actor_self_get_data();
    for (;;) {
        if (alarm->count == 0)
            sg_sem_acquire(alarm->changed);
        else if (!is_due(alarm))
            sg_sem_acquire_timeout(alarm->changed, alarm->dates[0].date_s - simgrid_get_clock());
        if (alarm->stopping)
            return;
        while ((alarm->calling = is_due(alarm))) {
            struct date date = pop(alarm);
            alarm->call(alarm->data, date.subject, date.serial);
        }
    }
}

struct wf_alarm *wf_alarm_new(sg_host_t home, wf_alarm_call *call, void *data)
{
    struct wf_alarm *alarm = wf_calloc(1, sizeof *alarm);
    alarm->call = call;
    alarm->data = data;
    alarm->changed = sg_sem_init(0);
    sg_actor_t actor = sg_actor_init("alarm", home);
    sg_actor_set_data(actor, alarm);
    sg_actor_start_(actor, alarm_main, 0, NULL);
    return alarm;
}

void wf_alarm_set(struct wf_alarm *alarm, double date_s, void *subject, uint64_t serial)
{
    if (alarm->count == alarm->capacity) {
        alarm->capacity = alarm->capacity ? 2 * alarm->capacity : 64;
        alarm->dates = wf_realloc(alarm->dates, alarm->capacity * sizeof *alarm->dates);
    }
    wf_precision_follow(simgrid_get_clock(), date_s);
    size_t i = alarm->count++;
    alarm->dates[i] = (struct date){date_s, alarm->order++, subject, serial};
    for (; i > 0 && before(&alarm->dates[i], &alarm->dates[(i - 1) / 2]); i = (i - 1) / 2)
        swap(alarm, i, (i - 1) / 2);
    if (i == 0)
        sg_sem_release(alarm->changed);
}

bool wf_alarm_is_calling(const struct wf_alarm *alarm)
{
    return alarm && alarm->calling;
}

void wf_alarm_stop(struct wf_alarm *alarm)
{
    alarm->stopping = true;
    sg_sem_release(alarm->changed);
}

void wf_alarm_free(struct wf_alarm *alarm)
{
    if (!alarm)
        return;
    sg_sem_destroy(alarm->changed);
    free(alarm->dates);
    free(alarm);
}
