#include "sweep/study_file.h"
#include "file/root.h"
#include "file/xml.h"
#include "sweep/factor_fit.h"
#include "sweep/factor_reader.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const wf_study_designs[] = {"lhs", "grid", "oat", "sobol", "morris", NULL};

#define TEXT WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL
const struct wf_prop wf_study_props[] = {
    {"version", 0, TEXT, NULL, 0, "1"},
    WF_PROP_END,
};
static const struct wf_prop platform_props[] = {
    {"file", 0, TEXT, NULL, 0, "platform or fleet"},
    {"networks", sizeof(char *), TEXT, NULL, 0, "catalogue of networks"},
    WF_PROP_END,
};
const struct wf_prop wf_study_deployment_props[] = {
    {"file", 0, TEXT, NULL, 0, "deployment"},
    {"label", sizeof(char *), TEXT, NULL, 0,
     "its name: letters, digits, '-' and '_' (default: A, B ..)"},
    WF_PROP_END,
};
const struct wf_prop wf_study_set_props[] = {
    {"key", 0, TEXT, NULL, 0, "a key of --set"},
    {"value", sizeof(char *), TEXT, NULL, 0, "what it is set to, in all points"},
    WF_PROP_END,
};
#define FACTOR(member) offsetof(struct wf_factor_texts, member)
const struct wf_prop wf_study_factor_props[] = {
    {"key", FACTOR(key), TEXT, NULL, 0,
     "[LABEL:]KEY of --set; of speeds and watts with .PSTATE and .PART "
     "(host.board-*.wattage_per_state.1.all)"},
    {"low", FACTOR(low), TEXT, NULL, 0,
     "lower bound, with its unit; of normal and lognormal that of the 95 % interval"},
    {"high", FACTOR(high), TEXT, NULL, 0, "upper bound"},
    {"centre", FACTOR(centre), TEXT, NULL, 0,
     "likeliest value of triangular, median of normal and lognormal (default of these: the "
     "middle)"},
    {"shape", FACTOR(shape), TEXT, NULL, 0,
     "uniform | log-uniform | triangular | normal | lognormal | list (default: triangular with a "
     "centre, else uniform)"},
    {"times", FACTOR(times), TEXT, NULL, 0,
     "LOW..HIGH: bounds of what the value as it stands is multiplied by, in the place of low and "
     "high"},
    {"values", FACTOR(values), TEXT, NULL, 0, "a list, with '|' between, each as likely"},
    {"provenance", FACTOR(provenance), TEXT, NULL, 0,
     "measured | fitted | published | derived | assumed (default): where the belief comes from"},
    {"source", FACTOR(source), TEXT, NULL, 0, "which measurement, paper or reason"},
    {"step", FACTOR(step), TEXT, NULL, 0,
     "makes a list of low to high: each so much more than the one before; of dates a time"},
    WF_PROP_END,
};
const struct wf_prop wf_study_factors_props[] = {
    {"file", 0, TEXT, NULL, 0,
     "CSV file of joint draws (a column a key, a row a draw), or of a fit (calibrate --fit)"},
    {"host", sizeof(char *), TEXT, NULL, 0,
     "name or glob of the hosts that a fit is of, where its keys do not say it (speed.1)"},
    {"deployment", 2 * sizeof(char *), TEXT, NULL, 0,
     "label of the deployment that a fit is of, where its keys do not say it (trainer.start-up); "
     "default: all"},
    WF_PROP_END,
};
static const struct wf_prop no_props[] = {WF_PROP_END};
struct design {
    uint32_t kind;
    uint64_t points, seed;
};
const struct wf_prop wf_study_design_props[] = {
    {"kind", offsetof(struct design, kind), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, NULL,
     wf_study_designs, 0, "how points are chosen"},
    {"points", offsetof(struct design, points), WF_PROP_COUNT, WF_DIM_COUNT, 1, 1e9, NULL, NULL, 0,
     "rows, at most"},
    {"seed", offsetof(struct design, seed), WF_PROP_COUNT, WF_DIM_COUNT, 0, WF_MANY, NULL, NULL, 0,
     "of the design; that of the runs is an option, or the factor 'seed'"},
    WF_PROP_END,
};

