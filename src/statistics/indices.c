#include "statistics/indices.h"
#include "base/err.h"
#include "base/sum.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* ---- Sobol's indices ---- */

/* Sums over base points of a and b of samples A and B, and of c, A with a group from B, all about
 * one centre, so that a large mean loses no digits. */
struct moments {
    double n, a, b, aa, bb, ab;
};
struct cross {
    double c, cc, ac, bc;
};

static bool complete(const double *row, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isfinite(row[i]))
            return false;
    return true;
}

/* Sums of each replicate, one after the other; @p cross has groups entries each. */
static void add_up(const struct wf_design *design, const double *results, double centre,
                   struct moments *moments, struct cross *cross)
{
    for (uint64_t point = 0; point < design->size; point++)
        for (size_t r = 0; r < WF_DESIGN_REPLICATES; r++) {
            const double *row = results + wf_design_sobol_row(design, point, r);
            if (!complete(row, design->groups + 2))
                continue;
            double a = row[0] - centre, b = row[1] - centre;
            struct moments *m = &moments[r];
            *m = (struct moments){m->n + 1,      m->a + a,      m->b + b,
                                  m->aa + a * a, m->bb + b * b, m->ab + a * b};
            for (size_t g = 0; g < design->groups; g++) {
                struct cross *x = &cross[r * design->groups + g];
                double c = row[2 + g] - centre;
                *x = (struct cross){x->c + c, x->cc + c * c, x->ac + a * c, x->bc + b * c};
            }
        }
}

/* Sums of all replicates but @p without; SIZE_MAX: of all. */
static struct moments moments_without(const struct moments *moments, size_t without)
{
    struct moments m = {0};
    for (size_t r = 0; r < WF_DESIGN_REPLICATES; r++)
        if (r != without)
            m = (struct moments){m.n + moments[r].n,   m.a + moments[r].a,   m.b + moments[r].b,
                                 m.aa + moments[r].aa, m.bb + moments[r].bb, m.ab + moments[r].ab};
    return m;
}

static struct cross cross_without(const struct cross *cross, size_t groups, size_t group,
                                  size_t without)
{
    struct cross x = {0};
    for (size_t r = 0; r < WF_DESIGN_REPLICATES; r++) {
        const struct cross *of = &cross[r * groups + group];
        if (r != without)
            x = (struct cross){x.c + of->c, x.cc + of->cc, x.ac + of->ac, x.bc + of->bc};
    }
    return x;
}

struct shares {
    double first, total;
};

static struct shares shares_of(struct moments m, struct cross x)
{
    double n = m.n, aa = m.aa - m.a * m.a / n, bb = m.bb - m.b * m.b / n;
    double cc = x.cc - x.c * x.c / n;
    double ab = (m.ab - m.a * m.b / n) / sqrt(aa * bb);
    double ac = (x.ac - m.a * x.c / n) / sqrt(aa * cc);
    double bc = (x.bc - m.b * x.c / n) / sqrt(bb * cc);
    return (struct shares){(bc - ab * ac) / (1 - ab * ab), 1 - (ac - ab * bc) / (1 - ab * ab)};
}

/* Jackknife: @p all of everything, @p without[r] of all but replicate r. */
static struct wf_estimate jackknifed(double all, const double *without, size_t replicates)
{
    double pseudo[WF_DESIGN_REPLICATES], n = (double)replicates;
    if (replicates < 2)
        return (struct wf_estimate){all, NAN, NAN};
    for (size_t r = 0; r < replicates; r++)
        pseudo[r] = n * all - (n - 1) * without[r];
    double error = gsl_stats_sd(pseudo, 1, replicates) / sqrt(n);
    return wf_estimate_of(gsl_stats_mean(pseudo, 1, replicates), error, n - 1);
}

