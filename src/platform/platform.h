/* A platform as far as wattfleet needs it: hosts, links and zones with their speeds, watts and
 * props. It is const once it is loaded (platform_reader.h), made in memory (below) or derived from
 * another one (platform_override.h). SimGrid computes routes itself; the reader only checks the
 * names in them, so that every mistake of a file is reported before SimGrid aborts at the first
 * one. Equal hosts share a class: a million hosts fit 300 MB. */
#ifndef WF_PLATFORM_PLATFORM_H
#define WF_PLATFORM_PLATFORM_H

#include "base/arena.h"
#include "base/map.h"
#include "model/power.h"
#include "platform/fabric.h"
#include "platform/networks.h"
#include "platform/site.h"
#include "prop/override.h"

/** What makes a speed, a bandwidth, a latency or a state vary with time: a set. */
enum wf_profile {
    WF_PROFILE_SPEED = 1,
    WF_PROFILE_AVAILABILITY = 2,
    WF_PROFILE_STATE = 4,
    WF_PROFILE_BANDWIDTH = 8,
    WF_PROFILE_LATENCY = 16,
    WF_PROFILE_TRACE = 32 /**< a <trace_connect> */
};

/** What equal hosts share. */
struct wf_host_class {
    const struct wf_site *site;
    const uint32_t *origins; /**< of the site's rows: WF_SITE_DEFAULT, _OWN, _SET, or 1 + zone */
    const double *speed_flop_per_s; /**< per core; one a pstate */
    const struct wf_watts *watts;   /**< one a pstate; NULL: none are declared */
    uint32_t pstate_count, core_count;
    uint32_t start_pstate; /**< attribute `pstate`: where SimGrid starts it */
    uint32_t zone;
    uint32_t profiled; /**< set of enum wf_profile; 0: constant */
    uint16_t broken; /**< 1: its declaration has mistakes, which were reported; do not check more */
    uint8_t speed_set, watts_set; /**< 1: by an override, which says nothing of where from */
};

/** What a host's <host_link> names. */
enum wf_access {
    WF_ACCESS_NONE,  /**< there is none */
    WF_ACCESS_OWN,   /**< links that nothing else names: no other host has them on a route */
    WF_ACCESS_SHARED /**< some link that is named elsewhere too, or is not known by its name */
};

struct wf_host {
    const char *name;
    const struct wf_host_class *class;
    uint32_t line;
    uint32_t access;   /**< enum wf_access */
    uint32_t links[2]; /**< 1 + what its <host_link> names, up and down; 0: none, or not declared */
};

enum wf_sharing { WF_SHARED, WF_SPLITDUPLEX, WF_FATPIPE, WF_WIFI };

/** What equal links share. */
struct wf_link_class {
    const struct wf_site *site;
    const uint32_t *origins;             /**< as of a host class */
    double idle_w, busy_w;               /**< NaN: none are declared */
    double bandwidth_byte_per_s;         /**< of several rates, the first */
    double played_byte_per_s, latency_s; /**< to the bit as SimGrid has them; of a <link> */
    uint32_t zone;
    uint8_t sharing;   /**< enum wf_sharing */
    uint8_t profiled;  /**< set of enum wf_profile */
    uint8_t generated; /**< 1: made by SimGrid for a <cluster> */
    uint8_t rates;     /**< 1: several are given, for Wi-Fi */
    uint8_t backbone;  /**< 1: a <backbone>, which has fewer attributes than a <link> */
    /** 1: by an override, which says nothing of where from */
    uint8_t bandwidth_set, latency_set, watts_set;
};

#define WF_LINK_COMMON UINT32_MAX

struct wf_link {
    const char *name;
    const struct wf_link_class *class;
    uint32_t line;
    uint32_t holder; /**< 1 + host whose <host_link> alone names it; 0: nothing does;
                          WF_LINK_COMMON: a route, or several hosts */
};

