#include "trace/power_series.h"
#include "base/err.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 500000, FIRST_CAPACITY = 1024 };

static size_t most_of(const struct wf_power_series *series)
{
    return series->most ? series->most : MOST_POINTS;
}

/* Drop every second point; the energies of the remaining points keep their joules. */
static void thin_out(struct wf_power_series *series)
{
    size_t kept = 0;
    for (size_t i = 0; i < series->count; i += 2, kept++) {
        series->time_s[kept] = series->time_s[i];
        series->power_w[kept] = series->power_w[i];
        series->energy_j[kept] = series->energy_j[i];
    }
    series->count = kept;
    series->stride *= 2;
}

static void keep(struct wf_power_series *series, double time_s, double power_w)
{
    if (series->count == series->capacity) {
        size_t capacity = series->capacity ? 2 * series->capacity : FIRST_CAPACITY;
        series->time_s = wf_realloc(series->time_s, capacity * sizeof *series->time_s);
        series->power_w = wf_realloc(series->power_w, capacity * sizeof *series->power_w);
        series->energy_j = wf_realloc(series->energy_j, capacity * sizeof *series->energy_j);
        series->capacity = capacity;
    }
    series->time_s[series->count] = time_s;
    series->power_w[series->count] = power_w;
    series->energy_j[series->count++] = series->total_j;
}

double wf_power_series_date(const struct wf_power_series *series, wf_time_ns time_ns)
{
    return (double)(time_ns - series->start_ns) / (double)WF_NS_PER_S;
}

static void add_instant(struct wf_power_series *series, wf_time_ns time_ns, double power_w,
                        double before_w)
{
    if (!series->seen) {
        series->start_ns = time_ns;
        series->stride = 1;
    } else {
        double seconds = (double)(time_ns - series->last_ns) / (double)WF_NS_PER_S;
        series->total_j += seconds * (before_w + power_w) / 2;
    }
    series->last_ns = time_ns;
    series->last_w = power_w;
    if (series->seen++ % series->stride == 0) {
        keep(series, wf_power_series_date(series, time_ns), power_w);
        if (series->count >= most_of(series))
            thin_out(series);
    }
}

void wf_power_series_add(void *data, const struct wf_trace_sample *sample)
{
    struct wf_power_series *series = data;
    if (sample->begin_ns < sample->end_ns) { /* a step: from its begin to its end */
        series->steps = true;
        bool jump = !series->seen || sample->begin_ns > series->last_ns;
        if (jump)
            add_instant(series, sample->begin_ns, sample->power_w,
                        series->seen ? series->last_w : sample->power_w);
        add_instant(series, sample->end_ns, sample->power_w, sample->power_w);
    } else {
        add_instant(series, sample->begin_ns, sample->power_w, series->last_w);
    }
}

void wf_power_series_finish(struct wf_power_series *series)
{
    if (!series->count)
        return;
    double last_s = wf_power_series_date(series, series->last_ns);
    if (series->time_s[series->count - 1] < last_s)
        keep(series, last_s, series->last_w);
}

void wf_power_series_release(struct wf_power_series *series)
{
    free(series->time_s);
    free(series->power_w);
    free(series->energy_j);
    *series = (struct wf_power_series){0};
}

size_t wf_power_series_find(const struct wf_power_series *series, double at_s)
{
    size_t low = 0, high = series->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (series->time_s[middle] < at_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Joules from the start to a date inside the series: between two points the mean power is that of
 * the pair, and power is linear if nothing was left out between them. */
static double energy_until(const struct wf_power_series *series, double at_s)
{
    size_t next = wf_power_series_find(series, at_s);
    if (next == 0)
        return 0;
    if (next == series->count)
        return series->energy_j[series->count - 1];
    double begin_s = series->time_s[next - 1], span_s = series->time_s[next] - begin_s;
    double part_s = at_s - begin_s, share = part_s / span_s;
    double span_j = series->energy_j[next] - series->energy_j[next - 1];
    if (series->steps)
        return series->energy_j[next - 1] + share * span_j;
    double line_j = span_s * (series->power_w[next - 1] + series->power_w[next]) / 2;
    double part_j = part_s * (series->power_w[next - 1] +
                              share * (series->power_w[next] - series->power_w[next - 1]) / 2);
    return series->energy_j[next - 1] + part_j + share * (span_j - line_j);
}

double wf_power_series_energy(const struct wf_power_series *series, double from_s, double to_s)
{
    if (series->count < 2 || !(from_s < to_s))
        return 0;
    return energy_until(series, to_s) - energy_until(series, from_s);
}