const struct wf_prop wf_study_search_props[] = {
    {"key", FACTOR(key), TEXT, NULL, 0, "[LABEL:]KEY of --set, which optimize chooses"},
    {"low", FACTOR(low), TEXT, NULL, 0, "least value, with its unit"},
    {"high", FACTOR(high), TEXT, NULL, 0, "largest value"},
    {"step", FACTOR(step), TEXT, NULL, 0,
     "makes a list of low to high: each so much more than the one before; of dates a time"},
    {"values", FACTOR(values), TEXT, NULL, 0, "a list, with '|' between"},
    {"times", FACTOR(times), TEXT, NULL, 0,
     "LOW..HIGH: what the value as it stands is multiplied by, in the place of low and high"},
    {"shape", FACTOR(shape), TEXT, NULL, 0,
     "uniform (default) | log-uniform: equal ratios are equally near"},
    WF_PROP_END,
};
struct objective {
    const char *of;
    uint64_t evaluations;
};
const struct wf_prop wf_study_objective_props[] = {
    {"of", offsetof(struct objective, of), TEXT, NULL, 0,
     "what is to be least: energy | carbon | time, or another word of <limit>"},
    {"evaluations", offsetof(struct objective, evaluations), WF_PROP_COUNT, WF_DIM_COUNT, 1, 1e6,
     NULL, NULL, 0, "points that are tried, at most"},
    WF_PROP_END,
};
struct bounds {
    const char *of, *most, *least;
};
const struct wf_prop wf_study_limit_props[] = {
    {"of", offsetof(struct bounds, of), TEXT, NULL, 0,
     "energy | carbon | embodied | time | coverage | sample-coverage"},
    {"most", offsetof(struct bounds, most), TEXT, NULL, 0, "of energy, carbon, embodied, time"},
    {"least", offsetof(struct bounds, least), TEXT, NULL, 0, "of coverage, sample-coverage"},
    WF_PROP_END,
};
struct front {
    uint64_t points;
    const char *against;
};
const struct wf_prop wf_study_front_props[] = {
    {"points", offsetof(struct front, points), WF_PROP_COUNT, WF_DIM_COUNT, 2, 1000, NULL, NULL, 0,
     "of the front, at most"},
    {"against", offsetof(struct front, against), TEXT, NULL, 0,
     "its other side (default: time, of a search for the least time energy)"},
    WF_PROP_END,
};

/* Values of an element, whichever it is. */
union values {
    const char *texts[3];
    struct wf_factor_texts factor;
    struct design design;
    struct objective objective;
    struct bounds bounds;
    struct front front;
};

struct reader {
    struct wf_study_file *file;
    struct wf_diag *diag;
    struct wf_arena arena; /* texts of attributes */
    size_t depth, skipped;
    uint32_t root_line, platform_line, design_line;
    struct wf_err *err;
    bool foreign;
};

static char *beside(const struct reader *reader, const char *name)
{
    return wf_text_beside(reader->file->path, name);
}

static void add_text(char ***list, size_t *count, char *text)
{
    *list = wf_realloc(*list, (*count + 1) * sizeof **list);
    (*list)[(*count)++] = text;
}

/* ---- elements ---- */

static void take_platform(struct reader *reader, const union values *values, uint32_t line)
{
    struct wf_study_file *file = reader->file;
    if (reader->platform_line) {
        wf_diag_error(reader->diag, file->path, line,
                      "<platform> is given twice (first on line %u)", reader->platform_line);
        return;
    }
    reader->platform_line = line;
    if (values->texts[0])
        file->platform = beside(reader, values->texts[0]);
    if (values->texts[1])
        file->networks = beside(reader, values->texts[1]);
}

static bool is_word(const char *name)
{
    const char *c = name;
    while (isalnum((unsigned char)*c) || *c == '-' || *c == '_')
        c++;
    return c > name && !*c;
}

