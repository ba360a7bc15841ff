#include "model/coding.h"
#include <math.h>

double wf_coding_ratio(double bits, double share, double bytes_per_parameter, double index_bits)
{
    double plain_bits = 8 * bytes_per_parameter;
    if (isnan(bits))
        bits = plain_bits;
    if (isnan(share))
        share = 1;
    return share * (bits + (share < 1 ? index_bits : 0)) / plain_bits;
}
