#include "trace/pace.h"
#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    wf_time_ns a = *(const wf_time_ns *)left, b = *(const wf_time_ns *)right;
    return (a > b) - (a < b);
}

static void judge(struct wf_pace *pace, wf_time_ns hole_ns)
{
    if ((hole_ns - 1) / WF_GAP_FACTOR <
        pace->usual_ns) /* at most so many times, without overflow */
        return;
    double hole_s = (double)hole_ns / (double)WF_NS_PER_S;
    pace->gaps++;
    pace->gap_s += hole_s;
    pace->longest_s = hole_s > pace->longest_s ? hole_s : pace->longest_s;
}

void wf_pace_finish(struct wf_pace *pace)
{
    if (pace->usual_ns || !pace->count)
        return;
    qsort(pace->steps_ns, pace->count, sizeof *pace->steps_ns, compare);
    pace->usual_ns = pace->steps_ns[pace->count / 2];
    for (size_t i = 0; i < pace->count; i++)
        judge(pace, pace->holes_ns[i]);
}

void wf_pace_add(struct wf_pace *pace, wf_time_ns step_ns, wf_time_ns hole_ns)
{
    if (pace->usual_ns) {
        judge(pace, hole_ns);
        return;
    }
    pace->steps_ns[pace->count] = step_ns;
    pace->holes_ns[pace->count++] = hole_ns;
    if (pace->count == WF_PACE_FIRST)
        wf_pace_finish(pace);
}

wf_time_ns wf_pace_usual(const struct wf_pace *pace)
{
    struct wf_pace copy = *pace;
    wf_pace_finish(&copy);
    return copy.usual_ns;
}
