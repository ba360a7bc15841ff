/* The phases to which joules belong. An instant of a host belongs to one phase: the first of this
 * list that is going on there (ruling 12); a link's joules belong to the phase of the transfer,
 * its base watts to WF_PHASE_WAIT. */
#ifndef WF_MODEL_PHASE_H
#define WF_MODEL_PHASE_H

enum wf_phase {
    WF_PHASE_COMPUTE,
    WF_PHASE_EVALUATE,
    WF_PHASE_AGGREGATE,
    WF_PHASE_PREPARATION, /**< data made ready for training */
    WF_PHASE_INFERENCE,   /**< the trained model at work */
    WF_PHASE_UPLOAD,
    WF_PHASE_DOWNLOAD,
    WF_PHASE_COLLECTION,  /**< data on its way to where it is trained on */
    WF_PHASE_DEPLOYMENT,  /**< the trained model on its way to its users */
    WF_PHASE_EXPLORATION, /**< trials before the training that counts, whole */
    WF_PHASE_OVERHEAD,    /**< round overhead and start-up */
    WF_PHASE_STORAGE,     /**< what it costs to keep data; beside the instants of its host */
    WF_PHASE_WAIT,
    WF_PHASE_COUNT
};

/** Name as in the JSON keys: "compute". */
const char *wf_phase_name(enum wf_phase phase);

#endif
