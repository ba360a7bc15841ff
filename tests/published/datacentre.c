/* A datacentre against federated learning, after Savazzi et al. 2022 (arXiv 2206.10380). With F and
 * D the joules at the hosts (algebra.h), b_u and b_d bits up and down of R rounds of n learners:
 *
 *     E_federated  = F + R n b_u / uplink + gamma R n b_d / downlink
 *     E_datacentre = D + data bits / uplink
 *
 * Keep the ratio rho = uplink / downlink of the two efficiencies and let both grow. Then with
 *
 *     A = F - D                                          computing that federated learning adds, J
 *     B = data bits - R n b_u - gamma rho R n b_d        uplink-equivalent bits that it saves
 *
 *     E_federated - E_datacentre = A - B / uplink
 *
 * so that federated learning wins exactly where A < B / uplink:
 *
 *     A < 0, B > 0   always          A > 0, B > 0   below uplink* = B / A
 *     A > 0, B < 0   never           A < 0, B < 0   above uplink* = B / A
 *
 * PUE is in D, in the server's share of F, and in the downlink that the centre feeds. Base powers,
 * where they are billed, are in F and D: they depend on times, and these not on the efficiency. */
#include "algebra.h"
#include "published.h"
#include <stdio.h>
#include <string.h>

enum { ROUNDS = 20, EPOCHS = 20 };

/* Assumed: small computers, a centre that is frugal or hungry, images or short records. */
static const struct scene place = {.devices = 6,
                                   .samples = 200,
                                   .sample_byte = 2e6,
                                   .model_byte = 5e6,
                                   .update_byte = 4e6,
                                   .training_flop = 3e7,
                                   .aggregation_flop = 2,
                                   .local_epochs = 2,
                                   .device_flop_per_s = 1e9,
                                   .spread_ratio = 0.5,
                                   .device_idle_w = 1.5,
                                   .device_busy_w = 6,
                                   .device_attribution_ratio = 0,
                                   .centre_flop_per_s = 1e11,
                                   .centre_idle_w = 60,
                                   .centre_busy_w = 400,
                                   .centre_attribution_ratio = 0,
                                   .pue = 1.67,
                                   .bandwidth_byte_per_s = 2.5e6};
static const double RHO = 0.4;         /* uplink / downlink efficiency */
static const double RECORD_BYTE = 1e5; /* of a sample, for images */
static const double HUNGRY_FLOP_PER_S = 1e10;

static double a_of(const struct scene *scene)
{
    return algebra_federated(scene, ROUNDS).hosts_j - algebra_centralised(scene, EPOCHS).hosts_j;
}

static double b_of(const struct scene *scene)
{
    struct bill federated = algebra_federated(scene, ROUNDS);
    return algebra_centralised(scene, EPOCHS).uplink_bit - federated.uplink_bit -
           scene->pue * RHO * federated.downlink_bit;
}

struct pair {
    double federated_j, datacentre_j;
};

/* Both simulated at an efficiency, each against its algebra, and the difference against A - B / u.
 */
static struct pair at(const struct scene *base, double uplink_bit_per_j)
{
    struct scene scene = *base;
    struct scene_cost federated, datacentre;
    scene.uplink_bit_per_j = uplink_bit_per_j;
    scene.downlink_bit_per_j = uplink_bit_per_j / RHO;
    struct bill f = algebra_federated(&scene, ROUNDS), d = algebra_centralised(&scene, EPOCHS);
    scene_federated(&scene, ROUNDS, scene.devices, &federated);
    scene_centralised(&scene, EPOCHS, &datacentre);
    relation_close("energy of federated learning", federated.energy_j, algebra_energy_j(&scene, &f),
                   EXACT);
    relation_close("energy of the datacentre", datacentre.energy_j, algebra_energy_j(&scene, &d),
                   EXACT);
    relation_close("time of federated learning", federated.time_s, f.time_s, EXACT);
    relation_close("time of the datacentre", datacentre.time_s, d.time_s, EXACT);
    relation_close("E_federated = E_datacentre + A - B / uplink", federated.energy_j,
                   datacentre.energy_j + a_of(&scene) - b_of(&scene) / uplink_bit_per_j, EXACT);
    return (struct pair){federated.energy_j, datacentre.energy_j};
}

