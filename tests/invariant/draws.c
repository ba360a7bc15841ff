/* invariant.<law>: samples and speeds that are drawn from a distribution, a device each. */
#include "../cases.h"
#include "../scenario.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A mean of LEARNERS draws lies within SIGMAS standard errors of the distribution's: wrong for one
 * seed in two millions, and the seed is fixed. */
enum { LEARNERS = 2000, SEED = 1 };
static const double SIGMAS = 5;
static const double FLOP = 20e6, SPEED = 1e9, BUSY_W = 9;

static void check(bool holds, const char *what, double a, double b)
{
    if (holds)
        return;
    printf("    FAILED %s: %.17g, %.17g\n", what, a, b);
    failures++;
}

/* ---- files ---- */

#define HEAD                                                                                       \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
static const char platform_text[] =
    HEAD "<cluster id='all' prefix='d-' suffix='' radical='0-2000' speed='1Gf' bw='1MBps' "
         "lat='1ms'>\n<prop id='wattage_per_state' value='2:2:9'/></cluster>\n</platform>\n";
static const char workload_text[] =
    "<?xml version='1.0'?>\n<workload version='1' id='model'>\n"
    "<prop id='parameters' value='1000'/><prop id='training-flop' value='20 Mflop'/>\n"
    "<prop id='model-size' value='0 B'/><prop id='update-size' value='0 B'/>\n"
    "<prop id='samples' value='240'/><prop id='bytes-per-sample' value='1 B'/></workload>\n";

#define LEARNER "<actor host='d-[%s]' function='learner'><prop id='samples' value='%s'/>" FACTOR
#define SOURCE  "<actor host='d-[%s]' function='source'><prop id='samples' value='%s'/>"
#define FACTOR  "<prop id='speed-factor' value='%s'/>"
#define ALL     "1-2000"

/* @p actors: a text of whole actors but the leader. */
static void run(struct scenario_run *result, uint64_t seed, bool federated, const char *actors)
{
    const struct wf_options options = {.seed = seed, .audit = true};
    char *platform = scenario_file(platform_text), *workload = scenario_file(workload_text);
    char *text = wf_format(HEAD "<actor host='d-0' function='%s'><prop id='workload' value='%s'/>"
                                "<prop id='%s' value='1'/></actor>\n%s</platform>\n",
                           federated ? "server" : "trainer", workload,
                           federated ? "rounds" : "epochs", actors);
    char *deployment = scenario_file(text);
    char *files[] = {platform, workload, deployment};
    scenario_run(result, platform, deployment, NULL, &options);
    check(result->status == 0, actors, result->status, 0);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        unlink(files[i]);
        free(files[i]);
    }
    free(text);
}

static void run_learners(struct scenario_run *result, uint64_t seed, const char *hosts,
                         const char *samples, const char *factor)
{
    char *actors = wf_format(LEARNER "</actor>\n", hosts, samples, factor);
    run(result, seed, true, actors);
    free(actors);
}

static const struct wf_participant *learners_of(const struct scenario_run *run)
{
    return run->study.scenarios[0].participants[WF_LEARNER];
}

/* ---- what may differ ---- */

#define OUTPUTS(OUTPUT)                                                                            \
    OUTPUT(time_s, s->outcome->time_s)                                                             \
    OUTPUT(energy_j, s->energy_j)                                                                  \
    OUTPUT(plugin_host_energy_j, s->plugin_host_energy_j)                                          \
    OUTPUT(compute_j, s->phase_j[WF_PHASE_COMPUTE])                                                \
    OUTPUT(flop, s->outcome->flop)                                                                 \
    OUTPUT(samples, s->outcome->samples)                                                           \
    OUTPUT(sample_gini, s->outcome->sample_gini)
#define GETTER(name, expression)                                                                   \
    static double get_##name(const struct wf_summary *s)                                           \
    {                                                                                              \
        return expression;                                                                         \
    }
OUTPUTS(GETTER)
#define ROW(name, expression) {#name, get_##name},
static const struct {
    const char *name;
    double (*value)(const struct wf_summary *summary);
} outputs[] = {OUTPUTS(ROW)};
enum { OUTPUT_COUNT = sizeof outputs / sizeof *outputs };

