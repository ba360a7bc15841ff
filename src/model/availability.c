#include "model/availability.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>

static int compare_spans(const void *left, const void *right)
{
    const struct wf_availability_span *a = left, *b = right;
    if (a->from_s != b->from_s)
        return a->from_s < b->from_s ? -1 : 1;
    return (a->until_s > b->until_s) - (a->until_s < b->until_s);
}

/* Sorted spans that overlap or touch become one. @return how many are left. */
static size_t merge(struct wf_availability_span *spans, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && spans[i].from_s <= spans[kept - 1].until_s)
            spans[kept - 1].until_s = fmax(spans[kept - 1].until_s, spans[i].until_s);
        else
            spans[kept++] = spans[i];
    }
    return kept;
}

void wf_availability_init(struct wf_availability *availability, struct wf_availability_span *spans,
                          size_t count, double period_s)
{
    assert(period_s >= 1);
    for (size_t i = 0; i < count; i++) {
        assert(spans[i].from_s < spans[i].until_s);
        assert(isinf(period_s) || (spans[i].from_s >= 0 && spans[i].from_s < period_s &&
                                   spans[i].until_s <= spans[i].from_s + period_s));
    }
    *availability = (struct wf_availability){period_s, spans, 0};
    if (count == 0)
        return;
    qsort(spans, count, sizeof *spans, compare_spans);
    count = merge(spans, count);
    if (isfinite(period_s)) {
        struct wf_availability_span *last = &spans[count - 1];
        size_t first = 0; /* those before it are merged into the last, past its period */
        for (; first + 1 < count && last->until_s - period_s >= spans[first].from_s; first++)
            last->until_s = fmax(last->until_s, spans[first].until_s + period_s);
        availability->spans = spans + first;
        count -= first;
        if (count == 1 && last->until_s - last->from_s >= period_s) {
            *last = (struct wf_availability_span){-INFINITY, INFINITY};
            availability->period_s = INFINITY;
        }
    }
    availability->count = count;
}

/* Span @c index of repetition @c cycle. */
struct position {
    double cycle;
    size_t index;
};

static double date_of(const struct wf_availability *availability, double shift_s, double cycle,
                      double edge_s)
{
    /* fma rounds once: later edges never get earlier dates */
    double date_s =
        isinf(availability->period_s) ? edge_s : fma(cycle, availability->period_s, edge_s);
    return date_s + shift_s;
}

static double from_date(const struct wf_availability *availability, double shift_s,
                        struct position at)
{
    return date_of(availability, shift_s, at.cycle, availability->spans[at.index].from_s);
}

static double until_date(const struct wf_availability *availability, double shift_s,
                         struct position at)
{
    return date_of(availability, shift_s, at.cycle, availability->spans[at.index].until_s);
}

/* The last span that begins at or before now. @return false: none does. */
static bool locate(const struct wf_availability *availability, double shift_s, double now_s,
                   struct position *at)
{
    if (availability->count == 0)
        return false;
    double first_s = availability->spans[0].from_s, cycle = 0;
    if (isfinite(availability->period_s)) {
        cycle = floor((now_s - shift_s - first_s) / availability->period_s); /* or one beside */
        while (date_of(availability, shift_s, cycle, first_s) > now_s)
            cycle--;
        while (date_of(availability, shift_s, cycle + 1, first_s) <= now_s)
            cycle++;
    } else if (date_of(availability, shift_s, 0, first_s) > now_s) {
        return false;
    }
    size_t low = 0, high = availability->count; /* low begins by now, high does not */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (date_of(availability, shift_s, cycle, availability->spans[middle].from_s) <= now_s)
            low = middle;
        else
            high = middle;
    }
    *at = (struct position){cycle, low};
    return true;
}

/* @return false: there is no span after it. */
static bool step(const struct wf_availability *availability, struct position *at)
{
    if (++at->index < availability->count)
        return true;
    at->index = 0;
    at->cycle++;
    return isfinite(availability->period_s);
}

bool wf_availability_at(const struct wf_availability *availability, double shift_s, double now_s)
{
    struct position at;
    assert(isfinite(now_s));
    return !availability || (locate(availability, shift_s, now_s, &at) &&
                             now_s < until_date(availability, shift_s, at));
}

double wf_availability_next(const struct wf_availability *availability, double shift_s,
                            double now_s)
{
    struct position at;
    if (!availability || now_s == INFINITY)
        return now_s;
    if (availability->count == 0)
        return INFINITY;
    bool more = true;
    if (!locate(availability, shift_s, now_s, &at))
        at = (struct position){0, 0};
    else if (now_s < until_date(availability, shift_s, at))
        return now_s;
    else
        more = step(availability, &at);
    /* skip a span that rounding makes empty */
    for (size_t tried = 0; more && tried <= availability->count; tried++) {
        double from_s = from_date(availability, shift_s, at);
        if (from_s < until_date(availability, shift_s, at))
            return from_s;
        more = step(availability, &at);
    }
    return INFINITY;
}

double wf_availability_until(const struct wf_availability *availability, double shift_s,
                             double now_s)
{
    struct position at;
    if (!availability || now_s == INFINITY)
        return INFINITY;
    if (!locate(availability, shift_s, now_s, &at))
        return now_s;
    double until_s = until_date(availability, shift_s, at);
    if (until_s <= now_s)
        return now_s;
    /* a gap that rounding makes empty does not end the span */
    for (size_t tried = 0; tried <= availability->count; tried++) {
        if (!step(availability, &at) || from_date(availability, shift_s, at) > until_s)
            return until_s;
        until_s = fmax(until_s, until_date(availability, shift_s, at));
    }
    return INFINITY;
}

double wf_availability_share(const struct wf_availability *availability)
{
    if (!availability)
        return 1;
    if (availability->count == 0)
        return 0;
    if (isinf(availability->period_s))
        return availability->spans[0].from_s == -INFINITY &&
                       availability->spans[0].until_s == INFINITY
                   ? 1
                   : NAN;
    double sum_s = 0;
    for (size_t i = 0; i < availability->count; i++)
        sum_s += availability->spans[i].until_s - availability->spans[i].from_s;
    return sum_s / availability->period_s;
}
