#include "workload/workload.h"
#include "base/map.h"
#include "workload/adapters.h"
#include "workload/compression.h"
#include "workload/convergence_reader.h"
#include "workload/scale.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AT(member) offsetof(struct wf_workload, member)
#define QUANTITY(name, member, dimension, min, max, fallback, doc)                                 \
    {                                                                                              \
        name, AT(member), WF_PROP_QUANTITY, dimension, min, max, fallback, NULL, 0, doc            \
    }

const struct wf_prop wf_workload_props[] = {
    QUANTITY("parameters", parameters, WF_DIM_COUNT, 1, WF_MANY, NULL, "parameters of the model"),
    QUANTITY("trainable-parameters", trainable_parameters, WF_DIM_COUNT, 1, WF_MANY, NULL,
             "parameters that are trained and exchanged, of all (adapters, as LoRA); the others "
             "are frozen (default: parameters)"),
    QUANTITY("bytes-per-parameter", bytes_per_parameter, WF_DIM_BYTE, WF_POSITIVE, 64, "4 B",
             "size of a parameter as sent and stored (4 B: fp32)"),
    QUANTITY("frozen-bytes-per-parameter", frozen_bytes_per_parameter, WF_DIM_BYTE, WF_POSITIVE, 64,
             NULL,
             "size of a frozen parameter as sent once and stored (0.5 B: 4 bits; default: "
             "bytes-per-parameter)"),
    QUANTITY("optimiser-bytes-per-parameter", optimiser_bytes_per_parameter, WF_DIM_BYTE, 0, 64,
             "8 B",
             "optimiser state of a parameter that memory holds and a frozen one needs not (8 B: "
             "two moments of Adam in fp32, assumed)"),
    QUANTITY("model-size", model_byte, WF_DIM_BYTE, 0, 1e18, NULL,
             "model sent down each round (default: trainable-parameters x bytes-per-parameter)"),
    QUANTITY("update-size", update_byte, WF_DIM_BYTE, 0, 1e18, NULL,
             "update sent up (default: trainable-parameters x bytes-per-parameter)"),
    QUANTITY("gradient-size", gradient_byte, WF_DIM_BYTE, 0, 1e18, NULL,
             "gradient of an all-reduce (default: trainable-parameters x bytes-per-parameter)"),
    QUANTITY(
        "server-state-size", server_state_byte, WF_DIM_BYTE, 0, 1e18, "0",
        "optimiser state the server keeps beside the model, of all parameters trained; with it, "
        "must fit its memory"),
    QUANTITY("training-flop", training_flop, WF_DIM_FLOP, WF_POSITIVE, 1e24, NULL,
             "flop of training on one sample, forward and backward, of all parameters trained"),
    QUANTITY("forward-flop", forward_flop, WF_DIM_FLOP, WF_POSITIVE, 1e24, NULL,
             "flop of evaluating one sample (default: a third of training-flop)"),
    QUANTITY(
        "bytes-moved-per-sample", moved_byte, WF_DIM_BYTE, 0, 1e18, NULL,
        "memory traffic of training on one sample, of all parameters trained, for the roofline"),
    QUANTITY(
        "memory", memory_byte, WF_DIM_BYTE, 0, 1e18, NULL,
        "memory a training of all parameters needs: weights, gradients, optimiser, activations"),
    QUANTITY("activation-size", activation_byte, WF_DIM_BYTE, WF_POSITIVE, 1e18, NULL,
             "split learning: activations of a sample where the model is cut, as sent"),
    QUANTITY("client-flop-share", client_flop_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, NULL,
             "split learning: share of the flop of a pass that is in the client's part"),
    QUANTITY("client-parameters", client_parameters, WF_DIM_COUNT, 1, WF_MANY, NULL,
             "split learning: parameters of the client's part"),
    {"samples", AT(samples), WF_PROP_COUNT, WF_DIM_COUNT, 1, WF_MANY, NULL, NULL, 0,
     "samples of the training set"},
    {"evaluation-samples", AT(evaluation_samples), WF_PROP_COUNT, WF_DIM_COUNT, 0, WF_MANY, "0",
     NULL, 0, "samples of the evaluation set"},
    QUANTITY("bytes-per-sample", sample_byte, WF_DIM_BYTE, 0, 1e18, NULL,
             "size of a sample as uploaded by a source"),
    QUANTITY("bytes-read-per-sample", read_byte, WF_DIM_BYTE, 0, 1e18, NULL,
             "what is read of a storage to train on a sample or evaluate it (default: "
             "bytes-per-sample), against the storage_bandwidth of the host"),
    QUANTITY("efficiency", efficiency_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, NULL,
             "achieved / stated speed on hosts it was not measured on (a host's own wins)"),
    {"metric", AT(metric), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0,
     "what the target is a value of"},
    QUANTITY("target", target, WF_DIM_NUMBER, -1e12, 1e12, NULL, "value of the metric to reach"),
    QUANTITY("staleness-factor", staleness_factor_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, NULL,
             "progress of an update one version stale, relative to a fresh one"),
    QUANTITY("missing-factor", missing_factor_ratio, WF_DIM_RATIO, 0, 1, NULL,
             "progress a round loses for each share of its updates that does not come (1: in "
             "proportion)"),
    QUANTITY("preparation-flop", preparation_flop, WF_DIM_FLOP, 0, 1e15, NULL,
             "flop of preparing and analysing the data once, per byte of it"),
    QUANTITY("inference-flop", inference_flop, WF_DIM_FLOP, WF_POSITIVE, 1e24, NULL,
             "flop of one inference (default: forward-flop)"),
    {"scale", AT(scale_ratio), WF_PROP_QUANTITY, WF_DIM_NUMBER, WF_POSITIVE, 1e9, "1", NULL,
     WF_SET_ONLY,
     "a model so many times as large: parameters, sizes, flop, memory and memory traffic, whatever "
     "else --set says of them, times this"},
    {"epochs-scale", AT(epochs_ratio), WF_PROP_QUANTITY, WF_DIM_NUMBER, WF_POSITIVE, 1e9, "1", NULL,
     WF_SET_ONLY,
     "so many times the epochs that the workload states, as with another seed; a passes-ratio is "
     "against these"},
    {"passes-active", AT(passes_terms.active), WF_PROP_QUANTITY, WF_DIM_NUMBER, -3, 3, NULL, NULL,
     WF_SET_ONLY, "exponent of the active clients in the law of passes (default: as found)"},
    {"passes-local-epochs", AT(passes_terms.epochs), WF_PROP_QUANTITY, WF_DIM_NUMBER, -3, 3, NULL,
     NULL, WF_SET_ONLY, "exponent of the local epochs in the law of passes (default: as found)"},
    {"passes-residual", AT(passes_terms.residual), WF_PROP_QUANTITY, WF_DIM_NUMBER, WF_POSITIVE,
     1e9, NULL, NULL, WF_SET_ONLY,
     "what the law of passes is multiplied by for this training (default: 1, with its interval)"},
    {"passes-split", AT(passes_terms.split), WF_PROP_QUANTITY, WF_DIM_NUMBER, WF_POSITIVE, 1e9,
     NULL, NULL, WF_SET_ONLY,
     "factor of data that is not near-IID in the law of passes (default: as found for its kind)"},
    {"provenance", AT(provenance), WF_PROP_PROVENANCE, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0,
     "where the props come from, with ',' between; or an attribute `provenance` beside each, "
     "WORD[:LOW..HIGH]"},
    WF_PROP_END,
};
_Static_assert(sizeof wf_workload_props / sizeof *wf_workload_props - 1 <= WF_WORKLOAD_PROPS_MAX,
               "room, and bits of workload.guessed");
