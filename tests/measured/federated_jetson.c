/* measured.federated-jetson: the ten runs of a measured FedAvg campaign on 11 Jetson AGX Xavier
 * (github.com/tuananhngh/FL-G5K-EnergyConsumption @ 64c26bd), rounds given. The command's own fit
 * to the campaign is written into copies of platform and deployments, and each run is simulated
 * with it, within 1.2 %; then each run with a fit to the nine others, within 1.2 % too, as the
 * README claims (calibration/federated-jetson.md). */
#include "../scenario.h"
#include "file/file.h"
#include "study/campaign.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char data[] = "tests/measured/samples/federated-jetson.csv";
static const char *const shipped[] = {"platforms/jetson-cluster.xml",
                                      "deployments/jetson-fedavg.xml",
                                      "deployments/jetson-fedavg-5.xml"};
enum { PLATFORM, ONE_EPOCH, FIVE_EPOCHS, FILES };
/* the first round's excess over the mean round, from the server's logs: 9.77 and 9.70 s */
static const double START_UP_S = 9.7, TOLERANCE = 0.012;

static char *copies[FILES];
static double worst[3];
static int figures, failed;

static void within(const char *what, double simulated, double measured, double *largest)
{
    double error = simulated / measured - 1;
    if (isnan(measured))
        return; /* lost in the campaign */
    printf("  %s %9.1f %9.1f %+5.2f %%", what, measured, simulated, 100 * error);
    figures++;
    failed += !(fabs(error) <= TOLERANCE);
    *largest = fmax(*largest, fabs(error));
}

static void simulate(const struct wf_campaign_row *row, const char *platform,
                     const char *deployment)
{
    char rounds[40];
    struct scenario_run run;
    snprintf(rounds, sizeof rounds, "server.rounds=%.0f", row->rounds);
    const char *const sets[] = {rounds, NULL};
    scenario_run_default(&run, platform, deployment, sets);
    printf("E %.0f, %3.0f rounds:", row->local_epochs, row->rounds);
    if (run.status < 0) {
        failed++;
    } else {
        within("time, s", scenario_summary(&run)->outcome->time_s, row->time_s, &worst[0]);
        within("clients, J", scenario_kind_j(&run, "edge"), row->clients_j, &worst[1]);
        within("server, J", scenario_kind_j(&run, "server"), row->server_j, &worst[2]);
    }
    printf("\n");
    scenario_release(&run);
}

/* ---- the fit, into copies, in folders of their own beside what the files name ---- */

static const char *const beside[] = {"platforms/devices.xml", "deployments/workloads"};
enum { BESIDE = sizeof beside / sizeof *beside };
static char folder[] = "/tmp/wattfleet-campaign-XXXXXX";

static void make_folders(void)
{
    char *here = getcwd(NULL, 0);
    if (!mkdtemp(folder) || !here)
        abort();
    static const char *const names[] = {"platforms", "deployments"};
    for (size_t i = 0; i < 2; i++) {
        char *name = wf_format("%s/%s", folder, names[i]);
        failed += mkdir(name, 0700) != 0;
        free(name);
    }
    for (size_t i = 0; i < BESIDE; i++) {
        char *from = wf_format("%s/%s", here, beside[i]),
             *to = wf_format("%s/%s", folder, beside[i]);
        failed += symlink(from, to) != 0;
        free(from);
        free(to);
    }
    for (size_t i = 0; i < FILES; i++)
        copies[i] = wf_format("%s/%s", folder, shipped[i]);
    free(here);
}

static void remove_folders(void)
{
    static const char *const names[] = {"platforms/devices.xml", "deployments/workloads",
                                        "platforms", "deployments", ""};
    for (size_t i = 0; i < FILES; i++) {
        unlink(copies[i]);
        free(copies[i]);
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *name = wf_format("%s/%s", folder, names[i]);
        remove(name);
        free(name);
    }
}

static int put_copy(struct wf_edit *edit, const char *path, struct wf_err *err)
{
    struct wf_buffer text = {0};
    wf_edit_text(edit, &text);
    int status = wf_file_write(path, text.text, text.length, err);
    wf_buffer_release(&text);
    return status;
}

