/* What a host or a link has used, by phase. There are fourteen phases; a host of a large fleet is
 * in three to five of them, a link of its own carries bytes in one. So a usage has room for few,
 * and points to room for the others once they occur. Rows stand in the order in which phases first
 * occurred: go through them by phase. */
#ifndef WF_ACCOUNT_PHASE_USAGE_H
#define WF_ACCOUNT_PHASE_USAGE_H

#include "model/phase.h"
#include <assert.h>
#include <stddef.h>

/** What a host has used in one phase. */
struct wf_phase_usage {
    double time_s, energy_j; /**< on duty, as metered */
    double busy_s;           /**< of it, with load */
};

enum { WF_PHASE_ROWS = 5, WF_PHASE_REST = WF_PHASE_COUNT - WF_PHASE_ROWS };

/** By phase of a host. Start zeroed. */
struct wf_phase_rows {
    uint64_t places; /**< four bits a phase: 1 + its row, 0: it has none; and how many there are */
    struct wf_phase_usage rows[WF_PHASE_ROWS];
    struct wf_phase_usage *rest; /**< those behind rows, WF_PHASE_REST of them; NULL: none */
};
enum { WF_PHASE_PLACES = 15 }; /**< the count stands behind them */
_Static_assert((int)WF_PHASE_COUNT <= (int)WF_PHASE_PLACES, "four bits a phase");

static inline uint32_t wf_phase_rows_count(const struct wf_phase_rows *rows)
{
    return (uint32_t)(rows->places >> 4 * WF_PHASE_PLACES);
}

/** 1 + number of the row of @p phase; 0: it has none. */
static inline uint32_t wf_phase_place(const struct wf_phase_rows *rows, int phase)
{
    return (uint32_t)(rows->places >> 4 * phase) & 15;
}

static inline const struct wf_phase_usage *wf_phase_row(const struct wf_phase_rows *rows,
                                                        uint32_t number)
{
    return number < WF_PHASE_ROWS ? &rows->rows[number] : &rows->rest[number - WF_PHASE_ROWS];
}

/** What was used in @p phase; zeros where it did not occur. */
static inline const struct wf_phase_usage *wf_phase_rows_get(const struct wf_phase_rows *rows,
                                                             int phase)
{
    static const struct wf_phase_usage none;
    uint32_t place = wf_phase_place(rows, phase);
    return place ? wf_phase_row(rows, place - 1) : &none;
}

/** Must wf_phase_rows_add get the room for the rest, to add to @p phase? */
static inline bool wf_phase_rows_need_rest(const struct wf_phase_rows *rows, int phase)
{
    return !wf_phase_place(rows, phase) && wf_phase_rows_count(rows) == WF_PHASE_ROWS;
}

/** The row to add to; made where the phase did not occur yet. */
static inline struct wf_phase_usage *wf_phase_rows_add(struct wf_phase_rows *rows, int phase)
{
    if (!wf_phase_place(rows, phase)) {
        assert(wf_phase_rows_count(rows) < WF_PHASE_ROWS || rows->rest);
        rows->places += UINT64_C(1) << 4 * WF_PHASE_PLACES;
        rows->places |= (uint64_t)wf_phase_rows_count(rows) << 4 * phase;
    }
    return (struct wf_phase_usage *)wf_phase_row(rows, wf_phase_place(rows, phase) - 1);
}

/** Rows that stand in the rest. */
static inline size_t wf_phase_rows_in_rest(const struct wf_phase_rows *rows)
{
    uint32_t count = wf_phase_rows_count(rows);
    return count > WF_PHASE_ROWS ? count - WF_PHASE_ROWS : 0;
}

/** What few links need: bytes by phase of one that carries several, and what exploration took. */
struct wf_carried_more {
    double byte[WF_PHASE_CARRIERS];
    double explored_s; /**< part of the time from first to last transfer */
};

/** What a link has carried. Start zeroed. */
struct wf_carried {
    double byte;                  /**< of phase, where there is no more */
    struct wf_carried_more *more; /**< or NULL */
    uint64_t transfers : 60;
    uint64_t phase : 4; /**< the first one */
};
_Static_assert((int)WF_PHASE_CARRIERS <= 16, "four bits");

/** Bytes carried in any phase. */
static inline double wf_carried_byte(const struct wf_carried *carried, int phase)
{
    if (phase >= WF_PHASE_CARRIERS)
        return 0;
    if (carried->more)
        return carried->more->byte[phase];
    return phase == (int)carried->phase ? carried->byte : 0;
}

static inline double wf_carried_explored_s(const struct wf_carried *carried)
{
    return carried->more ? carried->more->explored_s : 0;
}

/** Must it get more room, to add bytes of @p phase? */
static inline bool wf_carried_needs_more(const struct wf_carried *carried, int phase)
{
    return !carried->more && carried->byte != 0 && phase != (int)carried->phase;
}

/** Go on in @p more, which is zeroed. */
static inline void wf_carried_use(struct wf_carried *carried, struct wf_carried_more *more)
{
    more->byte[carried->phase] = carried->byte;
    carried->more = more;
}

/** Add @p byte of @p phase; where that needs more room it has it. */
static inline void wf_carried_add(struct wf_carried *carried, int phase, double byte)
{
    assert(phase < WF_PHASE_CARRIERS && !wf_carried_needs_more(carried, phase));
    if (carried->more) {
        carried->more->byte[phase] += byte;
        return;
    }
    carried->phase = (uint64_t)phase & 15;
    carried->byte += byte;
}

#endif
