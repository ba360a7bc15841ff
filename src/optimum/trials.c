#include "optimum/trials.h"
#include "base/err.h"
#include "base/map.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void wf_trials_init(struct wf_trials *trials, size_t variables, size_t results)
{
    *trials = (struct wf_trials){.variables = variables, .results = results};
}

void wf_trial_release(struct wf_trial *trial)
{
    free(trial->values);
    free(trial->results);
    free(trial->reason);
}

void wf_trials_release(struct wf_trials *trials)
{
    for (size_t i = 0; i < trials->count; i++)
        wf_trial_release(&trials->items[i]);
    free(trials->items);
    free(trials->slots);
    *trials = (struct wf_trials){0};
}

struct wf_trial wf_trial_make(const struct wf_trials *trials, const double *values)
{
    struct wf_trial trial = {.values = wf_calloc(trials->variables + 1, sizeof(double)),
                             .results = wf_calloc(trials->results + 1, sizeof(double))};
    memcpy(trial.values, values, trials->variables * sizeof *values);
    for (size_t i = 0; i < trials->results; i++)
        trial.results[i] = NAN;
    return trial;
}

/* The slot of these values, or the empty one where they would stand. */
static size_t slot_of(const struct wf_trials *trials, const double *values)
{
    size_t size = trials->variables * sizeof *values;
    size_t slot = (size_t)wf_hash(values, size) & (trials->slot_count - 1);
    while (trials->slots[slot] &&
           memcmp(trials->items[trials->slots[slot] - 1].values, values, size) != 0)
        slot = (slot + 1) & (trials->slot_count - 1);
    return slot;
}

size_t wf_trials_find(const struct wf_trials *trials, const double *values)
{
    if (!trials->slot_count)
        return SIZE_MAX;
    size_t found = trials->slots[slot_of(trials, values)];
    return found ? found - 1 : SIZE_MAX;
}

static void grow(struct wf_trials *trials)
{
    trials->capacity = trials->capacity ? 2 * trials->capacity : 64;
    trials->items = wf_realloc(trials->items, trials->capacity * sizeof *trials->items);
    free(trials->slots);
    trials->slot_count = 2 * trials->capacity;
    trials->slots = wf_calloc(trials->slot_count, sizeof *trials->slots);
    for (size_t i = 0; i < trials->count; i++)
        trials->slots[slot_of(trials, trials->items[i].values)] = i + 1;
}

size_t wf_trials_add(struct wf_trials *trials, const struct wf_trial *trial)
{
    if (trials->count == trials->capacity)
        grow(trials);
    trials->items[trials->count++] = *trial;
    trials->slots[slot_of(trials, trial->values)] = trials->count;
    return trials->count - 1;
}
