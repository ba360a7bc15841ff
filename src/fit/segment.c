#include "fit/segment.h"
#include "base/err.h"
#include "statistics/estimate.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BINS = 4096, DEFAULT_SAMPLES = 10, LEAST_SAMPLES = 3, NOISE_REACH = 12 };
static const double SAME_LEVEL_RATIO = 0.02; /* below the 2 % between two devices of one model */
static const double WANDER_SPREADS = 8;
static const double DRIFT_RATIO = 0.1, DRIFT_SPREADS = 3, RATE_RATIO = 0.02;

/* ---- the points that are searched: samples, or medians of equally many ---- */

struct bins {
    double *time_s, *power_w;
    size_t count, size; /* size: samples a bin; the last may have fewer */
    double least_s;
    size_t least; /* bins of the shortest segment, 3 or more where there are that many */
};

static struct bins bins_of(const struct wf_power_series *series)
{
    struct bins bins = {.size = (series->count + MOST_BINS - 1) / MOST_BINS};
    bins.count = (series->count + bins.size - 1) / bins.size;
    bins.time_s = wf_malloc(bins.count * sizeof *bins.time_s);
    bins.power_w = wf_malloc(bins.count * sizeof *bins.power_w);
    double *copy = wf_malloc(bins.size * sizeof *copy);
    for (size_t i = 0; i < bins.count; i++) {
        size_t from = i * bins.size;
        size_t size = from + bins.size <= series->count ? bins.size : series->count - from;
        memcpy(copy, series->power_w + from, size * sizeof *copy);
        bins.power_w[i] = wf_fit_median(copy, size);
        bins.time_s[i] = (series->time_s[from] + series->time_s[from + size - 1]) / 2;
    }
    free(copy);
    return bins;
}

static double usual_interval(const struct bins *bins, double *work)
{
    for (size_t i = 1; i < bins->count; i++)
        work[i - 1] = bins->time_s[i] - bins->time_s[i - 1];
    return wf_fit_median(work, bins->count - 1);
}

static void find_least(struct bins *bins, double least_s, double *work)
{
    double interval_s = usual_interval(bins, work);
    size_t least = (DEFAULT_SAMPLES + bins->size - 1) / bins->size;
    if (least_s > 0) /* n samples span n - 1 intervals, and stand for n */
        least = (size_t)fmin(ceil(least_s / interval_s - 1e-9), (double)bins->count);
    least = least < LEAST_SAMPLES ? LEAST_SAMPLES : least;
    bins->least = least < bins->count ? least : bins->count;
    bins->least_s = (double)bins->least * interval_s;
}

static void bins_release(struct bins *bins)
{
    free(bins->time_s);
    free(bins->power_w);
}

/* ---- the noise ---- */

/* Standard deviation from differences of bins that lie @p lag apart, from @p from to before @p to:
 * blind to steps and ramps. */
static double noise_of(const struct bins *bins, size_t lag, size_t from, size_t to, double *work)
{
    size_t count = 0;
    for (size_t i = from + lag; i < to; i++)
        work[count++] = bins->power_w[i] - bins->power_w[i - lag];
    return count ? wf_fit_spread(work, count) / sqrt(2) : 0;
}

/* What one more piece has to save, in variances of the noise. 3 ln n: about twice what the best of
 * n places saves in noise alone; times the variance of means of correlated (AR(1)) samples over
 * that of free ones. The rest of a strong correlation is left to the joining of equal levels. */
static double penalty_of(const struct bins *bins, double *work)
{
    double near_w = noise_of(bins, 1, 0, bins->count, work), far_w = near_w;
    for (size_t lag = 2; lag <= 8; lag *= 2)
        far_w = fmax(far_w, noise_of(bins, lag, 0, bins->count, work));
    double correlation = far_w > 0 ? fmin(1 - near_w * near_w / (far_w * far_w), 0.6) : 0;
    return 3 * log((double)bins->count) * (1 + correlation) / (1 - correlation);
}

