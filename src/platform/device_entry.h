/* Entries of catalogues that hosts name (`device`), and how the figures of a host differ from those
 * of its entry. */
#ifndef WF_PLATFORM_DEVICE_ENTRY_H
#define WF_PLATFORM_DEVICE_ENTRY_H

#include "file/edit.h"
#include "platform/platform.h"

/** A catalogue that has been read. A list of them starts with NULL. */
struct wf_catalogue {
    char *path;
    struct wf_platform platform;
    struct wf_edit text; /**< what its figures are copied from, as they are written */
    bool readable;
    struct wf_catalogue *next;
};
void wf_catalogues_close(struct wf_catalogue *all);

/** The entry that a host names, and where it is. */
struct wf_device_entry {
    struct wf_catalogue *catalogue;
    const struct wf_host *host;
};
/** Find the entry of @p host, which names one. Its catalogue is read unless it is in @p all.
 *  @return whether there is one; why not is reported */
bool wf_device_entry_find(struct wf_catalogue **all, const struct wf_platform *platform,
                          const struct wf_host *host, struct wf_device_entry *entry,
                          struct wf_diag *diag);

/** The first pstate of @p ours from @p from on whose workload both list.
 *  @param[out] other  the pstate of @p theirs with that workload
 *  @return its number; the number of pstates where there is none */
uint32_t wf_device_next_common(const struct wf_host_class *ours, const struct wf_host_class *theirs,
                               uint32_t from, uint32_t *other);
/** Do the speeds of all cores differ, in @p pstate of ours and @p other of theirs? */
bool wf_device_speed_differs(const struct wf_host_class *ours, uint32_t pstate,
                             const struct wf_host_class *theirs, uint32_t other);
/** Do the watts differ? Not from an entry that has none. */
bool wf_device_watts_differ(const struct wf_host_class *ours, uint32_t pstate,
                            const struct wf_host_class *theirs, uint32_t other);
bool wf_device_meter_differs(const struct wf_host_class *ours, const struct wf_host_class *theirs);
/** Append all differences of the workloads that both list, each led by "; ". */
void wf_device_differences(const struct wf_host_class *ours, const struct wf_host_class *theirs,
                           struct wf_buffer *out);

#endif
