/* The phases of a life cycle to which joules belong. An instant of a host belongs to one phase: the
 * first of this list that is active on the host (ruling 12). A link's joules belong to the phase of
 * the transfer, its base watts to WF_PHASE_WAIT. During trials that do not count as training, every
 * instant of hosts and links belongs to WF_PHASE_EXPLORATION. */
#ifndef WF_MODEL_PHASE_H
#define WF_MODEL_PHASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wf_phase {
    WF_PHASE_COMPUTE,
    WF_PHASE_EVALUATE,
    WF_PHASE_AGGREGATE,
    WF_PHASE_PROTECTION,  /**< updates hidden from the server, and their sum uncovered */
    WF_PHASE_PREPARATION, /**< data made ready for training */
    WF_PHASE_INFERENCE,   /**< use of the trained model */
    WF_PHASE_UPLOAD,
    WF_PHASE_DOWNLOAD,
    WF_PHASE_COLLECTION,  /**< data sent to where it is trained on */
    WF_PHASE_DEPLOYMENT,  /**< the trained model sent to its users, a frozen base to its devices */
    WF_PHASE_EXPLORATION, /**< all of the trials before the training that counts */
    WF_PHASE_OVERHEAD,    /**< round overhead and start-up */
    WF_PHASE_STORAGE,     /**< keeping data; added to the instants of its host */
    WF_PHASE_WAIT,
    WF_PHASE_COUNT
};

/** Phases that may carry bytes: all before these two, of which there are none. */
enum { WF_PHASE_CARRIERS = WF_PHASE_STORAGE };

/** Name as in the JSON keys: "compute". */
const char *wf_phase_name(enum wf_phase phase);

/** A set of phases: one bit each. 0 is the set of all as well. */
enum { WF_PHASES_ALL = (1 << WF_PHASE_COUNT) - 1 };
static inline bool wf_phases_have(uint32_t phases, enum wf_phase phase)
{
    return !phases || phases >> phase & 1;
}
/** Phases of the training proper: compute, evaluate, aggregate, protection, upload, download,
 *  overhead, wait. */
bool wf_phase_is_training(enum wf_phase phase);
/** The phases of a comma- or blank-separated list of names; "training" is the group above.
 *  @param[out] wrong  the first unknown name, cut to @p size; untouched if there is none
 *  @return the set, never 0; or 0 if a name is unknown, or the list is empty. */
uint32_t wf_phases_parse(const char *list, char *wrong, size_t size);
/** Nearest name of a phase or group, or NULL. */
const char *wf_phases_nearest(const char *name);

#endif
