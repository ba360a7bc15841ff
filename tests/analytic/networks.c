#include "harness.h"

#include <math.h>

/* Joules of classes of networks. Hosts draw nothing (watts 0:0). One round of 'learner' with
 * 'server' over three links in a row: radio, of class 4g with watts of its own (the device's side),
 * hop, and line, of class fixed. The model goes down the row, the update up it:
 *   d = 3 latencies + model / bandwidth     u = 3 latencies + update / bandwidth
 *   c = samples x training_flop / 1e9
 * A transfer pays each link its bytes x access + active watts x its time, and the first link that
 * leads to a wide area its bytes x core: line on the way down, radio on the way up. PUE multiplies
 * the radio's own watts only. */
#define SILENT(id)   HOST(id, "1Gf", WATTS("0:0"))
#define CLASS(class) PROP("network_class", class)
#define MODEL(INPUT)                                                                               \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(model, 1e6, 1.2e6)                                                                       \
    INPUT(update, 4e5, 5e5)                                                                        \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)
#define ROW(INPUT)                                                                                 \
    MODEL(INPUT)                                                                                   \
    INPUT(radio_watts, 2, 2.9)                                                                     \
    INPUT(pue, 1.3, 1.5)                                                                           \
    INPUT(intensity, 50, 80)                                                                       \
    INPUT(radio_active, 1.1, 1.3)                                                                  \
    INPUT(radio_access, 1e-5, 1.2e-5)                                                              \
    INPUT(radio_core, 3e-6, 4e-6)                                                                  \
    INPUT(hop_active, 0.2, 0.3)                                                                    \
    INPUT(hop_access, 2e-6, 2.5e-6)                                                                \
    INPUT(line_active, 0.4, 0.5)                                                                   \
    INPUT(line_access, 5e-6, 6e-6)                                                                 \
    INPUT(line_core, 7e-6, 8e-6)
#define ROW_PLATFORM(hop)                                                                          \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        PROP("pue", "{pue}") PROP("carbon_intensity", "{intensity} g/kWh") SILENT("server")        \
            SILENT("learner") LINK("radio", "{bandwidth}Bps", "{latency}s",                        \
                                   CLASS("4g") RANGE("0:{radio_watts}"))                           \
                LINK("hop", "1GBps", "{latency}s", CLASS(hop)) LINK(                               \
                    "line", "1GBps", "{latency}s",                                                 \
                    CLASS("fixed")) "<route src='learner' dst='server'><link_ctn id='radio'/>"     \
                                    "<link_ctn id='hop'/><link_ctn id='line'/></route>\n"))
#define ROUND                                                                                      \
    DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0"))                           \
                   ACTOR("learner", "learner", ""))
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "1e5") PROP("model-size", "{model} B")                             \
                 PROP("update-size", "{update} B") PROP("training-flop", "{training_flop} flop")   \
                     PROP("samples", "{samples}"))
#define FIGURES(class, view, link)                                                                 \
    "network." class "." view ".active={" link "_active}W;"                                        \
                     "network." class "." view ".access={" link "_access}J/B;"
#define CORE_OF(class, view, link) "network." class "." view ".core={" link "_core}J/B;"
#define ROW_SETS(hop, view)                                                                        \
    FIGURES("4g", view, "radio")                                                                   \
    CORE_OF("4g", view, "radio")                                                                   \
    FIGURES(hop, view, "hop") FIGURES("fixed", view, "line") CORE_OF("fixed", view, "line")

struct row_inputs {
    ROW(ANALYTIC_FIELD)
};

/* @param core  1: the core is paid where it is due; 0: nowhere. @param counted  0: --network none
 */
