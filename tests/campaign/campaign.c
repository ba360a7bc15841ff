/* campaign.<case>: tables of runs made from known seconds and watts, fitted, simulated, and written
 * into the files they are of: closed forms, to 1e-9 (1e-7 of what a simulation of rounds gives). */
#include "study/campaign.h"
#include "../cases.h"
#include "../scenario.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check_near(const char *what, double got, double expected, double tolerance)
{
    if (fabs(got - expected) <= tolerance * (expected == 0 ? 1 : fabs(expected)))
        return;
    printf("    FAILED %s: %.17g, expected %.17g\n", what, got, expected);
    failures++;
}

static void check(const char *what, double got, double expected)
{
    check_near(what, got, expected, 1e-9);
}

static void check_text(const char *what, char *got, const char *expected)
{
    if (!got || strcmp(got, expected) != 0) {
        printf("    FAILED %s: '%s', expected '%s'\n", what, got ? got : "(none)", expected);
        failures++;
    }
    free(got);
}

/* ---- the truth, and the files ---- */

/* Learners of 600 and 400 samples, 1 Mflop each: at 100 Mflop/s an epoch takes 6 and 4 s. A way of
 * the model takes 1 ms + 4000 B / 1 MB/s; aggregation 2 flop x 1000 x 2 at 1 Gflop/s. */
static const double EPOCH_S = 6, ROUND_S = 10, START_S = 30, SPEED = 1e8;
static const double IDLE_W = 5, WORK_W = 20, SERVER_W = 7, SERVER_ROUND_J = 90;
static const double WAY_S = 5e-3, AGGREGATION_S = 4e-6, AGGREGATION_W = 50;
enum { LEARNERS = 2, ROWS = 6 };

#define HEAD                                                                                       \
    "<?xml version='1.0'?>\n<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"      \
    "<platform version='4.1'>\n"
#define PROP(id, value) "<prop id='" id "' value='" value "'/>\n"
#define LEARNER_HOST(name, watts)                                                                  \
    "<host id='" name "' speed='1Gf,0.3Gf'>" PROP("workloads", "other,model")                      \
        PROP("wattage_per_state", "1:1:2," watts) PROP("kind", "edge") "</host>\n"
#define LINK(name)  "<link id='" name "-link' bandwidth='1MBps' latency='1ms'/>\n"
#define ROUTE(name) "<route src='server' dst='" name "'><link_ctn id='" name "-link'/></route>\n"
static const char platform_text[] = HEAD "<config>" PROP("network/model", "CM02")
    PROP("network/crosstraffic",
         "0") "</config>\n"
              "<zone id='world' routing='Full'>\n"
              "<host id='server' speed='1Gf,1Gf'>" PROP("workloads", "model,own")
                  PROP("wattage_per_state", "3:3:50,3:3:9") "</host>\n" LEARNER_HOST("a", "2:9")
                      LEARNER_HOST("b", "2:9") LINK("a") LINK("b") ROUTE("a")
                          ROUTE("b") "</zone>\n</platform>\n";
static const char workload_text[] =
    "<?xml version='1.0'?>\n<workload version='1' id='model'>" PROP("parameters", "1000")
        PROP("training-flop", "1 Mflop") PROP("forward-flop", "1 Mflop")
            PROP("samples", "1000") "</workload>\n";
static const char deployment_text[] =
    HEAD "<actor host='server' function='server'>" PROP("workload", "%s") PROP("rounds", "9")
        PROP("round-overhead", "2 s") PROP("round-overhead-pstate", "own")
            PROP("evaluation-period", "%d") PROP("evaluation-samples", "0")
                PROP("evaluation-download",
                     "no") "</actor>\n"
                           "<actor host='a' function='learner'>" PROP("samples", "600")
                               PROP("local-epochs", "3")
                                   PROP("evaluation-samples",
                                        "%d") "</actor>\n"
                                              "<actor host='b' function='learner'>" PROP(
                                                  "samples", "400") PROP("local-epochs", "3")
                                                  PROP("start-up", "1 s") "</actor>\n</platform>\n";

/* @p evaluated: samples that learner a evaluates on after each second round, at 1 Mflop. */
static char *deployment_of(const char *workload, int evaluated)
{
    char *text = wf_format(deployment_text, workload, evaluated ? 2 : 0, evaluated);
    char *path = scenario_file(text);
    free(text);
    return path;
}

