/* Lists of words that several tables share. Each list is the choices of a prop, in the order of its
 * enum, ended by NULL. */
#ifndef WF_PROP_WORDS_H
#define WF_PROP_WORDS_H

#include "model/neighbours.h"
#include <stdint.h>

enum wf_yes_no { WF_NO, WF_YES };
extern const char *const wf_words_yes_no[];

/** Where a figure comes from; a later word is less certain. Measured: read off a meter or a clock.
 *  Fitted: by us, on measurements of it. Published: as its source states it. Derived: computed from
 *  such figures of other runs or machines. */
enum wf_provenance { WF_MEASURED, WF_FITTED, WF_PUBLISHED, WF_DERIVED, WF_ASSUMED };
enum { WF_PROVENANCE_COUNT = 5 };
extern const char *const wf_words_provenance[];
#define WF_PROVENANCE_WORDS "measured, fitted, published, derived or assumed"
const char *wf_provenance_name(uint32_t provenance);

/** Of a passes-ratio: by the law of workload/passes.h. Kept as WF_BY_LAW beside numbers above 0. */
extern const char *const wf_words_passes[];
#define WF_BY_LAW (-1.0)

/** Graph of peers, in the order of enum wf_neighbours_kind. */
extern const char *const wf_words_neighbours[];

/** How those who train are connected, as rows of a workload ask for it: a graph of peers, or a star
 *  with a server in the middle, or gossip over any graph, or a model that is cut between clients
 * and a server, which clients train one after another or at the same time. The graphs come first: a
 * kind of neighbours is its own topology. */
enum wf_topology {
    WF_TOPOLOGY_RING = WF_NEIGHBOURS_RING,
    WF_TOPOLOGY_K_REGULAR = WF_NEIGHBOURS_K_REGULAR,
    WF_TOPOLOGY_COMPLETE = WF_NEIGHBOURS_COMPLETE,
    WF_TOPOLOGY_RANDOM = WF_NEIGHBOURS_RANDOM,
    WF_TOPOLOGY_STAR,
    WF_TOPOLOGY_GOSSIP,
    WF_TOPOLOGY_SPLIT_SEQUENTIAL,
    WF_TOPOLOGY_SPLIT_PARALLEL
};
extern const char *const wf_words_topology[];

/** When a server makes a new model out of the updates it has. */
enum wf_aggregation { WF_AGGREGATE_SYNC, WF_AGGREGATE_BUFFERED, WF_AGGREGATE_SEMI_SYNC };
extern const char *const wf_words_aggregation[];

#endif
