/* Bytes of split and of federated learning (Singh et al. 2019, arXiv 1909.09145). Hosts cost
 * nothing (no watts above a base that is not billed), so that joules are bits over the efficiency
 * eta of the links. In a pass of K clients of s samples, with activations of A bytes a sample, a
 * model of b bytes and a client's part of c bytes:
 *
 *     split      2 K (s A + c) 8 / eta
 *     federated  2 K b 8 / eta
 *
 * which are equal at s* = (b - c) / A: 200 for the scene below. */
#include "published.h"
#include "scene.h"

enum { CLIENTS = 10, SAMPLES = 200, DATA = CLIENTS * SAMPLES };
static const double EFFICIENCY = 1e6, PART_BYTE = 4 * 40000.0, MODEL_BYTE = 4e6;

static const struct scene pupils = {.devices = CLIENTS,
                                    .samples = SAMPLES,
                                    .model_byte = 4e6,
                                    .update_byte = 4e6,
                                    .training_flop = 1e6,
                                    .local_epochs = 1,
                                    .device_flop_per_s = 1e9,
                                    .device_idle_w = 2,
                                    .device_busy_w = 2,
                                    .centre_flop_per_s = 1e9,
                                    .centre_idle_w = 50,
                                    .centre_busy_w = 50,
                                    .pue = 1,
                                    .bandwidth_byte_per_s = 1e6,
                                    .uplink_bit_per_j = 1e6,
                                    .downlink_bit_per_j = 1e6,
                                    .activation_byte = 19200,
                                    .client_parameters = 40000,
                                    .client_flop_ratio = 0.2};

/* A pass of each, held against the algebra. @return joules of split learning less those of
 * federated */
static double difference_j(const struct scene *scene, double *split_j)
{
    struct scene_cost split, federated;
    double clients = (double)scene->devices, samples = (double)scene->samples;
    scene_split(scene, 1, &split);
    scene_federated(scene, 1, scene->devices, &federated);
    relation_close("split learning", split.energy_j,
                   2 * clients * (samples * scene->activation_byte + PART_BYTE) * 8 / EFFICIENCY,
                   EXACT);
    relation_close("federated", federated.energy_j,
                   2 * clients * scene->model_byte * 8 / EFFICIENCY, EXACT);
    *split_j = split.energy_j;
    return split.energy_j - federated.energy_j;
}

static double with_samples(uint64_t devices, uint64_t samples, double model_byte, double *split_j)
{
    struct scene scene = pupils;
    scene.devices = devices;
    scene.samples = samples;
    scene.model_byte = scene.update_byte = model_byte;
    return difference_j(&scene, split_j);
}

static void relation_split_learning_against_federated_bytes(void)
{
    double split_j, difference = with_samples(CLIENTS, SAMPLES, MODEL_BYTE, &split_j);
    relation_say("equal at %d samples a client: %g J a pass of %d clients", SAMPLES, split_j,
                 CLIENTS);
    relation_check(difference <= CROSSOVER * split_j && -difference <= CROSSOVER * split_j,
                   "equal at the crossover", difference, split_j);
    difference = with_samples(CLIENTS, SAMPLES * 99 / 100, MODEL_BYTE, &split_j);
    relation_check(difference < 0, "split less below it", difference, split_j);
    difference = with_samples(CLIENTS, SAMPLES * 101 / 100, MODEL_BYTE, &split_j);
    relation_check(difference > 0, "federated less above it", difference, split_j);
}

/* The same data, in the hands of more clients or of fewer. */
static void relation_split_learning_by_clients(void)
{
    double split_j, more = with_samples(20, DATA / 20, MODEL_BYTE, &split_j);
    double fewer = with_samples(5, DATA / 5, MODEL_BYTE, &split_j);
    relation_say("%d samples: split less with 20 clients, federated less with 5", DATA);
    relation_check(more < 0, "split less with more clients", more, split_j);
    relation_check(fewer > 0, "federated less with fewer", fewer, split_j);
}

/* Of 800 samples the model must have 800 A + c bytes. */
static void relation_split_learning_by_model(void)
{
    double split_j, turn_byte = 800 * pupils.activation_byte + PART_BYTE;
    double small = with_samples(CLIENTS, 800, turn_byte * 0.99, &split_j);
    double large = with_samples(CLIENTS, 800, turn_byte * 1.01, &split_j);
    relation_say("800 samples a client: split less from %.3g MB on", turn_byte / 1e6);
    relation_check(small > 0, "federated less of a small model", small, split_j);
    relation_check(large < 0, "split less of a large one", large, split_j);
}

static const struct relation relations[] = {
    {RELATION(split_learning_against_federated_bytes)},
    {RELATION(split_learning_by_clients)},
    {RELATION(split_learning_by_model)},
};
RELATION_TOPIC(relation_split_learning, relations);
