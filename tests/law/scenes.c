#include "scenes.h"

#include "trial.h"
#include <assert.h>
#include <string.h>

#define HEAD                                                                                       \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"

/* ---- the place ---- */

static const struct {
    const char *name;
    int speed_mf, idle_w, busy_w;
} hosts[] = {
    {"hub", 2000, 40, 210},   {"desk", 900, 6, 30},     {"gate-0", 800, 9, 20},
    {"gate-1", 700, 8, 19},   {"node-0", 1500, 20, 90}, {"node-1", 1400, 21, 80},
    {"node-2", 1300, 22, 85}, {"d-0", 1000, 3, 11},     {"d-1", 900, 3, 10},
    {"d-2", 800, 2, 9},       {"d-3", 700, 2, 8},       {"d-4", 600, 1, 7},
};
enum { HOSTS = sizeof hosts / sizeof *hosts };

/* Pstates 1 and 2 are slower and draw other watts; every host has a link of its own to all. */
void scene_platform(bool rich, struct wf_buffer *out)
{
    wf_buffer_printf(out, HEAD "<zone id='world' routing='Cluster'>\n");
    if (rich)
        wf_buffer_printf(out, "<prop id='carbon_intensity' value='series.csv'/>\n");
    for (int i = 0; i < HOSTS; i++) {
        int speed = hosts[i].speed_mf, idle = hosts[i].idle_w, busy = hosts[i].busy_w;
        wf_buffer_printf(
            out,
            "<host id='%s' speed='%dMf,%dMf,%dMf'>"
            "<prop id='wattage_per_state' value='%d:%d:%d,%d.5:%d.5:%d,%d.7:%d.7:%d'/>",
            hosts[i].name, speed, speed * 4 / 5, speed / 2, idle, idle, busy, idle, idle,
            busy * 3 / 4, idle, idle, busy / 2 + 1);
        if (rich && hosts[i].name[0] == 'd' && hosts[i].name[1] == '-')
            wf_buffer_printf(out,
                             "<prop id='battery' value='%d J'/>"
                             "<prop id='charging_wattage' value='9 W'/>",
                             60 + 5 * i);
        wf_buffer_printf(out, "</host>\n");
    }
    for (int i = 0; i < HOSTS; i++)
        wf_buffer_printf(out,
                         "<link id='%s-up' bandwidth='%dkBps' latency='%dms'>"
                         "<prop id='wattage_range' value='0.%d:2'/></link>\n"
                         "<link id='%s-down' bandwidth='%dkBps' latency='%dms'>"
                         "<prop id='wattage_range' value='0.%d:3'/></link>\n"
                         "<host_link id='%s' up='%s-up' down='%s-down'/>\n",
                         hosts[i].name, 2000 + 100 * i, 10 + i, 1 + i % 5, hosts[i].name,
                         3000 + 100 * i, 10 + i, 2 + i % 5, hosts[i].name, hosts[i].name,
                         hosts[i].name);
    wf_buffer_printf(out, "</zone>\n</platform>\n");
}

const char scene_series[] = "time,later,carbon_intensity,other,gaps\n"
                            "2024-01-01T00:00:00Z,2023-01-01T00:00:00Z,300,600,300\n"
                            "2024-01-01T06:00:00Z,2023-01-01T06:00:00Z,250,650,250\n"
                            "2024-01-01T12:00:00Z,2023-01-01T12:00:00Z,90,810,\n"
                            "2024-01-01T18:00:00Z,2023-01-01T18:00:00Z,410,490,410\n"
                            "2024-01-02T00:00:00Z,2023-01-02T00:00:00Z,350,550,350\n"
                            "2024-01-02T06:00:00Z,2023-01-02T06:00:00Z,120,780,120\n"
                            "2024-01-02T12:00:00Z,2023-01-02T12:00:00Z,80,820,80\n"
                            "2024-01-02T18:00:00Z,2023-01-02T18:00:00Z,500,400,500\n"
                            "2024-01-03T00:00:00Z,2023-01-03T00:00:00Z,330,570,330\n"
                            "2024-01-03T06:00:00Z,2023-01-03T06:00:00Z,220,680,220\n"
                            "2024-01-03T12:00:00Z,2023-01-03T12:00:00Z,110,790,110\n"
                            "2024-01-03T18:00:00Z,2023-01-03T18:00:00Z,490,410,490\n"
                            "2024-01-04T00:00:00Z,2023-01-04T00:00:00Z,310,590,310\n"
                            "2024-01-04T06:00:00Z,2023-01-04T06:00:00Z,290,610,290\n";