/* A busy device is noisier than an idle one: the noise is that of the bins around. */
static void weigh(const struct bins *bins, double *weights, double *work)
{
    double least_w = INFINITY, most_w = -INFINITY;
    for (size_t i = 0; i < bins->count; i++) {
        least_w = fmin(least_w, bins->power_w[i]);
        most_w = fmax(most_w, bins->power_w[i]);
    }
    double floor_w = fmax(1e-3 * (most_w - least_w), 1e-12); /* meters round */
    for (size_t i = 0; i < bins->count; i++) {
        size_t from = i > NOISE_REACH ? i - NOISE_REACH : 0;
        size_t to = i + NOISE_REACH < bins->count ? i + NOISE_REACH + 1 : bins->count;
        double sigma_w = fmax(noise_of(bins, 1, from, to, work), floor_w);
        weights[i] = 1 / (sigma_w * sigma_w);
    }
}

/* ---- optimal partitioning ---- */

/* Weighted sums up to each bin, about the middle of all: sums of squares of any piece at once. */
struct sums {
    double w, t, y, tt, ty, yy;
};

static struct sums *sums_of(const struct bins *bins, double *work)
{
    struct sums *sums = wf_calloc(bins->count + 1, sizeof *sums);
    double *weights = wf_malloc(bins->count * sizeof *weights);
    weigh(bins, weights, work);
    memcpy(work, bins->power_w, bins->count * sizeof *work);
    double middle_w = wf_fit_median(work, bins->count);
    double middle_s = bins->time_s[bins->count / 2];
    for (size_t i = 0; i < bins->count; i++) {
        double w = weights[i], t = bins->time_s[i] - middle_s, y = bins->power_w[i] - middle_w;
        const struct sums *last = &sums[i];
        sums[i + 1] =
            (struct sums){last->w + w,          last->t + w * t,      last->y + w * y,
                          last->tt + w * t * t, last->ty + w * t * y, last->yy + w * y * y};
    }
    free(weights);
    return sums;
}

/* Sums of squares about the mean and about the line, in variances of the noise. */
struct misfit {
    double flat, line;
    double slope; /* W/s */
    double weight;
};

static struct misfit misfit_of(const struct sums *from, const struct sums *to, size_t count)
{
    double w = to->w - from->w, t = to->t - from->t, y = to->y - from->y;
    double tt = to->tt - from->tt - t * t / w, ty = to->ty - from->ty - t * y / w;
    struct misfit misfit = {.flat = fmax(to->yy - from->yy - y * y / w, 0), .weight = w};
    misfit.slope = count > 1 && tt > 0 ? ty / tt : 0;
    misfit.line = count > 2 ? fmax(misfit.flat - ty * misfit.slope, 0) : 0;
    return misfit;
}

struct piece {
    size_t from, to; /* bins, to excluded */
    bool level;
};

struct partition {
    double cost;
    size_t from; /* where the last piece begins */
    bool flat;
};

/* The cheapest way to cut bins 0..to. Slopes pay half as much again for their second number. */
static struct partition best_until(const struct partition *best, const struct sums *sums, size_t to,
                                   size_t least, double penalty)
{
    struct partition found = {INFINITY, 0, false};
    for (size_t from = 0; from < to; from++) {
        struct misfit misfit = misfit_of(&sums[from], &sums[to], to - from);
        double flat = to - from >= least ? best[from].cost + misfit.flat + penalty : INFINITY;
        double line = best[from].cost + misfit.line + 1.5 * penalty;
        if (flat < found.cost)
            found = (struct partition){flat, from, true};
        if (line < found.cost)
            found = (struct partition){line, from, false};
    }
    return found;
}

/* A sloping piece: a level that drifts, or a ramp? */
static bool drifts_only(const struct bins *bins, const struct sums *sums, const struct piece *piece)
{
    size_t count = piece->to - piece->from;
    if (count < LEAST_SAMPLES)
        return false;
    struct misfit misfit = misfit_of(&sums[piece->from], &sums[piece->to], count);
    double spread_w = sqrt(misfit.line / misfit.weight);
    double drift_w = fabs(misfit.slope) * (bins->time_s[piece->to - 1] - bins->time_s[piece->from]);
    double level_w = fabs(bins->power_w[piece->from + count / 2]);
    if (drift_w <= DRIFT_SPREADS * spread_w)
        return true;
    return drift_w <= DRIFT_RATIO * level_w &&
           fabs(misfit.slope) * bins->least_s <= RATE_RATIO * level_w;
}