/* A to Z, AA .. as labels of deployments have them. */
static char *letter_of(size_t i)
{
    char text[16], *at = text + sizeof text - 1;
    *at = '\0';
    for (i++; i > 0; i = (i - 1) / 26)
        *--at = (char)('A' + (i - 1) % 26);
    return wf_strdup(at);
}

static char *label_of(struct reader *reader, const char *label, uint32_t line)
{
    const struct wf_study_file *file = reader->file;
    char *letter = letter_of(file->deployment_count);
    if (!label)
        return letter;
    if (!is_word(label))
        wf_diag_error(reader->diag, file->path, line,
                      "<deployment> attribute 'label': '%s' is no label; expected letters, digits, "
                      "'-' and '_', at least one",
                      label);
    for (size_t i = 0; i < file->deployment_count; i++)
        if (!strcmp(file->labels[i], label))
            wf_diag_error(reader->diag, file->path, line,
                          "<deployment> attribute 'label': '%s' is that of another one", label);
    add_text(&reader->file->named, &reader->file->named_count, wf_format("%s=%s", letter, label));
    free(letter);
    return wf_strdup(label);
}

static void take_deployment(struct reader *reader, const union values *values, uint32_t line)
{
    struct wf_study_file *file = reader->file;
    if (!values->texts[0])
        return;
    size_t count = file->deployment_count;
    add_text(&file->labels, &count, label_of(reader, values->texts[1], line));
    add_text(&file->deployments, &file->deployment_count, beside(reader, values->texts[0]));
}

static bool names_file(const char *text)
{
    size_t length = strlen(text);
    return length > 4 &&
           (!strcmp(text + length - 4, ".xml") || !strcmp(text + length - 4, ".csv")) &&
           !strchr(text, '|');
}

static void take_set(struct reader *reader, const union values *values, uint32_t line)
{
    const char *key = values->texts[0], *value = values->texts[1];
    struct wf_err err = {0};
    if (!key || !value)
        return;
    char *whole = names_file(value) ? beside(reader, value) : wf_strdup(value);
    char *text = wf_format("%s=%s", key, whole);
    struct wf_factor_key parts;
    char *why = wf_factor_key_read(key, &parts);
    if (!why && parts.seed)
        why = wf_format("the seed is an option (--seed), or a factor");
    else if (!why && (parts.pstate != WF_EVERY_PSTATE || parts.part != WF_FIGURE_WHOLE))
        why = wf_format("expected the whole list, as --set takes it");
    else if (!why && !parts.target)
        why = wf_format("expected TARGET.PROP");
    if (!why && wf_overrides_add(&reader->file->sets, text, &err) < 0)
        why = wf_strdup(err.text);
    if (why)
        wf_diag_error(reader->diag, reader->file->path, line, "<set> '%s': %s", key, why);
    free(why);
    wf_factor_key_release(&parts);
    free(text);
    free(whole);
}

/* A list whose items name files: they count from the folder of the study. */
static char *values_beside(const struct reader *reader, const char *values)
{
    struct wf_buffer out = {0};
    for (const char *from = values; from;) {
        size_t length = strcspn(from, "|"), start = strspn(from, " \t\r\n");
        const char *next = from[length] ? from + length + 1 : NULL;
        start = start > length ? length : start;
        while (length > start && isspace((unsigned char)from[length - 1]))
            length--;
        char *item = wf_format("%.*s", (int)(length - start), from + start);
        char *whole = names_file(item) ? beside(reader, item) : wf_strdup(item);
        wf_buffer_printf(&out, "%s%s", out.text ? "|" : "", whole);
        free(whole);
        free(item);
        from = next;
    }
    return out.text;
}

static void add_factor(struct reader *reader, const union values *values, uint32_t line,
                       struct wf_factors *factors)
{
    struct wf_factor_texts texts = values->factor;
    if (!texts.key)
        return;
    char *list = texts.values ? values_beside(reader, texts.values) : NULL;
    texts.values = list;
    wf_factors_add(factors, &texts, (struct wf_origin){reader->file->path, line}, reader->diag);
    free(list);
}

static void take_factor(struct reader *reader, const union values *values, uint32_t line)
{
    add_factor(reader, values, line, &reader->file->factors);
}

