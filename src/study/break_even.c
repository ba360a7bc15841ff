#include "study/break_even.h"
#include "model/schedule.h"
#include <math.h>

static const double ROUNDING = 1e-9; /* of a sum of progress, and of a share of rounds */

/* Energy of a run as a function of the rounds that it is asked for. */
struct course {
    const struct wf_summary *summary;
    const struct wf_outcome *outcome;
    double counted_ratio; /* of the joules of a round, those that are counted */
    double beside_w;      /* what is billed beside the rounds, in proportion to time */
    bool overlaps;        /* rounds of several members overlap in time: each counts as their mean */
    bool first_only;      /* the rounds of later trainings are given by a prop of their own */
    double once_j;        /* outside the rounds that are asked for, trials excepted */
    double evaluation_j;  /* of one, beside its round; NaN: not known */
    double explored_j;    /* of the trials, at the rounds it takes now */
    struct wf_schedule evaluation;
};

/* One training: its rows, and the joules of one of them if all count the same. */
struct leg {
    const struct wf_round_usage *rows;
    size_t count; /* of the rounds that can be continued: without a part of an epoch at the end */
    size_t all;
    double mean_j; /* NaN: each counts as it is */
};

/* After some rounds: how many were run, what they used. */
struct point {
    double run, energy_j;
};

static double row_j(const struct course *course, const struct wf_round_usage *row)
{
    return course->counted_ratio * (row->energy_j - row->late_j) +
           course->beside_w * (row->end_s - row->start_s);
}

/* An epoch is one pass however far it goes: its share counts. A round counts as one, whatever came.
 */
static bool progress_counts(const struct wf_summary *summary)
{
    return !summary->scenario->paradigm->federated;
}

/* Rounds, or passes, of the rows from @p from to @p to. */
static double run_of(const struct wf_summary *summary, size_t from, size_t to)
{
    double run = 0;
    for (size_t i = from; i < to; i++)
        run += progress_counts(summary) ? summary->outcome->round_rows[i].progress : 1;
    return run;
}

/* The next training from row @p from on. */
static struct leg leg_of(const struct course *course, size_t from)
{
    struct leg leg = {.rows = course->outcome->round_rows + from, .mean_j = NAN};
    size_t left = course->outcome->round_count - from;
    double sum_j = 0;
    while (leg.all < left && leg.rows[leg.all].training == leg.rows[0].training)
        sum_j += row_j(course, &leg.rows[leg.all++]);
    if (course->overlaps)
        leg.mean_j = sum_j / (double)leg.all;
    leg.count = leg.all - (progress_counts(course->summary) && leg.rows[leg.all - 1].progress < 1);
    return leg;
}

static double leg_row_j(const struct course *course, const struct leg *leg, size_t index)
{
    return isnan(leg->mean_j) ? row_j(course, &leg->rows[index]) : leg->mean_j;
}

/* ---- rounds after the last that was run ---- */

/* Mean of the rounds from @p from on with evaluation, or without; NaN: there is none. */
static double mean_j(const struct course *course, const struct leg *leg, size_t from,
                     bool evaluated)
{
    double sum_j = 0, met = 0;
    for (size_t i = from; i < leg->count; i++)
        if (wf_schedule_has(&course->evaluation, i + 1) == evaluated) {
            sum_j += leg_row_j(course, leg, i);
            met++;
        }
    return met > 0 ? sum_j / met : NAN;
}

/* Rounds until @p rounds that are evaluated: of passes shorter than a round, each is. */
static double evaluations_until(const struct wf_schedule *schedule, double rounds)
{
    double due = wf_schedule_due(schedule, rounds), first = wf_schedule_first(schedule);
    return due > 0 ? fmin(due, floor(rounds) - ceil(first) + 1) : 0;
}

/* By how much a round with evaluation costs more, in the first training that has rounds of both
 * kinds; NaN: none has. */
static double evaluation_j(const struct course *course)
{
    double more_j = NAN;
    for (size_t from = 0; from < course->outcome->round_count && isnan(more_j);) {
        struct leg leg = leg_of(course, from);
        size_t first = leg.count > 2; /* the first round pays what comes once */
        more_j = mean_j(course, &leg, first, true) - mean_j(course, &leg, first, false);
        from += leg.all;
    }
    return more_j;
}

/* From @p last, which brought @p progress, to @p asked rounds. */
static struct point further(const struct course *course, const struct leg *leg, struct point last,
                            double progress, double asked)
{
    const size_t from[] = {leg->count / 2, 1, 0}; /* the second half; all but the first; all */
    double each_j[2] = {NAN, NAN}, pace = 0;
    for (size_t i = from[0]; i < leg->count; i++)
        pace += leg->rows[i].progress;
    pace /= (double)(leg->count - from[0]);
    for (int evaluated = 0; evaluated < 2; evaluated++)
        for (size_t i = 0; i < sizeof from / sizeof *from && isnan(each_j[evaluated]); i++)
            each_j[evaluated] = mean_j(course, leg, from[i], evaluated);
    double more_j = isnan(course->evaluation_j) ? 0 : course->evaluation_j;
    if (isnan(each_j[0]))
        each_j[0] = each_j[1] - more_j;
    if (isnan(each_j[1]))
        each_j[1] = each_j[0] + more_j;
    double more = ceil((asked - progress) / pace - ROUNDING);
    double evaluations = evaluations_until(&course->evaluation, last.run + more) -
                         evaluations_until(&course->evaluation, last.run);
    return (struct point){last.run + more, last.energy_j + (more - evaluations) * each_j[0] +
                                               evaluations * each_j[1]};
}

