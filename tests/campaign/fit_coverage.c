/* campaign.fit_*: 200 campaigns of five runs of a node whose seconds and watts are known. The
 * joules that follow from the figures of a fit, drawn together, hold the true ones as often as they
 * say. */
#include "../cases.h"
#include "../scenario.h"
#include "base/random.h"
#include "statistics/design.h"
#include "study/training_runs.h"
#include "sweep/factor_fit.h"
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

/* Start-up: 80 s at 100 W. An epoch: 100 samples of 1 Gflop at 50 Gflop/s, 2 s at 300 W. */
static const double START_S = 80, START_W = 100, EPOCH_S = 2, WORK_W = 300, EPOCH_FLOP = 1e11;
static const double SCATTER = 0.01; /* of a run's seconds an epoch, and of its watts */
enum { CAMPAIGNS = 200, RUNS = 5, DRAWS = 400, EPOCHS = 300 };

#define HEAD                                                                                       \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
#define PROP(id, value) "<prop id='" id "' value='" value "'/>\n"
static const char platform_text[] =
    HEAD "<zone id='room' routing='Full'>\n<host id='node' speed='1Gf,1Gf'>" PROP(
        "wattage_per_state", "9:9:40,9:9:20") PROP("workloads", "train,start") "</host>\n</zone>\n"
                                                                               "</platform>\n";
static const char workload_text[] =
    "<?xml version='1.0'?>\n<workload version='1' id='train'>" PROP("parameters", "1000")
        PROP("training-flop", "1 Gflop") PROP("samples", "100") "</workload>\n";
static const char deployment_text[] =
    HEAD "<actor host='node' function='trainer'>" PROP("workload", "%s") PROP("epochs", "300")
        PROP("start-up", "1 s") PROP("start-up-pstate", "start") "</actor>\n</platform>\n";

struct node {
    char *platform, *workload, *deployment;
    struct wf_campaign_place place;
};

static void begin(struct node *node)
{
    struct wf_err err;
    *node = (struct node){.platform = scenario_file(platform_text),
                          .workload = scenario_file(workload_text)};
    char *text = wf_format(deployment_text, node->workload);
    node->deployment = scenario_file(text);
    free(text);
    if (wf_training_place_load(node->platform, node->deployment, &node->place, &err) < 0) {
        printf("    FAILED: %s\n", err.text);
        abort();
    }
}

static void end(struct node *node)
{
    wf_campaign_place_release(&node->place);
    unlink(node->platform);
    unlink(node->workload);
    unlink(node->deployment);
    free(node->platform);
    free(node->workload);
    free(node->deployment);
}

static void make_runs(struct wf_random *random, struct wf_training_run rows[RUNS])
{
    for (size_t i = 0; i < RUNS; i++) {
        double epochs = 100 * (double)(i + 1);
        double slower = 1 + wf_random_normal(random, 0, SCATTER);
        double hungrier = 1 + wf_random_normal(random, 0, SCATTER);
        rows[i] = (struct wf_training_run){
            .nodes = 1,
            .work = epochs,
            .evaluations = NAN,
            .time_s = START_S + EPOCH_S * epochs * slower,
            .energy_j = START_S * START_W + EPOCH_S * WORK_W * epochs * slower * hungrier,
            .samples_per_s = NAN};
    }
}

/* The fit of a campaign, as calibrate writes it. Its figures are speed.0, watts in training and in
 * the start, and seconds of the start. */
