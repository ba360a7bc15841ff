/* Points of a search are played as those of a sweep: from its store where it has them, else by its
 * processes. A store of a search has a row a point, in the order in which they were asked for. */
#ifndef WF_OPTIMUM_PLAYER_H
#define WF_OPTIMUM_PLAYER_H

#include "optimum/trials.h"
#include "sweep/sweep.h"

struct wf_player {
    struct wf_sweep *sweep; /**< opened for a search */
    size_t jobs;            /**< processes; at least 1 */
    double until_s;         /**< clock at which the time is up; 0: never */
    /** Called as points are safe in the store; may be NULL. @param tried  so far */
    void (*progress)(void *data, uint64_t tried);
    void *data;
    uint64_t tried, found;   /**< points of this search, and those of them that the store had */
    uint64_t simulations;    /**< that were played */
    struct wf_trials stored; /* of the store */
    double committed_s;      /**< clock of the last commit */
    uint64_t next;           /* number of the next row */
    struct wf_swept alone;   /* as it is played in this process */
    struct wf_samples samples;
};

/** Read what the store has. @p player has its terms: sweep to data. Release it in both cases.
 *  @return 0, or -1 with @p err */
int wf_player_start(struct wf_player *player, struct wf_err *err);
void wf_player_release(struct wf_player *player);

/** Play trials: wf_search_terms.play, of a player. */
int wf_player_play(void *player, struct wf_trial *trials, size_t count, struct wf_err *err);
/** After the last one: all that was played is safe in the store. @return 0, or -1 with @p err */
int wf_player_finish(struct wf_player *player, struct wf_err *err);

#endif
