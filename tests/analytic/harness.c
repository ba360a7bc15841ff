#include "harness.h"

#include "study/study.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double TOLERANCE = 1e-9;      /* of an output against its closed form */
static const double SUM_TOLERANCE = 1e-12; /* of parts against their whole */
static const double MOVED = 1e-6;          /* what an input must change, at least */

/* T = latency + bytes / bandwidth, and both ways over one link share it fairly. */
static const char *const simgrid_arguments[] = {
    "--cfg=network/model:CM02",
    "--cfg=network/crosstraffic:0",
#ifdef __SANITIZE_ADDRESS__
    "--cfg=contexts/factory:thread",
#endif
};

static uint32_t engine = WF_ENGINE_SIMGRID;
static size_t played_closed; /* runs that the closed form played */

static const struct analytic_topic *const topics[] = {
    &analytic_federated,  &analytic_fleet,        &analytic_centralised, &analytic_power,
    &analytic_speed,      &analytic_network,      &analytic_account,     &analytic_carbon,
    &analytic_presence,   &analytic_asynchronous, &analytic_devices,     &analytic_hierarchical,
    &analytic_serverless, &analytic_continual,    &analytic_start_up,    &analytic_local_steps,
    &analytic_wall,       &analytic_networks,     &analytic_overhead,    &analytic_keys,
    &analytic_sharing,    &analytic_drawn,        &analytic_lost_time,   &analytic_split_learning,
    &analytic_adapters,   &analytic_input,        &analytic_exchange,    &analytic_all_reduce,
    &analytic_by_batch,   &analytic_protection,
};

/* ---- the files ---- */

static bool fill(const struct analytic_case *the_case, const double *values, const char *text,
                 struct wf_buffer *out)
{
    for (const char *open; (open = strchr(text, '{')); text = strchr(open, '}') + 1) {
        const char *close = strchr(open, '}');
        size_t length = close ? (size_t)(close - open - 1) : 0, i = 0;
        while (i < the_case->input_count && (strlen(the_case->inputs[i].name) != length ||
                                             memcmp(the_case->inputs[i].name, open + 1, length)))
            i++;
        if (!close || i == the_case->input_count) {
            printf("  %s: no input is called '%.*s'\n", the_case->name, (int)length, open + 1);
            return false;
        }
        wf_buffer_add(out, text, (size_t)(open - text));
        wf_buffer_printf(out, "%.17g", values[i]);
    }
    wf_buffer_add(out, text, strlen(text));
    return true;
}

static bool write_file(const struct analytic_case *the_case, const double *values, const char *text,
                       const char *path)
{
    struct wf_buffer buffer = {0};
    bool ok = fill(the_case, values, text, &buffer);
    FILE *file = ok ? fopen(path, "w") : NULL;
    if (ok && (!file || fwrite(buffer.text, 1, buffer.length, file) != buffer.length)) {
        printf("  cannot write %s: %s\n", path, strerror(errno));
        ok = false;
    }
    if (file && fclose(file) != 0)
        ok = false;
    wf_buffer_release(&buffer);
    return ok;
}

struct scratch {
    char *folder, *platform, *deployment, *workload, *series;
};

static bool scratch_make(struct scratch *scratch)
{
    const char *root = getenv("TMPDIR");
    scratch->folder = wf_format("%s/wattfleet-analytic-XXXXXX", root && *root ? root : "/tmp");
    if (!mkdtemp(scratch->folder)) {
        printf("  cannot make the folder %s: %s\n", scratch->folder, strerror(errno));
        free(scratch->folder);
        return false;
    }
    scratch->platform = wf_format("%s/platform.xml", scratch->folder);
    scratch->deployment = wf_format("%s/deployment.xml", scratch->folder);
    scratch->workload = wf_format("%s/workload.xml", scratch->folder);
    scratch->series = wf_format("%s/series.csv", scratch->folder);
    return true;
}

static void scratch_remove(struct scratch *scratch)
{
    unlink(scratch->platform);
    unlink(scratch->deployment);
    unlink(scratch->workload);
    unlink(scratch->series); /* where there is one */
    rmdir(scratch->folder);
    free(scratch->folder);
    free(scratch->platform);
    free(scratch->deployment);
    free(scratch->workload);
    free(scratch->series);
}

/* ---- comparing ---- */

