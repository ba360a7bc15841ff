/* Draws: what each deployment needs of one quantity in each point that was drawn, and who needs
 * least. */
#ifndef WF_DECISION_DRAWS_H
#define WF_DECISION_DRAWS_H

#include "statistics/estimate.h"
#include "sweep/sweep.h"

/** What is decided by. */
enum wf_quantity {
    WF_QUANTITY_ENERGY,    /**< J */
    WF_QUANTITY_CARBON,    /**< g, operational */
    WF_QUANTITY_FOOTPRINT, /**< g, with embodied carbon */
    WF_QUANTITIES
};
/** "energy", "carbon", "carbon with embodied". */
extern const char *const wf_quantity_names[WF_QUANTITIES];

struct wf_draws {
    size_t deployments;
    uint64_t count;
    double *values;    /**< by deployment, then draw; NaN: unknown */
    uint64_t left_out; /**< draws in which a deployment failed */
};

/** Read those of a sweep: of a sobol design its samples A and B, of others all points; points that
 *  the store has not are left out. @p choice: under which of the sweep's choices; SIZE_MAX: as
 *  stated. Release in both cases.
 *  @return 0, or -1 with @p err */
int wf_draws_read(const struct wf_sweep *sweep, enum wf_quantity quantity, size_t choice,
                  struct wf_draws *draws, struct wf_err *err);
/** The same of any result, as stated. Draws that failed are left out in all alike. */
int wf_draws_read_result(const struct wf_sweep *sweep, enum wf_result result,
                         struct wf_draws *draws, struct wf_err *err);
/** Numbers of the points that are draws. Caller frees. */
uint64_t *wf_draws_points(const struct wf_design *design, uint64_t *count);
void wf_draws_release(struct wf_draws *draws);

/** Who needs least. */
struct wf_standing {
    bool known;               /**< each deployment's need is known in a draw, at least */
    size_t least, second;     /**< by their medians; the first of equals */
    uint64_t draws, hits;     /**< in which the winner needs less than every other */
    struct wf_estimate share; /**< hits / draws, with Wilson's interval */
    double median, low, high; /**< of second / least: median, 5 and 95 % of the draws */
};

/** Of the deployment with the least median. */
void wf_standing_of(const struct wf_draws *draws, struct wf_standing *standing);
/** Of a winner that is given, against @p second. */
void wf_standing_as(const struct wf_draws *draws, size_t winner, size_t second,
                    struct wf_standing *standing);
/** Does the winner need least in 95 % of the draws (the lower end of the interval)? */
bool wf_standing_is_sure(const struct wf_standing *standing);

#endif