/* To the bit: all outputs, what each learner got. */
static void check_same(const struct scenario_run *a, const struct scenario_run *b)
{
    if (a->status || b->status)
        return;
    for (size_t i = 0; i < OUTPUT_COUNT; i++) {
        double x = outputs[i].value(scenario_summary(a)), y = outputs[i].value(scenario_summary(b));
        check(memcmp(&x, &y, sizeof x) == 0, outputs[i].name, x, y);
    }
    for (uint32_t i = 0; i < LEARNERS; i++) {
        const struct wf_participant *x = &learners_of(a)[i], *y = &learners_of(b)[i];
        check(x->samples == y->samples, "samples", (double)x->samples, (double)y->samples);
        check(memcmp(&x->speed_factor, &y->speed_factor, sizeof x->speed_factor) == 0, "speed",
              x->speed_factor, y->speed_factor);
    }
}

/* ---- the distributions ---- */

/* Mean and deviation by hand: uniform (a + b) / 2 and (b - a) / sqrt 12; lognormal m e^(s s / 2)
 * and that x sqrt(e^(s s) - 1); gamma k c and c sqrt k; Pareto c k / (k - 1) and
 * c / (k - 1) x sqrt(k / (k - 2)); Zipf of exponent 1 up to n: n / H and
 * sqrt(n (n + 1) / (2 H) - mean^2), H the sum of 1 / k. Samples are rounded, and at least 1: that
 * moves no mean here by more than 0.02, of standard errors from 0.17 on. */
struct drawn {
    const char *samples, *factor;
    double mean, deviation, factor_mean, factor_deviation;
};
static const double HARMONIC_100 = 5.187377517639621;

static size_t distributions(struct drawn list[8])
{
    size_t count = 0;
    list[count++] =
        (struct drawn){"uniform(20, 60)", "uniform(0.5, 1.5)", 40, 40 / sqrt(12), 1, 1 / sqrt(12)};
    list[count++] = (struct drawn){"normal(40, 8)", "normal(1, 0.2)", 40, 8, 1, 0.2};
    list[count++] = (struct drawn){"lognormal(40, 0.5)", "lognormal(1, 0.5)",
                                   40 * exp(0.125),      40 * exp(0.125) * sqrt(expm1(0.25)),
                                   exp(0.125),           exp(0.125) * sqrt(expm1(0.25))};
    list[count++] = (struct drawn){"exponential(40)", "exponential(1)", 40, 40, 1, 1};
    list[count++] = (struct drawn){"gamma(4, 10)", "gamma(4, 0.25)", 40, 20, 1, 0.5};
    list[count++] = (struct drawn){"pareto(20, 4)",   "pareto(0.5, 4)", 80. / 3,
                                   20. / 3 * sqrt(2), 2. / 3,           0.5 / 3 * sqrt(2)};
    double mean = 100 / HARMONIC_100;
    list[count++] = (struct drawn){"zipf(1, 100)", "zipf(1, 100)",
                                   mean,           sqrt(5050 / HARMONIC_100 - mean * mean),
                                   mean,           sqrt(5050 / HARMONIC_100 - mean * mean)};
    return count;
}

static void check_mean(double got, double mean, double deviation, const char *what)
{
    check(fabs(got - mean) <= SIGMAS * deviation / sqrt(LEARNERS), what, got, mean);
}

/* ---- laws ---- */

static void means_are_those_of_the_distribution(void)
{
    struct drawn list[8];
    size_t count = distributions(list);
    for (size_t i = 0; i < count; i++) {
        struct scenario_run one;
        run_learners(&one, SEED, ALL, list[i].samples, list[i].factor);
        if (one.status == 0) {
            const struct wf_summary *summary = scenario_summary(&one);
            double samples = 0, factors = 0, busy_s = 0;
            for (uint32_t j = 0; j < LEARNERS; j++) {
                const struct wf_participant *learner = &learners_of(&one)[j];
                samples += (double)learner->samples;
                factors += learner->speed_factor;
                busy_s += (double)learner->samples * FLOP / SPEED / learner->speed_factor;
            }
            check_mean(summary->outcome->samples / LEARNERS, list[i].mean, list[i].deviation,
                       list[i].samples);
            check_mean(factors / LEARNERS, list[i].factor_mean, list[i].factor_deviation,
                       list[i].factor);
            check(summary->outcome->samples == samples, "samples trained on",
                  summary->outcome->samples, samples);
            double compute_j = summary->phase_j[WF_PHASE_COMPUTE];
            check(fabs(compute_j - BUSY_W * busy_s) <= 1e-9 * compute_j, "joules of training",
                  compute_j, BUSY_W * busy_s);
        }
        scenario_release(&one);
    }
}

