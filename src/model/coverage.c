#include "model/coverage.h"
#include <math.h>
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

double wf_coverage_gini(double *values, size_t count, double zeros)
{
    double sum = 0, weighted = 0;
    if (count)
        qsort(values, count, sizeof *values, compare);
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
        weighted += (zeros + (double)(i + 1)) * values[i];
    }
    double n = zeros + (double)count;
    return 2 * weighted / (n * sum) - (n + 1) / n;
}
