#include "sweep/points.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct chunk {
    struct wf_samples *samples;
    uint64_t first, count;
    size_t deployments, factors;
    double *values;               /* by point and factor */
    struct wf_sample **sample_of; /* by point and deployment */
};

static const double *values_of(const struct chunk *chunk, uint64_t point)
{
    return &chunk->values[point * chunk->factors];
}

static void draw(struct chunk *chunk, const struct wf_design *design, const double *list)
{
    const struct wf_factors *factors = chunk->samples->swept->factors;
    if (!design) {
        memcpy(chunk->values, &list[chunk->first * chunk->factors],
               chunk->count * chunk->factors * sizeof *list);
        return;
    }
    double *u = wf_malloc((design->columns + 1) * sizeof *u);
    for (uint64_t i = 0; i < chunk->count; i++) {
        wf_design_row(design, chunk->first + i, u);
        wf_factors_draw(factors, u, &chunk->values[i * chunk->factors]);
    }
    free(u);
}

/* The sample of each point. @param refused  only of those whose sample cannot be priced
 * @return whether there are any */
static bool find(struct chunk *chunk, bool refused)
{
    bool any = false;
    for (uint64_t i = 0; i < chunk->count; i++)
        for (size_t j = 0; j < chunk->deployments; j++) {
            struct wf_sample **sample = &chunk->sample_of[i * chunk->deployments + j];
            if (refused && !(*sample)->refused)
                continue;
            *sample = wf_samples_find(chunk->samples, j, values_of(chunk, i), refused);
            any = true;
        }
    return any;
}

/* Why a point failed, with the deployment where there are several; NULL: it did not. Caller frees.
 */
static char *reason_of(const struct chunk *chunk, uint64_t point)
{
    const struct wf_labels *labels = &chunk->samples->swept->base->labels;
    for (size_t j = 0; j < chunk->deployments; j++) {
        const char *reason = chunk->sample_of[point * chunk->deployments + j]->reason;
        if (reason)
            return chunk->deployments > 1 ? wf_format("%s: %s", labels->items[j], reason)
                                          : wf_strdup(reason);
    }
    return NULL;
}

/* @return why it failed, or NULL; caller frees */
static char *tell(const struct chunk *chunk, uint64_t point, double *results)
{
    const double *values = values_of(chunk, point);
    char *reason = reason_of(chunk, point);
    const struct wf_swept *swept = chunk->samples->swept;
    double *choices = results + chunk->deployments * WF_RESULT_COUNT;
    for (size_t i = 0; i < wf_swept_result_count(swept); i++)
        results[i] = NAN;
    for (size_t j = 0; !reason && j < chunk->deployments; j++)
        wf_sample_results(chunk->samples, chunk->sample_of[point * chunk->deployments + j], values,
                          &results[j * WF_RESULT_COUNT],
                          &choices[j * swept->choice_count * WF_CHOICE_RESULTS]);
    return reason;
}

static void play(struct chunk *chunk)
{
    find(chunk, false);
    wf_samples_play(chunk->samples);
    if (find(chunk, true))
        wf_samples_play(chunk->samples);
}

void wf_points_play(struct wf_samples *samples, const struct wf_design *design, const double *list,
                    uint64_t first, uint64_t count,
                    void (*take)(void *data, const struct wf_point *point), void *data)
{
    const struct wf_swept *swept = samples->swept;
    struct chunk chunk = {.samples = samples,
                          .first = first,
                          .count = count,
                          .deployments = swept->base->count,
                          .factors = swept->factors->count};
    chunk.values = wf_calloc(count * chunk.factors + 1, sizeof *chunk.values);
    chunk.sample_of = wf_calloc(count * chunk.deployments + 1, sizeof(struct wf_sample *));
    double *results = wf_calloc(wf_swept_result_count(swept) + 1, sizeof *results);
    draw(&chunk, design, list);
    play(&chunk);
    for (uint64_t i = 0; i < count; i++) {
        char *reason = tell(&chunk, i, results);
        const struct wf_point point = {first + i, reason, values_of(&chunk, i), results};
        take(data, &point);
        free(reason);
    }
    wf_samples_next(samples);
    free(chunk.values);
    free(chunk.sample_of);
    free(results);
}

char *wf_point_at(struct wf_samples *samples, const double *values, double *results)
{
    const struct wf_swept *swept = samples->swept;
    struct chunk chunk = {.samples = samples,
                          .count = 1,
                          .deployments = swept->base->count,
                          .factors = swept->factors->count,
                          .values = (double *)values};
    chunk.sample_of = wf_calloc(chunk.deployments + 1, sizeof(struct wf_sample *));
    play(&chunk);
    char *reason = tell(&chunk, 0, results);
    free(chunk.sample_of);
    return reason;
}