/* Fill @p pieces (one a bin at most), in order. */
static size_t cut(const struct bins *bins, double penalty, struct piece *pieces, double *work)
{
    struct sums *sums = sums_of(bins, work);
    struct partition *best = wf_calloc(bins->count + 1, sizeof *best);
    size_t least = bins->count < LEAST_SAMPLES ? bins->count : LEAST_SAMPLES;
    for (size_t to = 1; to <= bins->count; to++)
        best[to] = best_until(best, sums, to, least, penalty);
    size_t count = 0;
    for (size_t to = bins->count; to > 0; to = best[to].from)
        count++;
    size_t at = count;
    for (size_t to = bins->count; to > 0; to = best[to].from) {
        pieces[--at] = (struct piece){best[to].from, to, best[to].flat};
        if (!pieces[at].level)
            pieces[at].level = drifts_only(bins, sums, &pieces[at]);
    }
    free(best);
    free(sums);
    return count;
}

/* ---- from pieces to levels ---- */

struct level {
    size_t from, to;
    double weight, mean_w, spread_w;
};

static size_t levels_of(const struct bins *bins, const struct piece *pieces, size_t count,
                        struct level *levels, double *work)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        if (!pieces[i].level)
            continue;
        size_t size = pieces[i].to - pieces[i].from;
        double sum_w = 0;
        for (size_t j = 0; j < size; j++)
            sum_w += work[j] = bins->power_w[pieces[i].from + j];
        levels[found++] = (struct level){pieces[i].from, pieces[i].to, (double)size,
                                         sum_w / (double)size, wf_fit_spread(work, size)};
    }
    return found;
}

/* Distance of two neighbours, relative to what equal levels may differ by; above 1 they differ.
 * Means of n samples vary: with a correlation of 0.6 between neighbouring samples, two means differ
 * by 2.8 spreads over sqrt(n), and these are the extremes. */
static double distance_of(const struct level *a, const struct level *b)
{
    double difference_w = fabs(a->mean_w - b->mean_w);
    double spread_w = hypot(a->spread_w, b->spread_w) / sqrt(2);
    double wander_w = spread_w * fmax(1, WANDER_SPREADS / sqrt(fmin(a->weight, b->weight)));
    double same_w = SAME_LEVEL_RATIO * fmax(fabs(a->mean_w), fabs(b->mean_w));
    return difference_w > 0 ? difference_w / fmax(wander_w, same_w) : 0;
}

/* Does power stay away from two levels between them, for as long as a level lasts? */
static bool parted(const struct bins *bins, const struct level *a, const struct level *b,
                   double *work)
{
    size_t count = b->from - a->to;
    if (count < bins->least)
        return false;
    memcpy(work, bins->power_w + a->to, count * sizeof *work);
    double between_w = wf_fit_median(work, count);
    struct level visit = {.weight = (double)count, .mean_w = between_w, .spread_w = a->spread_w};
    return distance_of(a, &visit) > 1;
}

static void join(struct level *a, const struct level *b)
{
    double weight = a->weight + b->weight;
    a->mean_w += (b->mean_w - a->mean_w) * b->weight / weight;
    a->spread_w = sqrt(
        (a->spread_w * a->spread_w * a->weight + b->spread_w * b->spread_w * b->weight) / weight);
    a->weight = weight;
    a->to = b->to;
}

/* Nearest first, so that the result does not depend on the order of time. */
static size_t join_equals(const struct bins *bins, struct level *levels, size_t count, double *work)
{
    while (count > 1) {
        size_t nearest = 0;
        double distance = INFINITY;
        for (size_t i = 0; i + 1 < count; i++) {
            double here = distance_of(&levels[i], &levels[i + 1]);
            if (here < distance && !parted(bins, &levels[i], &levels[i + 1], work)) {
                distance = here;
                nearest = i;
            }
        }
        if (distance > 1)
            break;
        join(&levels[nearest], &levels[nearest + 1]);
        memmove(&levels[nearest + 1], &levels[nearest + 2], (count - nearest - 2) * sizeof *levels);
        count--;
    }
    return count;
}

