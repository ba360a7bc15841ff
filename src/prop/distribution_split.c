#include "prop/distribution.h"
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

struct part {
    double weight, remainder;
    size_t index;
};

static int by_weight(const void *left, const void *right)
{
    const struct part *a = left, *b = right;
    return (a->weight > b->weight) - (a->weight < b->weight);
}

static int by_remainder(const void *left, const void *right)
{
    const struct part *a = left, *b = right;
    if (a->remainder != b->remainder)
        return a->remainder > b->remainder ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

int wf_distribution_split(uint64_t total, const double *weights, size_t count, uint64_t *shares,
                          struct wf_err *err)
{
    assert(count >= 1 && total <= UINT64_C(1) << 53);
    if (total < count)
        return wf_err_set(err, WF_EINPUT,
                          "%llu samples do not reach for %zu shares; expected one each at least",
                          (unsigned long long)total, count);
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(weights[i] >= 0 && isfinite(weights[i])))
            return wf_err_set(err, WF_EINPUT, "weight %zu is %g; expected a number >= 0", i + 1,
                              weights[i]);
        largest = fmax(largest, weights[i]);
    }
    if (largest == 0)
        return wf_err_set(err, WF_EINPUT, "all %zu weights are 0; expected one above 0", count);

    struct part *parts = wf_calloc(count, sizeof *parts);
    for (size_t i = 0; i < count; i++)
        parts[i] = (struct part){weights[i] / largest, 0, i}; /* so that no sum overflows */
    qsort(parts, count, sizeof *parts, by_weight);
    double *sums = wf_calloc(count + 1, sizeof *sums); /* weights from here to the end */
    for (size_t i = count; i-- > 0;)
        sums[i] = sums[i + 1] + parts[i].weight;

    /* a lift to 1 leaves less to the others, so that the next smallest may need one too */
    uint64_t left = total;
    size_t first = 0;
    for (; first < count && parts[first].weight * (double)left < sums[first]; first++) {
        shares[parts[first].index] = 1;
        left--;
    }
    int64_t rest = (int64_t)left;
    for (size_t i = first; i < count; i++) {
        double quota = parts[i].weight * (double)left / sums[first];
        shares[parts[i].index] = (uint64_t)fmax(1, floor(quota));
        parts[i].remainder = quota - floor(quota);
        rest -= (int64_t)shares[parts[i].index];
    }
    /* rounding of quotas can make the rest more than one each, or negative */
    struct part *others = parts + first;
    size_t other_count = count - first;
    if (other_count > 1)
        qsort(others, other_count, sizeof *others, by_remainder);
    for (; rest > 0 && other_count > 0;)
        for (size_t i = 0; i < other_count && rest > 0; i++, rest--)
            shares[others[i].index]++;
    for (bool taken = true; rest < 0 && taken;) {
        taken = false;
        for (size_t i = other_count; i-- > 0 && rest < 0;)
            if (shares[others[i].index] > 1) {
                shares[others[i].index]--;
                rest++;
                taken = true;
            }
    }
    assert(rest == 0);
    free(sums);
    free(parts);
    return 0;
}
