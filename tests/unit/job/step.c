#include "job/step.h"

#include "model/phase.h"
#include "suite.h"

enum { TRAINING, LOST, WAITING, PSTATES };

struct scene {
    double speed_flop_per_s[PSTATES];
    struct wf_watts watts[PSTATES];
    struct wf_host_class class;
    struct wf_node node;
    struct wf_participant participant;
    struct wf_turn turn;
};

/* 10 flop a sample at 5 flop/s, a rest of 0.25 s a sample, 3 s lost a batch. */
static void set_up(struct scene *scene)
{
    *scene = (struct scene){.speed_flop_per_s = {5, 7, 1},
                            .watts = {{1, 1, 100}, {2, 2, 40}, {10, 10, 11}},
                            .participant = {.training_flop = 10,
                                            .rest_s = 0.25,
                                            .batch_lost_s = 3,
                                            .pstate = TRAINING,
                                            .idle_pstate = WAITING,
                                            .lost_pstate = WF_PSTATE_IDLE}};
    scene->class = (struct wf_host_class){.speed_flop_per_s = scene->speed_flop_per_s,
                                          .watts = scene->watts,
                                          .pstate_count = PSTATES};
    scene->node.ledger.class = &scene->class;
    wf_turn_clear(&scene->turn);
}

static struct wf_training_cost train(struct scene *scene, double samples, double batches)
{
    struct wf_training_cost cost =
        wf_training_cost(&scene->participant, (struct wf_local_work){samples, batches});
    wf_turn_add_training(&scene->turn, &scene->node, &scene->participant, &cost);
    return cost;
}

static void a_step_is(const struct wf_step *step, enum wf_step_kind kind, enum wf_phase phase,
                      double amount)
{
    CU_ASSERT_EQUAL(step->kind, kind);
    CU_ASSERT_EQUAL(step->phase, phase);
    CU_ASSERT_DOUBLE_EQUAL(step->amount, amount, 1e-12);
}

static void work_comes_before_rest_and_lost_time(void)
{
    struct scene scene;
    set_up(&scene);
    struct wf_training_cost cost = train(&scene, 8, 2);
    CU_ASSERT_EQUAL_FATAL(scene.turn.step_count, 3);
    a_step_is(&scene.turn.steps[0], WF_STEP_WORK, WF_PHASE_COMPUTE, 80);
    a_step_is(&scene.turn.steps[1], WF_STEP_PAUSE, WF_PHASE_COMPUTE, 2);
    a_step_is(&scene.turn.steps[2], WF_STEP_PAUSE, WF_PHASE_OVERHEAD, 6);
    CU_ASSERT_DOUBLE_EQUAL(wf_training_s(&cost, &scene.participant, &scene.class), 24, 1e-12);
    /* 16 s at 100 W, 2 s and 6 s at the 10 W of waiting */
    CU_ASSERT_DOUBLE_EQUAL(wf_training_j(&cost, &scene.participant, &scene.class), 1680, 1e-9);
}

static void lost_time_is_busy_in_its_pstate(void)
{
    struct scene scene;
    set_up(&scene);
    scene.participant.lost_pstate = LOST;
    struct wf_training_cost cost = train(&scene, 8, 2);
    CU_ASSERT_EQUAL_FATAL(scene.turn.step_count, 3);
    a_step_is(&scene.turn.steps[2], WF_STEP_WORK, WF_PHASE_OVERHEAD, 42);
    CU_ASSERT_EQUAL(scene.turn.steps[2].pstate, LOST);
    CU_ASSERT_DOUBLE_EQUAL(wf_training_j(&cost, &scene.participant, &scene.class), 1860, 1e-9);
}

/* 24 s of it take less than 30 s of reading: it waits 6 s, whatever the lost-pstate; 2 s of coding
 * are on top. */
static void reading_that_takes_longer_is_waited_for(void)
{
    struct scene scene;
    set_up(&scene);
    scene.participant.read_s = 3.75;
    struct wf_training_cost cost =
        wf_training_cost(&scene.participant, (struct wf_local_work){8, 2});
    cost.coding_flop = 10;
    wf_turn_add_training(&scene.turn, &scene.node, &scene.participant, &cost);
    CU_ASSERT_EQUAL_FATAL(scene.turn.step_count, 4);
    a_step_is(&scene.turn.steps[0], WF_STEP_WORK, WF_PHASE_COMPUTE, 90);
    a_step_is(&scene.turn.steps[3], WF_STEP_PAUSE, WF_PHASE_OVERHEAD, 6);
    CU_ASSERT_DOUBLE_EQUAL(wf_training_s(&cost, &scene.participant, &scene.class), 32, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(wf_training_j(&cost, &scene.participant, &scene.class), 1940, 1e-9);
    scene.participant.read_s = 2.75; /* 22 s: no wait */
    wf_turn_clear(&scene.turn);
    train(&scene, 8, 2);
    CU_ASSERT_EQUAL(scene.turn.step_count, 3);
}

static void an_evaluation_waits_for_its_input(void)
{
    struct scene scene;
    set_up(&scene);
    scene.participant.evaluation_flop = 7;
    scene.participant.evaluation_pstate = LOST;
    scene.participant.read_s = 3;
    wf_turn_add_evaluation(&scene.turn, &scene.node, &scene.participant, 4, 1);
    CU_ASSERT_EQUAL_FATAL(scene.turn.step_count, 2);
    a_step_is(&scene.turn.steps[0], WF_STEP_WORK, WF_PHASE_EVALUATE, 28);
    a_step_is(&scene.turn.steps[1], WF_STEP_PAUSE, WF_PHASE_OVERHEAD, 8);
}

static void what_takes_nothing_is_no_step(void)
{
    struct scene scene;
    set_up(&scene);
    scene.participant.rest_s = scene.participant.batch_lost_s = 0;
    train(&scene, 8, 2);
    CU_ASSERT_EQUAL(scene.turn.step_count, 1);
    train(&scene, 0, 0);
    CU_ASSERT_EQUAL(scene.turn.step_count, 1);
}

static const struct wf_test tests[] = {
    WF_TEST(work_comes_before_rest_and_lost_time),    WF_TEST(lost_time_is_busy_in_its_pstate),
    WF_TEST(reading_that_takes_longer_is_waited_for), WF_TEST(an_evaluation_waits_for_its_input),
    WF_TEST(what_takes_nothing_is_no_step),
};

int main(void)
{
    return wf_suite_run("step", tests, sizeof tests / sizeof tests[0]);
}
