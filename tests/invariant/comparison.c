/* invariant.<law>: what a comparison says of two deployments holds when they are run. */
#include "study/comparison.h"
#include "../cases.h"
#include "../scenario.h"
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static void check_close(double got, double expected, double tolerance, const char *what)
{
    if (fabs(got - expected) <= tolerance * fabs(expected))
        return;
    printf("    FAILED %s: %.17g, expected %.17g\n", what, got, expected);
    failures++;
}

#define HEAD                                                                                       \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
#define WATTS(triple) "<prop id='wattage_per_state' value='" triple "'/>"

/* Nothing is sent, so that joules follow from work alone:
 *   a pass of the trainer    100 samples x 10 Mflop / 1 Gf = 1 s at 100 W            100 J
 *   a round of the learners  2 passes over 50 samples each at 500 Mf = 2 s at 10 W    20 J each,
 *                            and the server waits at 5 W                              10 J
 * Five passes of the trainer use 500 J: as much as 10 rounds, which are 20 passes over the data. */
static const char platform_text[] =
    HEAD "<zone id='world' routing='Full'>\n"
         "<host id='node' speed='1Gf'>" WATTS(
             "20:20:100") "</host>\n"
                          "<host id='hub' speed='1Gf'>" WATTS(
                              "5:5:50") "</host>\n"
                                        "<host id='d-0' speed='500Mf'>" WATTS(
                                            "1:1:10") "</host>\n"
                                                      "<host id='d-1' speed='500Mf'>" WATTS(
                                                          "1:1:10") "</host>\n"
                                                                    "<link id='air' "
                                                                    "bandwidth='1MBps' latency='0' "
                                                                    "sharing_policy='FATPIPE'/>\n"
                                                                    "<route src='hub' "
                                                                    "dst='d-0'><link_ctn "
                                                                    "id='air'/></route>\n"
                                                                    "<route src='hub' "
                                                                    "dst='d-1'><link_ctn "
                                                                    "id='air'/></route>\n"
                                                                    "</zone>\n</platform>\n";
static const char workload_text[] =
    "<?xml version='1.0'?>\n<workload version='1' id='model'>\n"
    "<prop id='parameters' value='1000'/><prop id='training-flop' value='10 Mflop'/>\n"
    "<prop id='samples' value='100'/><prop id='model-size' value='0'/>\n"
    "<prop id='update-size' value='0'/></workload>\n";
#define TRAINER_ENERGY_J 500.
#define TRAINER_PASSES   5.
#define ROUND_ENERGY_J   50.
#define ROUND_PASSES     2.

static char *centralised(const char *workload)
{
    char *text = wf_format(HEAD "<actor host='node' function='trainer'>"
                                "<prop id='workload' value='%s'/><prop id='epochs' value='5'/>"
                                "</actor>\n</platform>\n",
                           workload);
    char *path = scenario_file(text);
    free(text);
    return path;
}

static char *federated(const char *workload, int rounds)
{
    char *text = wf_format(HEAD "<actor host='hub' function='server'>"
                                "<prop id='workload' value='%s'/><prop id='rounds' value='%d'/>"
                                "<prop id='aggregation-flop' value='0'/></actor>\n"
                                "<actor host='d-*' function='learner'>"
                                "<prop id='local-epochs' value='2'/></actor>\n</platform>\n",
                           workload, rounds);
    char *path = scenario_file(text);
    free(text);
    return path;
}

#ifdef __SANITIZE_ADDRESS__
#define CONTEXTS , "--cfg=contexts/factory:thread"
#else
#define CONTEXTS
#endif

/* Run two deployments and hold the second against the first. */
static void break_even(const char *platform, const char *reference, const char *other,
                       struct wf_break_even *result, double energy_j[2], double passes[2])
{
    static const char *const simgrid[] = {"--cfg=network/model:CM02",
                                          "--cfg=network/crosstraffic:0" CONTEXTS};
    const char *files[] = {reference, other};
    struct wf_study_request request = {
        .platform = platform,
        .deployments = files,
        .count = 2,
        .options = {.seed = 1, .audit = true},
        .process = {.simgrid_arguments = simgrid,
                    .simgrid_argument_count = sizeof simgrid / sizeof *simgrid}};
    struct wf_study study;
    struct wf_comparison comparison = {0};
    struct wf_err err = {0};
    *result = (struct wf_break_even){NAN, NAN, NAN};
    energy_j[0] = energy_j[1] = passes[0] = passes[1] = NAN;
    if (wf_study_load(&study, &request, &err) < 0 || wf_comparison_check(&study, &err) < 0 ||
        wf_study_run(&study, &request, &err) < 0) {
        printf("    FAILED %s\n", err.text);
        failures++;
    } else {
        wf_comparison_make(&study, &comparison);
        *result = comparison.break_even[1];
        for (int i = 0; i < 2; i++) {
            energy_j[i] = study.summaries[i].energy_j;
            passes[i] = study.summaries[i].epochs;
        }
    }
    wf_comparison_release(&comparison);
    wf_study_release(&study);
}

/* The headline figure: how many passes over the data, as a multiple of the other's, a deployment
 * may make before it uses as much energy. Run with so many rounds, it uses as much. */
static void passes_at_the_break_even_use_as_much(void)
{
    char *platform = scenario_file(platform_text), *workload = scenario_file(workload_text);
    char *trainer = centralised(workload), *few = federated(workload, 3);
    struct wf_break_even even;
    double energy_j[2], passes[2];

    break_even(platform, trainer, few, &even, energy_j, passes);
    check_close(energy_j[0], TRAINER_ENERGY_J, 1e-12, "energy of the trainer");
    check_close(energy_j[1], 3 * ROUND_ENERGY_J, 1e-12, "energy of three rounds");
    check_close(even.rounds, TRAINER_ENERGY_J / ROUND_ENERGY_J, 1e-12, "rounds at break-even");
    check_close(even.own_ratio, TRAINER_ENERGY_J / ROUND_ENERGY_J / 3, 1e-12, "to its own rounds");
    check_close(even.epochs_ratio, 10 * ROUND_PASSES / TRAINER_PASSES, 1e-12,
                "passes at break-even to those of the trainer");

    char *many = federated(workload, 10);
    break_even(platform, trainer, many, &even, energy_j, passes);
    check_close(energy_j[1], energy_j[0], 1e-12, "energy at break-even");
    check_close(passes[1] / passes[0], 4, 1e-12, "passes that were made there");
    check_close(even.epochs_ratio, 4, 1e-12, "passes that were said to be");

    /* the other way round: the trainer may make 1.5 passes where three rounds make six */
    break_even(platform, few, trainer, &even, energy_j, passes);
    check_close(even.rounds, 3 * ROUND_ENERGY_J / (TRAINER_ENERGY_J / TRAINER_PASSES), 1e-12,
                "epochs at break-even");
    check_close(even.epochs_ratio, 1.5 / (3 * ROUND_PASSES), 1e-12,
                "passes at break-even to those of the learners");
    char *const files[] = {platform, workload, trainer, few, many};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        unlink(files[i]);
        free(files[i]);
    }
}

static const struct test_case laws[] = {
    LAW(passes_at_the_break_even_use_as_much),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, laws, sizeof laws / sizeof *laws);
}
