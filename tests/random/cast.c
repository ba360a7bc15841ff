#include "cast.h"

#include "scenario/role.h"
#include "workload/workload.h"
#include <stdio.h>
#include <string.h>

const char *const manner_names[MANNERS] = {
    "sync", "semi-sync", "buffered", "gateways", "trainer", "trainers", "peers", "gossip", "split"};

void cast_draw(struct cast *cast, struct wf_random *random)
{
    static const enum manner weighted[] = {
        MANNER_SYNC,     MANNER_SYNC,      MANNER_SYNC,      MANNER_SYNC,      MANNER_SYNC,
        MANNER_SYNC,     MANNER_SEMI_SYNC, MANNER_SEMI_SYNC, MANNER_SEMI_SYNC, MANNER_BUFFERED,
        MANNER_BUFFERED, MANNER_BUFFERED,  MANNER_BUFFERED,  MANNER_GATEWAYS,  MANNER_GATEWAYS,
        MANNER_GATEWAYS, MANNER_TRAINER,   MANNER_TRAINER,   MANNER_TRAINERS,  MANNER_PEERS,
        MANNER_GOSSIP,   MANNER_SPLIT,     MANNER_SPLIT,
    };
    *cast = (struct cast){.sets = {.owner = "sets"}};
    cast->manner = weighted[wf_random_below(random, sizeof weighted / sizeof *weighted)];
    cast->density = draw_chance(random, 0.15) ? 0 : wf_random_uniform(random, 0.02, 0.25);
    cast->users = draw_chance(random, 0.25);
    cast->doubled = draw_chance(random, 0.03);
    cast->rows = draw_chance(random, 0.15);
    cast->late = draw_chance(random, 0.15);
}

/* ---- actors ---- */

static bool print_actor(struct cast *cast, struct wf_random *random, enum wf_role_id role,
                        const char *host, struct given *given, double density,
                        struct wf_buffer *out)
{
    const char *name = wf_roles[role].name;
    bool ok = given_draw(given, random, wf_roles[role].props, 0, name, density);
    wf_buffer_printf(out, "<actor host='%s' function='%s'", host, name);
    if (cast->late && draw_chance(random, 0.5))
        draw_text(random, " start_time='0~20'| start_time='0.1~5.0'", out);
    wf_buffer_printf(out, ">");
    given_print(given, out);
    wf_buffer_printf(out, "</actor>\n");
    if (given->sets.length)
        wf_buffer_add(&cast->sets.sets, given->sets.text, given->sets.length);
    given_release(given);
    return ok;
}

/* The props of its plan that follow from how it trains. */
static void give_plan(const struct cast *cast, struct wf_random *random, enum wf_role_id role,
                      struct given *given)
{
    given_set(given, random, "workload", "workload.xml");
    if (role == WF_TRAINER && !cast->rows)
        given_set(given, random, "epochs", "1|2|3|2.5");
    else if (role != WF_TRAINER && cast->rows && draw_chance(random, 0.3))
        given_set(given, random, "passes-ratio", "auto|0.4~2.0");
    else if (!cast->rows)
        given_set(given, random, "rounds", "1~4");
}

static bool print_server(struct cast *cast, struct wf_random *random, struct wf_buffer *out)
{
    struct given given = {.owner = "server"};
    give_plan(cast, random, WF_SERVER, &given);
    if (cast->manner == MANNER_BUFFERED) {
        given_set(&given, random, "aggregation", "buffered");
        given_set(&given, random, "buffer", "1~4");
    }
    if (cast->manner == MANNER_SEMI_SYNC) {
        given_set(&given, random, "aggregation", "semi-sync");
        given_set(&given, random, "deadline", "0.2~3.0 s|1~8 s");
    }
    return print_actor(cast, random, WF_SERVER, "hub", &given, cast->density, out);
}

static bool print_split_server(struct cast *cast, struct wf_random *random, struct wf_buffer *out)
{
    struct given given = {.owner = "split-server"};
    give_plan(cast, random, WF_SPLIT_SERVER, &given);
    return print_actor(cast, random, WF_SPLIT_SERVER, "hub", &given, cast->density, out);
}

/* Devices @p first to the last but @p end; half of the time as two groups. */
static bool print_devices(struct cast *cast, const struct place *place, struct wf_random *random,
                          enum wf_role_id role, bool leads, struct wf_buffer *out)
{
    uint32_t parts = place->devices > 1 && draw_chance(random, 0.5) ? 2 : 1, first = 0;
    bool ok = true;
    for (uint32_t part = 0; part < parts; part++) {
        uint32_t last = part + 1 == parts ? place->devices - 1 : (place->devices - 1) / 2;
        struct given given = {.owner = wf_roles[role].name};
        char host[32];
        if (leads && part == 0)
            give_plan(cast, random, role, &given);
        if (first == last)
            snprintf(host, sizeof host, "d-%u", first);
        else
            snprintf(host, sizeof host, "d-[%u-%u]", first, last);
        ok &= print_actor(cast, random, role, host, &given, leads && part ? 0 : cast->density, out);
        first = last + 1;
    }
    return ok;
}