static void row_expect(const struct row_inputs *in, double core, double counted,
                       const char *network, struct analytic_outputs *out)
{
    double down = 3 * in->latency + in->model / in->bandwidth;
    double up = 3 * in->latency + in->update / in->bandwidth;
    double c = in->samples * in->training_flop / 1e9;
    double byte = in->model + in->update, s = down + up;
    double own = in->radio_watts * byte / in->bandwidth;
    double radio =
        in->radio_access * byte + in->radio_active * s + core * in->radio_core * in->update;
    double hop = in->hop_access * byte + in->hop_active * s;
    double line = in->line_access * byte + in->line_active * s + core * in->line_core * in->model;
    double class = radio + hop + line, energy = in->pue * own + counted * class;
    analytic_output(out, "time_s", down + c + up);
    analytic_output(out, network, class);
    analytic_output(out, "link_energy_j", own + counted * class);
    analytic_output(out, "ledger_link_energy_j", own);
    analytic_output(out, "link.radio", in->pue * own + counted * radio);
    analytic_output(out, "link.hop", counted * hop);
    analytic_output(out, "link.line", counted * line);
    analytic_output(out, "kind.network", energy);
    analytic_output(out, "energy_j", energy);
    analytic_output(out, "carbon_g", energy * in->intensity / 3.6e6);
    analytic_output(out, "phase.wait", 0);
    analytic_output(out, "phase.upload",
                    in->pue * in->radio_watts * in->update / in->bandwidth +
                        counted *
                            ((in->radio_access + in->hop_access + in->line_access) * in->update +
                             (in->radio_active + in->hop_active + in->line_active) * up +
                             core * in->radio_core * in->update));
    analytic_output(out, "unknown_byte", 0);
}

ANALYTIC_INPUTS(three_links_pay_one_core, ROW);
static void three_links_pay_one_core_expect(const void *inputs, struct analytic_outputs *out)
{
    row_expect(inputs, 1, 1, "marginal_j", out);
}

static void three_links_as_an_allocation_expect(const void *inputs, struct analytic_outputs *out)
{
    row_expect(inputs, 1, 1, "allocation_j", out);
}

static void networks_that_do_not_count_expect(const void *inputs, struct analytic_outputs *out)
{
    row_expect(inputs, 1, 0, "marginal_j", out);
}

/* The hop is of class core: it is the core, nobody pays another. What the cores of the others cost
 * is no input. */
#define CORED(INPUT)                                                                               \
    MODEL(INPUT)                                                                                   \
    INPUT(radio_watts, 2, 2.9)                                                                     \
    INPUT(pue, 1.3, 1.5)                                                                           \
    INPUT(intensity, 50, 80)                                                                       \
    INPUT(radio_active, 1.1, 1.3)                                                                  \
    INPUT(radio_access, 1e-5, 1.2e-5)                                                              \
    INPUT(hop_active, 0.2, 0.3)                                                                    \
    INPUT(hop_access, 2e-6, 2.5e-6)                                                                \
    INPUT(line_active, 0.4, 0.5)                                                                   \
    INPUT(line_access, 5e-6, 6e-6)
ANALYTIC_INPUTS(a_link_of_the_core_is_the_core, CORED);
static void a_link_of_the_core_is_the_core_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct a_link_of_the_core_is_the_core_inputs *in = inputs;
    const struct row_inputs row = {.bandwidth = in->bandwidth,
                                   .latency = in->latency,
                                   .model = in->model,
                                   .update = in->update,
                                   .training_flop = in->training_flop,
                                   .samples = in->samples,
                                   .radio_watts = in->radio_watts,
                                   .pue = in->pue,
                                   .intensity = in->intensity,
                                   .radio_active = in->radio_active,
                                   .radio_access = in->radio_access,
                                   .hop_active = in->hop_active,
                                   .hop_access = in->hop_access,
                                   .line_active = in->line_active,
                                   .line_access = in->line_access};
    row_expect(&row, 0, 1, "marginal_j", out);
}

/* A class under a grid that changes at a date within the upload. Rates are even over a transfer:
 * joules of a transfer meet the mean intensity over it. One link of class 4g; PUE has no effect. */
#define GRID(INPUT)                                                                                \
    MODEL(INPUT)                                                                                   \
    INPUT(change, 2.2, 2.1)                                                                        \
    INPUT(early, 100, 130)                                                                         \
    INPUT(late, 400, 350)                                                                          \
    INPUT(active, 1.1, 1.3)                                                                        \
    INPUT(access, 1e-5, 1.2e-5)                                                                    \
    INPUT(core, 3e-6, 4e-6)

/* Integral of the intensity over from .. to. */
static double over(double change, double early, double late, double from, double to)
{
    double before = fmax(0, fmin(to, change) - from), after = fmax(0, to - fmax(from, change));
    return early * before + late * after;
}

