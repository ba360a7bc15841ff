/* Where one number overtakes another, along a third. */
#ifndef WF_STATISTICS_CROSSING_H
#define WF_STATISTICS_CROSSING_H

#include <stdbool.h>
#include <stddef.h>

/** Two numbers, not negative. NaN: unknown. */
struct wf_pair {
    double a, b;
};

struct wf_crossing_search {
    const double *grid; /**< rising; crossings are looked for between neighbours */
    size_t count;
    double least, most; /**< how far beyond the grid they are looked for; the grid is inside */
    bool logarithmic;   /**< x counts by its logarithm: least is above 0 */
    bool whole;         /**< x is a whole number; between n and n + 1 a straight line */
    double tolerance;   /**< of x, relative */
    struct wf_pair (*at)(void *data, double x);
    void *data;
};

/** All x at which a = b, rising; those of an even number between two neighbours of the grid are
 * left out. Beyond an end of the grid the nearest, if the ratio goes towards 1 there (secants, so
 * that what is far off costs few points). Brent's method (1973) on log(b / a), in GSL's form; a
 * step is found as closely as a root.
 *  @param[out] crossings  the first @p most
 *  @return how many there are */
size_t wf_crossings_find(const struct wf_crossing_search *search, double *crossings, size_t most);

/** One crossing near @p x, between least and most, where b / a rises with x there, or falls; the
 *  grid does not count. @return NaN: none is found */
double wf_crossing_near(const struct wf_crossing_search *search, double x, bool rising);

#endif
