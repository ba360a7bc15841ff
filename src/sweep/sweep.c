#include "sweep/sweep.h"
#include "base/clock.h"
#include "output/json.h"
#include "sweep/automatic.h"
#include "sweep/crew.h"
#include "sweep/factor_reader.h"
#include "sweep/factor_resolve.h"
#include "sweep/inputs.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *wf_sweep_column(const char *label, enum wf_result result)
{
    return wf_format("%s.%s", label, wf_results[result].name);
}

char *wf_sweep_choice_column(const char *label, enum wf_choice_result result,
                             const struct wf_choice *choice)
{
    static const enum wf_result of[WF_CHOICE_RESULTS] = {[WF_CHOICE_ENERGY] = WF_RESULT_ENERGY,
                                                         [WF_CHOICE_CARBON] = WF_RESULT_CARBON,
                                                         [WF_CHOICE_EMBODIED] = WF_RESULT_EMBODIED};
    char *name = wf_choice_name(choice);
    char *column = wf_format("%s.%s (%s)", label, wf_results[of[result]].name, name);
    free(name);
    return column;
}

/* ---- what is loaded ---- */

/* Those of the file, then those of the request, which win. */
static void join_overrides(struct wf_sweep *sweep, const struct wf_overrides *given)
{
    const struct wf_overrides *sets = &sweep->file->sets;
    size_t count = sets->count + (given ? given->count : 0);
    sweep->overrides.items = wf_calloc(count + 1, sizeof *sweep->overrides.items);
    for (size_t i = 0; i < count; i++)
        sweep->overrides.items[i] =
            i < sets->count ? sets->items[i] : given->items[i - sets->count];
    sweep->overrides.count = count;
}

static void make_request(struct wf_sweep *sweep, const struct wf_sweep_request *request)
{
    const struct wf_study_file *file = sweep->file;
    sweep->request = (struct wf_study_request){
        .platform = file->platform,
        .networks = request->networks ? request->networks : file->networks,
        .deployments = (const char *const *)file->deployments,
        .count = file->deployment_count,
        .labels = (const char *const *)file->named,
        .label_count = file->named_count,
        .overrides = &sweep->overrides,
        .options = request->options,
        .process = request->process};
    sweep->request.process.jobs = 1;    /* the sweep plays points at the same time */
    sweep->request.process.until_s = 0; /* it ends between points */
    sweep->request.process.progress = NULL;
    sweep->request.process.crowd = NULL;
    sweep->request.process.quiet = NULL;
}

static int fail(const struct wf_diag *diag, struct wf_err *err)
{
    return wf_err_set(err, WF_EINPUT, "%zu error%s", diag->error_count,
                      wf_plural(diag->error_count));
}

/* Where a design walks from end to end, the spread that a law's numbers share stays at its middle:
 * the numbers go from end to end. */
static void hold_spread(struct wf_design *design, const struct wf_factor_joint *joint)
{
    for (size_t i = joint->law.rank; i < wf_joint_coordinates(&joint->law); i++)
        wf_design_set_ends(design, joint->column + i, 0.5, 0.5);
}

static void set_ends(struct wf_design *design, const struct wf_factors *factors)
{
    for (size_t i = 0; i < factors->count; i++) {
        double low_u, high_u;
        wf_shape_ends(&factors->items[i].shape, &low_u, &high_u);
        wf_design_set_ends(design, factors->items[i].column, low_u, high_u);
    }
    for (size_t i = 0; i < factors->joint_count; i++)
        hold_spread(design, &factors->joints[i]);
}

static int make_design(struct wf_sweep *sweep, const struct wf_plane *plane, struct wf_err *err)
{
    const struct wf_study_file *file = sweep->file;
    const struct wf_factors *factors = &file->factors;
    uint32_t *groups = wf_calloc(factors->columns + 1, sizeof *groups);
    if (!factors->count) {
        free(groups);
        return wf_err_set(err, WF_EINPUT, "there is no factor to vary");
    }
    if (plane)
        wf_plane_groups(factors, plane, groups);
    else
        wf_factors_groups(factors, groups);
    int status = wf_design_make(&sweep->design, (enum wf_design_kind)file->design, factors->columns,
                                groups, file->points, file->seed, err);
    if (status == 0)
        set_ends(&sweep->design, factors);
    if (status == 0 && plane)
        wf_plane_hold(factors, plane, &sweep->design);
    free(groups);
    return status;
}

