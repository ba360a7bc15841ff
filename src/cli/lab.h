/* A lab: the files that init writes for somebody who begins. Each figure that was not given has a
 * default with its reason beside it. */
#ifndef WF_CLI_LAB_H
#define WF_CLI_LAB_H

#include "platform/platform.h"
#include "workload/workload.h"

/** Devices of one kind, as they were asked for. */
struct wf_lab_devices {
    char *device;        /**< entry of the catalogue */
    uint64_t count;      /**< 0: none */
    const char *network; /**< of wf_lab_networks */
    bool given;          /**< else it is a default */
};

struct wf_lab {
    const char *folder;
    struct wf_lab_devices server, edge, phone;
    char *workload;      /**< its id */
    bool workload_given; /**< else the default */
    bool workload_ships; /**< a file that ships is copied; else a template is written */
    uint64_t batch;      /**< that its epochs hold for; WF_COUNT_UNSET: any */
    double intensity_g_per_kwh;
    bool intensity_given;
};

/** Names of the networks that devices may be on, ended by NULL. */
extern const char *const wf_lab_networks[];

/** Power states of @p device for @p workload: "peak,resnet18-cifar10".
 *  @return what its prop `workloads` says, or NULL: neither measured on it nor is there a peak.
 *  Caller frees. */
char *wf_lab_states(const struct wf_platform *catalogue, const char *device, const char *workload);
/** The fleet that stands in the place of a platform. @p catalogue  has its devices */
void wf_lab_fleet(const struct wf_lab *lab, const struct wf_platform *catalogue,
                  struct wf_buffer *out);
void wf_lab_workload(const struct wf_lab *lab, struct wf_buffer *out);
void wf_lab_centralised(const struct wf_lab *lab, struct wf_buffer *out);
void wf_lab_federated(const struct wf_lab *lab, struct wf_buffer *out);
extern const char wf_lab_study_xml[]; /**< the same for every lab */

#endif