static void fill(struct wf_campaign_row rows[ROWS], uint32_t lines[ROWS], double fixed_busy_s)
{
    static const double epochs[] = {1, 1, 2, 5, 5, 3}, rounds[] = {100, 120, 150, 20, 30, 50};
    for (size_t i = 0; i < ROWS; i++) {
        double e = epochs[i], n = rounds[i], time_s = START_S + n * (ROUND_S + e * EPOCH_S);
        double fixed_j = LEARNERS * IDLE_W * ROUND_S + (WORK_W - IDLE_W) * fixed_busy_s;
        double epoch_j = LEARNERS * IDLE_W * EPOCH_S + (WORK_W - IDLE_W) * (6 + 4);
        rows[i] = (struct wf_campaign_row){e, n, time_s, n * (fixed_j + e * epoch_j),
                                           SERVER_W * time_s + SERVER_ROUND_J * n};
        lines[i] = (uint32_t)i + 2;
    }
}

struct play {
    struct wf_campaign_row rows[ROWS];
    uint32_t lines[ROWS];
    struct wf_campaign_table table;
    struct wf_campaign campaign;
    struct wf_campaign_place place;
    struct wf_campaign_figures figures;
    struct wf_err err;
    char *platform, *workload, *deployment;
    int status;
};

static void begin(struct play *play, const char *platform, int evaluated)
{
    *play = (struct play){.platform = scenario_file(platform),
                          .workload = scenario_file(workload_text)};
    play->deployment = deployment_of(play->workload, evaluated);
    fill(play->rows, play->lines, 0);
    play->table = (struct wf_campaign_table){"table.csv", play->rows, play->lines, ROWS};
}

static void find(struct play *play, double start_up_s)
{
    play->status = wf_campaign_fit(play->rows, ROWS, start_up_s, &play->campaign, &play->err);
    if (play->status == 0)
        play->status =
            wf_campaign_place_load(play->platform, play->deployment, &play->place, &play->err);
    if (play->status == 0)
        play->status = wf_campaign_figures_find(&play->table, &play->campaign, start_up_s,
                                                &play->place, &play->figures, &play->err);
}

static void succeeded(const struct play *play)
{
    if (play->status == 0)
        return;
    printf("    FAILED: %s\n", play->err.text);
    for (size_t i = 0; i < play->place.study.diag.count; i++)
        printf("    %s\n", play->place.study.diag.entries[i].text);
    failures++;
}

static void failed_with(const struct play *play, const char *text)
{
    if (play->status < 0 && play->err.code == WF_EINPUT && strstr(play->err.text, text))
        return;
    printf("    FAILED: '%s', expected '%s'\n", play->err.text, text);
    failures++;
}

static void end(struct play *play)
{
    char *const paths[] = {play->platform, play->workload, play->deployment};
    for (size_t i = 0; i < 3; i++) {
        unlink(paths[i]);
        free(paths[i]);
    }
    wf_campaign_place_release(&play->place);
    wf_campaign_release(&play->campaign);
}

/* ---- cases ---- */

static void known_figures_are_recovered(void)
{
    struct play p;
    double spent_s = 2 * WAY_S + AGGREGATION_S, overhead_s = ROUND_S - spent_s;
    begin(&p, platform_text, 0);
    find(&p, NAN);
    succeeded(&p);
    check("speed", p.figures.speed_flop_per_s.value, SPEED);
    check("idle", p.figures.learner_idle_w.value, IDLE_W);
    check("work", p.figures.learner_work_w.value, WORK_W);
    check("server's idle", p.figures.server_idle_w.value, SERVER_W);
    check_near("spent", p.figures.spent.round_s, spent_s, 1e-7);
    check_near("server busy", p.figures.spent.server_busy_s, AGGREGATION_S, 1e-7);
    check_near("learners busy", p.figures.spent.learners_busy_s, 0, 1e-7);
    check("overhead", p.figures.round_overhead_s.value, overhead_s);
    check("server in a round", p.figures.server_round_w.value,
          SERVER_W + (SERVER_ROUND_J - (AGGREGATION_W - SERVER_W) * AGGREGATION_S) / overhead_s);
    check("start-up", p.figures.start_up_s.value, START_S);
    check_near("no interval in exact rows", p.figures.learner_work_w.low, WORK_W, 1e-7);
    end(&p);
}

