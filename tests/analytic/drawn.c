#include "harness.h"

/* A fleet of two phones, whose distributions are constants, and a server: by hand what a platform
 * of three hosts with two links a phone would give. One round of both phones, each alone on its
 * links: d = latency + model / down     u = latency + model / up     c = samples x flop / (speed x
 * factor) The server draws nothing and aggregates at once. A phone is idle in d and u; the class's
 * PUE is the hosts' alone. */
#define PHONES(INPUT)                                                                              \
    INPUT(up, 1e6, 1.7e6)                                                                          \
    INPUT(down, 3e6, 4e6)                                                                          \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(speed, 1e9, 1.4e9)                                                                       \
    INPUT(factor, 0.8, 1.3)                                                                        \
    INPUT(idle, 0.5, 0.7)                                                                          \
    INPUT(busy, 3, 4)                                                                              \
    INPUT(watts_factor, 0.9, 1.2)                                                                  \
    INPUT(airtime, 1.1, 1.9)                                                                       \
    INPUT(pue, 1.1, 1.3)                                                                           \
    INPUT(intensity, 50, 80)                                                                       \
    INPUT(parameters, 1e5, 1.2e5)                                                                  \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)
#define FLEET(body) XML "<fleet version='1'>\n" body "</fleet>\n"
#define FLEET_OF_TWO                                                                               \
    FLEET("<region id='here'>" PROP(                                                               \
        "carbon_intensity",                                                                        \
        "{intensity} g/kWh") "</region>\n"                                                         \
                             "<access id='radio' up='{up}Bps' down='{down}Bps' "                   \
                             "latency='{latency}s' "                                               \
                             "up_airtime_wattage='{airtime}W'/>\n"                                 \
                             "<class id='phone' count='2' speed='{speed}f' "                       \
                             "speed_factor='{factor}' "                                            \
                             "watts_factor='{watts_factor}'>" PROP("pue", "{pue}") WATTS(          \
                                 "{idle}:{idle}:{busy}") "</class>\n"                              \
                                                         "<node id='server' speed='1Gf'>" WATTS(   \
                                                             "0:0:0") "</node>\n")

ANALYTIC_INPUTS(a_fleet_of_two, PHONES);
static void a_fleet_of_two_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_fleet_of_two_inputs *in = inputs;
    double model = in->parameters * 4;
    double d = in->latency + model / in->down, u = in->latency + model / in->up;
    double c = in->samples * in->training_flop / (in->speed * in->factor);
    double host = in->pue * in->watts_factor * (in->idle * (d + u) + in->busy * c);
    double link = in->airtime * u;
    double site = 2 * (host + link);
    analytic_output(out, "time_s", d + c + u);
    analytic_output(out, "host.phone-0", host);
    analytic_output(out, "host.phone-1", host);
    analytic_output(out, "link.phone-0-up", link);
    analytic_output(out, "energy_j", site);
    analytic_output(out, "carbon_g", site / 3.6e6 * in->intensity);
}

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(a_fleet_of_two, FLEET_OF_TWO,
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0"))
                                  ACTOR("phone-*", "learner", PROP("samples", "{samples}"))),
                   WORKLOAD(PROP("parameters", "{parameters}") PROP(
                       "training-flop", "{training_flop} flop") PROP("samples", "{samples}")))},
};
ANALYTIC_TOPIC(analytic_drawn, cases);