static bool print_trainers(struct cast *cast, const struct place *place, struct wf_random *random,
                           struct wf_buffer *out)
{
    struct given given = {.owner = "trainer"};
    give_plan(cast, random, WF_TRAINER, &given);
    bool several = cast->manner == MANNER_TRAINERS, sources = draw_chance(random, 0.6);
    if (several && draw_chance(random, 0.7))
        given_set(&given, random, "batch", "20~100");
    bool ok = print_actor(cast, random, WF_TRAINER, several ? "node-*" : "node-0", &given,
                          cast->density, out);
    return (!sources || print_devices(cast, place, random, WF_SOURCE, false, out)) && ok;
}

bool cast_print(struct cast *cast, const struct place *place, struct wf_random *random,
                struct wf_buffer *out)
{
    struct given gateway = {.owner = "gateway"}, user = {.owner = "user"};
    bool ok = true;
    wf_buffer_printf(out, "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM "
                          "\"https://simgrid.org/simgrid.dtd\">\n<platform version='4.1'>\n");
    switch (cast->manner) {
    case MANNER_GATEWAYS:
        for (int i = 0; i < 2; i++)
            ok &= print_actor(cast, random, WF_GATEWAY, i ? "gate-1" : "gate-0", &gateway,
                              cast->density, out);
        /* fall through */
    case MANNER_SYNC:
    case MANNER_SEMI_SYNC:
    case MANNER_BUFFERED:
        ok &= print_server(cast, random, out) &&
              print_devices(cast, place, random, WF_LEARNER, false, out);
        break;
    case MANNER_SPLIT:
        ok &= print_split_server(cast, random, out) &&
              print_devices(cast, place, random, WF_SPLIT_CLIENT, false, out);
        break;
    case MANNER_TRAINER:
    case MANNER_TRAINERS:
        ok &= print_trainers(cast, place, random, out);
        break;
    default:
        ok &= print_devices(cast, place, random,
                            cast->manner == MANNER_PEERS ? WF_PEER : WF_GOSSIPER, true, out);
    }
    if (cast->users)
        ok &= print_actor(cast, random, WF_USER, cast->doubled ? "d-0" : "desk", &user,
                          cast->density + 0.3, out);
    wf_buffer_printf(out, "</platform>\n");
    return ok;
}

/* ---- the workload ---- */

static const char rows[] = "<rounds value='2' provenance='assumed'/>"
                           "<rounds value='3' aggregation='buffered' provenance='assumed'/>"
                           "<rounds value='2' aggregation='semi-sync' provenance='assumed'/>"
                           "<rounds value='2' topology='ring' provenance='assumed'/>"
                           "<rounds value='2' topology='random' provenance='assumed'/>"
                           "<rounds value='2' topology='complete' provenance='assumed'/>"
                           "<rounds value='2' topology='k-regular' provenance='assumed'/>"
                           "<rounds value='3' topology='gossip' provenance='assumed'/>"
                           "<rounds value='2' topology='split-sequential' provenance='assumed'/>"
                           "<rounds value='3' topology='split-parallel' provenance='assumed'/>"
                           "<rounds value='1' training='later' provenance='assumed'/>"
                           "<epochs value='2' provenance='assumed'/>\n";

bool cast_workload(struct cast *cast, struct wf_random *random, struct wf_buffer *out)
{
    struct given given = {.owner = "workload"};
    given_set(&given, random, "parameters", "5000~300000");
    given_set(&given, random, "training-flop", "2~40 Mflop");
    given_set(&given, random, "bytes-per-sample", "1~9 kB");
    given_set(&given, random, "metric", "accuracy");
    given_set(&given, random, "target", "0.5");
    given_set(&given, random, "samples", "40~300");
    given_set(&given, random, "activation-size", "100~9000 B");
    given_set(&given, random, "client-flop-share", "0.05~0.95");
    given_set(&given, random, "client-parameters", "100~4000");
    bool ok = given_draw(&given, random, wf_workload_props, 0, "workload", cast->density / 2);
    wf_buffer_printf(out, "<?xml version='1.0'?>\n<workload version='1' id='model'>\n");
    given_print(&given, out);
    wf_buffer_printf(out, "%s</workload>\n", cast->rows ? rows : "");
    if (given.sets.length)
        wf_buffer_add(&cast->sets.sets, given.sets.text, given.sets.length);
    given_release(&given);
    return ok;
}
