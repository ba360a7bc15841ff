/* Transfers over links that others share (shared_links.h), as they take place: put off where
 * SimGrid's beginnings are (spread.h), silent for the latency, then a flow among those of its
 * level. The executor sets the events. */
#ifndef WF_ENGINE_SHARED_MOVE_H
#define WF_ENGINE_SHARED_MOVE_H

#include "engine/flow.h"
#include "engine/shared_links.h"
#include "engine/spread.h"

/** All transfers. */
struct wf_shared_moves {
    const struct wf_flow_model *model;
    const struct wf_executor *executor;
    struct wf_spread put_off;
    struct wf_flows *flows;           /**< follows transfers that may be cut off; NULL: none may */
    uint64_t cuts_estimated;          /**< of those, by flow.h */
    struct wf_shared_level **changed; /**< levels whose next end is to be set */
    size_t changed_count, changed_capacity;
};
void wf_shared_moves_release(struct wf_shared_moves *moves);

enum wf_move_stage { WF_MOVE_PUT_OFF, WF_MOVE_SILENT, WF_MOVE_FLOWS };

/** One transfer. Keep it zeroed before the first; its memory is used again. */
struct wf_shared_move {
    struct wf_water_flow flow; /**< first: its address is the move's */
    struct wf_flow follow;
    const struct wf_route *route;
    double byte;
    enum wf_move_stage stage;
    void *player; /**< of the executor */
};
void wf_shared_move_release(struct wf_shared_move *move);

/** What comes next: the stage ends at this date. */
struct wf_move_next {
    double date_s; /**< INFINITY: with its level */
    bool done;     /**< the transfer has ended then */
};
/** A transfer of @p byte bytes over @p route, whose pace has a shared way, begins. */
struct wf_move_next wf_shared_move_begin(struct wf_shared_moves *moves, struct wf_shared_move *move,
                                         const struct wf_route *route, double byte, double now_s);
/** Its stage has ended. */
struct wf_move_next wf_shared_move_go_on(struct wf_shared_moves *moves, struct wf_shared_move *move,
                                         double now_s);
/** Bytes moved until @p now_s, of one that is cut off; before it leaves. */
double wf_shared_move_byte(struct wf_shared_moves *moves, const struct wf_shared_move *move,
                           double now_s);
/** It uses its links no longer: it has ended, or is cut off. */
void wf_shared_move_leave(struct wf_shared_moves *moves, struct wf_shared_move *move, double now_s);

/** A level whose next end is to be set; NULL: none is left. */
struct wf_shared_level *wf_shared_moves_changed(struct wf_shared_moves *moves);
/** Take off what ends on @p level until @p precision_s after @p now_s. */
void wf_shared_level_end(struct wf_shared_moves *moves, struct wf_shared_level *level, double now_s,
                         double precision_s, void (*ended)(void *data, struct wf_water_flow *flow),
                         void *data);

#endif