static int fit_into(const struct wf_campaign_table *table, size_t deployment, struct wf_err *err)
{
    struct wf_campaign campaign = {0};
    struct wf_campaign_place place = {0};
    struct wf_campaign_figures found;
    struct wf_edit platform = {0}, actors = {0};
    int status = wf_campaign_fit(table->rows, table->count, START_UP_S, &campaign, err);
    if (status == 0)
        status = wf_campaign_place_load(shipped[PLATFORM], shipped[deployment], &place, err);
    if (status == 0)
        status = wf_campaign_figures_find(table, &campaign, START_UP_S, &place, &found, err);
    if (status == 0)
        status = wf_edit_load(shipped[PLATFORM], &platform, err);
    if (status == 0)
        status = wf_edit_load(shipped[deployment], &actors, err);
    if (status == 0)
        status = wf_campaign_edit(&found, &place, &platform, &actors, NULL, err);
    if (status == 0)
        status = put_copy(&platform, copies[PLATFORM], err);
    if (status == 0)
        status = put_copy(&actors, copies[deployment], err);
    wf_edit_release(&platform);
    wf_edit_release(&actors);
    wf_campaign_place_release(&place);
    wf_campaign_release(&campaign);
    return status;
}

static size_t deployment_of(const struct wf_campaign_row *row)
{
    return row->local_epochs == 1 ? ONE_EPOCH : FIVE_EPOCHS;
}

static void report(const char *what)
{
    printf("%s: largest error: time %.2f %%, clients %.2f %%, server %.2f %%\n\n", what,
           100 * worst[0], 100 * worst[1], 100 * worst[2]);
    memset(worst, 0, sizeof worst);
}

static int fitted_on_all(const struct wf_campaign_table *table, struct wf_err *err)
{
    if (fit_into(table, FIVE_EPOCHS, err) < 0 || fit_into(table, ONE_EPOCH, err) < 0)
        return -1;
    for (size_t i = 0; i < table->count; i++)
        simulate(&table->rows[i], copies[PLATFORM], copies[deployment_of(&table->rows[i])]);
    report("fitted on all ten");
    return 0;
}

static int fitted_on_the_others(struct wf_campaign_table *table, struct wf_err *err)
{
    size_t last = --table->count;
    int status = 0;
    for (size_t i = 0; status == 0 && i <= last; i++) {
        struct wf_campaign_row left_out = table->rows[i];
        table->rows[i] = table->rows[last];
        status = fit_into(table, deployment_of(&left_out), err);
        if (status == 0)
            simulate(&left_out, copies[PLATFORM], copies[deployment_of(&left_out)]);
        table->rows[i] = left_out;
    }
    table->count++;
    report("each fitted on the nine others");
    return status;
}

/* What ships is what the command writes. */
static void shipped_as_written(void)
{
    for (size_t i = 0; i < FILES; i++) {
        struct wf_edit ours, written;
        struct wf_err err = {0};
        if (wf_edit_load(shipped[i], &ours, &err) < 0 ||
            wf_edit_load(copies[i], &written, &err) < 0 ||
            ours.file.length != written.file.length ||
            memcmp(ours.file.text, written.file.text, ours.file.length) != 0) {
            printf("%s is not what the command writes %s\n", shipped[i], err.text);
            failed++;
        }
        wf_edit_release(&ours);
        wf_edit_release(&written);
    }
}

int main(void)
{
    struct wf_campaign_table table;
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    make_folders();
    int status = wf_campaign_table_load(data, &table, &diag, &err);
    size_t rows = table.count;
    if (status == 0)
        status = fitted_on_all(&table, &err);
    if (status == 0) {
        shipped_as_written();
        status = fitted_on_the_others(&table, &err);
    }
    if (status < 0)
        printf("FAILED: %s\n", err.text);
    remove_folders();
    wf_campaign_table_release(&table);
    wf_diag_release(&diag);
    printf("%zu rows, %d figures, %d wrong\n", rows, figures, failed);
    return status == 0 && rows == 10 && figures == 2 * 29 && failed == 0 ? 0 : 1;
}
