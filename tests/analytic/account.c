#include "harness.h"

/* From joules to the bill: PUE, meter, carbon, embodied carbon. A server in a room of a site, a
 * learner in another room of it, one in the field, each in a zone of its own:
 *   world > site > room  (server)
 *                  hall  (near)
 *           field        (far)
 * near is reached over 'indoor', declared by the site; far over 'outdoor', declared by the world.
 * One round: t of either link, c each, and the server's a. */
#define NESTED(INPUT)                                                                              \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(near_speed, 1e9, 1.3e9)                                                                  \
    INPUT(near_idle, 3, 3.7)                                                                       \
    INPUT(near_busy, 11, 14)                                                                       \
    INPUT(far_speed, 5e8, 6e8)                                                                     \
    INPUT(far_idle, 2, 2.5)                                                                        \
    INPUT(far_busy, 7, 8)                                                                          \
    INPUT(indoor, 4e6, 5e6)                                                                        \
    INPUT(indoor_idle, 1, 1.2)                                                                     \
    INPUT(indoor_busy, 6, 7)                                                                       \
    INPUT(outdoor, 1e6, 1.4e6)                                                                     \
    INPUT(outdoor_idle, 2, 2.4)                                                                    \
    INPUT(outdoor_busy, 9, 11)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 80, 110)
#define NESTED_PLATFORM(world, site, room, near, far, outdoor_props)                               \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        world ZONE(                                                                                \
            "site",                                                                                \
            site ZONE("room", room HOST("server", "{server_speed}f",                               \
                                        WATTS("{server_idle}:{server_busy}")))                     \
                ZONE("hall", HOST("near", "{near_speed}f", near WATTS("{near_idle}:{near_busy}"))) \
                    LINK("indoor", "{indoor}Bps", "10ms",                                          \
                         RANGE("{indoor_idle}:{indoor_busy}")) "<zoneRoute src='room' dst='hall' " \
                                                               "gw_src='server' gw_dst='near'>"    \
                                                               "<link_ctn "                        \
                                                               "id='indoor'/></zoneRoute>\n")      \
            ZONE("field", HOST("far", "{far_speed}f", far WATTS("{far_idle}:{far_busy}")))         \
                LINK("outdoor", "{outdoor}Bps", "20ms",                                            \
                     RANGE("{outdoor_idle}:{outdoor_busy}")                                        \
                         outdoor_props) "<zoneRoute src='site' dst='field' gw_src='server' "       \
                                        "gw_dst='far'>"                                            \
                                        "<link_ctn id='outdoor'/></zoneRoute>\n"))
#define NESTED_DEPLOYMENT                                                                          \
    DEPLOYMENT(SERVER(PROP("rounds", "1")) ACTOR("near", "learner", "") ACTOR("far", "learner", ""))
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "{samples}"))

/* Joules at the wall, before any PUE, and what they come from. */
struct joules {
    double time, server, near, far, indoor, outdoor;
    double near_duty, far_duty;
};
ANALYTIC_INPUTS(nested, NESTED);
static struct joules nested_joules(const struct nested_inputs *in)
{
    double byte = in->parameters * 4, share = in->samples / 2;
    double near_t = 0.01 + byte / in->indoor, far_t = 0.02 + byte / in->outdoor;
    double near_c = share * in->training_flop / in->near_speed;
    double far_c = share * in->training_flop / in->far_speed;
    double near = 2 * near_t + near_c, far = 2 * far_t + far_c, end = near > far ? near : far;
    double a = 2 * in->parameters * 2 / in->server_speed;
    return (struct joules){
        .time = end + a,
        .server = in->server_idle * end + in->server_busy * a,
        .near = in->near_idle * 2 * near_t + in->near_busy * near_c,
        .far = in->far_idle * 2 * far_t + in->far_busy * far_c,
        .indoor =
            (in->indoor_busy - in->indoor_idle) * 2 * byte / in->indoor + in->indoor_idle * near,
        .outdoor =
            (in->outdoor_busy - in->outdoor_idle) * 2 * byte / in->outdoor + in->outdoor_idle * far,
        .near_duty = near,
        .far_duty = far,
    };
}

/* PUE: the nearest zone's, or the host's own; 1 where none is given. A link has that of the zone
 * that declares it. host_energy_j and link_energy_j are before PUE. */
#define PUE(INPUT)                                                                                 \
    NESTED(INPUT)                                                                                  \
    INPUT(site, 1.2, 1.3)                                                                          \
    INPUT(room, 1.5, 1.6)                                                                          \
    INPUT(own, 1.1, 1.15)
ANALYTIC_INPUTS(pue, PUE);
static void pue_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct pue_inputs *in = inputs;
    struct joules j = nested_joules(inputs);
    double energy =
        in->room * j.server + in->site * j.near + in->own * j.far + in->site * j.indoor + j.outdoor;
    analytic_output(out, "time_s", j.time);
    analytic_output(out, "energy_j", energy);
    analytic_output(out, "host_energy_j", j.server + j.near + j.far);
    analytic_output(out, "link_energy_j", j.indoor + j.outdoor);
    analytic_output(out, "host.server", in->room * j.server);
    analytic_output(out, "wall.server", j.server);
    analytic_output(out, "host.near", in->site * j.near);
    analytic_output(out, "host.far", in->own * j.far);
    analytic_output(out, "link.indoor", in->site * j.indoor);
    analytic_output(out, "link.outdoor", j.outdoor);
    analytic_output(out, "kind.network", in->site * j.indoor + j.outdoor);
}

