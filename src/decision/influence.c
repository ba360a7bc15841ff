#include "decision/influence.h"

#include "prop/provenance.h"
#include "statistics/crossing.h"
#include "sweep/tasks.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DRAWS = 16 };                  /* for the range of a break-even */
static const double TOLERANCE = 1e-9, /* of a break-even, relative */
    RANGE_TOLERANCE = 1e-2,           /* of those of draws */
    DECADES = 1e3,                    /* so far beyond its interval a break-even is looked for */
    WORK_MOST = 10,                   /* but not where it takes so many times the rounds */
    WIDTHS = 30;                      /* of the interval, where it is not a matter of factors */

/* ---- points ---- */

/* What a task works on. */
struct seeking {
    const struct wf_influence_request *request;
    struct wf_influences *influences;
    struct wf_samples *samples;
    double *values;  /* by factor */
    double *results; /* of a point */
    size_t factor;   /* that moves */
    double work;     /* rounds, or epochs, of either deployment where the search begins */
    double begun;    /* where it begins */
    double from, to; /* beyond these it takes too many of them */
};

static double result_of(const struct seeking *seeking, size_t deployment, enum wf_result result)
{
    return seeking->results[deployment * WF_RESULT_COUNT + result];
}

static struct wf_pair energies(struct seeking *seeking)
{
    const struct wf_influence_request *request = seeking->request;
    free(wf_point_at(seeking->samples, seeking->values, seeking->results)); /* NaN: it failed */
    return (struct wf_pair){result_of(seeking, request->winner, WF_RESULT_ENERGY),
                            result_of(seeking, request->second, WF_RESULT_ENERGY)};
}

/* How long the last point took to simulate goes with this. */
static double work_of(const struct seeking *seeking)
{
    const size_t pair[] = {seeking->request->winner, seeking->request->second};
    double work = 0;
    for (int i = 0; i < 2; i++)
        work = fmax(work, fmax(result_of(seeking, pair[i], WF_RESULT_ROUNDS),
                               result_of(seeking, pair[i], WF_RESULT_EPOCHS)));
    return work;
}

static struct wf_pair energies_at(void *data, double x)
{
    struct seeking *seeking = data;
    if (x < seeking->from || x > seeking->to)
        return (struct wf_pair){NAN, NAN};
    seeking->values[seeking->factor] = x;
    struct wf_pair pair = energies(seeking);
    if (work_of(seeking) > WORK_MOST * seeking->work) {
        if (x > seeking->begun)
            seeking->to = x;
        else
            seeking->from = x;
    }
    return pair;
}

/* From the values as they are, along one factor. */
static void begin_search(struct seeking *seeking, size_t factor)
{
    seeking->factor = factor;
    seeking->begun = seeking->values[factor];
    seeking->from = -INFINITY;
    seeking->to = INFINITY;
    energies(seeking);
    seeking->work = work_of(seeking);
}

static double ratio_at(struct seeking *seeking, double x)
{
    struct wf_pair pair = energies_at(seeking, x);
    return pair.b / pair.a;
}

static const struct wf_factors *factors_of(const struct wf_influence_request *request)
{
    return &request->sweep->file->factors;
}

static void begin(struct seeking *seeking, void *data, struct wf_samples *samples)
{
    *seeking = *(const struct seeking *)data;
    seeking->samples = samples;
    seeking->values = wf_calloc(samples->swept->factors->count + 1, sizeof *seeking->values);
    seeking->results = wf_calloc(wf_swept_result_count(samples->swept), sizeof *seeking->results);
}

static void end(struct seeking *seeking)
{
    free(seeking->values);
    free(seeking->results);
}

/* ---- where to look ---- */

enum { GRID = 5 };

struct scale {
    double grid[GRID];
    struct wf_crossing_search search;
};

static double bounded(const struct wf_shape *shape, double x)
{
    if (!isnan(shape->least))
        x = fmax(x, shape->least);
    if (!isnan(shape->most))
        x = fmin(x, shape->most);
    return x;
}

