#include "cli/calibrate_campaign.h"
#include "cli/apply.h"
#include "cli/calibrate_options.h"
#include "cli/calibrate_runs.h"
#include "cli/terminal.h"
#include "study/campaign.h"
#include <math.h>

static int check_campaign(const struct wf_command_line *line, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    if (wf_calibrate_check_table(line, "--campaign", err) < 0)
        return -1;
    if (own->host)
        return wf_err_set(err, WF_EUSAGE,
                          "--campaign: the deployment names the hosts; expected no --host");
    if (!own->into != !own->deployment)
        return wf_err_set(err, WF_EUSAGE,
                          "--campaign: --into and --deployment go together: a platform, and what "
                          "ran on it");
    return 0;
}

static int write_campaign(const struct wf_command_line *line,
                          const struct wf_campaign_figures *figures,
                          const struct wf_campaign_place *place, struct wf_buffer *text,
                          struct wf_err *err)
{
    struct wf_edit platform, deployment = {0};
    struct wf_fit_output fit = wf_apply_fit_output(line);
    int status = wf_edit_load(place->platform, &platform, err);
    if (status == 0)
        status = wf_edit_load(place->deployment, &deployment, err);
    if (status == 0)
        status = wf_campaign_edit(figures, place, &platform, &deployment, &fit, err);
    if (status == 0)
        status = wf_apply_fit(line, &fit, text, err);
    if (status == 0)
        status = wf_apply_edit(line, &platform, text, err);
    if (status == 0)
        status = wf_apply_edit(line, &deployment, text, err);
    wf_fit_output_release(&fit);
    wf_edit_release(&platform);
    wf_edit_release(&deployment);
    return status;
}

static void put_campaign(const struct wf_command_line *line, const struct wf_campaign_table *table,
                         const struct wf_campaign *campaign,
                         const struct wf_campaign_figures *figures, struct wf_buffer *text)
{
    if (line->format == WF_FORMAT_JSON)
        wf_campaign_json(table, campaign, figures, text);
    else
        wf_campaign_text(table, campaign, figures, wf_terminal_width(line), text);
}

/* Mistakes in the files are reported in place.study.diag. */
static int simulate_campaign(struct wf_command_line *line, const struct wf_campaign_table *table,
                             const struct wf_campaign *campaign)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_campaign_place place;
    struct wf_campaign_figures figures;
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    int status = wf_campaign_place_load(own->into, own->deployment, &place, &err);
    if (status == 0)
        status = wf_campaign_figures_find(table, campaign, own->start_up_s, &place, &figures, &err);
    if (status == 0) {
        put_campaign(line, table, campaign, &figures, &text);
        status = write_campaign(line, &figures, &place, &text, &err);
    }
    status = wf_terminal_conclude(line, status, &place.study.diag, &text, &err);
    wf_buffer_release(&text);
    wf_campaign_place_release(&place);
    return status;
}

static int fit_campaign(const struct wf_campaign_table *table, double start_up_s,
                        struct wf_campaign *campaign, struct wf_err *err)
{
    struct wf_err cause = {0};
    if (wf_campaign_fit(table->rows, table->count, start_up_s, campaign, &cause) == 0)
        return 0;
    return wf_err_set(err, cause.code, "%s: %s", table->path, cause.text);
}

static int federated(struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_campaign_table table = {0};
    struct wf_campaign campaign = {0};
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    const char *other = wf_calibrate_option_of_runs(own);
    int status = 0;
    if (other)
        status =
            wf_err_set(&err, WF_EUSAGE, "%s is of tables of epochs or samples; '%s' has rounds",
                       other, own->campaign);
    if (status == 0)
        status = wf_campaign_table_load(own->campaign, &table, &diag, &err);
    if (status == 0)
        status = fit_campaign(&table, own->start_up_s, &campaign, &err);
    if (status == 0 && own->into) {
        status = simulate_campaign(line, &table, &campaign);
    } else {
        if (status == 0)
            put_campaign(line, &table, &campaign, NULL, &text);
        status = wf_terminal_conclude(line, status, &diag, &text, &err);
    }
    wf_campaign_release(&campaign);
    wf_campaign_table_release(&table);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    return status;
}

int wf_calibrate_campaign(struct wf_command_line *line)
{
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int centralised = check_campaign(line, &err);
    if (centralised == 0)
        centralised = wf_training_table_is(line->calibrate.campaign, &diag, &err);
    int status = centralised < 0 ? wf_terminal_fail(line, &diag, &err)
                 : centralised   ? wf_calibrate_runs(line)
                                 : federated(line);
    wf_diag_release(&diag);
    return status;
}
