#include "fit/states.h"
#include "base/err.h"
#include "fit/level.h"
#include "fit/segment.h"
#include <math.h>
#include <stdlib.h>

enum { LEVEL_SAMPLES = 5 };
/* Idle before and after a run differ by 5 % on a Jetson AGX Xavier, in-job idle by 16 to 20 % from
 * cold on it and on an 8 x H100 node (MLPerf Inference 1.0, Training 4.0 logs). */
static const double SAME_STATE_RATIO = 0.08;
static const double RAMP_RATIO = 0.1;

struct wf_windows wf_windows_none(void)
{
    return (struct wf_windows){{NAN, NAN}, {NAN, NAN}, NULL, 0};
}

/* ---- a state and its spans ---- */

static void add_span(struct wf_state *state, double from_s, double to_s)
{
    if (!(from_s < to_s))
        return;
    state->spans = wf_realloc(state->spans, (state->span_count + 1) * sizeof *state->spans);
    state->spans[state->span_count][0] = from_s;
    state->spans[state->span_count++][1] = to_s;
    state->seconds += to_s - from_s;
}

static void finish(struct wf_state *state, const struct wf_power_series *series)
{
    state->power_w = wf_level_mean(series, (const double(*)[2])state->spans, state->span_count);
    state->widened_w =
        wf_level_widened(series, (const double(*)[2])state->spans, state->span_count);
}

static void state_release(struct wf_state *state)
{
    free(state->spans);
    *state = (struct wf_state){0};
}

/* ---- what is searched ---- */

struct search {
    const struct wf_power_series *series;
    const struct wf_windows *windows;
    struct wf_segment *segments;
    size_t count;
    double interval_s; /* the usual one between samples */
    double begin_s, end_s;
    double cold_w, plateau_w; /* NaN: none */
};

static double usual_interval(const struct wf_power_series *series)
{
    size_t count = series->count - 1;
    double *intervals_s = wf_malloc(count * sizeof *intervals_s);
    for (size_t i = 0; i < count; i++)
        intervals_s[i] = series->time_s[i + 1] - series->time_s[i];
    double usual_s = wf_fit_median(intervals_s, count);
    free(intervals_s);
    return usual_s;
}

static bool known(const double window_s[2])
{
    return window_s[0] < window_s[1];
}

static double overlap(const struct wf_segment *segment, double from_s, double to_s)
{
    return fmax(fmin(segment->to_s, to_s) - fmax(segment->from_s, from_s), 0);
}

/* Is most of it inside? A segment that reaches over an edge was level on both sides. */
static bool mostly_inside(const struct wf_segment *segment, const double window_s[2])
{
    return known(window_s) &&
           overlap(segment, window_s[0], window_s[1]) > (segment->to_s - segment->from_s) / 2;
}

/* ---- idle ---- */

static bool outside_job(const struct search *search, const struct wf_segment *segment)
{
    return !mostly_inside(segment, search->windows->job_s) &&
           !mostly_inside(segment, search->windows->work_s);
}

static double lowest_level(const struct search *search, bool outside)
{
    double lowest_w = NAN;
    for (size_t i = 0; i < search->count; i++)
        if (!outside || outside_job(search, &search->segments[i]))
            lowest_w = fmin(lowest_w, search->segments[i].median_w);
    return lowest_w;
}

static double highest_level(const struct search *search)
{
    double highest_w = NAN;
    for (size_t i = 0; i < search->count; i++)
        highest_w = fmax(highest_w, search->segments[i].median_w);
    return highest_w;
}

/* Part of a segment outside the window: a level that crosses an edge counts on both sides. */
static void add_outside(struct wf_state *state, const struct wf_segment *segment,
                        const double window_s[2])
{
    if (!known(window_s)) {
        add_span(state, segment->from_s, segment->to_s);
        return;
    }
    add_span(state, segment->from_s, fmin(segment->to_s, window_s[0]));
    add_span(state, fmax(segment->from_s, window_s[1]), segment->to_s);
}

static void find_cold_idle(const struct search *search, struct wf_state *state)
{
    bool windows = known(search->windows->job_s) || known(search->windows->work_s);
    const double *window_s =
        known(search->windows->job_s) ? search->windows->job_s : search->windows->work_s;
    for (size_t i = 0; i < search->count; i++) {
        const struct wf_segment *segment = &search->segments[i];
        if (windows && !outside_job(search, segment))
            continue;
        if (segment->median_w <= search->cold_w * (1 + SAME_STATE_RATIO))
            add_outside(state, segment, window_s);
    }
}

static bool is_job_idle(const struct search *search, const struct wf_segment *segment)
{
    if (!mostly_inside(segment, search->windows->job_s) && known(search->windows->job_s))
        return false;
    if (mostly_inside(segment, search->windows->work_s) || isnan(search->plateau_w))
        return false;
    double base_w = isnan(search->cold_w) ? 0 : search->cold_w;
    return segment->median_w > base_w * (1 + SAME_STATE_RATIO) &&
           segment->median_w < (base_w + search->plateau_w) / 2;
}

static void find_job_idle(const struct search *search, struct wf_state *state)
{
    if (!known(search->windows->work_s))
        return;
    for (size_t i = 0; i < search->count; i++)
        if (is_job_idle(search, &search->segments[i]))
            add_outside(state, &search->segments[i], search->windows->work_s);
}

/* ---- work ---- */

/* Median power at the series' own points from @p from to before @p to. */
static double median_between(const struct wf_power_series *series, size_t from, size_t to)
{
    if (from >= to)
        return NAN;
    double *copy = wf_malloc((to - from) * sizeof *copy);
    for (size_t i = from; i < to; i++)
        copy[i - from] = series->power_w[i];
    double median_w = wf_fit_median(copy, to - from);
    free(copy);
    return median_w;
}