static void make_scale(const struct wf_factor *factor, struct seeking *seeking, double tolerance,
                       struct scale *scale)
{
    static const double places[GRID] = {0, 0.25, 0.5, 0.75, 1};
    const struct wf_shape *shape = &factor->shape;
    double low_u, high_u;
    size_t count = 0;
    wf_shape_ends(shape, &low_u, &high_u);
    for (int i = 0; i < GRID; i++) {
        double u = low_u + places[i] * (high_u - low_u), x = wf_shape_quantile(shape, u);
        if (!count || x > scale->grid[count - 1])
            scale->grid[count++] = x;
    }
    double low = scale->grid[0], high = scale->grid[count - 1];
    bool logarithmic = low > 0;
    scale->search = (struct wf_crossing_search){
        .grid = scale->grid,
        .count = count,
        .least = bounded(shape, logarithmic ? low / DECADES : low - WIDTHS * (high - low)),
        .most = bounded(shape, logarithmic ? high * DECADES : high + WIDTHS * (high - low)),
        .logarithmic = logarithmic,
        .whole = shape->whole,
        .tolerance = tolerance,
        .at = energies_at,
        .data = seeking};
    if (logarithmic && !(scale->search.least > 0))
        scale->search.least = low / DECADES;
}

static bool is_fixed(const struct wf_factor *factor)
{
    return factor->parts.seed;
}

/* ---- the others at their centre ---- */

/* What a task says of a factor. */
enum number { COUNT, RATIO_LOW, RATIO_HIGH, ITEM_LOW, ITEM_HIGH, RISES, CROSSINGS };
enum { NUMBERS = CROSSINGS + WF_CROSSINGS_MAX };

static double nearest_to(const double *crossings, size_t count, double centre)
{
    double nearest = NAN;
    for (size_t i = 0; i < count && i < WF_CROSSINGS_MAX; i++)
        if (isnan(nearest) || fabs(crossings[i] - centre) < fabs(nearest - centre))
            nearest = crossings[i];
    return nearest;
}

/* A list turns where an item has another winner than its centre. */
static void look_at_items(struct seeking *seeking, double centre, double *out)
{
    const struct wf_factor *factor = &factors_of(seeking->request)->items[seeking->factor];
    double at_centre = ratio_at(seeking, centre);
    size_t count = 0;
    out[RATIO_LOW] = out[RATIO_HIGH] = at_centre;
    out[ITEM_LOW] = out[ITEM_HIGH] = centre;
    for (size_t i = 0; i < factor->shape.count; i++) {
        double ratio = ratio_at(seeking, (double)i);
        if (ratio < out[RATIO_LOW]) {
            out[RATIO_LOW] = ratio;
            out[ITEM_LOW] = (double)i;
        }
        if (ratio > out[RATIO_HIGH]) {
            out[RATIO_HIGH] = ratio;
            out[ITEM_HIGH] = (double)i;
        }
        if (isnan(ratio) || (ratio < 1) == (at_centre < 1))
            continue;
        if (count < WF_CROSSINGS_MAX)
            out[CROSSINGS + count] = (double)i;
        count++;
    }
    out[COUNT] = (double)count;
}

static void look_along(struct seeking *seeking, double centre, double *out)
{
    struct scale scale;
    make_scale(&factors_of(seeking->request)->items[seeking->factor], seeking, TOLERANCE, &scale);
    out[RATIO_LOW] = ratio_at(seeking, scale.grid[0]);
    out[RATIO_HIGH] = ratio_at(seeking, scale.grid[scale.search.count - 1]);
    if (scale.search.count < 2 || out[RATIO_LOW] == out[RATIO_HIGH])
        return; /* it has no effect, or none that a break-even could be found by */
    size_t count = wf_crossings_find(&scale.search, &out[CROSSINGS], WF_CROSSINGS_MAX);
    out[COUNT] = (double)count;
    double nearest = nearest_to(&out[CROSSINGS], count, centre);
    if (count) /* away from the centre the sign changes */
        out[RISES] = (ratio_at(seeking, centre) > 1) == (centre > nearest);
}

