#include "pair.h"

#include <assert.h>
#include <math.h>

/* What links cost. Hosts draw nothing here (watts 0:0): one round of 'learner' at 1 Gf with
 * 'server'. t = latency + parameters x 4 B / bandwidth, c = samples x training_flop / 1e9
 * aggregation-flop is 0: nothing happens after the last upload. */
#define SILENT(id, props) HOST(id, "1Gf", WATTS("0:0") props)
#define BASE(INPUT)                                                                                \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(model, 1e6, 1.2e6)                                                                       \
    INPUT(update, 4e5, 5e5)                                                                        \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "1e5") PROP("model-size", "{model} B")                             \
                 PROP("update-size", "{update} B") PROP("training-flop", "{training_flop} flop")   \
                     PROP("samples", "{samples}"))
#define ROUND(server, learner)                                                                     \
    DEPLOYMENT(ACTOR(server, "server",                                                             \
                     PROP("workload", "workload.xml") PROP("rounds", "1")                          \
                         PROP("aggregation-flop", "0")) ACTOR(learner, "learner", ""))

/* Declared SPLITDUPLEX: two halves, each with the declared watts, each on duty for its own
 * transfer. SimGrid's plugin counts nothing for them. */
ANALYTIC_INPUTS(splitduplex_link, BASE);
static void splitduplex_link_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct splitduplex_link_inputs *in = inputs;
    double down = in->latency + in->model / in->bandwidth;
    double up = in->latency + in->update / in->bandwidth;
    double c = in->samples * in->training_flop / 1e9, watts = in->link_busy - in->link_idle;
    double link_down = watts * in->model / in->bandwidth + in->link_idle * down;
    double link_up = watts * in->update / in->bandwidth + in->link_idle * up;
    analytic_output(out, "time_s", down + c + up);
    analytic_output(out, "link.link_DOWN", link_down);
    analytic_output(out, "link.link_UP", link_up);
    analytic_output(out, "link_energy_j", link_down + link_up);
    analytic_output(out, "plugin_link_energy_j", 0);
    analytic_output(out, "ledger_link_energy_j",
                    watts * (in->model + in->update) / in->bandwidth +
                        2 * in->link_idle * (down + c + up));
    analytic_output(out, "phase.download", watts * in->model / in->bandwidth);
    analytic_output(out, "phase.upload", watts * in->update / in->bandwidth);
    analytic_output(out, "phase.wait", in->link_idle * (down + up));
    analytic_output(out, "energy_j", link_down + link_up);
}

/* A <cluster>: SimGrid makes a split link a node ('cluster_link_I_UP', '_DOWN'). A message takes
 * the sender's up half and the receiver's down half: latencies add up. Node 0 is the server. Its
 * own watts are the cluster's props. */
#define CLUSTER(INPUT)                                                                             \
    BASE(INPUT)                                                                                    \
    INPUT(speed, 1e9, 1.5e9)                                                                       \
    INPUT(idle, 3, 3.7)                                                                            \
    INPUT(busy, 11, 14)
ANALYTIC_INPUTS(cluster_link, CLUSTER);
static void cluster_link_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cluster_link_inputs *in = inputs;
    double down = 2 * in->latency + in->model / in->bandwidth;
    double up = 2 * in->latency + in->update / in->bandwidth;
    double c = in->samples * in->training_flop / in->speed;
    double watts = in->link_busy - in->link_idle;
    double half_down = watts * in->model / in->bandwidth + in->link_idle * down;
    double half_up = watts * in->update / in->bandwidth + in->link_idle * up;
    analytic_output(out, "time_s", down + c + up);
    analytic_output(out, "host.node-0", in->idle * (down + c + up));
    analytic_output(out, "host.node-1", in->idle * (down + up) + in->busy * c);
    analytic_output(out, "link_energy_j", 2 * (half_down + half_up));
    analytic_output(out, "link.cluster_link_0_UP", half_down);
    analytic_output(out, "link.cluster_link_1_DOWN", half_down);
    analytic_output(out, "link.cluster_link_1_UP", half_up);
    analytic_output(out, "link.cluster_link_0_DOWN", half_up);
    analytic_output(out, "plugin_link_energy_j", 0);
}