#undef AT
#undef QUANTITY

struct builder {
    struct wf_workload *workload;
    const char *path;
    struct wf_arena *arena;
    struct wf_diag *diag;
    struct wf_convergence_reader reader;
    size_t depth, skipped;
    struct wf_provenance_entry words[WF_WORKLOAD_PROPS_MAX]; /* said beside props */
    size_t word_count;
};

/* An element and all in it. */
static void refuse(struct builder *builder, const char *tag, uint32_t line)
{
    static const char *const known[] = {"prop",  "epochs", "rounds",
                                        "table", "curve",  "compression"};
    const char *near = wf_text_nearest(tag, known, sizeof known / sizeof *known);
    wf_diag_error(
        builder->diag, builder->path, line,
        "element <%s> is not expected here; expected <prop>, <epochs>, <rounds>, <table>, "
        "<curve> or <compression>, side by side%s",
        tag, wf_hint_tag(near).text);
    builder->depth--;
    builder->skipped++;
}

static void start_root(struct builder *builder, const char *tag,
                       const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    builder->workload->line = line;
    if (strcmp(tag, "workload")) {
        wf_diag_error(builder->diag, builder->path, line,
                      "root element is <%s>; expected <workload version=\"1\" id=\"..\">", tag);
        builder->depth--;
        builder->skipped++;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = attributes[i].name, *value = attributes[i].value;
        char *why = !strcmp(name, "id") ? wf_text_why_unprintable(value) : NULL;
        if (why)
            wf_diag_error(builder->diag, builder->path, line, "<workload> attribute 'id': %s", why);
        free(why);
        if (!strcmp(name, "id") && *value)
            builder->workload->id = wf_arena_intern_text(builder->arena, value);
        else if (!strcmp(name, "id"))
            wf_diag_error(builder->diag, builder->path, line, "<workload> attribute 'id' is empty");
        else if (strcmp(name, "version"))
            wf_diag_error(builder->diag, builder->path, line,
                          "<workload> attribute '%s' is unknown", name);
        else if (strcmp(value, "1"))
            wf_diag_error(builder->diag, builder->path, line,
                          "<workload> attribute 'version': '%s' is unknown; expected '1'", value);
    }
    static const char *const needed[] = {"version", "id"};
    for (size_t i = 0; i < 2; i++)
        if (!wf_xml_value(attributes, count, needed[i]))
            wf_diag_error(builder->diag, builder->path, line, "<workload> needs the attribute '%s'",
                          needed[i]);
}

