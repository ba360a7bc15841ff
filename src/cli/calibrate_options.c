#include "cli/calibrate_options.h"
#include "base/units.h"
#include "file/file.h"
#include "trace/log_units.h"
#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define WORD_SETTER(name, member)                                                                  \
    int name(struct wf_command_line *line, const char *value, struct wf_err *err)                  \
    {                                                                                              \
        if (!*value)                                                                               \
            return wf_err_set(err, WF_EUSAGE, "an empty value is not one");                        \
        line->calibrate.member = value;                                                            \
        return 0;                                                                                  \
    }
WORD_SETTER(wf_calibrate_set_trace_format, trace.format)
WORD_SETTER(wf_calibrate_set_time_column, trace.time_column)
WORD_SETTER(wf_calibrate_set_power_column, trace.power_column)
WORD_SETTER(wf_calibrate_set_power_unit, trace.power_unit)
WORD_SETTER(wf_calibrate_set_time_format, trace.time_format)
WORD_SETTER(wf_calibrate_set_sources, trace.sources)
WORD_SETTER(wf_calibrate_set_into, into)
WORD_SETTER(wf_calibrate_set_host, host)
WORD_SETTER(wf_calibrate_set_fit, fit)
WORD_SETTER(wf_calibrate_set_wall_pairs, wall_pairs)
WORD_SETTER(wf_calibrate_set_campaign, campaign)
WORD_SETTER(wf_calibrate_set_load, load)
WORD_SETTER(wf_calibrate_set_batches, batches)
WORD_SETTER(wf_calibrate_set_deployment, deployment)

int wf_calibrate_set_software(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    if (!*value || strchr(value, ';'))
        return wf_err_set(err, WF_EUSAGE,
                          "--software '%s': expected the name of a release, without ';' (it stands "
                          "in a list)",
                          value);
    line->calibrate.software = value;
    return 0;
}

int wf_calibrate_set_meter(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    const char *const *names = wf_site_meters;
    size_t count = 0;
    for (; names[count]; count++)
        if (!strcmp(names[count], value)) {
            line->calibrate.meter = value;
            return 0;
        }
    const char *near = wf_text_nearest(value, names, count);
    return wf_err_set(err, WF_EUSAGE,
                      "--meter '%s': expected wall, module, package, gpu, battery or estimate%s",
                      value, wf_hint(near).text);
}

static int set_quantity(const char *option, const char *value, enum wf_dimension dimension,
                        double *out, struct wf_err *err)
{
    double number;
    enum wf_quantity_status status = wf_quantity_parse(value, dimension, &number);
    if (status == WF_QUANTITY_OK && number > 0) {
        *out = number;
        return 0;
    }
    if (status == WF_QUANTITY_OK)
        return wf_err_set(err, WF_EUSAGE, "%s '%s': expected more than 0", option, value);
    char *reason = wf_quantity_explain(value, dimension, status);
    wf_err_set(err, WF_EUSAGE, "%s: %s", option, reason);
    free(reason);
    return -1;
}

int wf_calibrate_set_interval(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    return set_quantity("--interval", value, WF_DIM_TIME, &line->calibrate.trace.interval_s, err);
}

int wf_calibrate_set_wall_factor(struct wf_command_line *line, const char *value,
                                 struct wf_err *err)
{
    return set_quantity("--wall-factor", value, WF_DIM_NUMBER, &line->calibrate.wall_factor, err);
}

int wf_calibrate_set_start_up(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    double *start_up_s = &line->calibrate.start_up_s;
    if (wf_quantity_parse(value, WF_DIM_TIME, start_up_s) == WF_QUANTITY_OK && *start_up_s == 0)
        return 0; /* none */
    return set_quantity("--start-up", value, WF_DIM_TIME, start_up_s, err);
}

int wf_calibrate_set_epoch_samples(struct wf_command_line *line, const char *value,
                                   struct wf_err *err)
{
    return set_quantity("--epoch-samples", value, WF_DIM_COUNT, &line->calibrate.epoch_samples,
                        err);
}

int wf_calibrate_add_where(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    struct wf_calibrate_options *own = &line->calibrate;
    const char *equals = strchr(value, '=');
    if (!equals || equals == value)
        return wf_err_set(err, WF_EUSAGE, "--where '%s': expected COLUMN=VALUE", value);
    own->where = wf_realloc(own->where, (own->where_count + 1) * sizeof *own->where);
    own->where[own->where_count++] =
        (struct wf_where){wf_arena_text(&own->names, value, (size_t)(equals - value)), equals + 1};
    return 0;
}

const char *wf_calibrate_option_of_runs(const struct wf_calibrate_options *own)
{
    return own->where_count ? "--where" : !isnan(own->epoch_samples) ? "--epoch-samples" : NULL;
}

int wf_calibrate_set_time_unit(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    static const struct {
        enum wf_time_style style;
        const char *format;
    } units[] = {{WF_TIME_S, "s"},   {WF_TIME_MS, "ms"},   {WF_TIME_MICROS, "us"},
                 {WF_TIME_NS, "ns"}, {WF_TIME_MIN, "min"}, {WF_TIME_H, "h"},
                 {WF_TIME_D, "d"}};
    enum wf_time_style style = wf_time_unit_find(value, strlen(value));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].style == style) {
            line->calibrate.trace.time_format = units[i].format;
            return 0;
        }
    return wf_err_set(err, WF_EUSAGE, "--time-unit '%s': expected " WF_TIME_UNIT_NAMES, value);
}

int wf_calibrate_set_power_limit(struct wf_command_line *line, const char *value,
                                 struct wf_err *err)
{
    return set_quantity("--power-limit", value, WF_DIM_POWER, &line->calibrate.trace.power_limit_w,
                        err);
}