/* 150 samples x 1 Mflop at 100 Mflop/s each second round: 0.75 s a round of learner a. */
static void what_learners_evaluate_is_their_work_too(void)
{
    struct play p;
    begin(&p, platform_text, 150);
    fill(p.rows, p.lines, 0.75);
    find(&p, NAN);
    succeeded(&p);
    check_near("learners busy", p.figures.spent.learners_busy_s, 0.75, 1e-7);
    check_near("idle", p.figures.learner_idle_w.value, IDLE_W, 1e-6);
    check_near("work", p.figures.learner_work_w.value, WORK_W, 1e-6);
    check_near("overhead", p.figures.round_overhead_s.value,
               ROUND_S - 0.75 - 2 * WAY_S - AGGREGATION_S, 1e-7);
    end(&p);
}

static void each_column_moves_its_own_figures(void)
{
    struct play p;
    begin(&p, platform_text, 0);
    for (size_t i = 0; i < ROWS; i++)
        p.rows[i].clients_j *= 1.1;
    find(&p, NAN);
    succeeded(&p);
    check("clients: idle", p.figures.learner_idle_w.value, 1.1 * IDLE_W);
    check("clients: work", p.figures.learner_work_w.value, 1.1 * WORK_W);
    check("clients: speed", p.figures.speed_flop_per_s.value, SPEED);
    check("clients: server", p.figures.server_idle_w.value, SERVER_W);
    end(&p);
    begin(&p, platform_text, 0);
    for (size_t i = 0; i < ROWS; i++)
        p.rows[i].server_j *= 1.1;
    find(&p, NAN);
    succeeded(&p);
    check("server: idle", p.figures.server_idle_w.value, 1.1 * SERVER_W);
    check("server: clients", p.figures.learner_work_w.value, WORK_W);
    check("server: overhead", p.figures.round_overhead_s.value, ROUND_S - 0.010004);
    end(&p);
    begin(&p, platform_text, 0);
    for (size_t i = 0; i < ROWS; i++)
        p.rows[i].time_s *= 1.25;
    find(&p, NAN);
    succeeded(&p);
    check("time: speed", p.figures.speed_flop_per_s.value, SPEED / 1.25);
    check("time: work", p.figures.learner_work_w.value, WORK_W / 1.25);
    check("time: server", p.figures.server_idle_w.value, SERVER_W / 1.25);
    check("time: overhead", p.figures.round_overhead_s.value, 1.25 * ROUND_S - 0.010004);
    check("time: start-up", p.figures.start_up_s.value, 1.25 * START_S);
    end(&p);
}

/* The jackknife of a mean is its standard error: here of the clients' watts, by hand from the fits
 * without each row. */
static void intervals_are_those_of_leaving_rows_out(void)
{
    struct play p;
    double left_out[ROWS], mean = 0, spread = 0;
    begin(&p, platform_text, 0);
    for (size_t i = 0; i < ROWS; i++)
        p.rows[i].clients_j *= 1 + 0.02 * sin((double)(5 * i));
    for (size_t i = 0; i < ROWS; i++) {
        struct wf_campaign_row others[ROWS];
        struct wf_campaign campaign;
        size_t count = 0;
        for (size_t j = 0; j < ROWS; j++)
            if (j != i)
                others[count++] = p.rows[j];
        if (wf_campaign_fit(others, count, START_S, &campaign, NULL) < 0)
            abort();
        left_out[i] = campaign.clients.per_round.value / (LEARNERS * ROUND_S);
        mean += left_out[i] / ROWS;
        wf_campaign_release(&campaign);
    }
    for (size_t i = 0; i < ROWS; i++)
        spread += (left_out[i] - mean) * (left_out[i] - mean) * (ROWS - 1) / ROWS;
    find(&p, START_S);
    succeeded(&p);
    /* t(0.975, 5) = 2.570582 */
    check_near("half width", p.figures.learner_idle_w.high - p.figures.learner_idle_w.value,
               2.5705818 * sqrt(spread), 1e-6);
    if (!isnan(p.figures.start_up_s.low)) {
        printf("    FAILED: what was given has no interval\n");
        failures++;
    }
    end(&p);
}

/* Speed and watts of the learners' second pstate, watts of both of the server's, the rest as it
 * was; and what is written, simulated, takes the seconds and joules that it was made from. */