/* The attributes of a <prop>: those there may be. */
static void check_attributes(const struct builder *builder,
                             const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    static const char *const known[] = {"id", "value", "source", "provenance"};
    enum { KNOWN = sizeof known / sizeof *known };
    for (size_t i = 0; i < count; i++) {
        size_t j = 0;
        while (j < KNOWN && strcmp(attributes[i].name, known[j]))
            j++;
        if (j == KNOWN)
            wf_diag_error(builder->diag, builder->path, line, "<prop> attribute '%s' is unknown%s",
                          attributes[i].name,
                          wf_hint(wf_text_nearest(attributes[i].name, known, KNOWN)).text);
    }
}

/* The attribute `provenance` beside a value. */
static void read_word(struct builder *builder, int row, const char *text, uint32_t line)
{
    if (!text)
        return;
    struct wf_provenance_entry *entry = &builder->words[builder->word_count];
    char *why = wf_provenance_read_word(&wf_workload_props[row], text, entry);
    if (why)
        wf_diag_error(builder->diag, builder->path, line,
                      "<prop> attribute 'provenance' of '%s': %s", wf_workload_props[row].name,
                      why);
    else
        builder->word_count++;
    free(why);
}

static void start_prop(struct builder *builder, const struct wf_xml_attribute *attributes,
                       size_t count, uint32_t line)
{
    check_attributes(builder, attributes, count, line);
    const char *id = wf_xml_value(attributes, count, "id");
    const char *value = wf_xml_value(attributes, count, "value");
    if (!id || !value) {
        int known = id ? wf_props_find(wf_workload_props, id, 0) : -1;
        if (known >= 0)
            builder->workload->guessed |= 1ull << known;
        wf_diag_error(builder->diag, builder->path, line, "<prop> needs the attribute '%s'",
                      id ? "value" : "id");
        return;
    }
    int row = wf_props_find(wf_workload_props, id, 0);
    if (row < 0) {
        const char *near = wf_props_nearest(wf_workload_props, id, 0);
        if (near)
            builder->workload->guessed |= 1ull << wf_props_find(wf_workload_props, near, 0);
        wf_diag_error(builder->diag, builder->path, line, "<workload> prop '%s' is unknown%s", id,
                      wf_hint(near).text);
        return;
    }
    if (wf_workload_props[row].places & WF_SET_ONLY) {
        wf_diag_error(builder->diag, builder->path, line,
                      "<workload> prop '%s' stands in no file; set it: --set workload.%s=..", id,
                      id);
        return;
    }
    struct wf_origin *origin = &builder->workload->origins[row];
    if (origin->file) {
        wf_diag_error(builder->diag, builder->path, line,
                      "<workload> prop '%s' is given twice (first on line %u)", id, origin->line);
        return;
    }
    *origin = (struct wf_origin){builder->workload->path, line};
    read_word(builder, row, wf_xml_value(attributes, count, "provenance"), line);
    wf_props_set(wf_workload_props, row, builder->workload, value, *origin, builder->arena,
                 "<workload>", builder->diag);
}

static void on_start(void *data, const char *tag, const struct wf_xml_attribute *attributes,
                     size_t count, uint32_t line)
{
    struct builder *builder = data;
    if (builder->skipped) {
        builder->skipped++;
        return;
    }
    builder->depth++;
    if (builder->depth == 1)
        start_root(builder, tag, attributes, count, line);
    else if (builder->depth == 2 && !strcmp(tag, "prop"))
        start_prop(builder, attributes, count, line);
    else if (builder->depth == 2 && !strcmp(tag, "compression"))
        wf_compression_read(&builder->reader, attributes, count, line);
    else if (builder->depth != 2 ||
             !wf_convergence_read(&builder->reader, tag, attributes, count, line))
        refuse(builder, tag, line);
}

static void on_end(void *data, const char *tag, uint32_t line)
{
    struct builder *builder = data;
    (void)tag, (void)line;
    if (builder->skipped)
        builder->skipped--;
    else
        builder->depth--;
}

static int provenance_row(void)
{
    return wf_props_find(wf_workload_props, "provenance", 0);
}

