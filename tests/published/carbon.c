/* Carbon of synchronous federated learning is linear in rounds x cohort: Yousefpour et al. 2023,
 * "Green Federated Learning", arXiv 2303.14604, report it of jobs of a production
 * system. Why, by the model: with g the intensity, e the mean joules of a learner's turn (computing
 * and bits), H(K) the mean length of a round of K, S the server's billed power,
 *     carbon = g (R K e + S R H(K))
 * Without S, and with equal learners, this is g e x (R K), exactly. What bends it is the server
 * alone: H grows slower than K (the slowest of K), so S R H(K) is not linear in R K. Unequal
 * learners scatter around the line by the luck of the draw, as 1/sqrt(R K). */
#include "algebra.h"
#include "published.h"
#include <gsl/gsl_fit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>

/* Phones of 4 W above idle for 30 to 60 s a turn, 1e6 parameters: assumed. */
static const struct scene phones = {.devices = 100,
                                    .samples = 100,
                                    .sample_byte = 1000,
                                    .model_byte = 4e6,
                                    .update_byte = 4e6,
                                    .training_flop = 6e8,
                                    .aggregation_flop = 2,
                                    .local_epochs = 1,
                                    .device_flop_per_s = 1e9,
                                    .spread_ratio = 1,
                                    .device_idle_w = 1,
                                    .device_busy_w = 5,
                                    .device_attribution_ratio = 0,
                                    .centre_flop_per_s = 1e10,
                                    .centre_idle_w = 60,
                                    .centre_busy_w = 120,
                                    .centre_attribution_ratio = 1,
                                    .pue = 1.2,
                                    .bandwidth_byte_per_s = 1e6,
                                    .uplink_bit_per_j = 3e5,
                                    .downlink_bit_per_j = 6e5,
                                    .intensity_g_per_kwh = 400};

enum { ROUNDS = 4, COHORTS = 4, POINTS = ROUNDS * COHORTS };
static const uint64_t round_grid[ROUNDS] = {10, 20, 40, 80};
static const uint64_t cohort_grid[COHORTS] = {10, 20, 40, 80};

/* Least squares through the grid. */
struct line {
    double turns[POINTS], carbon_g[POINTS]; /* turns: rounds x cohort */
    double g_per_turn, intercept_g, r_squared;
    double worst_ratio; /* largest |residual| / value */
    size_t worst;
};

static void fit(const struct scene *scene, struct line *line)
{
    double c00, c01, c11, residual, total;
    for (size_t i = 0; i < POINTS; i++) {
        struct scene_cost cost;
        uint64_t rounds = round_grid[i / COHORTS], cohort = cohort_grid[i % COHORTS];
        scene_federated(scene, rounds, cohort, &cost);
        line->turns[i] = (double)(rounds * cohort);
        line->carbon_g[i] = cost.carbon_g;
    }
    gsl_fit_linear(line->turns, 1, line->carbon_g, 1, POINTS, &line->intercept_g, &line->g_per_turn,
                   &c00, &c01, &c11, &residual);
    total = gsl_stats_tss(line->carbon_g, 1, POINTS);
    line->r_squared = 1 - residual / total;
    line->worst_ratio = 0;
    for (size_t i = 0; i < POINTS; i++) {
        double on_line = line->intercept_g + line->g_per_turn * line->turns[i];
        double ratio = fabs(line->carbon_g[i] - on_line) / line->carbon_g[i];
        if (ratio > line->worst_ratio) {
            line->worst_ratio = ratio;
            line->worst = i;
        }
    }
    char worst[64] = "exact";
    if (line->worst_ratio > EXACT)
        snprintf(worst, sizeof worst, "worst %.2g %% (%d x %d)", 100 * line->worst_ratio,
                 (int)round_grid[line->worst / COHORTS], (int)cohort_grid[line->worst % COHORTS]);
    relation_say("server %g W, speeds x 1 to %g: %.4g mg a turn, R^2 = %.4f, %s",
                 scene->centre_idle_w * scene->centre_attribution_ratio, 1 + scene->spread_ratio,
                 1000 * line->g_per_turn, line->r_squared, worst);
}

