/* Write fitted figures into a host of a file, one pstate at a time. Changes are kept in the edit;
 * the caller writes the file. */
#ifndef WF_STUDY_FIGURES_H
#define WF_STUDY_FIGURES_H

#include "file/edit.h"
#include "model/power.h"
#include "prop/provenance.h"
#include "scenario/deployment.h"
#include "statistics/estimate.h"

enum { WF_FIGURES_SPEED = 32, WF_FIGURES_DIGITS = 7 };
/** A speed, flop/s, as it is written: "11.483Tf", in the unit that leaves one to three digits
 * before the point. @return @p text */
const char *wf_figures_speed_text(double flop_per_s, int digits, char text[WF_FIGURES_SPEED]);
/** Set the speed of one pstate, with seven digits.
 *  @param flop_per_s  of a core
 *  @return 0, or -1 with @p err: WF_EINPUT no such host, no such pstate */
int wf_figures_speed(struct wf_edit *edit, const char *host, uint32_t pstate, double flop_per_s,
                     struct wf_err *err);
/** Set the watts of one pstate, with five digits. A member that is NaN keeps the value of the file.
 * If the file has only Idle:AllCores, its Epsilon is its Idle.
 *  @return 0, or -1 with @p err: WF_EINPUT no such host, no such pstate, or its watts in the file
 * are neither Idle:AllCores nor Idle:Epsilon:AllCores */
int wf_figures_watts(struct wf_edit *edit, const char *host, uint32_t pstate,
                     const struct wf_watts *watts, struct wf_err *err);
/** Set item @p pstate of the list in prop @p prop. Without such a prop or item nothing changes.
 *  @return 0, or -1 with @p err */
int wf_figures_item(struct wf_edit *edit, const char *host, uint32_t pstate, const char *prop,
                    const char *value, struct wf_err *err);

/** A figure that was fitted, as its element's prop `provenance` names it. */
struct wf_fitted {
    const char *prop; /**< "speed", "wattage_per_state", "wall_factor", "start-up" .. */
    uint32_t pstate;  /**< or WF_EVERY_PSTATE */
    enum wf_figure_part part;
    struct wf_estimate bounds; /**< W, flop/s of a core ..; NaN: without interval */
    bool assumed;              /**< a convention stands for what could not be told apart */
};
/** The list of provenance with "PROP.PSTATE.PART=fitted:LOW..HIGH" in it. Bounds are rounded
 * outwards to five digits, so that a value written with as many lies in them.
 *  @param list  as it stands, or NULL. Caller frees. */
char *wf_figures_with_fitted(const char *list, const struct wf_fitted *fitted);
/** Write it into an element of a file. Where @p known says the same already (a zone does), nothing
 * is written.
 *  @param known  what holds in the file; NULL: not known
 *  @return 0, or -1 with @p err: WF_EINPUT no such element */
int wf_figures_fitted(struct wf_edit *edit, const char *host, const struct wf_fitted *fitted,
                      const struct wf_sourced *known, struct wf_err *err);
/** The same of an actor: its seconds in the prop @p prop, with what says where they come from.
 *  @return 0, or -1 with @p err, as wf_edit_actor_prop */
int wf_figures_actor_seconds(struct wf_edit *edit, const struct wf_actor *actor, const char *prop,
                             const struct wf_estimate *seconds, struct wf_err *err);

#endif
