#include "algebra.h"
#include <assert.h>
#include <math.h>

static double work_flop(const struct scene *scene)
{
    return (double)scene->local_epochs * (double)scene->samples * scene->training_flop;
}

struct bill algebra_federated(const struct scene *scene, uint64_t rounds)
{
    double n = (double)scene->devices, r = (double)rounds;
    double down = scene->model_byte / scene->bandwidth_byte_per_s;
    double up = scene->update_byte / scene->bandwidth_byte_per_s;
    double aggregate = n * scene->aggregation_flop * SCENE_PARAMETERS / scene->centre_flop_per_s;
    double slowest = 0, compute = 0;
    for (uint64_t i = 0; i < scene->devices; i++) {
        double c = work_flop(scene) / scene_speed(scene, i);
        compute += c;
        slowest = fmax(slowest, c);
    }
    double round = down + slowest + up + aggregate;
    double duty = n * ((r - 1) * round + down + up) + compute; /* of all devices */
    double server = r * (scene->centre_busy_w - scene->centre_idle_w) * aggregate +
                    scene->centre_attribution_ratio * scene->centre_idle_w * r * round;
    return (struct bill){.time_s = r * round,
                         .hosts_j = r * (scene->device_busy_w - scene->device_idle_w) * compute +
                                    scene->device_attribution_ratio * scene->device_idle_w * duty +
                                    scene->pue * server,
                         .uplink_bit = r * n * 8 * scene->update_byte,
                         .downlink_bit = r * n * 8 * scene->model_byte};
}

struct bill algebra_consensus(const struct scene *scene, uint64_t rounds, uint64_t degree)
{
    double n = (double)scene->devices, r = (double)rounds, busy = 0;
    double flop = work_flop(scene) + (double)degree * scene->aggregation_flop * SCENE_PARAMETERS;
    double bits = r * n * (double)degree * 8 * scene->update_byte;
    assert(scene->spread_ratio == 0 || scene->device_attribution_ratio == 0);
    for (uint64_t i = 0; i < scene->devices; i++)
        busy += flop / scene_speed(scene, i);
    double round =
        flop / scene->device_flop_per_s + scene->update_byte / scene->bandwidth_byte_per_s;
    bool side = scene->side_bit_per_j > 0;
    return (struct bill){.time_s = scene->spread_ratio > 0 ? NAN : r * round,
                         .hosts_j =
                             r * (scene->device_busy_w - scene->device_idle_w) * busy +
                             scene->device_attribution_ratio * scene->device_idle_w * n * r * round,
                         .uplink_bit = side ? 0 : bits,
                         .downlink_bit = side ? 0 : bits,
                         .side_bit = side ? bits : 0};
}

struct bill algebra_centralised(const struct scene *scene, uint64_t epochs)
{
    double n = (double)scene->devices, samples = n * (double)scene->samples;
    double upload = (double)scene->samples * scene->sample_byte / scene->bandwidth_byte_per_s;
    double compute = (double)epochs * samples * scene->training_flop / scene->centre_flop_per_s;
    double centre = (scene->centre_busy_w - scene->centre_idle_w) * compute +
                    scene->centre_attribution_ratio * scene->centre_idle_w * (upload + compute);
    return (struct bill){.time_s = upload + compute,
                         .hosts_j =
                             scene->device_attribution_ratio * scene->device_idle_w * n * upload +
                             scene->pue * centre,
                         .uplink_bit = samples * 8 * scene->sample_byte};
}

double algebra_energy_j(const struct scene *scene, const struct bill *bill)
{
    double side = bill->side_bit > 0 ? bill->side_bit / scene->side_bit_per_j : 0;
    return bill->hosts_j + bill->uplink_bit / scene->uplink_bit_per_j +
           scene->pue * bill->downlink_bit / scene->downlink_bit_per_j + side;
}
