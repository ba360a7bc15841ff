/* A deployment drawn at random: who takes part, with props from the tables of their roles. */
#ifndef WF_TESTS_RANDOM_CAST_H
#define WF_TESTS_RANDOM_CAST_H

#include "place.h"

enum manner {
    MANNER_SYNC,
    MANNER_SEMI_SYNC,
    MANNER_BUFFERED,
    MANNER_GATEWAYS,
    MANNER_TRAINER,
    MANNER_TRAINERS,
    MANNER_PEERS,
    MANNER_GOSSIP,
    MANNER_SPLIT,
    MANNERS
};
extern const char *const manner_names[MANNERS];

struct cast {
    enum manner manner;
    double density; /**< how often a prop is given */
    bool users;
    bool doubled; /**< two actors on a host */
    bool rows;    /**< the workload says how many rounds */
    bool late;    /**< actors have a start_time */
    struct given sets;
};

void cast_draw(struct cast *cast, struct wf_random *random);
/** Append the deployment file. @return false: see given_draw */
bool cast_print(struct cast *cast, const struct place *place, struct wf_random *random,
                struct wf_buffer *out);
/** Append its workload.xml. */
bool cast_workload(struct cast *cast, struct wf_random *random, struct wf_buffer *out);

#endif
