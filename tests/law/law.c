/* law.<scene>: no prop is silent. Two values of a prop give two results; or they are refused; or a
 * warning says that the prop changes nothing, and why. And the other way round: where the warning
 * stands, the results are the same. Written over the tables of props: a new row is covered.
 * `law SCENE -v` prints what became of each prop. */
#include "places.h"
#include "scenes.h"
#include "trial.h"
#include "values.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool verbose;

static const struct special_values special[] = {
    {"workload", {"workload.xml", "other.xml"}},
    {"target", {"0.5", "0.6"}},
    {"deadline", {"1 s", "3 s", "8 s"}},
    {"host", {"desk", "node-2"}},
    {"start-date", {"2024-01-01T00:00:00Z", "2024-01-01T07:00:00Z"}},
    {"delay", {"6 h", "12 h"}},
    {"every", {"5 min", "20 min"}},
    {"round-overhead-pstate", {"1", "2"}},
    {"lost-pstate", {"1", "2"}},
    {"exchange-pstate", {"1", "2"}},
    {"evaluation-pstate", {"1", "2"}},
    {"start-up-pstate", {"1", "2"}},
    {"pstate", {"1", "2"}},
    {"availability", {"0:00:01-20:00", "0:00:04-20:00", "20:00-21:00"}},
    {"charging", {"0:00-12:00", "12:00-13:00"}},
    {"availability-spread", {"5 s", "20 s"}},
    {"battery-level", {"0.4", "0.9"}},
    {"battery-minimum", {"0.01", "0.1", "0.19"}},
    {"battery-start", {"0.3", "0.9"}},
    {"gateway", {"gate-0", "gate-1"}},
    {"trainer", {"node-0", "node-1"}},
    {"selection-minimum", {"2", "3", "5"}},
    {"carbon-limit", {"260 g/kWh", "100 g/kWh", "400 g/kWh"}},
    {"carbon-patience", {"1 s", "3 s"}},
    {"over-selection", {"0.3", "0.7", "1.2"}},
    {"max-staleness", {"0", "2"}},
    {"batch", {"20", "30"}},
    {"local-steps", {"2", "3"}},
    {"degree", {"2", "3"}},
    {"samples", {"30", "40"}},
    {"upload-period", {"20 s", "50 s"}},
    {"per-day", {"2000", "5000"}},
    {"days", {"1", "2"}},
    {"evaluation-period", {"1", "2"}},
    {"evaluation-passes", {"1", "3"}},
    {"evaluation-start-passes", {"1", "3"}},
    {"inference-period", {"6 h", "8 h"}},
    {NULL, {NULL}},
};

static bool judge(const struct trials *trials)
{
    enum verdict verdict = trials_judge(trials, verbose);
    bool ok = verdict == VERDICT_HOLDS;
    if (!ok)
        trials_print(trials, verdict);
    size_t refused = 0, run = 0;
    for (size_t i = 0; i < trials->count; i++) {
        refused += trials->items[i].refused;
        run += trials->items[i].result != NULL;
    }
    if (!run && refused < trials->count) { /* failures show nothing */
        printf("    FAILED %s: %s prop '%s': no simulation succeeds: %s\n", trials->scene,
               trials->target, trials->prop, trials->items[0].why);
        ok = false;
    }
    return ok;
}

/* Two values of a row, given to the first actor of a role, or set where no file may say it. */
static void write_trials(const struct scene *scene, enum wf_role_id role, bool set,
                         struct trials *trials, struct values *values, size_t number)
{
    for (size_t i = 0; i < values->count; i++) {
        struct trial *trial = &trials->items[trials->count++];
        struct wf_buffer text = {0};
        char *name = wf_format("d-%zu.xml", number + i);
        trial->deployment = folder_path(name);
        trial->value = wf_format("%s", values->items[i]);
        trial->target = trials->target;
        trial->prop = trials->prop;
        scene_deployment(scene, role, set ? NULL : trials->prop, trial->value, &text);
        char *override = wf_format("%s.%s=%s", trial->target, trial->prop, trial->value);
        struct wf_err err = {0};
        if (set && wf_overrides_add(&trial->overrides, override, &err) < 0)
            printf("%s\n", err.text);
        free(override);
        folder_write_buffer(name, &text);
        free(name);
    }
}

/* All props of a role, in one scene. */
static bool try_role(const struct scene *scene, enum wf_role_id role, const char *platform)
{
    const struct wf_prop *table = wf_roles[role].props;
    size_t rows = wf_props_count(table), count = 0, open = 0;
    struct trial *all = wf_calloc(rows * VALUES_MAX, sizeof *all);
    struct trial **accepted = wf_calloc(rows * VALUES_MAX, sizeof *accepted);
    struct trials *trials = wf_calloc(rows, sizeof *trials);
    bool ok = true;
    for (size_t row = 0; row < rows; row++) {
        struct values values = values_of(&table[row], special);
        if (values.count < 2 && table[row].kind != WF_PROP_PROVENANCE) {
            printf("    FAILED '%s' is a text: give it values in the table of the law\n",
                   table[row].name);
            ok = false;
        }
        trials[row] =
            (struct trials){scene->name, wf_roles[role].name, table[row].name, &all[count], 0};
        write_trials(scene, role, table[row].places & WF_SET_ONLY, &trials[row], &values, count);
        count += trials[row].count;
        values_release(&values);
    }
    for (size_t i = 0; i < count; i++) {
        struct trial *const one[] = {&all[i]};
        trial_check(&all[i], platform);
        if (!all[i].refused && all[i].overrides.count)
            trial_run(one, 1, platform);
        else if (!all[i].refused)
            accepted[open++] = &all[i];
    }
    trial_run(accepted, open, platform);
    for (size_t row = 0; row < rows; row++)
        if (table[row].kind != WF_PROP_PROVENANCE)
            ok &= judge(&trials[row]);
    for (size_t i = 0; i < count; i++)
        trial_release(&all[i]);
    free(all);
    free(accepted);
    free(trials);
    return ok;
}

static bool try_scene(const struct scene *scene)
{
    bool tried[WF_ROLE_COUNT] = {false}, ok = true;
    char *platform = folder_path("platform.xml");
    scene_write(scene);
    for (size_t i = 0; i < SCENE_ACTORS_MAX && scene->actors[i].host; i++) {
        enum wf_role_id role = scene->actors[i].role;
        if (!tried[role])
            ok &= try_role(scene, role, platform);
        tried[role] = true;
    }
    free(platform);
    return ok;
}

int main(int argc, char **argv)
{
    size_t failed = 0, passed = 0;
    const char *one = argc > 1 ? argv[1] : NULL;
    verbose = argc == 3 && !strcmp(argv[2], "-v");
    folder_make();
    for (size_t i = 0; i < scene_count; i++) {
        if (one && strcmp(one, scenes[i].name))
            continue;
        printf("%s\n", scenes[i].name);
        *(try_scene(&scenes[i]) ? &passed : &failed) += 1;
    }
    for (size_t i = 0; i < place_law_count; i++) {
        if (one && strcmp(one, place_laws[i].name))
            continue;
        printf("%s\n", place_laws[i].name);
        *(place_laws[i].holds(verbose) ? &passed : &failed) += 1;
    }
    folder_remove();
    printf("%zu passed, %zu failed\n", passed, failed);
    return passed && !failed ? EXIT_SUCCESS : EXIT_FAILURE;
}