/* Attribution of a link: the share of its idle watts billed while it is on duty. shared_by_many: 0,
 * unless an attribution is given beside it. Three links in a row; a fourth without watts costs
 * nothing. The slowest decides the rate, the latencies add up. */
#define ROW(INPUT)                                                                                 \
    BASE(INPUT)                                                                                    \
    INPUT(share, 0.25, 0.5)                                                                        \
    INPUT(shared_idle, 30, 35)                                                                     \
    INPUT(shared_busy, 70, 90)                                                                     \
    INPUT(rented_idle, 20, 25)                                                                     \
    INPUT(rented_busy, 50, 60)                                                                     \
    INPUT(rent, 0.1, 0.2)                                                                          \
    INPUT(wide, 4e6, 5e6)
#define ROW_PLATFORM                                                                               \
    PLATFORM(ZONE("world",                                                                         \
                  SILENT("server", "") SILENT("learner", "") LINK(                                 \
                      "link", "{bandwidth}Bps", "{latency}s",                                      \
                      RANGE("{link_idle}:{link_busy}") PROP("attribution", "{share}"))             \
                      LINK("shared", "{wide}Bps", "0s",                                            \
                           RANGE("{shared_idle}:{shared_busy}") PROP("shared_by_many", "yes"))     \
                          LINK("rented", "{wide}Bps", "{latency}s",                                \
                               RANGE("{rented_idle}:{rented_busy}") PROP("shared_by_many", "yes")  \
                                   PROP("attribution", "{rent}"))                                  \
                              LINK("dark", "1GBps", "0s",                                          \
                                   "") "<route src='server' dst='learner'><link_ctn "              \
                                       "id='link'/><link_ctn id='shared'/>"                        \
                                       "<link_ctn id='rented'/><link_ctn id='dark'/></route>\n"))
ANALYTIC_INPUTS(link_attribution, ROW);
static void link_attribution_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct link_attribution_inputs *in = inputs;
    double down = 2 * in->latency + in->model / in->bandwidth;
    double up = 2 * in->latency + in->update / in->bandwidth;
    double duty = down + in->samples * in->training_flop / 1e9 + up;
    double byte = in->model + in->update;
    double link =
        (in->link_busy - in->link_idle) * byte / in->bandwidth + in->share * in->link_idle * duty;
    double shared = (in->shared_busy - in->shared_idle) * byte / in->wide;
    double rented =
        (in->rented_busy - in->rented_idle) * byte / in->wide + in->rent * in->rented_idle * duty;
    analytic_output(out, "time_s", duty);
    analytic_output(out, "link.link", link);
    analytic_output(out, "link.shared", shared);
    analytic_output(out, "link.rented", rented);
    analytic_output(out, "link.dark", 0);
    analytic_output(out, "energy_j", link + shared + rented);
    analytic_output(out, "phase.wait",
                    (in->share * in->link_idle + in->rent * in->rented_idle) * duty);
}

/* ---- flows that share ---- */

/* Two equal learners behind links of their own and one of the server, the bottleneck: SHARED, each
 * flow has half of it. Joules follow bytes, at whatever rate they move.
 *   d = 2 latency + 2 model / access, u = 2 latency + 2 update / access */
#define ACCESS(INPUT)                                                                              \
    INPUT(access, 1e6, 1.4e6)                                                                      \
    INPUT(access_idle, 4, 5)                                                                       \
    INPUT(access_busy, 9, 11)                                                                      \
    INPUT(own, 4e6, 5e6)                                                                           \
    INPUT(own_idle, 0.5, 0.8)                                                                      \
    INPUT(own_busy, 2, 2.9)                                                                        \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(model, 1e6, 1.2e6)                                                                       \
    INPUT(update, 4e5, 5e5)                                                                        \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 60)
#define ACCESS_ROUTE(to, link)                                                                     \
    "<route src='server' dst='" to "'><link_ctn id='access'/><link_ctn id='" link "'/></route>\n"
#define ACCESS_PLATFORM(sharing)                                                                   \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        SILENT("server", "") SILENT("learner-0", "") SILENT(                                       \
            "learner-1",                                                                           \
            "") "<link id='access' bandwidth='{access}Bps' latency='{latency}s'" sharing           \
                ">\n" RANGE("{access_idle}:{access_busy}") "</link>\n" LINK(                       \
                    "own-0", "{own}Bps", "{latency}s", RANGE("{own_idle}:{own_busy}"))             \
                    LINK("own-1", "{own}Bps", "{latency}s", RANGE("{own_idle}:{own_busy}"))        \
                        ACCESS_ROUTE("learner-0", "own-0") ACCESS_ROUTE("learner-1", "own-1")))
