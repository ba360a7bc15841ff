#include "harness.h"

#include <math.h>

/* Carbon under a grid that changes with time. Server and learner, one link both ways, one round:
 *   t = latency + parameters x 4 B / bandwidth     download, and upload
 *   c = samples x training_flop / learner_speed    local training
 *   a = 2 x parameters / server_speed              aggregation of one update
 * The learner idles 0 .. t, is busy t .. t + c, idles until 2 t + c, where its duty ends; the
 * server idles until 2 t + c and is busy for a; the link's bytes are spread over 0 .. t and over t
 * + c .. 2 t + c, its base watts last from 0 to 2 t + c. */
#define RUN(INPUT)                                                                                 \
    INPUT(server_speed, 2e6, 2.6e6)                                                                \
    INPUT(server_idle, 40, 47)                                                                     \
    INPUT(server_busy, 210, 190)                                                                   \
    INPUT(learner_speed, 1e9, 1.3e9)                                                               \
    INPUT(learner_idle, 3, 3.7)                                                                    \
    INPUT(learner_busy, 11, 14)                                                                    \
    INPUT(bandwidth, 1e6, 1.7e6)                                                                   \
    INPUT(latency, 0.02, 0.05)                                                                     \
    INPUT(link_idle, 0.5, 0.8)                                                                     \
    INPUT(link_busy, 2, 2.9)                                                                       \
    INPUT(parameters, 250000, 330000)                                                              \
    INPUT(training_flop, 2e7, 3e7)                                                                 \
    INPUT(samples, 40, 55)                                                                         \
    INPUT(pue, 1.3, 1.4)                                                                           \
    INPUT(wall, 1.1, 1.2)                                                                          \
    INPUT(charger, 0.8, 0.9)
#define SHARES(INPUT)                                                                              \
    RUN(INPUT)                                                                                     \
    INPUT(learner_share, 0.25, 0.5)                                                                \
    INPUT(link_share, 0.5, 0.75)
#define SITES(world, learner_props, learner_share, link_share)                                     \
    PLATFORM(ZONE(                                                                                 \
        "world",                                                                                   \
        world HOST("server", "{server_speed}f",                                                    \
                   KIND("server") PROP("pue", "{pue}")                                             \
                       WATTS("{server_idle}:{server_idle}:{server_busy}"))                         \
            HOST("learner", "{learner_speed}f",                                                    \
                 KIND("edge") PROP("wall_factor", "{wall}")                                        \
                     PROP("charger_efficiency", "{charger}") PROP("attribution", learner_share)    \
                         WATTS("{learner_idle}:{learner_idle}:{learner_busy}") learner_props)      \
                LINK("link", "{bandwidth}Bps", "{latency}s",                                       \
                     RANGE("{link_idle}:{link_busy}") PROP("attribution", link_share))             \
                    ROUTE("server", "learner", "link")))
#define JOB(server_props)                                                                          \
    DEPLOYMENT(SERVER(PROP("rounds", "1") server_props) ACTOR("learner", "learner", ""))
#define WORK                                                                                       \
    WORKLOAD(PROP("parameters", "{parameters}") PROP("training-flop", "{training_flop} flop")      \
                 PROP("samples", "{samples}"))

struct run_inputs {
    RUN(ANALYTIC_FIELD)
};

/* What is billed of the base watts. */
struct shares {
    double learner, link;
    bool whole; /* to the end of the job */
};

/* Intensity: value i holds from edge i to edge i + 1. */
struct grid {
    const double *edge, *value;
    int count;
};

/* Its integral over from .. to. */
static double over(const struct grid *grid, double from, double to)
{
    double sum = 0;
    for (int i = 0; i < grid->count; i++)
        sum += grid->value[i] * fmax(0, fmin(to, grid->edge[i + 1]) - fmax(from, grid->edge[i]));
    return sum;
}

struct grams {
    double compute, download, upload, aggregate, wait, server, learner, link;
};

/* Grams of the job when it starts at a date: server and link under one grid, learner under another.
 * With the whole platform nothing is left out, and the learner draws cold idle to the end. */
