/* The rounds that McMahan et al. 2017 published for the CNN on MNIST ("Communication-Efficient
 * Learning of Deep Networks from Decentralized Data", AISTATS), as shipped in
 * deployments/workloads/mnist-cnn.csv: they come back through the program, and tell where local
 * computation pays. With T rounds of K clients, E local epochs, e joules of one epoch on a client
 * and x joules of one exchange (model down, update up):
 *
 *     energy(E) = T_E K (E e + x)
 *
 * E and E' cost the same where (T_E - T_E') x = (E' T_E' - E T_E) e. Of b bits each way at an
 * efficiency eta in both directions x = 2 b / eta, so that
 *
 *     eta* = 2 b (T_E - T_E') / ((E' T_E' - E T_E) e)
 *
 * Below it communication is dear, and the larger E' wins; above it the smaller E. For fraction 0.1,
 * batch 10, data alike: T_1 = 34, T_5 = 20, T_20 = 18, hence x* = 66 / 14 e and 260 / 2 e. */
#include "../analytic/harness.h" /* for the words of the files */
#include "base/err.h"
#include "published.h"
#include "scene.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "deployments/workloads/"
enum { CLIENTS = 100, SAMPLES = 600 };
static const double TRAINING_FLOP = 73638912; /* of a sample: mnist-cnn.xml */
static const double EFFICIENCY = 0.026;       /* of the same file */
static const double MODEL_BIT = 1663370.0 * 4 * 8;

/* Phones of 5 W above idle and 1e12 flop/s at their peak: assumed. A silent server. */
static const struct scene phones = {.devices = CLIENTS,
                                    .device_flop_per_s = 1e12,
                                    .device_idle_w = 1,
                                    .device_busy_w = 6,
                                    .device_attribution_ratio = 0,
                                    .centre_flop_per_s = 1e12,
                                    .pue = 1,
                                    .bandwidth_byte_per_s = 1e6,
                                    .uplink_bit_per_j = 1e6,
                                    .downlink_bit_per_j = 1e6};

/* A row of the table; what it asks for is all that the job says. */
struct row {
    double fraction;
    unsigned local_epochs;
    char batch[16], data[16]; /* batch "all": the learner gives none */
    unsigned rounds;          /* 0: not reached */
};

static bool simulate(const struct scene *scene, const struct row *row, struct scene_cost *cost)
{
    char root[PATH_MAX], batch[80] = "";
    if (!getcwd(root, sizeof root))
        return false;
    if (strcmp(row->batch, "all"))
        snprintf(batch, sizeof batch, PROP("batch", "%s"), row->batch);
    char *deployment = wf_format(
        DEPLOYMENT(ACTOR("centre", "server",
                         PROP("workload", "%s/" FOLDER "mnist-cnn.xml") PROP("active", "%g")
                             PROP("data", "%s") PROP("evaluation-period", "0"))
                       ACTOR("device-*", "learner", PROP("local-epochs", "%u") "%s")),
        root, row->fraction * CLIENTS, row->data, row->local_epochs, batch);
    struct wf_buffer platform = {0};
    scene_write_platform(scene, false, &platform);
    bool ran = scene_simulate(platform.text, deployment, NULL, cost);
    wf_buffer_release(&platform);
    free(deployment);
    return ran;
}

/* Next row of the file. @return false at the end. */
static bool read_row(FILE *file, struct row *row)
{
    char line[256];
    while (fgets(line, sizeof line, file)) {
        row->rounds = 0;
        if (sscanf(line, "%lf,%u,%15[^,],%15[^,],%u", &row->fraction, &row->local_epochs,
                   row->batch, row->data, &row->rounds) >= 4)
            return true;
    }
    return false;
}

static void relation_fedavg_published_rounds_come_back(void)
{
    FILE *file = fopen(FOLDER "mnist-cnn.csv", "r");
    struct row row;
    size_t reached = 0, unreached = 0;
    relation_check(file != NULL, "the table opens", 0, 0);
    while (file && read_row(file, &row)) {
        struct scene_cost cost;
        bool ran = simulate(&phones, &row, &cost);
        if (row.rounds) {
            relation_check(ran, cost.mistake, row.rounds, ran);
            relation_check(cost.rounds == row.rounds, "rounds of the table", (double)cost.rounds,
                           row.rounds);
            reached++;
        } else {
            relation_check(!ran && strstr(cost.mistake, "not reach"), cost.mistake, ran, 0);
            unreached++;
        }
    }
    if (file)
        fclose(file);
    relation_say("%zu rows reached, %zu not", reached, unreached);
    relation_check(reached == 33 && unreached == 1, "rows of the table", (double)reached,
                   (double)unreached);
}

/* Rounds as published: they must come from the file, not from here. */
static double energy_j(const struct scene *scene, const char *data, unsigned local_epochs,
                       unsigned rounds, double epoch_j)
{
    struct row row = {0.1, local_epochs, "10", "", rounds};
    struct scene_cost cost;
    snprintf(row.data, sizeof row.data, "%s", data);
    bool ran = simulate(scene, &row, &cost);
    double exchange_j = MODEL_BIT / scene->uplink_bit_per_j + MODEL_BIT / scene->downlink_bit_per_j;
    relation_check(ran && cost.rounds == rounds, cost.mistake, (double)cost.rounds, rounds);
    relation_close("energy of T rounds of K clients", cost.energy_j,
                   rounds * 0.1 * CLIENTS * (local_epochs * epoch_j + exchange_j), EXACT);
    return cost.energy_j;
}

static void trade(const char *data, unsigned few, unsigned few_rounds, unsigned many,
                  unsigned many_rounds)
{
    struct scene scene = phones;
    double epoch_j = (scene.device_busy_w - scene.device_idle_w) * SAMPLES * TRAINING_FLOP /
                     (scene.device_flop_per_s * EFFICIENCY);
    double eta = 2 * MODEL_BIT * (few_rounds - many_rounds) /
                 ((many * many_rounds - few * few_rounds) * epoch_j);
    static const double factors[] = {0.99, 1, 1.01};
    double few_j[3], many_j[3];
    relation_say("%s: E = %u below %.4g kbit/J, E = %u above; an exchange of %.4g epochs", data,
                 many, eta / 1e3, few, 2 * MODEL_BIT / eta / epoch_j);
    for (size_t i = 0; i < 3; i++) {
        scene.uplink_bit_per_j = scene.downlink_bit_per_j = factors[i] * eta;
        few_j[i] = energy_j(&scene, data, few, few_rounds, epoch_j);
        many_j[i] = energy_j(&scene, data, many, many_rounds, epoch_j);
    }
    relation_check(many_j[0] < few_j[0], "more local epochs win where bits are dear", many_j[0],
                   few_j[0]);
    relation_close("equal at the crossover", many_j[1], few_j[1], CROSSOVER);
    relation_check(few_j[2] < many_j[2], "fewer local epochs win where bits are cheap", few_j[2],
                   many_j[2]);
}

static void relation_fedavg_local_epochs_against_bits(void)
{
    trade("iid", 1, 34, 5, 20);
    trade("iid", 5, 20, 20, 18);
    trade("non-iid", 1, 350, 5, 229);
    trade("non-iid", 5, 229, 20, 173);
}

static const struct relation relations[] = {
    {RELATION(fedavg_published_rounds_come_back)},
    {RELATION(fedavg_local_epochs_against_bits)},
};
RELATION_TOPIC(relation_fedavg, relations);
