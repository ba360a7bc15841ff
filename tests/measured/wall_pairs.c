/* measured.wall-pairs: 18 runs of a DGX A100 node that NVML with RAPL and a wattmeter both measured
 * (github.com/mjay42/Assessing-the-electricity-consumption-of-ML-training @ 37bc48a). A ratio alone
 * is no good predictor of runs of unlike length; with a constant each run is predicted from the
 * others within 3 %. */
#include "study/wall_pairs.h"
#include <math.h>
#include <stdio.h>
#include <unistd.h>

static const char data[] = "tests/measured/samples/dgx-a100-wall-pairs.csv";

static int failed;

static void between(const char *what, double value, double low, double high)
{
    printf("%s: %.4g, expected %g to %g\n", what, value, low, high);
    failed += !(value >= low && value <= high);
}

int main(void)
{
    struct wf_wall_pairs pairs;
    struct wf_err err = {0};
    struct wf_diag diag;
    wf_diag_init(&diag);
    if (wf_wall_pairs_load(data, &pairs, &diag, &err) < 0) {
        printf("FAILED: %s\n", err.text);
        failed++;
    } else {
        between("pairs", (double)pairs.ratio.rows, 18, 18);
        between("ratio", pairs.ratio.factor.value, 1.3, 2);
        between("ratio, low end", pairs.ratio.factor.low, 1.4, 1.5);
        between("ratio, high end", pairs.ratio.factor.high, 1.6, 1.7);
        between("ratio, unseen runs, mean", pairs.ratio.mean_unseen_ratio, 0.09, 0.11);
        between("the line is better", wf_wall_pairs_line_is_better(&pairs), 1, 1);
        between("no times: the ratio is written", wf_wall_pairs_chosen(&pairs) == &pairs.ratio, 1,
                1);
        between("with a constant: ratio", pairs.with_constant.factor.value, 1.3, 1.34);
        between("with a constant: worst unseen", pairs.with_constant.worst_unseen_ratio, 0, 0.03);
    }
    wf_wall_pairs_release(&pairs);
    wf_diag_release(&diag);
    return failed > 0;
}