static struct grams job(const struct run_inputs *in, const struct grid *grid,
                        const struct grid *other, double start, struct shares shares)
{
    double t = in->latency + in->parameters * 4 / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed, end = start + 2 * t + c, stop = end + a;
    double at_grid = in->wall / in->charger, left = 1 - shares.learner;
    double idle = in->learner_idle * (1 - left), busy = in->learner_busy - left * in->learner_idle;
    double active = (in->link_busy - in->link_idle) * in->parameters * 4 / in->bandwidth / t;
    double trained = start + t + c;
    struct grams g = {0};
    double down = over(grid, start, start + t), up = over(grid, trained, end);
    double learner_down = at_grid * idle * over(other, start, start + t);
    double learner_up = at_grid * idle * over(other, trained, end);
    double learner_after = shares.whole ? at_grid * in->learner_idle * over(other, end, stop) : 0;
    double base = shares.link * in->link_idle * over(grid, start, shares.whole ? stop : end);
    g.compute = at_grid * busy * over(other, start + t, trained);
    g.download = learner_down + in->pue * in->server_idle * down + active * down;
    g.upload = learner_up + in->pue * in->server_idle * up + active * up;
    g.aggregate = in->pue * in->server_busy * over(grid, end, stop);
    g.wait = in->pue * in->server_idle * over(grid, start + t, trained) + base + learner_after;
    g.server = in->pue *
               (in->server_idle * over(grid, start, end) + in->server_busy * over(grid, end, stop));
    g.learner = g.compute + learner_down + learner_up + learner_after;
    g.link = active * (down + up) + base;
    double *all = (double *)&g;
    for (unsigned i = 0; i < sizeof g / sizeof *all; i++)
        all[i] /= 3.6e6;
    return g;
}

static void put(struct analytic_outputs *out, const struct grams *g)
{
    analytic_output(out, "carbon_g", g->server + g->learner + g->link);
    analytic_output(out, "carbon.compute", g->compute);
    analytic_output(out, "carbon.download", g->download);
    analytic_output(out, "carbon.upload", g->upload);
    analytic_output(out, "carbon.aggregate", g->aggregate);
    analytic_output(out, "carbon.wait", g->wait);
    analytic_output(out, "carbon_host.server", g->server);
    analytic_output(out, "carbon_host.learner", g->learner);
}

/* Edges in the middle of the training and of the upload: power and intensity straddle each other's
 * steps. The learner has a column of its own, the link the zone's. Times are seconds, and so is the
 * start, which is no edge. The series is not regular. */
#define PERIODS(INPUT)                                                                             \
    SHARES(INPUT)                                                                                  \
    INPUT(start, 10.25, 10.5)                                                                      \
    INPUT(first, 11.75, 11.6)                                                                      \
    INPUT(second, 12.5, 12.25)                                                                     \
    INPUT(early, 80, 95)                                                                           \
    INPUT(middle, 350, 300)                                                                        \
    INPUT(late, 520, 600)                                                                          \
    INPUT(other_early, 20, 25)                                                                     \
    INPUT(other_middle, 700, 650)                                                                  \
    INPUT(other_late, 110, 90)
ANALYTIC_INPUTS(periods, PERIODS);
static void intensity_of_three_periods_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct periods_inputs *in = inputs;
    const double edge[] = {0, in->first, in->second, 2 * in->second - in->first + 100};
    const double value[] = {in->early, in->middle, in->late};
    const double other[] = {in->other_early, in->other_middle, in->other_late};
    struct grid grid = {edge, value, 3}, learner = {edge, other, 3};
    struct grams g = job(inputs, &grid, &learner, in->start,
                         (struct shares){in->learner_share, in->link_share, false});
    put(out, &g);
    analytic_output(out, "start_s", in->start);
    analytic_output(out, "start_delay_s", 0);
}
#define PERIODS_SERIES                                                                             \
    "# times as seconds, one value missing after the run\n"                                        \
    "when,here,there\n0,{early},{other_early}\n{first},{middle},{other_middle}\n"                  \
    "{second},{late},{other_late}\n200,,\n"

/* Values that are missing, one empty and one whose row is not there, lie on a line between their
 * neighbours, each for the whole of its step. */
#define GAPS(INPUT)                                                                                \
    RUN(INPUT)                                                                                     \
    INPUT(before, 100, 130)                                                                        \
    INPUT(behind, 400, 310)
ANALYTIC_INPUTS(gaps, GAPS);
static void missing_values_are_bridged_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct gaps_inputs *in = inputs;
    const double edge[] = {0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6};
    double third = (in->behind - in->before) / 3;
    const double value[] = {
        70,  80,  in->before, in->before + third, in->before + 2 * third, in->behind, 200, 210, 220,
        230, 240, 250};
    struct grid grid = {edge, value, 12};
    struct grams g = job(inputs, &grid, &grid, 0, (struct shares){0.25, 0.5, false});
    put(out, &g);
}
#define GAPS_SERIES                                                                                \
    "time,carbon_intensity\n0,70\n0.5,80\n1,{before}\n1.5,\n2.5,{behind}\n3,200\n3.5,210\n"        \
    "4,220\n4.5,230\n5,240\n5.5,250\n"

