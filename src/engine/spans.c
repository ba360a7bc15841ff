#include "engine/spans.h"
#include "base/err.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 8, DIGITS = 64 / DIGIT_BITS, BUCKETS = 1 << DIGIT_BITS };

void wf_spans_release(struct wf_spans *spans)
{
    free(spans->list);
    free(spans->scratch);
    *spans = (struct wf_spans){0};
}

/* While they come in order, each either lengthens the last one or stands behind it. */
void wf_spans_add(struct wf_spans *spans, double from_s, double to_s)
{
    if (spans->count && !spans->mixed) {
        struct wf_span *last = &spans->list[spans->count - 1];
        spans->mixed = from_s < last->from_s;
        if (!spans->mixed && from_s <= last->to_s) {
            last->to_s = fmax(last->to_s, to_s);
            return;
        }
    }
    if (spans->count == spans->capacity) {
        spans->capacity = 2 * spans->capacity + 64;
        spans->list = wf_realloc(spans->list, spans->capacity * sizeof *spans->list);
    }
    spans->list[spans->count++] = (struct wf_span){from_s, to_s};
}

/* The bits of a date >= 0 ascend with it. */
static uint64_t key_of(const struct wf_span *span)
{
    uint64_t key;
    double from_s = span->from_s + 0.0; /* -0 comes to 0 */
    memcpy(&key, &from_s, sizeof key);
    return key;
}

static void count_digits(const struct wf_spans *spans, uint32_t counts[DIGITS][BUCKETS])
{
    memset(counts, 0, DIGITS * sizeof *counts);
    for (size_t i = 0; i < spans->count; i++) {
        uint64_t key = key_of(&spans->list[i]);
        for (int digit = 0; digit < DIGITS; digit++)
            counts[digit][key >> (digit * DIGIT_BITS) & (BUCKETS - 1)]++;
    }
}

static void sort_by(struct wf_spans *spans, int digit, const uint32_t count[BUCKETS])
{
    uint32_t place[BUCKETS], sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
        place[i] = sum;
        sum += count[i];
    }
    for (size_t i = 0; i < spans->count; i++) {
        uint64_t key = key_of(&spans->list[i]);
        spans->scratch[place[key >> (digit * DIGIT_BITS) & (BUCKETS - 1)]++] = spans->list[i];
    }
    struct wf_span *sorted = spans->scratch;
    spans->scratch = spans->list;
    spans->list = sorted;
}

/* By radix, lowest digit first; a digit that all have in common is left out. */
static void sort(struct wf_spans *spans)
{
    uint32_t counts[DIGITS][BUCKETS];
    if (spans->scratch_capacity < spans->capacity) {
        spans->scratch = wf_realloc(spans->scratch, spans->capacity * sizeof *spans->scratch);
        spans->scratch_capacity = spans->capacity;
    }
    count_digits(spans, counts);
    uint64_t first = key_of(&spans->list[0]);
    for (int digit = 0; digit < DIGITS; digit++)
        if (counts[digit][first >> (digit * DIGIT_BITS) & (BUCKETS - 1)] < spans->count)
            sort_by(spans, digit, counts[digit]);
}

void wf_spans_unite(struct wf_spans *spans)
{
    if (!spans->mixed)
        return;
    sort(spans);
    size_t count = spans->count;
    wf_spans_clear(spans);
    for (size_t i = 0; i < count; i++)
        wf_spans_add(spans, spans->list[i].from_s, spans->list[i].to_s);
}