/* What the list names and what stands beside props becomes one list; what it names is there, and
 * values lie in their intervals. */
static void finish_provenance(struct builder *builder)
{
    struct wf_workload *workload = builder->workload;
    const struct wf_provenance_list *list = workload->provenance;
    const char *path = workload->path;
    uint32_t line = workload->origins[provenance_row()].line;
    for (size_t i = 0; list && i < list->count; i++) {
        const char *prop = list->entries[i].prop;
        bool twice = false;
        for (size_t j = 0; j < builder->word_count; j++)
            twice |= builder->words[j].prop == prop;
        if (twice)
            wf_diag_error(builder->diag, path, line,
                          "<workload> prop 'provenance': '%s' is said beside it as well", prop);
        if (!workload->origins[wf_props_find(wf_workload_props, prop, 0)].file)
            wf_diag_error(builder->diag, path, line,
                          "<workload> prop 'provenance': '%s' is not given here", prop);
    }
    if (builder->word_count)
        workload->provenance =
            wf_provenance_join(list, builder->words, builder->word_count, builder->arena);
    for (int row = 0; wf_workload_props[row].name; row++)
        wf_provenance_check_value(workload->provenance, &wf_workload_props[row], workload,
                                  &workload->origins[row], "<workload>", builder->diag);
}

int wf_workload_load(const char *path, struct wf_arena *arena, struct wf_workload *workload,
                     struct wf_diag *diag, struct wf_err *err)
{
    wf_workload_make(workload, wf_arena_intern_text(arena, path));
    workload->id = NULL;
    struct builder builder = {.workload = workload,
                              .path = path,
                              .arena = arena,
                              .diag = diag,
                              .reader = {workload, arena, diag, NULL, NULL}};
    static const struct wf_xml_handler handler = {on_start, on_end, NULL, NULL};
    int status = wf_xml_read(path, &handler, &builder, diag, err);
    if (status < 0)
        return -1;
    workload->incomplete = status > 0 || !workload->id;
    if (!workload->incomplete)
        finish_provenance(&builder);
    return 0;
}

void wf_workload_make(struct wf_workload *workload, const char *name)
{
    memset(workload, 0, sizeof *workload);
    wf_props_defaults(wf_workload_props, workload, workload->origins);
    workload->id = workload->path = name;
}

/* ---- what a scenario works with ---- */

static void check_needed(const struct wf_workload *workload, struct wf_diag *diag)
{
    const struct {
        const char *name;
        bool given;
    } needed[] = {{"parameters", !isnan(workload->parameters)},
                  {"training-flop", !isnan(workload->training_flop)},
                  {"samples", workload->samples != WF_COUNT_UNSET}};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        int row = wf_props_find(wf_workload_props, needed[i].name, 0);
        if (!needed[i].given && !workload->origins[row].file && !(workload->guessed & 1ull << row))
            wf_diag_error(diag, workload->path, workload->line,
                          "<workload> needs the prop '%s' (%s)", needed[i].name,
                          wf_workload_props[row].doc);
    }
}

static uint64_t hash_content(const struct wf_workload *workload)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "%s", workload->id);
    for (const struct wf_prop *row = wf_workload_props; row->name; row++) {
        if (row->kind == WF_PROP_PROVENANCE)
            continue; /* the same work, whoever says so */
        wf_buffer_printf(&text, "\n%s=", row->name);
        wf_props_text(row, workload, &text);
    }
    uint64_t hash = wf_hash(text.text, text.length);
    wf_buffer_release(&text);
    return hash;
}

void wf_workload_resolve(const struct wf_workload *base, const struct wf_overrides *overrides,
                         struct wf_arena *arena, bool *met, struct wf_workload *workload,
                         struct wf_diag *diag)
{
    *workload = *base;
    workload->stated_samples = base->samples;
    wf_overrides_apply(overrides, "workload", wf_workload_props, workload, workload->origins, arena,
                       met, diag);
    if (workload->incomplete) /* what a broken file lacks would only repeat the cause */
        return;
    check_needed(workload, diag);
    wf_workload_scale(workload, wf_workload_props);
    if (isnan(workload->forward_flop))
        workload->forward_flop = workload->training_flop / 3;
    wf_workload_adapt(workload, wf_workload_props, diag);
    double exchanged = workload->trainable_parameters * workload->bytes_per_parameter;
    double *sizes[] = {&workload->model_byte, &workload->update_byte, &workload->gradient_byte};
    for (size_t i = 0; i < 3; i++)
        if (isnan(*sizes[i]))
            *sizes[i] = exchanged;
    if (isnan(workload->read_byte))
        workload->read_byte = workload->sample_byte;
    if (isnan(workload->inference_flop))
        workload->inference_flop = workload->forward_flop;
    wf_compression_check(workload, diag);
    workload->content_hash = hash_content(workload);
}