int wf_calibrate_set_channels(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    double count = 0;
    if (set_quantity("--channels", value, WF_DIM_COUNT, &count, err) < 0)
        return -1;
    if (count > 4096)
        return wf_err_set(err, WF_EUSAGE, "--channels '%s': expected at most 4096", value);
    line->calibrate.trace.channels = (uint32_t)count;
    return 0;
}

int wf_calibrate_add_event_log(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    struct wf_calibrate_options *own = &line->calibrate;
    if (!*value)
        return wf_err_set(err, WF_EUSAGE, "an empty file name is not a file");
    own->events = wf_realloc(own->events, (own->event_count + 1) * sizeof *own->events);
    own->events[own->event_count++] = value;
    return 0;
}

struct wf_flop_of *wf_calibrate_flop_row(struct wf_calibrate_options *own, const char *name,
                                         size_t length)
{
    for (size_t i = 0; i < own->flop_count; i++)
        if (strlen(own->flops[i].workload) == length &&
            !strncmp(own->flops[i].workload, name, length))
            return &own->flops[i];
    own->flops = wf_realloc(own->flops, (own->flop_count + 1) * sizeof *own->flops);
    own->flops[own->flop_count] = (struct wf_flop_of){
        .workload = wf_arena_text(&own->names, name, length), .flop = NAN, .samples_per_s = NAN};
    return &own->flops[own->flop_count++];
}

static int set_of_workload(struct wf_command_line *line, const char *option, const char *value,
                           enum wf_dimension dimension, size_t member, struct wf_err *err)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value)
        return wf_err_set(err, WF_EUSAGE, "%s '%s': expected WORKLOAD=VALUE", option, value);
    struct wf_flop_of *row =
        wf_calibrate_flop_row(&line->calibrate, value, (size_t)(equals - value));
    return set_quantity(option, equals + 1, dimension, (double *)((char *)row + member), err);
}

int wf_calibrate_set_flop(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    return set_of_workload(line, "--flop", value, WF_DIM_FLOP, offsetof(struct wf_flop_of, flop),
                           err);
}

int wf_calibrate_set_rate(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    return set_of_workload(line, "--samples-per-second", value, WF_DIM_NUMBER,
                           offsetof(struct wf_flop_of, samples_per_s), err);
}

/* The date between @p text and @p end. It is copied first, because strtod reads "120." of
 * "120..900". */
static bool parse_date(const char *text, const char *end, double *date_s)
{
    char number[64], *stop;
    size_t length = (size_t)(end - text);
    if (length == 0 || length >= sizeof number)
        return false;
    memcpy(number, text, length);
    number[length] = '\0';
    *date_s = strtod(number, &stop);
    return *stop == '\0' && isfinite(*date_s);
}

int wf_calibrate_set_work(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    double *work_s = line->calibrate.work_s;
    const char *dots = strstr(value, "..");
    if (!dots || !parse_date(value, dots, &work_s[0]) ||
        !parse_date(dots + 2, value + strlen(value), &work_s[1]) || !(work_s[0] < work_s[1]))
        return wf_err_set(err, WF_EUSAGE,
                          "--work '%s': expected two dates in seconds from the first sample, the "
                          "second one later: 120..900",
                          value);
    return 0;
}

const char *wf_calibrate_split(const char *argument, char **workload)
{
    const char *equals = strchr(argument, '='), *slash = strchr(argument, '/');
    *workload = NULL;
    if (!equals || equals == argument || (slash && slash < equals))
        return argument;
    *workload = wf_format("%.*s", (int)(equals - argument), argument);
    return equals + 1;
}

/* The first option given that needs logs; NULL: none. */
static const char *option_of_logs(const struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    const struct {
        const char *name;
        bool given;
    } options[] = {{"--meter", own->meter},
                   {"--wall-factor", !isnan(own->wall_factor)},
                   {"--wall-pairs", own->wall_pairs},
                   {"--picture", line->picture},
                   {"--software", own->software},
                   {"--events", own->event_count > 0},
                   {"--flop and --samples-per-second", own->flop_count > 0 && !own->batches},
                   {"--work", !isnan(own->work_s[0])},
                   {"--trace-format", own->trace.format},
                   {"--time-unit and --time-format", own->trace.time_format},
                   {"--power-limit", own->trace.power_limit_w > 0},
                   {"--power-column", own->trace.power_column}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].given)
            return options[i].name;
    return NULL;
}

int wf_calibrate_check_table(const struct wf_command_line *line, const char *option,
                             struct wf_err *err)
{
    const char *wrong = option_of_logs(line);
    if (wrong)
        return wf_err_set(err, WF_EUSAGE, "%s: %s is of logs", option, wrong);
    if (line->argument_count)
        return wf_err_set(err, WF_EUSAGE, "%s takes no log, found '%s'", option,
                          line->arguments[0]);
    if (line->format == WF_FORMAT_CSV)
        return wf_err_set(err, WF_EUSAGE, "%s: expected --format text or json", option);
    if (line->dry_run && !line->calibrate.into)
        return wf_err_set(err, WF_EUSAGE, "--dry-run: nothing is written without --into");
    return wf_calibrate_check_fit(line, err);
}

int wf_calibrate_check_fit(const struct wf_command_line *line, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    if (own->fit && !own->into)
        return wf_err_set(err, WF_EUSAGE,
                          "--fit goes with --into: hosts of that platform name the file");
    if (own->fit && wf_file_same(own->fit, own->into))
        return wf_err_set(err, WF_EUSAGE, "--fit and --into are the same file, '%s'", own->fit);
    return 0;
}

void wf_calibrate_options_release(struct wf_calibrate_options *own)
{
    free(own->events);
    free(own->where);
    free(own->flops);
    wf_arena_release(&own->names);
}
