#include "model/coverage.h"
#include "base/err.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

double wf_coverage_learners(const uint32_t *turns, size_t count, double all)
{
    size_t covered = 0;
    for (size_t i = 0; i < count; i++)
        covered += turns[i] > 0;
    return (double)covered / all;
}

double wf_coverage_samples(const double *seen, const uint64_t *held, size_t count, double total)
{
    double covered = 0;
    for (size_t i = 0; i < count; i++)
        covered += fmin(seen[i], (double)held[i]);
    return covered / total;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Turns, and samples of equal learners, are small whole numbers: count them.
 * @return false: they are not; nothing was done */
static bool sort_counts(double *values, size_t count)
{
    enum { MOST = 1 << 16, FEW = 1000 };
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        if (values[i] > MOST || values[i] != floor(values[i]))
            return false;
        most = fmax(most, values[i]);
    }
    if (count < FEW)
        return false;
    size_t *counts = wf_calloc((size_t)most + 1, sizeof *counts), at = 0;
    for (size_t i = 0; i < count; i++)
        counts[(size_t)values[i]]++;
    for (size_t value = 0; value <= (size_t)most; value++)
        for (size_t i = 0; i < counts[value]; i++)
            values[at++] = (double)value;
    free(counts);
    return true;
}

double wf_coverage_gini(double *values, size_t count, double zeros)
{
    double sum = 0, weighted = 0;
    if (count && !sort_counts(values, count))
        qsort(values, count, sizeof *values, compare);
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
        weighted += (zeros + (double)(i + 1)) * values[i];
    }
    double n = zeros + (double)count;
    return 2 * weighted / (n * sum) - (n + 1) / n;
}
