#include "places.h"

#include "platform/site.h"
#include "scenes.h"
#include "trial.h"
#include "values.h"
#include "workload/workload.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GIVEN_MAX = 6 };

/* What else must be given so that a prop can show in the result of a run. */
struct company {
    const char *prop, *overrides[GIVEN_MAX];
};

/* Props that no run depends on, and who reads them. */
struct elsewhere {
    const char *prop, *reader;
};

struct subject {
    const char *target;    /* "host", ..: of the override TARGET.GLOB.PROP */
    const char *glob;      /* NULL: TARGET.PROP */
    const char *scenes[5]; /* where it is tried: one that shows it is enough */
    unsigned place;        /* of wf_prop.places; 0: any */
    const struct wf_prop *table;
    const struct special_values *special;
    const struct company *company;
    const struct elsewhere *elsewhere;
};

static bool is_elsewhere(const struct subject *subject, const char *prop)
{
    for (const struct elsewhere *row = subject->elsewhere; row && row->prop; row++)
        if (!strcmp(row->prop, prop))
            return true;
    return false;
}

static void add_override(struct trial *trial, const char *text)
{
    struct wf_err err = {0};
    if (wf_overrides_add(&trial->overrides, text, &err) < 0) {
        printf("%s\n", err.text);
        exit(EXIT_FAILURE);
    }
}

static void give_company(const struct subject *subject, const char *prop, struct trial *trial)
{
    for (const struct company *row = subject->company; row && row->prop; row++)
        for (size_t i = 0; !strcmp(row->prop, prop) && i < GIVEN_MAX && row->overrides[i]; i++)
            add_override(trial, row->overrides[i]);
}

/* Values that are all refused, or fail, show nothing. */
static bool shows(const struct trials *trials)
{
    for (size_t i = 0; i < trials->count; i++)
        if (trials->items[i].result)
            return true;
    return false;
}

/* Both values of a prop in one scene, each with --set. */
static enum verdict try_prop(const struct subject *subject, const struct scene *scene,
                             const struct wf_prop *row, bool verbose)
{
    struct values values = values_of(row, subject->special);
    struct trial items[VALUES_MAX] = {0};
    struct trials trials = {scene->name, subject->target, row->name, items, values.count};
    char *platform = folder_path("platform.xml");
    enum verdict verdict;
    if (values.count < 2)
        printf("    FAILED '%s' is a text: give it values in the table of the law\n", row->name);
    for (size_t i = 0; i < values.count; i++) {
        struct trial *trial = &items[i];
        char *text = wf_format("%s%s%s.%s=%s", subject->target, subject->glob ? "." : "",
                               subject->glob ? subject->glob : "", row->name, values.items[i]);
        trial->deployment = folder_path("deployment.xml");
        trial->value = wf_format("%s", values.items[i]);
        trial->target = subject->target;
        trial->prop = row->name;
        give_company(subject, row->name, trial);
        add_override(trial, text);
        free(text);
        trial_check(trial, platform);
        struct trial *const one[] = {trial};
        if (!trial->refused)
            trial_run(one, 1, platform);
    }
    verdict = values.count < 2 ? VERDICT_SILENT : trials_judge(&trials, verbose);
    if (!shows(&trials))
        verdict = VERDICT_SILENT;
    for (size_t i = 0; i < values.count; i++)
        trial_release(&items[i]);
    values_release(&values);
    free(platform);
    return verdict;
}

/* One scene that shows the prop is enough. */
static bool hold(const struct subject *subject, bool verbose)
{
    bool ok = true;
    for (const struct wf_prop *row = subject->table; row->name; row++) {
        bool holds =
            is_elsewhere(subject, row->name) || row->kind == WF_PROP_PROVENANCE ||
            (subject->place && (!(row->places & subject->place) || row->places & WF_IN_CATALOGUE));
        for (size_t i = 0; !holds && i < 5 && subject->scenes[i]; i++) {
            const struct scene *scene = scene_find(subject->scenes[i]);
            struct wf_buffer text = {0};
            scene_write(scene);
            scene_deployment(scene, WF_SERVER, NULL, NULL, &text);
            folder_write_buffer("deployment.xml", &text);
            holds = try_prop(subject, scene, row, verbose) == VERDICT_HOLDS;
        }
        if (!holds)
            printf("    FAILED %s prop '%s' is silent\n", subject->target, row->name);
        ok &= holds;
    }
    return ok;
}

