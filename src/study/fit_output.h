/* The file of a fit that a calibration writes beside its platform, and how hosts name it. */
#ifndef WF_STUDY_FIT_OUTPUT_H
#define WF_STUDY_FIT_OUTPUT_H

#include "file/edit.h"
#include "fit/fit_table.h"
#include "prop/provenance.h"

struct wf_fit_output {
    char *name; /**< owned; as hosts name it, from the platform's folder; NULL: none is asked for */
    struct wf_fit_table table; /**< what goes into it; count 0: not filled yet */
};
void wf_fit_output_release(struct wf_fit_output *output);

/** Let the element @p id name the file in its prop `fit`.
 *  @param output  NULL: no file is asked for
 *  @return 0, or -1 with @p err: no file is asked for (WF_EUSAGE), and the element names one, which
 *  would be of other figures than its own then; it is an entry of a catalogue */
int wf_fit_output_name(const struct wf_fit_output *output, const char *tag, const char *id,
                       struct wf_edit *edit, struct wf_err *err);
/** Take over the figures of one element. Others of the same fit have to have the same.
 *  @return 0, or -1 with WF_EINPUT: they have them in other pstates */
int wf_fit_output_take(struct wf_fit_output *output, const struct wf_fit_figures *figures,
                       const char *id, struct wf_err *err);

/** Key of a figure of a host, "speed.1". Caller frees. */
char *wf_fit_output_key(const char *prop, uint32_t pstate, enum wf_figure_part part);

#endif
