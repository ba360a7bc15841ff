#include "statistics/shape.h"
#include "base/err.h"
#include <gsl/gsl_cdf.h>
#include <math.h>

/* 97.5 % quantile of the normal law */
static const double SIGMAS_95 = 1.959963984540054;
/* less than this of a law between least and most is taken for a mistake in its bounds */
static const double LEAST_KEPT = 0.01;

/* ---- laws, before they are cut off ---- */

/* A law between low and high (95 % of it, of normal ones); on logarithms where it says so. */
struct law {
    double low, high, centre;
};

struct kind {
    const char *name;
    double (*quantile)(const struct law *law, double u);
    double (*cdf)(const struct law *law, double x);
    bool logarithmic, bounded, needs_centre, has_centre;
};

static double uniform_quantile(const struct law *law, double u)
{
    return law->low + u * (law->high - law->low);
}

static double uniform_cdf(const struct law *law, double x)
{
    return fmin(fmax((x - law->low) / (law->high - law->low), 0), 1);
}

static double triangular_quantile(const struct law *law, double u)
{
    double width = law->high - law->low, below = law->centre - law->low;
    if (u * width < below)
        return law->low + sqrt(u * width * below);
    return law->high - sqrt((1 - u) * width * (law->high - law->centre));
}

static double triangular_cdf(const struct law *law, double x)
{
    double width = law->high - law->low;
    if (x <= law->low || x >= law->high)
        return x >= law->high;
    if (x < law->centre)
        return (x - law->low) * (x - law->low) / (width * (law->centre - law->low));
    return 1 - (law->high - x) * (law->high - x) / (width * (law->high - law->centre));
}

static double normal_quantile(const struct law *law, double u)
{
    double sigmas = gsl_cdf_ugaussian_Pinv(fmin(fmax(u, 0x1p-53), 1 - 0x1p-53));
    double half = sigmas < 0 ? law->centre - law->low : law->high - law->centre;
    return law->centre + sigmas / SIGMAS_95 * half;
}

static double normal_cdf(const struct law *law, double x)
{
    double half = x < law->centre ? law->centre - law->low : law->high - law->centre;
    return gsl_cdf_ugaussian_P((x - law->centre) / half * SIGMAS_95);
}

static const struct kind kinds[] = {
    [WF_SHAPE_UNIFORM] = {"uniform", uniform_quantile, uniform_cdf, .bounded = true},
    [WF_SHAPE_LOG_UNIFORM] = {"log-uniform", uniform_quantile, uniform_cdf, .logarithmic = true,
                              .bounded = true},
    [WF_SHAPE_TRIANGULAR] = {"triangular", triangular_quantile, triangular_cdf, .bounded = true,
                             .needs_centre = true, .has_centre = true},
    [WF_SHAPE_NORMAL] = {"normal", normal_quantile, normal_cdf, .has_centre = true},
    [WF_SHAPE_LOGNORMAL] = {"lognormal", normal_quantile, normal_cdf, .logarithmic = true,
                            .has_centre = true},
    [WF_SHAPE_LIST] = {"list", NULL, NULL, .bounded = true},
};

static struct law law_of(const struct wf_shape *shape)
{
    const struct kind *kind = &kinds[shape->kind];
    struct law law = {shape->low, shape->high, shape->centre};
    if (shape->whole && kind->bounded) {
        law.low -= 0.5;
        law.high += 0.5;
    }
    if (kind->logarithmic)
        law = (struct law){log(law.low), log(law.high), log(law.centre)};
    if (isnan(law.centre))
        law.centre = (law.low + law.high) / 2;
    return law;
}

/* ---- cut off ---- */

/* First and last value that it may take. */
static double first_of(const struct wf_shape *shape)
{
    double least = isnan(shape->least) ? -INFINITY : shape->least;
    return shape->whole ? ceil(least) : least;
}

static double last_of(const struct wf_shape *shape)
{
    double most = isnan(shape->most) ? INFINITY : shape->most;
    return shape->whole ? floor(most) : most;
}

/* Share of @p law below @p x. */
static double share_below(const struct kind *kind, const struct law *law, double x)
{
    if (isinf(x))
        return x > 0;
    if (!kind->logarithmic)
        return kind->cdf(law, x);
    return x > 0 ? kind->cdf(law, log(x)) : 0;
}

/* Shares of the law below where it is cut off. */
static void kept(const struct wf_shape *shape, const struct law *law, double *from, double *to)
{
    double half = shape->whole ? 0.5 : 0;
    *from = share_below(&kinds[shape->kind], law, first_of(shape) - half);
    *to = share_below(&kinds[shape->kind], law, last_of(shape) + half);
}

