/* Scenarios whose seconds, joules and grams are derived by hand. A case is data: named inputs,
 * three files written from them, and what must come out as expressions of the same inputs. It is
 * run as it is, and once more for each input with that input alone changed: the result must follow
 * the expectation, and the expectation must move, so that no input is dead. */
#ifndef WF_TESTS_ANALYTIC_HARNESS_H
#define WF_TESTS_ANALYTIC_HARNESS_H

#include <stdbool.h>
#include <stddef.h>

struct wf_summary;

struct analytic_input {
    const char *name;
    double value, perturbed;
};

/** What a case expects: names of output.c with their values. */
enum { ANALYTIC_OUTPUTS_MAX = 48 };
struct analytic_outputs {
    struct {
        const char *name;
        double value;
    } items[ANALYTIC_OUTPUTS_MAX];
    size_t count;
};

struct analytic_case {
    const char *name;
    const struct analytic_input *inputs;
    size_t input_count;
    /** Texts of the files; "{speed}" stands for the input of that name, printed with %.17g. */
    const char *platform, *deployment, *workload;
    /** @param inputs  the case's struct of doubles, in the order of its inputs */
    void (*expect)(const void *inputs, struct analytic_outputs *outputs);
    bool whole_platform;
    const char *series; /**< of series.csv beside the platform; NULL: there is none */
    const char *sets;   /**< KEY=VALUE, with ';' between, filled as the files are; NULL: none */
    unsigned network;   /**< enum wf_network_view */
};

/** Add an expected output; @p name is borrowed. */
void analytic_output(struct analytic_outputs *outputs, const char *name, double value);

/** Value of an output by its name: a number of the summary ("time_s", "carbon_g"), or
 *  "phase.PHASE", "kind.KIND", "host.HOST" (site energy), "host.HOST/PHASE", "wall.HOST" (before
 *  PUE), "duty.HOST" (s), "link.LINK", "carbon.PHASE" (g), "carbon_host.HOST" (g),
 *  "plugin_link.LINK", "time.HOST/PHASE" (s), "round.N.start_s", "round.N.end_s",
 *  "round.N.energy_j", "round.N.cohort", "round.N.updates",
 *  "round.N.progress" (N from 1).
 *  @return NaN where there is no such output. */
double analytic_value(const struct wf_summary *summary, const char *name);

/* ---- one topic file each ---- */

struct analytic_topic {
    const struct analytic_case *cases;
    size_t count;
};
extern const struct analytic_topic analytic_federated, analytic_fleet, analytic_centralised,
    analytic_power, analytic_speed, analytic_network, analytic_account, analytic_carbon,
    analytic_presence, analytic_asynchronous, analytic_devices, analytic_hierarchical,
    analytic_serverless, analytic_continual, analytic_start_up, analytic_local_steps, analytic_wall,
    analytic_networks, analytic_overhead, analytic_keys, analytic_sharing, analytic_drawn,
    analytic_lost_time, analytic_split_learning, analytic_adapters, analytic_input,
    analytic_exchange, analytic_all_reduce, analytic_by_batch, analytic_protection;

#define ANALYTIC_TOPIC(name, list)                                                                 \
    const struct analytic_topic name = {list, sizeof(list) / sizeof *(list)}

/* ---- writing a case ----
 * #define LIST(INPUT) INPUT(speed, 1e9, 1.3e9) INPUT(samples, 40, 55)
 * ANALYTIC_INPUTS(lone, LIST);      struct lone_inputs and the table lone_table */
#define ANALYTIC_FIELD(name, value, perturbed) double name;
#define ANALYTIC_ROW(name, value, perturbed)   {#name, value, perturbed},
#define ANALYTIC_INPUTS(name, LIST)                                                                \
    struct name##_inputs {                                                                         \
        LIST(ANALYTIC_FIELD)                                                                       \
    };                                                                                             \
    static const struct analytic_input name##_table[] = {LIST(ANALYTIC_ROW)};                      \
    _Static_assert(sizeof(struct name##_inputs) ==                                                 \
                       sizeof name##_table / sizeof *name##_table * sizeof(double),                \
                   "a struct of doubles")
/** Row of a topic's table: inputs @p owner_table, expectation @p case_name_expect. */
#define ANALYTIC_CASE_OF(case_name, owner, platform_text, deployment_text, workload_text)          \
    .name = #case_name, .inputs = owner##_table,                                                   \
    .input_count = sizeof owner##_table / sizeof *owner##_table, .platform = platform_text,        \
    .deployment = deployment_text, .workload = workload_text, .expect = case_name##_expect
#define ANALYTIC_CASE(case_name, platform_text, deployment_text, workload_text)                    \
    ANALYTIC_CASE_OF(case_name, case_name, platform_text, deployment_text, workload_text)

#define XML "<?xml version='1.0'?>\n"
#define PLATFORM(body)                                                                             \
    XML "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"                         \
        "<platform version='4.1'>\n" body "</platform>\n"
#define DEPLOYMENT              PLATFORM
#define ZONE(id, body)          "<zone id='" id "' routing='Full'>\n" body "</zone>\n"
#define PROP(id, value)         "<prop id='" id "' value='" value "'/>\n"
#define WATTS(triples)          PROP("wattage_per_state", triples)
#define KIND(kind)              PROP("kind", kind)
#define HOST(id, speeds, props) "<host id='" id "' speed='" speeds "'>\n" props "</host>\n"
#define CORES(id, speeds, cores, props)                                                            \
    "<host id='" id "' speed='" speeds "' core='" cores "'>\n" props "</host>\n"
#define LINK(id, bandwidth, latency, props)                                                        \
    "<link id='" id "' bandwidth='" bandwidth "' latency='" latency "'>\n" props "</link>\n"
#define RANGE(watts) PROP("wattage_range", watts)
/** Both ways over one link. */
#define ROUTE(from, to, link)                                                                      \
    "<route src='" from "' dst='" to "'><link_ctn id='" link "'/></route>\n"
#define ONE_WAY(from, to, link)                                                                    \
    "<route src='" from "' dst='" to "' symmetrical='NO'><link_ctn id='" link "'/></route>\n"
#define ACTOR(host, function, props)                                                               \
    "<actor host='" host "' function='" function "'>\n" props "</actor>\n"
#define SERVER(props)   ACTOR("server", "server", PROP("workload", "workload.xml") props)
#define WORKLOAD(props) XML "<workload version='1' id='model'>\n" props "</workload>\n"

#endif