static void what_is_written_simulates_the_campaign(void)
{
    struct play p;
    struct wf_edit platform, deployment;
    struct wf_buffer text = {0};
    begin(&p, platform_text, 0);
    find(&p, NAN);
    succeeded(&p);
    if (wf_edit_load(p.platform, &platform, &p.err) < 0 ||
        wf_edit_load(p.deployment, &deployment, &p.err) < 0 ||
        wf_campaign_edit(&p.figures, &p.place, &platform, &deployment, NULL, &p.err) < 0)
        failures++;
    check_text("speed", wf_edit_attribute_text(&platform, "host", "b", "speed"), "1Gf,100Mf");
    check_text("watts", wf_edit_prop_text(&platform, "host", "b", "wattage_per_state"),
               "1:1:2,5:5:20");
    check_text("server's speed", wf_edit_attribute_text(&platform, "host", "server", "speed"),
               "1Gf,1Gf");
    check_text("server's watts",
               wf_edit_prop_text(&platform, "host", "server", "wattage_per_state"),
               "7:7:50,7:7:16.009");
    check_text("overhead",
               wf_edit_prop_text(&deployment, "actor", "server server", "round-overhead"),
               "9.99 s");
    check_text("start-up", wf_edit_prop_text(&deployment, "actor", "a learner", "start-up"),
               "30 s");
    wf_edit_text(&platform, &text);
    char *platform_path = scenario_file(text.text);
    text.length = 0;
    wf_edit_text(&deployment, &text);
    char *deployment_path = scenario_file(text.text);
    static const char *const sets[] = {"server.rounds=40", NULL};
    struct scenario_run run;
    scenario_run_default(&run, platform_path, deployment_path, sets);
    if (run.status == 0) {
        check_near("time", scenario_summary(&run)->outcome->time_s, 30 + 40 * (10 + 3 * 6.0), 1e-6);
        check_near("server", scenario_kind_j(&run, "host"), 7 * 1150 + 90 * 40, 1e-4);
        /* their duty ends before the last overhead; with the wait in the start-up */
        check_near("clients", scenario_kind_j(&run, "edge"),
                   40 * (100 + 3 * 210) + 2 * 5 * (30 - 9.99) - 5 * 3 * 2, 1e-3);
    } else {
        failures++;
    }
    scenario_release(&run);
    unlink(platform_path);
    unlink(deployment_path);
    free(platform_path);
    free(deployment_path);
    wf_buffer_release(&text);
    wf_edit_release(&platform);
    wf_edit_release(&deployment);
    end(&p);
}

/* All that was fitted goes into the fit, which the learners' hosts name: errors are half widths /
 * t(0.975, 5), watts of the server have the key of its host, and the jackknife of six rows, whose
 * deviations sum to 0, has a rank of 5 at most. */
static void figures_of_a_campaign_are_a_fit(void)
{
    struct play p;
    struct wf_edit platform, deployment;
    struct wf_fit_output fit = {.name = wf_strdup("fit.csv")};
    static const char *const keys[] = {"speed.1",
                                       "wattage_per_state.1.idle",
                                       "wattage_per_state.1.all",
                                       "host.server.wattage_per_state.0.idle",
                                       "host.server.wattage_per_state.1.idle",
                                       "host.server.wattage_per_state.1.all",
                                       "server.round-overhead",
                                       "learner.start-up"};
    begin(&p, platform_text, 0);
    for (size_t i = 0; i < ROWS; i++) {
        p.rows[i].clients_j *= 1 + 0.002 * sin((double)(5 * i));
        p.rows[i].server_j *= 1 + 0.002 * cos((double)(3 * i));
        p.rows[i].time_s *= 1 + 0.002 * sin((double)(7 * i));
    }
    find(&p, NAN);
    succeeded(&p);
    if (wf_edit_load(p.platform, &platform, &p.err) < 0 ||
        wf_edit_load(p.deployment, &deployment, &p.err) < 0 ||
        wf_campaign_edit(&p.figures, &p.place, &platform, &deployment, &fit, &p.err) < 0)
        failures++;
    check("figures", (double)fit.table.count, 8);
    for (size_t i = 0; i < fit.table.count && i < 8; i++)
        check_text("key", wf_strdup(fit.table.keys[i]), keys[i]);
    const struct wf_estimate *idle_w = &p.figures.learner_idle_w;
    check("idle", fit.table.value[1], idle_w->value);
    check_near("its error", fit.table.error[1], (idle_w->high - idle_w->value) / 2.5705818, 1e-6);
    check("freedom", fit.table.freedom[1], 5);
    check("the server's idle in both pstates", fit.table.correlation[3 * 8 + 4], 1);
    /* an epoch that takes longer draws less: joules were measured */
    if (!(fit.table.correlation[2] > 0.5))
        check("speed with watts", fit.table.correlation[2], 1);
    struct wf_buffer text = {0};
    struct wf_table read;
    struct wf_fit_table back;
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_fit_table_text(&fit.table, &text);
    wf_table_read("fit.csv", text.text, text.length, &read, &diag);
    wf_fit_table_take(&read, &back, &diag);
    check("mistakes", (double)diag.count, 0);
    check_text("learner a", wf_edit_prop_text(&platform, "host", "a", "fit"), "fit.csv");
    check_text("learner b", wf_edit_prop_text(&platform, "host", "b", "fit"), "fit.csv");
    if (wf_edit_prop_text(&platform, "host", "server", "fit"))
        check_text("server", NULL, "(none)");
    wf_fit_table_release(&back);
    wf_table_release(&read);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    wf_fit_output_release(&fit);
    wf_edit_release(&platform);
    wf_edit_release(&deployment);
    end(&p);
}