/* The start may be put off to an edge of the series, each 2 s: the expectation tries all of them,
 * and the date asked for. As written 4 s is greenest; a longer window reaches 10 s; without v2, 2 s
 * is. */
#define WINDOW(INPUT)                                                                              \
    RUN(INPUT)                                                                                     \
    INPUT(start, 1, 1.25)                                                                          \
    INPUT(delay, 7.5, 11)                                                                          \
    INPUT(v2, 200, 900)                                                                            \
    INPUT(v3, 210, 220)
ANALYTIC_INPUTS(window, WINDOW);
static double total_of(const struct grams *g)
{
    return g->server + g->learner + g->link;
}
static void window_expect(const void *inputs, struct analytic_outputs *out, struct shares shares)
{
    const struct window_inputs *in = inputs;
    const double edge[] = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18};
    const double value[] = {400, 500, in->v2, in->v3, 900, 100, 120, 450, 470};
    struct grid grid = {edge, value, 9};
    double best = in->start;
    struct grams least = job(inputs, &grid, &grid, best, shares);
    for (double start = 2; start <= in->start + in->delay; start += 2) {
        struct grams g = job(inputs, &grid, &grid, start, shares);
        if (start > in->start && total_of(&g) < total_of(&least)) {
            least = g;
            best = start;
        }
    }
    put(out, &least);
    analytic_output(out, "start_s", best);
    analytic_output(out, "start_delay_s", best - in->start);
}
static void delay_to_the_greenest_edge_expect(const void *inputs, struct analytic_outputs *out)
{
    window_expect(inputs, out, (struct shares){0.25, 0.5, false});
}
static void delay_of_the_whole_platform_expect(const void *inputs, struct analytic_outputs *out)
{
    window_expect(inputs, out, (struct shares){1, 1, true});
}
#define WINDOW_SITES                                                                               \
    SITES(PROP("carbon_intensity", "series.csv") PROP("carbon_value", "grid"), "", "0.25", "0.5")
#define WINDOW_JOB JOB(PROP("start-date", "{start}") PROP("delay", "{delay} s"))
#define WINDOW_SERIES                                                                              \
    "time,grid\n0,400\n2,500\n4,{v2}\n6,{v3}\n8,900\n10,100\n12,120\n14,450\n16,470\n"

/* The window over a <cluster> of three nodes, of which two take part: node 0 serves, node 1 learns.
 * With the whole platform each node idles, and both halves of its split link draw base watts, to
 * the end; a message takes the sender's up half and the receiver's down half. A short download, a
 * training of about one step, a long upload: at 2 s the training meets a low intensity and what
 * follows a high one, at 8 s all meet one between. Six halves of base watts make 8 s the greenest;
 * three would make it 2 s. */
#define CLUSTER(INPUT)                                                                             \
    INPUT(speed, 1e9, 1.05e9)                                                                      \
    INPUT(idle, 0.2, 0.25)                                                                         \
    INPUT(busy, 11, 11.5)                                                                          \
    INPUT(bandwidth, 1e6, 1.02e6)                                                                  \
    INPUT(latency, 0.01, 0.012)                                                                    \
    INPUT(link_idle, 0.8, 0.82)                                                                    \
    INPUT(link_busy, 0.9, 0.95)                                                                    \
    INPUT(model, 4000, 6000)                                                                       \
    INPUT(update, 4e6, 3.9e6)                                                                      \
    INPUT(training_flop, 1.9e7, 1.95e7)                                                            \
    INPUT(samples, 100, 101)                                                                       \
    INPUT(low, 100, 20)                                                                            \
    INPUT(high, 900, 780)                                                                          \
    INPUT(between, 400, 410)
