#include "optimum/certainty.h"
#include <math.h>
#include <stdlib.h>

/* The overrides of the sweep, then those of the point; of one deployment, so without labels. */
static int join(const struct wf_sweep *sweep, const struct wf_trial *trial,
                struct wf_overrides *own, struct wf_overrides *all, struct wf_err *err)
{
    if (wf_factors_overrides(&sweep->file->factors, trial->values, own, err) < 0)
        return -1;
    all->items = wf_calloc(sweep->overrides.count + own->count + 1, sizeof *all->items);
    for (size_t i = 0; i < sweep->overrides.count; i++)
        all->items[all->count++] = sweep->overrides.items[i];
    for (size_t i = 0; i < own->count; i++)
        all->items[all->count++] = own->items[i];
    for (size_t i = 0; i < all->count; i++)
        all->items[i].label = NULL;
    return 0;
}

struct wf_certainty wf_certainty_of(const struct wf_sweep *sweep, const struct wf_trial *trial)
{
    struct wf_certainty certainty = {.low = NAN, .high = NAN, .rounds = NAN};
    struct wf_overrides own = {0}, all = {0};
    struct wf_err err = {0};
    struct wf_study study = {0};
    if (join(sweep, trial, &own, &all, &err) == 0) {
        struct wf_study_request request = sweep->request;
        request.overrides = &all;
        if (wf_study_vary(&study, &sweep->base, &request, &err) == 0) {
            const struct wf_scenario *scenario = &study.scenarios[0];
            certainty = (struct wf_certainty){true,
                                              scenario->rounds,
                                              scenario->rounds_low,
                                              scenario->rounds_high,
                                              scenario->provenance,
                                              scenario->paradigm->unit,
                                              wf_scenario_plan(scenario)->trainings > 1};
        }
        wf_study_release(&study);
    }
    wf_overrides_release(&own);
    free(all.items);
    return certainty;
}