static void look_at_centre(void *data, struct wf_samples *samples, size_t task, double *out)
{
    struct seeking seeking;
    begin(&seeking, data, samples);
    const struct wf_factors *factors = factors_of(seeking.request);
    wf_factors_middle(factors, seeking.values);
    double centre = seeking.values[task];
    begin_search(&seeking, task);
    if (is_fixed(&factors->items[task]))
        out[RATIO_LOW] = out[RATIO_HIGH] = NAN;
    else if (factors->items[task].texts)
        look_at_items(&seeking, centre, out);
    else
        look_along(&seeking, centre, out);
    end(&seeking);
}

static void note_centre(const struct wf_factors *factors, const double *out,
                        struct wf_influence *influence)
{
    const struct wf_factor *factor = &factors->items[influence->factor];
    const double *own = out + influence->factor * NUMBERS;
    double centre = wf_shape_middle(&factor->shape), low_u, high_u;
    influence->crossing_count = (size_t)own[COUNT];
    memcpy(influence->crossings, own + CROSSINGS, sizeof influence->crossings);
    influence->break_even = nearest_to(own + CROSSINGS, influence->crossing_count, centre);
    influence->ratio_low = own[RATIO_LOW];
    influence->ratio_high = own[RATIO_HIGH];
    influence->item_low = (size_t)own[ITEM_LOW];
    influence->item_high = (size_t)own[ITEM_HIGH];
    influence->rises = own[RISES] > 0;
    wf_shape_ends(&factor->shape, &low_u, &high_u);
    influence->inside =
        factor->texts ? influence->crossing_count > 0
                      : influence->break_even >= wf_shape_quantile(&factor->shape, low_u) &&
                            influence->break_even <= wf_shape_quantile(&factor->shape, high_u);
    influence->low = influence->high = NAN;
}

/* ---- the others as drawn ---- */

/* Row of draw @p number: samples A of all replicates. */
static uint64_t row_of(const struct wf_design *design, size_t number)
{
    return wf_design_sobol_row(design, number / WF_DESIGN_REPLICATES,
                               number % WF_DESIGN_REPLICATES);
}

static size_t count_draws(const struct wf_design *design)
{
    uint64_t rows = design->size * WF_DESIGN_REPLICATES;
    return rows < DRAWS ? (size_t)rows : DRAWS;
}

static bool is_sought(const struct wf_factors *factors, const struct wf_influence *influence)
{
    return !isnan(influence->break_even) && !factors->items[influence->factor].texts;
}

/* Break-evens of all factors, the others as in one draw. */
static void look_at_draw(void *data, struct wf_samples *samples, size_t task, double *out)
{
    struct seeking seeking;
    begin(&seeking, data, samples);
    const struct wf_sweep *sweep = seeking.request->sweep;
    const struct wf_factors *factors = factors_of(seeking.request);
    double *u = wf_calloc(sweep->design.columns + 1, sizeof *u);
    wf_design_row(&sweep->design, row_of(&sweep->design, task), u);
    wf_factors_draw(factors, u, seeking.values);
    for (size_t i = 0; i < seeking.influences->count; i++) {
        const struct wf_influence *influence = &seeking.influences->items[i];
        struct scale scale;
        out[influence->factor] = NAN;
        if (!is_sought(factors, influence))
            continue;
        double drawn = seeking.values[influence->factor];
        begin_search(&seeking, influence->factor);
        make_scale(&factors->items[seeking.factor], &seeking, RANGE_TOLERANCE, &scale);
        out[influence->factor] =
            wf_crossing_near(&scale.search, influence->break_even, influence->rises);
        seeking.values[seeking.factor] = drawn;
    }
    free(u);
    end(&seeking);
}

