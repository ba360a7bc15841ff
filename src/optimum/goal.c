#include "optimum/goal.h"
#include <stdlib.h>
#include <string.h>

const struct wf_measure wf_measures[WF_MEASURES] = {
    {"energy", WF_RESULT_ENERGY, false},
    {"carbon", WF_RESULT_CARBON, false},
    {"embodied", WF_RESULT_EMBODIED, false},
    {"time", WF_RESULT_TIME, false},
    {"coverage", WF_RESULT_LEARNER_COVERAGE, true},
    {"sample-coverage", WF_RESULT_SAMPLE_COVERAGE, true},
};

struct reading {
    const struct wf_study_file *file;
    struct wf_goal *goal;
    struct wf_diag *diag;
};

/* A word, and where it stands: an option, or an element of the file. */
struct place {
    const char *origin, *what;
    uint32_t line;
};

static struct place option(const char *name)
{
    return (struct place){name, "", 0};
}

static struct place element(const struct reading *reading, const char *tag, uint32_t line)
{
    return (struct place){reading->file->path, tag, line};
}

static const struct wf_measure *find(const struct reading *reading, const char *name,
                                     struct place place)
{
    const char *names[WF_MEASURES];
    struct wf_buffer list = {0};
    for (size_t i = 0; i < WF_MEASURES; i++) {
        names[i] = wf_measures[i].name;
        if (!strcmp(names[i], name)) {
            wf_buffer_release(&list);
            return &wf_measures[i];
        }
        wf_buffer_printf(&list, "%s%s", i ? " | " : "", names[i]);
    }
    wf_diag_error(reading->diag, place.origin, place.line, "%s'%s' is not one of %s%s", place.what,
                  name, list.text, wf_hint(wf_text_nearest(name, names, WF_MEASURES)).text);
    wf_buffer_release(&list);
    return NULL;
}

static void add_limit(struct reading *reading, const struct wf_measure *measure, const char *text,
                      struct place place)
{
    struct wf_goal *goal = reading->goal;
    enum wf_dimension dimension = wf_results[measure->result].dimension;
    double bound;
    enum wf_quantity_status status = wf_quantity_parse(text, dimension, &bound);
    if (status != WF_QUANTITY_OK) {
        char *why = wf_quantity_explain(text, dimension, status);
        wf_diag_error(reading->diag, place.origin, place.line, "%s%s: %s", place.what,
                      measure->name, why);
        free(why);
        return;
    }
    if (bound < 0 || (dimension == WF_DIM_RATIO && bound > 1)) {
        wf_diag_error(reading->diag, place.origin, place.line,
                      "%s%s: '%s' is out of range; "
                      "expected %s",
                      place.what, measure->name, text,
                      dimension == WF_DIM_RATIO ? "0 to 1" : "0 or more");
        return;
    }
    size_t at = 0;
    while (at < goal->limit_count && goal->limited[at] != measure)
        at++;
    goal->limits[at] = (struct wf_limit){measure->result, bound, measure->more};
    goal->limited[at] = measure;
    goal->limit_count += at == goal->limit_count;
}

static void read_element(struct reading *reading, const struct wf_study_limit *limit)
{
    struct place place = element(reading, "<limit> ", limit->line);
    const struct wf_measure *measure = find(reading, limit->of, place);
    if (!measure)
        return;
    for (size_t i = 0; i < reading->goal->limit_count; i++)
        if (reading->goal->limited[i] == measure)
            wf_diag_error(reading->diag, place.origin, place.line, "<limit> of %s is given twice",
                          measure->name);
    if (limit->least == measure->more)
        add_limit(reading, measure, limit->bound, place);
    else
        wf_diag_error(reading->diag, place.origin, place.line,
                      "<limit> of %s: expected the attribute '%s'", measure->name,
                      measure->more ? "least" : "most");
}

static void read_option(struct reading *reading, const char *text)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || !equals[1]) {
        wf_diag_error(reading->diag, "--limit", 0, "'%s': expected NAME=VALUE (e.g. time=3d)",
                      text);
        return;
    }
    char *name = wf_format("%.*s", (int)(equals - text), text);
    const struct wf_measure *measure = find(reading, name, option("--limit"));
    if (measure)
        add_limit(reading, measure, equals + 1, option("--limit"));
    free(name);
}

static void read_objective(struct reading *reading, const struct wf_goal_options *options)
{
    const struct wf_study_goal *own = &reading->file->goal;
    struct wf_goal *goal = reading->goal;
    goal->objective = options->objective ? find(reading, options->objective, option("--objective"))
                      : own->objective   ? find(reading, own->objective,
                                                element(reading, "<objective> ", own->objective_line))
                                         : &wf_measures[0];
    goal->evaluations = options->evaluations ? options->evaluations
                        : own->evaluations   ? own->evaluations
                                             : WF_GOAL_EVALUATIONS;
}

static void read_front(struct reading *reading, const struct wf_goal_options *options)
{
    const struct wf_study_goal *own = &reading->file->goal;
    struct wf_goal *goal = reading->goal;
    goal->front_points = options->front_points ? options->front_points : own->front_points;
    bool timed = goal->objective && goal->objective->result == WF_RESULT_TIME;
    goal->against = options->against ? find(reading, options->against, option("--against"))
                    : own->against
                        ? find(reading, own->against, element(reading, "<front> ", own->front_line))
                        : find(reading, timed ? "energy" : "time", option(""));
    if (options->against && !goal->front_points)
        wf_diag_error(reading->diag, "--against", 0, "there is no front; expected --front N");
    if (goal->front_points && goal->against && goal->against == goal->objective)
        wf_diag_error(reading->diag, options->against ? "--against" : reading->file->path,
                      options->against ? 0 : own->front_line,
                      "the front has %s on both sides; expected another result",
                      goal->against->name);
}

int wf_goal_read(const struct wf_study_file *file, const struct wf_goal_options *options,
                 struct wf_goal *goal, struct wf_diag *diag)
{
    struct reading reading = {file, goal, diag};
    size_t before = diag->error_count;
    *goal = (struct wf_goal){.limits = wf_calloc(WF_MEASURES, sizeof *goal->limits),
                             .limited = wf_calloc(WF_MEASURES, sizeof(struct wf_measure *))};
    read_objective(&reading, options);
    for (size_t i = 0; i < file->goal.limit_count; i++)
        read_element(&reading, &file->goal.limits[i]);
    for (size_t i = 0; i < options->limit_count; i++)
        read_option(&reading, options->limits[i]);
    read_front(&reading, options);
    return diag->error_count > before ? -1 : 0;
}

void wf_goal_release(struct wf_goal *goal)
{
    free(goal->limits);
    free(goal->limited);
    *goal = (struct wf_goal){0};
}

struct wf_problem wf_goal_problem(const struct wf_goal *goal)
{
    return (struct wf_problem){.objective = goal->objective->result,
                               .largest = goal->objective->more,
                               .limits = goal->limits,
                               .limit_count = goal->limit_count};
}