static void take_search(struct reader *reader, const union values *values, uint32_t line)
{
    add_factor(reader, values, line, &reader->file->searches);
}

static void take_factors(struct reader *reader, const union values *values, uint32_t line)
{
    struct wf_study_file *file = reader->file;
    struct wf_err err = {0};
    if (!values->texts[0])
        return;
    char *path = beside(reader, values->texts[0]);
    add_text(&file->files, &file->file_count, path);
    const struct wf_fit_of of = {values->texts[1], values->texts[2]};
    if (wf_factors_add_file(&file->factors, path, of, (struct wf_origin){file->path, line},
                            reader->diag, &err) < 0)
        wf_diag_error(reader->diag, file->path, line, "<factors>: %s", err.text);
}

static void take_automatic(struct reader *reader, const union values *values, uint32_t line)
{
    (void)values, (void)line;
    reader->file->automatic = true;
}

static void take_design(struct reader *reader, const union values *values, uint32_t line)
{
    struct wf_study_file *file = reader->file;
    if (reader->design_line) {
        wf_diag_error(reader->diag, file->path, line, "<design> is given twice (first on line %u)",
                      reader->design_line);
        return;
    }
    reader->design_line = line;
    file->has_design = values->design.kind != WF_CHOICE_UNSET;
    file->has_points = values->design.points != WF_COUNT_UNSET;
    file->has_seed = values->design.seed != WF_COUNT_UNSET;
    file->design = values->design.kind;
    file->points = values->design.points;
    file->seed = file->has_seed ? values->design.seed : 0;
}

static char *copy_of(const char *text)
{
    return text ? wf_strdup(text) : NULL;
}

/* @return whether an element is the first of its kind; else it is reported */
static bool is_first(struct reader *reader, const char *tag, uint32_t *first, uint32_t line)
{
    if (*first)
        wf_diag_error(reader->diag, reader->file->path, line,
                      "<%s> is given twice (first on line %u)", tag, *first);
    else
        *first = line;
    return *first == line;
}

static void take_objective(struct reader *reader, const union values *values, uint32_t line)
{
    struct wf_study_goal *goal = &reader->file->goal;
    const struct objective *given = &values->objective;
    if (!is_first(reader, "objective", &goal->objective_line, line))
        return;
    goal->objective = copy_of(given->of);
    goal->evaluations = given->evaluations == WF_COUNT_UNSET ? 0 : given->evaluations;
}

static void take_limit(struct reader *reader, const union values *values, uint32_t line)
{
    struct wf_study_goal *goal = &reader->file->goal;
    const struct bounds *given = &values->bounds;
    if (!given->of)
        return;
    if (!given->most == !given->least) {
        wf_diag_error(reader->diag, reader->file->path, line,
                      "<limit of=\"%s\">: expected one of most and least", given->of);
        return;
    }
    goal->limits = wf_realloc(goal->limits, (goal->limit_count + 1) * sizeof *goal->limits);
    goal->limits[goal->limit_count++] =
        (struct wf_study_limit){.of = wf_strdup(given->of),
                                .bound = wf_strdup(given->most ? given->most : given->least),
                                .least = given->least,
                                .line = line};
}

static void take_front(struct reader *reader, const union values *values, uint32_t line)
{
    struct wf_study_goal *goal = &reader->file->goal;
    const struct front *given = &values->front;
    if (!is_first(reader, "front", &goal->front_line, line))
        return;
    goal->front_points = given->points == WF_COUNT_UNSET ? 0 : given->points;
    goal->against = copy_of(given->against);
}

static const struct element {
    const char *tag;
    const struct wf_prop *table;
    void (*take)(struct reader *reader, const union values *values, uint32_t line);
} elements[] = {
    {"platform", platform_props, take_platform},
    {"deployment", wf_study_deployment_props, take_deployment},
    {"set", wf_study_set_props, take_set},
    {"factor", wf_study_factor_props, take_factor},
    {"factors", wf_study_factors_props, take_factors},
    {"automatic", no_props, take_automatic},
    {"design", wf_study_design_props, take_design},
    {"search", wf_study_search_props, take_search},
    {"objective", wf_study_objective_props, take_objective},
    {"limit", wf_study_limit_props, take_limit},
    {"front", wf_study_front_props, take_front},
};
enum { ELEMENTS = sizeof elements / sizeof *elements };

