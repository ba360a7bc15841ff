#include "model/coverage.h"
#include <math.h>
#include <stdlib.h>

double wf_coverage_learners(const uint32_t *turns, size_t count)
{
    size_t covered = 0;
    for (size_t i = 0; i < count; i++)
        covered += turns[i] > 0;
    return (double)covered / (double)count;
}

double wf_coverage_samples(const double *seen, const uint64_t *held, size_t count)
{
    double covered = 0, total = 0;
    for (size_t i = 0; i < count; i++) {
        total += (double)held[i];
        covered += fmin(seen[i], (double)held[i]);
    }
    return covered / total;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double wf_coverage_gini(double *values, size_t count)
{
    double sum = 0, weighted = 0;
    qsort(values, count, sizeof *values, compare);
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
        weighted += (double)(i + 1) * values[i];
    }
    double n = (double)count;
    return 2 * weighted / (n * sum) - (n + 1) / n;
}
