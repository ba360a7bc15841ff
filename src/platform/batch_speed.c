#include "platform/batch_speed.h"
#include "base/err.h"
#include "base/text.h"
#include "base/units.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct point {
    double batch, speed;
};

/* "WORKLOAD:BATCH:SPEED"; a name may have colons of its own. */
static char *read_item(char *item, const char **name, struct point *point)
{
    char *whole = wf_strdup(item), *why = NULL;
    char *speed = strrchr(item, ':'), *batch = NULL;
    if (speed) {
        *speed++ = '\0';
        batch = strrchr(item, ':');
    }
    if (batch)
        *batch++ = '\0';
    *name = item;
    if (!batch || !*item)
        why = wf_format("'%s' is not of the form WORKLOAD:BATCH:SPEED (e.g. 'resnet50:8:1.2Gf')",
                        whole);
    else if (wf_quantity_parse(batch, WF_DIM_COUNT, &point->batch) != WF_QUANTITY_OK ||
             point->batch < 1)
        why = wf_format("'%s': '%s' is no batch; expected a count > 0", whole, batch);
    else if (wf_quantity_parse(speed, WF_DIM_SPEED, &point->speed) != WF_QUANTITY_OK ||
             !(point->speed > 0))
        why = wf_format("'%s': '%s' is no speed; expected e.g. '1.2Gf'", whole, speed);
    free(whole);
    return why;
}

int wf_batch_speed(const char *list, const char *workload, double batch, double *speed_flop_per_s,
                   char **why)
{
    struct point below = {-INFINITY, 0}, above = {INFINITY, 0}, least = above, most = below, point;
    char item[256];
    for (const char *cursor = list, *name; wf_text_next_item(&cursor, item, sizeof item);) {
        *why = read_item(item, &name, &point);
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
    if (isinf(most.batch))
        return 0;
    if (isinf(below.batch) || isinf(above.batch)) {
        *why = wf_format("batch %g of workload '%s' is not between those measured (%g to %g)",
                         batch, workload, least.batch, most.batch);
        return -1;
    }
    double share =
        above.batch > below.batch ? (batch - below.batch) / (above.batch - below.batch) : 0;
    *speed_flop_per_s = below.speed + share * (above.speed - below.speed);
    return 0;
}