static void note_draws(const double *out, size_t draws, size_t factors,
                       struct wf_influence *influence)
{
    static const double shares[] = {0.05, 0.95};
    double found[DRAWS], quantiles[2];
    size_t count = 0;
    for (size_t i = 0; i < draws; i++)
        if (!isnan(out[i * factors + influence->factor]))
            found[count++] = out[i * factors + influence->factor];
    influence->crossed = draws ? (double)count / (double)draws : 0;
    wf_quantiles(found, count, shares, quantiles, 2);
    influence->low = quantiles[0];
    influence->high = quantiles[1];
}

/* ---- the worst corner ---- */

/* Each assumed factor at the end where the winner does worse, the others at their centre. */
static void look_at_corner(void *data, struct wf_samples *samples, size_t task, double *out)
{
    struct seeking seeking;
    begin(&seeking, data, samples);
    const struct wf_factors *factors = factors_of(seeking.request);
    wf_factors_middle(factors, seeking.values);
    for (size_t i = 0; task && i < seeking.influences->count; i++) {
        const struct wf_influence *influence = &seeking.influences->items[i];
        const struct wf_factor *factor = &factors->items[influence->factor];
        double low_u, high_u;
        if (factor->word != WF_ASSUMED || is_fixed(factor) ||
            !(influence->ratio_low < INFINITY && influence->ratio_high < INFINITY))
            continue;
        bool low = influence->ratio_low <= influence->ratio_high;
        wf_shape_ends(&factor->shape, &low_u, &high_u);
        seeking.values[influence->factor] =
            factor->texts ? (double)influence->item_low
                          : wf_shape_quantile(&factor->shape, low ? low_u : high_u);
    }
    struct wf_pair pair = energies(&seeking);
    *out = pair.b / pair.a;
    end(&seeking);
}

static bool any_assumed(const struct wf_factors *factors)
{
    for (size_t i = 0; i < factors->count; i++)
        if (factors->items[i].word == WF_ASSUMED && !is_fixed(&factors->items[i]))
            return true;
    return false;
}

/* ---- shares of the variance ---- */

static int read_log_ratio(const struct wf_influence_request *request, double *values,
                          struct wf_err *err)
{
    const struct wf_sweep *sweep = request->sweep;
    uint64_t rows = wf_design_rows(&sweep->design);
    const size_t deployments[] = {request->winner, request->second};
    double *own = wf_calloc(rows + 1, sizeof *own);
    int status = 0;
    for (int i = 0; status == 0 && i < 2; i++) {
        char *column = wf_sweep_column(sweep->base.labels.items[deployments[i]], WF_RESULT_ENERGY);
        status = wf_store_numbers(sweep->store, column, own, err);
        for (uint64_t row = 0; row < rows; row++)
            values[row] = i ? log(own[row] / values[row]) : own[row];
        free(column);
    }
    free(own);
    return status;
}

static int note_shares(const struct wf_influence_request *request, struct wf_influences *influences,
                       struct wf_err *err)
{
    const struct wf_design *design = &request->sweep->design;
    const struct wf_factors *factors = factors_of(request);
    double *values = wf_calloc(wf_design_rows(design) + 1, sizeof *values);
    struct wf_sobol sobol = {0};
    int status = read_log_ratio(request, values, err);
    if (status == 0)
        wf_sobol_of(design, values, &sobol);
    for (size_t i = 0; status == 0 && i < influences->count; i++) {
        struct wf_influence *influence = &influences->items[i];
        const struct wf_factor *factor = &factors->items[influence->factor];
        uint32_t group = design->group[factor->column];
        influence->rest = factor->group == request->rest;
        for (size_t j = 0; j < factors->count; j++)
            influence->members += design->group[factors->items[j].column] == group;
        influence->first = sobol.index[group].first;
        influence->total = sobol.index[group].total;
    }
    wf_sobol_release(&sobol);
    free(values);
    return status;
}