/* What nobody names. What stays as it is, is said: it is not exact either. */
static void add_automatic(struct wf_sweep *sweep, struct wf_diag *diag)
{
    struct wf_fixed_figures *fixed = &sweep->fixed;
    struct wf_arena arena;
    wf_arena_init(&arena);
    wf_factors_add_automatic(&sweep->file->factors, &sweep->base, wf_defaults_shipped(&arena),
                             fixed, diag);
    if (fixed->count)
        wf_diag_warn(diag, NULL, 0,
                     "%zu figure%s not varied, as nothing bounds them (--verbose lists them)",
                     fixed->count, fixed->count == 1 ? " is" : "s are");
    for (size_t i = 0; i < fixed->count; i++)
        wf_diag_add(diag, WF_NOTE, NULL, 0, "'%s' is not varied: %s", fixed->items[i].key,
                    fixed->items[i].why);
    wf_arena_release(&arena);
}

static void draw_audits(struct wf_sweep *sweep)
{
    const struct wf_factors *factors = &sweep->file->factors;
    double *u = wf_malloc((sweep->design.columns + 1) * sizeof *u);
    double *values = wf_malloc((factors->count + 1) * sizeof *values);
    wf_design_row(&sweep->design, 0, u);
    wf_factors_draw(factors, u, values);
    wf_swept_draw_audits(&sweep->swept, wf_design_rows(&sweep->design), values);
    free(u);
    free(values);
}

/* Does a factor name hosts, links or zones? They are looked for among all of a fleet. */
static bool names_hosts(const struct wf_factors *factors)
{
    static const char *const targets[] = {"host", "link", "zone"};
    for (size_t i = 0; i < factors->count; i++)
        for (size_t j = 0; j < sizeof targets / sizeof *targets; j++)
            if (factors->items[i].parts.glob && !strcmp(factors->items[i].parts.target, targets[j]))
                return true;
    return false;
}

static int load_base(struct wf_sweep *sweep, struct wf_diag *diag, struct wf_err *err)
{
    sweep->request.each_host = names_hosts(&sweep->file->factors);
    int status = wf_study_load(&sweep->base, &sweep->request, err);
    if (status < 0)
        wf_diag_append(diag, &sweep->base.diag);
    return status;
}

static int load(struct wf_sweep *sweep, const struct wf_sweep_request *request,
                struct wf_diag *diag, struct wf_err *err)
{
    if (load_base(sweep, diag, err) < 0)
        return -1;
    size_t before = diag->error_count;
    if (sweep->file->automatic || !sweep->file->factors.count)
        add_automatic(sweep, diag);
    if (diag->error_count > before)
        return fail(diag, err);
    if (wf_sample_platform_draws(&sweep->base) && names_hosts(&sweep->file->factors)) {
        wf_study_release(&sweep->base); /* those that were added do */
        if (load_base(sweep, diag, err) < 0)
            return -1;
    }
    wf_diag_append(diag, &sweep->base.diag);
    sweep->request.each_host = false;
    if (wf_factors_resolve(&sweep->file->factors, &sweep->base, diag) < 0)
        return fail(diag, err);
    if (request->widen > 1)
        wf_factors_widen(&sweep->file->factors, request->widen);
    if (request->plane)
        wf_plane_spread(&sweep->file->factors, request->plane);
    wf_swept_make(&sweep->swept, &sweep->base, &sweep->request, &sweep->file->factors);
    sweep->swept.choices = request->choices;
    sweep->swept.choice_count = request->choice_count;
    sweep->swept.rounds_known = request->search;
    if (make_design(sweep, request->plane, err) < 0)
        return -1;
    draw_audits(sweep);
    return 0;
}

