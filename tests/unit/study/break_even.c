#include "study/break_even.h"
#include "suite.h"
#include <math.h>
#include <string.h>

/* A run of four epochs made by hand; the energies are round, so that break-evens can be derived in
 * the head. 100 J are paid once. */
enum { ROUNDS = 4 };
struct made {
    struct wf_actor actor;
    struct wf_participant participant;
    struct wf_paradigm paradigm;
    struct wf_scenario scenario;
    struct wf_round_usage rows[ROUNDS];
    struct wf_outcome outcome;
    struct wf_summary summary, reference;
};

static void make(struct made *made, const double *round_j)
{
    memset(made, 0, sizeof *made);
    made->actor.role = WF_TRAINER;
    made->paradigm.leader = WF_TRAINER;
    made->scenario.paradigm = &made->paradigm;
    made->scenario.deployment.actors = &made->actor;
    made->scenario.participants[WF_TRAINER] = &made->participant;
    made->scenario.rounds = ROUNDS;
    made->actor.values.plan.trial_share_ratio = 1;
    made->outcome =
        (struct wf_outcome){.time_s = 40, .round_rows = made->rows, .round_count = ROUNDS};
    made->outcome.start_energy_j = 100;
    made->summary = (struct wf_summary){
        .scenario = &made->scenario, .outcome = &made->outcome, .energy_j = 100, .epochs = ROUNDS};
    made->reference = (struct wf_summary){.epochs = 8};
    for (int i = 0; i < ROUNDS; i++) {
        made->rows[i] = (struct wf_round_usage){.start_s = 10 * i,
                                                .end_s = 10 * (i + 1),
                                                .energy_j = round_j[i],
                                                .progress = 1,
                                                .training = 1};
        made->summary.energy_j += round_j[i];
    }
}

static double rounds_at(struct made *made, double energy_j)
{
    made->reference.energy_j = energy_j;
    return wf_break_even_of(&made->reference, &made->summary).rounds;
}

/* The first pays 50 J for its start: 100, 250, 350, 450, 550 J after 0 .. 4 rounds. */
static const double plain[ROUNDS] = {150, 100, 100, 100};

static void rounds_that_were_run_are_added_up(void)
{
    struct made made;
    make(&made, plain);
    CHECK_CLOSE(rounds_at(&made, 250), 1, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 400), 2.5, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 550), 4, 1e-12);
    CHECK_CLOSE(wf_break_even_of(&made.reference, &made.summary).own_ratio, 1, 1e-12);
    CHECK_CLOSE(wf_break_even_of(&made.reference, &made.summary).epochs_ratio, 0.5, 1e-12);
    CU_ASSERT(rounds_at(&made, 90) < 1);
}

static void further_rounds_cost_what_the_later_ones_did(void)
{
    struct made made;
    make(&made, plain);
    CHECK_CLOSE(rounds_at(&made, 850), 7, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 1e6 + 550), 10004, 1e-12);
}

/* Every second epoch from the third on is evaluated, for 30 J: 5, 7, 9 .. will be. */
static void evaluations_fall_where_their_schedule_says(void)
{
    static const double evaluated[ROUNDS] = {150, 100, 130, 100};
    struct made made;
    make(&made, evaluated);
    made.actor.values.trainer.evaluation = (struct wf_schedule){.period = 2, .start = 3};
    CHECK_CLOSE(rounds_at(&made, 580 + 130), 5, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 580 + 230), 6, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 580 + 1000 * 115), 1004, 1e-12);
}

/* Aggregations that advance by 0.8 rounds, the second by nothing: a run of one round ends with the
 * third (450 J), one of two with the fourth (550 J), at 2.4. Further ones advance by 0.8: one makes
 * 3.2, ten 10.4. */
static void rounds_are_those_asked_for_not_those_run(void)
{
    struct made made;
    make(&made, plain);
    made.scenario.rounds = 2;
    made.paradigm.federated = true;
    for (int i = 0; i < ROUNDS; i++)
        made.rows[i].progress = i == 1 ? 0 : 0.8;
    CHECK_CLOSE(rounds_at(&made, 275), 0.5, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 450), 1, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 500), 1.5, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 550), 2, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 650), 3, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 550 + 100 * 10), 10, 1e-12);
}