ANALYTIC_INPUTS(shared_access_link, ACCESS);
/* @p flow  rate of one of the two flows, byte/s */
static void access_link(const struct shared_access_link_inputs *in, double flow,
                        struct analytic_outputs *out)
{
    double down = 2 * in->latency + in->model / flow, up = 2 * in->latency + in->update / flow;
    double duty = down + in->samples / 2 * in->training_flop / 1e9 + up;
    double byte = in->model + in->update; /* of one learner */
    double access =
        (in->access_busy - in->access_idle) * 2 * byte / in->access + in->access_idle * duty;
    double own = (in->own_busy - in->own_idle) * byte / in->own + in->own_idle * duty;
    analytic_output(out, "time_s", duty);
    analytic_output(out, "link.access", access);
    analytic_output(out, "link.own-0", own);
    analytic_output(out, "link.own-1", own);
    analytic_output(out, "energy_j", access + 2 * own);
    analytic_output(out, "downlink_byte", 2 * in->model);
    analytic_output(out, "uplink_byte", 2 * in->update);
}
static void shared_access_link_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct shared_access_link_inputs *in = inputs;
    access_link(in, in->access / 2, out);
}

/* The same with a FATPIPE access link: each flow has all of it. Dynamic joules are the sum over the
 * flows, base watts count once. SimGrid's plugin bills the largest flow only. */
static void fatpipe_link_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct shared_access_link_inputs *in = inputs;
    access_link(in, in->access, out);
}

#define SPLITDUPLEX                                                                                \
    "<link id='link' bandwidth='{bandwidth}Bps' latency='{latency}s' "                             \
    "sharing_policy='SPLITDUPLEX'>\n" RANGE(                                                       \
        "{link_idle}:{link_busy}") "</link>\n"                                                     \
                                   "<route src='server' dst='learner'><link_ctn id='link' "        \
                                   "direction='DOWN'/></route>\n"

/* ---- --whole-platform ---- */

/* Base watts of every link from 0 to the end, each half of a split link a link of its own: both
 * halves of 'link', which carries the bytes, and of 'spare', which carries none. */
#define WHOLE(INPUT)                                                                               \
    BASE(INPUT)                                                                                    \
    INPUT(spare_idle, 3, 4)
#define SPARE                                                                                      \
    "<link id='spare' bandwidth='1MBps' latency='1ms' sharing_policy='SPLITDUPLEX'>\n" RANGE(      \
        "{spare_idle}:99") "</link>\n"
ANALYTIC_INPUTS(whole_platform_split_links, WHOLE);
static void whole_platform_split_links_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct whole_platform_split_links_inputs *in = inputs;
    double byte = in->model + in->update;
    double time = 2 * in->latency + byte / in->bandwidth + in->samples * in->training_flop / 1e9;
    analytic_output(out, "time_s", time);
    analytic_output(out, "link_energy_j",
                    (in->link_busy - in->link_idle) * byte / in->bandwidth +
                        2 * (in->link_idle + in->spare_idle) * time);
}

/* The same of a <cluster> of three, of which two take part: two halves a node. */
ANALYTIC_INPUTS(whole_platform_cluster, CLUSTER);
static void whole_platform_cluster_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct whole_platform_cluster_inputs *in = inputs;
    double byte = in->model + in->update;
    double c = in->samples * in->training_flop / in->speed;
    double time = 4 * in->latency + byte / in->bandwidth + c;
    analytic_output(out, "time_s", time);
    analytic_output(out, "host_energy_j", 3 * in->idle * time + (in->busy - in->idle) * c);
    analytic_output(out, "link_energy_j",
                    2 * (in->link_busy - in->link_idle) * byte / in->bandwidth +
                        3 * 2 * in->link_idle * time);
}

/* ---- radios ---- */

