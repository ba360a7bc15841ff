/* random: scenarios drawn at random, each played by SimGrid and by --engine auto.
 *
 *   random COUNT SEED [--only NUMBER] [--keep FOLDER] [--verbose]
 *
 * Where auto plays in closed form, every number of JSON, page and CSV tables must agree to 1e-9,
 * but for those of the plugins. Where it declines, every byte but the engine's, and it must say
 * why;
 * --engine closed-form must fail with that reason. A scenario that is refused as input is drawn
 * again. Where transfers share links, some runs amplify the rounding of their dates from one
 * transfer to the next, ten times in forty: where SimGrid differs from itself (option
 * network/optim:Full) they may differ by 1e-5, in at most one of a hundred. Shares by way to train
 * and by what its transfers cross are printed: a test that declines all proves nothing, so that too
 * few in closed form are a failure, too. */
#include "agree.h"
#include "cast.h"
#include "study/study.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const double LEAST_CLOSED = 0.6, MOST_FAILED = 0.15, MOST_SENSITIVE = 0.01;
static const double TOLERANCE = 1e-9, TOLERANCE_OF_SENSITIVE = 1e-5;
enum { DRAWS_MAX = 60, ARGUMENTS_MAX = 6 };

struct tally {
    size_t closed, declined, failed;
};

struct trial {
    uint64_t seed, number;
    struct place place;
    struct cast cast;
    struct wf_options options;
    const char *arguments[ARGUMENTS_MAX];
    char gamma[40];
    size_t argument_count;
    uint64_t paired_from; /* turns at a time; 0: none of these has so many */
    struct wf_overrides overrides;
    char *platform, *deployment;
};

static char *folder;
static bool verbose;
static size_t refused, wrong, sensitive;
static double worst;
static struct tally by_manner[MANNERS], by_crossing[CROSSINGS], all;

/* ---- files ---- */

static void stop(const char *what, const char *path)
{
    printf("cannot %s %s: %s\n", what, path, strerror(errno));
    exit(EXIT_FAILURE);
}