const char scene_trace[] = "host,from,until,charging\n"
                           "d-0,1,300,no\nd-0,300,1e6,yes\nd-1,0,1e6,no\nd-2,2,20,no\n"
                           "d-2,20,1e6,yes\n*,0,1e6,yes\n";

void scene_workload(const char *id, const char *rows, struct wf_buffer *out)
{
    wf_buffer_printf(
        out,
        "<?xml version='1.0'?>\n<workload version='1' id='%s'>\n"
        "<prop id='parameters' value='%s'/><prop id='training-flop' value='20 Mflop'/>"
        "<prop id='samples' value='200'/><prop id='bytes-per-sample' value='5 kB'/>"
        "<prop id='evaluation-samples' value='15'/><prop id='metric' value='accuracy'/>"
        "<prop id='target' value='0.5'/>"
        "<prop id='activation-size' value='400 B'/><prop id='client-flop-share' value='0.3'/>"
        "<prop id='client-parameters' value='20000'/>\n%s</workload>\n",
        id, strcmp(id, "model") ? "300000" : "250000", rows ? rows : "");
}

/* More specific rows win. */
static const char asking_rows[] =
    "<rounds value='3' provenance='assumed'/><rounds value='4' data='non-iid' "
    "provenance='assumed'/>"
    "<rounds value='5' target='0.6' provenance='assumed'/>"
    "<rounds value='4' batch='20' provenance='assumed'/>"
    "<rounds value='2' training='later' provenance='assumed'/>"
    "<rounds value='4' aggregation='buffered' provenance='assumed'/>"
    "<rounds value='5' aggregation='buffered' target='0.6' provenance='assumed'/>"
    "<rounds value='6' aggregation='buffered' batch='20' provenance='assumed'/>"
    "<rounds value='6' aggregation='buffered' data='non-iid' provenance='assumed'/>"
    "<rounds value='6' aggregation='semi-sync' provenance='assumed'/>"
    "<rounds value='4' topology='ring' provenance='assumed'/>"
    "<rounds value='5' topology='ring' target='0.6' provenance='assumed'/>"
    "<rounds value='6' topology='ring' batch='20' provenance='assumed'/>"
    "<rounds value='6' topology='ring' data='non-iid' provenance='assumed'/>"
    "<rounds value='4' topology='gossip' provenance='assumed'/>"
    "<rounds value='5' topology='gossip' target='0.6' provenance='assumed'/>"
    "<rounds value='6' topology='gossip' batch='20' provenance='assumed'/>"
    "<rounds value='6' topology='gossip' data='non-iid' provenance='assumed'/>"
    "<rounds value='4' topology='split-sequential' provenance='assumed'/>"
    "<rounds value='3' topology='split-parallel' provenance='assumed'/>"
    "<rounds value='5' topology='split-sequential' target='0.6' provenance='assumed'/>"
    "<rounds value='6' topology='split-sequential' batch='20' provenance='assumed'/>"
    "<rounds value='6' topology='split-sequential' data='non-iid' provenance='assumed'/>"
    "<rounds value='3' topology='complete' provenance='assumed'/>"
    "<epochs value='3' provenance='assumed'/><epochs value='4' data='non-iid' "
    "provenance='assumed'/>"
    "<epochs value='5' target='0.6' provenance='assumed'/>"
    "<epochs value='2' training='later' provenance='assumed'/>"
    "<epochs value='4' batch='20' provenance='assumed'/>\n";

/* Rows that hold for every job. */
static const char any_rows[] = "<rounds value='3' provenance='assumed'/>"
                               "<epochs value='3' provenance='assumed'/>\n";

/* A workload of which a few parameters are trained. */
static const char adapter_rows[] = "<prop id='trainable-parameters' value='20000'/>\n";

/* ---- who takes part ---- */

