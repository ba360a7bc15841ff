/* Federated learning with a server against consensus among peers, after the energy model of Savazzi
 * et al. 2022 (arXiv 2206.10380) and Barbieri et al. 2023 (arXiv 2310.08087). With F and C the
 * joules at the hosts (algebra.h) in R_F rounds with a server and R_C rounds of consensus among
 * peers of q neighbours, b_u bits an update, b_d bits a model, and efficiencies in bit/J:
 *
 *     E_server    = F + R_F x,    x = n (b_u / uplink + gamma b_d / downlink)
 *     E_consensus = C + R_C n q b_u / side
 *
 * They are equal at the side link
 *
 *     side* = R_C n q b_u / (E_server - C)        where E_server > C; below it the server wins
 *
 * and where E_server <= C, the server wins over any side link. With f, c the same joules of one
 * round (both are linear in rounds when no base power of devices is billed), they are equal where
 *
 *     R_C / R_F = (f + x) / (c + n q b_u / side)
 *
 * Without side links a message goes up and down, 1 / side = 1 / uplink + gamma / downlink, so that
 * a round of consensus costs y = n q b_u / side - x more in bits: (q - 1) times x where updates are
 * as large as models. Only the server's own joules can outweigh that; with equal rounds and nothing
 * to aggregate, from the base power S_i on of
 *
 *     gamma S_i r = y,        r: length of a round */
#include "algebra.h"
#include "published.h"
#include <math.h>
#include <stdio.h>

/* Small computers of 4.5 W above idle, 16 s a round; one server: assumed. */
static const struct scene workshop = {.devices = 6,
                                      .samples = 200,
                                      .sample_byte = 1000,
                                      .model_byte = 6e6,
                                      .update_byte = 5e6,
                                      .training_flop = 3e7,
                                      .aggregation_flop = 2,
                                      .local_epochs = 2,
                                      .device_flop_per_s = 1e9,
                                      .spread_ratio = 0.5,
                                      .device_idle_w = 1.5,
                                      .device_busy_w = 6,
                                      .device_attribution_ratio = 0,
                                      .centre_flop_per_s = 1e10,
                                      .centre_idle_w = 60,
                                      .centre_busy_w = 110,
                                      .centre_attribution_ratio = 1,
                                      .pue = 1.67,
                                      .bandwidth_byte_per_s = 2.5e6,
                                      .uplink_bit_per_j = 2e5,
                                      .downlink_bit_per_j = 5e5,
                                      .side_bit_per_j = 1e5};

struct graph {
    const char *neighbours;
    uint64_t degree; /* 0: not given */
    uint64_t count;  /* neighbours that each of six peers has */
};
static const struct graph graphs[] = {{"ring", 0, 2}, {"k-regular", 4, 4}, {"complete", 0, 5}};
enum { GRAPHS = sizeof graphs / sizeof *graphs };

static double with_server(const struct scene *scene, uint64_t rounds)
{
    struct bill bill = algebra_federated(scene, rounds);
    struct scene_cost cost;
    scene_federated(scene, rounds, scene->devices, &cost);
    relation_close("energy with a server", cost.energy_j, algebra_energy_j(scene, &bill), EXACT);
    relation_close("time with a server", cost.time_s, bill.time_s, EXACT);
    return cost.energy_j;
}

static double without(const struct scene *scene, uint64_t rounds, const struct graph *graph)
{
    struct bill bill = algebra_consensus(scene, rounds, graph->count);
    struct scene_cost cost;
    scene_consensus(scene, rounds, graph->neighbours, graph->degree, &cost);
    relation_close("energy of consensus", cost.energy_j, algebra_energy_j(scene, &bill), EXACT);
    if (scene->spread_ratio == 0)
        relation_close("time of consensus", cost.time_s, bill.time_s, EXACT);
    return cost.energy_j;
}

/* Below, at and above the side link where both cost the same. */
static void crosses(const struct scene *base, uint64_t server_rounds, uint64_t rounds,
                    const struct graph *graph)
{
    struct scene scene = *base;
    struct bill federated = algebra_federated(&scene, server_rounds);
    struct bill consensus = algebra_consensus(&scene, rounds, graph->count);
    double gap_j = algebra_energy_j(&scene, &federated) - consensus.hosts_j;
    double server_j = with_server(&scene, server_rounds);
    if (gap_j <= 0) { /* however good the side link */
        scene.side_bit_per_j = 1e15;
        double peers_j = without(&scene, rounds, graph);
        relation_check(server_j < peers_j, "no side link makes up for the rounds", server_j,
                       peers_j);
        relation_say("pue %g, %s, %.2f x the rounds: the server always", scene.pue,
                     graph->neighbours, (double)rounds / (double)server_rounds);
        return;
    }
    double at = consensus.side_bit / gap_j;
    relation_say("pue %g, %s, %.2f x the rounds: peers above %.4g kbit/J", scene.pue,
                 graph->neighbours, (double)rounds / (double)server_rounds, at / 1e3);
    scene.side_bit_per_j = 0.99 * at;
    double worse_j = without(&scene, rounds, graph);
    relation_check(server_j < worse_j, "the server wins below", server_j, worse_j);
    scene.side_bit_per_j = 1.01 * at;
    double better_j = without(&scene, rounds, graph);
    relation_check(better_j < server_j, "consensus wins above", better_j, server_j);
    scene.side_bit_per_j = at;
    relation_close("equal at the crossover", without(&scene, rounds, graph), server_j, CROSSOVER);
}

