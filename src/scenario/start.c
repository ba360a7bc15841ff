#include "scenario/start.h"
#include "base/date.h"
#include "scenario/resolver.h"
#include <math.h>

/* A start on an edge of one series must be on an edge of all. */
static void check_delay(struct wf_resolver *resolver, const struct wf_actor *actor)
{
    const struct wf_series_set *set = &resolver->scenario->platform->series;
    const struct wf_series *first = set->count ? set->items[0] : NULL;
    for (size_t i = 0; i < set->count; i++) {
        const struct wf_series *series = set->items[i];
        double steps = (series->first_s - first->first_s) / first->step_s;
        char one[32], other[32];
        if (!series->count)
            return; /* its mistakes were reported */
        if (isnan(series->step_s))
            wf_resolver_prop_error(resolver, actor, "delay", "the steps of %s are not regular",
                                   series->path);
        else if (fabs(series->step_s - first->step_s) > 1e-9 * first->step_s)
            wf_resolver_prop_error(
                resolver, actor, "delay", "the steps of %s (%s) and %s (%s) differ", first->path,
                wf_quantity_text(first->step_s, WF_DIM_TIME, one, sizeof one), series->path,
                wf_quantity_text(series->step_s, WF_DIM_TIME, other, sizeof other));
        else if (fabs(steps - round(steps)) > 1e-9)
            wf_resolver_prop_error(resolver, actor, "delay",
                                   "the steps of %s and %s do not begin at the same dates",
                                   first->path, series->path);
    }
}

void wf_start_resolve(struct wf_resolver *resolver)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_participant *leader = scenario->participants[scenario->paradigm->leader];
    const struct wf_actor *actor = wf_scenario_actor(scenario, leader);
    const char *date = actor->values.plan.start_date;
    double delay_s = actor->values.plan.delay_s;
    if (date && !wf_date_parse(date, &scenario->start_date_s))
        wf_resolver_prop_error(resolver, actor, "start-date", "'%s': " WF_DATE_EXPECTED, date);
    if (scenario->options.start && !wf_date_parse(scenario->options.start, &scenario->start_date_s))
        wf_diag_error(resolver->diag, "--start", 0, "'%s': " WF_DATE_EXPECTED,
                      scenario->options.start);
    scenario->delay_s = delay_s;
    if (delay_s > 0)
        check_delay(resolver, actor);
}
