#include "workload/passes.h"
#include "base/err.h"
#include "prop/data_kind.h"
#include <math.h>
#include <stdbool.h>

/* An estimate with its 95 % interval. */
struct bounded {
    double value, low, high;
};

/* Exponents, jackknife over 5 study-tasks, t with 4 degrees of freedom; residual of the log. */
static const struct bounded ACTIVE = {0.57, 0.29, 0.85}, EPOCHS = {0.32, -0.27, 0.91};
static const double CORRELATION = -0.84; /* of the two */
static const struct bounded RESIDUAL = {1, 0.52, 1.93};
static const double ACTIVE_LEAST = 4, ACTIVE_MOST = 100, EPOCHS_LEAST = 1, EPOCHS_MOST = 20;
/* 14 configurations, IID to Dirichlet 0.1, of cohorts from 4 to 20 and 1 to 5 local epochs. */
static const struct bounded UNKNOWN = {4.9, 1.1, 23};

/* How many times the passes of near-IID data. NVFlare's cifar10-sim, range over targets. */
static const struct {
    double alpha;
    struct bounded factor;
} dirichlet[] = {
    {0.1, {3.6, 3.2, 4.4}}, {0.3, {2.2, 1.8, 3.0}}, {0.5, {1.4, 1.2, 1.6}}, {1, {1, 1, 1}}};
enum { ALPHAS = sizeof dirichlet / sizeof *dirichlet };
/* One or two classes a client: McMahan et al. 2017, tables 1 and 2, mini-batches. */
static const struct bounded CLASSES = {9.6, 5.4, 14.5};
static const double CLASSES_MOST = 2;

/* Between two alphas a line in the logarithms; from 1 on, near-IID. */
static struct bounded factor_of_alpha(double alpha)
{
    size_t i = 0;
    if (alpha >= dirichlet[ALPHAS - 1].alpha)
        return dirichlet[ALPHAS - 1].factor;
    while (alpha > dirichlet[i + 1].alpha)
        i++;
    const struct bounded *from = &dirichlet[i].factor, *to = &dirichlet[i + 1].factor;
    double share =
        log(alpha / dirichlet[i].alpha) / log(dirichlet[i + 1].alpha / dirichlet[i].alpha);
    return (struct bounded){from->value * pow(to->value / from->value, share),
                            from->low * pow(to->low / from->low, share),
                            from->high * pow(to->high / from->high, share)};
}

static bool is_within(double value, double least, double most)
{
    return value >= least && value <= most;
}

static struct bounded set(struct bounded found, double value)
{
    return isnan(value) ? found : (struct bounded){value, value, value};
}

static struct wf_passes law(double active, double epochs, struct bounded split,
                            const struct wf_passes_terms *terms)
{
    const struct bounded a = set(ACTIVE, terms->active), e = set(EPOCHS, terms->epochs);
    const struct bounded residual = set(RESIDUAL, terms->residual);
    double by_active = (a.high - a.value) * log(active);
    double by_epochs = (e.high - e.value) * log(epochs);
    double slopes =
        by_active * by_active + by_epochs * by_epochs + 2 * CORRELATION * by_active * by_epochs;
    double ratio = pow(active, a.value) * pow(epochs, e.value) * residual.value * split.value;
    double below = sqrt(slopes + pow(log(residual.value / residual.low), 2) +
                        pow(log(split.value / split.low), 2));
    double above = sqrt(slopes + pow(log(residual.high / residual.value), 2) +
                        pow(log(split.high / split.value), 2));
    return (struct wf_passes){ratio,       ratio * exp(-below), ratio * exp(above), true,
                              split.value, split.low,           split.high};
}

/* All that was seen. A residual that is set is not part of its spread: it moves the whole. */
static struct wf_passes unknown(const struct wf_passes_terms *terms)
{
    double by = isnan(terms->residual) ? 1 : terms->residual;
    return (struct wf_passes){
        by * UNKNOWN.value, by * UNKNOWN.low, by * UNKNOWN.high, false, 1, 1, 1};
}

struct wf_passes_belief wf_passes_belief(void)
{
    const double t = 2.7764451; /* Student's, 0.975, 4 degrees of freedom: widths to errors */
    return (struct wf_passes_belief){ACTIVE.value, (ACTIVE.high - ACTIVE.value) / t,
                                     EPOCHS.value, (EPOCHS.high - EPOCHS.value) / t,
                                     CORRELATION,  4,
                                     RESIDUAL.low, RESIDUAL.high};
}

char *wf_passes_find(double active, double epochs, double data, const struct wf_passes_terms *terms,
                     struct wf_passes *passes, struct wf_buffer *words)
{
    static const struct wf_passes_terms none = {NAN, NAN, NAN, NAN};
    double classes = wf_data_kind_classes(data);
    struct bounded split = {1, 1, 1};
    bool known = true;
    if (!terms)
        terms = &none;
    if (data > 0 && data < dirichlet[0].alpha)
        return wf_format("the law of passes holds for Dirichlet alphas of %g and more; expected a "
                         "passes-ratio in the place of auto",
                         dirichlet[0].alpha);
    if (data > 0)
        split = factor_of_alpha(data);
    else if (classes > 0 && classes <= CLASSES_MOST)
        split = CLASSES;
    else
        known = isnan(data) || data >= WF_IID; /* else non-iid, or some classes: how far, is open */
    if (split.value != 1)
        split = set(split, terms->split);
    wf_buffer_printf(words, "%.4g active, %.4g local epochs, ", active, epochs);
    if (isnan(data))
        wf_buffer_printf(words, "data taken as near-IID");
    else
        wf_data_kind_text(data, words);
    if (known && is_within(active, ACTIVE_LEAST, ACTIVE_MOST) &&
        is_within(epochs, EPOCHS_LEAST, EPOCHS_MOST)) {
        *passes = law(active, epochs, split, terms);
    } else {
        wf_buffer_printf(words, " (the law does not reach there: all that was seen)");
        *passes = unknown(terms);
    }
    return NULL;
}
