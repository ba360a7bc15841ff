/* The space that a search looks through: what each variable may be. A point is a value of each; a
 * value of a list is its index. */
#ifndef WF_OPTIMUM_SPACE_H
#define WF_OPTIMUM_SPACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wf_variable {
    size_t items;     /**< of a list; 0: a number */
    double low, high; /**< of a number, inclusive */
    bool whole;       /**< a whole number */
    bool logarithmic; /**< equal ratios are equal ways; low > 0 */
};

struct wf_space {
    const struct wf_variable *variables;
    size_t count;
};

/** How many points it has; infinite with a number that is not whole. */
double wf_space_size(const struct wf_space *space);
/** Point @p number of those, from 0, the last variable fastest. @pre the size is finite */
void wf_space_point(const struct wf_space *space, uint64_t number, double *values);

/** The value of a variable at @p u of its way, 0 to 1. A number that is not whole has six
 *  significant digits, so that people can write it, unless it is a bound. */
double wf_variable_value(const struct wf_variable *variable, double u);
/** Where a value stands: the middle of all u that give it. */
double wf_variable_u(const struct wf_variable *variable, double value);
/** Is it one of those that the variable may have? */
bool wf_variable_has(const struct wf_variable *variable, double value);
bool wf_variable_is_discrete(const struct wf_variable *variable);
/** Number of values; infinite of a number that is not whole. */
double wf_variable_size(const struct wf_variable *variable);

#endif