/* ---- hosts, links, zones ---- */

static const struct special_values site_values[] = {
    {"kind", {"edge", "phone"}},
    {"carbon_intensity", {"100 g/kWh", "200 g/kWh"}},
    {"carbon_time", {"time", "later"}},
    {"carbon_value", {"carbon_intensity", "other"}},
    {"workloads", {"model,x,y", "x,model,y"}},
    {"speed_by_batch", {"model:1:1Gf,model:100:2Gf", "model:1:1Gf,model:100:1.5Gf"}},
    {"wattage_by_batch", {"model:1:4,model:100:6", "model:1:4,model:100:5"}},
    {"cold_pstate", {"1", "2"}},
    {"idle_pstate", {"1", "2"}},
    {"battery", {"60 J", "100 J"}},
    {"charging_wattage", {"1 W", "20 W"}},
    {"memory", {"1 kB", "1 GB"}},
    {"memory_bandwidth", {"1 MBps", "2 MBps"}},
    {"storage_bandwidth", {"1 kBps", "2 kBps"}},
    {"intra_bandwidth", {"0.5 MBps", "2 MBps"}},
    {NULL, {NULL}},
};
static const struct elsewhere site_elsewhere[] = {
    {"meter", "compare warns of different meters; check echoes it"},
    {"props_of", "settled by the file, --set is refused"},
    {"device", "check and devices hold it against the catalogue"},
    {"fit", "sweeps draw the figures of the host by it"},
    {NULL, NULL},
};
#define NOON         "server.start-date=2024-01-01T12:01:00Z" /* where the series has a gap */
#define HIERARCHICAL "trainer.all-reduce=hierarchical"
static const struct company host_company[] = {
    {"intra_bandwidth",
     {HIERARCHICAL, "zone.world.accelerators=4", "zone.world.intra_bandwidth=1 MBps"}},
    {"cold_pstate", {"host.*.attribution=0.5"}}, /* with 1 all of the idle watts are billed */
    {"embodied_carbon", {"host.*.lifetime=3 year"}},
    {"lifetime", {"host.*.embodied_carbon=10 kg"}},
    {"utilisation", {"host.*.embodied_carbon=10 kg", "host.*.lifetime=3 year"}},
    {"carbon_time", {"host.*.carbon_intensity=series.csv"}},
    {"carbon_value", {"host.*.carbon_intensity=series.csv"}},
    {"carbon_gaps", {"host.*.carbon_intensity=series.csv", "host.*.carbon_value=gaps", NOON}},
    {"memory_bandwidth", {"workload.bytes-moved-per-sample=100 kB"}},
    {"memory", {"workload.memory=1 MB"}},
    {"wattage_by_batch", {"host.*.speed_by_batch=model:1:1Gf,model:100:2Gf"}},
    {"charging_wattage", {"host.*.battery=25 J"}},
    {"charger_efficiency", {"host.*.battery=60 J"}},
    {NULL, {NULL}},
};
static const struct company zone_company[] = {
    {"intra_bandwidth", {HIERARCHICAL, "zone.world.accelerators=4"}},
    {"cold_pstate", {"zone.world.attribution=0.5"}},
    {"embodied_carbon", {"zone.world.lifetime=3 year"}},
    {"lifetime", {"zone.world.embodied_carbon=10 kg"}},
    {"utilisation", {"zone.world.embodied_carbon=10 kg", "zone.world.lifetime=3 year"}},
    {"carbon_time", {"zone.world.carbon_intensity=series.csv"}},
    {"carbon_value", {"zone.world.carbon_intensity=series.csv"}},
    {"carbon_gaps",
     {"zone.world.carbon_intensity=series.csv", "zone.world.carbon_value=gaps", NOON}},
    {"memory_bandwidth", {"workload.bytes-moved-per-sample=100 kB"}},
    {"memory", {"workload.memory=1 MB"}},
    {"wattage_by_batch", {"host.*.speed_by_batch=model:1:1Gf,model:100:2Gf"}},
    {"charging_wattage", {"host.*.battery=25 J"}},
    {"charger_efficiency", {"host.*.battery=60 J"}},
    {NULL, {NULL}},
};
static const struct company link_company[] = {
    {"embodied_carbon", {"link.d-3-up.lifetime=3 year"}},
    {"lifetime", {"link.d-3-up.embodied_carbon=10 kg"}},
    {"utilisation", {"link.d-3-up.embodied_carbon=10 kg", "link.d-3-up.lifetime=3 year"}},
    {"carbon_time", {"link.d-3-up.carbon_intensity=series.csv"}},
    {"carbon_value", {"link.d-3-up.carbon_intensity=series.csv"}},
    {"carbon_gaps",
     {"link.d-3-up.carbon_intensity=series.csv", "link.d-3-up.carbon_value=gaps", NOON}},
    {"tail_wattage", {"link.d-3-up.tail=1 s"}},
    {"tail", {"link.d-3-up.tail_wattage=2 W"}},
    {NULL, {NULL}},
};

