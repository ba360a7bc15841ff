/* The catalogue of networks: what a transfer costs on a link by the class that the link names
 * (prop network_class), in two views. It is read from a CSV file; the one that ships
 * (platforms/networks.csv) is built into the program, so that a class needs no file. */
#ifndef WF_PLATFORM_NETWORKS_H
#define WF_PLATFORM_NETWORKS_H

#include "prop/override.h"
#include "prop/provenance.h"

enum wf_network_class {
    WF_NETWORK_LAN,
    WF_NETWORK_FIXED,
    WF_NETWORK_WIFI,
    WF_NETWORK_4G,
    WF_NETWORK_5G,
    WF_NETWORK_CORE,
    WF_NETWORK_DATACENTRE,
    WF_NETWORK_HOME,
    WF_NETWORK_CLASSES
};
/** Words of the prop network_class, ended by NULL. */
extern const char *const wf_network_classes[];

/** What joules of a class mean: what one more transfer adds, or all equipment shared out by bytes.
 *  None: they are not counted. */
enum wf_network_view { WF_VIEW_MARGINAL, WF_VIEW_ALLOCATION, WF_NETWORK_VIEWS, WF_VIEW_NONE = 2 };
/** Words of --network, ended by NULL; the first WF_NETWORK_VIEWS name the views of a catalogue. */
extern const char *const wf_network_views[];

/** The figures of a class in one view, in the order of their rows in wf_network_figures. */
enum wf_network_figure {
    WF_NETWORK_ACTIVE,
    WF_NETWORK_ACCESS,
    WF_NETWORK_CORE_SHARE,
    WF_NETWORK_FIGURES
};
/** Their names, units and meaning: rows whose values are a struct wf_network_values. */
extern const struct wf_prop wf_network_figures[];

struct wf_network_values {
    double active_w;          /**< while a transfer lasts */
    double access_j_per_byte; /**< on each link of the class */
    double core_j_per_byte; /**< once a path that has no link of class core, if the class is wide */
};

struct wf_network {
    struct wf_network_values values;
    struct wf_sourced sourced[WF_NETWORK_FIGURES];
    const char *source[WF_NETWORK_FIGURES], *year[WF_NETWORK_FIGURES];
    uint32_t line[WF_NETWORK_FIGURES]; /**< 0: not given, or set by --set */
};

struct wf_networks {
    const char *path;
    bool wide[WF_NETWORK_CLASSES]; /**< leads to a wide area */
    struct wf_network items[WF_NETWORK_CLASSES][WF_NETWORK_VIEWS];
};

/** The catalogue that is built in. It lives as long as @p arena. */
const struct wf_networks *wf_networks_shipped(struct wf_arena *arena);
/** Read a catalogue from @p path. Each mistake goes to @p diag with its line.
 *  @param arena  owns the result
 *  @return 0, or -1 with @p err: the file cannot be read, or (WF_EINPUT) has mistakes */
int wf_networks_load(const char *path, struct wf_arena *arena, const struct wf_networks **networks,
                     struct wf_diag *diag, struct wf_err *err);
/** The catalogue with the overrides of target "network": network.CLASS.VIEW.FIGURE=VALUE, where
 *  CLASS.VIEW may be a glob. Later ones win; wrong ones are reported at "--set".
 *  @param met  as of wf_platform_override
 *  @return @p base where there is none, else a copy of it in @p arena */
const struct wf_networks *wf_networks_override(const struct wf_networks *base,
                                               const struct wf_overrides *overrides, bool *met,
                                               struct wf_arena *arena, struct wf_diag *diag);

/** Value of a figure. */
static inline double wf_network_value(const struct wf_network_values *values,
                                      enum wf_network_figure figure)
{
    const double list[] = {values->active_w, values->access_j_per_byte, values->core_j_per_byte};
    return list[figure];
}

/** What a link of unknown class may cost at least and at most: the widest rows. */
struct wf_network_bounds {
    double low_j_per_byte, high_j_per_byte; /**< access, and at most the core beside it */
    double low_w, high_w;
};
/** @param view  whose rows count; WF_VIEW_NONE: those of all views */
struct wf_network_bounds wf_networks_bounds(const struct wf_networks *networks, uint32_t view);

#endif
