#include "made_log.h"
#include "base/random.h"
#include "base/text.h"
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int64_t start_of(const struct made_log *log)
{
    return 1700000000 + 86400 * (int64_t)log->day;
}

struct made_log made_log_plain(double plateau_w)
{
    return (struct made_log){.cold_w = 40,
                             .waiting_w = 60,
                             .plateau_w = plateau_w,
                             .evaluation_w = NAN,
                             .samples_per_s = 25,
                             .cold_s = 60,
                             .waiting_s = 60,
                             .work_s = 600,
                             .after_s = 60};
}

double made_log_begin(const struct made_log *log)
{
    return log->cold_s + log->waiting_s + 0.5;
}

double made_log_end(const struct made_log *log)
{
    return made_log_begin(log) + log->work_s;
}

/* A tenth of the work each, in the middle of its second and of its last third: every block of a
 * third of the work is at work for most of its time. */
void made_log_evaluation(const struct made_log *log, int which, double span_s[2])
{
    span_s[0] = made_log_begin(log) + log->work_s / 6 * (which ? 5 : 3);
    span_s[1] = span_s[0] + log->work_s / 10;
}

static double level_at(const struct made_log *log, double at_s)
{
    double begin_s = made_log_begin(log), end_s = made_log_end(log), span_s[2];
    for (int i = 0; i < 2 && !isnan(log->evaluation_w); i++) {
        made_log_evaluation(log, i, span_s);
        if (at_s > span_s[0] && at_s < span_s[1])
            return log->evaluation_w;
    }
    if (at_s < begin_s - log->waiting_s || at_s > end_s)
        return log->cold_w;
    if (at_s < begin_s)
        return log->waiting_w;
    return log->later_w > 0 && at_s > (begin_s + end_s) / 2 ? log->later_w : log->plateau_w;
}

static void write_power(const struct made_log *log, const char *path)
{
    FILE *file = fopen(path, "w");
    struct wf_random *random = wf_random_new(log->seed, "noise");
    uint32_t last_s = log->cold_s + log->waiting_s + log->work_s + log->after_s;
    double away = log->deviation > 0 ? wf_random_normal(random, 0, log->deviation) : 0;
    if (!file)
        abort();
    fprintf(file, "time,power\n");
    for (uint32_t i = 0; i <= last_s; i++) {
        double power_w = level_at(log, i) * (1 + away);
        if (log->spikes && i % log->spikes < 2)
            power_w *= i % log->spikes ? 0.5 : 1.5;
        if (i < log->gap_s[0] || i >= log->gap_s[1]) {
            fprintf(file, "%lld,%.12g\n", (long long)(start_of(log) + i), power_w);
            if (log->duplicates && i % log->duplicates == 0)
                fprintf(file, "%lld,%.12g\n", (long long)(start_of(log) + i), 10 * power_w);
        }
        if (log->deviation > 0) {
            double fresh = sqrt(1 - log->correlation * log->correlation) * log->deviation;
            away = log->correlation * away + wf_random_normal(random, 0, fresh);
        }
    }
    wf_random_free(random);
    fclose(file);
}

static void put_event(FILE *file, int64_t start_s, double at_s, const char *type, const char *key,
                      double value)
{
    fprintf(file,
            ":::MLLOG {\"namespace\": \"\", \"time_ms\": %lld, \"event_type\": \"%s\", "
            "\"key\": \"%s\", \"value\": ",
            (long long)(start_s * 1000 + (int64_t)(at_s * 1000)), type, key);
    if (value > 0)
        fprintf(file, "{\"throughput\": %.17g}, \"metadata\": null}\n", value);
    else
        fprintf(file, "null, \"metadata\": null}\n");
}

static void write_events(const struct made_log *log, const char *path)
{
    FILE *file = fopen(path, "w");
    double begin_s = made_log_begin(log), block_s = log->work_s / 3.0, span_s[2];
    if (!file)
        abort();
    if (log->waiting_s)
        put_event(file, start_of(log), begin_s - log->waiting_s, "INTERVAL_START", "init_start", 0);
    put_event(file, start_of(log), begin_s, "INTERVAL_START", "run_start", 0);
    for (int block = 0; block < 3; block++) {
        bool evaluation = block > 0 && !isnan(log->evaluation_w);
        double paused_s = 0;
        put_event(file, start_of(log), begin_s + block * block_s, "INTERVAL_START", "block_start",
                  0);
        if (evaluation) {
            made_log_evaluation(log, block - 1, span_s);
            put_event(file, start_of(log), span_s[0], "INTERVAL_START", "eval_start", 0);
            put_event(file, start_of(log), span_s[1], "INTERVAL_END", "eval_stop", 0);
            paused_s = span_s[1] - span_s[0];
        }
        double rate = log->samples_per_s * (block ? 1 : 0.5);
        if (rate > 0) /* as logs state it: samples of the block by all of its time */
            put_event(file, start_of(log), begin_s + (block + 1) * block_s, "POINT_IN_TIME",
                      "tracked_stats", rate * (block_s - paused_s) / block_s);
    }
    put_event(file, start_of(log), made_log_end(log), "INTERVAL_END", "run_stop", 0);
    fclose(file);
}

char *made_log_write(const struct made_log *log, const char *folder, const char *name)
{
    char *path = wf_format("%s/%s", folder, name);
    char *power = wf_format("%s/power.csv", path), *events = wf_format("%s/events.txt", path);
    if (mkdir(path, 0700) < 0)
        abort();
    write_power(log, power);
    write_events(log, events);
    free(power);
    free(events);
    return path;
}

char *made_folder(void)
{
    const char *folder = getenv("TMPDIR");
    char *path = wf_format("%s/wattfleet-test-XXXXXX", folder ? folder : "/tmp");
    if (!mkdtemp(path))
        abort();
    return path;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

void made_folder_remove(char *folder)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(folder);
}