static struct wf_sobol_index index_of(const struct moments *moments, const struct cross *cross,
                                      size_t groups, size_t group)
{
    double first[WF_DESIGN_REPLICATES], total[WF_DESIGN_REPLICATES];
    size_t replicates = 0;
    for (size_t r = 0; r < WF_DESIGN_REPLICATES; r++) {
        if (moments[r].n == 0)
            continue;
        struct shares shares =
            shares_of(moments_without(moments, r), cross_without(cross, groups, group, r));
        first[replicates] = shares.first;
        total[replicates++] = shares.total;
    }
    struct shares all = shares_of(moments_without(moments, SIZE_MAX),
                                  cross_without(cross, groups, group, SIZE_MAX));
    return (struct wf_sobol_index){jackknifed(all.first, first, replicates),
                                   jackknifed(all.total, total, replicates)};
}

/* Of samples A and B together, of base points that are complete. */
static void describe(const struct wf_design *design, const double *results, struct wf_sobol *sobol)
{
    struct wf_sum sum = {0}, squares = {0};
    uint64_t bases = design->size * WF_DESIGN_REPLICATES;
    size_t length = design->groups + 2;
    for (uint64_t base = 0; base < bases; base++)
        if (complete(results + base * length, length)) {
            wf_sum_add(&sum, results[base * length]);
            wf_sum_add(&sum, results[base * length + 1]);
            sobol->used++;
        }
    sobol->left_out = bases - sobol->used;
    sobol->mean = wf_sum_value(&sum) / (2 * (double)sobol->used);
    double least = INFINITY, most = -INFINITY;
    for (uint64_t base = 0; base < bases; base++)
        if (complete(results + base * length, length))
            for (size_t i = 0; i < 2; i++) {
                double value = results[base * length + i], off = value - sobol->mean;
                least = fmin(least, value);
                most = fmax(most, value);
                wf_sum_add(&squares, off * off);
            }
    /* the mean of equal values may be rounded, and then seems to have a variance */
    sobol->variance = least == most ? 0 : wf_sum_value(&squares) / (2 * (double)sobol->used - 1);
}

void wf_sobol_of(const struct wf_design *design, const double *results, struct wf_sobol *sobol)
{
    *sobol = (struct wf_sobol){.groups = design->groups};
    sobol->index = wf_malloc(design->groups * sizeof *sobol->index);
    describe(design, results, sobol);
    struct moments moments[WF_DESIGN_REPLICATES] = {0};
    struct cross *cross = wf_calloc(WF_DESIGN_REPLICATES * design->groups, sizeof *cross);
    add_up(design, results, sobol->mean, moments, cross);
    struct wf_sobol_index none = {wf_estimate_none(), wf_estimate_none()};
    for (size_t g = 0; g < design->groups; g++)
        sobol->index[g] = sobol->variance > 0 ? index_of(moments, cross, design->groups, g) : none;
    free(cross);
}

void wf_sobol_release(struct wf_sobol *sobol)
{
    if (!sobol)
        return;
    free(sobol->index);
    *sobol = (struct wf_sobol){0};
}

/* ---- Morris' effects ---- */

/* way of a move, from end to end 1 */
static const double MOVE = 2 / 3.0;

static struct wf_morris_effect effect_of(const double *effects, uint64_t used, uint64_t left_out,
                                         bool directed)
{
    struct wf_morris_effect effect = {wf_estimate_none(), NAN, NAN, used, left_out};
    if (used == 0)
        return effect;
    double n = (double)used, *sizes = wf_malloc(used * sizeof *sizes);
    for (uint64_t i = 0; i < used; i++)
        sizes[i] = fabs(effects[i]);
    effect.mu_star = wf_estimate_of(gsl_stats_mean(sizes, 1, used),
                                    gsl_stats_sd(sizes, 1, used) / sqrt(n), n - 1);
    if (directed) {
        effect.mu = gsl_stats_mean(effects, 1, used);
        effect.sigma = gsl_stats_sd(effects, 1, used);
    }
    free(sizes);
    return effect;
}

