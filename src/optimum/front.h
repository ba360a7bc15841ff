/* A front: the best of one result against another one, by limits of the latter (the method of
 * epsilon constraints, Haimes, Lasdon and Wismer 1971). */
#ifndef WF_OPTIMUM_FRONT_H
#define WF_OPTIMUM_FRONT_H

#include "optimum/solution.h"

struct wf_front_terms {
    struct wf_problem problem; /**< its objective is one side */
    size_t against;            /**< the result on the other side */
    bool most;                 /**< more of it is better; else less */
    size_t points;             /**< at most; at least 2 */
};

struct wf_front {
    size_t *trials; /**< indices, from the best objective to the best of the other side */
    size_t count;
    enum wf_search_end end; /**< the first of its searches that did not settle, or as all did */
};

/** Search both ends, then between them. Of all trials within the limits those that no other is
 *  better than or equal to in both, at most @p terms->points of them. Release it.
 *  @return 0, or -1 with @p err */
int wf_front_find(struct wf_search *search, const struct wf_front_terms *terms,
                  struct wf_front *front, struct wf_err *err);
void wf_front_release(struct wf_front *front);

#endif
