#include "platform/batch_list.h"
#include "base/err.h"
#include "base/text.h"
#include "base/units.h"
#include "model/batch_curve.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the third part of an item is. */
struct kind {
    enum wf_dimension dimension;
    bool zero; /* is 0 a value? */
    const char *form, *example, *noun, *value;
};
static const struct kind speeds = {WF_DIM_SPEED,       false,   "WORKLOAD:BATCH:SPEED",
                                   "resnet50:8:1.2Gf", "speed", "1.2Gf"};
static const struct kind wattages = {WF_DIM_POWER,     true,    "WORKLOAD:BATCH:WATTS",
                                     "resnet50:8:120", "power", "120"};

struct point {
    double batch, value;
};

/* Watts may stand without unit, as in wattage_per_state. */
static bool read_value(const char *text, const struct kind *kind, double *value)
{
    return (wf_quantity_parse(text, kind->dimension, value) == WF_QUANTITY_OK ||
            (kind->dimension == WF_DIM_POWER &&
             wf_quantity_parse(text, WF_DIM_NUMBER, value) == WF_QUANTITY_OK)) &&
           (kind->zero ? *value >= 0 : *value > 0);
}

/* "WORKLOAD:BATCH:VALUE"; a name may have colons of its own. */
static char *read_item(char *item, const struct kind *kind, const char **name, struct point *point)
{
    char *whole = wf_strdup(item), *why = NULL;
    char *value = strrchr(item, ':'), *batch = NULL;
    if (value) {
        *value++ = '\0';
        batch = strrchr(item, ':');
    }
    if (batch)
        *batch++ = '\0';
    *name = item;
    if (!batch || !*item)
        why = wf_format("'%s' is not of the form %s (e.g. '%s')", whole, kind->form, kind->example);
    else if (wf_quantity_parse(batch, WF_DIM_COUNT, &point->batch) != WF_QUANTITY_OK ||
             point->batch < 1)
        why = wf_format("'%s': '%s' is no batch; expected a count > 0", whole, batch);
    else if (!read_value(value, kind, &point->value))
        why = wf_format("'%s': '%s' is no %s; expected e.g. '%s'", whole, value, kind->noun,
                        kind->value);
    free(whole);
    return why;
}

/* The nearest batches of a workload on both sides of one. */
struct bracket {
    struct point below, above;
    bool listed; /* does the list say anything of the workload? */
};

static int find(const char *list, const struct kind *kind, const char *workload, double batch,
                struct bracket *bracket, char **why)
{
    struct point below = {-INFINITY, 0}, above = {INFINITY, 0}, least = above, most = below, point;
    char item[256];
    for (const char *cursor = list, *name; wf_text_next_item(&cursor, item, sizeof item);) {
        *why = read_item(item, kind, &name, &point);
        if (*why)
            return -1;
        if (strcmp(name, workload))
            continue;
        if (point.batch <= batch && point.batch >= below.batch)
            below = point;
        if (point.batch >= batch && point.batch <= above.batch)
            above = point;
        least = point.batch < least.batch ? point : least;
        most = point.batch > most.batch ? point : most;
    }
    *bracket = (struct bracket){below, above, !isinf(most.batch)};
    if (!bracket->listed || !(isinf(below.batch) || isinf(above.batch)))
        return 0;
    *why = wf_format("batch %g of workload '%s' is not between those measured (%g to %g)", batch,
                     workload, least.batch, most.batch);
    return -1;
}

bool wf_batch_lists(const char *list, const char *workload)
{
    struct bracket found = {.listed = false};
    char *why = NULL;
    bool wrong = list && workload && find(list, &speeds, workload, 1, &found, &why) < 0;
    free(why);
    return wrong || found.listed;
}

int wf_batch_speed(const char *list, const char *workload, double batch, double *speed_flop_per_s,
                   char **why)
{
    struct bracket found;
    if (find(list, &speeds, workload, batch, &found, why) < 0)
        return -1;
    const struct wf_batch_point below = {found.below.batch, found.below.value, NAN};
    const struct wf_batch_point above = {found.above.batch, found.above.value, NAN};
    if (found.listed)
        *speed_flop_per_s = wf_batch_between(&below, &above, batch).speed;
    return 0;
}

/* The speed of a batch that has watts. */
static int speed_of(const struct wf_site *site, const char *workload, const struct point *watts,
                    struct wf_batch_point *point, char **why)
{
    struct bracket found = {.listed = false};
    if (site->speed_by_batch &&
        find(site->speed_by_batch, &speeds, workload, watts->batch, &found, why) < 0)
        return -1;
    if (!found.listed || found.below.batch != watts->batch) {
        *why = wf_format("there are watts of batch %g of workload '%s' and no speed; expected "
                         "'%s:%g:SPEED' in speed_by_batch",
                         watts->batch, workload, workload, watts->batch);
        return -1;
    }
    *point = (struct wf_batch_point){watts->batch, found.below.value, watts->value};
    return 0;
}

int wf_batch_wattage(const struct wf_site *site, const char *workload, double batch,
                     double *power_w, char **why)
{
    struct bracket found;
    struct wf_batch_point below, above;
    if (find(site->wattage_by_batch, &wattages, workload, batch, &found, why) < 0)
        return -1;
    if (!found.listed)
        return 0;
    if (speed_of(site, workload, &found.below, &below, why) < 0 ||
        speed_of(site, workload, &found.above, &above, why) < 0)
        return -1;
    *power_w = wf_batch_between(&below, &above, batch).power_w;
    return 0;
}