void wf_morris_of(const struct wf_design *design, const double *results,
                  struct wf_morris_effect *effects)
{
    size_t groups = design->groups;
    double *found = wf_malloc(groups * design->size * sizeof *found); /* by group */
    uint64_t *used = wf_calloc(groups, sizeof *used);
    uint32_t *group = wf_malloc(groups * sizeof *group);
    int *sign = wf_malloc(groups * sizeof *sign);
    for (uint64_t t = 0; t < design->size; t++) {
        const double *row = results + t * (groups + 1);
        wf_design_moves(design, t, group, sign);
        for (size_t move = 0; move < groups; move++) {
            size_t g = group[move];
            double effect = sign[move] * (row[move + 1] - row[move]) / MOVE;
            if (isfinite(effect))
                found[g * design->size + used[g]++] = effect;
        }
    }
    for (size_t g = 0; g < groups; g++)
        effects[g] = effect_of(found + g * design->size, used[g], design->size - used[g],
                               wf_design_columns_of(design, g) == 1);
    free(found);
    free(used);
    free(group);
    free(sign);
}

/* ---- ranks, shares, quantiles ---- */

/* Ranks of @p values, equal ones with their mean. */
static void rank(const double *values, size_t count, double *ranks)
{
    size_t *order = wf_malloc(count * sizeof *order);
    gsl_sort_index(order, values, 1, count);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && values[order[to]] == values[order[from]];)
            to++;
        for (size_t i = from; i < to; i++)
            ranks[order[i]] = (double)(from + 1 + to) / 2;
    }
    free(order);
}

/* The bound of @p r on the side of @p sigmas. */
static double bound_of(double r, double n, double sigmas)
{
    return tanh(atanh(r) + sigmas * sqrt((1 + r * r / 2) / (n - 3)));
}

static struct wf_estimate with_interval(double r, size_t count)
{
    double n = (double)count, sigmas = gsl_cdf_ugaussian_Pinv(0.975);
    if (isnan(r) || count < 4)
        return (struct wf_estimate){r, NAN, NAN};
    double most = 1 - 12 / (n * (n * n - 1)), inner = fmin(fmax(r, -most), most);
    return (struct wf_estimate){
        r, r > most ? bound_of(inner, n, -sigmas) : fmin(bound_of(inner, n, -sigmas), r),
        fmax(bound_of(inner, n, sigmas), r)};
}

struct wf_estimate wf_rank_correlation(const double *x, const double *y, size_t count,
                                       size_t *pairs)
{
    double *kept = wf_malloc((4 * count + 1) * sizeof *kept);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(x[i]) && !isnan(y[i])) {
            kept[used] = x[i];
            kept[count + used++] = y[i];
        }
    rank(kept, used, kept + 2 * count);
    rank(kept + count, used, kept + 3 * count);
    double r =
        used < 2 ? NAN : gsl_stats_correlation(kept + 2 * count, 1, kept + 3 * count, 1, used);
    free(kept);
    if (pairs)
        *pairs = used;
    return with_interval(r, used);
}

struct wf_estimate wf_share_of(uint64_t hits, uint64_t draws)
{
    if (draws == 0)
        return wf_estimate_none();
    double n = (double)draws, p = (double)hits / n, z = gsl_cdf_ugaussian_Pinv(0.975);
    double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return (struct wf_estimate){p, fmax(centre - half, 0), fmin(centre + half, 1)};
}

void wf_quantiles(double *values, size_t count, const double *p, double *out, size_t wanted)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i])) {
            double value = values[i];
            values[i] = values[kept];
            values[kept++] = value;
        }
    gsl_sort(values, 1, kept);
    for (size_t i = 0; i < wanted; i++)
        out[i] = kept ? gsl_stats_quantile_from_sorted_data(values, 1, kept, p[i]) : NAN;
}
