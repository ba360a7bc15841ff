#include "cli/options.h"
#include "base/date.h"
#include "base/units.h"
#include "cli/calibrate_options.h"
#include "scenario/target.h"
#include "statistics/design.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int set_override(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    if (wf_overrides_add(&line->overrides, value, err) < 0)
        return -1;
    return wf_target_check(&line->overrides.items[line->overrides.count - 1], err);
}

static int set_seed(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    char *end;
    errno = 0;
    unsigned long long seed = strtoull(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno)
        return wf_err_set(err, WF_EUSAGE, "--seed '%s': expected a whole number from 0", value);
    line->options.seed = seed;
    return 0;
}

static int set_picture(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    (void)err;
    line->picture = value;
    return 0;
}

static int set_jobs(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    char *end;
    errno = 0;
    unsigned long long jobs = strtoull(value, &end, 10);
    if (*value < '1' || *value > '9' || *end || errno || jobs > 4096)
        return wf_err_set(err, WF_EUSAGE, "--jobs '%s': expected a whole number from 1", value);
    line->jobs = (size_t)jobs;
    return 0;
}

static int set_format(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    static const char *const names[] = {"text", "json", "csv"};
    for (size_t i = 0; i < 3; i++)
        if (!strcmp(names[i], value)) {
            line->format = (enum wf_format)i;
            return 0;
        }
    const char *near = wf_text_nearest(value, names, 3);
    return wf_err_set(err, WF_EUSAGE, "--format '%s': expected text, json or csv%s", value,
                      wf_hint(near).text);
}

static int set_simgrid(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    if (strncmp(value, "--", 2))
        return wf_err_set(err, WF_EUSAGE,
                          "--simgrid '%s': expected an option of SimGrid (e.g. "
                          "--simgrid=--cfg=network/model:CM02)",
                          value);
    line->simgrid_arguments =
        wf_realloc(line->simgrid_arguments,
                   (line->simgrid_argument_count + 1) * sizeof *line->simgrid_arguments);
    line->simgrid_arguments[line->simgrid_argument_count++] = value;
    return 0;
}

static int set_phases(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    char wrong[64] = "";
    line->options.phases = wf_phases_parse(value, wrong, sizeof wrong);
    if (line->options.phases)
        return 0;
    const char *near = wf_phases_nearest(wrong);
    return wf_err_set(err, WF_EUSAGE,
                      "--phases '%s': '%s' is no phase; expected names as under 'Energy by phase', "
                      "or training%s",
                      value, wrong, wf_hint(near).text);
}

static int set_network(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    enum { WORDS = WF_VIEW_NONE + 1 };
    for (uint32_t i = 0; i < WORDS; i++)
        if (!strcmp(wf_network_views[i], value)) {
            line->options.network = i;
            return 0;
        }
    return wf_err_set(err, WF_EUSAGE, "--network '%s' is not one of marginal | allocation | none%s",
                      value, wf_hint(wf_text_nearest(value, wf_network_views, WORDS)).text);
}

static int set_start(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    double date_s;
    if (!wf_date_parse(value, &date_s))
        return wf_err_set(err, WF_EUSAGE, "--start '%s': " WF_DATE_EXPECTED, value);
    line->options.start = value;
    return 0;
}

static int add_label(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    (void)err; /* which letters there are is known to the study */
    line->labels = wf_realloc(line->labels, (line->label_count + 1) * sizeof *line->labels);
    line->labels[line->label_count++] = value;
    return 0;
}

static int set_engine(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    static const char *const names[] = {[WF_ENGINE_SIMGRID] = "simgrid",
                                        [WF_ENGINE_AUTO] = "auto",
                                        [WF_ENGINE_CLOSED_FORM] = "closed-form"};
    for (uint32_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], value))
            continue;
        line->options.engine = i;
        return 0;
    }
    return wf_err_set(err, WF_EUSAGE, "--engine '%s'; expected auto, simgrid or closed-form",
                      value);
}

static int set_max_time(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    double time_s = 0;
    enum wf_quantity_status status = wf_quantity_parse(value, WF_DIM_NUMBER, &time_s);
    if (status != WF_QUANTITY_OK) /* a number alone is one of seconds */
        status = wf_quantity_parse(value, WF_DIM_TIME, &time_s);
    if (status != WF_QUANTITY_OK) {
        char *why = wf_quantity_explain(value, WF_DIM_TIME, status);
        wf_err_set(err, WF_EUSAGE, "--max-time %s", why);
        free(why);
        return -1;
    }
    if (time_s <= 0)
        return wf_err_set(err, WF_EUSAGE,
                          "--max-time '%s': expected a time > 0, as 600 or '10 min'", value);
    line->max_time_s = time_s;
    return 0;
}