/* ---- the stream ---- */

/* What an element cannot do without: its first attributes. */
static void check_needed(struct reader *reader, const struct element *element,
                         const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    int needed = element->take == take_set ? 2 : element->table == no_props ? 0 : 1;
    for (int i = 0; i < needed; i++)
        if (!wf_xml_value(attributes, count, element->table[i].name))
            wf_diag_error(reader->diag, reader->file->path, line, "<%s> needs the attribute '%s'",
                          element->tag, element->table[i].name);
}

static void read_element(struct reader *reader, const struct element *element,
                         const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    union values values = {.texts = {NULL, NULL}};
    const struct wf_origin origin = {reader->file->path, line};
    char *context = wf_format("<%s>", element->tag);
    wf_props_defaults(element->table, &values, NULL);
    check_needed(reader, element, attributes, count, line);
    for (size_t i = 0; i < count; i++) {
        int row = wf_props_find(element->table, attributes[i].name, 0);
        if (row < 0)
            wf_diag_error(reader->diag, origin.file, line, "%s attribute '%s' is unknown%s",
                          context, attributes[i].name,
                          wf_hint(wf_props_nearest(element->table, attributes[i].name, 0)).text);
        else
            wf_props_set(element->table, row, &values, attributes[i].value, origin, &reader->arena,
                         context, reader->diag);
    }
    element->take(reader, &values, line);
    free(context);
}

static void start_root(struct reader *reader, const char *tag,
                       const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    const char *version = wf_xml_value(attributes, count, "version");
    const char *path = reader->file->path;
    reader->root_line = line;
    reader->foreign = strcmp(tag, "study") != 0;
    if (reader->foreign) {
        wf_diag_error(reader->diag, path, line,
                      "root element is <%s>; expected <study version=\"1\">", tag);
        reader->skipped++;
        return;
    }
    if (!version)
        wf_diag_error(reader->diag, path, line, "<study> needs the attribute 'version'");
    else if (strcmp(version, "1"))
        wf_diag_error(reader->diag, path, line,
                      "<study> attribute 'version': '%s' is unknown; expected '1'", version);
    for (size_t i = 0; i < count; i++)
        if (strcmp(attributes[i].name, "version"))
            wf_diag_error(reader->diag, path, line, "<study> attribute '%s' is unknown%s",
                          attributes[i].name,
                          wf_hint(wf_props_nearest(wf_study_props, attributes[i].name, 0)).text);
}

static void refuse(struct reader *reader, const char *tag, uint32_t line)
{
    const char *names[ELEMENTS];
    struct wf_buffer known = {0};
    for (size_t i = 0; i < ELEMENTS; i++) {
        names[i] = elements[i].tag;
        wf_buffer_printf(&known, "%s<%s>", !i ? "" : i + 1 < ELEMENTS ? ", " : " and ", names[i]);
    }
    const char *near = reader->depth == 1 ? wf_text_nearest(tag, names, ELEMENTS) : NULL;
    wf_diag_error(reader->diag, reader->file->path, line,
                  "element <%s> is not expected here; expected %s in <study>%s", tag, known.text,
                  wf_hint_tag(near).text);
    wf_buffer_release(&known);
    reader->skipped++;
}

static void on_start(void *data, const char *tag, const struct wf_xml_attribute *attributes,
                     size_t count, uint32_t line)
{
    struct reader *reader = data;
    if (reader->skipped) {
        reader->skipped++;
        return;
    }
    if (reader->depth == 0) {
        start_root(reader, tag, attributes, count, line);
        reader->depth += !reader->skipped;
        return;
    }
    size_t i = 0;
    while (i < ELEMENTS && strcmp(elements[i].tag, tag))
        i++;
    if (reader->depth > 1 || i == ELEMENTS) {
        refuse(reader, tag, line);
        return;
    }
    reader->depth++;
    read_element(reader, &elements[i], attributes, count, line);
}