/** CMake reads the names of the cases off the source. */
#define SCENE(scene_name) .name = #scene_name
#define WORKLOAD          "workload", "workload.xml"
#define GIVEN             WORKLOAD, "rounds", "3"
#define CONTINUAL         "trainings", "2", "every", "10 min", "later-rounds", "2", "trials", "1"
#define EVALUATING        "evaluation-period", "2"
#define SMALL_UP          "uplink-bits", "8", "uplink-share", "0.5"
#define SMALL_BOTH        SMALL_UP, "downlink-share", "0.5"
#define DATED             "start-date", "2024-01-01T00:00:00Z"
#define LEAVING                                                                                    \
    "availability", "0:00:02-20:00", "new-samples", "7", "dropout", "0.3", "evaluation-samples",   \
        "6", "battery-level", "0.5", "charging", "0:05-20:00", "start-up", "0.5 s", "batch", "16", \
        "batch-overhead", "0.1 s"
#define PLAIN_LEARNERS                                                                             \
    {"d-[0-2]", WF_LEARNER, {0}},                                                                  \
    {                                                                                              \
        "d-[3-4]", WF_LEARNER,                                                                     \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }
#define EQUAL_LEARNERS                                                                             \
    {                                                                                              \
        "d-*", WF_LEARNER,                                                                         \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }
#define RICH_LEARNERS                                                                              \
    {"d-[0-2]", WF_LEARNER, {LEAVING}},                                                            \
    {                                                                                              \
        "d-[3-4]", WF_LEARNER,                                                                     \
        {                                                                                          \
            "new-samples", "5"                                                                     \
        }                                                                                          \
    }
#define PLAIN_USER                                                                                 \
    {                                                                                              \
        "desk", WF_USER,                                                                           \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }
#define RICH_USER                                                                                  \
    {                                                                                              \
        "desk", WF_USER,                                                                           \
        {                                                                                          \
            "per-day", "3000", "days", "2"                                                         \
        }                                                                                          \
    }

