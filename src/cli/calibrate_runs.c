#include "cli/calibrate_runs.h"
#include "cli/apply.h"
#include "cli/terminal.h"
#include "study/training_runs.h"
#include <math.h>
#include <stdlib.h>

/* All that the command holds; released as one. */
struct session {
    const struct wf_command_line *line;
    struct wf_training_table table;
    struct wf_campaign_place place;
    bool placed;
    struct wf_training_known known;
    struct wf_training_runs runs;
    struct wf_training_place_figures figures;
    struct wf_edit platform, catalogue, deployment;
};

static int load_place(struct session *session, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &session->line->calibrate;
    if (!own->into)
        return 0;
    session->placed = true;
    return wf_training_place_load(own->into, own->deployment, &session->place, err);
}

static int fit(struct session *session, struct wf_err *err)
{
    const struct wf_calibrate_options *own = &session->line->calibrate;
    struct wf_err cause = {0};
    session->known =
        wf_training_known_of(&session->table, session->placed ? &session->place : NULL);
    if (!isnan(own->epoch_samples) && !session->table.in_samples)
        session->known.samples_per_work = own->epoch_samples;
    if (wf_training_runs_fit(session->table.rows, session->table.count, &session->known,
                             &session->runs, &cause) < 0)
        return wf_err_set(err, cause.code, "%s: %s", session->table.path, cause.text);
    if (!session->placed)
        return 0;
    return wf_training_figures_find(&session->table, &session->runs, &session->place,
                                    &session->figures, err);
}

static void put(const struct session *session, struct wf_buffer *text)
{
    const struct wf_training_place_figures *figures = session->placed ? &session->figures : NULL;
    if (session->line->format == WF_FORMAT_JSON)
        wf_training_runs_json(&session->table, &session->runs, figures, text);
    else
        wf_training_runs_text(&session->table, &session->known, &session->runs, figures,
                              wf_terminal_width(session->line), text);
}

/* The files change together, or none: all edits are made before the first is written. */
static int write_files(struct session *session, struct wf_buffer *text, struct wf_err *err)
{
    if (!session->placed)
        return 0;
    struct wf_fit_output fit = wf_apply_fit_output(session->line);
    char *catalogue = wf_training_catalogue(&session->place);
    int status = wf_edit_load(session->place.platform, &session->platform, err);
    if (status == 0)
        status = wf_edit_load(session->place.deployment, &session->deployment, err);
    if (status == 0 && catalogue)
        status = wf_edit_load(catalogue, &session->catalogue, err);
    if (status == 0)
        status = wf_training_edit(&session->runs, &session->figures, &session->place,
                                  &session->platform, catalogue ? &session->catalogue : NULL,
                                  &session->deployment, &fit, err);
    if (status == 0)
        status = wf_apply_fit(session->line, &fit, text, err);
    if (status == 0)
        status = wf_apply_edit(session->line, &session->platform, text, err);
    if (status == 0 && catalogue)
        status = wf_apply_edit(session->line, &session->catalogue, text, err);
    if (status == 0)
        status = wf_apply_edit(session->line, &session->deployment, text, err);
    wf_fit_output_release(&fit);
    free(catalogue);
    return status;
}

static void release(struct session *session)
{
    wf_training_runs_release(&session->runs);
    wf_training_table_release(&session->table);
    if (session->placed)
        wf_campaign_place_release(&session->place);
    wf_edit_release(&session->platform);
    wf_edit_release(&session->catalogue);
    wf_edit_release(&session->deployment);
}

int wf_calibrate_runs(struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct session session = {.line = line};
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = 0;
    if (!isnan(own->start_up_s))
        status = wf_err_set(&err, WF_EUSAGE,
                            "--start-up is of federated campaigns; runs of a trainer tell theirs");
    if (status == 0)
        status = wf_training_table_load(own->campaign, own->where, own->where_count, &session.table,
                                        &diag, &err);
    if (status == 0)
        status = load_place(&session, &err);
    if (status == 0)
        status = fit(&session, &err);
    if (status == 0) {
        put(&session, &text);
        status = write_files(&session, &text, &err);
    }
    struct wf_diag *mistakes = session.placed ? &session.place.study.diag : &diag;
    status = wf_terminal_conclude(line, status, mistakes, &text, &err);
    release(&session);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    return status;
}
