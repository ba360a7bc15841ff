/* Factors as they are written: attributes of <factor>, --factor, files of joint draws. */
#ifndef WF_SWEEP_FACTOR_READER_H
#define WF_SWEEP_FACTOR_READER_H

#include "sweep/factor.h"

struct wf_fit_of; /* factor_fit.h */

/** What is said of a factor, as it is written; NULL: not said. */
struct wf_factor_texts {
    const char *key, *low, *high, *centre, *shape, *times, *values, *provenance, *source, *step;
};
/** Names of the attributes of <factor>, in the order of struct wf_factor_texts, ended by NULL. */
extern const char *const wf_factor_attributes[];
/** Words of the shapes, in the order of enum wf_shape_kind, ended by NULL. */
extern const char *const wf_factor_shapes[];

/** Add a factor. Everything that is wrong with it is reported at @p origin, and it is left out.
 *  @return 0, or -1 after mistakes */
int wf_factors_add(struct wf_factors *factors, const struct wf_factor_texts *texts,
                   struct wf_origin origin, struct wf_diag *diag);
/** The same from the command line: KEY=LOW..HIGH[,NAME=TEXT..], or KEY=A|B|C; names as the
 *  attributes of <factor>. */
int wf_factors_add_text(struct wf_factors *factors, const char *text, struct wf_diag *diag);
/** A file of factors that are drawn together: joint draws, a column a key, a row a draw, all
 * equally likely, which follow one coordinate; or a fit (fit/fit_table.h), told apart by its
 * header.
 *  @param of      whom a fit is of; draws name it in their columns
 *  @param origin  of the element that names it
 *  @return 0, or -1 with @p err: it cannot be read; its mistakes are in @p diag */
int wf_factors_add_file(struct wf_factors *factors, const char *path, struct wf_fit_of of,
                        struct wf_origin origin, struct wf_diag *diag, struct wf_err *err);

#endif