int wf_sweep_name(const struct wf_sweep_request *request, struct wf_diag *diag, struct wf_err *err)
{
    struct wf_sweep sweep = {.file = request->file};
    if (!sweep.file->automatic && sweep.file->factors.count)
        return 0;
    join_overrides(&sweep, request->overrides);
    make_request(&sweep, request);
    int status = wf_study_load(&sweep.base, &sweep.request, err);
    size_t before = diag->error_count;
    if (status == 0)
        add_automatic(&sweep, diag);
    else
        wf_diag_append(diag, &sweep.base.diag);
    if (diag->error_count > before && status == 0)
        status = fail(diag, err);
    sweep.file->automatic = false;
    wf_sweep_release(&sweep);
    return status;
}

/* ---- the header of the store ---- */

static struct json_object *factor_json(const struct wf_factor *factor)
{
    const struct wf_shape *shape = &factor->shape;
    struct json_object *object = wf_json_object();
    wf_json_add(object, "key", wf_json_string(factor->key));
    wf_json_add(object, "shape", wf_json_string(wf_factor_shapes[shape->kind]));
    wf_json_add(object, "times", wf_json_flag(factor->times));
    wf_json_add(object, "unit",
                wf_json_string(factor->times ? "" : wf_dimension_unit(factor->dimension)));
    if (factor->texts) {
        struct json_object *values = wf_json_array();
        for (size_t i = 0; i < shape->count; i++)
            wf_json_append(values, wf_json_string(factor->texts[i]));
        wf_json_add(object, "values", values);
    } else {
        wf_json_add(object, "low", wf_json_number(shape->low));
        wf_json_add(object, "high", wf_json_number(shape->high));
        wf_json_add(object, "centre", wf_json_number(shape->centre));
    }
    wf_json_add(object, "value", wf_json_number(factor->value));
    wf_json_add(object, "provenance", wf_json_string(wf_provenance_name(factor->word)));
    wf_json_add(object, "source", wf_json_string(factor->source));
    wf_json_add(object, "group", wf_json_count(factor->group));
    return object;
}

static void factors_text(const struct wf_factors *factors, struct wf_buffer *out)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; i < factors->count; i++)
        wf_json_append(all, factor_json(&factors->items[i]));
    wf_json_text(all, out);
    json_object_put(all);
}

/* What results depend on besides factors and files. */
static void settings_text(const struct wf_sweep *sweep, struct wf_buffer *out)
{
    const struct wf_options *options = &sweep->request.options;
    struct json_object *object = wf_json_object(), *sets = wf_json_array();
    struct json_object *labels = wf_json_array(), *simgrid = wf_json_array();
    for (size_t i = 0; i < sweep->overrides.count; i++)
        wf_json_append(sets, wf_json_string(sweep->overrides.items[i].text));
    for (size_t i = 0; i < sweep->base.count; i++)
        wf_json_append(labels, wf_json_string(sweep->base.labels.items[i]));
    for (size_t i = 0; i < sweep->request.process.simgrid_argument_count; i++)
        wf_json_append(simgrid, wf_json_string(sweep->request.process.simgrid_arguments[i]));
    wf_json_add(object, "set", sets);
    wf_json_add(object, "labels", labels);
    wf_json_add(object, "network", wf_json_string(wf_network_views[options->network]));
    wf_json_add(object, "phases", wf_json_count(options->phases));
    wf_json_add(object, "whole_platform", wf_json_flag(options->whole_platform));
    wf_json_add(object, "start", wf_json_string(options->start));
    wf_json_add(object, "engine", wf_json_count(options->engine));
    wf_json_add(object, "design_seed", wf_json_count(sweep->design.seed));
    wf_json_add(object, "simgrid", simgrid);
    wf_json_text(object, out);
    json_object_put(object);
}

static struct wf_store_column *columns_of(const struct wf_sweep *sweep, size_t *count)
{
    const struct wf_factors *factors = &sweep->file->factors;
    const struct wf_swept *swept = &sweep->swept;
    size_t results = wf_swept_result_count(swept);
    struct wf_store_column *columns = wf_calloc(factors->count + results + 1, sizeof *columns);
    *count = 0;
    for (size_t i = 0; i < factors->count; i++)
        columns[(*count)++] = (struct wf_store_column){
            wf_strdup(factors->items[i].key),
            wf_factor_is_number(&factors->items[i]) ? WF_STORE_REAL : WF_STORE_TEXT};
    for (size_t i = 0; i < sweep->base.count; i++)
        for (int result = 0; result < WF_RESULT_COUNT; result++)
            columns[(*count)++] = (struct wf_store_column){
                wf_sweep_column(sweep->base.labels.items[i], (enum wf_result)result),
                WF_STORE_REAL};
    for (size_t i = 0; i < sweep->base.count; i++)
        for (size_t j = 0; j < swept->choice_count; j++)
            for (int result = 0; result < WF_CHOICE_RESULTS; result++)
                columns[(*count)++] = (struct wf_store_column){
                    wf_sweep_choice_column(sweep->base.labels.items[i],
                                           (enum wf_choice_result)result, &swept->choices[j]),
                    WF_STORE_REAL};
    return columns;
}

