#include "decision/screening.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SMALL = 0.01; /* of the strongest */

/* Energy of all deployments, by deployment and row. */
static double *read_energies(const struct wf_sweep *sweep, struct wf_err *err)
{
    uint64_t rows = wf_design_rows(&sweep->design);
    double *energies = wf_calloc(sweep->base.count * rows + 1, sizeof *energies);
    for (size_t d = 0; d < sweep->base.count; d++) {
        char *column = wf_sweep_column(sweep->base.labels.items[d], WF_RESULT_ENERGY);
        int status = wf_store_numbers(sweep->store, column, &energies[d * rows], err);
        free(column);
        if (status == 0)
            continue;
        free(energies);
        return NULL;
    }
    return energies;
}

/* How far a group moves the logarithm of a ratio. What fails somewhere is not small. */
static double weight_of(const struct wf_sweep *sweep, const double *energies, size_t group)
{
    uint64_t rows = wf_design_rows(&sweep->design);
    uint64_t first = wf_design_path_row(&sweep->design, group, 0);
    double weight = 0;
    for (size_t d = 1; d < sweep->base.count; d++) {
        const double *one = &energies[d * rows], *reference = energies;
        double centre = log(one[0] / reference[0]);
        for (uint64_t row = first; row < first + sweep->design.size; row++) {
            double move = fabs(log(one[row] / reference[row]) - centre);
            weight = isnan(move) ? INFINITY : fmax(weight, move);
        }
    }
    return weight;
}

static size_t strongest(const double *weights, size_t count)
{
    size_t best = 0;
    for (size_t g = 1; g < count; g++)
        if (weights[g] > weights[best])
            best = g;
    return best;
}

/* The rest is the group of all factors of a group of the design. */
static void put_aside(const struct wf_design *design, size_t group, uint32_t rest,
                      struct wf_factors *factors)
{
    for (size_t i = 0; i < factors->count; i++)
        if (design->group[factors->items[i].column] == group)
            factors->items[i].group = rest;
    for (size_t i = 0; i < factors->joint_count; i++)
        if (design->group[factors->joints[i].column] == group)
            factors->joints[i].group = rest;
}

int wf_decision_screen(const struct wf_sweep *oat, struct wf_factors *factors, uint32_t *rest,
                       struct wf_err *err)
{
    const struct wf_design *design = &oat->design;
    double *energies = read_energies(oat, err);
    *rest = UINT32_MAX;
    if (!energies)
        return -1;
    double *weights = wf_calloc(design->groups + 1, sizeof *weights);
    for (size_t g = 0; g < design->groups; g++)
        weights[g] = weight_of(oat, energies, g);
    double most = weights[strongest(weights, design->groups)];
    size_t columns = 0, small = 0;
    bool *aside = wf_calloc(design->groups + 1, sizeof *aside);
    for (size_t i = 0; i < design->groups; i++) {
        size_t g = strongest(weights, design->groups);
        columns += wf_design_columns_of(design, g);
        aside[g] = columns > WF_DESIGN_SEQUENCE || weights[g] < SMALL * most;
        small += aside[g];
        weights[g] = -1;
    }
    if (small > 1) {
        *rest = factors->groups++;
        for (size_t g = 0; g < design->groups; g++)
            if (aside[g])
                put_aside(design, g, *rest, factors);
    }
    free(aside);
    free(weights);
    free(energies);
    return 0;
}
