/* The files that scenarios are built from: deployments, workloads (with their tables and curves)
 * and traces of availability. Each is read once, at its first use, and stays as it says; a second
 * use gives the same values and reports the same mistakes. So scenarios can be built as often as
 * wanted without reading a file again, and a file that several deployments name is read once. */
#ifndef WF_SCENARIO_LIBRARY_H
#define WF_SCENARIO_LIBRARY_H

#include "scenario/availability_reader.h"
#include "scenario/deployment.h"
#include "workload/workload.h"

struct wf_platform;
struct wf_library_file;

enum wf_library_kind {
    WF_LIBRARY_DEPLOYMENT,
    WF_LIBRARY_WORKLOAD,
    WF_LIBRARY_TRACE,
    WF_LIBRARY_KINDS
};

struct wf_library {
    const struct wf_platform *platform; /**< hosts of deployments are looked up in it */
    struct wf_library_file **files;
    size_t count;                            /**< files kept, read or made */
    size_t read_count;                       /**< of them, read or tried to */
    struct wf_map indices[WF_LIBRARY_KINDS]; /**< path -> index in files */
};

/** @param platform  borrowed; NULL: no deployment will be asked for */
void wf_library_init(struct wf_library *library, const struct wf_platform *platform);
void wf_library_release(struct wf_library *library);

/** The file @p path, read at the first call; the workload and the traces that a deployment names
 *  are read with it. One path is one file; another path to the same file is another.
 *  @param diag  gets the mistakes of this file, at each call; NULL: only read it
 *  @return owned by the library, or NULL with @p err when the file cannot be read (it is not tried
 *          again) */
const struct wf_deployment *wf_library_deployment(struct wf_library *library, const char *path,
                                                  struct wf_diag *diag, struct wf_err *err);
const struct wf_workload *wf_library_workload(struct wf_library *library, const char *path,
                                              struct wf_diag *diag, struct wf_err *err);
const struct wf_availability_trace *wf_library_trace(struct wf_library *library, const char *path,
                                                     struct wf_diag *diag, struct wf_err *err);

/** Path of file @p index, in the order in which they were first asked for. */
const char *wf_library_path(const struct wf_library *library, size_t index,
                            enum wf_library_kind *kind);

/** A workload that is not in a file, for deployments made in memory: they name it @p name. Nothing
 *  of it is set; fill it in before a scenario is built. @p name must be new to the library. */
struct wf_workload *wf_library_make_workload(struct wf_library *library, const char *name);

#endif
