/* A host of a catalogue: a device, and for each workload it was measured on (a pstate each) the
 * facts behind its speed and watts. The catalogue is a SimGrid platform like any other. */
#ifndef WF_PLATFORM_DEVICE_H
#define WF_PLATFORM_DEVICE_H

#include "platform/mistakes.h"
#include "platform/platform.h"

/** What a residual is the error of: how far it says something about another run. */
enum wf_residual_of {
    WF_RESIDUAL_UNSAID,
    WF_RESIDUAL_SECOND_HALF,  /**< the second half of a run, predicted from its first */
    WF_RESIDUAL_RUN_LEFT_OUT, /**< a run, predicted from other runs */
    WF_RESIDUAL_COUNT
};
/** As written behind the number, `second half`; NULL: unsaid. */
const char *wf_residual_of_name(enum wf_residual_of of);

/** Facts of one pstate. */
struct wf_device_facts {
    char *workload, *source;
    char *date;             /**< as written; NULL: not known */
    double samples_per_s;   /**< NaN: none was measured */
    double flop_per_sample; /**< NaN with it */
    double residual_ratio;  /**< NaN: none was computed */
    enum wf_residual_of residual_of;
    char *software; /**< release that the figures hold for; NULL: not known */
    /** Where its speed, its idle and its busy watts come from, as its own list says. */
    struct wf_sourced speed, idle, busy;
};

/** Is this a host of a catalogue? */
static inline bool wf_device_is(const struct wf_host_class *class)
{
    return class->site->samples_per_second != NULL;
}
/** Check the lists of a host of a catalogue, and report each mistake. */
void wf_device_check(const struct wf_host_class *class, const struct wf_mistakes *mistakes);
/** Facts of @p pstate of a host that was checked. Release them. */
void wf_device_facts(const struct wf_host_class *class, uint32_t pstate,
                     struct wf_device_facts *facts);
void wf_device_facts_release(struct wf_device_facts *facts);

/** Name of the workload of @p pstate in a host's `workloads`, or NULL. Caller frees. */
char *wf_device_workload(const struct wf_host_class *class, uint32_t pstate);
/** Item @p index of a list, blanks around it cut off; NULL where it has none. Caller frees. */
char *wf_device_item(const char *list, char separator, uint32_t index);

#endif
