/* Values of a prop that differ, from what its row says: kind, dimension, bounds, words. */
#ifndef WF_TESTS_LAW_VALUES_H
#define WF_TESTS_LAW_VALUES_H

#include "prop/prop.h"

enum { VALUES_MAX = 8 };
struct values {
    char *items[VALUES_MAX];
    size_t count;
};

/** Where the row does not say enough: a text has a meaning, or a value must suit the scenes. */
struct special_values {
    const char *prop, *values[3];
};

/** @param special  values that win over the row's; ended by a NULL prop
 *  @return none for a text without special values. Release. */
struct values values_of(const struct wf_prop *row, const struct special_values *special);
void values_release(struct values *values);

#endif