/* Two rounds over a radio, hosts with watts, the bytes' joules on top. In each: airtime t, a tail
 * (in phase download) while the learner computes, airtime t, a tail (in phase upload). The first
 * upload's tail is cut short by the next download, an overhead later, or has ended before; the last
 * one reaches past the end and counts in full. */
#define RADIO(INPUT)                                                                               \
    PAIR(INPUT)                                                                                    \
    INPUT(airtime, 1.2, 1.4)                                                                       \
    INPUT(tail_watts, 0.6, 0.7)                                                                    \
    INPUT(tail, 0.3, 0.1)                                                                          \
    INPUT(overhead, 0.2, 0.9)                                                                      \
    INPUT(pue, 1.3, 1.2)
ANALYTIC_INPUTS(radio_through_two_rounds, RADIO);
static void radio_through_two_rounds_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct radio_through_two_rounds_inputs *in = inputs;
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double work = 2 * in->parameters / in->server_speed, a = work + in->overhead;
    double round_s = 2 * t + c + a;
    double message_j = (in->link_busy - in->link_idle) * byte / in->bandwidth + in->airtime * t;
    double down_j = 2 * (message_j + in->tail_watts * fmin(in->tail, c));
    double up_j = 2 * message_j + in->tail_watts * (fmin(in->tail, a) + in->tail);
    double base_j = in->link_idle * (2 * round_s - a);
    double hosts_w = in->server_idle + in->learner_idle;
    assert(in->tail < c);
    analytic_output(out, "time_s", 2 * round_s);
    analytic_output(out, "link_energy_j", down_j + up_j + base_j);
    analytic_output(out, "link.link", in->pue * (down_j + up_j + base_j));
    analytic_output(out, "phase.download", in->pue * (hosts_w * 2 * t + down_j));
    analytic_output(out, "phase.upload", in->pue * (hosts_w * 2 * t + up_j));
    analytic_output(out, "phase.wait",
                    in->pue * (in->server_idle * 2 * c + in->learner_idle * a + base_j));
    analytic_output(out, "round.1.end_s", round_s);
    analytic_output(out, "host_energy_j",
                    in->server_idle * 2 * (2 * t + c + in->overhead) + in->server_busy * 2 * work +
                        in->learner_idle * (4 * t + a) + in->learner_busy * 2 * c);
}

/* Two learners on one host share a radio: their models come at the same time, which is airtime
 * once, d; their uploads one after the other, as the smaller one has less to train on (both share
 * the host until then). After the download and the first upload the tail is whole or lasts until
 * the next transfer; after the last it is whole. */
#define SHARED_RADIO(INPUT)                                                                        \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(small, 40, 55)                                                                           \
    INPUT(large, 160, 190)                                                                         \
    INPUT(airtime, 1.2, 1.4)                                                                       \
    INPUT(tail_watts, 0.6, 0.7)                                                                    \
    INPUT(tail, 0.7, 2)
ANALYTIC_INPUTS(radio_shared_by_two, SHARED_RADIO);
static void radio_shared_by_two_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct radio_shared_by_two_inputs *in = inputs;
    double byte = in->parameters * 4, t = in->latency + byte / in->bandwidth;
    double d = in->latency + 2 * byte / in->bandwidth;
    double first = 2 * in->small * in->training_flop / 1e9;
    double last = (in->small + in->large) * in->training_flop / 1e9;
    double gap = last - first - t; /* between the uploads */
    assert(gap > 0);
    analytic_output(out, "time_s", d + last + t);
    analytic_output(out, "phase.download",
                    in->airtime * d + in->tail_watts * fmin(in->tail, first));
    analytic_output(out, "phase.upload",
                    in->airtime * 2 * t + in->tail_watts * (fmin(in->tail, gap) + in->tail));
    analytic_output(out, "phase.wait", 0);
}

/* ---- cut off ---- */

/* Two learners on one link, 'early' and 'late', of which a deadline cuts the late one off while it
 * sends. Both models come at the same time: d = latency + 2 x model / bandwidth. The bytes that a
 * transfer had moved when it was cut off are known where no other shared its link since it began,
 * else they are an estimate, which is counted. */
#define CUT(INPUT)                                                                                 \
    INPUT(bandwidth, 1e6, 1.02e6)                                                                  \
    INPUT(latency, 0.02, 0.03)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(model, 1e6, 1.1e6)                                                                       \
    INPUT(update, 4e6, 3.9e6)                                                                      \
    INPUT(training_flop, 2e7, 2.1e7)