static char *with(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    if (!at)
        abort();
    return wf_format("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* The server as fast as the learners in its first pstate, with their watts: the same board. */
static void a_server_like_the_learners_stays_like_them(void)
{
    struct play p;
    struct wf_edit platform, deployment;
    char *speed = with(platform_text, "speed='1Gf,1Gf'", "speed='0.3Gf,1Gf'");
    char *text = with(speed, "3:3:50", "3:3:9");
    begin(&p, text, 0);
    find(&p, NAN);
    succeeded(&p);
    if (wf_edit_load(p.platform, &platform, &p.err) < 0 ||
        wf_edit_load(p.deployment, &deployment, &p.err) < 0 ||
        wf_campaign_edit(&p.figures, &p.place, &platform, &deployment, NULL, &p.err) < 0)
        failures++;
    check_text("speed", wf_edit_attribute_text(&platform, "host", "server", "speed"), "100Mf,1Gf");
    check_text("watts", wf_edit_prop_text(&platform, "host", "server", "wattage_per_state"),
               "7:7:20,7:7:16.009");
    check_near("aggregation at the new speed", p.figures.spent.server_busy_s, 4e-5, 1e-7);
    wf_edit_release(&platform);
    wf_edit_release(&deployment);
    free(speed);
    free(text);
    end(&p);
}

static void other_jobs_are_refused(void)
{
    struct play p;
    char *text = with(platform_text, "id='b' speed='1Gf,0.3Gf'", "id='b' speed='1Gf,0.4Gf'");
    begin(&p, text, 0);
    find(&p, NAN);
    failed_with(&p, "learner 'b' is not as fast as the first");
    end(&p);
    free(text);
    text = with(platform_text, "workloads' value='model,own'", "workloads' value='own,model'");
    begin(&p, text, 0);
    find(&p, NAN); /* the overhead's pstate is 0 now, the model's 1: still two */
    succeeded(&p);
    end(&p);
    free(text);
    text = with(platform_text, "bandwidth='1MBps'", "bandwidth='600Bps'");
    begin(&p, text, 0);
    find(&p, NAN);
    failed_with(&p, "the simulation spends 13.3");
    end(&p);
    free(text);
    begin(&p, platform_text, 0);
    for (size_t i = 0; i < ROWS; i++) /* less energy the more epochs */
        p.rows[i].clients_j = p.rows[i].rounds * (300 - 40 * p.rows[i].local_epochs);
    find(&p, NAN);
    failed_with(&p, "learners' power in training comes out as");
    end(&p);
    begin(&p, platform_text, 0);
    for (size_t i = 0; i < ROWS; i++)
        p.rows[i].time_s = NAN;
    find(&p, NAN);
    failed_with(&p, "no seconds were measured");
    end(&p);
}

static const struct test_case cases[] = {CASE(known_figures_are_recovered),
                                         CASE(what_learners_evaluate_is_their_work_too),
                                         CASE(each_column_moves_its_own_figures),
                                         CASE(intervals_are_those_of_leaving_rows_out),
                                         CASE(what_is_written_simulates_the_campaign),
                                         CASE(a_server_like_the_learners_stays_like_them),
                                         CASE(figures_of_a_campaign_are_a_fit),
                                         CASE(other_jobs_are_refused)};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