/* Three epochs of 150, 100 and 100 J, and a quarter of one for 25 J: a fourth would be whole. 3.25
 * of 8 passes are 3.25 epochs. */
static void a_part_of_an_epoch_is_continued_by_whole_ones(void)
{
    struct made made;
    make(&made, (const double[]){150, 100, 100, 25});
    made.scenario.rounds = made.summary.epochs = 3.25;
    made.rows[3].progress = 0.25;
    CHECK_CLOSE(rounds_at(&made, 350), 2, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 475), 3.25, 1e-12);
    struct wf_break_even even = wf_break_even_of(&made.reference, &made.summary);
    CHECK_CLOSE(even.own_ratio, 1, 1e-12);
    CHECK_CLOSE(even.epochs_ratio, 3.25 / 8, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 650), 5, 1e-12);
}

/* Half an epoch for 50 J, after the 100 J that are paid once: two would use 200 J. */
static void a_part_of_an_epoch_alone_counts_by_its_share(void)
{
    struct made made;
    make(&made, (const double[]){50, 0, 0, 0});
    made.outcome.round_count = 1;
    made.scenario.rounds = made.summary.epochs = made.rows[0].progress = 0.5;
    CHECK_CLOSE(rounds_at(&made, 150), 0.5, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 300), 2, 1e-12);
    CHECK_CLOSE(wf_break_even_of(&made.reference, &made.summary).epochs_ratio, 2. / 8, 1e-12);
}

/* 80 of the 100 J before the rounds are two trials of all rounds: 20 J for each round. */
static void trials_grow_with_the_rounds(void)
{
    struct made made;
    make(&made, plain);
    made.summary.phase_j[WF_PHASE_EXPLORATION] = 80;
    CHECK_CLOSE(rounds_at(&made, 20 + 150 + 20), 1, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 550), 4, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 670), 5, 1e-12);
}

/* Two trainings of two rounds, 150 and 100 J, 100 and 100 J. The number is that of both, or of the
 * first, where the other has a prop of its own. */
static void trainings_have_the_rounds_that_are_asked_for(void)
{
    struct made made;
    make(&made, plain);
    made.scenario.rounds = 2;
    made.rows[2].training = made.rows[3].training = 2;
    made.actor.values.plan.later_rounds = NAN;
    CHECK_CLOSE(rounds_at(&made, 350), 1, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 550), 2, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 750), 3, 1e-12);
    CHECK_CLOSE(wf_break_even_of(&made.reference, &made.summary).epochs_ratio, 6. / 8, 1e-12);
    made.actor.values.plan.later_rounds = 2;
    CHECK_CLOSE(rounds_at(&made, 550), 2, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 750), 4, 1e-12);
    CHECK_CLOSE(wf_break_even_of(&made.reference, &made.summary).epochs_ratio, 6. / 8, 1e-12);
}

/* The whole platform: 10 W more for 40 s, billed in proportion to time. */
static void the_whole_platform_is_paid_as_long_as_it_lasts(void)
{
    struct made made;
    make(&made, plain);
    made.scenario.options.whole_platform = true;
    made.summary.energy_j += 400;
    CHECK_CLOSE(rounds_at(&made, 950), 4, 1e-12);
    CHECK_CLOSE(rounds_at(&made, 1150), 5, 1e-12);
}

static void rounds_without_energy_have_no_break_even(void)
{
    static const double free_of_charge[ROUNDS];
    struct made made;
    make(&made, free_of_charge);
    CU_ASSERT(isnan(rounds_at(&made, 200)));
}

static const struct wf_test tests[] = {
    WF_TEST(rounds_that_were_run_are_added_up),
    WF_TEST(further_rounds_cost_what_the_later_ones_did),
    WF_TEST(evaluations_fall_where_their_schedule_says),
    WF_TEST(rounds_are_those_asked_for_not_those_run),
    WF_TEST(a_part_of_an_epoch_is_continued_by_whole_ones),
    WF_TEST(a_part_of_an_epoch_alone_counts_by_its_share),
    WF_TEST(trials_grow_with_the_rounds),
    WF_TEST(trainings_have_the_rounds_that_are_asked_for),
    WF_TEST(the_whole_platform_is_paid_as_long_as_it_lasts),
    WF_TEST(rounds_without_energy_have_no_break_even),
};

int main(void)
{
    return wf_suite_run("break-even", tests, sizeof tests / sizeof *tests);
}