double wf_shape_quantile(const struct wf_shape *shape, double u)
{
    if (shape->kind == WF_SHAPE_LIST)
        return fmin(floor(u * (double)shape->count), (double)shape->count - 1);
    struct law law = law_of(shape);
    double from, to;
    kept(shape, &law, &from, &to);
    double x = kinds[shape->kind].quantile(&law, from + u * (to - from));
    if (kinds[shape->kind].logarithmic)
        x = exp(x);
    /* rounding, of a number or of its logarithm, does not lead out of its bounds */
    double first = first_of(shape), last = last_of(shape);
    if (kinds[shape->kind].bounded) {
        first = fmax(first, shape->low);
        last = fmin(last, shape->high);
    }
    return fmin(fmax(shape->whole ? floor(x + 0.5) : x, first), last);
}

double wf_shape_middle(const struct wf_shape *shape)
{
    return wf_shape_quantile(shape, 0.5);
}

void wf_shape_ends(const struct wf_shape *shape, double *low_u, double *high_u)
{
    bool bounded = kinds[shape->kind].bounded;
    *low_u = bounded ? 0 : 0.025;
    *high_u = bounded ? 1 : 0.975;
}

/* ---- what is no law ---- */

static char *why_not_interval(const struct wf_shape *shape, const struct kind *kind)
{
    if (isnan(shape->low) || isnan(shape->high))
        return wf_format("a %s shape needs low and high", kind->name);
    if (isinf(shape->low) || isinf(shape->high))
        return wf_format("the interval %g to %g is not finite", shape->low, shape->high);
    if (shape->low == shape->high)
        return wf_format("the interval is empty: low and high are both %g", shape->low);
    if (shape->low > shape->high)
        return wf_format("the interval is reversed: low %g is above high %g", shape->low,
                         shape->high);
    if (kind->logarithmic && shape->low <= 0)
        return wf_format("low is %g, expected above 0 for a %s shape", shape->low, kind->name);
    if (shape->whole && kind->bounded &&
        (shape->low != floor(shape->low) || shape->high != floor(shape->high)))
        return wf_format("low %g and high %g are not whole numbers, as the counts between them are",
                         shape->low, shape->high);
    return NULL;
}

static char *why_not_centre(const struct wf_shape *shape, const struct kind *kind)
{
    double centre = shape->centre;
    if (isnan(centre))
        return kind->needs_centre ? wf_format("a %s shape needs its centre", kind->name) : NULL;
    if (!kind->has_centre)
        return wf_format("a %s shape has no centre; triangular, normal and lognormal have one",
                         kind->name);
    bool at_end = centre == shape->low || centre == shape->high;
    if (!(centre >= shape->low && centre <= shape->high) || (at_end && !kind->bounded))
        return wf_format("centre is %g, expected between low %g and high %g", centre, shape->low,
                         shape->high);
    return NULL;
}

static char *why_not_cut(const struct wf_shape *shape, const struct kind *kind)
{
    double first = first_of(shape), last = last_of(shape);
    struct law law = law_of(shape);
    double from, to;
    kept(shape, &law, &from, &to);
    if (first <= last && to - from >= LEAST_KEPT)
        return NULL;
    return wf_format("of a %s shape of %g to %g, %.2g %% lie in %g to %g, where it is cut off; "
                     "expected at least %g %%",
                     kind->name, shape->low, shape->high, fmax(to - from, 0) * 100, first, last,
                     LEAST_KEPT * 100);
}

char *wf_shape_check(const struct wf_shape *shape)
{
    const struct kind *kind = &kinds[shape->kind];
    if (shape->kind == WF_SHAPE_LIST)
        return shape->count == 0 ? wf_format("the list has no items") : NULL;
    char *why = why_not_interval(shape, kind);
    if (!why)
        why = why_not_centre(shape, kind);
    return why ? why : why_not_cut(shape, kind);
}

bool wf_shape_is_logarithmic(const struct wf_shape *shape)
{
    return kinds[shape->kind].logarithmic;
}

struct wf_shape wf_shape_widened(const struct wf_shape *shape, double times)
{
    struct wf_shape wide = *shape;
    if (shape->kind == WF_SHAPE_LIST)
        return wide;
    if (kinds[shape->kind].logarithmic) {
        double centre = isnan(shape->centre) ? sqrt(shape->low) * sqrt(shape->high) : shape->centre;
        wide.low = centre * pow(shape->low / centre, times);
        wide.high = centre * pow(shape->high / centre, times);
        return wide;
    }
    double centre = isnan(shape->centre) ? (shape->low + shape->high) / 2 : shape->centre;
    wide.low = centre - times * (centre - shape->low);
    wide.high = centre + times * (shape->high - centre);
    return wide;
}
