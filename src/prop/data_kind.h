/* How the data is spread over the learners, as one number: WF_IID, WF_NON_IID (how, is not said),
 * the alpha of a Dirichlet distribution of classes (above 0), or classes a client (WF_CLASSES). */
#ifndef WF_PROP_DATA_KIND_H
#define WF_PROP_DATA_KIND_H

#include "base/text.h"
#include <stdbool.h>

/** What a text of it may be. */
#define WF_DATA_KINDS "iid | non-iid | dirichlet:ALPHA | classes:COUNT"

enum { WF_IID = 0, WF_NON_IID = -1 };
/** @p count classes a client, 1 or more. */
#define WF_CLASSES(count) (-1 - (double)(count))

/** "iid", "non-iid", "dirichlet:0.3", "classes:2". @return NULL, or why not (to free) */
char *wf_data_kind_parse(const char *text, double *kind);
/** The same text again; nothing where it is NaN. */
void wf_data_kind_text(double kind, struct wf_buffer *out);
/** Classes a client; 0: another kind. */
double wf_data_kind_classes(double kind);
/** Does data that is said to be @p job meet what a row asks for? A job that is said to be non-iid,
 *  and no more, meets any row that is not iid. */
bool wf_data_kind_fits(double row, double job);

#endif