static int add_factor(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    (void)err; /* what it may be is known to the study */
    struct wf_sweep_options *own = &line->sweep;
    own->factors = wf_realloc(own->factors, (own->factor_count + 1) * sizeof *own->factors);
    own->factors[own->factor_count++] = value;
    return 0;
}

static void add_text(const char ***list, size_t *count, const char *text)
{
    *list = wf_realloc(*list, (*count + 1) * sizeof **list);
    (*list)[(*count)++] = text;
}

static int add_search(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    (void)err; /* as of a factor */
    add_text(&line->search.searches, &line->search.search_count, value);
    return 0;
}

static int add_limit(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    (void)err; /* what it may be is known to the search */
    add_text(&line->search.limits, &line->search.limit_count, value);
    return 0;
}

static int set_objective(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    (void)err;
    line->search.objective = value;
    return 0;
}

static int set_against(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    (void)err;
    line->search.against = value;
    return 0;
}

/* A whole number from @p least to @p most. */
static int parse_count(const char *option, const char *value, double least, double most,
                       uint64_t *count, struct wf_err *err)
{
    char top[32];
    wf_number_text(most, top, sizeof top);
    double number = 0;
    enum wf_quantity_status status = wf_quantity_parse(value, WF_DIM_COUNT, &number);
    if (status != WF_QUANTITY_OK || number < least || number > most)
        return wf_err_set(err, WF_EUSAGE, "%s '%s': expected a whole number from %g%s%s", option,
                          value, least, most < WF_MANY ? " to " : "", most < WF_MANY ? top : "");
    *count = (uint64_t)number;
    return 0;
}

static int set_evaluations(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    return parse_count("--evaluations", value, 1, 1e6, &line->search.evaluations, err);
}

static int set_front(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    return parse_count("--front", value, 2, 1000, &line->search.front, err);
}

static int set_points(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    return parse_count("--points", value, 1, WF_MANY, &line->sweep.points, err);
}

static int set_design(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    for (size_t i = 0; i < WF_DESIGN_KINDS; i++)
        if (!strcmp(wf_design_words[i], value)) {
            line->sweep.design = value;
            return 0;
        }
    return wf_err_set(err, WF_EUSAGE,
                      "--design '%s' is not one of lhs | grid | oat | sobol | morris%s", value,
                      wf_hint(wf_text_nearest(value, wf_design_words, WF_DESIGN_KINDS)).text);
}

static int set_method(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    static const char *const names[] = {"sobol", "morris", "oat"};
    for (size_t i = 0; i < 3; i++)
        if (!strcmp(names[i], value)) {
            line->sweep.method = value;
            return 0;
        }
    return wf_err_set(err, WF_EUSAGE, "--method '%s' is not one of sobol | morris | oat%s", value,
                      wf_hint(wf_text_nearest(value, names, 3)).text);
}

static int set_shard(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    unsigned long long shard = 0, shards = 0;
    int end = 0;
    if (*value >= '0' && *value <= '9')
        sscanf(value, "%llu/%llu%n", &shard, &shards, &end);
    if (!end || value[end] || shard < 1 || shard > shards || shards > 1000000)
        return wf_err_set(err, WF_EUSAGE, "--shard '%s': expected I/N, as 2/4, with I from 1 to N",
                          value);
    line->sweep.shard = shard;
    line->sweep.shards = shards;
    return 0;
}

#define PATH_SETTER(member)                                                                        \
    static int set_##member(struct wf_command_line *line, const char *value, struct wf_err *err)   \
    {                                                                                              \
        if (!*value)                                                                               \
            return wf_err_set(err, WF_EUSAGE, "an empty file name is not a file");                 \
        line->member = value;                                                                      \
        return 0;                                                                                  \
    }
PATH_SETTER(output)
PATH_SETTER(hosts_csv)
PATH_SETTER(links_csv)
PATH_SETTER(rounds_csv)
PATH_SETTER(cohorts_csv)
PATH_SETTER(power_csv)
PATH_SETTER(apply)
PATH_SETTER(networks)

static int set_frontier(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    (void)err; /* which keys there are is known to the study */
    line->sweep.frontier = value;
    return 0;
}

static int set_frontier_csv(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    if (!*value)
        return wf_err_set(err, WF_EUSAGE, "an empty file name is not a file");
    line->sweep.frontier_csv = value;
    return 0;
}