/* ---- all ---- */

static int compare_totals(const void *a, const void *b)
{
    const struct wf_influence *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest - y->rest;
    double one = isnan(x->total.value) ? -1 : x->total.value;
    double other = isnan(y->total.value) ? -1 : y->total.value;
    if (one < other || one > other)
        return one < other ? 1 : -1;
    return (x->factor > y->factor) - (x->factor < y->factor);
}

/* Run tasks and count their simulations. */
static int perform(const struct seeking *seeking,
                   void (*task)(void *data, struct wf_samples *samples, size_t task, double *out),
                   size_t count, size_t numbers, double *out, struct wf_err *err)
{
    uint64_t simulations = 0;
    const struct wf_tasks tasks = {.swept = &seeking->request->sweep->swept,
                                   .count = count,
                                   .numbers = numbers,
                                   .jobs = seeking->request->jobs,
                                   .perform = task,
                                   .data = (void *)seeking};
    int status = wf_tasks_run(&tasks, out, &simulations, err);
    seeking->influences->simulations += simulations;
    return status;
}

static int look(const struct seeking *seeking, struct wf_err *err)
{
    const struct wf_influence_request *request = seeking->request;
    struct wf_influences *influences = seeking->influences;
    const struct wf_factors *factors = factors_of(request);
    size_t draws = count_draws(&request->sweep->design), count = factors->count;
    size_t most = count * NUMBERS > draws * count ? count * NUMBERS : draws * count;
    double *out = wf_calloc(most + 2, sizeof *out);
    bool sought = false;
    int status = perform(seeking, look_at_centre, count, NUMBERS, out, err);
    for (size_t i = 0; status == 0 && i < count; i++) {
        note_centre(factors, out, &influences->items[i]);
        sought |= is_sought(factors, &influences->items[i]);
    }
    if (status == 0 && sought)
        status = perform(seeking, look_at_draw, draws, count, out, err);
    for (size_t i = 0; status == 0 && sought && i < count; i++)
        if (is_sought(factors, &influences->items[i]))
            note_draws(out, draws, count, &influences->items[i]);
    if (status == 0)
        status = perform(seeking, look_at_corner, any_assumed(factors) ? 2 : 1, 1, out, err);
    influences->centre_ratio = out[0];
    influences->corner_ratio = any_assumed(factors) ? out[1] : NAN;
    free(out);
    return status;
}

int wf_influences_make(const struct wf_influence_request *request, struct wf_influences *influences,
                       struct wf_err *err)
{
    const struct wf_factors *factors = factors_of(request);
    *influences = (struct wf_influences){.count = factors->count};
    influences->items = wf_calloc(factors->count + 1, sizeof *influences->items);
    for (size_t i = 0; i < factors->count; i++)
        influences->items[i].factor = i;
    const struct seeking seeking = {.request = request, .influences = influences};
    int status = look(&seeking, err);
    if (status == 0)
        status = note_shares(request, influences, err);
    if (status == 0)
        qsort(influences->items, influences->count, sizeof *influences->items, compare_totals);
    return status;
}

double wf_break_even_number(const struct wf_factor *factor, double value)
{
    return factor->shape.whole || isnan(value) ? value : wf_factor_number(factor, value);
}

char *wf_break_even_text(const struct wf_factor *factor, double value)
{
    char text[64];
    if (factor->texts)
        return wf_factor_text(factor, value);
    if (factor->times)
        return wf_format("x %.4g", value);
    if (factor->dimension == WF_DIM_RATIO)
        return wf_format("%.4g %%", 100 * value);
    return wf_strdup(wf_quantity_text(value, factor->dimension, text, sizeof text));
}

void wf_influences_release(struct wf_influences *influences)
{
    free(influences->items);
    *influences = (struct wf_influences){0};
}
