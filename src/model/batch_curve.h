/* Speed and power at batches between two that were measured. */
#ifndef WF_MODEL_BATCH_CURVE_H
#define WF_MODEL_BATCH_CURVE_H

/** A batch that was measured. */
struct wf_batch_point {
    double batch;   /**< samples that are computed at once, > 0 */
    double speed;   /**< samples or flop a second, > 0 */
    double power_w; /**< NaN: not known */
};

/** The point at @p batch, from one below (or at) it and one above.
 *
 *  A batch takes a time that does not depend on its size (starting its kernels) and one in
 *  proportion to it, which overlap in part: t^2 = f^2 + (b batch)^2 goes through both points, so
 *  that 1 / speed^2 is linear in 1 / batch^2. Joules are a power times the time and joules a
 * sample: power is linear in speed. Both lie between those of the two points. Source: the exponent
 * 2 and the line of watts were chosen against a V100 and an H200 (docs/tables.md, "Speed and power
 * by batch").
 */
struct wf_batch_point wf_batch_between(const struct wf_batch_point *below,
                                       const struct wf_batch_point *above, double batch);

#endif