ANALYTIC_INPUTS(cluster, CLUSTER);
static void delay_over_a_cluster_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct cluster_inputs *in = inputs;
    const double edge[] = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18};
    const double value[] = {700,         in->low,     in->high, in->high, in->between,
                            in->between, in->between, 800,      800};
    struct grid grid = {edge, value, 9};
    double down = 2 * in->latency + in->model / in->bandwidth;
    double up = 2 * in->latency + in->update / in->bandwidth;
    double c = in->samples * in->training_flop / in->speed, time = down + c + up;
    double moving = 2 * (in->link_busy - in->link_idle) / in->bandwidth; /* J a byte */
    double base = 3 * in->idle + 3 * 2 * in->link_idle, best = 0, least = INFINITY;
    for (double start = 0; start <= 8; start += 2) {
        double trained = start + down + c, end = start + time;
        double g = base * over(&grid, start, end) +
                   (in->busy - in->idle) * over(&grid, start + down, trained) +
                   moving * in->model / down * over(&grid, start, start + down) +
                   moving * in->update / up * over(&grid, trained, end);
        best = g < least ? start : best;
        least = fmin(least, g);
    }
    analytic_output(out, "time_s", time);
    analytic_output(out, "carbon_g", least / 3.6e6);
    analytic_output(out, "start_s", best);
    analytic_output(out, "start_delay_s", best);
}
#define CLUSTER_SITES                                                                              \
    PLATFORM(ZONE("world", PROP("carbon_intensity", "series.csv")                                  \
                               PROP("carbon_value",                                                \
                                    "grid") "<cluster id='cluster' prefix='node-' "                \
                                            "suffix='' radical='0-2' "                             \
                                            "speed='{speed}f' "                                    \
                                            "bw='{bandwidth}Bps' "                                 \
                                            "lat='{latency}s'>\n" WATTS("{idle}:{idle}:{busy}")    \
                                                RANGE("{link_idle}:{link_busy}") "</cluster>\n"))
#define CLUSTER_JOB                                                                                \
    DEPLOYMENT(ACTOR("node-0", "server",                                                           \
                     PROP("workload", "workload.xml") PROP("rounds", "1")                          \
                         PROP("aggregation-flop", "0") PROP("start-date", "0")                     \
                             PROP("delay", "8 s")) ACTOR("node-1", "learner", ""))
#define CLUSTER_WORK                                                                               \
    WORKLOAD(PROP("parameters", "1000") PROP("model-size", "{model} B")                            \
                 PROP("update-size", "{update} B") PROP("training-flop", "{training_flop} flop")   \
                     PROP("samples", "{samples}"))
#define CLUSTER_SERIES                                                                             \
    "time,grid\n0,700\n2,{low}\n4,{high}\n6,{high}\n8,{between}\n10,{between}\n"                   \
    "12,{between}\n14,800\n16,800\n"

/* Joules of a battery device at the grid: metered x wall_factor / charger_efficiency. */
ANALYTIC_INPUTS(charged, SHARES);
static void joules_through_a_charger_expect(const void *inputs, struct analytic_outputs *out)
{
    const struct charged_inputs *in = inputs;
    double t = in->latency + in->parameters * 4 / in->bandwidth;
    double c = in->samples * in->training_flop / in->learner_speed;
    double a = 2 * in->parameters / in->server_speed, end = 2 * t + c;
    double learner = in->wall / in->charger *
                     (in->learner_idle * 2 * t + in->learner_busy * c -
                      (1 - in->learner_share) * in->learner_idle * end);
    double server = in->server_idle * end + in->server_busy * a;
    double link = (in->link_busy - in->link_idle) * 2 * in->parameters * 4 / in->bandwidth +
                  in->link_share * in->link_idle * end;
    analytic_output(out, "wall.learner", learner);
    analytic_output(out, "host.server", in->pue * server);
    analytic_output(out, "energy_j", learner + in->pue * server + link);
    analytic_output(out, "link.link", link);
}

static const struct analytic_case cases[] = {
    {ANALYTIC_CASE_OF(intensity_of_three_periods, periods,
                      SITES(PROP("carbon_intensity", "series.csv") PROP("carbon_value", "here")
                                PROP("carbon_time", "when"),
                            PROP("carbon_value", "there"), "{learner_share}", "{link_share}"),
                      JOB(PROP("start-date", "{start}")), WORK),
     .series = PERIODS_SERIES},
    {ANALYTIC_CASE_OF(missing_values_are_bridged, gaps,
                      SITES(PROP("carbon_intensity", "series.csv")
                                PROP("carbon_gaps", "interpolate"),
                            "", "0.25", "0.5"),
                      JOB(""), WORK),
     .series = GAPS_SERIES},
    {ANALYTIC_CASE_OF(delay_to_the_greenest_edge, window, WINDOW_SITES, WINDOW_JOB, WORK),
     .series = WINDOW_SERIES},
    {ANALYTIC_CASE_OF(delay_of_the_whole_platform, window, WINDOW_SITES, WINDOW_JOB, WORK),
     .series = WINDOW_SERIES, .whole_platform = true},
    {ANALYTIC_CASE_OF(delay_over_a_cluster, cluster, CLUSTER_SITES, CLUSTER_JOB, CLUSTER_WORK),
     .series = CLUSTER_SERIES, .whole_platform = true},
    {ANALYTIC_CASE_OF(joules_through_a_charger, charged,
                      SITES("", "", "{learner_share}", "{link_share}"), JOB(""), WORK)},
};
ANALYTIC_TOPIC(analytic_carbon, cases);