static void relation_serverless_side_link_crossover(void)
{
    static const double pues[] = {1, 1.67};
    static const uint64_t rounds[] = {10, 15, 200};
    for (size_t p = 0; p < sizeof pues / sizeof *pues; p++)
        for (size_t g = 0; g < GRAPHS; g++)
            for (size_t r = 0; r < sizeof rounds / sizeof *rounds; r++) {
                struct scene scene = workshop;
                scene.pue = pues[p];
                crosses(&scene, 10, rounds[r], &graphs[g]);
            }
}

/* Base power of the devices in the algebra: equal ones, of which no one waits. */
static void relation_serverless_crossover_with_base_power(void)
{
    struct scene scene = workshop;
    scene.spread_ratio = 0;
    scene.device_attribution_ratio = 1;
    scene.centre_attribution_ratio = 0.5;
    for (size_t g = 0; g < GRAPHS; g++)
        crosses(&scene, 10, 15, &graphs[g]);
}

/* The side link is chosen so that 30 rounds of consensus weigh 20 with a server. */
static void relation_serverless_ratio_of_rounds(void)
{
    struct scene scene = workshop;
    const struct graph *ring = &graphs[0];
    struct bill f = algebra_federated(&scene, 1), c = algebra_consensus(&scene, 1, ring->count);
    double round_j = algebra_energy_j(&scene, &f);
    scene.side_bit_per_j = c.side_bit / (round_j / 1.5 - c.hosts_j);
    double ratio = round_j / algebra_energy_j(&scene, &c);
    double server_j = with_server(&scene, 20);
    double peers_j[] = {without(&scene, 29, ring), without(&scene, 30, ring),
                        without(&scene, 31, ring)};
    relation_say("side link of %.4g kbit/J: peers below %.6g x the rounds",
                 scene.side_bit_per_j / 1e3, ratio);
    relation_close("ratio of rounds", ratio, 1.5, EXACT);
    relation_check(peers_j[0] < server_j, "consensus wins with 1.45 x the rounds", peers_j[0],
                   server_j);
    relation_close("equal with 1.5 x the rounds", peers_j[1], server_j, CROSSOVER);
    relation_check(peers_j[2] > server_j, "the server wins with 1.55 x the rounds", peers_j[2],
                   server_j);
}

/* Messages of peers by the network: up and down to each neighbour, against the server's base. */
static void relation_serverless_without_side_links(void)
{
    const uint64_t rounds = 10;
    for (size_t g = 0; g < GRAPHS; g++) {
        struct scene scene = workshop;
        scene.side_bit_per_j = 0;
        scene.aggregation_flop = 0;
        double update = (double)scene.devices * 8 * scene.update_byte;
        double model = (double)scene.devices * 8 * scene.model_byte;
        double up = scene.uplink_bit_per_j, down = scene.downlink_bit_per_j / scene.pue;
        double more_j =
            (double)graphs[g].count * update * (1 / up + 1 / down) - (update / up + model / down);
        double peers_j = without(&scene, rounds, &graphs[g]);
        scene.centre_attribution_ratio = 0; /* a server for nothing */
        double free_j = with_server(&scene, rounds);
        relation_close("bits of peers cost R y more", peers_j - free_j, (double)rounds * more_j,
                       EXACT);
        struct bill bill = algebra_federated(&scene, rounds);
        double at_w = more_j / (scene.pue * bill.time_s / (double)rounds);
        relation_say("%s: peers by the network only where the server draws more than %.4g W",
                     graphs[g].neighbours, at_w);
        scene.centre_attribution_ratio = 1;
        scene.centre_busy_w = 2 * at_w;
        scene.centre_idle_w = 0.99 * at_w;
        double less_j = with_server(&scene, rounds);
        relation_check(less_j < peers_j, "a frugal server wins", less_j, peers_j);
        scene.centre_idle_w = 1.01 * at_w;
        double spent_j = with_server(&scene, rounds);
        relation_check(spent_j > peers_j, "a wasteful server loses", spent_j, peers_j);
        scene.centre_idle_w = at_w;
        relation_close("equal at the crossover", with_server(&scene, rounds), peers_j, CROSSOVER);
    }
}

static const struct relation relations[] = {
    {RELATION(serverless_side_link_crossover)},
    {RELATION(serverless_crossover_with_base_power)},
    {RELATION(serverless_ratio_of_rounds)},
    {RELATION(serverless_without_side_links)},
};
RELATION_TOPIC(relation_serverless, relations);
