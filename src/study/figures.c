#include "study/figures.h"
#include "platform/device.h"
#include "study/edit_target.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The list with item @p index replaced. The other items and all blanks stay as they are. NULL: the
 * list has no such item. Caller frees. */
static char *with_item(const char *list, uint32_t index, const char *value)
{
    const char *item = list;
    for (; item && index > 0; index--) {
        item = strchr(item, ',');
        item = item ? item + 1 : NULL;
    }
    if (!item)
        return NULL;
    item += strspn(item, " \t");
    size_t length = strcspn(item, ",");
    while (length > 0 && (item[length - 1] == ' ' || item[length - 1] == '\t'))
        length--;
    return wf_format("%.*s%s%s", (int)(item - list), list, value, item + length);
}

static int no_item(const struct wf_edit *edit, const char *tag, const char *host, const char *list,
                   uint32_t pstate, struct wf_err *err)
{
    return wf_err_set(err, WF_EINPUT, "%s: <%s %s> has no item %u in '%s'; expected one a pstate",
                      edit->path, tag, host, pstate + 1, list);
}

/* It is one of a <cluster>, which has the same figures for all, or it is nowhere. */
static int no_host(struct wf_edit *edit, const char *host, struct wf_err *err)
{
    struct wf_edit_targets targets;
    int status = wf_edit_targets_find(edit, host, &targets, err);
    if (status == 0 && !strcmp(targets.items[0].tag, "host")) /* names the nearest host */
        status = wf_edit_attribute(edit, "host", host, "speed", "", err);
    else if (status == 0)
        status = wf_err_set(err, WF_EINPUT,
                            "%s: '%s' is declared by <%s %s>; these figures are written into a "
                            "<host>, or a <cluster> as a whole",
                            edit->path, host, targets.items[0].tag, targets.items[0].id);
    wf_edit_targets_release(&targets);
    return status;
}

/* Its tag: a <host>, or by its id a <cluster>, whose figures are its hosts'. */
static const char *tag_of(const struct wf_edit *edit, const char *host)
{
    return !wf_edit_has(edit, "host", host) && wf_edit_has(edit, "cluster", host) ? "cluster"
                                                                                  : "host";
}

const char *wf_figures_speed_text(double flop_per_s, int digits, char text[WF_FIGURES_SPEED])
{
    static const struct {
        double unit;
        const char *name;
    } units[] = {{1e15, "Pf"}, {1e12, "Tf"}, {1e9, "Gf"}, {1e6, "Mf"}};
    size_t i = 0;
    while (i < 3 && flop_per_s < units[i].unit)
        i++;
    snprintf(text, WF_FIGURES_SPEED, "%.*g%s", digits, flop_per_s / units[i].unit, units[i].name);
    return text;
}

int wf_figures_speed(struct wf_edit *edit, const char *host, uint32_t pstate, double flop_per_s,
                     struct wf_err *err)
{
    char speed[WF_FIGURES_SPEED];
    const char *tag = tag_of(edit, host);
    char *list = wf_edit_attribute_text(edit, tag, host, "speed");
    char *changed =
        list ? with_item(list, pstate, wf_figures_speed_text(flop_per_s, WF_FIGURES_DIGITS, speed))
             : NULL;
    int status = changed ? wf_edit_attribute(edit, tag, host, "speed", changed, err)
                 : wf_edit_has(edit, tag, host) ? no_item(edit, tag, host, "speed", pstate, err)
                                                : no_host(edit, host, err);
    free(changed);
    free(list);
    return status;
}

/* Read "Idle:Epsilon:AllCores" or "Idle:AllCores". @return false: it is neither */
static bool read_watts(const char *item, struct wf_watts *watts)
{
    double values[3];
    int count = 0;
    for (char *end; count < 3; item = end + 1) {
        values[count] = strtod(item, &end);
        if (end == item)
            return false;
        count++;
        if (*end != ':')
            break;
    }
    *watts = (struct wf_watts){values[0], count == 3 ? values[1] : values[0], values[count - 1]};
    return count > 1;
}

static double either(double fitted, double kept)
{
    return isnan(fitted) ? kept : fitted;
}

int wf_figures_watts(struct wf_edit *edit, const char *host, uint32_t pstate,
                     const struct wf_watts *watts, struct wf_err *err)
{
    static const char prop[] = "wattage_per_state";
    const char *tag = tag_of(edit, host);
    char *list = wf_edit_prop_text(edit, tag, host, prop);
    char *item = wf_device_item(list, ',', pstate);
    struct wf_watts kept = {NAN, NAN, NAN};
    int status = 0;
    if (!wf_edit_has(edit, tag, host))
        status = no_host(edit, host, err);
    else if (!item || !read_watts(item, &kept))
        status = no_item(edit, tag, host, prop, pstate, err);
    if (status == 0) {
        char *triple = wf_format("%.5g:%.5g:%.5g", either(watts->idle_w, kept.idle_w),
                                 either(watts->epsilon_w, kept.epsilon_w),
                                 either(watts->all_cores_w, kept.all_cores_w));
        status = wf_figures_item(edit, host, pstate, prop, triple, err);
        free(triple);
    }
    free(item);
    free(list);
    return status;
}

