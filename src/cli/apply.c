#include "cli/apply.h"
#include "file/file.h"

int wf_apply_edit(const struct wf_command_line *line, const struct wf_edit *edit,
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

struct wf_fit_output wf_apply_fit_output(const struct wf_command_line *line)
{
    const struct wf_calibrate_options *own = &line->calibrate;
    struct wf_fit_output fit = {.name = NULL};
    if (own->fit && own->into)
        fit.name = wf_file_from(own->into, own->fit);
    return fit;
}

int wf_apply_fit(const struct wf_command_line *line, const struct wf_fit_output *fit,
                 struct wf_buffer *result, struct wf_err *err)
{
    struct wf_buffer text = {0};
    int status = 0;
    if (!fit->name)
        return 0;
    wf_fit_table_text(&fit->table, &text);
    if (line->dry_run)
        wf_buffer_printf(result, "\n%s:\n%s", line->calibrate.fit, text.text);
    else
        status = wf_file_write(line->calibrate.fit, text.text, text.length, err);
    wf_buffer_release(&text);
    return status;
}