static bool near(double got, double expected, double tolerance)
{
    double bound = expected == 0 ? tolerance : tolerance * fabs(expected);
    return fabs(got - expected) <= bound; /* false for NaN */
}

static bool check(const char *what, const char *name, double got, double expected, double tolerance)
{
    if (near(got, expected, tolerance))
        return true;
    printf("  %s: %s is %.17g, expected %.17g (%+.3g)\n", what, name, got, expected,
           (got - expected) / expected);
    return false;
}

/* Laws of every result: its parts sum to the whole, the plugin agrees with the ledger. */
static bool check_laws(const char *what, const struct wf_summary *summary)
{
    const struct wf_outcome *outcome = summary->outcome;
    double phases = 0, kinds = 0, rounds = outcome->start_energy_j, carbon_g = 0;
    for (int i = 0; i < WF_PHASE_COUNT; i++) {
        phases += summary->phase_j[i];
        carbon_g += summary->phase_carbon_g[i];
    }
    for (size_t i = 0; i < summary->kind_count; i++)
        kinds += summary->kinds[i].energy_j;
    bool ok = check(what, "sum of phases", phases, summary->energy_j, SUM_TOLERANCE);
    if (!isnan(summary->carbon_g))
        ok &= check(what, "carbon of phases", carbon_g, summary->carbon_g, SUM_TOLERANCE);
    for (size_t i = 0; i < outcome->round_count; i++)
        rounds += outcome->round_rows[i].energy_j;
    if (!summary->scenario->options.whole_platform) /* rounds know of their participants only */
        ok &= check(what, "sum of rounds", rounds, summary->energy_j, TOLERANCE);
    ok &= check(what, "sum of kinds", kinds, summary->energy_j, SUM_TOLERANCE);
    if (!strcmp(outcome->engine, "closed-form")) {
        played_closed++;
        return ok; /* SimGrid has played a sample again, and has agreed */
    }
    return check(what, "ledger_host_energy_j", summary->ledger_host_energy_j,
                 summary->plugin_host_energy_j, TOLERANCE) &&
           ok;
}

static bool compare(const char *what, const struct wf_summary *summary,
                    const struct analytic_outputs *expected)
{
    bool ok = check_laws(what, summary);
    for (size_t i = 0; i < expected->count; i++) {
        const char *name = expected->items[i].name;
        if (!strncmp(name, "plugin_", 7) && !strcmp(summary->outcome->engine, "closed-form"))
            continue; /* the plugins see the sample only */
        ok &= check(what, name, analytic_value(summary, name), expected->items[i].value, TOLERANCE);
    }
    return ok;
}

static bool moved(const struct analytic_outputs *a, const struct analytic_outputs *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        double x = a->items[i].value, y = b->items[i].value;
        if (fabs(x - y) > MOVED * fmax(fabs(x), fabs(y)))
            return true;
    }
    return false;
}

/* ---- running ---- */

static void print_diag(const struct wf_diag *diag)
{
    for (size_t i = 0; i < diag->count; i++) {
        char *text = wf_diag_text(&diag->entries[i]);
        printf("  %s\n", text);
        free(text);
    }
}

static bool add_sets(const struct analytic_case *the_case, const double *values,
                     struct wf_overrides *overrides)
{
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    char *rest;
    bool ok = !the_case->sets || fill(the_case, values, the_case->sets, &text);
    for (char *item = ok && text.text ? strtok_r(text.text, ";", &rest) : NULL; ok && item;
         item = strtok_r(NULL, ";", &rest))
        ok = wf_overrides_add(overrides, item, &err) == 0;
    if (!ok)
        printf("  %s\n", err.text);
    wf_buffer_release(&text);
    return ok;
}