static int set_store(struct wf_command_line *line, const char *value, struct wf_err *err)
{
    if (!*value)
        return wf_err_set(err, WF_EUSAGE, "an empty file name is not a file");
    line->sweep.store = value;
    return 0;
}

#define FLAG_SETTER(name, member, value)                                                           \
    static int name(struct wf_command_line *line, const char *text, struct wf_err *err)            \
    {                                                                                              \
        (void)text, (void)err;                                                                     \
        line->member = value;                                                                      \
        return 0;                                                                                  \
    }
#define TEXT_SETTER(name, member)                                                                  \
    static int name(struct wf_command_line *line, const char *text, struct wf_err *err)            \
    {                                                                                              \
        (void)err;                                                                                 \
        line->member = text;                                                                       \
        return 0;                                                                                  \
    }
TEXT_SETTER(set_lab_server, lab.server)
TEXT_SETTER(set_lab_edge, lab.edge)
TEXT_SETTER(set_lab_phones, lab.phones)
TEXT_SETTER(set_lab_workload, lab.workload)
TEXT_SETTER(set_lab_intensity, lab.intensity)
FLAG_SETTER(set_whole_platform, options.whole_platform, true)
FLAG_SETTER(set_no_audit, options.audit, false)
FLAG_SETTER(set_dry_run, dry_run, true)
FLAG_SETTER(set_quiet, quiet, true)
FLAG_SETTER(set_verbose, verbose, true)
FLAG_SETTER(set_help, help, true)
FLAG_SETTER(set_version, version, true)

