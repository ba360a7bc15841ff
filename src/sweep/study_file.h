/* A study as a file: which deployments on which platform, what is varied, by which design.
 *   <study version="1">
 *     <platform file="grenoble.xml"/>
 *     <deployment label="federated" file="unet3d-kits19-federated.xml"/>
 *     <set key="server.selection" value="random"/>
 *     <factor key="zone.datacentre.pue" low="1.1" high="1.56" source=".."/>
 *     <factors file="node-fit.csv"/>
 *     <automatic/>
 *     <design kind="sobol" points="1024" seed="1"/>
 *     <search key="server.active" low="10" high="100"/>
 *     <objective of="carbon" evaluations="300"/>
 *     <limit of="time" most="3 d"/>
 *     <front points="7" against="coverage"/>
 *   </study>
 * Names of files, also those of values that end in .xml or .csv, count from its folder. */
#ifndef WF_SWEEP_STUDY_FILE_H
#define WF_SWEEP_STUDY_FILE_H

#include "prop/override.h"
#include "sweep/factor.h"

/** In the order of enum wf_design_kind; words of the attribute kind, ended by NULL. */
extern const char *const wf_study_designs[];

/** What a search is to do, as it is written: optimum/goal.h knows the words. */
struct wf_study_limit {
    char *of, *bound;
    bool least; /**< a bound that it must have at least; else at most */
    uint32_t line;
};
struct wf_study_goal {
    char *objective, *against;          /**< NULL: not said */
    uint64_t evaluations, front_points; /**< 0: not said */
    struct wf_study_limit *limits;
    size_t limit_count;
    uint32_t objective_line, front_line; /**< 0: not said */
};

struct wf_study_file {
    char *path;
    char *platform, *networks; /**< networks: of a catalogue; NULL: the one that ships */
    char **deployments;
    char **labels; /**< of each, or its letter */
    char **named;  /**< "B=federated", as --label takes them; only of those with a label */
    size_t deployment_count, named_count;
    struct wf_factors factors;
    struct wf_factors searches; /**< what a search chooses */
    struct wf_study_goal goal;
    struct wf_overrides sets;
    char **files; /**< of joint draws */
    size_t file_count;
    bool automatic; /**< figures that no factor names are varied, too (automatic.h) */
    bool has_design, has_points, has_seed;
    uint32_t design; /**< enum wf_design_kind */
    uint64_t points, seed;
};

/** Read a study. Everything that is wrong with it is in @p diag, with its line.
 *  @return 0, or -1 with @p err: WF_EIO it cannot be read, WF_EINPUT the diag has errors. Release
 *  in both cases. */
int wf_study_file_read(const char *path, struct wf_study_file *file, struct wf_diag *diag,
                       struct wf_err *err);
void wf_study_file_release(struct wf_study_file *file);
/** Is it a study (by its root element)? A file that cannot be read is none. */
bool wf_study_file_is(const char *path);

/** Tables of the attributes of its elements, for reading. */
extern const struct wf_prop wf_study_props[], wf_study_deployment_props[], wf_study_set_props[],
    wf_study_factor_props[], wf_study_factors_props[], wf_study_design_props[],
    wf_study_search_props[], wf_study_objective_props[], wf_study_limit_props[],
    wf_study_front_props[];

#endif