ANALYTIC_INPUTS(a_class_meets_the_intensity_of_its_time, GRID);
static void a_class_meets_the_intensity_of_its_time_expect(const void *inputs,
                                                           struct analytic_outputs *out)
{
    const struct a_class_meets_the_intensity_of_its_time_inputs *in = inputs;
    double down = in->latency + in->model / in->bandwidth;
    double up = in->latency + in->update / in->bandwidth;
    double trained = down + in->samples * in->training_flop / 1e9;
    double per_byte = in->access + in->core; /* one link: it pays the core both ways */
    double down_j = per_byte * in->model + in->active * down;
    double up_j = per_byte * in->update + in->active * up;
    double down_g = down_j / 3.6e6 / down * over(in->change, in->early, in->late, 0, down);
    double up_g = up_j / 3.6e6 / up * over(in->change, in->early, in->late, trained, trained + up);
    analytic_output(out, "energy_j", down_j + up_j);
    analytic_output(out, "carbon_g", down_g + up_g);
    analytic_output(out, "carbon.upload", up_g);
    analytic_output(out, "round.1.energy_j", down_j + up_j);
}

/* The same, begun at the greenest of four edges: waiting and computing count nothing. The grid is
 * high but for second 3, and in between from second 5 on. */
#define WINDOW(INPUT)                                                                              \
    MODEL(INPUT)                                                                                   \
    INPUT(low, 100, 120)                                                                           \
    INPUT(high, 900, 780)                                                                          \
    INPUT(between, 500, 510)                                                                       \
    INPUT(active, 1.1, 1.3)                                                                        \
    INPUT(access, 1e-5, 1.2e-5)                                                                    \
    INPUT(core, 3e-6, 4e-6)
ANALYTIC_INPUTS(the_greenest_start_counts_classes, WINDOW);

static double over_window(const struct the_greenest_start_counts_classes_inputs *in, double from,
                          double to)
{
    double sum = 0;
    for (int second = 0; second < 12; second++) {
        double value = second == 3 ? in->low : second < 5 ? in->high : in->between;
        sum += value * fmax(0, fmin(to, second + 1.0) - fmax(from, second));
    }
    return sum;
}

static void the_greenest_start_counts_classes_expect(const void *inputs,
                                                     struct analytic_outputs *out)
{
    const struct the_greenest_start_counts_classes_inputs *in = inputs;
    double down = in->latency + in->model / in->bandwidth;
    double up = in->latency + in->update / in->bandwidth;
    double trained = down + in->samples * in->training_flop / 1e9;
    double per_byte = in->access + in->core, least = INFINITY, best = 0;
    for (double start = 0; start <= 3; start++) {
        double g = (per_byte * in->model + in->active * down) / down *
                       over_window(in, start, start + down) +
                   (per_byte * in->update + in->active * up) / up *
                       over_window(in, start + trained, start + trained + up);
        best = g < least ? start : best;
        least = fmin(least, g);
    }
    analytic_output(out, "carbon_g", least / 3.6e6);
    analytic_output(out, "start_delay_s", best);
}

/* A link with neither class nor watts beside one that has a class: its bytes are listed. */
#define DARK(INPUT)                                                                                \
    MODEL(INPUT)                                                                                   \
    INPUT(access, 1e-5, 1.2e-5)
ANALYTIC_INPUTS(bytes_of_unknown_energy_are_listed, DARK);
static void bytes_of_unknown_energy_are_listed_expect(const void *inputs,
                                                      struct analytic_outputs *out)
{
    const struct bytes_of_unknown_energy_are_listed_inputs *in = inputs;
    double byte = in->model + in->update, c = in->samples * in->training_flop / 1e9;
    analytic_output(out, "time_s", 2 * in->latency + byte / in->bandwidth + c);
    analytic_output(out, "energy_j", in->access * byte);
    analytic_output(out, "unknown_byte", byte);
}

/* A turn that is cut off while it computes (at 2 s of its 0.02 + 1 + 2 s and more) has wasted its
 * download: bytes, time and core. The other learner's link draws nothing. */
#define LATE(INPUT)                                                                                \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(model, 1e6, 1.2e6)                                                                       \
    INPUT(deadline, 2.5, 2.6)                                                                      \
    INPUT(active, 1.1, 1.3)                                                                        \
    INPUT(access, 1e-5, 1.2e-5)                                                                    \
    INPUT(core, 3e-6, 4e-6)
