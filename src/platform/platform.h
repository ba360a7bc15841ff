/* The platform file as far as wattfleet needs it: who exists, with which speeds, watts and props.
 * Routes are SimGrid's business; here only their names are checked, so that every mistake of a
 * file is told before SimGrid would abort at the first. Small: a million hosts fit 300 MB. */
#ifndef WF_PLATFORM_PLATFORM_H
#define WF_PLATFORM_PLATFORM_H

#include "base/arena.h"
#include "base/map.h"
#include "model/power.h"
#include "platform/site.h"
#include "prop/override.h"

/** What equal hosts share. */
struct wf_host_class {
    const struct wf_site *site;
    const uint32_t *origins; /**< of the site's rows: WF_SITE_DEFAULT, _OWN, _SET, or 1 + zone */
    const double *speed_flop_per_s; /**< per core; one a pstate */
    const struct wf_watts *watts;   /**< one a pstate; NULL where none are declared */
    uint32_t pstate_count, core_count;
    uint32_t zone;
    uint32_t profiled; /**< 1: its speed or state varies by a profile (speed_file, state_file) */
    uint32_t broken;   /**< 1: mistakes of its declaration were told; nothing follows from it */
};

struct wf_host {
    const char *name;
    const struct wf_host_class *class;
    uint32_t line;
};

enum wf_sharing { WF_SHARED, WF_SPLITDUPLEX, WF_FATPIPE };

struct wf_link_class {
    const struct wf_site *site;
    double idle_w, busy_w; /**< NaN where none are declared */
    double bandwidth_byte_per_s;
    uint32_t sharing; /**< enum wf_sharing */
    uint32_t zone;
    uint32_t profiled;
    uint32_t generated; /**< 1: made by SimGrid for a <cluster> */
};

struct wf_link {
    const char *name;
    const struct wf_link_class *class;
    uint32_t line;
};

struct wf_zone {
    const char *name;
    const struct wf_site *site;
    const uint32_t *origins;
    uint32_t parent, line;
    uint32_t star; /**< 1: routing Cluster, whose hosts may have a host_link */
};

/** Past so many mistakes no nearest name is looked for: each costs a look at all names. */
enum { WF_NEAREST_MAX = 200 };

/** A <cluster>: its links are SimGrid's, found by the prefix of their names. */
struct wf_cluster {
    const char *prefix; /**< "ID_" */
    const struct wf_link_class *links, *backbone;
    uint32_t node_count;
};

struct wf_platform {
    char *path;
    struct wf_arena arena;
    struct wf_host *hosts;
    struct wf_link *links;
    struct wf_zone *zones;
    struct wf_cluster *clusters;
    struct wf_series_set series; /**< of carbon_intensity */
    uint32_t host_count, link_count, zone_count, cluster_count;
    uint32_t host_capacity, link_capacity, zone_capacity, cluster_capacity;
    struct wf_map netpoints, link_names;
    bool rewritten;  /**< SimGrid cannot load the file as it is (an override touches what it reads,
                        or  the file is not plain UTF-8): load a rewritten copy */
    bool has_radio;  /**< some link draws watts by airtime or tail */
    bool incomplete; /**< a part could not be read: names that are missing may stand there */
    const char *network_model; /**< of its <config>, NULL: SimGrid's default */
};

/** Read and check @p path as a stream; mistakes go to @p diag.
 *  @return 0, or -1 with @p err when the file cannot be read. Release in both cases. */
int wf_platform_load(const char *path, const struct wf_overrides *overrides,
                     struct wf_platform *platform, struct wf_diag *diag, struct wf_err *err);
void wf_platform_release(struct wf_platform *platform);

/** Index of a host, or WF_MAP_NONE. */
uint32_t wf_platform_host(const struct wf_platform *platform, const char *name);
/** Class of a link by the name SimGrid gives it ("l_UP" and those of clusters too), or NULL.
 *  @param[out] line  of its declaration, 0 if generated; may be NULL. */
const struct wf_link_class *wf_platform_link(const struct wf_platform *platform, const char *name,
                                             uint32_t *line);
static inline uint32_t wf_host_cold_pstate(const struct wf_host_class *class)
{
    return class->site->cold_pstate == WF_COUNT_UNSET ? 0 : (uint32_t) class->site->cold_pstate;
}
/** Nearest host name, or NULL. Linear in hosts: for messages only. */
const char *wf_platform_nearest_host(const struct wf_platform *platform, const char *name);
/** Write to @p fd the platform with the overrides applied to all that SimGrid reads. */
int wf_platform_rewrite(const struct wf_platform *platform, const struct wf_overrides *overrides,
                        int fd, struct wf_err *err);
/** Is this override about something that SimGrid reads itself? */
bool wf_platform_override_is_simgrid(const struct wf_override *override);

#endif
