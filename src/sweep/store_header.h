/* The header of a store in its database: tables `study` and `inputs`, the columns of `points`. */
#ifndef WF_SWEEP_STORE_HEADER_H
#define WF_SWEEP_STORE_HEADER_H

#include "base/arena.h"
#include "sweep/database.h"
#include "sweep/store.h"

/** Is the database empty, as a file that was just made is? @return 1: yes, 0: it is a store of this
 *  format, -1 with @p err: neither */
int wf_store_header_empty(struct wf_database *database, struct wf_err *err);
/** Make the tables and fill in the header, all or nothing. @return 0, or -1 with @p err */
int wf_store_header_write(struct wf_database *database, const struct wf_store_header *header,
                          struct wf_err *err);
/** @param arena  owns what @p header points to. @return 0, or -1 with @p err */
int wf_store_header_read(struct wf_database *database, struct wf_arena *arena,
                         struct wf_store_header *header, struct wf_err *err);
/** Copy @p from. */
void wf_store_header_copy(const struct wf_store_header *from, struct wf_arena *arena,
                          struct wf_store_header *to);

/** Where two headers differ, as a clause: "the seed is 1 there, and 2 here". Paths of inputs are
 *  not compared, nor is the shard unless @p with_shard.
 *  @param there, here  how a message calls the two
 *  @return NULL: they are of one study; else to free */
char *wf_store_header_difference(const struct wf_store_header *a, const char *there,
                                 const struct wf_store_header *b, const char *here,
                                 bool with_shard);

#endif
