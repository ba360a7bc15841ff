#include "fit/level.h"
#include "base/err.h"
#include <math.h>
#include <stdlib.h>

enum { MOST_BATCHES = 32, LEAST_BATCHES = 8, BATCH_SAMPLES = 3 };

/* The part of the spans that lies inside the series. */
struct cover {
    double (*spans)[2];
    size_t count, samples;
    double seconds, energy_j;
};

static struct cover cover_of(const struct wf_power_series *series, const double (*spans)[2],
                             size_t span_count)
{
    struct cover cover = {.spans = wf_calloc(span_count + 1, sizeof *cover.spans)};
    if (!series->count)
        return cover;
    double begin_s = series->time_s[0], end_s = series->time_s[series->count - 1];
    for (size_t i = 0; i < span_count; i++) {
        double from_s = fmax(spans[i][0], begin_s), to_s = fmin(spans[i][1], end_s);
        if (!(spans[i][0] < spans[i][1] && from_s < to_s))
            continue;
        cover.spans[cover.count][0] = from_s;
        cover.spans[cover.count++][1] = to_s;
        cover.seconds += to_s - from_s;
        cover.energy_j += wf_power_series_energy(series, from_s, to_s);
        cover.samples += wf_power_series_find(series, to_s) - wf_power_series_find(series, from_s);
    }
    return cover;
}

struct batches {
    double mean_w[MOST_BATCHES];
    size_t count;
};

/* Cut the spans, laid end to end, into @p count batches of equal length. */
static struct batches batches_of(const struct wf_power_series *series, const struct cover *cover,
                                 size_t count)
{
    struct batches batches = {.count = count};
    double batch_s = cover->seconds / (double)count, done_s = 0;
    for (size_t i = 0; i < cover->count; i++) {
        double from_s = cover->spans[i][0], to_s = cover->spans[i][1];
        while (from_s < to_s) {
            size_t batch = (size_t)(done_s / batch_s * (1 + 1e-12));
            batch = batch < count ? batch : count - 1;
            double left_s = batch == count - 1 ? INFINITY : (double)(batch + 1) * batch_s - done_s;
            double part_s = fmin(to_s - from_s, left_s);
            double until_s = part_s < to_s - from_s ? from_s + part_s : to_s;
            batches.mean_w[batch] += wf_power_series_energy(series, from_s, until_s) / batch_s;
            done_s += part_s;
            from_s = until_s;
        }
    }
    return batches;
}

/* Variance of the batches' means, and how much of it neighbours share. */
static double variance_of(const struct batches *batches, double *correlation)
{
    double mean_w = 0, squares = 0, products = 0;
    for (size_t i = 0; i < batches->count; i++)
        mean_w += batches->mean_w[i] / (double)batches->count;
    for (size_t i = 0; i < batches->count; i++) {
        double here = batches->mean_w[i] - mean_w;
        squares += here * here;
        if (i)
            products += here * (batches->mean_w[i - 1] - mean_w);
    }
    *correlation = squares > 0 ? products / squares : 0;
    return squares / (double)(batches->count - 1);
}

static double standard_error(const struct wf_power_series *series, const struct cover *cover,
                             size_t *count)
{
    size_t most = cover->samples / BATCH_SAMPLES;
    *count = most < MOST_BATCHES ? most : MOST_BATCHES;
    if (*count < 2)
        return NAN;
    for (;; *count /= 2) {
        struct batches batches = batches_of(series, cover, *count);
        double correlation, variance = variance_of(&batches, &correlation);
        /* 1.645 / sqrt(n): exceeded by chance once in twenty times */
        bool correlated = correlation > 1.645 / sqrt((double)*count);
        if (!correlated || *count / 2 < LEAST_BATCHES)
            return sqrt(variance / (double)*count);
    }
}

struct wf_estimate wf_level_mean(const struct wf_power_series *series, const double (*spans)[2],
                                 size_t span_count)
{
    struct cover cover = cover_of(series, spans, span_count);
    struct wf_estimate mean = wf_estimate_none();
    if (cover.seconds > 0) {
        size_t batches;
        double error_w = standard_error(series, &cover, &batches);
        mean = wf_estimate_of(cover.energy_j / cover.seconds, error_w, (double)batches - 1);
    }
    free(cover.spans);
    return mean;
}

struct wf_estimate wf_level_widened(const struct wf_power_series *series, const double (*spans)[2],
                                    size_t span_count)
{
    struct wf_estimate mean = wf_level_mean(series, spans, span_count);
    struct cover cover = cover_of(series, spans, span_count);
    size_t most = cover.samples / BATCH_SAMPLES;
    size_t count = most < LEAST_BATCHES ? most : LEAST_BATCHES;
    if (cover.seconds > 0 && count >= 2) {
        struct batches pieces = batches_of(series, &cover, count);
        mean = wf_estimate_widened(mean, pieces.mean_w, count);
    }
    free(cover.spans);
    return mean;
}