#define CUT_BEHIND(INPUT)                                                                          \
    CUT(INPUT)                                                                                     \
    INPUT(early, 40, 41)                                                                           \
    INPUT(late, 400, 405)                                                                          \
    INPUT(deadline, 12, 12.2)
ANALYTIC_INPUTS(cut_behind_a_shared_transfer, CUT_BEHIND);

/* The early one has sent all before the late one begins. */
static void cut_behind_a_shared_transfer_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cut_behind_a_shared_transfer_inputs *in = inputs;
    double d = in->latency + 2 * in->model / in->bandwidth;
    double sent =
        d + in->early * in->training_flop / 1e9 + in->latency + in->update / in->bandwidth;
    double begun = d + in->late * in->training_flop / 1e9;
    double byte = round((in->deadline - begun - in->latency) * in->bandwidth);
    assert(sent < begun && byte > 0 && byte < in->update);
    analytic_output(out, "time_s", in->deadline);
    analytic_output(out, "uplink_byte", in->update + byte);
    analytic_output(out, "samples", in->early + in->late);
    analytic_output(out, "cuts_estimated", 0);
    analytic_output(out, "dropped_updates", 1);
    analytic_output(out, "link.link",
                    (in->link_busy - in->link_idle) * (2 * in->model + in->update + byte) /
                            in->bandwidth +
                        in->link_idle * in->deadline);
}

/* The late one begins while the early one sends: both have half the bandwidth until that is done,
 * then the late one has all of it. */
#define CUT_BESIDE(INPUT)                                                                          \
    CUT(INPUT)                                                                                     \
    INPUT(early, 100, 102)                                                                         \
    INPUT(late, 150, 151)                                                                          \
    INPUT(deadline, 11.5, 11.6)
ANALYTIC_INPUTS(cut_on_a_shared_link, CUT_BESIDE);
static void cut_on_a_shared_link_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cut_on_a_shared_link_inputs *in = inputs;
    double d = in->latency + 2 * in->model / in->bandwidth;
    double early_c = in->early * in->training_flop / 1e9;
    double late_c = in->late * in->training_flop / 1e9;
    double alone_s = late_c - early_c, left_s = in->update / in->bandwidth - alone_s;
    double sent = d + late_c + in->latency + 2 * left_s; /* by the early one */
    assert(alone_s > 0 && left_s > 0 && sent < in->deadline && in->deadline < sent + alone_s);
    analytic_output(out, "time_s", in->deadline);
    analytic_output(out, "round.1.updates", 1);
    analytic_output(out, "cuts_estimated", 1);
    analytic_output(out, "dropped_updates", 1);
    analytic_output(out, "downlink_byte", 2 * in->model);
    analytic_output(out, "phase.download",
                    (in->link_busy - in->link_idle) * 2 * in->model / in->bandwidth);
    analytic_output(out, "phase.wait", in->link_idle * in->deadline);
    analytic_output(out, "time.early/upload", sent - d - early_c);
    analytic_output(out, "time.late/upload", in->deadline - d - late_c);
}

/* On a FATPIPE each has all of the bandwidth, and knows its bytes. */
#define CUT_FATPIPE(INPUT)                                                                         \
    CUT(INPUT)                                                                                     \
    INPUT(early, 100, 102)                                                                         \
    INPUT(late, 150, 151)                                                                          \
    INPUT(deadline, 7.5, 7.6)
ANALYTIC_INPUTS(cut_on_a_fatpipe, CUT_FATPIPE);
static void cut_on_a_fatpipe_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cut_on_a_fatpipe_inputs *in = inputs;
    double d = in->latency + in->model / in->bandwidth;
    double begun = d + in->late * in->training_flop / 1e9;
    double byte = round((in->deadline - begun - in->latency) * in->bandwidth);
    double sent =
        d + in->early * in->training_flop / 1e9 + in->latency + in->update / in->bandwidth;
    assert(begun < sent && sent < in->deadline && byte < in->update);
    analytic_output(out, "time_s", in->deadline);
    analytic_output(out, "uplink_byte", in->update + byte);
    analytic_output(out, "samples", in->early + in->late);
    analytic_output(out, "cuts_estimated", 0);
    analytic_output(out, "link.link",
                    (in->link_busy - in->link_idle) * (2 * in->model + in->update + byte) /
                            in->bandwidth +
                        in->link_idle * in->deadline);
}
#define CUT_PLATFORM(sharing)                                                                      \
    PLATFORM(ZONE("world",                                                                         \
                  SILENT("server", "") SILENT("early", "") SILENT(                                 \
                      "late", "") "<link id='link' bandwidth='{bandwidth}Bps' "                    \
                                  "latency='{latency}s'" sharing                                   \
                                  ">\n" RANGE("{link_idle}:{link_busy}") "</link>\n" ROUTE(        \
                                      "server", "early", "link") ROUTE("server", "late", "link")))