static int make_temporary(struct wf_sweep *sweep, struct wf_err *err)
{
    const char *folder = getenv("TMPDIR");
    sweep->temporary = wf_format("%s/wattfleet-sweep-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkstemp(sweep->temporary);
    if (fd >= 0) {
        close(fd);
        return 0;
    }
    wf_err_set(err, WF_EIO, "cannot make %s: %s", sweep->temporary, strerror(errno));
    free(sweep->temporary);
    sweep->temporary = NULL;
    return -1;
}

static int read_inputs(const struct wf_sweep *sweep, struct wf_inputs_read *inputs,
                       struct wf_err *err)
{
    const struct wf_study_file *file = sweep->file;
    const struct wf_factors *factors = &file->factors;
    size_t count = 0;
    const char **more = wf_calloc(file->file_count + factors->joint_count + 1, sizeof *more);
    for (size_t i = 0; i < file->file_count; i++)
        more[count++] = file->files[i];
    for (size_t i = 0; i < factors->joint_count; i++)
        more[count++] = factors->joints[i].file;
    more[count++] = sweep->request.networks;
    int status = wf_inputs_read(&sweep->base, more, count, inputs, err);
    free(more);
    return status;
}

static int open_store(struct wf_sweep *sweep, const struct wf_sweep_request *request,
                      struct wf_err *err)
{
    struct wf_buffer factors = {0}, settings = {0};
    struct wf_inputs_read inputs = {0};
    size_t columns;
    if (!request->store && make_temporary(sweep, err) < 0)
        return -1;
    int status = read_inputs(sweep, &inputs, err);
    if (status == 0) {
        factors_text(&sweep->file->factors, &factors);
        settings_text(sweep, &settings);
        const struct wf_store_header header = {
            .version = WATTFLEET_VERSION,
            .seed = sweep->request.options.seed,
            .design = request->search ? "search" : wf_design_words[sweep->design.kind],
            .points = request->search ? 0 : wf_design_rows(&sweep->design),
            .shard = request->shard,
            .shards = request->shards,
            .factors = factors.text,
            .settings = settings.text,
            .inputs = inputs.items,
            .input_count = inputs.count,
            .columns = columns_of(sweep, &columns),
            .column_count = columns};
        status = wf_store_open(&sweep->store, request->store ? request->store : sweep->temporary,
                               &header, err);
        for (size_t i = 0; i < columns; i++)
            free((char *)header.columns[i].name);
        free((struct wf_store_column *)header.columns);
    }
    wf_inputs_release(&inputs);
    wf_buffer_release(&factors);
    wf_buffer_release(&settings);
    return status;
}

int wf_sweep_open(struct wf_sweep *sweep, const struct wf_sweep_request *request,
                  struct wf_diag *diag, struct wf_err *err)
{
    *sweep = (struct wf_sweep){.file = request->file};
    join_overrides(sweep, request->overrides);
    make_request(sweep, request);
    if (load(sweep, request, diag, err) < 0)
        return -1;
    return open_store(sweep, request, err);
}

void wf_sweep_release(struct wf_sweep *sweep)
{
    wf_store_close(sweep->store);
    if (sweep->temporary)
        unlink(sweep->temporary);
    free(sweep->temporary);
    wf_design_release(&sweep->design);
    wf_swept_release(&sweep->swept);
    wf_study_release(&sweep->base);
    free(sweep->overrides.items);
    wf_fixed_figures_release(&sweep->fixed);
    *sweep = (struct wf_sweep){0};
}

/* ---- running ---- */

struct running {
    struct wf_sweep *sweep;
    const struct wf_sweep_request *request;
    struct wf_sweep_progress progress;
    uint64_t next, end; /* points of the shard that are not ordered yet */
    size_t jobs;
    bool resumed; /* the store had points before */
};

/* Asked of points that were not ordered yet: a store that began empty has none of them. */
static bool is_stored(const struct running *running, uint64_t point)
{
    return running->resumed && wf_store_has(running->sweep->store, point);
}

static bool next_points(void *data, uint64_t most, uint64_t *first, uint64_t *count)
{
    struct running *running = data;
    double until_s = running->request->process.until_s;
    if (until_s > 0 && wf_clock_s() >= until_s)
        return false;
    while (running->next < running->end && is_stored(running, running->next))
        running->next++;
    /* towards the end chunks become short, so that no process waits long for another */
    uint64_t fair = (running->end - running->next) / (2 * running->jobs) + 1;
    most = most < fair ? most : fair;
    *first = running->next;
    while (running->next < running->end && running->next - *first < most &&
           !is_stored(running, running->next))
        running->next++;
    *count = running->next - *first;
    return *count > 0;
}

int wf_sweep_keep(struct wf_sweep *sweep, const struct wf_point *point, struct wf_err *err)
{
    const struct wf_factors *factors = &sweep->file->factors;
    size_t results = wf_swept_result_count(&sweep->swept);
    struct wf_store_value *values = wf_calloc(factors->count + results, sizeof *values);
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        double value = point->values[i];
        values[i] = wf_factor_is_number(factor) ? wf_store_real(wf_factor_number(factor, value))
                                                : wf_store_text(factor->texts[(size_t)value]);
    }
    for (size_t i = 0; i < results; i++)
        values[factors->count + i] = wf_store_real(point->results[i]);
    int status = wf_store_add(sweep->store, point->number, point->reason, values, err);
    free(values);
    return status;
}

