/* law.<scene>: no prop is silent. Two values of a prop give two results; or they are refused; or a
 * warning says that the prop changes nothing, and why. And the other way round: where the warning
 * stands, the results are the same. Written over the tables of props: a new row is covered.
 * `law SCENE -v` prints what became of each prop. */
#include "../cases.h"
#include "base/text.h"
#include "output/json.h"
#include "output/run_json.h"
#include "scenes.h"
#include "study/study.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static bool verbose;

static const char *const simgrid_arguments[] = {
    "--cfg=network/model:CM02",
    "--cfg=network/crosstraffic:0",
#ifdef __SANITIZE_ADDRESS__
    "--cfg=contexts/factory:thread",
#endif
};

/* ---- files ---- */

static char folder[64];

static char *file_of(const char *name)
{
    return wf_format("%s/%s", folder, name);
}

static void write_text(const char *name, const char *text)
{
    char *path = file_of(name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        printf("cannot write %s: %s\n", path, strerror(errno));
        exit(EXIT_FAILURE);
    }
    free(path);
}

static void write_buffer(const char *name, struct wf_buffer *text)
{
    write_text(name, text->text);
    wf_buffer_release(text);
}

static void remove_file(const char *name)
{
    char *path = file_of(name);
    unlink(path);
    free(path);
}

static void write_place(const struct scene *scene)
{
    struct wf_buffer text = {0};
    scene_platform(scene->rich, &text);
    write_buffer("platform.xml", &text);
    write_text("series.csv", scene_series);
    write_text("trace.csv", scene_trace);
    scene_workload("model", scene->rows, &text);
    write_buffer("workload.xml", &text);
    scene_workload("other", scene->rows, &text);
    write_buffer("other.xml", &text);
}

/* ---- trials: one value each ---- */

struct trial {
    char *file, *value;
    const char *target, *prop;     /* "server", ..; borrowed */
    struct wf_overrides overrides; /* NULL items: none */
    bool refused, warned;
    char *why;    /* the first mistake */
    char *result; /* JSON, or why the simulation failed; NULL: refused */
};

static struct wf_study_request request_of(const char *platform, const char *const *files,
                                          size_t count, struct wf_overrides *overrides)
{
    return (struct wf_study_request){
        .platform = platform,
        .deployments = files,
        .count = count,
        .overrides = overrides,
        .options = {.seed = 1, .audit = true},
        .process = {.simgrid_arguments = simgrid_arguments,
                    .simgrid_argument_count = sizeof simgrid_arguments / sizeof *simgrid_arguments,
                    .jobs = 2}};
}

/* Does a warning say that the trial's prop changes nothing? One of an actor names its role. */
static bool is_said_silent(const struct trial *trial, const struct wf_diag *diag)
{
    char *words = wf_format("'%s' changes nothing: ", trial->prop);
    char *whose = wf_format("<actor %s>", trial->target);
    bool said = false;
    for (size_t i = 0; i < diag->count && !said; i++) {
        char *text = wf_diag_text(&diag->entries[i]);
        said = strstr(text, words) && (strstr(text, whose) || !strstr(text, "<actor"));
        free(text);
    }
    free(words);
    free(whose);
    return said;
}

static char *first_mistake(const struct wf_diag *diag, const struct wf_err *err)
{
    for (size_t i = 0; i < diag->count; i++)
        if (diag->entries[i].severity == WF_ERROR)
            return wf_diag_text(&diag->entries[i]);
    return wf_format("%s", err->text);
}

/* Load it: is it refused, does a warning say that @p prop changes nothing? */
static void check_trial(struct trial *trial, const char *platform)
{
    const char *files[] = {trial->file};
    struct wf_study_request request = request_of(platform, files, 1, &trial->overrides);
    struct wf_study study;
    struct wf_err err = {0};
    trial->refused = wf_study_load(&study, &request, &err) < 0;
    trial->warned = is_said_silent(trial, &study.diag);
    if (trial->refused)
        trial->why = first_mistake(&study.diag, &err);
    wf_study_release(&study);
}

/* What a reader of the run sees, less what only names files and lines. */
static char *result_of(const struct wf_study *study, size_t index)
{
    struct json_object *run = wf_run_json(&study->summaries[index], NULL), *provenance, *rounds;
    struct wf_buffer text = {0};
    json_object_object_del(run, "deployment");
    if (json_object_object_get_ex(run, "provenance", &provenance) &&
        json_object_object_get_ex(provenance, "rounds", &rounds)) {
        json_object_object_del(rounds, "file");
        json_object_object_del(rounds, "line");
    }
    wf_json_text(run, &text);
    json_object_put(run);
    return text.text;
}