ANALYTIC_INPUTS(a_cut_turn_wastes_joules_of_its_class, LATE);
static void a_cut_turn_wastes_joules_of_its_class_expect(const void *inputs,
                                                         struct analytic_outputs *out)
{
    const struct a_cut_turn_wastes_joules_of_its_class_inputs *in = inputs;
    double down = in->latency + in->model / in->bandwidth;
    double joules = (in->access + in->core) * in->model + in->active * down;
    analytic_output(out, "time_s", in->deadline);
    analytic_output(out, "wasted_energy_j", joules);
    analytic_output(out, "energy_j", joules);
}
#define LATE_PLATFORM                                                                              \
    PLATFORM(ZONE("world",                                                                         \
                  SILENT("server") SILENT("quick") SILENT("late")                                  \
                      LINK("free", "1GBps", "0s", RANGE("0:0"))                                    \
                          LINK("link", "{bandwidth}Bps", "{latency}s", CLASS("4g"))                \
                              ROUTE("server", "quick", "free") ROUTE("server", "late", "link")))
#define LATE_ROUND                                                                                 \
    DEPLOYMENT(                                                                                    \
        SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0") PROP("deadline", "{deadline}s"))  \
            ACTOR("quick", "learner", PROP("samples", "10"))                                       \
                ACTOR("late", "learner", PROP("samples", "100")))
#define LATE_WORK                                                                                  \
    WORKLOAD(PROP("parameters", "1e5") PROP("model-size", "{model} B")                             \
                 PROP("training-flop", "2e7 flop") PROP("samples", "110"))

#define ONE_PLATFORM(props, link_props, more, route)                                               \
    PLATFORM(ZONE("world", props SILENT("server") SILENT("learner")                                \
                               LINK("link", "{bandwidth}Bps", "{latency}s", link_props) more       \
                  "<route src='learner' dst='server'>" route "</route>\n"))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(three_links_pay_one_core, ROW_PLATFORM("lan"), ROUND, WORK),
     .sets = ROW_SETS("lan", "marginal")},
    {ANALYTIC_CASE_OF(three_links_as_an_allocation, three_links_pay_one_core, ROW_PLATFORM("wifi"),
                      ROUND, WORK),
     .sets = ROW_SETS("wifi", "allocation"), .network = 1},
    {ANALYTIC_CASE_OF(networks_that_do_not_count, three_links_pay_one_core,
                      ROW_PLATFORM("datacentre"), ROUND, WORK),
     .sets = ROW_SETS("datacentre", "marginal"), .network = 2},
    {ANALYTIC_CASE(a_link_of_the_core_is_the_core, ROW_PLATFORM("core"), ROUND, WORK),
     .sets = FIGURES("4g", "marginal", "radio") FIGURES("core", "marginal", "hop")
         FIGURES("fixed", "marginal", "line")},
    {ANALYTIC_CASE(a_class_meets_the_intensity_of_its_time,
                   ONE_PLATFORM(PROP("carbon_intensity", "series.csv") PROP("pue", "1.3"),
                                CLASS("5g"), "", "<link_ctn id='link'/>"),
                   ROUND, WORK),
     .series = "time,carbon_intensity\n0,{early}\n{change},{late}\n50,{late}\n",
     .sets = "network.5g.marginal.active={active}W;network.5g.marginal.access={access}J/B;"
             "network.5g.marginal.core={core}J/B"},
    {ANALYTIC_CASE(the_greenest_start_counts_classes,
                   ONE_PLATFORM(PROP("carbon_intensity", "series.csv"), CLASS("fixed"), "",
                                "<link_ctn id='link'/>"),
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0") PROP(
                       "start-date", "0") PROP("delay", "3 s")) ACTOR("learner", "learner", "")),
                   WORK),
     .series = "time,carbon_intensity\n0,{high}\n1,{high}\n2,{high}\n3,{low}\n4,{high}\n"
               "5,{between}\n6,{between}\n7,{between}\n8,{between}\n9,{between}\n",
     .sets = "network.fixed.*.active={active}W;network.fixed.*.access={access}J/B;"
             "network.fixed.*.core={core}J/B"},
    {ANALYTIC_CASE(a_cut_turn_wastes_joules_of_its_class, LATE_PLATFORM, LATE_ROUND, LATE_WORK),
     .sets = "network.4g.marginal.active={active}W;network.4g.marginal.access={access}J/B;"
             "network.4g.marginal.core={core}J/B"},
    {ANALYTIC_CASE(bytes_of_unknown_energy_are_listed,
                   ONE_PLATFORM("", CLASS("lan"), LINK("dark", "1GBps", "0s", ""),
                                "<link_ctn id='link'/><link_ctn id='dark'/>"),
                   ROUND, WORK),
     .sets = "network.lan.marginal.access={access}J/B"},
};
ANALYTIC_TOPIC(analytic_networks, cases);