const struct wf_option wf_options[] = {
    {"--set", "[LABEL:]KEY=VALUE", WF_OPTIONS_INPUT | WF_OPTIONS_FLEET, set_override,
     "change any prop, repeatable: server.rounds=50,\n"
     "host.phone-*.attribution=1, workload.parameters=1.1e7,\n"
     "zone.NAME.pue=1.2, link.up-*.bandwidth=1MBps; B:server.rounds=50 is\n"
     "of the second deployment alone"},
    {"--label", "LETTER=NAME", WF_OPTIONS_JOBS, add_label,
     "call a deployment NAME in the place of its letter, repeatable:\nB=federated"},
    {"--seed", "N", WF_OPTIONS_INPUT, set_seed, "seed of every random stream (default 1)"},
    {"--whole-platform", NULL, WF_OPTIONS_INPUT, set_whole_platform,
     "bill every host and link for the whole time, base power included"},
    {"--network", "VIEW", WF_OPTIONS_INPUT, set_network,
     "joules of network classes: marginal (what one more transfer adds;\n"
     "default), allocation (all equipment shared out by bytes) or none"},
    {"--networks", "FILE", WF_OPTIONS_INPUT, set_networks,
     "catalogue of networks in the place of the one that ships"},
    {"--start", "DATE", WF_OPTIONS_INPUT, set_start,
     "date of the start where carbon_intensity is a series, ISO 8601:\n"
     "2022-01-01T06:00Z; wins over the prop 'start-date'"},
    {"--phases", "LIST", WF_OPTIONS_PHASES, set_phases,
     "count only these phases, comma-separated; 'training' is short for"},
    {"--format", "text|json|csv", WF_OPTIONS_RESULT, set_format, "form of the result"},
    {"--output", "FILE", WF_OPTIONS_RESULT | WF_OPTIONS_FLEET, set_output,
     "write the result there, whole or not at all; -: to stdout (also -o)"},
    {"--hosts-csv", "FILE", WF_OPTIONS_SERIES, set_hosts_csv, "a row a billed host"},
    {"--links-csv", "FILE", WF_OPTIONS_SERIES, set_links_csv, "a row a billed link"},
    {"--rounds-csv", "FILE", WF_OPTIONS_SERIES, set_rounds_csv, "a row a round or epoch"},
    {"--cohorts-csv", "FILE", WF_OPTIONS_SERIES, set_cohorts_csv,
     "a line a round: the hosts of its cohort"},
    {"--power-csv", "FILE", WF_OPTIONS_SERIES, set_power_csv,
     "watts over time by kind of host, at most 2048 steps"},
    {"--simgrid", "ARG", WF_OPTIONS_SIMGRID, set_simgrid,
     "hand ARG to SimGrid, repeatable: --simgrid=--cfg=network/model:CM02"},
    {"--engine", "NAME", WF_OPTIONS_SIMGRID, set_engine,
     "who plays the turns: closed-form where that is proven to be exact, else\nsimgrid (auto, the "
     "default); simgrid always; or closed-form, else an error"},
    {"--max-time", "TIME", WF_OPTIONS_SIMGRID, set_max_time,
     "end with the round in which TIME is up, 600 (s) or '10 min' of the clock\non the wall, and "
     "give what has been played as a partial result"},
    {"--no-audit", NULL, WF_OPTIONS_SIMGRID, set_no_audit,
     "leave SimGrid's energy plugins out: faster, nothing checks the ledger"},
    {"--factor", "KEY=LOW..HIGH", WF_OPTIONS_SWEEP, add_factor,
     "vary a key of --set, repeatable: zone.edge.pue=1..1.6,\n"
     "B:server.passes-ratio=1.1..23,centre=4.9,shape=lognormal,\n"
     "server.selection=all|random"},
    {"--search", "KEY=LOW..HIGH", WF_OPTIONS_SEARCH, add_search,
     "what to choose, a key of --set, repeatable: server.active=10..100,\n"
     "learner.batch=10|50|600, server.start-date=DATE..DATE,step=1h,\n"
     "server.host=dc-0|edge-0"},
    {"--objective", "NAME", WF_OPTIONS_SEARCH, set_objective,
     "what is to be least: energy (default), carbon, time .."},
    {"--limit", "NAME=VALUE", WF_OPTIONS_SEARCH, add_limit,
     "what must hold, repeatable: time=3d, energy=5MJ, carbon, embodied at\nmost; coverage=0.9, "
     "sample-coverage at least"},
    {"--front", "N", WF_OPTIONS_SEARCH, set_front,
     "N points, from the best objective to the best of --against"},
    {"--against", "NAME", WF_OPTIONS_SEARCH, set_against,
     "other side of the front (default: time, or energy)"},
    {"--evaluations", "N", WF_OPTIONS_SEARCH, set_evaluations,
     "points that are tried, at most (default 300); a smaller space is\ntried whole"},
    {"--points", "N", WF_OPTIONS_SWEEP, set_points, "points of the design, at most"},
    {"--design", "NAME", WF_OPTIONS_SHARD, set_design,
     "which points: lhs (Latin hypercube, the default), grid, oat (one at a\ntime), sobol or "
     "morris"},
    {"--store", "FILE", WF_OPTIONS_SWEEP | WF_OPTIONS_SEARCH, set_store,
     "SQLite file that keeps the points; one that is there is gone on with"},
    {"--method", "NAME", WF_OPTIONS_METHOD, set_method,
     "sobol (shares of the variance, the default), morris (effects, for\nmany inputs) or oat (one "
     "at a time)"},
    {"--frontier", "KEY1,KEY2", WF_OPTIONS_DECIDE, set_frontier,
     "where in the plane of these two factors both need the same, all else\nat its centre; of a "
     "study of two factors it is always said"},
    {"--frontier-csv", "FILE", WF_OPTIONS_DECIDE, set_frontier_csv, "its lines, a row a point"},
    {"--shard", "I/N", WF_OPTIONS_SHARD, set_shard,
     "only part I of N of the points, for several machines (sweep merge)"},
    {"--jobs", "N", WF_OPTIONS_JOBS, set_jobs, "simulate N at the same time (default: one a core)"},
    {"--into", "FILE", WF_OPTIONS_CALIBRATE, wf_calibrate_set_into,
     "platform or catalogue whose host gets the figures, in place"},
    {"--host", "NAME", WF_OPTIONS_CALIBRATE, wf_calibrate_set_host, "those hosts"},
    {"--fit", "FILE", WF_OPTIONS_CALIBRATE, wf_calibrate_set_fit,
     "CSV of the fitted figures with what they have in common, which the\nhosts name; sweeps draw "
     "them together"},
    {"--software", "TEXT", WF_OPTIONS_CALIBRATE, wf_calibrate_set_software,
     "release of the software that ran, into the entry of a catalogue"},
    {"--flop", "WORKLOAD=FLOP", WF_OPTIONS_CALIBRATE, wf_calibrate_set_flop,
     "flop of a sample, so that samples/s become a speed:\nresnet50-inference=8.18Gflop"},
    {"--samples-per-second", "WORKLOAD=N", WF_OPTIONS_CALIBRATE, wf_calibrate_set_rate,
     "where no log gives it"},
    {"--events", "FILE", WF_OPTIONS_CALIBRATE, wf_calibrate_add_event_log,
     "log of events of the run, repeatable; default: those beside the log"},
    {"--work", "FROM..TO", WF_OPTIONS_CALIBRATE, wf_calibrate_set_work,
     "when it worked, s from the first sample; default: by events,\nelse by the levels of power"},
    {"--meter", "KIND", WF_OPTIONS_CALIBRATE, wf_calibrate_set_meter,
     "what the meter sees: wall module package gpu battery estimate"},
    {"--wall-factor", "RATIO", WF_OPTIONS_CALIBRATE, wf_calibrate_set_wall_factor,
     "joules at the wall / joules metered"},
    {"--wall-pairs", "FILE", WF_OPTIONS_CALIBRATE, wf_calibrate_set_wall_pairs,
     "CSV of runs that both meters measured, to fit that ratio on"},
    {"--campaign", "TABLE", WF_OPTIONS_CALIBRATE, wf_calibrate_set_campaign,
     "CSV of runs in the place of logs. Federated: local_epochs, rounds,\ntime_s, clients_j, "
     "server_j. Centralised: epochs or samples, evaluations,\nnodes, time_s, energy_j, "
     "throughput_samples_per_s"},
    {"--where", "COLUMN=VALUE", WF_OPTIONS_CALIBRATE, wf_calibrate_add_where,
     "rows of a centralised campaign, or of --batches, that count; repeatable"},
    {"--epoch-samples", "N", WF_OPTIONS_CALIBRATE, wf_calibrate_set_epoch_samples,
     "samples of its epochs; default: as the workload of --deployment"},
    {"--deployment", "FILE", WF_OPTIONS_CALIBRATE, wf_calibrate_set_deployment,
     "what ran in that campaign; gets its overhead and start-up, in place"},
    {"--start-up", "TIME", WF_OPTIONS_CALIBRATE, wf_calibrate_set_start_up,
     "by which the first round of the campaign took longer;\ndefault: fitted to the runs"},
    {"--load", "TABLE", WF_OPTIONS_CALIBRATE, wf_calibrate_set_load,
     "[WORKLOAD=]CSV of power by load in the place of logs: busy_cores,\nbusy_gpus or busy; "
     "power_w or above_idle_w"},
    {"--batches", "TABLE", WF_OPTIONS_CALIBRATE, wf_calibrate_set_batches,
     "[WORKLOAD=]CSV of speed and power by batch in the place of logs: batch;\n"
     "throughput_samples_per_s, time_per_epoch, or time_s with samples; power_w\nor energy_j"},
    {"--trace-format", "NAME", WF_OPTIONS_CALIBRATE, wf_calibrate_set_trace_format,
     "format of the logs; default: by their first lines"},
    {"--time-column", "NAME", WF_OPTIONS_CALIBRATE, wf_calibrate_set_time_column,
     "of a CSV with a header"},
    {"--power-column", "NAME", WF_OPTIONS_CALIBRATE, wf_calibrate_set_power_column,
     "of a CSV with a header"},
    {"--power-unit", "UNIT", WF_OPTIONS_CALIBRATE, wf_calibrate_set_power_unit,
     "W, mW, ..; default: the header's"},
    {"--time-format", "FORMAT", WF_OPTIONS_CALIBRATE, wf_calibrate_set_time_format,
     "iso, s, ms, us, ns, min, h, d, or as strptime's"},
    {"--time-unit", "UNIT", WF_OPTIONS_CALIBRATE, wf_calibrate_set_time_unit,
     "of times that are numbers: s, ms, us, ns, min, h or d;\ndefault: the header's"},
    {"--power-limit", "POWER", WF_OPTIONS_CALIBRATE, wf_calibrate_set_power_limit,
     "a sample above it is impossible and left out; default: judged by\nthe others"},
    {"--sources", "LIST", WF_OPTIONS_CALIBRATE, wf_calibrate_set_sources,
     "what of a log is meant, added up: rails of a board, ports, GPUs, a\nmetric"},
    {"--interval", "TIME", WF_OPTIONS_CALIBRATE, wf_calibrate_set_interval,
     "between records that carry no time"},
    {"--channels", "N", WF_OPTIONS_CALIBRATE, wf_calibrate_set_channels,
     "rows of one time, added up: GPUs without an index; 1: the first only"},
    {"--picture", "FILE", WF_OPTIONS_CALIBRATE | WF_OPTIONS_SWEEP | WF_OPTIONS_SEARCH, set_picture,
     "the result drawn, .svg or .png (needs gnuplot); several pictures:\nFILE-1, FILE-2 .. of "
     "logs, "
     "FILE-energy .. of a sweep"},
    {"--apply", "PLATFORM", WF_OPTIONS_DEVICES, set_apply,
     "write the figures of the catalogue into the hosts of PLATFORM that\n"
     "name it in their prop 'device', in place"},
    {"--server", "DEVICE", WF_OPTIONS_LAB, set_lab_server,
     "of the catalogue: trains where the data are brought together"},
    {"--edge", "DEVICE[:N][@NETWORK]", WF_OPTIONS_LAB, set_lab_edge,
     "N boards of the catalogue: agx-xavier:20@lan"},
    {"--phones", "N[@NETWORK]", WF_OPTIONS_LAB, set_lab_phones, "N phones: 500@4g"},
    {"--workload", "NAME", WF_OPTIONS_LAB, set_lab_workload,
     "one that ships is copied; of another a template is written"},
    {"--intensity", "VALUE", WF_OPTIONS_LAB, set_lab_intensity,
     "carbon intensity of the grid, g CO2e per kWh: 56g/kWh"},
    {"--dry-run", NULL, WF_OPTIONS_DRY_RUN, set_dry_run, "write nothing, print the diff"},
    {"--verbose", NULL, WF_OPTIONS_VERBOSE, set_verbose,
     "each warning and actor by itself, the audit in full"},
    {"--quiet", NULL, WF_OPTIONS_COMMON, set_quiet, "no progress and no warnings on stderr"},
    {"--help", NULL, WF_OPTIONS_COMMON, set_help, "this help"},
    {"--version", NULL, 0, set_version, "versions of wattfleet and SimGrid"},
    {NULL, NULL, 0, NULL, NULL},
};
enum { OPTIONS = sizeof wf_options / sizeof *wf_options - 1 };

