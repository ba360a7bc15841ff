#include "scenario/grid.h"
#include <math.h>

/* Date of the run at which value @p index begins. The same sum for each question about a date, so
 * that a run that wakes at it finds the value there. */
static double date_of(const struct wf_series *series, double start_s, size_t index)
{
    return series->edge_s[index] - (start_s - series->first_s);
}

static size_t index_at(const struct wf_series *series, double start_s, double now_s)
{
    size_t index = wf_series_index(series, start_s - series->first_s + now_s);
    while (index + 1 < series->count && date_of(series, start_s, index + 1) <= now_s)
        index++;
    while (index > 0 && date_of(series, start_s, index) > now_s)
        index--;
    return index;
}

double wf_grid_intensity(const struct wf_site *site, double start_s, double now_s)
{
    const struct wf_series *series = site->carbon_series;
    return series ? series->value[index_at(series, start_s, now_s)]
                  : site->carbon_intensity_g_per_kwh;
}

double wf_grid_next(const struct wf_site *site, double start_s, double limit_g_per_kwh,
                    double now_s)
{
    const struct wf_series *series = site->carbon_series;
    if (isinf(now_s))
        return now_s;
    if (!series)
        return site->carbon_intensity_g_per_kwh <= limit_g_per_kwh ? now_s : INFINITY;
    size_t index = index_at(series, start_s, now_s);
    if (series->value[index] <= limit_g_per_kwh)
        return now_s;
    while (++index < series->count)
        if (series->value[index] <= limit_g_per_kwh)
            return date_of(series, start_s, index);
    return INFINITY;
}

double wf_grid_most(const struct wf_site *site)
{
    const struct wf_series *series = site->carbon_series;
    double most = series ? 0 : site->carbon_intensity_g_per_kwh;
    for (size_t i = 0; series && i < series->count; i++)
        most = fmax(most, series->value[i]);
    return most;
}