static bool hosts(bool verbose)
{
    return hold(&(struct subject){"host",
                                  "*",
                                  {"sync_rich", "sync", "trainers"},
                                  WF_ON_HOST,
                                  wf_site_props,
                                  site_values,
                                  host_company,
                                  site_elsewhere},
                verbose);
}

static bool links(bool verbose)
{
    return hold(&(struct subject){"link",
                                  "d-3-up",
                                  {"sync_rich", "sync"},
                                  WF_ON_LINK,
                                  wf_site_props,
                                  site_values,
                                  link_company,
                                  site_elsewhere},
                verbose);
}

static bool zones(bool verbose)
{
    return hold(&(struct subject){"zone",
                                  "world",
                                  {"sync", "sync_rich", "trainers"},
                                  WF_ON_ZONE,
                                  wf_site_props,
                                  site_values,
                                  zone_company,
                                  site_elsewhere},
                verbose);
}

/* ---- the workload ---- */

static const struct special_values workload_values[] = {
    {"samples", {"150", "250"}},
    {"metric", {"accuracy", "loss"}},
    {"target", {"0.5", "0.6"}},
    {"memory", {"1 MB", "2 GB"}},
    {"server-state-size", {"1 MB", "2 GB"}},
    {"bytes-moved-per-sample", {"200 kB", "400 kB"}},
    {"bytes-read-per-sample", {"200 kB", "400 kB"}},
    {"epochs-scale", {"1", "2"}},
    {"trainable-parameters", {"20000", "30000"}},
    {"passes-active", {"0.5", "0.9"}},
    {"passes-local-epochs", {"0.5", "0.9"}},
    {"passes-residual", {"1", "2"}},
    {"passes-split", {"2", "4"}},
    {NULL, {NULL}},
};
static const struct company workload_company[] = {
    {"memory", {"zone.world.memory=1 GB"}},
    {"server-state-size", {"zone.world.memory=1 GB"}},
    {"bytes-moved-per-sample", {"zone.world.memory_bandwidth=2 MBps"}},
    {"frozen-bytes-per-parameter", {"workload.trainable-parameters=20000"}},
    {"optimiser-bytes-per-parameter",
     {"workload.trainable-parameters=20000", "workload.memory=3 MB", "zone.world.memory=1600 kB"}},
    {"bytes-read-per-sample", {"zone.world.storage_bandwidth=2 kBps"}},
    {"passes-local-epochs", {"learner.local-epochs=2"}},
    {"passes-split", {"server.data=classes:2"}},
    {NULL, {NULL}},
};

static bool workloads(bool verbose)
{
    return hold(&(struct subject){"workload",
                                  NULL,
                                  {"sync_rich", "buffered_rich", "trainers_rich", "sync_passes",
                                   "split_sequential"},
                                  0,
                                  wf_workload_props,
                                  workload_values,
                                  workload_company,
                                  NULL},
                verbose);
}

/* ---- its rows ---- */

/* Of each attribute: what the job is, and what it is not. A row that asks for the one, and says
 * another number than the row for every job, is taken; one that asks for the other is not. */
static const struct special_values row_values[] = {
    {"value", {"4", "6"}},
    {"passes-ratio", {"2", "3"}},
    {"dropout", {"0", "0.4"}},
    {"batch", {"20", "30"}},
    {"local-epochs", {"1", "2"}},
    {"local-steps", {"4", "5"}},
    {"active", {"5", "4"}},
    {"learners", {"5", "6"}},
    {"target", {"0.5", "0.6"}},
    {"fraction", {"1", "0.5"}},
    {"local-rounds", {"1", "2"}},
    {"source", {"one", "other"}},
    {NULL, {NULL}},
};
static const struct elsewhere row_elsewhere[] = {
    {"file", "of tables and curves"},
    {"direction", "of curves"},
    {"interpolation", "of tables"},
    {NULL, NULL},
};