/** Which <route>s SimGrid takes in a zone. */
enum wf_routing {
    WF_ROUTES_FULL,
    WF_ROUTES_GRAPH, /**< Floyd, Dijkstra: of links that meet */
    WF_ROUTES_STAR,  /**< Cluster, Vivaldi: none between two members */
    WF_ROUTES_NONE
};

struct wf_zone {
    const char *name;
    const struct wf_site *site; /**< what holds for members that do not give it themselves */
    const uint32_t *origins;
    uint32_t parent, line;
    uint8_t cabinets; /**< 1: routing Cluster: SimGrid makes hosts of a <cabinet> here only */
    uint8_t routing;  /**< enum wf_routing */
    uint8_t wifi;     /**< 1: routing Wifi: its one link is the radio */
    const char *access_point; /**< prop of a Wifi zone, or NULL */
    uint8_t coordinates;      /**< 1: routing Vivaldi: positions of hosts add to latencies */
    uint8_t backbone;         /**< 1: routing Cluster, with a <backbone> */
    uint8_t bypassed;         /**< 1: it has a <bypassRoute> */
    uint8_t implied;          /**< 1: the zone of a <cluster>, which has no props of its own */
    /** The first of those that take its props by `props_of`: 1 + index; 0: none do. */
    uint32_t first_host, first_links[2];
};

/** A <router>, or that of a <cluster>. */
struct wf_router {
    uint32_t zone, line;
};

/** A <cluster>: SimGrid makes its links (made_link.h). */
struct wf_cluster {
    const char *prefix; /**< "ID_": of the names of its links, unless it is a tree or dragonfly */
    const struct wf_link_class *links, *backbone;
    uint32_t topology;    /**< enum wf_fabric_kind */
    uint32_t cable_count; /**< of SPLITDUPLEX cables each is two links */
    uint64_t first_cable; /**< number of its first one among those of its topology */
};

/** Hosts that were declared by one <cluster>, <cabinet> or <peer>. They stand in a row. */
struct wf_host_group {
    const char *id;
    const char *prefix, *suffix, *radical; /**< of numbered names; NULL for a <peer> */
    const struct wf_host_class *class;
    uint32_t element; /**< enum wf_element */
    uint32_t line;
    uint32_t first_host, host_count;
    uint32_t cluster;             /**< index, or WF_MAP_NONE */
    uint32_t backbone_sharing;    /**< enum wf_sharing: of its backbone, there or not */
    const char *backbone_wattage; /**< prop `backbone_wattage_range` as written, or NULL */
    struct wf_fabric topology;
    uint8_t limiter, loopback; /**< 1: SimGrid makes one for each host */
};

/** A prop of a <config>. */
struct wf_config {
    const char *name, *value;
    uint32_t line;
    const struct wf_config *next; /**< the one before it, or NULL */
};

/** A file of a profile, which SimGrid reads. */
struct wf_profile_file {
    const char *path;
    const struct wf_profile_file *next; /**< the one before it, or NULL */
};

struct wf_platform {
    char *path;    /**< the file; of one that was made in memory: its name in messages */
    char *text;    /**< what is read in the place of the file, open here ("/proc/self/fd/7"); NULL:
                        the file */
    int text_file; /**< its descriptor */
    struct wf_arena arena;
    struct wf_host *hosts;
    struct wf_link *links;
    struct wf_zone *zones; /**< 0 is the file itself */
    struct wf_router *routers;
    struct wf_cluster *clusters;
    struct wf_host_group *groups;       /**< by first_host */
    struct wf_series_set series;        /**< of carbon_intensity */
    const struct wf_networks *networks; /**< what classes of networks cost: as built in, unless
                                           another catalogue is named or a figure is set */
    uint32_t host_count, link_count, zone_count, router_count, cluster_count, group_count;
    uint32_t host_capacity, link_capacity, zone_capacity, router_capacity, cluster_capacity,
        group_capacity;
    struct wf_map netpoints, link_names;
    const struct wf_platform *base; /**< it was derived from, and shares tables with; or NULL */
    const struct wf_overrides *overrides; /**< it was derived with, and what they say of made links;
                                             their texts are borrowed; or NULL */
    bool rewritten;  /**< SimGrid must be given a copy (rewrite.h): an override touches what it
                        reads,  the file is not plain UTF-8, or there is no file */
    bool made;       /**< in memory: there is no file */
    bool has_radio;  /**< some link draws watts by airtime or tail */
    bool incomplete; /**< a part could not be read: it may declare names that seem missing */
    const struct wf_config *configs;             /**< the last one */
    const struct wf_profile_file *profile_files; /**< the last one; of a platform that was read */
    const char *network_model;                   /**< of its <config>, NULL: SimGrid's default */
};