static int take_point(void *data, const struct wf_point *point, struct wf_err *err)
{
    struct running *running = data;
    running->progress.done++;
    running->progress.failed += point->reason != NULL;
    return wf_sweep_keep(running->sweep, point, err);
}

static int end_chunk(void *data, const struct wf_crew_cost *cost, struct wf_err *err)
{
    struct running *running = data;
    running->progress.simulations += cost->simulations;
    running->progress.audited += cost->audited;
    running->progress.simulation_s += cost->simulation_s;
    if (wf_store_commit(running->sweep->store, err) < 0)
        return -1;
    if (running->request->progress)
        running->request->progress(running->request->data, &running->progress);
    return 0;
}

static int count_row(const struct wf_store_row *row, void *data, struct wf_err *err)
{
    struct running *running = data;
    (void)err;
    running->progress.done++;
    running->progress.failed += row->reason != NULL;
    return 0;
}

int wf_sweep_run(struct wf_sweep *sweep, const struct wf_sweep_request *request, struct wf_err *err)
{
    struct running running = {.sweep = sweep, .request = request};
    double start_s = wf_clock_s();
    wf_store_shard(wf_design_rows(&sweep->design), request->shard, request->shards, &running.next,
                   &running.end);
    running.progress.total = running.end - running.next;
    if (wf_store_each(sweep->store, count_row, &running, err) < 0)
        return -1;
    running.resumed = running.progress.done > 0;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    running.jobs = request->process.jobs ? request->process.jobs : cores > 0 ? (size_t)cores : 1;
    const struct wf_crew_work work = {.swept = &sweep->swept,
                                      .design = &sweep->design,
                                      .jobs = running.jobs,
                                      .next = next_points,
                                      .take = take_point,
                                      .chunk = end_chunk,
                                      .data = &running};
    int status = running.progress.done < running.progress.total ? wf_crew_run(&work, err) : 0;
    sweep->unplayed = running.progress.total - running.progress.done;
    sweep->effort = (struct wf_sweep_effort){.simulations = running.progress.simulations,
                                             .audited = running.progress.audited,
                                             .simulation_s = running.progress.simulation_s,
                                             .cpu_s = wf_clock_family_cpu_s(),
                                             .elapsed_s = wf_clock_s() - start_s};
    return status;
}