int wf_figures_item(struct wf_edit *edit, const char *host, uint32_t pstate, const char *prop,
                    const char *value, struct wf_err *err)
{
    const char *tag = tag_of(edit, host);
    char *list = wf_edit_prop_text(edit, tag, host, prop);
    char *changed = list ? with_item(list, pstate, value) : NULL;
    int status = changed ? wf_edit_prop(edit, tag, host, prop, changed, err) : 0;
    free(changed);
    free(list);
    return status;
}

/* ---- provenance ---- */

/* A bound with five digits, rounded down or up. */
static double outwards(double value, bool up)
{
    if (!(fabs(value) > 0))
        return value;
    double scale = pow(10, 4 - floor(log10(fabs(value)))), digits = value * scale;
    double whole = up ? ceil(digits - 1e-9) : floor(digits + 1e-9);
    return whole / scale;
}

/* "LOW..HIGH" with the unit of the figure behind. */
static char *interval_text(const struct wf_fitted *fitted)
{
    static const struct {
        double unit;
        const char *name;
    } units[] = {{1e15, "Pf"}, {1e12, "Tf"}, {1e9, "Gf"}, {1e6, "Mf"}, {1, "f"}};
    const struct wf_estimate *bounds = &fitted->bounds;
    double unit = 1;
    const char *name =
        !strcmp(fitted->prop, "wall_constant")                                         ? " W"
        : !strcmp(fitted->prop, "start-up") || !strcmp(fitted->prop, "round-overhead") ? " s"
                                                                                       : "";
    for (size_t i = 0; !strcmp(fitted->prop, "speed") && !*name; i++)
        if (bounds->high >= units[i].unit || units[i].unit == 1) {
            unit = units[i].unit;
            name = units[i].name;
        }
    char *text = wf_format("%.5g..%.5g%s", outwards(bounds->low / unit, false),
                           outwards(bounds->high / unit, true), name);
    return text;
}

char *wf_figures_with_fitted(const char *list, const struct wf_fitted *fitted)
{
    const char *part = wf_figure_part_name(fitted->part);
    bool bounded = !isnan(fitted->bounds.low) && !isnan(fitted->bounds.high);
    char *interval = bounded ? interval_text(fitted) : wf_strdup("");
    char *pstate =
        fitted->pstate == WF_EVERY_PSTATE ? wf_strdup("") : wf_format(".%u", fitted->pstate);
    char *key = wf_format("%s%s%s%s", fitted->prop, pstate, *part ? "." : "", part);
    char *value = fitted->assumed ? wf_strdup("assumed")
                                  : wf_format("fitted%s%s", bounded ? ":" : "", interval);
    char *text = wf_provenance_with(list, key, value);
    free(value);
    free(key);
    free(pstate);
    free(interval);
    return text;
}

/* Does @p known say what would be written? Its bounds may have been written with four digits. */
static bool is_said(const struct wf_sourced *known, const struct wf_fitted *fitted)
{
    const double CLOSE = 5e-4;
    const struct wf_estimate *bounds = &fitted->bounds;
    if (known && fitted->assumed)
        return known->word == WF_ASSUMED;
    if (!known || known->word != WF_FITTED || isnan(known->low) != isnan(bounds->low))
        return false;
    return isnan(known->low) || (fabs(known->low - bounds->low) <= CLOSE * fabs(bounds->low) &&
                                 fabs(known->high - bounds->high) <= CLOSE * fabs(bounds->high));
}

int wf_figures_fitted(struct wf_edit *edit, const char *host, const struct wf_fitted *fitted,
                      const struct wf_sourced *known, struct wf_err *err)
{
    if (is_said(known, fitted))
        return 0;
    const char *tag = tag_of(edit, host);
    char *list = wf_edit_prop_text(edit, tag, host, "provenance");
    char *text = wf_figures_with_fitted(list, fitted);
    int status = wf_edit_prop(edit, tag, host, "provenance", text, err);
    free(text);
    free(list);
    return status;
}

int wf_figures_actor_seconds(struct wf_edit *edit, const struct wf_actor *actor, const char *prop,
                             const struct wf_estimate *seconds, struct wf_err *err)
{
    const struct wf_provenance_list *list = wf_actor_provenance(actor);
    const struct wf_fitted fitted = {prop, WF_EVERY_PSTATE, WF_FIGURE_WHOLE, *seconds, false};
    const char *role = wf_roles[actor->role].name;
    char *value = wf_format("%.6g s", seconds->value);
    char *words = wf_figures_with_fitted(list ? list->text : NULL, &fitted);
    int status = wf_edit_actor_prop(edit, actor->pattern, role, prop, value, err);
    if (status == 0)
        status = wf_edit_actor_prop(edit, actor->pattern, role, "provenance", words, err);
    free(words);
    free(value);
    return status;
}
