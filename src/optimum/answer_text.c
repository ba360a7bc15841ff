#include "optimum/answer.h"
#include "optimum/choice.h"
#include "output/amount.h"
#include "output/grid.h"
#include "prop/provenance.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = 64 };

struct page {
    const struct wf_answer *answer;
    size_t width;
    struct wf_buffer *out;
};

static const struct wf_trial *best_of(const struct page *page)
{
    return &page->answer->trials->items[page->answer->best];
}

static const char *quantity(double value, enum wf_result result, char *text)
{
    if (wf_results[result].dimension == WF_DIM_RATIO)
        return wf_amount_share(value, 1, text, CELL);
    return wf_quantity_text(value, wf_results[result].dimension, text, CELL);
}

static void put(const struct page *page, struct wf_buffer *lines)
{
    wf_grid_wrap(lines->text ? lines->text : "", page->width, page->out);
    wf_buffer_release(lines);
}

/* ---- the head ---- */

/* "least energy, with time at most 3 d and coverage at least 90 %" */
static void put_goal(const struct wf_goal *goal, struct wf_buffer *out)
{
    char text[CELL];
    wf_buffer_printf(out, "%s %s", goal->objective->more ? "most" : "least", goal->objective->name);
    for (size_t i = 0; i < goal->limit_count; i++)
        wf_buffer_printf(out, "%s %s at %s %s", i ? " and" : ", with", goal->limited[i]->name,
                         goal->limits[i].least ? "least" : "most",
                         quantity(goal->limits[i].bound, goal->limits[i].result, text));
}

static void put_settings(const struct wf_answer *answer, const struct wf_trial *trial,
                         const char *between, struct wf_buffer *out)
{
    for (size_t i = 0; i < answer->trials->variables; i++) {
        char *text = wf_answer_setting(answer, trial, i);
        wf_buffer_printf(out, "%s%s", i ? between : "", text);
        free(text);
    }
}

static void put_head(const struct page *page)
{
    const struct wf_answer *answer = page->answer;
    struct wf_buffer lines = {0};
    put_goal(answer->goal, &lines);
    wf_buffer_printf(&lines, "\n");
    if (answer->best == SIZE_MAX) {
        wf_buffer_printf(&lines,
                         "There is no answer: no point that was tried has a known result.\n");
    } else if (answer->met) {
        wf_buffer_printf(&lines, "Best: ");
        put_settings(answer, best_of(page), ", ", &lines);
        wf_buffer_printf(&lines, "\n");
    } else {
        wf_buffer_printf(&lines, "No point meets the limits. The nearest is ");
        put_settings(answer, best_of(page), ", ", &lines);
        wf_buffer_printf(&lines, "\n");
    }
    put(page, &lines);
}

/* ---- tables ---- */

static void put_results(const struct page *page)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_LEFT};
    static const enum wf_result shown[] = {
        WF_RESULT_ENERGY, WF_RESULT_CARBON,           WF_RESULT_EMBODIED,       WF_RESULT_TIME,
        WF_RESULT_ROUNDS, WF_RESULT_LEARNER_COVERAGE, WF_RESULT_SAMPLE_COVERAGE};
    static const char *const names[] = {"energy", "carbon",   "embodied",       "time",
                                        "rounds", "coverage", "sample-coverage"};
    const struct wf_answer *answer = page->answer;
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 4);
    wf_grid_row(&grid, "", "as stated", answer->met ? "best" : "nearest", "against stated");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        double before = answer->stated[shown[i]], now = best_of(page)->results[shown[i]];
        char then[CELL], text[CELL], ratio[CELL];
        if (isnan(before) && isnan(now))
            continue;
        wf_grid_row(&grid, names[i], quantity(before, shown[i], then),
                    quantity(now, shown[i], text), wf_amount_ratio(now, before, ratio, CELL));
    }
    wf_grid_render(&grid, page->width, page->out);
    wf_grid_release(&grid);
}

/* A value at the end of what was searched may be better beyond it. */
static char *best_text(const struct wf_factor *factor, double value)
{
    char *text = wf_factor_text(factor, value);
    bool end = !factor->texts && !(value > factor->shape.low && value < factor->shape.high);
    char *whole = wf_format("%s%s", text, end ? " (an end)" : "");
    free(text);
    return whole;
}

static void put_choices(const struct page *page)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_LEFT, WF_ALIGN_LEFT,
                                           WF_ALIGN_LEFT};
    const struct wf_answer *answer = page->answer;
    const struct wf_factors *factors = &answer->sweep->file->factors;
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 4);
    wf_grid_row(&grid, "searched", "among", "as stated", answer->met ? "best" : "nearest");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < factors->count; i++) {
        const struct wf_factor *factor = &factors->items[i];
        size_t last = factor->texts ? factor->shape.count - 1 : 0;
        char *low = wf_factor_text(factor, factor->texts ? 0 : factor->shape.low);
        char *high = wf_factor_text(factor, factor->texts ? (double)last : factor->shape.high);
        char *among = last ? wf_format("%s .. %s (%zu)", low, high, last + 1)
                           : wf_format("%s .. %s", low, high);
        char *stated = wf_choice_stated_text(answer->sweep, factor);
        char *best = best_text(factor, best_of(page)->values[i]);
        wf_grid_row(&grid, factor->key, among, stated ? stated : "-", best);
        free(low);
        free(high);
        free(among);
        free(stated);
        free(best);
    }
    wf_grid_render(&grid, page->width, page->out);
    wf_grid_release(&grid);
}