static void say_signs(const struct scene *scene, const char *rule, double kbit_per_j)
{
    char threshold[40] = "";
    if (kbit_per_j > 0)
        snprintf(threshold, sizeof threshold, " %.5g kbit/J", kbit_per_j);
    relation_say("pue %g: A = %.4g kJ, B = %.4g Gbit, federated wins %s%s", scene->pue,
                 a_of(scene) / 1e3, b_of(scene) / 1e9, rule, threshold);
}

/* Whatever the efficiency. */
static void same_winner(const struct scene *scene, bool federated_wins)
{
    static const double uplinks[] = {1e3, 1e5, 1e7, 1e9};
    double a = a_of(scene), b = b_of(scene);
    relation_check(federated_wins ? a < 0 && b > 0 : a > 0 && b < 0, "signs of A, B", a, b);
    say_signs(scene, federated_wins ? "always" : "never", 0);
    for (size_t i = 0; i < sizeof uplinks / sizeof *uplinks; i++) {
        struct pair pair = at(scene, uplinks[i]);
        relation_check((pair.federated_j < pair.datacentre_j) == federated_wins,
                       federated_wins ? "federated always wins" : "federated never wins",
                       pair.federated_j, pair.datacentre_j);
    }
}

/* Below the threshold where A and B are positive, above it where they are negative. */
static void turns_at(const struct scene *scene, bool positive)
{
    double a = a_of(scene), b = b_of(scene), uplink = b / a;
    relation_check(positive ? a > 0 && b > 0 : a < 0 && b < 0, "signs of A, B", a, b);
    say_signs(scene, positive ? "below" : "above", uplink / 1e3);
    struct pair below = at(scene, 0.99 * uplink), equal = at(scene, uplink),
                above = at(scene, 1.01 * uplink);
    relation_check((below.federated_j < below.datacentre_j) == positive, "below the threshold",
                   below.federated_j, below.datacentre_j);
    relation_check((above.federated_j < above.datacentre_j) != positive, "above the threshold",
                   above.federated_j, above.datacentre_j);
    relation_close("equal at the threshold", equal.federated_j, equal.datacentre_j, CROSSOVER);
}

static const double pues[] = {1, 1.67};
enum { PUES = sizeof pues / sizeof *pues };

static void relation_datacentre_federated_always(void)
{
    for (size_t i = 0; i < PUES; i++) {
        struct scene scene = place;
        scene.pue = pues[i];
        scene.centre_flop_per_s = HUNGRY_FLOP_PER_S;
        same_winner(&scene, true);
    }
}

static void relation_datacentre_federated_never(void)
{
    for (size_t i = 0; i < PUES; i++) {
        struct scene scene = place;
        scene.pue = pues[i];
        scene.sample_byte = RECORD_BYTE;
        same_winner(&scene, false);
    }
}

static void relation_datacentre_federated_below(void)
{
    for (size_t i = 0; i < PUES; i++) {
        struct scene scene = place;
        scene.pue = pues[i];
        turns_at(&scene, true);
    }
}

static void relation_datacentre_federated_above(void)
{
    for (size_t i = 0; i < PUES; i++) {
        struct scene scene = place;
        scene.pue = pues[i];
        scene.sample_byte = RECORD_BYTE;
        scene.centre_flop_per_s = HUNGRY_FLOP_PER_S;
        turns_at(&scene, false);
    }
}

/* Devices and centre are paid for while they wait: the server for its rounds, the datacentre for
 * the upload of the data. */
static void relation_datacentre_with_base_power(void)
{
    struct scene scene = place;
    scene.device_attribution_ratio = 1;
    scene.centre_attribution_ratio = 0.8;
    turns_at(&scene, true);
    scene.sample_byte = RECORD_BYTE;
    same_winner(&scene, false);
    scene.centre_flop_per_s = HUNGRY_FLOP_PER_S / 4;
    turns_at(&scene, false);
    scene.sample_byte = place.sample_byte;
    same_winner(&scene, true);
}

static const struct relation relations[] = {
    {RELATION(datacentre_federated_always)}, {RELATION(datacentre_federated_never)},
    {RELATION(datacentre_federated_below)},  {RELATION(datacentre_federated_above)},
    {RELATION(datacentre_with_base_power)},
};
RELATION_TOPIC(relation_datacentre, relations);