static void fit_campaign(struct node *node, struct wf_random *random, struct wf_fit_output *fit)
{
    struct wf_training_run rows[RUNS];
    struct wf_training_runs runs;
    struct wf_training_place_figures figures;
    struct wf_edit platform, deployment;
    struct wf_err err;
    const struct wf_training_table table = {.path = "runs.csv"};
    const struct wf_training_known known = wf_training_known_of(&table, &node->place);
    *fit = (struct wf_fit_output){.name = wf_strdup("fit.csv")};
    make_runs(random, rows);
    if (wf_training_runs_fit(rows, RUNS, &known, &runs, &err) < 0 ||
        wf_training_figures_find(&table, &runs, &node->place, &figures, &err) < 0 ||
        wf_edit_load(node->platform, &platform, &err) < 0 ||
        wf_edit_load(node->deployment, &deployment, &err) < 0 ||
        wf_training_edit(&runs, &figures, &node->place, &platform, NULL, &deployment, fit, &err) <
            0) {
        printf("    FAILED: %s\n", err.text);
        abort();
    }
    wf_edit_release(&platform);
    wf_edit_release(&deployment);
    wf_training_runs_release(&runs);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* 5 to 95 % of the joules of 300 epochs. */
static void interval_of(struct wf_fit_table *fit, uint64_t seed, double *low, double *high)
{
    struct wf_factors factors = {0};
    struct wf_design design;
    struct wf_diag diag;
    struct wf_err err;
    double u[8], values[4], joules[DRAWS];
    wf_diag_init(&diag);
    fit->path = wf_strdup("fit.csv");
    if (wf_factors_add_whole_fit(&factors, fit, (struct wf_fit_of){.host = "node"}, &diag) < 0 ||
        factors.count != 4 ||
        wf_design_make(&design, WF_DESIGN_LHS, factors.columns, NULL, DRAWS, seed, &err) < 0)
        abort();
    for (size_t i = 0; i < DRAWS; i++) {
        wf_design_row(&design, i, u);
        wf_factors_draw(&factors, u, values);
        joules[i] = EPOCHS * EPOCH_FLOP / values[0] * values[1] + values[2] * values[3];
    }
    qsort(joules, DRAWS, sizeof *joules, compare);
    *low = joules[DRAWS / 20 - 1];
    *high = joules[DRAWS - DRAWS / 20];
    wf_design_release(&design);
    wf_factors_release(&factors);
    wf_diag_release(&diag);
}

static void forget_correlations(struct wf_fit_table *fit)
{
    for (size_t i = 0; i < fit->count; i++)
        for (size_t j = 0; j < fit->count; j++)
            fit->correlation[i * fit->count + j] = i == j ? 1 : 0;
}

/* Nine of ten intervals of 90 %, by chance 170 to 190 of 200. Drawn apart, the same figures give
 * intervals more than twice as wide. */
static void fit_holds_true_joules_as_often_as_it_says(void)
{
    const double truth = START_S * START_W + EPOCHS * EPOCH_S * WORK_W;
    struct wf_random *random = wf_random_new(1, "campaigns of the test");
    struct node node;
    size_t held = 0, held_apart = 0;
    double width = 0, width_apart = 0;
    begin(&node);
    for (uint64_t i = 0; i < CAMPAIGNS; i++) {
        struct wf_fit_output fit;
        double low, high;
        fit_campaign(&node, random, &fit);
        interval_of(&fit.table, i, &low, &high);
        held += low <= truth && truth <= high;
        width += (high - low) / CAMPAIGNS;
        free(fit.table.path);
        forget_correlations(&fit.table);
        interval_of(&fit.table, i, &low, &high);
        held_apart += low <= truth && truth <= high;
        width_apart += (high - low) / CAMPAIGNS;
        wf_fit_output_release(&fit);
    }
    printf("    %zu of %d hold it; drawn apart %zu, %.2f times as wide\n", held, CAMPAIGNS,
           held_apart, width_apart / width);
    if (held < 170 || held > 190) {
        printf("    FAILED: expected 170 to 190\n");
        failures++;
    }
    if (!(width_apart > 2 * width)) {
        printf("    FAILED: expected intervals more than twice as wide when drawn apart\n");
        failures++;
    }
    wf_random_free(random);
    end(&node);
}

static const struct test_case cases[] = {CASE(fit_holds_true_joules_as_often_as_it_says)};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
