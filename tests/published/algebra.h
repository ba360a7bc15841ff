/* What a scene costs by hand, split as Savazzi et al. 2022 do (arXiv 2206.10380): joules at the
 * hosts, and bits, each kind over its efficiency. Written from docs/model.md, before any run.
 *
 *   n devices, c_k = local_epochs x samples x training_flop / speed_k     s, computing of a round
 *   d, u = model, update / bandwidth                                      s, each transfer
 *   b_d, b_u = 8 x model, 8 x update                                      bits
 *   alpha, P_i, P_b of a device: attribution, idle and busy power; beta, S_i, S_b of the centre
 *   gamma: PUE of the centre and of the downlink
 */
#ifndef WF_TESTS_PUBLISHED_ALGEBRA_H
#define WF_TESTS_PUBLISHED_ALGEBRA_H

#include "scene.h"

struct bill {
    double time_s;
    double hosts_j; /* PUE included */
    double uplink_bit, downlink_bit, side_bit;
};

/** All devices in each of R rounds. A round lasts
 *      r = d + max c_k + u + a,    a = n x aggregation / S_speed      (a: the centre is busy)
 *  and hosts_j = sum over k of R (P_b - P_i) c_k                               computing
 *              + alpha P_i sum over k of ((R - 1) r + d + c_k + u)             until its last
 * upload
 *              + gamma (R (S_b - S_i) a + beta S_i R r)                        the server
 *  with R n b_u bits up and R n b_d down. */
struct bill algebra_federated(const struct scene *scene, uint64_t rounds);

/** R rounds of consensus with @p degree neighbours each, a_k = degree x aggregation / speed_k:
 *      hosts_j = sum over k of R (P_b - P_i) (c_k + a_k) + alpha P_i n R (c + u + a)
 *  the last term for equal devices only: unequal ones wait for their neighbours (alpha must be 0).
 *  R n degree b_u bits over side links; where there are none, over up- and downlink both. */
struct bill algebra_consensus(const struct scene *scene, uint64_t rounds, uint64_t degree);

/** Data up, D = samples x sample_byte / bandwidth; then c = epochs x n x samples x training_flop /
 *  S_speed at the centre:
 *      hosts_j = alpha P_i n D + gamma ((S_b - S_i) c + beta S_i (D + c)) */
struct bill algebra_centralised(const struct scene *scene, uint64_t epochs);

/** hosts_j + uplink bits / uplink + gamma x downlink bits / downlink + side bits / side link, J. */
double algebra_energy_j(const struct scene *scene, const struct bill *bill);

#endif
