/* A partial result in words: what ended the run, and how far it had come. */
#ifndef WF_OUTPUT_EARLY_END_H
#define WF_OUTPUT_EARLY_END_H

#include "account/summary.h"

/** Append "ended by --max-time after 12 of 2339 rounds"; of a run that ended by itself nothing. */
void wf_early_end_put(const struct wf_summary *summary, struct wf_buffer *out);

#endif
