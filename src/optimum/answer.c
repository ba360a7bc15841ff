#include "optimum/answer.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const wf_search_ends[] = {
    [WF_SEARCH_WHOLE] = "all of the space was tried",
    [WF_SEARCH_SETTLED] = "no point beside the best one is better",
    [WF_SEARCH_SPENT] = "no more points were to be tried",
    [WF_SEARCH_TIME] = "the time was up",
};
const char *const wf_lack_names[WF_LACKS] = {"rounds", "failed", "limits"};

static void count(struct wf_answer *answer, const struct wf_problem *problem)
{
    for (size_t i = 0; i < answer->trials->count; i++) {
        const struct wf_trial *trial = &answer->trials->items[i];
        if (!(wf_problem_excess(problem, trial) > 0))
            continue;
        size_t prefix = strlen(WF_NO_ROUNDS);
        bool rounds = trial->reason && !strncmp(trial->reason, WF_NO_ROUNDS, prefix);
        enum wf_lack lack = rounds          ? WF_LACK_ROUNDS
                            : trial->reason ? WF_LACK_FAILED
                                            : WF_LACK_LIMITS;
        answer->lacks[lack]++;
        if (trial->reason && !answer->examples[lack])
            answer->examples[lack] = rounds ? trial->reason + prefix : trial->reason;
    }
}

/* Does the answer get better where limit @p index is dropped? */
static size_t best_without(const struct wf_answer *answer, const struct wf_problem *problem,
                           size_t index)
{
    struct wf_limit *kept = wf_calloc(problem->limit_count + 1, sizeof *kept);
    struct wf_problem other = *problem;
    other.limits = kept;
    other.limit_count = 0;
    for (size_t i = 0; i < problem->limit_count; i++)
        if (i != index)
            kept[other.limit_count++] = problem->limits[i];
    size_t found = wf_problem_best(&other, answer->trials);
    const struct wf_trial *items = answer->trials->items;
    bool better = wf_problem_is_better(&other, &items[found], &items[answer->best]);
    free(kept);
    return better ? found : SIZE_MAX;
}

void wf_answer_make(struct wf_answer *answer)
{
    const struct wf_problem problem = wf_goal_problem(answer->goal);
    answer->best = wf_problem_best(&problem, answer->trials);
    double excess = answer->best == SIZE_MAX
                        ? INFINITY
                        : wf_problem_excess(&problem, &answer->trials->items[answer->best]);
    if (isinf(excess))
        answer->best = SIZE_MAX;
    answer->met = !(excess > 0);
    if (answer->best != SIZE_MAX)
        answer->certainty = wf_certainty_of(answer->sweep, &answer->trials->items[answer->best]);
    answer->without = wf_calloc(problem.limit_count + 1, sizeof *answer->without);
    for (size_t i = 0; i < problem.limit_count; i++)
        answer->without[i] = answer->met ? best_without(answer, &problem, i) : SIZE_MAX;
    count(answer, &problem);
}

void wf_answer_release(struct wf_answer *answer)
{
    free(answer->without);
    wf_front_release(&answer->front);
    *answer = (struct wf_answer){0};
}

char *wf_answer_setting(const struct wf_answer *answer, const struct wf_trial *trial, size_t index)
{
    const struct wf_factor *factor = &answer->sweep->file->factors.items[index];
    double value = trial->values[index];
    if (factor->times && !isnan(factor->value)) /* the same for all, so --set can say it */
        value *= factor->value;
    bool number = !factor->texts && (!factor->times || !isnan(factor->value));
    char *text =
        number ? wf_factor_key_number(&factor->parts, value) : wf_factor_text(factor, value);
    char *whole = wf_format("%s=%s", factor->key, text);
    free(text);
    return whole;
}
