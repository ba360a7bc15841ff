#include "trace/placing.h"
#include "trace/duration.h"

wf_time_ns wf_placing_shift(wf_time_ns time_ns, wf_time_ns shift_ns)
{
    wf_time_ns shifted_ns;
    if (__builtin_add_overflow(time_ns, shift_ns, &shifted_ns))
        return shift_ns > 0 ? INT64_MAX : INT64_MIN;
    return shifted_ns;
}

/* The part with the most samples keeps its clock. */
static void anchor(struct wf_placing *placing, uint64_t count)
{
    size_t anchored = 0;
    uint64_t most = 0;
    for (size_t i = 0; i <= placing->step_count; i++) {
        uint64_t next = i < placing->step_count ? placing->parts[i + 1].sample : count;
        if (next - placing->parts[i].sample > most) {
            most = next - placing->parts[i].sample;
            anchored = i;
        }
    }
    wf_time_ns kept_ns = placing->parts[anchored].shift_ns;
    for (size_t i = 0; i <= placing->step_count; i++)
        placing->parts[i].shift_ns = wf_time_between(kept_ns, placing->parts[i].shift_ns);
}

void wf_placing_make(struct wf_placing *placing, struct wf_survey *survey, double limit_w)
{
    wf_time_ns between_ns = survey->intervals ? 0 : wf_time_after(0, wf_survey_interval(survey));
    placing->limit_w = limit_w > 0 ? nextafter(limit_w, INFINITY) : wf_survey_limit(survey);
    placing->step_count = wf_survey_jumps(survey);
    placing->parts[0] = (struct wf_placed_part){0, survey->first_ns, survey->last_ns, 0};
    for (size_t i = 0; i < placing->step_count; i++) {
        const struct wf_clock_step *step = &survey->steps[i];
        struct wf_placed_part *before = &placing->parts[i];
        wf_time_ns back_ns = wf_time_between(step->to_ns, step->from_ns);
        before->end_ns = step->from_ns;
        placing->step_s = fmax(placing->step_s, step->size_s);
        placing->parts[i + 1] = (struct wf_placed_part){
            step->sample, step->to_ns, survey->last_ns,
            wf_placing_shift(wf_placing_shift(before->shift_ns, back_ns), between_ns)};
    }
    anchor(placing, survey->count);
}

wf_time_ns wf_placing_event(const struct wf_placing *placing, wf_time_ns time_ns)
{
    double nearest_s = INFINITY;
    wf_time_ns shift_ns = 0;
    for (size_t i = 0; placing->step_count && i <= placing->step_count; i++) {
        const struct wf_placed_part *part = &placing->parts[i];
        double away_s = fmax(
            fmax(wf_time_seconds(time_ns, part->begin_ns), wf_time_seconds(part->end_ns, time_ns)),
            0);
        if (away_s < nearest_s) {
            nearest_s = away_s;
            shift_ns = part->shift_ns;
        }
    }
    return wf_placing_shift(time_ns, shift_ns);
}