/* Simulate all in one study; where one fails, each alone. */
static void run_trials(struct trial **trials, size_t count, const char *platform,
                       struct wf_overrides *overrides)
{
    const char **files = wf_calloc(count + 1, sizeof *files);
    struct wf_study study;
    struct wf_err err = {0};
    for (size_t i = 0; i < count; i++)
        files[i] = trials[i]->file;
    struct wf_study_request request = request_of(platform, files, count, overrides);
    bool ok =
        wf_study_load(&study, &request, &err) == 0 && wf_study_run(&study, &request, &err) == 0;
    for (size_t i = 0; ok && i < count; i++) {
        trials[i]->result = result_of(&study, i);
        trials[i]->warned |= is_said_silent(trials[i], &study.warnings[i]);
    }
    wf_study_release(&study);
    free(files);
    if (!ok && count == 1)
        trials[0]->result = wf_format("%s", err.text);
    for (size_t i = 0; !ok && count > 1 && i < count; i++)
        run_trials(&trials[i], 1, platform, overrides);
}

static void release_trial(struct trial *trial)
{
    unlink(trial->file);
    free(trial->file);
    free(trial->value);
    free(trial->why);
    free(trial->result);
    wf_overrides_release(&trial->overrides);
}

/* ---- values ---- */

enum { VALUES_MAX = 8 };
struct values {
    char *items[VALUES_MAX];
    size_t count;
};

static void add_value(struct values *values, const char *text)
{
    if (values->count < VALUES_MAX)
        values->items[values->count++] = wf_format("%s", text);
}

static void release_values(struct values *values)
{
    for (size_t i = 0; i < values->count; i++)
        free(values->items[i]);
}

/* Where what the row says is not enough: a text has a meaning, or a value must suit the scenes. */
static const struct {
    const char *prop, *values[3];
} special[] = {
    {"workload", {"workload.xml", "other.xml"}},
    {"target", {"0.5", "0.6"}},
    {"start-date", {"2024-01-01T00:00:00Z", "2024-01-01T07:00:00Z"}},
    {"delay", {"6 h", "12 h"}},
    {"every", {"5 min", "20 min"}},
    {"round-overhead-pstate", {"1", "2"}},
    {"evaluation-pstate", {"1", "2"}},
    {"start-up-pstate", {"1", "2"}},
    {"pstate", {"1", "2"}},
    {"availability", {"0:00:01-20:00", "0:00:04-20:00"}},
    {"charging", {"0:00-12:00", "12:00-13:00"}},
    {"availability-spread", {"5 s", "20 s"}},
    {"battery-level", {"0.4", "0.9"}},
    {"battery-minimum", {"0.01", "0.1", "0.19"}},
    {"battery-start", {"0.3", "0.9"}},
    {"gateway", {"gate-0", "gate-1"}},
    {"trainer", {"node-0", "node-1"}},
    {"over-selection", {"0.3", "0.7", "1.2"}},
    {"max-staleness", {"0", "2"}},
    {"batch", {"20", "30"}},
    {"degree", {"2", "3"}},
    {"samples", {"30", "40"}},
    {"upload-period", {"20 s", "50 s"}},
    {"per-day", {"2000", "5000"}},
    {"days", {"1", "2"}},
    {"evaluation-period", {"1", "2"}},
    {"inference-period", {"6 h", "8 h"}},
};

static double between(double value, const struct wf_prop *row)
{
    return value < row->min ? row->min : value > row->max ? row->max : value;
}

static void add_number(struct values *values, const struct wf_prop *row, double value)
{
    char text[40];
    wf_quantity_text(between(value, row), row->dimension, text, sizeof text);
    add_value(values, text);
}

static struct values values_of(const struct wf_prop *row)
{
    struct values values = {.count = 0};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        for (size_t j = 0; !strcmp(special[i].prop, row->name) && special[i].values[j]; j++)
            add_value(&values, special[i].values[j]);
    if (values.count)
        return values;
    switch (row->kind) {
    case WF_PROP_CHOICE:
        for (size_t i = 0; row->choices[i]; i++)
            add_value(&values, row->choices[i]);
        break;
    case WF_PROP_COUNT:
        add_number(&values, row, 2);
        add_number(&values, row, 3);
        break;
    case WF_PROP_QUANTITY:
    case WF_PROP_DISTRIBUTION: {
        bool ratio = row->dimension == WF_DIM_RATIO;
        bool large = row->dimension == WF_DIM_FLOP || row->dimension == WF_DIM_NUMBER;
        add_number(&values, row, ratio ? 0.4 : large ? 8 : 1);
        add_number(&values, row, ratio ? 0.8 : large ? 16 : 3);
        break;
    }
    case WF_PROP_TEXT:
    case WF_PROP_SERIES:
        printf("    FAILED '%s' is a text: give it two values in the table of the law\n",
               row->name);
        failures++;
    }
    return values;
}

