/* Size of a compressed message: fewer bits a parameter (quantisation), fewer parameters
 * (sparsification, each kept one with its index), or both. */
#ifndef WF_MODEL_CODING_H
#define WF_MODEL_CODING_H

/** Compressed size / plain size.
 *
 *  @param bits                 bits a kept parameter, > 0; NaN: as in the plain message
 *  @param share                share of the parameters sent, > 0, at most 1; NaN: 1
 *  @param bytes_per_parameter  of the plain message, > 0
 *  @param index_bits           bits of the index of a kept parameter, >= 0; counts only where
 *                              @p share < 1
 *  @return share x (bits + index) / (8 x bytes_per_parameter). Not capped: above 1, the sparse
 *          message is larger than the plain one, which the user should see.
 *  Ignores what coding saves beyond that (run lengths, entropy), headers, the scales of quantised
 *  blocks, and the work of compressing. */
double wf_coding_ratio(double bits, double share, double bytes_per_parameter, double index_bits);

#endif