#define CUT_ROUND                                                                                  \
    DEPLOYMENT(                                                                                    \
        SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0") PROP("deadline", "{deadline}s"))  \
            ACTOR("early", "learner", PROP("samples", "{early}"))                                  \
                ACTOR("late", "learner", PROP("samples", "{late}")))
#define CUT_WORK                                                                                   \
    WORKLOAD(PROP("parameters", "1e5") PROP("model-size", "{model} B")                             \
                 PROP("update-size", "{update} B") PROP("training-flop", "{training_flop} flop")   \
                     PROP("samples", "500"))

#define CLUSTER_PLATFORM(radical)                                                                  \
    PLATFORM("<cluster id='cluster' prefix='node-' suffix='' radical='" radical                    \
             "' speed='{speed}f' bw='{bandwidth}Bps' lat='{latency}s'>\n" WATTS(                   \
                 "{idle}:{idle}:{busy}") RANGE("{link_idle}:{link_busy}") "</cluster>\n")

#define AIR                                                                                        \
    PROP("airtime_wattage", "{airtime}W")                                                          \
    PROP("tail_wattage", "{tail_watts}W") PROP("tail", "{tail}s")

/* The same model for six learners at one instant: over the server's link, then over the link of
 * one of three cells, where it is shared by two. A server link that is wide slows nobody down. */
#define CELLS(INPUT)                                                                               \
    INPUT(cell_a, 1e6, 1.1e6)                                                                      \
    INPUT(cell_b, 8e5, 9e5)                                                                        \
    INPUT(cell_c, 6e5, 7e5)                                                                        \
    INPUT(latency_a, 0.02, 0.05)                                                                   \
    INPUT(latency_b, 0.02, 0.04)                                                                   \
    INPUT(up, 1e7, 2e7)                                                                            \
    INPUT(model, 2e8, 3e8)                                                                         \
    INPUT(update, 1e8, 2e8)                                                                        \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 600, 1200)
ANALYTIC_INPUTS(cells_of_a_server, CELLS);
static void cells_of_a_server_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cells_of_a_server_inputs *in = inputs;
    double a = 0.001 + in->latency_a + 2 * in->model / in->cell_a;
    double b = 0.001 + in->latency_b + 2 * in->model / in->cell_b;
    double third = 0.001 + in->latency_b + 2 * in->model / in->cell_c;
    double c = in->samples / 6 * in->training_flop / 1e9, up = in->update / in->up;
    analytic_output(out, "time_s", fmax(fmax(a, b), third) + c + up);
    analytic_output(out, "time.c-0/download", third);
    analytic_output(out, "time.c-1/download", third);
    analytic_output(out, "time.a-0/download", a);
    analytic_output(out, "time.a-1/download", a);
    analytic_output(out, "time.b-0/download", b);
    analytic_output(out, "time.b-1/download", b);
    analytic_output(out, "time.b-1/compute", c);
    analytic_output(out, "time.b-1/upload", up);
}

#define DOWN(host, cell)                                                                           \
    "<route src='server' dst='" host "' symmetrical='NO'><link_ctn id='wire'/><link_ctn id='" cell \
    "'/></route>\n<route src='" host                                                               \
    "' dst='server' symmetrical='NO'><link_ctn id='up'/></route>\n"
