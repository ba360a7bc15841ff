/* measured.carbon-series-full: a year of hourly intensity of three American grids loads as it is
 * (EIA-930 as kept by HewlettPackard/dc-rl @ a92b475): 8760 values each; the three empty cells of
 * California are found with their lines, and the yearly means are those of the files. */
#include "base/date.h"
#include "platform/series.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char folder[] = "../shared/traces/carbon-eia-2022";
enum { SKIPPED = 77, HOURS = 8760 };

static int failed;

static void check(const char *what, double got, double expected, double tolerance)
{
    if (fabs(got - expected) <= tolerance * fabs(expected))
        return;
    printf("FAILED %s: %.12g, expected %.12g\n", what, got, expected);
    failed++;
}

/* The mean by the shortest way: the last cell of each line that has one. */
static double mean_of(const char *path, int *count)
{
    char line[512];
    double sum = 0;
    FILE *file = fopen(path, "r");
    *count = 0;
    for (int number = 0; file && fgets(line, sizeof line, file); number++) {
        const char *cell = strrchr(line, ',') + 1;
        if (number == 0 || *cell == '\n' || *cell == '\r')
            continue;
        sum += atof(cell);
        ++*count;
    }
    if (file)
        fclose(file);
    return sum / *count;
}

static void check_grid(struct wf_series_set *set, struct wf_diag *diag, const char *state,
                       size_t gaps)
{
    static const uint32_t lines[] = {108, 3284, 3932};
    char *path = wf_format("%s/%s_NG_avgCI.csv", folder, state);
    struct wf_err err = {0};
    const struct wf_series *series =
        wf_series_load(set, path, "timestamp", "avg_CI", WF_GAPS_REPORT, diag, &err);
    if (!series) {
        printf("FAILED %s: %s\n", path, err.text);
        failed++;
    } else {
        double first_s = 0;
        int values;
        double mean = mean_of(path, &values), length_s = wf_series_length(series);
        wf_date_parse("2022-01-01", &first_s);
        check("first date", series->first_s, first_s, 0);
        check("step", series->step_s, 3600, 0);
        check("hours", (double)series->count, HOURS, 0);
        check("hours without a value", wf_series_missing(series, 0, length_s) / 3600, (double)gaps,
              1e-12);
        check("mean", wf_series_integral(series, 0, 0, length_s) / (3600.0 * values), mean, 1e-12);
        size_t found = 0;
        for (size_t i = 0; i < series->count; i++)
            if (series->missing[i + 1] > series->missing[i] && found < 3)
                check("line of a gap", series->line[i], lines[found++], 0);
        check("gaps", (double)found, (double)gaps, 0);
        printf("%s: mean %.4g g/kWh, %zu h without a value\n", state, mean, gaps);
    }
    free(path);
}

int main(void)
{
    struct wf_series_set set = {0};
    struct wf_diag diag;
    if (access(folder, R_OK) != 0) {
        printf("skipped: %s is not here\n", folder);
        return SKIPPED;
    }
    wf_diag_init(&diag);
    check_grid(&set, &diag, "CA", 3);
    check_grid(&set, &diag, "TX", 0);
    check_grid(&set, &diag, "NY", 0);
    for (size_t i = 0; i < diag.count; i++)
        printf("%s:%u: %s\n", diag.entries[i].file, diag.entries[i].line, diag.entries[i].text);
    failed += diag.count > 0;
    wf_diag_release(&diag);
    wf_series_set_release(&set);
    return failed > 0;
}