/* ---- the law ---- */

struct judged {
    const char *scene, *target; /* "server", "host" .. */
    const struct wf_prop *row;
    struct trial *trials;
    size_t count;
};

static void fail(const struct judged *judged, const char *why)
{
    printf("    FAILED %s: %s prop '%s': %s:", judged->scene, judged->target, judged->row->name,
           why);
    for (size_t i = 0; i < judged->count; i++)
        if (!judged->trials[i].refused)
            printf(" '%s'%s", judged->trials[i].value, judged->trials[i].warned ? " (warned)" : "");
    printf("\n");
    failures++;
}

static void judge(const struct judged *judged)
{
    const struct trial *first = NULL;
    size_t accepted = 0, warned = 0;
    bool differ = false;
    for (size_t i = 0; i < judged->count; i++) {
        const struct trial *trial = &judged->trials[i];
        if (trial->refused)
            continue;
        first = first ? first : trial;
        accepted++;
        warned += trial->warned;
        differ |= strcmp(trial->result, first->result) != 0;
    }
    if (verbose)
        printf("    %-10s %-24s %zu of %zu accepted, %zu warned, %s%s\n", judged->target,
               judged->row->name, accepted, judged->count, warned,
               differ ? "results differ" : "same result",
               accepted == 0 ? judged->trials[0].why : "");
    if (differ && warned == accepted)
        fail(judged, "results differ, although a warning says that it changes nothing");
    if (accepted > 1 && !differ && warned < accepted)
        fail(judged, "the results are the same, and no warning says so");
}

/* All props of a role, in one scene. */
static void try_role(const struct scene *scene, enum wf_role_id role, const char *platform)
{
    const struct wf_prop *table = wf_roles[role].props;
    size_t rows = wf_props_count(table), count = 0, open = 0;
    struct trial *trials = wf_calloc(rows * VALUES_MAX, sizeof *trials);
    struct trial **accepted = wf_calloc(rows * VALUES_MAX, sizeof *accepted);
    struct judged *judged = wf_calloc(rows, sizeof *judged);
    for (size_t row = 0; row < rows; row++) {
        struct values values = values_of(&table[row]);
        judged[row] = (struct judged){scene->name, wf_roles[role].name, &table[row], &trials[count],
                                      values.count};
        for (size_t i = 0; i < values.count; i++) {
            struct trial *trial = &trials[count];
            struct wf_buffer text = {0};
            char *name = wf_format("d-%zu.xml", count++);
            trial->file = file_of(name);
            trial->target = wf_roles[role].name;
            trial->prop = table[row].name;
            trial->value = wf_format("%s", values.items[i]);
            scene_deployment(scene, role, table[row].name, trial->value, &text);
            write_buffer(name, &text);
            free(name);
            check_trial(trial, platform);
            if (!trial->refused)
                accepted[open++] = trial;
        }
        release_values(&values);
    }
    run_trials(accepted, open, platform, NULL);
    for (size_t row = 0; row < rows; row++)
        judge(&judged[row]);
    for (size_t i = 0; i < count; i++)
        release_trial(&trials[i]);
    free(trials);
    free(accepted);
    free(judged);
}

static void try_scene(const struct scene *scene)
{
    bool tried[WF_ROLE_COUNT] = {false};
    char *platform = file_of("platform.xml");
    write_place(scene);
    for (size_t i = 0; i < SCENE_ACTORS_MAX && scene->actors[i].host; i++) {
        enum wf_role_id role = scene->actors[i].role;
        if (!tried[role])
            try_role(scene, role, platform);
        tried[role] = true;
    }
    free(platform);
}

static void clean(void)
{
    static const char *const names[] = {"platform.xml", "series.csv", "trace.csv", "workload.xml",
                                        "other.xml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove_file(names[i]);
    rmdir(folder);
}

int main(int argc, char **argv)
{
    const char *root = getenv("TMPDIR");
    int failed = 0, passed = 0;
    snprintf(folder, sizeof folder, "%s/wattfleet-law-XXXXXX", root && *root ? root : "/tmp");
    if (!mkdtemp(folder)) {
        printf("cannot make the folder %s: %s\n", folder, strerror(errno));
        return EXIT_FAILURE;
    }
    verbose = argc == 3 && !strcmp(argv[2], "-v");
    for (size_t i = 0; i < scene_count; i++) {
        if (argc > 1 && strcmp(argv[1], scenes[i].name))
            continue;
        failures = 0;
        printf("%s\n", scenes[i].name);
        try_scene(&scenes[i]);
        *(failures ? &failed : &passed) += 1;
    }
    clean();
    printf("%d passed, %d failed\n", passed, failed);
    return failed || !passed;
}