/* Which limits bind. */
static void put_limits(const struct page *page)
{
    const struct wf_answer *answer = page->answer;
    const struct wf_goal *goal = answer->goal;
    struct wf_buffer lines = {0};
    for (size_t i = 0; answer->met && i < goal->limit_count; i++) {
        char bound[CELL], text[CELL];
        wf_buffer_printf(
            &lines, "%s is %s of %s", goal->limited[i]->name,
            quantity(best_of(page)->results[goal->limits[i].result], goal->limits[i].result, text),
            quantity(goal->limits[i].bound, goal->limits[i].result, bound));
        if (answer->without[i] == SIZE_MAX) {
            wf_buffer_printf(&lines, ": this limit does not bind.\n");
            continue;
        }
        const struct wf_trial *other = &answer->trials->items[answer->without[i]];
        wf_buffer_printf(
            &lines, ": this limit binds. Without it %s would be %s or %s (", goal->objective->name,
            quantity(other->results[goal->objective->result], goal->objective->result, text),
            goal->objective->more ? "more" : "less");
        put_settings(answer, other, ", ", &lines);
        wf_buffer_printf(&lines, ").\n");
    }
    put(page, &lines);
}

/* How certain the rounds are. */
static void put_certainty(const struct page *page)
{
    const struct wf_certainty *certainty = &page->answer->certainty;
    struct wf_buffer lines = {0};
    char number[CELL], low[CELL], high[CELL];
    if (!certainty->known)
        return;
    wf_buffer_printf(&lines, "Its %s %s%s are %s", wf_number_text(certainty->rounds, number, CELL),
                     certainty->unit, certainty->first ? " of the first training" : "",
                     wf_provenance_name(certainty->word));
    if (!isnan(certainty->low))
        wf_buffer_printf(&lines, " (95 %%: %s to %s), and all above is in proportion to them",
                         wf_number_text(round(certainty->low), low, CELL),
                         wf_number_text(round(certainty->high), high, CELL));
    wf_buffer_printf(&lines, ".\n");
    put(page, &lines);
}

/* ---- the front ---- */

static void put_front(const struct page *page)
{
    static const enum wf_align aligns[] = {WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_LEFT};
    const struct wf_answer *answer = page->answer;
    const struct wf_goal *goal = answer->goal;
    struct wf_grid grid;
    if (!answer->front.count)
        return;
    wf_grid_init(&grid, aligns, 3);
    wf_buffer_printf(page->out, "\nFront: no point that was tried is better in one and no worse in "
                                "the other\n");
    wf_grid_row(&grid, goal->objective->name, goal->against->name, "with");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < answer->front.count; i++) {
        const struct wf_trial *trial = &answer->trials->items[answer->front.trials[i]];
        char mine[CELL], other[CELL];
        struct wf_buffer with = {0};
        put_settings(answer, trial, " ", &with);
        wf_grid_row(
            &grid, quantity(trial->results[goal->objective->result], goal->objective->result, mine),
            quantity(trial->results[goal->against->result], goal->against->result, other),
            with.text);
        wf_buffer_release(&with);
    }
    wf_grid_render(&grid, page->width, page->out);
    wf_grid_release(&grid);
}

/* ---- what was tried ---- */

static void put_lack(const struct wf_answer *answer, enum wf_lack lack, const char *what,
                     struct wf_buffer *out)
{
    if (!answer->lacks[lack])
        return;
    wf_buffer_printf(out, "%zu of them %s", answer->lacks[lack], what);
    if (answer->examples[lack])
        wf_buffer_printf(out, " (%s)", answer->examples[lack]);
    wf_buffer_printf(out, ".\n");
}

/* It was tried where it is in the space, and would be the best. */
static bool stated_is_better(const struct wf_answer *answer)
{
    const struct wf_problem problem = wf_goal_problem(answer->goal);
    const struct wf_trial stated = {.results = (double *)answer->stated};
    return answer->best != SIZE_MAX && !answer->stated_unheld &&
           wf_problem_is_better(&problem, &stated, &answer->trials->items[answer->best]);
}

static void put_tried(const struct page *page)
{
    const struct wf_answer *answer = page->answer;
    struct wf_buffer lines = {0};
    char size[CELL];
    wf_buffer_printf(&lines, "\n%zu point%s tried", answer->trials->count,
                     answer->trials->count == 1 ? " was" : "s were");
    if (isfinite(answer->size))
        wf_buffer_printf(&lines, " of %s",
                         wf_quantity_text(answer->size, WF_DIM_COUNT, size, CELL));
    wf_buffer_printf(&lines, "; it ended as %s.\n", wf_search_ends[answer->end]);
    put_lack(answer, WF_LACK_ROUNDS, "are no answer, as nobody knows their rounds", &lines);
    put_lack(answer, WF_LACK_FAILED, "failed", &lines);
    put_lack(answer, WF_LACK_LIMITS, "miss a limit", &lines);
    if (stated_is_better(answer))
        wf_buffer_printf(
            &lines, "The deployment as stated is better, but is no point of what was searched.\n");
    if (answer->stated_unheld)
        wf_buffer_printf(&lines,
                         "The rounds of the deployment as stated are assumed: they were %s.\n",
                         answer->stated_unheld);
    put(page, &lines);
}

void wf_answer_text(const struct wf_answer *answer, size_t width, struct wf_buffer *out)
{
    const struct page page = {answer, width, out};
    put_head(&page);
    if (answer->best != SIZE_MAX) {
        wf_buffer_printf(out, "\n");
        put_choices(&page);
        wf_buffer_printf(out, "\n");
        put_results(&page);
        wf_buffer_printf(out, "\n");
        put_limits(&page);
        put_certainty(&page);
        put_front(&page);
    }
    put_tried(&page);
}
