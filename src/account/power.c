#include "account/power.h"
#include "base/err.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double FIRST_STEP_S = 0x1p-20; /* a power of two: dates of edges are exact */

struct wf_power *wf_power_new(void)
{
    struct wf_power *power = wf_calloc(1, sizeof *power);
    power->step_s = FIRST_STEP_S;
    power->energy_j = wf_calloc((size_t)WF_POWER_BINS * WF_POWER_ROWS, sizeof *power->energy_j);
    return power;
}

void wf_power_free(struct wf_power *power)
{
    if (!power)
        return;
    free(power->energy_j);
    free(power);
}

uint32_t wf_power_row(struct wf_power *power, const char *kind, uint32_t host)
{
    uint32_t row = 0;
    while (row < power->rows && strcmp(power->kinds[row], kind) != 0)
        row++;
    if (row < power->rows)
        return row;
    if (row == WF_POWER_ROWS) {
        power->more = 1;
        return WF_POWER_ROWS - 1;
    }
    power->kinds[row] = kind;
    power->hosts[row] = host;
    power->rows++;
    return row;
}

/* Add each second bin to the one before, and close the gaps. @return how many are left */
static uint32_t halve(double *energy_j, uint32_t bins, uint32_t rows)
{
    uint32_t left = (bins + 1) / 2;
    for (uint32_t i = 0; i < left; i++)
        for (uint32_t row = 0; row < rows; row++) {
            double second = 2 * i + 1 < bins ? energy_j[(2 * i + 1) * rows + row] : 0;
            energy_j[i * rows + row] = energy_j[2 * i * rows + row] + second;
        }
    memset(energy_j + (size_t)left * rows, 0, (size_t)(bins - left) * rows * sizeof *energy_j);
    return left;
}

uint32_t wf_power_merge(double *energy_j, uint32_t bins, uint32_t rows, uint32_t most,
                        double *step_s)
{
    while (bins > most && bins > 1) {
        bins = halve(energy_j, bins, rows);
        *step_s *= 2;
    }
    return bins;
}

void wf_power_add(struct wf_power *power, uint32_t row, double energy_j, double from_s, double to_s)
{
    while (to_s > WF_POWER_BINS * power->step_s) {
        power->bins = halve(power->energy_j, power->bins, WF_POWER_ROWS);
        power->step_s *= 2;
    }
    double step_s = power->step_s, length_s = to_s - from_s;
    uint32_t last = (uint32_t)fmin(ceil(to_s / step_s), WF_POWER_BINS);
    uint32_t first = (uint32_t)fmin(floor(from_s / step_s), last ? last - 1 : 0);
    last = last > first ? last : first + 1;
    power->bins = power->bins > last ? power->bins : last;
    double *bin = &power->energy_j[(size_t)first * WF_POWER_ROWS + row], rest_j = energy_j;
    for (uint32_t i = first; i + 1 < last; i++, bin += WF_POWER_ROWS) {
        double part_s = (i + 1) * step_s - fmax(from_s, i * step_s);
        double part_j = energy_j * (part_s / length_s);
        *bin += part_j;
        rest_j -= part_j;
    }
    *bin += rest_j; /* so that the sum is what was given */
}