static size_t drop_short(struct level *levels, size_t count, size_t least)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (levels[i].to - levels[i].from >= least)
            levels[kept++] = levels[i];
    return kept;
}

/* ---- from levels to segments, to the sample ---- */

/* A stretch of samples at a level, and what limits it. */
struct stretch {
    size_t from, to;
    double level_w, tolerance_w;
};

/* Is the sample at this level, and nearer to it than to the neighbour's (NaN: none)? */
static bool belongs(double power_w, const struct stretch *stretch, double neighbour_w)
{
    double off_w = fabs(power_w - stretch->level_w);
    return off_w <= stretch->tolerance_w && !(off_w > fabs(power_w - neighbour_w));
}

/* Edges go in or out by a bin at most: a bin may hold both sides of a step, and a sloping piece
 * takes the samples it begins and ends at. */
static void refine(const struct wf_power_series *series, size_t size, size_t earliest,
                   double before_w, double after_w, struct stretch *stretch)
{
    size_t first = stretch->from > earliest + size ? stretch->from - size : earliest;
    size_t last = stretch->to + size < series->count ? stretch->to + size : series->count;
    size_t begin = stretch->from + size, end = stretch->to - size;
    while (begin > first && belongs(series->power_w[begin - 1], stretch, before_w))
        begin--;
    while (end < last && belongs(series->power_w[end], stretch, after_w))
        end++;
    stretch->from = begin;
    stretch->to = end;
}

/* @p levels: all of them, of which number @p i is meant.  @param[in,out] earliest  the first sample
 * that is no other segment's */
static struct wf_segment segment_of(const struct wf_power_series *series, size_t size,
                                    const struct level *levels, size_t i, size_t count,
                                    size_t *earliest)
{
    struct stretch stretch = {.from = levels[i].from * size, .to = levels[i].to * size};
    stretch.to = stretch.to < series->count ? stretch.to : series->count;
    size_t samples = stretch.to - stretch.from;
    double *work = wf_malloc(samples * sizeof *work);
    memcpy(work, series->power_w + stretch.from, samples * sizeof *work);
    struct wf_segment segment = {.median_w = wf_fit_median(work, samples)};
    segment.spread_w = wf_fit_spread(work, samples);
    free(work);
    stretch.level_w = segment.median_w;
    stretch.tolerance_w = fmax(5 * segment.spread_w, SAME_LEVEL_RATIO * fabs(segment.median_w));
    if (samples > 2 * size)
        refine(series, size, *earliest, i ? levels[i - 1].mean_w : NAN,
               i + 1 < count ? levels[i + 1].mean_w : NAN, &stretch);
    *earliest = stretch.to;
    segment.samples = stretch.to - stretch.from;
    segment.from_s = series->time_s[stretch.from];
    segment.to_s = series->time_s[stretch.to - 1];
    segment.mean_w = wf_power_series_energy(series, segment.from_s, segment.to_s) /
                     (segment.to_s - segment.from_s);
    return segment;
}

size_t wf_segments_find(const struct wf_power_series *series, double least_s,
                        struct wf_segment **segments)
{
    *segments = NULL;
    if (series->count < 2)
        return 0;
    struct bins bins = bins_of(series);
    double *work = wf_malloc(bins.count * sizeof *work);
    struct piece *pieces = wf_malloc(bins.count * sizeof *pieces);
    find_least(&bins, least_s, work);
    size_t count = cut(&bins, penalty_of(&bins, work), pieces, work);
    struct level *levels = wf_malloc(count * sizeof *levels);
    count = levels_of(&bins, pieces, count, levels, work);
    count = join_equals(&bins, levels, count, work);
    count = drop_short(levels, count, bins.least);
    count = join_equals(&bins, levels, count, work); /* levels that a short stretch separated */
    *segments = wf_calloc(count + 1, sizeof **segments);
    size_t earliest = 0;
    for (size_t i = 0; i < count; i++)
        (*segments)[i] = segment_of(series, bins.size, levels, i, count, &earliest);
    free(levels);
    free(pieces);
    free(work);
    bins_release(&bins);
    return count;
}