/* Carbon: joules with PUE / 3.6e6 x the intensity of the zone that declares host or link. */
#define CARBON(INPUT)                                                                              \
    NESTED(INPUT)                                                                                  \
    INPUT(site_pue, 1.2, 1.3)                                                                      \
    INPUT(site_intensity, 56, 80)                                                                  \
    INPUT(world_intensity, 480, 300)                                                               \
    INPUT(near_intensity, 20, 25)
ANALYTIC_INPUTS(carbon, CARBON);
static void carbon_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct carbon_inputs *in = inputs;
    struct joules j = nested_joules(inputs);
    analytic_output(out, "carbon_g",
                    (in->site_pue * (j.server + j.indoor) * in->site_intensity +
                     in->site_pue * j.near * in->near_intensity +
                     (j.far + j.outdoor) * in->world_intensity) /
                        3.6e6);
    analytic_output(out, "energy_j",
                    in->site_pue * (j.server + j.indoor + j.near) + j.far + j.outdoor);
}

/* Embodied carbon: embodied x share x (busy + attribution x waiting) / (lifetime x utilisation, 1
 * where none is given) of hosts, and of links that declare it, busy as long as their bytes take at
 * full bandwidth. A zone's is its hosts', not its links'. The room is shared: the job reserves a
 * part of each of its hosts. */
#define EMBODIED(INPUT)                                                                            \
    INPUT(server_speed, 2e8, 2.6e8)                                                                \
    INPUT(near_speed, 1e9, 1.3e9)                                                                  \
    INPUT(far_speed, 5e8, 6e8)                                                                     \
    INPUT(indoor, 4e6, 5e6)                                                                        \
    INPUT(outdoor, 1e6, 1.4e6)                                                                     \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 80, 110)                                                                        \
    INPUT(room_embodied, 3e6, 4e6)                                                                 \
    INPUT(room_lifetime, 1.2e8, 1.5e8)                                                             \
    INPUT(room_utilisation, 0.5, 0.6)                                                              \
    INPUT(room_share, 0.02, 0.03)                                                                  \
    INPUT(far_attribution, 0.25, 0.3)                                                              \
    INPUT(far_embodied, 4e4, 5e4)                                                                  \
    INPUT(far_lifetime, 9e7, 8e7)                                                                  \
    INPUT(link_embodied, 7e5, 9e5)                                                                 \
    INPUT(link_lifetime, 2e8, 3e8)                                                                 \
    INPUT(link_utilisation, 0.1, 0.2)                                                              \
    INPUT(link_attribution, 0.4, 0.5)
#define EMBODIED_PLATFORM                                                                          \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        ZONE("room",                                                                               \
             PROP("embodied_carbon", "{room_embodied} g") PROP("lifetime", "{room_lifetime} s")    \
                 PROP("utilisation", "{room_utilisation}") PROP("share", "{room_share}")           \
                     HOST("server", "{server_speed}f", WATTS("1:2"))                               \
                         HOST("near", "{near_speed}f", WATTS("1:2"))                               \
                             LINK("indoor", "{indoor}Bps", "10ms", RANGE("0:1"))                   \
                                 ROUTE("server", "near", "indoor"))                                \
            ZONE("field", HOST("far", "{far_speed}f",                                              \
                               WATTS("1:2") PROP("embodied_carbon", "{far_embodied} g")            \
                                   PROP("attribution", "{far_attribution}")                        \
                                       PROP("lifetime", "{far_lifetime} s")))                      \
                LINK("outdoor", "{outdoor}Bps", "20ms",                                            \
                     RANGE("0:1") PROP("embodied_carbon", "{link_embodied} g")                     \
                         PROP("lifetime", "{link_lifetime} s")                                     \
                             PROP("attribution", "{link_attribution}") PROP(                       \
                                 "utilisation",                                                    \
                                 "{link_utilisation}")) "<zoneRoute src='room' dst='field' "       \
                                                        "gw_src='server' gw_dst='far'>"            \
                                                        "<link_ctn id='outdoor'/></zoneRoute>\n"))
ANALYTIC_INPUTS(embodied_share, EMBODIED);
static void embodied_share_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct embodied_share_inputs *in = inputs;
    double byte = in->parameters * 4, share = in->samples / 2;
    double near = 2 * (0.01 + byte / in->indoor) + share * in->training_flop / in->near_speed;
    double far_busy = share * in->training_flop / in->far_speed;
    double far = 2 * (0.02 + byte / in->outdoor) + far_busy;
    double time = (near > far ? near : far) + 2 * in->parameters * 2 / in->server_speed;
    double room = in->room_share * in->room_embodied / (in->room_lifetime * in->room_utilisation);
    double moved = 2 * byte / in->outdoor;
    double link_used = moved + in->link_attribution * (far - moved);
    double far_used = far_busy + in->far_attribution * (far - far_busy);
    analytic_output(out, "embodied_g",
                    room * (time + near) + in->far_embodied * far_used / in->far_lifetime +
                        in->link_embodied * link_used / (in->link_lifetime * in->link_utilisation));
}