const struct scene scenes[] = {
    {SCENE(sync), .actors = {{"hub", WF_SERVER, {GIVEN}}, PLAIN_LEARNERS, PLAIN_USER}},
    {SCENE(sync_rich), .rich = true,
     .actors = {{"hub",
                 WF_SERVER,
                 {GIVEN, CONTINUAL, EVALUATING, SMALL_BOTH, DATED, "active", "3", "round-overhead",
                  "1 s"}},
                RICH_LEARNERS,
                RICH_USER}},
    {SCENE(sync_passes), .rows = any_rows,
     .actors = {{"hub", WF_SERVER, {WORKLOAD, "passes-ratio", "auto"}}, EQUAL_LEARNERS}},
    {SCENE(sync_rows), .rows = asking_rows,
     .actors = {{"hub", WF_SERVER, {WORKLOAD}}, EQUAL_LEARNERS}},
    {SCENE(buffered), .actors = {{"hub", WF_SERVER, {GIVEN, "aggregation", "buffered"}},
                                 PLAIN_LEARNERS,
                                 PLAIN_USER}},
    {SCENE(buffered_rich), .rich = true,
     .actors = {{"hub",
                 WF_SERVER,
                 {GIVEN, CONTINUAL, EVALUATING, SMALL_BOTH, DATED, "active", "3", "aggregation",
                  "buffered", "buffer", "2", "round-overhead", "1 s"}},
                RICH_LEARNERS,
                RICH_USER}},
    {SCENE(buffered_rows), .rows = asking_rows,
     .actors = {{"hub", WF_SERVER, {WORKLOAD, "aggregation", "buffered"}}, EQUAL_LEARNERS}},
    {SCENE(semi_sync),
     .actors = {{"hub", WF_SERVER, {GIVEN, "aggregation", "semi-sync", "deadline", "2 s"}},
                PLAIN_LEARNERS,
                PLAIN_USER}},
    {SCENE(semi_sync_rich), .rich = true,
     .actors = {{"hub",
                 WF_SERVER,
                 {GIVEN, CONTINUAL, EVALUATING, SMALL_BOTH, DATED, "active", "3", "aggregation",
                  "semi-sync", "deadline", "0.8 s", "round-overhead", "1 s"}},
                RICH_LEARNERS,
                RICH_USER}},
    {SCENE(gateways), .actors = {{"hub", WF_SERVER, {GIVEN}},
                                 {"gate-0", WF_GATEWAY, {0}},
                                 {"gate-1", WF_GATEWAY, {0}},
                                 PLAIN_LEARNERS,
                                 PLAIN_USER}},
    {SCENE(gateways_rich), .rich = true,
     .actors = {{"hub", WF_SERVER, {GIVEN, CONTINUAL, EVALUATING, SMALL_BOTH, DATED}},
                {"gate-0",
                 WF_GATEWAY,
                 {"active", "1", "local-rounds", "2", "round-overhead", "1 s"}},
                {"gate-1", WF_GATEWAY, {0}},
                RICH_LEARNERS,
                RICH_USER}},
    {SCENE(gateways_rows), .rows = asking_rows,
     .actors = {{"hub", WF_SERVER, {WORKLOAD}}, {"gate-*", WF_GATEWAY, {0}}, EQUAL_LEARNERS}},
    {SCENE(peers), .actors = {{"d-*", WF_PEER, {GIVEN}}, PLAIN_USER}},
    {SCENE(peers_rich), .rich = true,
     .actors = {{"d-[0-2]", WF_PEER, {GIVEN,  CONTINUAL,     EVALUATING, SMALL_UP,
                                      DATED,  "neighbours",  "random",   "degree",
                                      "2",    "new-samples", "7",        "evaluation-samples",
                                      "6",    "start-up",    "0.5 s",    "round-overhead",
                                      "1 s",  "batch",       "16",       "batch-overhead",
                                      "0.1 s"}},
                {"d-[3-4]", WF_PEER, {"new-samples", "5"}},
                RICH_USER}},
    {SCENE(peers_rows), .rows = asking_rows, .actors = {{"d-*", WF_PEER, {WORKLOAD}}}},
    {SCENE(gossip), .actors = {{"d-*", WF_GOSSIPER, {GIVEN}}, PLAIN_USER}},
    {SCENE(gossip_rich), .rich = true,
     .actors = {{"d-[0-2]", WF_GOSSIPER, {GIVEN,  CONTINUAL,     EVALUATING, SMALL_UP,
                                          DATED,  "neighbours",  "random",   "degree",
                                          "2",    "new-samples", "7",        "evaluation-samples",
                                          "6",    "start-up",    "0.5 s",    "round-overhead",
                                          "1 s",  "batch",       "16",       "batch-overhead",
                                          "0.1 s"}},
                {"d-[3-4]", WF_GOSSIPER, {"new-samples", "5"}},
                RICH_USER}},
    {SCENE(gossip_rows), .rows = asking_rows, .actors = {{"d-*", WF_GOSSIPER, {WORKLOAD}}}},
    {SCENE(split_sequential), .actors = {{"hub", WF_SPLIT_SERVER, {GIVEN}},
                                         {"d-[0-2]", WF_SPLIT_CLIENT, {0}},
                                         {"d-[3-4]", WF_SPLIT_CLIENT, {0}},
                                         PLAIN_USER}},
    {SCENE(split_parallel), .actors = {{"hub", WF_SPLIT_SERVER, {GIVEN, "form", "parallel"}},
                                       {"d-[0-2]", WF_SPLIT_CLIENT, {0}},
                                       {"d-[3-4]", WF_SPLIT_CLIENT, {0}}}},
    {SCENE(split_rich), .rich = true,
     .actors = {{"hub",
                 WF_SPLIT_SERVER,
                 {GIVEN, CONTINUAL, EVALUATING, DATED, "form", "parallel", "round-overhead",
                  "1 s"}},
                {"d-[0-2]",
                 WF_SPLIT_CLIENT,
                 {"new-samples", "7", "evaluation-samples", "6", "start-up", "0.5 s", "batch", "16",
                  "batch-overhead", "0.1 s"}},
                {"d-[3-4]", WF_SPLIT_CLIENT, {"new-samples", "5"}},
                RICH_USER}},
    {SCENE(split_rows), .rows = asking_rows,
     .actors = {{"hub", WF_SPLIT_SERVER, {WORKLOAD}}, {"d-*", WF_SPLIT_CLIENT, {0}}}},
    {SCENE(trainer), .actors = {{"node-0", WF_TRAINER, {WORKLOAD, "epochs", "3"}}, PLAIN_USER}},
    {SCENE(trainer_rows), .rows = asking_rows, .actors = {{"node-0", WF_TRAINER, {WORKLOAD}}}},
    {SCENE(trainers), .actors = {{"node-*", WF_TRAINER, {WORKLOAD, "epochs", "3"}},
                                 {"d-*", WF_SOURCE, {0}},
                                 PLAIN_USER}},
    {SCENE(trainers_rich), .rich = true,
     .actors = {{"node-0",
                 WF_TRAINER,
                 {WORKLOAD, "epochs", "3", "trainings", "2", "every", "10 min", "later-epochs", "2",
                  "trials", "1", EVALUATING, DATED, "batch", "32", "batch-overhead", "0.1 s",
                  "start-up", "0.5 s"}},
                {"node-[1-2]", WF_TRAINER, {0}},
                {"d-[0-2]",
                 WF_SOURCE,
                 {"new-samples", "7", "upload", "as produced", "upload-period", "2 min"}},
                {"d-[3-4]", WF_SOURCE, {"new-samples", "5"}},
                RICH_USER}},
    {SCENE(uploads),
     .actors = {{"node-0",
                 WF_TRAINER,
                 {WORKLOAD, "epochs", "3", "trainings", "3", "every", "100 s"}},
                {"d-0",
                 WF_SOURCE,
                 {"new-samples", "9", "upload", "as produced", "upload-period", "40 s"}},
                {"d-1", WF_SOURCE, {"new-samples", "5"}}}},
    /* what has no effect because of another prop that the scenes above do not have */
    {SCENE(rows_of_any_job), .rows = any_rows,
     .actors = {{"hub", WF_SERVER, {WORKLOAD}}, EQUAL_LEARNERS}},
    {SCENE(epochs_of_any_job), .rows = any_rows, .actors = {{"node-0", WF_TRAINER, {WORKLOAD}}}},
    {SCENE(all_are_active), .actors = {{"hub", WF_SERVER, {GIVEN, "active", "5"}}, PLAIN_LEARNERS}},
    {SCENE(all_gateways_are_active), .actors = {{"hub", WF_SERVER, {GIVEN, "active", "2"}},
                                                {"gate-0", WF_GATEWAY, {"active", "3"}},
                                                {"gate-1", WF_GATEWAY, {"active", "1"}},
                                                PLAIN_LEARNERS}},
    {SCENE(evaluated_by_passes),
     .actors = {{"hub", WF_SERVER, {GIVEN, "evaluation-passes", "1"}}, PLAIN_LEARNERS}},
    {SCENE(never_evaluated), .actors = {{"hub", WF_SERVER, {GIVEN, "evaluation-period", "0"}},
                                        {"d-*", WF_LEARNER, {"evaluation-samples", "6"}}}},
    {SCENE(evaluated_on_nothing),
     .actors = {{"hub", WF_SERVER, {GIVEN, "evaluation-samples", "0"}}, PLAIN_LEARNERS}},
    {SCENE(split_never_evaluated),
     .actors = {{"hub", WF_SPLIT_SERVER, {GIVEN, "evaluation-period", "0"}},
                {"d-*", WF_SPLIT_CLIENT, {"evaluation-samples", "6"}}}},
    {SCENE(trained_and_not_evaluated),
     .actors = {{"node-*", WF_TRAINER, {WORKLOAD, "epochs", "3", "evaluation-samples", "0"}}}},
    {SCENE(trace), .rich = true,
     .actors = {{"hub", WF_SERVER, {GIVEN, "trainings", "2", "every", "10 min"}},
                {"d-[0-2]", WF_LEARNER, {"availability", "trace.csv", "battery-level", "0.6"}},
                {"d-[3-4]", WF_LEARNER, {0}}}},
    {SCENE(least), .rich = true,
     .actors = {{"hub", WF_SERVER, {GIVEN, "selection-minimum", "5"}},
                {"d-[0-2]", WF_LEARNER, {"availability", "trace.csv", "battery-level", "0.6"}},
                {"d-[3-4]", WF_LEARNER, {0}}}},
    {SCENE(read_in_each_epoch), .rich = true,
     .actors = {{"node-0", WF_TRAINER, {WORKLOAD, "epochs", "3", "trainings", "2"}},
                {"d-[0-2]", WF_SOURCE, {"upload", "each epoch", "new-samples", "7"}},
                {"d-[3-4]", WF_SOURCE, {"new-samples", "5"}}}},
    {SCENE(limited), .rich = true,
     .actors = {{"hub", WF_SERVER, {GIVEN, "carbon-limit", "260 g/kWh", "carbon-patience", "2 s"}},
                {"d-[0-2]", WF_LEARNER, {"availability", "trace.csv", "battery-level", "0.6"}},
                {"d-[3-4]", WF_LEARNER, {0}}}},
    {SCENE(limited_gateways), .rich = true,
     .actors = {{"hub", WF_SERVER, {GIVEN}},
                {"gate-*", WF_GATEWAY, {"carbon-limit", "260 g/kWh", "carbon-patience", "2 s"}},
                {"d-[0-2]", WF_LEARNER, {"availability", "trace.csv", "battery-level", "0.6"}},
                {"d-[3-4]", WF_LEARNER, {0}}}},
    {SCENE(scaled),
     .actors = {{"node-*", WF_TRAINER, {WORKLOAD, "epochs", "3", "scaling-efficiency", "0.8"}}}},
    /* adapters: a frozen base is sent */
    {SCENE(adapters), .rows = adapter_rows,
     .actors = {{"hub", WF_SERVER, {GIVEN}}, PLAIN_LEARNERS, PLAIN_USER}},
    {SCENE(adapters_by_gateways), .rows = adapter_rows,
     .actors = {{"hub", WF_SERVER, {GIVEN}}, {"gate-*", WF_GATEWAY, {0}}, PLAIN_LEARNERS}},
    {SCENE(adapters_there), .rows = adapter_rows,
     .actors = {{"hub", WF_SERVER, {GIVEN}},
                {"gate-*", WF_GATEWAY, {0}},
                {"d-*", WF_LEARNER, {"base", "there"}}}},
    {SCENE(adapters_of_peers), .rows = adapter_rows,
     .actors = {{"d-[0-2]", WF_PEER, {GIVEN}}, {"d-[3-4]", WF_PEER, {0}}}},
    {SCENE(adapters_of_gossipers), .rows = adapter_rows,
     .actors = {{"d-[0-2]", WF_GOSSIPER, {GIVEN}}, {"d-[3-4]", WF_GOSSIPER, {0}}}},
    {SCENE(secure),
     .actors = {{"hub", WF_SERVER, {GIVEN, "secure-aggregation", "yes"}}, PLAIN_LEARNERS}},
    {SCENE(nothing_new), .actors = {{"node-0",
                                     WF_TRAINER,
                                     {WORKLOAD, "epochs", "3", "trainings", "2", "every", "100 s"}},
                                    {"d-*", WF_SOURCE, {0}}}},
};
const size_t scene_count = sizeof scenes / sizeof *scenes;

