/* Sums that do not depend on the order of what is added: what each addition rounds off is kept
 * (Neumaier 1974). The error is about n x 1e-32 of the sum of magnitudes, so that another order, or
 * sums of parts, give the same double but in one of about 1e16 / n cases. */
#ifndef WF_BASE_SUM_H
#define WF_BASE_SUM_H

/** Start zeroed. */
struct wf_sum {
    double value, rest; /**< the sum as rounded, and what was rounded off */
};

static inline void wf_sum_add(struct wf_sum *sum, double value)
{
    double total = sum->value + value, added = total - sum->value;
    sum->rest += (sum->value - (total - added)) + (value - added);
    sum->value = total;
}

/** Add another sum, with its rest. */
static inline void wf_sum_merge(struct wf_sum *sum, const struct wf_sum *other)
{
    wf_sum_add(sum, other->value);
    sum->rest += other->rest;
}

static inline double wf_sum_value(const struct wf_sum *sum)
{
    return sum->value + sum->rest;
}

#endif