static bool simulate(const struct analytic_case *the_case, const double *values, const char *what,
                     struct scratch *scratch, const struct analytic_outputs *expected)
{
    if (!write_file(the_case, values, the_case->platform, scratch->platform) ||
        !write_file(the_case, values, the_case->deployment, scratch->deployment) ||
        !write_file(the_case, values, the_case->workload, scratch->workload) ||
        (the_case->series && !write_file(the_case, values, the_case->series, scratch->series)))
        return false;
    const char *deployments[] = {scratch->deployment};
    struct wf_overrides overrides = {0};
    if (!add_sets(the_case, values, &overrides))
        return false;
    const struct wf_study_request request = {
        .platform = scratch->platform,
        .deployments = deployments,
        .count = 1,
        .overrides = &overrides,
        .options = {.engine = engine,
                    .seed = 1,
                    .whole_platform = the_case->whole_platform,
                    .audit = true,
                    .network = the_case->network},
        .process = {.simgrid_arguments = simgrid_arguments,
                    .simgrid_argument_count = sizeof simgrid_arguments / sizeof *simgrid_arguments,
                    .jobs = 1}};
    struct wf_study study;
    struct wf_err err = {0};
    bool ok =
        wf_study_load(&study, &request, &err) == 0 && wf_study_run(&study, &request, &err) == 0;
    if (ok) {
        ok = compare(what, &study.summaries[0], expected);
    } else {
        printf("  %s: %s\n", what, err.text);
        print_diag(&study.diag);
    }
    wf_study_release(&study);
    wf_overrides_release(&overrides);
    return ok;
}

static bool perturb(const struct analytic_case *the_case, double *values, size_t index,
                    const struct analytic_outputs *base, struct scratch *scratch)
{
    const struct analytic_input *input = &the_case->inputs[index];
    char what[160];
    snprintf(what, sizeof what, "with %s %g for %g", input->name, input->perturbed, input->value);
    values[index] = input->perturbed;
    struct analytic_outputs expected = {.count = 0};
    the_case->expect(values, &expected);
    bool ok = simulate(the_case, values, what, scratch, &expected);
    values[index] = input->value;
    if (!moved(base, &expected)) {
        printf("  %s: no expected output moves; a dead input\n", what);
        ok = false;
    }
    return ok;
}

static bool run_case(const struct analytic_case *the_case, bool perturbing)
{
    struct scratch scratch;
    if (!scratch_make(&scratch))
        return false;
    double *values = wf_calloc(the_case->input_count + 1, sizeof *values);
    for (size_t i = 0; i < the_case->input_count; i++)
        values[i] = the_case->inputs[i].value;
    struct analytic_outputs expected = {.count = 0};
    the_case->expect(values, &expected);
    bool ok = simulate(the_case, values, "as written", &scratch, &expected);
    for (size_t i = 0; perturbing && i < the_case->input_count; i++)
        ok &= perturb(the_case, values, i, &expected, &scratch);
    free(values);
    scratch_remove(&scratch);
    printf("%s %s (%zu inputs, %zu outputs)\n", ok ? "ok  " : "FAIL", the_case->name,
           the_case->input_count, expected.count);
    return ok;
}

/* Is @p name among the names given, or is none given? */
static bool is_asked(const char *name, char **names, int count)
{
    bool asked = count == 0;
    for (int i = 0; i < count; i++)
        asked |= !strcmp(names[i], name);
    return asked;
}

int main(int argc, char **argv)
{
    size_t passed = 0, failed = 0;
    bool list = argc == 2 && !strcmp(argv[1], "--list");
    bool closed = argc == 2 && !strcmp(argv[1], "--closed-form");
    /* under valgrind and sanitizers: the same code is run, only less often; random.* perturbs the
     * closed form */
    bool as_written = argc > 1 && !strcmp(argv[argc - 1], "--as-written");
    bool perturbing = !as_written && !closed;
    int names = list || closed ? 0 : argc - 1 - as_written;
#ifdef __SANITIZE_ADDRESS__
    perturbing = false;
#endif
    engine = closed ? WF_ENGINE_AUTO : WF_ENGINE_SIMGRID;
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        for (size_t j = 0; j < topics[i]->count; j++) {
            const struct analytic_case *the_case = &topics[i]->cases[j];
            if (list)
                printf("%s\n", the_case->name);
            else if (is_asked(the_case->name, argv + 1, names))
                *(run_case(the_case, perturbing) ? &passed : &failed) += 1;
        }
    if (list)
        return EXIT_SUCCESS;
    printf("%zu passed, %zu failed\n", passed, failed);
    if (names && passed + failed != (size_t)names) {
        fprintf(stderr,
                "usage: analytic [CASE.. [--as-written] | --list | --closed-form]: %d cases "
                "were named, %zu are known\n",
                names, passed + failed);
        return 2;
    }
    if (closed) {
        printf("%zu runs in closed form\n", played_closed);
        passed = played_closed ? passed : 0;
    }
    return passed && !failed ? EXIT_SUCCESS : EXIT_FAILURE;
}