void scene_deployment(const struct scene *scene, enum wf_role_id role, const char *prop,
                      const char *value, struct wf_buffer *out)
{
    bool set = !prop;
    wf_buffer_printf(out, HEAD);
    for (size_t i = 0; i < SCENE_ACTORS_MAX && scene->actors[i].host; i++) {
        const struct scene_actor *actor = &scene->actors[i];
        bool here = !set && actor->role == role;
        set |= here;
        wf_buffer_printf(out, "<actor host='%s' function='%s'>", actor->host,
                         wf_roles[actor->role].name);
        for (const char *const *pair = actor->props; *pair; pair += 2)
            if (!here || strcmp(pair[0], prop))
                wf_buffer_printf(out, "<prop id='%s' value='%s'/>", pair[0], pair[1]);
        if (here)
            wf_buffer_printf(out, "<prop id='%s' value='%s'/>", prop, value);
        wf_buffer_printf(out, "</actor>\n");
    }
    wf_buffer_printf(out, "</platform>\n");
}

const struct scene *scene_find(const char *name)
{
    size_t i = 0;
    while (i < scene_count && strcmp(scenes[i].name, name))
        i++;
    assert(i < scene_count);
    return &scenes[i];
}

void scene_write(const struct scene *scene)
{
    struct wf_buffer text = {0};
    scene_platform(scene->rich, &text);
    folder_write_buffer("platform.xml", &text);
    folder_write("series.csv", scene_series);
    folder_write("trace.csv", scene_trace);
    scene_workload("model", scene->rows, &text);
    folder_write_buffer("workload.xml", &text);
    scene_workload("other", scene->rows, &text);
    folder_write_buffer("other.xml", &text);
}