/** Start a platform in memory, with one zone and without routes.
 *  @param name  stands for the path in messages. Release it. */
void wf_platform_make(struct wf_platform *platform, const char *name);
/** Add a host to a platform that is being made. Its name must be new.
 *  @param speed_flop_per_s  of its one core, flop/s, > 0; @p pstate_count values
 *  @param watts             W; @p pstate_count values */
void wf_platform_add_host(struct wf_platform *platform, const char *name,
                          const double *speed_flop_per_s, const struct wf_watts *watts,
                          uint32_t pstate_count);
/** The path at which its text is read: of the file, or of what stands for it. */
static inline const char *wf_platform_text(const struct wf_platform *platform)
{
    return platform->text ? platform->text : platform->path;
}
/** Free what the platform owns. One that is derived does not own what it shares with its base. */
void wf_platform_release(struct wf_platform *platform);

/** Index of a host, or WF_MAP_NONE. */
uint32_t wf_platform_host(const struct wf_platform *platform, const char *name);
/** Index of the zone a host stands in; that of its <cluster>, too. */
uint32_t wf_platform_zone_of(const struct wf_platform *platform, uint32_t host);
/** The element that declares a host among others, or a <peer>; NULL: a <host>. */
const struct wf_host_group *wf_platform_group(const struct wf_platform *platform, uint32_t host);
/** What to write where a host has no watts. */
const char *wf_platform_watts_remedy(const struct wf_platform *platform, uint32_t host);
/** Class of a link by the name SimGrid gives it ("l_UP" and those of clusters too), or NULL.
 *  @param[out] line  of its declaration, 0 if generated; may be NULL. */
const struct wf_link_class *wf_platform_link(const struct wf_platform *platform, const char *name,
                                             uint32_t *line);
/** The host whose figures are listed for this one: itself, or the first of those that take the
 * props of the same zone (props_of), which differ in what is drawn for each. */
uint32_t wf_platform_listed_host(const struct wf_platform *platform, uint32_t host);
/** Are the figures of a link listed? Of those that take the props of one zone, the first two: up
 * and down. */
bool wf_platform_lists_link(const struct wf_platform *platform, uint32_t link);
/** Pstate in which a host begins; 0 where the attribute is beyond its pstates, which is a mistake.
 */
static inline uint32_t wf_host_start_pstate(const struct wf_host_class *class)
{
    return class->start_pstate < class->pstate_count ? class->start_pstate : 0;
}
/** Pstate whose idle power a host draws outside any job. */
static inline uint32_t wf_host_cold_pstate(const struct wf_host_class *class)
{
    return class->site->cold_pstate == WF_COUNT_UNSET ? wf_host_start_pstate(class)
                                                      : (uint32_t) class->site->cold_pstate;
}

/** Past so many mistakes no nearest name is looked for: each search compares all names. */
enum { WF_NEAREST_MAX = 200 };
/** Nearest name of a host or link, or NULL. Linear in their number: for messages only. */
const char *wf_platform_nearest_host(const struct wf_platform *platform, const char *name);
const char *wf_platform_nearest_link(const struct wf_platform *platform, const char *name);

#endif