/* ---- the course ---- */

/* A training that is asked for n rounds ends with the first that brings its progress to n. */
static struct point walk(const struct course *course, const struct leg *leg, double asked)
{
    struct point point = {0, 0};
    double progress = 0;
    if (leg->count == 0) /* only a part of an epoch: others cost as much for their share */
        return (struct point){asked, leg_row_j(course, leg, 0) * asked / leg->rows[0].progress};
    for (size_t i = 0; i < leg->count && progress < asked - ROUNDING; i++) {
        point.run++;
        point.energy_j += leg_row_j(course, leg, i);
        progress += leg->rows[i].progress;
    }
    return progress < asked - ROUNDING ? further(course, leg, point, progress, asked) : point;
}

/* Rounds that a trial of a training of @p rounds has. */
static double trial_rounds(const struct course *course, double rounds)
{
    return wf_scenario_trial_rounds(course->summary->scenario, rounds);
}

static struct point at(const struct course *course, double asked)
{
    double rounds = course->summary->scenario->rounds;
    struct point all = {.energy_j = course->once_j};
    if (course->explored_j > 0)
        all.energy_j +=
            course->explored_j * trial_rounds(course, asked) / trial_rounds(course, rounds);
    for (size_t from = 0; from < course->outcome->round_count;) {
        struct leg leg = leg_of(course, from);
        bool stays = from > 0 && course->first_only;
        struct point end = stays ? (struct point){run_of(course->summary, from, from + leg.all), 0}
                                 : walk(course, &leg, asked);
        all.run += end.run;
        all.energy_j += end.energy_j;
        from += leg.all;
    }
    return all;
}

static double counted_ratio(const struct wf_summary *summary, double rows_j)
{
    double counted_j = 0; /* phases of the training are paid each round, the others once */
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        counted_j += wf_phase_is_training((enum wf_phase)phase) ? summary->phase_j[phase] : 0;
    return rows_j > 0 ? counted_j / rows_j : 0;
}

static struct course course_of(const struct wf_summary *summary)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    const struct wf_actor *leader = wf_scenario_leading_actor(scenario);
    size_t offset = wf_roles[leader->role].evaluation;
    struct course course = {
        .summary = summary,
        .outcome = outcome,
        .counted_ratio = 1,
        .overlaps = scenario->paradigm->worker == WF_GOSSIPER,
        .first_only = !isnan(leader->values.plan.later_rounds),
        .explored_j = summary->phase_j[WF_PHASE_EXPLORATION],
        .evaluation = *(const struct wf_schedule *)((const char *)&leader->values + offset)};
    double rows_j = 0;
    for (size_t i = 0; i < outcome->round_count; i++)
        rows_j += outcome->round_rows[i].energy_j;
    if (scenario->options.phases)
        course.counted_ratio = counted_ratio(summary, rows_j);
    else if (scenario->options.whole_platform && outcome->time_s > 0)
        course.beside_w = (summary->energy_j - outcome->start_energy_j - rows_j) / outcome->time_s;
    course.once_j = summary->energy_j - course.explored_j;
    for (size_t i = 0; i < outcome->round_count; i++)
        if (outcome->round_rows[i].training == 1 || !course.first_only)
            course.once_j -= row_j(&course, &outcome->round_rows[i]);
    course.evaluation_j = evaluation_j(&course);
    return course;
}

struct wf_break_even wf_break_even_of(const struct wf_summary *reference,
                                      const struct wf_summary *summary)
{
    static const double MOST = 1e15;
    struct wf_break_even even = {NAN, NAN, NAN};
    struct course course = course_of(summary);
    double energy_j = reference->energy_j, low = 0, high = 1;
    while (high < MOST && at(&course, high).energy_j < energy_j)
        high *= 2;
    if (high >= MOST)
        return even;
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        *(at(&course, middle).energy_j < energy_j ? &low : &high) = middle;
    }
    struct point a = at(&course, low), b = at(&course, high);
    double step_j = b.energy_j - a.energy_j;
    double share = step_j > 0 ? (energy_j - a.energy_j) / step_j : 1;
    double run = a.run + share * (b.run - a.run);
    even.rounds = low + share;
    even.own_ratio = even.rounds / summary->scenario->rounds;
    even.epochs_ratio = run / run_of(summary, 0, summary->outcome->round_count) * summary->epochs /
                        reference->epochs;
    return even;
}