/* A server with base power that a tenth of belongs to this job, and unequal learners. */
static void relation_carbon_is_nearly_linear_in_rounds_and_cohort(void)
{
    struct scene scene = phones;
    struct line line;
    scene.centre_attribution_ratio = 0.1;
    fit(&scene, &line);
    relation_check(line.r_squared >= 0.99, "R^2 >= 0.99", line.r_squared, 0.99);
    relation_check(line.r_squared < 1 - EXACT, "the server and unequal learners bend it",
                   line.r_squared, 1);
    relation_check(line.g_per_turn > 0, "grams a turn", line.g_per_turn, 0);
}

/* Silent server, equal learners: grams = g / 3.6e6 x R K x e, each point on the line. */
static void relation_carbon_is_linear_without_a_server_base(void)
{
    struct scene scene = phones;
    struct line line;
    scene.centre_idle_w = scene.centre_busy_w = 0;
    scene.spread_ratio = 0;
    fit(&scene, &line);
    double compute_s = (double)scene.samples * scene.training_flop / scene.device_flop_per_s;
    double turn_j = (scene.device_busy_w - scene.device_idle_w) * compute_s +
                    8 * scene.update_byte / scene.uplink_bit_per_j +
                    scene.pue * 8 * scene.model_byte / scene.downlink_bit_per_j;
    double turn_g = scene.intensity_g_per_kwh / 3.6e6 * turn_j;
    relation_close("grams a turn", line.g_per_turn, turn_g, EXACT);
    for (size_t i = 0; i < POINTS; i++)
        relation_close("grams of a job", line.carbon_g[i], turn_g * line.turns[i], EXACT);
    relation_check(line.worst_ratio <= EXACT, "worst residual", line.worst_ratio, EXACT);
    relation_check(1 - line.r_squared <= EXACT, "1 - R^2", 1 - line.r_squared, EXACT);
}

/* Equal learners, so that H does not depend on K, and nothing to aggregate: the base of the server
 * adds S H grams a round, and nothing else. */
static void relation_carbon_of_a_server_is_linear_in_rounds(void)
{
    struct scene scene = phones, silent;
    struct line with, without;
    scene.spread_ratio = 0;
    scene.aggregation_flop = 0;
    silent = scene;
    silent.centre_attribution_ratio = 0;
    fit(&scene, &with);
    fit(&silent, &without);
    double round_s = (scene.model_byte + scene.update_byte) / scene.bandwidth_byte_per_s +
                     (double)scene.samples * scene.training_flop / scene.device_flop_per_s;
    double round_g = scene.intensity_g_per_kwh / 3.6e6 * scene.pue * scene.centre_idle_w * round_s;
    for (size_t i = 0; i < POINTS; i++)
        relation_close("grams of the server", with.carbon_g[i] - without.carbon_g[i],
                       round_g * (double)round_grid[i / COHORTS], EXACT);
    relation_check(with.r_squared < 0.99, "a whole server for few learners is not linear",
                   with.r_squared, 0.99);
}

/* The larger the server's share, the worse the line. */
static void relation_carbon_bends_with_the_server(void)
{
    static const double shares[] = {0, 0.1, 0.3, 1};
    double last = 1, without_g = 0;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        struct scene scene = phones;
        struct line line;
        scene.centre_attribution_ratio = shares[i];
        fit(&scene, &line);
        double total_g = gsl_stats_mean(line.carbon_g, 1, POINTS);
        if (i == 0)
            without_g = total_g;
        relation_say("base of %g W: %.2g %% of all grams", shares[i] * scene.centre_idle_w,
                     100 * (1 - without_g / total_g));
        relation_check(line.r_squared < last, "R^2 falls", line.r_squared, last);
        last = line.r_squared;
    }
}

static const struct relation relations[] = {
    {RELATION(carbon_is_nearly_linear_in_rounds_and_cohort)},
    {RELATION(carbon_is_linear_without_a_server_base)},
    {RELATION(carbon_of_a_server_is_linear_in_rounds)},
    {RELATION(carbon_bends_with_the_server)},
};
RELATION_TOPIC(relation_carbon, relations);
