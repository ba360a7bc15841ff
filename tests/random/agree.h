/* Two results of one scenario: which numbers and words differ? */
#ifndef WF_TESTS_RANDOM_AGREE_H
#define WF_TESTS_RANDOM_AGREE_H

#include "account/summary.h"
#include "base/diag.h"
#include "base/text.h"
#include <stdbool.h>

struct agreement {
    bool exact;      /**< every byte but the lines and keys of the engine */
    double energy_j; /**< of the whole run, for what is by the joule; set by the check */
    bool tied; /**< devices are equal, on a link that they share: the last of a round is any of them
                */
    bool estimated; /**< SimGrid does not say what transfers that were cut off had moved: bytes, and
                       what follows from them, are not compared */
    double tolerance;      /**< of numbers, relative */
    double slack_s;        /**< of dates: 1e-9 s for each merged step */
    double worst;          /**< largest relative difference of time_s and energy_j so far */
    size_t differs;        /**< what does not agree */
    struct wf_buffer text; /**< the first of it, a line each */
};

/** Hold JSON, page and CSV tables of two results against each other.
 *  @param a, b  and their warnings */
void agreement_check(struct agreement *agreement, const struct wf_summary *a,
                     const struct wf_diag *a_warnings, const struct wf_summary *b,
                     const struct wf_diag *b_warnings);

#endif
