/* From the meter to the wall: a slope f = wall_factor / charger_efficiency and a constant k, W at
 * the wall that the meter does not see. One trainer waits w in its start-up and computes for c; T =
 * w + c. Metered: E = idle w + busy c Billed at the wall, with the share a of the base power f idle
 * + k: f (E - idle T) + a (f idle + k) T                      x PUE at the site Ledger and plugin
 * stay at the meter. */
#include "harness.h"

#include <math.h>

#define WALL_BASE(INPUT)                                                                           \
    INPUT(speed, 2e9, 2.6e9)                                                                       \
    INPUT(idle, 60, 70)                                                                            \
    INPUT(busy, 300, 330)                                                                          \
    INPUT(factor, 1.25, 1.5)                                                                       \
    INPUT(charger, 0.8, 0.9)                                                                       \
    INPUT(constant, 20, 25)                                                                        \
    INPUT(pue, 1.5, 1.75)                                                                          \
    INPUT(intensity, 300, 400)                                                                     \
    INPUT(start_up, 4, 5)                                                                          \
    INPUT(training_flop, 3e8, 4e8)                                                                 \
    INPUT(samples, 50, 66)
#define WALL(INPUT)                                                                                \
    WALL_BASE(INPUT)                                                                               \
    INPUT(attribution, 0.5, 0.25)
#define WALL_NODE(attribution, intensity)                                                          \
    PLATFORM(ZONE("world",                                                                         \
                  PROP("pue", "{pue}") PROP("carbon_intensity", intensity) PROP("wall_constant",   \
                                                                                "{constant} W")    \
                      HOST("node", "{speed}f",                                                     \
                           PROP("wall_factor", "{factor}") PROP("charger_efficiency", "{charger}") \
                               PROP("attribution", attribution) WATTS("{idle}:{busy}"))            \
                          HOST("other", "1Gf",                                                     \
                               PROP("wall_factor", "{factor}") PROP(                               \
                                   "charger_efficiency", "{charger}") WATTS("{idle}:{busy}"))))
#define WALL_DEPLOYMENT                                                                            \
    DEPLOYMENT(ACTOR("node", "trainer",                                                            \
                     PROP("workload", "workload.xml") PROP("epochs", "1")                          \
                         PROP("start-up", "{start_up}s")))
#define WALL_WORKLOAD                                                                              \
    WORKLOAD(PROP("parameters", "1e6") PROP("training-flop", "{training_flop} flop")               \
                 PROP("samples", "{samples}"))

struct wall {
    double w, c, f, compute_w, wait_w; /* billed watts at the wall */
};
struct base_inputs {
    WALL_BASE(ANALYTIC_FIELD)
};
/* @p inputs begin with the base's. */
static struct wall wall_of(const void *inputs, double share)
{
    const struct base_inputs *in = inputs;
    struct wall wall = {.w = in->start_up,
                        .c = in->samples * in->training_flop / in->speed,
                        .f = in->factor / in->charger};
    wall.wait_w = share * (wall.f * in->idle + in->constant);
    wall.compute_w = wall.f * (in->busy - in->idle) + wall.wait_w;
    return wall;
}

ANALYTIC_INPUTS(wall_constant, WALL);
static void wall_constant_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct wall_constant_inputs *in = inputs;
    struct wall wall = wall_of(in, in->attribution);
    double wall_j = wall.compute_w * wall.c + wall.wait_w * wall.w;
    analytic_output(out, "host_energy_j", wall_j);
    analytic_output(out, "wall.node", wall_j);
    analytic_output(out, "energy_j", in->pue * wall_j);
    analytic_output(out, "round.1.energy_j", in->pue * wall.compute_w * wall.c);
    analytic_output(out, "phase.compute", in->pue * wall.compute_w * wall.c);
    analytic_output(out, "phase.overhead", in->pue * wall.wait_w * wall.w);
    analytic_output(out, "carbon_g", in->pue * wall_j / 3.6e6 * in->intensity);
    analytic_output(out, "plugin_host_energy_j", in->idle * wall.w + in->busy * wall.c);
}

/* A grid that changes after 5 s, in the middle of the computation, of the whole platform: base
 * powers are billed in full, of the other host too, and the carbon of each phase follows the grid
 * of its own time. */
ANALYTIC_INPUTS(wall_constant_whole_platform, WALL_BASE);
static void wall_constant_whole_platform_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct wall_constant_whole_platform_inputs *in = inputs;
    struct wall wall = wall_of(inputs, 1);
    double end = wall.w + wall.c, turn = 5, high = 600, low = in->intensity;
    double compute_g = wall.compute_w * (low * (turn - wall.w) + high * (end - turn));
    double other_g = wall.wait_w * (low * turn + high * (end - turn));
    double unit = in->pue / 3.6e6;
    analytic_output(out, "wall.other", wall.wait_w * end);
    analytic_output(out, "energy_j",
                    in->pue * (wall.compute_w * wall.c + wall.wait_w * (wall.w + end)));
    analytic_output(out, "carbon.compute", unit * compute_g);
    analytic_output(out, "carbon.overhead", unit * wall.wait_w * low * wall.w);
    analytic_output(out, "carbon.wait", unit * other_g);
    analytic_output(out, "carbon_g", unit * (compute_g + wall.wait_w * low * wall.w + other_g));
}

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(wall_constant, WALL_NODE("{attribution}", "{intensity} g/kWh"), WALL_DEPLOYMENT,
                   WALL_WORKLOAD)},
    {ANALYTIC_CASE(wall_constant_whole_platform, WALL_NODE("0.1", "series.csv"), WALL_DEPLOYMENT,
                   WALL_WORKLOAD),
     .whole_platform = true,
     .series = "time,carbon_intensity\n0,{intensity}\n5,600\n10,600\n15,600\n20,600\n25,600\n"},
};
ANALYTIC_TOPIC(analytic_wall, cases);
