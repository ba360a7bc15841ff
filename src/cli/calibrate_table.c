/* `wattfleet calibrate` on tables of measured figures: campaigns, and power against load. */
#include "cli/calibrate_table.h"
#include "cli/terminal.h"
#include "file/file.h"
#include "study/campaign.h"
#include "study/load_table.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Into the file, in place; with --dry-run the change follows the result. */
static int write_edit(const struct wf_command_line *line, const struct wf_edit *edit,
                      struct wf_buffer *result, struct wf_err *err)
{
    struct wf_buffer text = {0};
    if (line->dry_run) {
        wf_buffer_printf(result, "\n");
        wf_edit_diff(edit, result);
        return 0;
    }
    if (!wf_edit_changed(edit))
        return 0;
    wf_edit_text(edit, &text);
    int status = wf_file_write(edit->path, text.text, text.length, err);
    wf_buffer_release(&text);
    return status;
}

/* An option of logs, where there are none; NULL: none was given. */
static const char *of_logs(const struct wf_calibrate_options *own)
{
    const struct {
        const char *name;
        bool given;
    } options[] = {{"--meter", own->meter},
                   {"--wall-factor", !isnan(own->wall_factor)},
                   {"--wall-pairs", own->wall_pairs},
                   {"--picture", own->picture},
                   {"--events", own->event_count > 0},
                   {"--flop and --samples-per-second", own->flop_count > 0},
                   {"--work", !isnan(own->work_s[0])},
                   {"--trace-format", own->trace.format},
                   {"--power-column", own->trace.power_column}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].given)
            return options[i].name;
    return NULL;
}

static int check_table(const struct wf_command_line *line, const char *option, struct wf_err *err)
{
    const char *wrong = of_logs(&line->calibrate);
    if (wrong)
        return wf_err_set(err, WF_EUSAGE, "%s: %s is of logs", option, wrong);
    if (line->argument_count)
        return wf_err_set(err, WF_EUSAGE, "%s takes no log, found '%s'", option,
                          line->arguments[0]);
    if (line->format == WF_FORMAT_CSV)
        return wf_err_set(err, WF_EUSAGE, "%s: expected --format text or json", option);
    if (line->dry_run && !line->calibrate.into)
        return wf_err_set(err, WF_EUSAGE, "--dry-run: nothing is written without --into");
    return 0;
}

/* Print the result, or what went wrong. @return exit status. */
static int conclude(struct wf_command_line *line, int status, struct wf_diag *diag,
                    const struct wf_buffer *text, const struct wf_err *err)
{
    if (status < 0)
        return wf_terminal_fail(line, diag, err);
    wf_terminal_warn(line, diag);
    return wf_terminal_result(line, text);
}

/* ---- campaigns ---- */

static int check_campaign(const struct wf_command_line *line, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    if (check_table(line, "--campaign", err) < 0)
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
    int status = wf_edit_load(place->platform, &platform, err);
    if (status == 0)
        status = wf_edit_load(place->deployment, &deployment, err);
    if (status == 0)
        status = wf_campaign_edit(figures, place, &platform, &deployment, err);
    if (status == 0)
        status = write_edit(line, &platform, text, err);
    if (status == 0)
        status = write_edit(line, &deployment, text, err);
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
        wf_campaign_text(table, campaign, figures, text);
}

/* The mistakes of the files are the place's own. */
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
    status = conclude(line, status, &place.study.diag, &text, &err);
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

int wf_calibrate_campaign(struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_campaign_table table = {0};
    struct wf_campaign campaign = {0};
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = check_campaign(line, &err);
    if (status == 0)
        status = wf_campaign_table_load(own->campaign, &table, &diag, &err);
    if (status == 0)
        status = fit_campaign(&table, own->start_up_s, &campaign, &err);
    if (status == 0 && own->into) {
        status = simulate_campaign(line, &table, &campaign);
    } else {
        if (status == 0)
            put_campaign(line, &table, &campaign, NULL, &text);
        status = conclude(line, status, &diag, &text, &err);
    }
    wf_campaign_release(&campaign);
    wf_campaign_table_release(&table);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    return status;
}

/* ---- power against load ---- */

/* "[WORKLOAD=]TABLE". A file whose name holds a '=' is named with a folder: ./a=b. */
static const char *split(const char *argument, char **workload)
{
    const char *equals = strchr(argument, '='), *slash = strchr(argument, '/');
    *workload = NULL;
    if (!equals || equals == argument || (slash && slash < equals))
        return argument;
    *workload = wf_format("%.*s", (int)(equals - argument), argument);
    return equals + 1;
}

static void put_load(const struct wf_command_line *line, const struct wf_load_table *table,
                     const struct wf_load *load, const struct wf_load_target *target,
                     struct wf_buffer *text)
{
    if (line->format == WF_FORMAT_JSON)
        wf_load_json(table, load, target, text);
    else
        wf_load_text(table, load, target, text);
}

static int write_load(const struct wf_command_line *line, const struct wf_load_table *table,
                      const struct wf_load *load, const char *workload, struct wf_diag *diag,
                      struct wf_buffer *text, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_platform platform;
    struct wf_load_target target;
    struct wf_edit edit = {0};
    int status = wf_platform_load(own->into, NULL, &platform, diag, err);
    if (status == 0 && diag->error_count)
        status = wf_err_set(err, WF_EINPUT, "'%s' has mistakes", own->into);
    if (status == 0)
        status = wf_load_target_find(table, &platform, own->host, workload, &target, err);
    if (status == 0)
        status = wf_edit_load(own->into, &edit, err);
    if (status == 0)
        status = wf_load_edit(load, &target, &edit, err);
    if (status == 0) {
        put_load(line, table, load, &target, text);
        status = write_edit(line, &edit, text, err);
    }
    wf_edit_release(&edit);
    wf_platform_release(&platform);
    return status;
}

static int check_load(const struct wf_command_line *line, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    if (check_table(line, "--load", err) < 0)
        return -1;
    if (!own->into != !own->host)
        return wf_err_set(err, WF_EUSAGE,
                          "--into and --host go together: a file, and a host in it");
    if (own->deployment || !isnan(own->start_up_s))
        return wf_err_set(err, WF_EUSAGE, "--deployment and --start-up go with --campaign");
    return 0;
}

static int fit_load(const struct wf_load_table *table, struct wf_load *load, struct wf_err *err)
{
    struct wf_err cause = {0};
    if (wf_load_choose(table->rows, table->count, table->above_idle, load, &cause) == 0)
        return 0;
    return wf_err_set(err, cause.code, "%s: %s", table->path, cause.text);
}

int wf_calibrate_load(struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_load_table table = {0};
    struct wf_load load = {0};
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    char *workload;
    const char *path = split(own->load, &workload);
    wf_diag_init(&diag);
    int status = check_load(line, &err);
    if (status == 0)
        status = wf_load_table_load(path, &table, &diag, &err);
    if (status == 0)
        status = fit_load(&table, &load, &err);
    if (status == 0 && own->into)
        status = write_load(line, &table, &load, workload, &diag, &text, &err);
    else if (status == 0)
        put_load(line, &table, &load, NULL, &text);
    status = conclude(line, status, &diag, &text, &err);
    free(workload);
    wf_load_release(&load);
    wf_load_table_release(&table);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    return status;
}