#define CELLS_PLATFORM                                                                             \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        SILENT("server", "") SILENT("a-0", "") SILENT("a-1", "") SILENT("b-0", "") SILENT(         \
            "b-1", "") SILENT("c-0", "") SILENT("c-1", "") LINK("wire", "1e9Bps", "1ms", "")       \
            LINK("cell-a", "{cell_a}Bps", "{latency_a}s", "")                                      \
                LINK("cell-b", "{cell_b}Bps", "{latency_b}s", "")                                  \
                    LINK("cell-c", "{cell_c}Bps", "{latency_b}s",                                  \
                         "") "<link id='up' bandwidth='{up}Bps' latency='0' "                      \
                             "sharing_policy='FATPIPE'/>\n" DOWN("a-0", "cell-a")                  \
                                 DOWN("a-1", "cell-a") DOWN("b-0", "cell-b") DOWN("b-1", "cell-b") \
                                     DOWN("c-0", "cell-c") DOWN("c-1", "cell-c")))

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(cells_of_a_server, CELLS_PLATFORM, ROUND("server", "[abc]-*"), WORK)},
    {ANALYTIC_CASE(splitduplex_link,
                   PLATFORM(ZONE("world", SILENT("server", "") SILENT("learner", "") SPLITDUPLEX)),
                   ROUND("server", "learner"), WORK)},
    {ANALYTIC_CASE(cluster_link, CLUSTER_PLATFORM("0-1"), ROUND("node-0", "node-1"), WORK)},
    {ANALYTIC_CASE(link_attribution, ROW_PLATFORM, ROUND("server", "learner"), WORK)},
    {ANALYTIC_CASE(shared_access_link, ACCESS_PLATFORM(""), ROUND("server", "learner-*"), WORK)},
    {ANALYTIC_CASE_OF(fatpipe_link, shared_access_link,
                      ACCESS_PLATFORM(" sharing_policy='FATPIPE'"), ROUND("server", "learner-*"),
                      WORK)},
    {ANALYTIC_CASE(
         whole_platform_split_links,
         PLATFORM(ZONE("world", SILENT("server", "") SILENT("learner", "") SPARE SPLITDUPLEX)),
         ROUND("server", "learner"), WORK),
     .whole_platform = true},
    {ANALYTIC_CASE(whole_platform_cluster, CLUSTER_PLATFORM("0-2"), ROUND("node-0", "node-1"),
                   WORK),
     .whole_platform = true},
    {ANALYTIC_CASE(
        radio_through_two_rounds,
        PLATFORM(ZONE("world",
                      PROP("pue", "{pue}") HOST("server", "{server_speed}f",
                                                WATTS("{server_idle}:{server_idle}:{server_busy}"))
                          HOST("learner", "{learner_speed}f",
                               WATTS("{learner_idle}:{learner_idle}:{learner_busy}"))
                              LINK("link", "{bandwidth}Bps", "{latency}s",
                                   RANGE("{link_idle}:{link_busy}") AIR)
                                  ROUTE("server", "learner", "link"))),
        DEPLOYMENT(SERVER(PROP("rounds", "2") PROP("round-overhead", "{overhead}s"))
                       ACTOR("learner", "learner", "")),
        PAIR_WORKLOAD)},
    {ANALYTIC_CASE(cut_behind_a_shared_transfer, CUT_PLATFORM(""), CUT_ROUND, CUT_WORK)},
    {ANALYTIC_CASE(cut_on_a_shared_link, CUT_PLATFORM(""), CUT_ROUND, CUT_WORK)},
    {ANALYTIC_CASE(cut_on_a_fatpipe, CUT_PLATFORM(" sharing_policy='FATPIPE'"), CUT_ROUND,
                   CUT_WORK)},
    {ANALYTIC_CASE(radio_shared_by_two,
                   PLATFORM(ZONE("world", SILENT("server", "") SILENT("learner", "")
                                              LINK("link", "{bandwidth}Bps", "{latency}s", AIR)
                                                  ROUTE("server", "learner", "link"))),
                   DEPLOYMENT(SERVER(PROP("rounds", "1") PROP("aggregation-flop", "0"))
                                  ACTOR("learner", "learner", PROP("samples", "{small}"))
                                      ACTOR("learner", "learner", PROP("samples", "{large}"))),
                   WORKLOAD(PROP("parameters", "{parameters}") PROP(
                       "training-flop", "{training_flop} flop") PROP("samples", "200")))},
};
ANALYTIC_TOPIC(analytic_network, cases);