static const unsigned SIMULATE = WF_OPTIONS_COMMON | WF_OPTIONS_INPUT | WF_OPTIONS_PHASES |
                                 WF_OPTIONS_RESULT | WF_OPTIONS_SIMGRID | WF_OPTIONS_VERBOSE;

const struct wf_command wf_commands[] = {
    {"run", "PLATFORM DEPLOYMENT", "simulate one deployment: time, energy, carbon", 2, 2,
     SIMULATE | WF_OPTIONS_SERIES, wf_run_command, NULL, NULL},
    {"compare", "PLATFORM DEPLOYMENT DEPLOYMENT..",
     "simulate several deployments of the same work, side by side", 3, 1001,
     SIMULATE | WF_OPTIONS_JOBS | WF_OPTIONS_SERIES, wf_compare_command,
     "Ratios are to the first deployment. A winner is named only on equal terms: workload, "
     "target,\n"
     "samples, evaluation, meters and what else docs/comparisons.md lists. The CSV files hold the "
     "rows\nof all deployments, each behind its label.",
     NULL},
    {"sweep", "STUDY | PLATFORM DEPLOYMENT.. | merge STORE SHARD..",
     "simulate deployments over many values of their inputs, into a store", 1, 1001,
     SIMULATE | WF_OPTIONS_JOBS | WF_OPTIONS_SWEEP | WF_OPTIONS_SHARD, wf_sweep_command,
     "STUDY is a file that names the others (docs/sweep.md). What does not change time (PUE,\n"
     "intensities, watts ..) is computed, not simulated again. A sweep that was stopped goes on\n"
     "where it was; 'sweep merge' puts the stores of shards into one.",
     NULL},
    {"sensitivity", "STUDY | PLATFORM DEPLOYMENT..",
     "which inputs energy, carbon, time and their ratios follow", 1, 1001,
     SIMULATE | WF_OPTIONS_JOBS | WF_OPTIONS_SWEEP | WF_OPTIONS_METHOD, wf_sensitivity_command,
     "Runs what its store does not hold yet, as 'sweep' does. Of more than 20 inputs, Morris' "
     "effects\n"
     "choose 20 for Sobol's indices; the rest is drawn as one. See docs/sensitivity.md.",
     NULL},
    {"decide", "STUDY | PLATFORM DEPLOYMENT DEPLOYMENT..",
     "which deployment uses least energy, how sure that is, and what would turn it", 1, 1001,
     SIMULATE | WF_OPTIONS_JOBS | WF_OPTIONS_SWEEP | WF_OPTIONS_DECIDE, wf_decide_command,
     "Draws what is not known exactly, and accounts for it in each way that people choose. "
     "Deployments\n"
     "that do not do the same work are refused. See docs/decide.md.",
     NULL},
    {"optimize", "STUDY | PLATFORM DEPLOYMENT",
     "choose settings for the least energy, carbon or time under limits; a front", 1, 2,
     SIMULATE | WF_OPTIONS_JOBS | WF_OPTIONS_SEARCH, wf_optimize_command,
     "Only where the number of rounds follows from what is chosen: a table of the workload, or "
     "the\n"
     "law of passes. A small space is tried whole; a search that was stopped goes on in its "
     "store.\n"
     "See docs/optimize.md.",
     NULL},
    {"report", "STUDY | PLATFORM DEPLOYMENT.. | --store FILE",
     "a run, a comparison, a decision or a sweep as one HTML page that needs no network", 0, 101,
     WF_OPTIONS_COMMON | WF_OPTIONS_INPUT | WF_OPTIONS_PHASES | WF_OPTIONS_FLEET |
         WF_OPTIONS_SIMGRID | WF_OPTIONS_VERBOSE | WF_OPTIONS_JOBS | WF_OPTIONS_SWEEP |
         WF_OPTIONS_DECIDE,
     wf_report_command,
     "Of a study, and with an option of a sweep (--factor, --points, --store), it is what decide "
     "says;\nof a store alone, how its points are spread. The page goes to --output. It holds the "
     "text, the\nJSON and the figures that the result rests on. See docs/report.md.",
     NULL},
    {"init", "FOLDER", "begin: write platform, deployments, workload and study, with comments", 1,
     1, WF_OPTIONS_COMMON | WF_OPTIONS_LAB, wf_init_command,
     "Devices come from the catalogue ('devices'). What is not given gets a default, which is "
     "said; "
     "on a\nterminal it is asked for. Nothing that exists is overwritten.",
     wf_init_names},
    {"check", "PLATFORM [DEPLOYMENT..]",
     "check files, naming every mistake; print what is assumed and what is given", 1, 1001,
     WF_OPTIONS_COMMON | WF_OPTIONS_INPUT | WF_OPTIONS_VERBOSE, wf_check_command, NULL, NULL},
    {"fleet", "FLEET", "expand classes of devices to a SimGrid platform", 1, 1,
     WF_OPTIONS_COMMON | WF_OPTIONS_FLEET, wf_fleet_command,
     "Any SimGrid program loads the result. run, compare and check take a fleet in the place of a\n"
     "platform, too. --set class.ID.count=1e6, as any prop of a fleet (props fleet).",
     NULL},
    {"devices", "[CATALOGUE]",
     "measured devices by workload: samples/s, W, J a sample, how they were found", 0, 1,
     WF_OPTIONS_COMMON | WF_OPTIONS_RESULT | WF_OPTIONS_DEVICES | WF_OPTIONS_DRY_RUN,
     wf_devices_command, "CATALOGUE is a platform file; by default the one that ships.", NULL},
    {"props", "[TABLE]", "the tables of props: name, unit, default, meaning", 0, 1,
     WF_OPTIONS_COMMON | WF_OPTIONS_RESULT, wf_props_command, NULL, wf_props_names},
    {"calibrate", "[WORKLOAD=]LOG[+LOG]..",
     "fit a device's watts and speeds to measured logs, and check the fit", 0, 1000,
     WF_OPTIONS_COMMON | WF_OPTIONS_RESULT | WF_OPTIONS_CALIBRATE | WF_OPTIONS_DRY_RUN,
     wf_calibrate_command,
     "LOG is a power log, or a folder that holds one beside logs of events; LOG+LOG, or a folder\n"
     "with several, is one run of several nodes, and the figures are of one. All are of one\n"
     "device. WORKLOAD:BATCH=LOG is of one batch size; two or more give figures by batch. A table\n"
     "takes the place of logs with --campaign, --load or --batches.",
     NULL},
    {NULL, NULL, NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct wf_option *find_option(const char *name, size_t length)
{
    for (size_t i = 0; i < OPTIONS; i++)
        if (strlen(wf_options[i].name) == length && !strncmp(wf_options[i].name, name, length))
            return &wf_options[i];
    if (length == 2 && !strncmp(name, "-h", 2))
        return find_option("--help", 6);
    if (length == 2 && !strncmp(name, "-o", 2))
        return find_option("--output", 8);
    return NULL;
}

static int parse_option(int argc, char **argv, int *i, struct wf_command_line *line,
                        struct wf_err *err)
{
    const char *text = argv[*i], *equals = strchr(text, '=');
    size_t length = equals ? (size_t)(equals - text) : strlen(text);
    const struct wf_option *option = find_option(text, length);
    if (!option) {
        const char *names[OPTIONS];
        char *word = strndup(text, length);
        for (size_t j = 0; j < OPTIONS; j++)
            names[j] = wf_options[j].name;
        const char *near = word ? wf_text_nearest(word, names, OPTIONS) : NULL;
        wf_err_set(err, WF_EUSAGE, "option '%.*s' is unknown%s", (int)length, text,
                   wf_hint(near).text);
        free(word);
        return -1;
    }
    const struct wf_command *command = line->command;
    if (command && option->group && !(command->options & option->group))
        return wf_err_set(err, WF_EUSAGE, "'%s' has no option '%s'", command->name, option->name);
    if (!option->argument && equals)
        return wf_err_set(err, WF_EUSAGE, "option '%s' takes no value", option->name);
    const char *value = equals ? equals + 1 : NULL;
    if (option->argument && !value) {
        if (*i + 1 >= argc)
            return wf_err_set(err, WF_EUSAGE, "option '%s' needs a value: %s", option->name,
                              option->argument);
        value = argv[++*i];
    }
    line->given = wf_realloc(line->given, (line->given_count + 1) * sizeof *line->given);
    line->given[line->given_count++] = (struct wf_given_option){option, value};
    return option->set(line, value, err);
}

static int find_command(const char *name, struct wf_command_line *line, struct wf_err *err)
{
    const char *names[16];
    size_t count = 0;
    names[count++] = "help";
    for (const struct wf_command *command = wf_commands; command->name; command++) {
        names[count++] = command->name;
        if (!strcmp(command->name, name)) {
            line->command = command;
            return 0;
        }
    }
    const char *near = wf_text_nearest(name, names, count);
    return wf_err_set(err, WF_EUSAGE, "command '%s' is unknown%s; see 'wattfleet --help'", name,
                      wf_hint(near).text);
}

int wf_command_line_parse(int argc, char **argv, struct wf_command_line *line, struct wf_err *err)
{
    *line = (struct wf_command_line){
        .options = {.seed = 1, .audit = true, .engine = WF_ENGINE_AUTO},
        .calibrate = {
            .wall_factor = NAN, .work_s = {NAN, NAN}, .start_up_s = NAN, .epoch_samples = NAN}};
    line->argc = argc;
    line->argv = argv;
    line->arguments = wf_calloc((size_t)argc + 1, sizeof *line->arguments);
    bool only_positional = false;
    for (int i = 1; i < argc; i++) { /* find the command first: it decides which options exist */
        if (!strcmp(argv[i], "help")) {
            line->help = line->help_command = true;
            break;
        }
        if (argv[i][0] != '-') {
            if (find_command(argv[i], line, err) < 0)
                return -1;
            break;
        }
        if (!strchr(argv[i], '=')) {
            const struct wf_option *option = find_option(argv[i], strlen(argv[i]));
            i += option && option->argument;
        }
    }
    bool command_seen = false, helped = false;
    for (int i = 1; i < argc; i++) {
        if (!only_positional && !strcmp(argv[i], "--")) {
            only_positional = true;
        } else if (!only_positional && argv[i][0] == '-' && argv[i][1]) {
            if (parse_option(argc, argv, &i, line, err) < 0)
                return -1;
        } else if (!command_seen) {
            command_seen = true;
        } else if (line->help_command && !helped) {
            helped = true;
            if (strcmp(argv[i], "help") != 0 && find_command(argv[i], line, err) < 0)
                return -1;
        } else {
            line->arguments[line->argument_count++] = argv[i];
        }
    }
    const struct wf_command *command = line->command;
    if (line->help_command && line->argument_count)
        return wf_err_set(err, WF_EUSAGE, "expected: wattfleet help [COMMAND]");
    if (!command || line->help)
        return 0;
    if (line->argument_count < command->least || line->argument_count > command->most)
        return wf_err_set(err, WF_EUSAGE, "expected: wattfleet %s %s", command->name,
                          command->arguments);
    return 0;
}

void wf_command_line_release(struct wf_command_line *line)
{
    free(line->arguments);
    free(line->given);
    free(line->labels);
    free(line->simgrid_arguments);
    free(line->sweep.factors);
    free(line->search.searches);
    free(line->search.limits);
    wf_calibrate_options_release(&line->calibrate);
    wf_overrides_release(&line->overrides);
}