/* A server of which the job reserves a part: of its base power, wall constant included, that part
 * is billed; what it draws above idle in full, its time as before. */
#define SHARED(INPUT)                                                                              \
    NESTED(INPUT)                                                                                  \
    INPUT(share, 0.02, 0.03)                                                                       \
    INPUT(constant, 30, 36)                                                                        \
    INPUT(pue, 1.5, 1.6)
ANALYTIC_INPUTS(shared_server, SHARED);
static void shared_server_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct shared_server_inputs *in = inputs;
    struct joules j = nested_joules(inputs);
    double a = 2 * in->parameters * 2 / in->server_speed;
    double wall = (in->server_busy - in->server_idle) * a +
                  in->share * (in->server_idle + in->constant) * j.time;
    analytic_output(out, "time_s", j.time);
    analytic_output(out, "wall.server", wall);
    analytic_output(out, "energy_j", in->pue * wall + j.near + j.far + j.indoor + j.outdoor);
    analytic_output(
        out, "phase.aggregate",
        in->pue *
            (in->server_busy - in->server_idle + in->share * (in->server_idle + in->constant)) * a);
    analytic_output(out, "plugin_host_energy_j",
                    j.server + j.near + j.far + in->near_idle * (j.time - j.near_duty) +
                        in->far_idle * (j.time - j.far_duty));
}

/* Watts metered behind the wall: each host's joules times its wall_factor, base power and what
 * attribution leaves out included; then the PUE. Links have no factor. accelerator_hours are busy
 * time times the host's accelerators. */
#define METER(INPUT)                                                                               \
    NESTED(INPUT)                                                                                  \
    INPUT(near_factor, 1.3, 1.4)                                                                   \
    INPUT(far_factor, 1.1, 1.2)                                                                    \
    INPUT(near_accelerators, 8, 4)                                                                 \
    INPUT(far_share, 0.25, 0.5)                                                                    \
    INPUT(site_pue, 1.2, 1.3)
ANALYTIC_INPUTS(meter_factor, METER);
static void meter_factor_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct meter_factor_inputs *in = inputs;
    struct joules j = nested_joules(inputs);
    double near = in->near_factor * j.near;
    double far = in->far_factor * (j.far - (1 - in->far_share) * in->far_idle * j.far_duty);
    double near_c = in->samples / 2 * in->training_flop / in->near_speed;
    double far_c = in->samples / 2 * in->training_flop / in->far_speed;
    double a = 2 * in->parameters * 2 / in->server_speed;
    analytic_output(out, "wall.near", near);
    analytic_output(out, "host.near", in->site_pue * near);
    analytic_output(out, "host.far", far);
    analytic_output(out, "host_energy_j", j.server + near + far);
    analytic_output(out, "energy_j", in->site_pue * (j.server + near + j.indoor) + far + j.outdoor);
    analytic_output(out, "plugin_host_energy_j", /* as metered, from 0 to the end */
                    j.server + j.near + in->near_idle * (j.time - j.near_duty) + j.far +
                        in->far_idle * (j.time - j.far_duty));
    analytic_output(out, "accelerator_hours", (in->near_accelerators * near_c + far_c + a) / 3600);
}

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE(pue,
                   NESTED_PLATFORM("", PROP("pue", "{site}"), PROP("pue", "{room}"), "",
                                   PROP("pue", "{own}"), ""),
                   NESTED_DEPLOYMENT, WORK)},
    {ANALYTIC_CASE(carbon,
                   NESTED_PLATFORM(PROP("carbon_intensity", "{world_intensity} g/kWh"),
                                   PROP("carbon_intensity", "{site_intensity} g/kWh")
                                       PROP("pue", "{site_pue}"),
                                   "", PROP("carbon_intensity", "{near_intensity} g/kWh"), "", ""),
                   NESTED_DEPLOYMENT, WORK)},
    {ANALYTIC_CASE(embodied_share, EMBODIED_PLATFORM, NESTED_DEPLOYMENT, WORK)},
    {ANALYTIC_CASE(shared_server,
                   NESTED_PLATFORM("", "",
                                   PROP("share", "{share}") PROP("wall_constant", "{constant} W")
                                       PROP("pue", "{pue}"),
                                   "", "", ""),
                   NESTED_DEPLOYMENT, WORK)},
    {ANALYTIC_CASE(
        meter_factor,
        NESTED_PLATFORM("", PROP("pue", "{site_pue}"), "",
                        PROP("meter", "module") PROP("wall_factor", "{near_factor}")
                            PROP("accelerators", "{near_accelerators}"),
                        PROP("wall_factor", "{far_factor}") PROP("attribution", "{far_share}"), ""),
        NESTED_DEPLOYMENT, WORK)},
};
ANALYTIC_TOPIC(analytic_account, cases);
