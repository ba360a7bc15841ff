#include "account/weights.h"
#include <stdlib.h>
#include <string.h>

struct wf_weights *wf_weights_new(const struct wf_series *series, double origin_s, double bucket_s,
                                  uint32_t row_count)
{
    struct wf_weights *weights = wf_calloc(1, sizeof *weights);
    *weights = (struct wf_weights){.series = series,
                                   .origin_s = origin_s,
                                   .bucket_s = bucket_s,
                                   .row_count = row_count,
                                   .from_s = NAN};
    weights->weighted = wf_calloc(row_count, sizeof *weights->weighted);
    if (bucket_s > 0)
        weights->buckets = wf_calloc(row_count, sizeof *weights->buckets);
    return weights;
}

void wf_weights_free(struct wf_weights *weights)
{
    if (!weights)
        return;
    for (uint32_t i = 0; weights->buckets && i < weights->row_count; i++)
        free(weights->buckets[i].amount);
    free(weights->buckets);
    free(weights->weighted);
    free(weights);
}

static void add_to_bucket(struct wf_buckets *buckets, uint32_t index, double amount)
{
    if (index >= buckets->capacity) {
        uint32_t capacity = index < 8 ? 8 : index + index / 2;
        buckets->amount = wf_realloc(buckets->amount, capacity * sizeof *buckets->amount);
        buckets->capacity = capacity;
    }
    for (; buckets->count <= index; buckets->count++)
        buckets->amount[buckets->count] = 0;
    buckets->amount[index] += amount;
}

/* The bucket that a time is in. Edges are multiples of the length. */
static uint32_t bucket_at(double length_s, double s)
{
    uint32_t index = (uint32_t)(s / length_s);
    return index + (s >= (index + 1.0) * length_s) - (index > 0 && s < index * length_s);
}

static void bucket_rate(const struct wf_weights *weights, uint32_t row, double rate, double from_s,
                        double to_s)
{
    for (uint32_t index = bucket_at(weights->bucket_s, from_s); from_s < to_s; index++) {
        double end_s = fmin(to_s, (index + 1.0) * weights->bucket_s);
        add_to_bucket(&weights->buckets[row], index, rate * (end_s - from_s));
        from_s = end_s;
    }
}

void wf_weights_add(struct wf_weights *weights, uint32_t row, double rate, double from_s,
                    double to_s)
{
    if (!(weights->from_s <= from_s && weights->from_s >= from_s && weights->to_s <= to_s &&
          weights->to_s >= to_s)) {
        weights->from_s = from_s;
        weights->to_s = to_s;
        weights->integral = wf_series_integral(weights->series, weights->origin_s, from_s, to_s);
    }
    weights->weighted[row] += rate * weights->integral;
    if (weights->buckets)
        bucket_rate(weights, row, rate, from_s, to_s);
}

void wf_weights_spread(struct wf_weights *weights, uint32_t row, double amount, double from_s,
                       double to_s)
{
    const struct wf_series *series = weights->series;
    if (to_s > from_s) {
        wf_weights_add(weights, row, amount / (to_s - from_s), from_s, to_s);
        return;
    }
    weights->weighted[row] +=
        amount * series->value[wf_series_index(series, weights->origin_s + from_s)];
    if (weights->buckets)
        add_to_bucket(&weights->buckets[row], bucket_at(weights->bucket_s, from_s), amount);
}

double wf_weights_at_edge(const struct wf_series *series, const double *amount, uint32_t count,
                          double start_s)
{
    /* half a step in, so that rounding does not find the value before the edge */
    size_t first = wf_series_index(series, start_s - series->first_s + series->step_s / 2);
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += amount[i] * series->value[first + i < series->count ? first + i : series->count - 1];
    return sum;
}