static void same_seed_draws_the_same(void)
{
    struct drawn list[8];
    size_t count = distributions(list);
    for (size_t i = 0; i < count; i++) {
        struct scenario_run a, b, other;
        run_learners(&a, SEED, ALL, list[i].samples, list[i].factor);
        run_learners(&b, SEED, ALL, list[i].samples, list[i].factor);
        run_learners(&other, SEED + 1, ALL, list[i].samples, list[i].factor);
        check_same(&a, &b);
        for (size_t j = 0; j < OUTPUT_COUNT && a.status == 0 && other.status == 0; j++) {
            double x = outputs[j].value(scenario_summary(&a));
            double y = outputs[j].value(scenario_summary(&other));
            check(x < y || x > y, outputs[j].name, x, y);
        }
        scenario_release(&a);
        scenario_release(&b);
        scenario_release(&other);
    }
}

/* Distributions of one value are that value. */
static void one_value_is_the_constant(void)
{
    static const char *const samples[] = {"uniform(40, 40)", "normal(40, 0)", "lognormal(40, 0)"};
    static const char *const factors[] = {"uniform(0.7, 0.7)", "normal(0.7, 0)",
                                          "lognormal(0.7, 0)"};
    struct scenario_run constant, one;
    run_learners(&constant, SEED, ALL, "40", "0.7");
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        run_learners(&one, SEED + i, ALL, samples[i], factors[i]);
        check_same(&constant, &one);
        scenario_release(&one);
    }
    scenario_release(&constant);
    run_learners(&constant, SEED, ALL, "1", "1");
    run_learners(&one, SEED, ALL, "zipf(1.3, 1)", "zipf(0, 1)");
    check_same(&constant, &one);
    scenario_release(&one);
    scenario_release(&constant);
}

/* What a device draws does not depend on who else takes part, nor on what it does. */
static void a_device_is_the_same_everywhere(void)
{
    enum { HALF = LEARNERS / 2 };
    struct scenario_run all, half, sources;
    run_learners(&all, SEED, ALL, "gamma(4, 10)", "lognormal(1, 0.5)");
    run_learners(&half, SEED, "1001-2000", "gamma(4, 10)", "lognormal(1, 0.5)");
    for (uint32_t i = 0; i < HALF && all.status == 0 && half.status == 0; i++) {
        const struct wf_participant *x = &learners_of(&all)[HALF + i], *y = &learners_of(&half)[i];
        check(x->host == y->host, "host", x->host, y->host);
        check(x->samples == y->samples, "samples", (double)x->samples, (double)y->samples);
        check(memcmp(&x->speed_factor, &y->speed_factor, sizeof x->speed_factor) == 0, "speed",
              x->speed_factor, y->speed_factor);
    }
    char *actors = wf_format(SOURCE "</actor>\n", ALL, "gamma(4, 10)");
    run(&sources, SEED, false, actors);
    for (uint32_t i = 0; i < LEARNERS && all.status == 0 && sources.status == 0; i++) {
        uint64_t x = learners_of(&all)[i].samples;
        uint64_t y = sources.study.scenarios[0].participants[WF_SOURCE][i].samples;
        check(x == y, "samples of a source", (double)x, (double)y);
    }
    free(actors);
    scenario_release(&all);
    scenario_release(&half);
    scenario_release(&sources);
}

static const struct test_case laws[] = {
    LAW(means_are_those_of_the_distribution),
    LAW(same_seed_draws_the_same),
    LAW(one_value_is_the_constant),
    LAW(a_device_is_the_same_everywhere),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, laws, sizeof laws / sizeof *laws);
}