static void on_end(void *data, const char *tag, uint32_t line)
{
    struct reader *reader = data;
    (void)tag, (void)line;
    if (reader->skipped)
        reader->skipped--;
    else
        reader->depth--;
}

/* ---- the whole ---- */

/* Labels of factors and of <set>, once all deployments are known. */
static void check_label(const struct reader *reader, const char *label, const char *key,
                        uint32_t line)
{
    const struct wf_study_file *file = reader->file;
    struct wf_buffer known = {0};
    for (size_t i = 0; label && i < file->deployment_count; i++) {
        char *letter = letter_of(i);
        bool own = !strcmp(file->labels[i], label) || !strcmp(letter, label);
        free(letter);
        if (own) {
            wf_buffer_release(&known);
            return;
        }
        wf_buffer_printf(&known, "%s%s", i ? " | " : "", file->labels[i]);
    }
    if (label)
        wf_diag_error(reader->diag, file->path, line,
                      "'%s': there is no deployment '%s'; expected %s%s", key, label,
                      known.text ? known.text : "none",
                      wf_hint(wf_text_nearest(label, (const char *const *)file->labels,
                                              file->deployment_count))
                          .text);
    wf_buffer_release(&known);
}

static void check_whole(const struct reader *reader)
{
    const struct wf_study_file *file = reader->file;
    if (!reader->platform_line)
        wf_diag_error(reader->diag, file->path, reader->root_line,
                      "<study> needs a <platform file=\"..\"/>");
    if (!file->deployment_count)
        wf_diag_error(reader->diag, file->path, reader->root_line,
                      "<study> needs a <deployment file=\"..\"/>, one at least");
    for (size_t i = 0; i < file->factors.count; i++)
        check_label(reader, file->factors.items[i].label, file->factors.items[i].key,
                    file->factors.items[i].origin.line);
    for (size_t i = 0; i < file->searches.count; i++)
        check_label(reader, file->searches.items[i].label, file->searches.items[i].key,
                    file->searches.items[i].origin.line);
    for (size_t i = 0; i < file->sets.count; i++)
        check_label(reader, file->sets.items[i].label, file->sets.items[i].text, reader->root_line);
}

int wf_study_file_read(const char *path, struct wf_study_file *file, struct wf_diag *diag,
                       struct wf_err *err)
{
    static const struct wf_xml_handler handler = {on_start, on_end, NULL, NULL};
    *file = (struct wf_study_file){.path = wf_strdup(path), .searches = {.searched = true}};
    struct reader reader = {.file = file, .diag = diag};
    size_t before = diag->error_count;
    wf_arena_init(&reader.arena);
    int status = wf_xml_read(path, &handler, &reader, diag, err);
    if (status == 0 && !reader.foreign)
        check_whole(&reader);
    wf_arena_release(&reader.arena);
    size_t errors = diag->error_count - before;
    if (status >= 0 && errors)
        return wf_err_set(err, WF_EINPUT, "%zu error%s", errors, wf_plural(errors));
    return status < 0 ? -1 : 0;
}

static void release_texts(char **texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
}

static void release_goal(struct wf_study_goal *goal)
{
    for (size_t i = 0; i < goal->limit_count; i++) {
        free(goal->limits[i].of);
        free(goal->limits[i].bound);
    }
    free(goal->limits);
    free(goal->objective);
    free(goal->against);
}

void wf_study_file_release(struct wf_study_file *file)
{
    if (!file)
        return;
    release_texts(file->deployments, file->deployment_count);
    release_texts(file->labels, file->deployment_count);
    release_texts(file->named, file->named_count);
    release_texts(file->files, file->file_count);
    wf_factors_release(&file->factors);
    wf_factors_release(&file->searches);
    release_goal(&file->goal);
    wf_overrides_release(&file->sets);
    free(file->platform);
    free(file->networks);
    free(file->path);
    *file = (struct wf_study_file){0};
}

bool wf_study_file_is(const char *path)
{
    return wf_file_has_root(path, "study");
}
