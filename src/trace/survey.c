#include "trace/survey.h"
#include "trace/duration.h"
#include <stdlib.h>
#include <string.h>

/* An impossible value is so many times as large as the next smaller one. Assumed: inrush and turbo
 * stay below, a counter that wrapped and the codes of a meter's errors lie far above. */
#define FAR_BEYOND 10.0
enum { IN_SUCCESSION = 3, SHARE = 20, STEP_SHARE = 8 };

/* ---- gathering ---- */

static void swap(struct wf_survey_value *a, struct wf_survey_value *b)
{
    struct wf_survey_value kept = *a;
    *a = *b;
    *b = kept;
}

static void sift_down(struct wf_survey_value *values, size_t count, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++)
            if (values[child].power_w < values[least].power_w)
                least = child;
        if (least == at)
            return;
        swap(&values[at], &values[least]);
        at = least;
    }
}

static void keep_value(struct wf_survey *survey, struct wf_survey_value value)
{
    struct wf_survey_value *values = survey->values;
    if (survey->value_count == WF_SURVEY_VALUES) {
        if (value.power_w <= values[0].power_w)
            return;
        values[0] = value;
        sift_down(values, survey->value_count, 0);
        return;
    }
    size_t at = survey->value_count++;
    values[at] = value;
    for (; at && values[at].power_w < values[(at - 1) / 2].power_w; at = (at - 1) / 2)
        swap(&values[at], &values[(at - 1) / 2]);
}

static void keep_step(struct wf_survey *survey, struct wf_clock_step step)
{
    struct wf_clock_step *steps = survey->steps;
    size_t at = 0;
    if (survey->step_count == WF_SURVEY_STEPS) {
        if (step.size_s <= steps[0].size_s)
            return;
        memmove(steps, steps + 1, (survey->step_count - 1) * sizeof *steps);
        survey->step_count--;
    }
    while (at < survey->step_count && steps[at].size_s <= step.size_s)
        at++;
    memmove(steps + at + 1, steps + at, (survey->step_count - at) * sizeof *steps);
    steps[at] = step;
    survey->step_count++;
}

void wf_survey_add(struct wf_survey *survey, const struct wf_trace_sample *sample)
{
    uint64_t index = survey->count++;
    double length_s = wf_time_seconds(sample->begin_ns, sample->end_ns);
    survey->intervals |= sample->begin_ns < sample->end_ns;
    keep_value(survey, (struct wf_survey_value){sample->power_w, index});
    if (index == 0) {
        survey->first_ns = sample->begin_ns;
        survey->total_s = length_s;
    } else {
        bool back = sample->end_ns < survey->last_ns;
        wf_time_ns to_ns = back ? sample->end_ns : sample->begin_ns;
        double size_s = fabs(wf_time_seconds(survey->last_ns, to_ns));
        if (!back && to_ns < survey->last_ns)
            size_s = 0; /* two intervals overlap */
        survey->total_s += size_s + length_s;
        keep_step(survey, (struct wf_clock_step){index, survey->last_ns, to_ns, size_s});
        if (survey->first_count < WF_SURVEY_FIRST)
            survey->first_s[survey->first_count++] = size_s + length_s;
    }
    survey->last_ns = sample->end_ns;
}

/* ---- values ---- */

static int larger_first(const void *left, const void *right)
{
    const struct wf_survey_value *a = left, *b = right;
    return (a->power_w < b->power_w) - (a->power_w > b->power_w);
}

static int compare_counts(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Do the @p count largest values stand alone, or by twos or threes? */
static bool are_apart(const struct wf_survey *survey, size_t count)
{
    uint64_t samples[WF_SURVEY_VALUES];
    for (size_t i = 0; i < count; i++)
        samples[i] = survey->values[i].sample;
    qsort(samples, count, sizeof *samples, compare_counts);
    for (size_t i = IN_SUCCESSION; i < count; i++)
        if (samples[i] - samples[i - IN_SUCCESSION] == IN_SUCCESSION)
            return false;
    return true;
}

double wf_survey_limit(struct wf_survey *survey)
{
    const struct wf_survey_value *values = survey->values;
    uint64_t most = survey->count / SHARE;
    if (most < IN_SUCCESSION)
        most = survey->count / 4 < IN_SUCCESSION ? survey->count / 4 : IN_SUCCESSION;
    qsort(survey->values, survey->value_count, sizeof *values, larger_first);
    for (size_t count = survey->value_count; count-- > 1;) {
        double next_w = values[count].power_w;
        if (count <= most && next_w > 0 && values[count - 1].power_w >= FAR_BEYOND * next_w &&
            are_apart(survey, count))
            return values[count - 1].power_w;
    }
    return INFINITY;
}

/* ---- the clock ---- */

static int in_order(const void *left, const void *right)
{
    const struct wf_clock_step *a = left, *b = right;
    return (a->sample > b->sample) - (a->sample < b->sample);
}

size_t wf_survey_jumps(struct wf_survey *survey)
{
    struct wf_clock_step *steps = survey->steps;
    size_t count = survey->step_count, found = 0;
    uint64_t most = survey->count / STEP_SHARE;
    double rest_s = survey->total_s;
    for (size_t i = 1; i <= count && i < WF_SURVEY_STEPS && i <= most; i++) {
        rest_s -= steps[count - i].size_s;
        if (steps[count - i].size_s > rest_s)
            found = i;
    }
    memmove(steps, steps + count - found, found * sizeof *steps);
    if (found)
        qsort(steps, found, sizeof *steps, in_order);
    return survey->step_count = found;
}

static int compare_seconds(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double wf_survey_interval(struct wf_survey *survey)
{
    if (!survey->first_count)
        return 0;
    qsort(survey->first_s, survey->first_count, sizeof *survey->first_s, compare_seconds);
    return survey->first_s[survey->first_count / 2];
}
