#include "study/fit_output.h"
#include "base/err.h"
#include <stdlib.h>
#include <string.h>

void wf_fit_output_release(struct wf_fit_output *output)
{
    free(output->name);
    wf_fit_table_release(&output->table);
}

int wf_fit_output_name(const struct wf_fit_output *output, const char *tag, const char *id,
                       struct wf_edit *edit, struct wf_err *err)
{
    char *before = wf_edit_prop_text(edit, tag, id, "fit");
    char *rates = wf_edit_prop_text(edit, tag, id, "samples_per_second");
    const char *name = output ? output->name : NULL;
    int status = 0;
    if (!name && before)
        status = wf_err_set(err, WF_EUSAGE,
                            "%s: <%s %s> names the fit of its figures, '%s', which would be of "
                            "others then; say --fit FILE",
                            edit->path, tag, id, before);
    else if (name && rates)
        status = wf_err_set(err, WF_EINPUT,
                            "--fit: <%s %s> is an entry of a catalogue, which no sweep reads; "
                            "expected a host of a platform, or no --fit",
                            tag, id);
    else if (name)
        status = wf_edit_prop(edit, tag, id, "fit", name, err);
    free(before);
    free(rates);
    return status;
}

int wf_fit_output_take(struct wf_fit_output *output, const struct wf_fit_figures *figures,
                       const char *id, struct wf_err *err)
{
    if (!output || !output->name)
        return 0;
    struct wf_fit_table table, *first = &output->table;
    wf_fit_figures_table(figures, &table);
    if (!first->count) {
        wf_fit_table_release(first);
        *first = table;
        return first->count
                   ? 0
                   : wf_err_set(err, WF_EINPUT,
                                "--fit: no figure of '%s' has an interval: one run, or rows that "
                                "need each other, tell no error",
                                id);
    }
    bool same = table.count == first->count;
    for (size_t i = 0; same && i < table.count; i++)
        same = !strcmp(table.keys[i], first->keys[i]);
    wf_fit_table_release(&table);
    if (same)
        return 0;
    return wf_err_set(err, WF_EINPUT,
                      "--fit: '%s' has these figures in other pstates than the one before it; "
                      "calibrate them one by one, with a file each",
                      id);
}

char *wf_fit_output_key(const char *prop, uint32_t pstate, enum wf_figure_part part)
{
    const char *name = wf_figure_part_name(part);
    const char *dot = *name ? "." : "";
    return pstate == WF_EVERY_PSTATE ? wf_format("%s%s%s", prop, dot, name)
                                     : wf_format("%s.%u%s%s", prop, pstate, dot, name);
}
