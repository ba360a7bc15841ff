/* Numbers that differ from device to device, as users write them: a plain quantity where all are
 * equal ("40", "20 ms"), else a law with its arguments:
 *
 *   uniform(least, most)       normal(mean, deviation): above 0 only, other draws are drawn again
 *   lognormal(median, sigma)   sigma of the natural logarithm
 *   exponential(mean)          gamma(shape, scale)
 *   pareto(scale, shape)       zipf(exponent, most): whole numbers from 1 on
 *
 * Arguments carry the unit of what is drawn ("uniform(10 ms, 50 ms)"); shapes, sigmas and exponents
 * carry none. */
#ifndef WF_PROP_DISTRIBUTION_H
#define WF_PROP_DISTRIBUTION_H

#include "base/err.h"
#include "base/random.h"
#include "base/text.h"
#include "base/units.h"
#include <stdint.h>

enum wf_distribution_kind {
    WF_DISTRIBUTION_CONSTANT,
    WF_DISTRIBUTION_UNIFORM,
    WF_DISTRIBUTION_NORMAL,
    WF_DISTRIBUTION_LOGNORMAL,
    WF_DISTRIBUTION_EXPONENTIAL,
    WF_DISTRIBUTION_GAMMA,
    WF_DISTRIBUTION_PARETO,
    WF_DISTRIBUTION_ZIPF,
    WF_DISTRIBUTION_COUNT
};

struct wf_distribution {
    enum wf_distribution_kind kind;
    double a, b; /**< the arguments as written, in canonical units; the value of a constant is a */
};

/** Parse all of @p text.
 *  @param least, most  what may be drawn, in the canonical unit (@p most may be INFINITY).
 * Constants and the ends of uniform lie in it; so do means, medians, scales and the most of zipf,
 * which are above 0 besides. Laws without an end can still draw beyond it
 *  @param dimension    WF_DIM_COUNT: constants are whole, arguments need not be
 *  @param[out] distribution  untouched on failure
 *  @return NULL, or what is wrong with it, all of it, in words (to free) */
char *wf_distribution_parse(const char *text, enum wf_dimension dimension, double least,
                            double most, struct wf_distribution *distribution);

/** Append what can be written, a line each, indented: the form and its meaning. */
void wf_distribution_forms(struct wf_buffer *out);

/** Text that parses to the same distribution: "normal(40 s, 10 s)". @p size >= 128. */
const char *wf_distribution_text(const struct wf_distribution *distribution,
                                 enum wf_dimension dimension, char *buffer, size_t size);

/** One draw, in the canonical unit. A constant draws nothing from @p random. To have the draws of a
 *  device depend on it alone, give a stream of wf_random_new_indexed that was set to it. */
double wf_distribution_draw(const struct wf_distribution *distribution, struct wf_random *random);

/** One draw rounded to a whole number, from 1 to 2^53. (Rounded, the two ends of a uniform come
 * half as often as what is between.) */
uint64_t wf_distribution_draw_count(const struct wf_distribution *distribution,
                                    struct wf_random *random);

#endif