static char *rows_with(const char *attribute, const char *value, bool buffered)
{
    const char *aggregation = buffered ? " aggregation='buffered'" : "";
    bool own_value = !strcmp(attribute, "value") || !strcmp(attribute, "passes-ratio"),
         own = !strcmp(attribute, "provenance");
    const char *more = strcmp(attribute, "data") ? " data='iid'" : ""; /* so that it wins */
    return wf_format("<epochs value='4' provenance='assumed'/>"
                     "<rounds value='3' provenance='assumed'%s/><rounds %s='%s'%s%s%s%s/>\n",
                     aggregation, attribute, value, own_value ? "" : " value='5'",
                     own ? "" : " provenance='assumed'", aggregation, more);
}

static bool try_attribute(const struct scene *scene, const struct wf_prop *row, bool buffered,
                          bool verbose)
{
    struct values values = values_of(row, row_values);
    struct trial items[VALUES_MAX] = {0};
    struct trials trials = {scene->name, "rounds", row->name, items, values.count};
    char *platform = folder_path("platform.xml");
    for (size_t i = 0; i < values.count; i++) {
        struct wf_buffer text = {0};
        char *rows = rows_with(row->name, values.items[i], buffered);
        scene_workload("model", rows, &text);
        folder_write_buffer("workload.xml", &text);
        items[i] = (struct trial){.deployment = folder_path("deployment.xml"),
                                  .value = wf_format("%s", values.items[i]),
                                  .target = "rounds",
                                  .prop = row->name};
        trial_check(&items[i], platform);
        struct trial *const one[] = {&items[i]};
        if (!items[i].refused)
            trial_run(one, 1, platform);
        free(rows);
    }
    bool holds = trials_judge(&trials, verbose) == VERDICT_HOLDS && shows(&trials);
    if (!holds)
        trials_print(&trials, VERDICT_SILENT);
    for (size_t i = 0; i < values.count; i++)
        trial_release(&items[i]);
    values_release(&values);
    free(platform);
    return holds;
}

static bool rows(bool verbose)
{
    static const struct scene jobs[] = {
        {.name = "a row",
         .actors = {{"hub", WF_SERVER, {"workload", "workload.xml", "data", "iid"}},
                    {"d-*", WF_LEARNER, {"batch", "20"}}}},
        {.name = "a row of a buffer",
         .actors = {{"hub",
                     WF_SERVER,
                     {"workload", "workload.xml", "data", "iid", "aggregation", "buffered",
                      "buffer", "2"}},
                    {"d-*", WF_LEARNER, {"batch", "20"}}}},
        {.name = "a row of steps",
         .actors = {{"hub", WF_SERVER, {"workload", "workload.xml", "data", "iid"}},
                    {"d-*", WF_LEARNER, {"batch", "20", "local-steps", "4"}}}},
    };
    enum { PLAIN, BUFFERED, STEPS };
    bool ok = true;
    for (const struct wf_prop *row = wf_convergence_props; row->name; row++) {
        int job = !strcmp(row->name, "buffer")        ? BUFFERED
                  : !strcmp(row->name, "local-steps") ? STEPS
                                                      : PLAIN;
        struct wf_buffer text = {0};
        if (is_elsewhere(&(struct subject){.elsewhere = row_elsewhere}, row->name))
            continue;
        scene_write(&jobs[job]);
        scene_deployment(&jobs[job], WF_SERVER, NULL, NULL, &text);
        folder_write_buffer("deployment.xml", &text);
        ok &= try_attribute(&jobs[job], row, job == BUFFERED, verbose);
    }
    return ok;
}

#define PLACE(law)                                                                                 \
    {                                                                                              \
#law, law                                                                                  \
    }
const struct place_law place_laws[] = {
    PLACE(hosts), PLACE(links), PLACE(zones), PLACE(workloads), PLACE(rows),
};
const size_t place_law_count = sizeof place_laws / sizeof *place_laws;
