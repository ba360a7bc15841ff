/* Pictures that gnuplot draws (Debian package gnuplot-nox), which is needed for nothing else. */
#ifndef WF_OUTPUT_GNUPLOT_H
#define WF_OUTPUT_GNUPLOT_H

#include "base/err.h"
#include "base/text.h"

/** Colours of Okabe and Ito that are seen on white, which colour-blind readers can distinguish, as
 *  gnuplot strings; from the eighth on they begin again. */
const char *wf_gnuplot_colour(size_t index);

/** Add a gnuplot string: quotes are doubled; control characters become blanks, because a line end
 *  would end the command. */
void wf_gnuplot_text(struct wf_buffer *script, const char *text);

/** @return 0, or -1 with WF_EUSAGE: @p path ends in neither .svg nor .png */
int wf_gnuplot_check(const char *path, struct wf_err *err);

/** Will wf_gnuplot_draw be able to draw @p path? The ending is looked at, and whether gnuplot can
 * be started. @return as wf_gnuplot_draw */
int wf_gnuplot_ready(const char *path, struct wf_err *err);

/** Run the commands of @p script, which must not set the terminal, and write the picture into the
 *  file @p path, whole or not at all. Its ending decides the format.
 *  @param width, height  pixels
 *  @return 0, or -1 with @p err: WF_EUSAGE another ending; WF_EFAIL gnuplot is missing or fails;
 *          WF_EIO @p path cannot be written */
int wf_gnuplot_draw(const char *path, unsigned width, unsigned height,
                    const struct wf_buffer *script, struct wf_err *err);

#endif