static char *write_file(const char *name, const char *text)
{
    char *path = wf_format("%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        stop("write", path);
    return path;
}

static const char *const file_names[] = {"platform.xml", "deployment.xml", "workload.xml",
                                         "series.csv",   "trace.csv",      "profile.txt"};

static void remove_folder(void)
{
    for (size_t i = 0; i < sizeof file_names / sizeof *file_names; i++) {
        char *path = wf_format("%s/%s", folder, file_names[i]);
        unlink(path);
        free(path);
    }
    rmdir(folder);
}

/* ---- drawing ---- */

static void add_sets(struct trial *trial, const struct wf_buffer *sets)
{
    struct wf_err err = {0};
    for (char *line = sets->text, *end; line && *line; line = end ? end + 1 : NULL) {
        if ((end = strchr(line, '\n')))
            *end = '\0';
        if (*line && wf_overrides_add(&trial->overrides, line, &err) < 0)
            printf("    %s\n", err.text);
    }
}

static void draw_options(struct trial *trial, struct wf_random *random)
{
    static const uint32_t phases[] = {0, 0, 0, 1u << 0 | 1u << 1, 0x7f};
    trial->options = (struct wf_options){
        .seed = draw_whole(random, 1, 1000),
        .whole_platform = draw_chance(random, 0.15),
        .audit = true,
        .network = (uint32_t)wf_random_below(random, WF_NETWORK_VIEWS),
        .phases = phases[wf_random_below(random, sizeof phases / sizeof *phases)]};
    trial->argument_count = 0;
    draw_chance(random, 0.7); /* so that the draws after it stay what they were */
    if (draw_chance(random, 0.5))
        trial->arguments[trial->argument_count++] = "--cfg=network/model:CM02";
    if (draw_chance(random, 0.6))
        trial->arguments[trial->argument_count++] = "--cfg=network/crosstraffic:0";
    if (draw_chance(random, 0.2)) {
        snprintf(trial->gamma, sizeof trial->gamma, "--cfg=network/TCP-gamma:%u",
                 draw_whole(random, 5000, 90000));
        trial->arguments[trial->argument_count++] = trial->gamma;
    }
    trial->paired_from = draw_chance(random, 0.1) ? 1 : 0;
#ifdef __SANITIZE_ADDRESS__
    trial->arguments[trial->argument_count++] = "--cfg=contexts/factory:thread";
#endif
}

static void trial_release(struct trial *trial)
{
    given_release(&trial->place.sets);
    given_release(&trial->cast.sets);
    wf_overrides_release(&trial->overrides);
    free(trial->platform);
    free(trial->deployment);
}

static void trial_draw(struct trial *trial, uint64_t attempt)
{
    char *purpose = wf_format("scenario %llu %llu", (unsigned long long)trial->number,
                              (unsigned long long)attempt);
    struct wf_random *random = wf_random_new(trial->seed, purpose);
    struct wf_buffer text[3] = {0};
    place_draw(&trial->place, random);
    cast_draw(&trial->cast, random);
    /* What ends together is an ulp apart where transfers share links: who is in a buffer, and who
     * in the next, then differs. */
    bool buffered = trial->cast.manner == MANNER_BUFFERED;
    if (buffered && trial->place.crossing != CROSS_NOTHING)
        trial->place.equal_hosts = false;
    draw_options(trial, random);
    trial->overrides = (struct wf_overrides){0};
    if (!place_print(&trial->place, random, &text[0]) ||
        !cast_print(&trial->cast, &trial->place, random, &text[1]) ||
        !cast_workload(&trial->cast, random, &text[2]))
        exit(EXIT_FAILURE);
    trial->platform = write_file("platform.xml", text[0].text);
    trial->deployment = write_file("deployment.xml", text[1].text);
    free(write_file("workload.xml", text[2].text));
    add_sets(trial, &trial->place.sets.sets);
    add_sets(trial, &trial->cast.sets.sets);
    for (int i = 0; i < 3; i++)
        wf_buffer_release(&text[i]);
    wf_random_free(random);
    free(purpose);
}

/* ---- playing ---- */

static struct wf_study_request request_of(const struct trial *trial, uint32_t engine)
{
    struct wf_study_request request = {.platform = trial->platform,
                                       .deployments = (const char *const *)&trial->deployment,
                                       .count = 1,
                                       .overrides = &trial->overrides,
                                       .options = trial->options,
                                       .process = {.simgrid_arguments = trial->arguments,
                                                   .simgrid_argument_count = trial->argument_count,
                                                   .paired_from = trial->paired_from,
                                                   .jobs = 1}};
    request.options.engine = engine;
    return request;
}

static void print_diag(const struct wf_diag *diag)
{
    for (size_t i = 0; i < diag->count; i++) {
        if (diag->entries[i].severity != WF_ERROR)
            continue;
        char *text = wf_diag_text(&diag->entries[i]);
        printf("    %s\n", text);
        free(text);
    }
}

/* How to see it again. */
static void print_trial(const struct trial *trial)
{
    printf("scenario %llu of seed %llu (%s, %s): --only %llu --keep FOLDER;",
           (unsigned long long)trial->number, (unsigned long long)trial->seed,
           manner_names[trial->cast.manner], crossing_names[trial->place.crossing],
           (unsigned long long)trial->number);
    for (size_t i = 0; i < trial->overrides.count; i++)
        printf(" --set '%s'", trial->overrides.items[i].text);
    for (size_t i = 0; i < trial->argument_count; i++)
        printf(" --simgrid=%s", trial->arguments[i]);
    printf(" --seed %llu%s --network %u, phases %#x%s\n", (unsigned long long)trial->options.seed,
           trial->options.whole_platform ? " --whole-platform" : "", trial->options.network,
           trial->options.phases, trial->paired_from ? ", pairs of workers" : "");
}

static void fail(const struct trial *trial, const char *what, const char *more)
{
    wrong++;
    print_trial(trial);
    printf("    FAILED: %s%s%s\n", what, *more ? ": " : "", more);
}

/* The text of the first mistake. */
static char *mistake_of(const struct wf_study *study, const struct wf_err *err)
{
    for (size_t i = 0; i < study->diag.count; i++)
        if (study->diag.entries[i].severity == WF_ERROR)
            return wf_diag_text(&study->diag.entries[i]);
    return wf_format("%s", err->text);
}

static int play(const struct trial *trial, const struct wf_study *base, uint32_t engine,
                struct wf_study *study, char **mistake)
{
    struct wf_study_request request = request_of(trial, engine);
    struct wf_err err = {0};
    int status = wf_study_vary(study, base, &request, &err);
    if (status == 0)
        status = wf_study_run(study, &request, &err);
    *mistake = status < 0 ? mistake_of(study, &err) : NULL;
    return status;
}

static void tally(const struct trial *trial, size_t member)
{
    struct tally *const tallies[] = {&by_manner[trial->cast.manner],
                                     &by_crossing[trial->place.crossing], &all};
    for (size_t i = 0; i < 3; i++)
        ++*(size_t *)((char *)tallies[i] + member);
}

/* Forced, what was declined is an error with the same reason. */
static void check_forced(const struct trial *trial, const struct wf_study *base, const char *reason)
{
    struct wf_study study = {0};
    char *mistake;
    if (play(trial, base, WF_ENGINE_CLOSED_FORM, &study, &mistake) == 0)
        fail(trial, "closed-form plays what auto declines", reason);
    else if (!*reason || !strstr(mistake, reason))
        fail(trial, reason, mistake);
    free(mistake);
    wf_study_release(&study);
}

static bool is_closed(const struct wf_study *study)
{
    return !strcmp(study->summaries[0].outcome->engine, "closed-form");
}

/* A merged step takes 1e-9 s. Where transfers share a link, what begins and ends of each is a step
 * of all: there SimGrid itself differs by some 1e-8 s between its two ways of sharing (option
 * network/optim). */
static double slack_of(const struct trial *trial, const struct wf_outcome *outcome)
{
    double steps = 4 * (double)(outcome->round_count + 1);
    /* beginnings are put off one by one */
    bool crosses = trial->place.crossing != CROSS_NOTHING || trial->cast.manner == MANNER_GATEWAYS;
    return 1e-9 * steps * (crosses ? trial->place.devices + 1 : 1);
}

static void check(struct agreement *agreement, const struct wf_study *a, const struct wf_study *b)
{
    agreement_check(agreement, &a->summaries[0], &a->warnings[0], &b->summaries[0],
                    &b->warnings[0]);
}

/* Do the results differ by no more than rounding may come to, and does SimGrid differ from itself?
 * @param slack_s  by which they differ more than they should */
static bool is_sensitive(struct trial *trial, const struct wf_study *base,
                         const struct wf_study *simgrid, const struct wf_study *automatic,
                         double slack_s)
{
    struct agreement loose = {.tolerance = TOLERANCE_OF_SENSITIVE, .slack_s = slack_s},
                     own = {.tolerance = TOLERANCE, .slack_s = slack_s};
    struct wf_study full = {0};
    char *mistake = NULL;
    check(&loose, simgrid, automatic);
    trial->arguments[trial->argument_count++] = "--cfg=network/optim:Full";
    bool played = !loose.differs && play(trial, base, WF_ENGINE_SIMGRID, &full, &mistake) == 0;
    trial->argument_count--;
    if (played)
        check(&own, simgrid, &full);
    wf_buffer_release(&loose.text);
    wf_buffer_release(&own.text);
    wf_study_release(&full);
    free(mistake);
    return own.differs > 0;
}

static void compare(struct trial *trial, const struct wf_study *base,
                    const struct wf_study *simgrid, const struct wf_study *automatic)
{
    const struct wf_outcome *outcome = automatic->summaries[0].outcome;
    bool closed = is_closed(automatic);
    bool tied = trial->place.equal_hosts && trial->place.crossing != CROSS_NOTHING;
    struct agreement agreement = {.exact = !closed,
                                  .tied = tied,
                                  .tolerance = TOLERANCE,
                                  .slack_s = slack_of(trial, outcome)};
    check(&agreement, simgrid, automatic);
    tally(trial, closed ? offsetof(struct tally, closed) : offsetof(struct tally, declined));
    bool shares = closed && strstr(outcome->engine_reason, "transfers that share");
    if (agreement.differs && shares &&
        is_sensitive(trial, base, simgrid, automatic, agreement.slack_s)) {
        sensitive++;
    } else if (agreement.differs) {
        fail(trial, closed ? "in closed form" : "declined", outcome->engine_reason);
        printf("%s    %zu differ\n", agreement.text.text, agreement.differs);
    }
    if (closed && !agreement.estimated && agreement.worst > worst)
        worst = agreement.worst;
    if (verbose)
        printf("%llu %s, %s: %s: %s\n", (unsigned long long)trial->number,
               manner_names[trial->cast.manner], crossing_names[trial->place.crossing],
               outcome->engine, outcome->engine_reason);
    wf_buffer_release(&agreement.text);
    if (!closed)
        check_forced(trial, base, outcome->engine_reason);
}

/* Two gateways may come to the same end at one date: either is named. */
static bool is_same_mistake(const char *one, const char *other)
{
    for (; *one && (*one == *other || (isdigit(*one) && isdigit(*other))); one++, other++)
        ;
    return !*one && !*other;
}

static void play_both(struct trial *trial, const struct wf_study *base)
{
    struct wf_study simgrid = {0}, automatic = {0};
    char *one, *other;
    int again = play(trial, base, WF_ENGINE_AUTO, &automatic, &other);
    int status = play(trial, base, WF_ENGINE_SIMGRID, &simgrid, &one);
    if (status == 0 && again == 0) {
        compare(trial, base, &simgrid, &automatic);
    } else {
        tally(trial, offsetof(struct tally, failed));
        if (status != again || !is_same_mistake(one, other)) {
            fail(trial, one ? one : "SimGrid has no mistake", other ? other : "auto has none");
        } else if (verbose) {
            print_trial(trial);
            printf("    both: %s\n", one);
        }
    }
    free(one);
    free(other);
    wf_study_release(&simgrid);
    wf_study_release(&automatic);
}

static void scenario(uint64_t seed, uint64_t number)
{
    struct trial trial = {.seed = seed, .number = number};
    for (uint64_t attempt = 0; attempt < DRAWS_MAX; attempt++) {
        struct wf_study base = {0};
        struct wf_err err = {0};
        trial_draw(&trial, attempt);
        struct wf_study_request request = request_of(&trial, WF_ENGINE_SIMGRID);
        int status = wf_study_load(&base, &request, &err);
        if (status == 0)
            play_both(&trial, &base);
        else if (verbose)
            print_diag(&base.diag);
        wf_study_release(&base);
        trial_release(&trial);
        if (status == 0)
            return;
        refused++;
    }
    printf("scenario %llu: refused %d times\n", (unsigned long long)number, DRAWS_MAX);
    wrong++;
}

/* ---- all ---- */

static void print_tally(const char *name, const struct tally *tally)
{
    size_t count = tally->closed + tally->declined + tally->failed;
    printf("  %-18s %6zu %12zu %9zu %7zu %8.0f %%\n", name, count, tally->closed, tally->declined,
           tally->failed,
           tally->closed + tally->declined
               ? 100 * (double)tally->closed / (double)(tally->closed + tally->declined)
               : 0);
}

static int print_tallies(size_t count)
{
    printf("  %-18s %6s %12s %9s %7s %10s\n", "", "count", "closed-form", "declined", "failed",
           "closed");
    for (int i = 0; i < MANNERS; i++)
        print_tally(manner_names[i], &by_manner[i]);
    for (int i = 0; i < CROSSINGS; i++)
        print_tally(crossing_names[i], &by_crossing[i]);
    print_tally("all", &all);
    printf("refused as input and drawn again: %zu\nlargest difference of seconds and joules in "
           "closed form: %.3g\n",
           refused, worst);
    printf("differ by amplified rounding: %zu\n", sensitive);
    if (count >= 50 && (double)all.closed < LEAST_CLOSED * (double)(all.closed + all.declined)) {
        printf("FAILED: less than %.0f %% in closed form\n", 100 * LEAST_CLOSED);
        wrong++;
    }
    if (count >= 50 && (double)all.failed > MOST_FAILED * (double)count) {
        printf("FAILED: more than %.0f %% of the simulations fail\n", 100 * MOST_FAILED);
        wrong++;
    }
    if (count >= 50 && (double)sensitive > MOST_SENSITIVE * (double)count) {
        printf("FAILED: more than %.0f %% differ by amplified rounding\n", 100 * MOST_SENSITIVE);
        wrong++;
    }
    printf("%zu scenarios, %zu wrong\n", count, wrong);
    return wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    const char *keep = NULL, *only = NULL;
    for (int i = 3; i < argc; i++) {
        verbose |= !strcmp(argv[i], "--verbose");
        if (!strcmp(argv[i], "--only") && i + 1 < argc)
            only = argv[++i];
        else if (!strcmp(argv[i], "--keep") && i + 1 < argc)
            keep = argv[++i];
    }
    if (argc < 3) {
        printf("usage: random COUNT SEED [--only NUMBER] [--keep FOLDER] [--verbose]\n");
        return 2;
    }
    uint64_t count = strtoull(argv[1], NULL, 10), seed = strtoull(argv[2], NULL, 10);
    const char *root = getenv("TMPDIR");
    folder = keep ? wf_format("%s", keep)
                  : wf_format("%s/wattfleet-random-XXXXXX", root && *root ? root : "/tmp");
    if (keep ? mkdir(keep, 0777) < 0 && errno != EEXIST : !mkdtemp(folder))
        stop("make", folder);
    free(write_file("series.csv", place_series));
    free(write_file("trace.csv", place_trace));
    free(write_file("profile.txt", place_profile));
    uint64_t first = only ? strtoull(only, NULL, 10) : 0;
    for (uint64_t i = first; i < (only ? first + 1 : count); i++)
        scenario(seed, i);
    if (!keep)
        remove_folder();
    free(folder);
    return print_tallies(only ? 1 : count);
}
