#include "decision/pictured.h"
#include "decision/picture.h"
#include "output/json.h"
#include <math.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* @return NULL with @p err */
static struct json_object *ratios_json(const struct wf_decision *decision,
                                       const struct wf_sweep *sweep, struct wf_err *err)
{
    size_t count = 0, known = 0;
    double *ratios = wf_decision_ratios(decision, sweep, &count, err);
    if (!ratios)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (isfinite(ratios[i]))
            ratios[known++] = ratios[i];
    qsort(ratios, known, sizeof *ratios, compare);
    size_t parts = known < WF_PICTURED_RATIOS ? known : WF_PICTURED_RATIOS;
    struct json_object *array = wf_json_array();
    for (size_t i = 0; i < parts; i++) /* the middle of each part */
        wf_json_append(array, wf_json_number(ratios[(2 * i + 1) * known / (2 * parts)]));
    free(ratios);
    return array;
}

static struct json_object *text_json(char *text)
{
    struct json_object *object = wf_json_string(text);
    free(text);
    return object;
}

static struct json_object *even_json(const struct wf_factor *factor, double value)
{
    return isnan(value) ? NULL : text_json(wf_break_even_text(factor, value));
}

static struct json_object *bar_json(const struct wf_factor *factor,
                                    const struct wf_influence *influence)
{
    const struct wf_tornado_bar bar = wf_decision_bar(factor, influence);
    struct json_object *object = wf_json_object();
    wf_json_add(object, "key", wf_json_string(bar.label));
    wf_json_add(object, "low_text", text_json((char *)bar.low_text));
    wf_json_add(object, "high_text", text_json((char *)bar.high_text));
    wf_json_add(object, "low", wf_json_number(bar.low));
    wf_json_add(object, "high", wf_json_number(bar.high));
    wf_json_add(object, "even_text", even_json(factor, influence->break_even));
    wf_json_add(object, "even_low_text", even_json(factor, influence->low));
    wf_json_add(object, "even_high_text", even_json(factor, influence->high));
    return object;
}

int wf_decision_pictured(const struct wf_decision *decision, const struct wf_sweep *doubled,
                         struct wf_buffer *out, struct wf_err *err)
{
    const struct wf_influences *influences = &decision->influences;
    struct json_object *ratios = ratios_json(decision, decision->sweep, err), *wide = NULL;
    if (ratios && doubled)
        wide = ratios_json(decision, doubled, err);
    if (!ratios || (doubled && !wide)) {
        json_object_put(ratios);
        return -1;
    }
    struct json_object *root = wf_json_object(), *bars = wf_json_array();
    for (size_t i = 0; i < influences->count; i++)
        wf_json_append(bars,
                       bar_json(&decision->sweep->file->factors.items[influences->items[i].factor],
                                &influences->items[i]));
    wf_json_add(root, "schema", wf_json_string("wattfleet.pictured/1"));
    wf_json_add(root, "ratios", ratios);
    wf_json_add(root, "doubled_ratios", wide);
    wf_json_add(root, "centre_ratio", wf_json_number(influences->centre_ratio));
    wf_json_add(root, "bars", bars);
    wf_json_text(root, out);
    json_object_put(root);
    return 0;
}
