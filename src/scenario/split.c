#include "scenario/split.h"
#include "scenario/resolver.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const void *member(const struct wf_actor *actor, size_t offset)
{
    return (const char *)&actor->values + offset;
}

static const struct wf_origin *origin_of(const struct wf_actor *actor, const char *prop)
{
    int row = wf_props_find(wf_actor_props(actor), prop, 0);
    return row < 0 ? NULL : &actor->origins[row];
}

static bool is_set(const struct wf_origin *origin)
{
    return origin && origin->file && origin->line == 0;
}

double wf_split_share(const struct wf_actor *actor)
{
    size_t offset = wf_roles[actor->role].samples_share;
    double share = NAN;
    if (offset)
        memcpy(&share, member(actor, offset), sizeof share);
    bool replaced =
        is_set(origin_of(actor, "samples")) && !is_set(origin_of(actor, "samples-share"));
    return replaced ? NAN : share;
}

/* Both in the file, or both on the command line: which one is meant? */
static void check_pair(struct wf_resolver *resolver, enum wf_role_id role)
{
    const struct wf_deployment *deployment = &resolver->scenario->deployment;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        const struct wf_origin *share = origin_of(actor, "samples-share"),
                               *samples = origin_of(actor, "samples");
        if (actor->role == role && share && share->file && samples->file &&
            is_set(share) == is_set(samples))
            wf_resolver_prop_error(resolver, actor, "samples-share",
                                   "stands in the place of 'samples'; expected one of them");
    }
}

/* ---- largest remainders ---- */

struct portion {
    double remainder;
    uint32_t index;
};

static int compare_portions(const void *left, const void *right)
{
    const struct portion *a = left, *b = right;
    if (a->remainder > b->remainder || a->remainder < b->remainder)
        return a->remainder > b->remainder ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Remainders differ by less where only the product is inexact: 0.29 x 100 = 28.999999999999996. */
static const double ROUNDING = 1e-9;

/* Give each participant with a share, by index, its part of @p total.
 * @param shares  NaN: none */
static void divide(struct wf_participant *list, const double *shares, uint32_t count,
                   uint64_t total)
{
    struct portion *portions = wf_calloc(count + 1, sizeof *portions);
    uint32_t open = 0;
    double sum = 0;
    uint64_t given = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (isnan(shares[i]))
            continue;
        double exact = shares[i] * (double)total;
        double whole = floor(exact + fmax(ROUNDING, 4 * DBL_EPSILON * exact));
        list[i].samples = (uint64_t)whole;
        portions[open++] = (struct portion){round(fmax(0, exact - whole) / ROUNDING) * ROUNDING, i};
        sum += shares[i];
        given += list[i].samples;
    }
    qsort(portions, open, sizeof *portions, compare_portions);
    double all = round(sum * (double)total);
    for (uint32_t i = 0; i < open && (double)given < all; i++, given++)
        list[portions[i].index].samples++;
    free(portions);
}

/* ---- a split that stays ---- */

/* Do the samples that the file gives to all of its holders sum up to the workload's, of which
 * --set gives another number? Then they are a split of it. */
static bool is_split(const struct wf_scenario *scenario, enum wf_role_id role)
{
    const struct wf_workload *workload = &scenario->workload;
    const struct wf_deployment *deployment = &scenario->deployment;
    double sum = 0;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        if (actor->role != role)
            continue;
        const struct wf_distribution *samples = member(actor, wf_roles[role].samples);
        const struct wf_origin *origin = origin_of(actor, "samples");
        if (!origin->file || is_set(origin) || samples->kind != WF_DISTRIBUTION_CONSTANT)
            return false;
        sum += actor->matched * samples->a;
    }
    return workload->samples != workload->stated_samples && sum == (double)workload->stated_samples;
}

static void keep_split(struct wf_resolver *resolver, enum wf_role_id role, double *shares)
{
    const struct wf_scenario *scenario = resolver->scenario;
    double stated = (double)scenario->workload.stated_samples;
    for (uint32_t i = 0; i < scenario->participant_count[role]; i++)
        shares[i] = (double)scenario->participants[role][i].samples / stated;
    wf_diag_warn(resolver->diag, "--set", 0,
                 "the %ss' samples, %.15g in %s, become as large a share each of the workload's "
                 "%llu",
                 wf_roles[role].name, stated, scenario->deployment.path,
                 (unsigned long long)scenario->workload.samples);
}

static void check_sum(struct wf_resolver *resolver, enum wf_role_id role, const double *shares)
{
    const struct wf_scenario *scenario = resolver->scenario;
    double sum = 0;
    for (uint32_t i = 0; i < scenario->participant_count[role]; i++)
        sum += isnan(shares[i]) ? 0 : shares[i];
    if (sum > 1 + 1e-6)
        wf_diag_warn(resolver->diag, scenario->deployment.path, scenario->deployment.line,
                     "the samples-shares of all %ss sum to %.6g: together they hold more than the "
                     "workload's samples",
                     wf_roles[role].name, sum);
}

/* ---- the whole ---- */

/* @return the total; mistakes are reported */
static uint64_t add_up(struct wf_resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    const struct wf_participant *list = scenario->participants[role];
    uint32_t count = scenario->participant_count[role];
    uint64_t total = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct wf_actor *actor = wf_scenario_actor(scenario, &list[i]);
        if (list[i].samples == 0 && !isnan(wf_split_share(actor))) {
            wf_resolver_prop_error(
                resolver, actor, "samples-share", "%g of the workload's %llu samples is none",
                wf_split_share(actor), (unsigned long long)scenario->workload.samples);
            break;
        }
        if (list[i].samples == 0) {
            wf_resolver_error(
                resolver, actor,
                "prop 'samples': the workload's %llu samples do not reach for %u actors; give "
                "each its own",
                (unsigned long long)scenario->workload.samples, count);
            break;
        }
        uint64_t many = wf_scenario_stands_for(scenario, role, i);
        if (list[i].samples > ((uint64_t)WF_MANY - total) / many) {
            wf_resolver_error(resolver, actor, "prop 'samples': all together are more than %g",
                              WF_MANY);
            break;
        }
        total += many * list[i].samples;
    }
    return total;
}

uint64_t wf_split_resolve(struct wf_resolver *resolver, enum wf_role_id role)
{
    struct wf_scenario *scenario = resolver->scenario;
    struct wf_participant *list = scenario->participants[role];
    uint32_t count = scenario->participant_count[role];
    uint64_t samples = scenario->workload.samples;
    double *shares = wf_calloc(count + 1, sizeof *shares);
    check_pair(resolver, role);
    for (uint32_t i = 0; i < count; i++) {
        shares[i] = wf_split_share(wf_scenario_actor(scenario, &list[i]));
        if (list[i].samples == WF_COUNT_UNSET && isnan(shares[i]))
            list[i].samples = samples / count + (i < samples % count);
    }
    check_sum(resolver, role, shares);
    if (is_split(scenario, role))
        keep_split(resolver, role, shares);
    divide(list, shares, count, samples);
    free(shares);
    return add_up(resolver, role);
}
