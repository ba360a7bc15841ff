/* A platform drawn at random, in which every role has its hosts. */
#ifndef WF_TESTS_RANDOM_PLACE_H
#define WF_TESTS_RANDOM_PLACE_H

#include "draw.h"

/** What several transfers may cross together. */
enum crossing {
    CROSS_NOTHING,   /**< links of one device each */
    CROSS_FATPIPE,   /**< what does not share out */
    CROSS_WIDE,      /**< a link that is wide enough for all */
    CROSS_NARROW,    /**< one link that is not */
    CROSS_DIFFERENT, /**< two links that are not, which different devices cross */
    CROSS_BACKBONE,  /**< a narrow link that all routes of the zone cross */
    CROSSINGS
};
extern const char *const crossing_names[CROSSINGS];

struct place {
    enum crossing crossing;
    uint32_t devices; /**< d-0 .. */
    bool full;        /**< routes one by one, not a Cluster zone */
    bool one_link;    /**< up and down are one link of each host */
    bool duplex;      /**< of which each half is one (SPLITDUPLEX) */
    bool wire; /**< the narrow link is one that all devices cross both ways, not the leader's */
    bool narrow[2];                /**< of a leader's narrow links: which, up and down */
    bool equal_hosts, equal_links; /**< of devices: both, and their turns end together */
    bool equal_gates;              /**< gate-0 and gate-1 work together as well */
    bool profiled;                 /**< the link of d-0 has a profile */
    bool radios, series, batteries;
    bool cores;        /**< hosts have several */
    struct given sets; /**< its overrides */
};

void place_draw(struct place *place, struct wf_random *random);
/** Append the platform file. @return false: see given_draw */
bool place_print(struct place *place, struct wf_random *random, struct wf_buffer *out);

/** The files that it and deployments name. */
extern const char place_series[], place_trace[], place_profile[];

#endif