/* The window without its ramps. */
static bool settled(const struct search *search, double window_s[2])
{
    const struct wf_power_series *series = search->series;
    size_t from = wf_power_series_find(series, window_s[0]);
    size_t to = wf_power_series_find(series, window_s[1]);
    size_t tenth = (to - from) / 10;
    double median_w = median_between(series, from + tenth, to - tenth);
    if (isnan(median_w))
        return false;
    double base_w = lowest_level(search, false);
    if (!(base_w * (1 + SAME_STATE_RATIO) < median_w)) /* no level is below that of the work */
        base_w = 0;
    double least_w = median_w - RAMP_RATIO * (median_w - base_w);
    while (from < to && series->power_w[from] < least_w)
        from++;
    while (from < to && series->power_w[to - 1] < least_w)
        to--;
    if (to - from < LEVEL_SAMPLES)
        return false;
    /* the first sample that is high enough may still belong to the ramp */
    window_s[0] = series->time_s[from + 1];
    window_s[1] = series->time_s[to - 2];
    return true;
}

static int by_start(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (left[0] > right[0]) - (left[0] < right[0]);
}

/* The pauses inside the work's window, in order. */
static void find_pauses(const struct search *search, struct wf_state *pause)
{
    const struct wf_windows *windows = search->windows;
    for (size_t i = 0; i < windows->pause_count; i++)
        add_span(pause, fmax(windows->pauses[i][0], search->begin_s),
                 fmin(windows->pauses[i][1], search->end_s));
    if (pause->span_count)
        qsort(pause->spans, pause->span_count, sizeof *pause->spans, by_start);
}

/* @p window_s without the pauses; what is left between two of them for less than a sample is none.
 */
static void add_without_pauses(const struct search *search, struct wf_state *state,
                               const double window_s[2], const struct wf_state *pause)
{
    double from_s = window_s[0];
    for (size_t i = 0; i < pause->span_count; i++) {
        double until_s = fmin(pause->spans[i][0], window_s[1]);
        if (until_s - from_s >= search->interval_s)
            add_span(state, from_s, until_s);
        from_s = fmax(from_s, pause->spans[i][1]);
    }
    add_span(state, from_s, window_s[1]);
}

static void find_work(const struct search *search, struct wf_states *states)
{
    double window_s[2] = {fmax(search->windows->work_s[0], search->begin_s),
                          fmin(search->windows->work_s[1], search->end_s)};
    if (known(window_s) && settled(search, window_s))
        add_without_pauses(search, &states->plateau, window_s, &states->pause);
}

static const struct wf_segment *longest_high(const struct search *search)
{
    double middle_w = (lowest_level(search, false) + highest_level(search)) / 2;
    const struct wf_segment *longest = NULL;
    for (size_t i = 0; i < search->count; i++) {
        const struct wf_segment *here = &search->segments[i];
        bool in_job = !known(search->windows->job_s) || mostly_inside(here, search->windows->job_s);
        if (in_job && here->median_w >= middle_w &&
            (!longest || here->to_s - here->from_s > longest->to_s - longest->from_s))
            longest = here;
    }
    return longest;
}

static void find_work_by_level(const struct search *search, struct wf_states *states)
{
    const struct wf_segment *longest = longest_high(search);
    for (size_t i = 0; longest && i < search->count; i++) {
        const struct wf_segment *here = &search->segments[i];
        double window_s[2] = {here->from_s, here->to_s};
        if (fabs(here->median_w - longest->median_w) <= SAME_STATE_RATIO * longest->median_w)
            add_without_pauses(search, &states->plateau, window_s, &states->pause);
    }
    states->plateau_by_level = states->plateau.span_count > 0;
}

/* Without any window, a single level counts as work, and idle is unknown. */
static double cold_level(const struct search *search, bool by_level)
{
    if (!by_level)
        return lowest_level(search, true);
    double lowest_w = lowest_level(search, false), highest_w = highest_level(search);
    return lowest_w * (1 + SAME_STATE_RATIO) < highest_w ? lowest_w : NAN;
}

static void search_states(struct search *search, struct wf_states *states)
{
    bool work = known(search->windows->work_s);
    states->idle_by_level = !work && !known(search->windows->job_s);
    find_pauses(search, &states->pause);
    if (work)
        find_work(search, states);
    else
        find_work_by_level(search, states);
    finish(&states->plateau, search->series);
    search->plateau_w = states->plateau.power_w.value;
    search->cold_w = cold_level(search, states->idle_by_level);
    find_cold_idle(search, &states->cold_idle);
    find_job_idle(search, &states->job_idle);
    states->idle_by_level = states->idle_by_level && states->cold_idle.span_count > 0;
}

void wf_states_find(const struct wf_power_series *series, const struct wf_windows *windows,
                    struct wf_states *states)
{
    *states = (struct wf_states){0};
    if (series->count >= 2) {
        struct search search = {.series = series, .windows = windows};
        search.interval_s = usual_interval(series);
        search.begin_s = series->time_s[0];
        search.end_s = series->time_s[series->count - 1];
        search.count =
            wf_segments_find(series, LEVEL_SAMPLES * search.interval_s, &search.segments);
        search_states(&search, states);
        free(search.segments);
    }
    finish(&states->cold_idle, series);
    finish(&states->job_idle, series);
    finish(&states->plateau, series);
    finish(&states->pause, series);
}

void wf_states_release(struct wf_states *states)
{
    if (!states)
        return;
    state_release(&states->cold_idle);
    state_release(&states->job_idle);
    state_release(&states->plateau);
    state_release(&states->pause);
}
