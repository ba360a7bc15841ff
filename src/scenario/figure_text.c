#include "scenario/figure_text.h"
#include <stdlib.h>
#include <string.h>

/* ".1.all" */
static void put_place(const struct wf_figure *figure, struct wf_buffer *out)
{
    if (figure->pstate != WF_EVERY_PSTATE)
        wf_buffer_printf(out, ".%u", figure->pstate);
    if (figure->part != WF_FIGURE_WHOLE)
        wf_buffer_printf(out, ".%s", wf_figure_part_name(figure->part));
}

char *wf_figure_key(const struct wf_figure *figure)
{
    struct wf_buffer out = {0};
    wf_buffer_printf(&out, "%s.%s", figure->target, figure->prop);
    put_place(figure, &out);
    return out.text;
}

char *wf_figure_label(const struct wf_figure *figure)
{
    const char *dot = strchr(figure->target, '.');
    char *what = !strcmp(figure->prop, "wattage_per_state")
                     ? wf_format("%s watts", figure->part == WF_FIGURE_IDLE ? "idle" : "busy")
                     : wf_strdup(figure->prop);
    char *label = dot && figure->count > 1 && !figure->exact
                      ? wf_format("%s of %s and %llu more", what, dot + 1,
                                  (unsigned long long)figure->count - 1)
                  : dot                                 ? wf_format("%s of %s", what, dot + 1)
                  : !strcmp(figure->target, "workload") ? wf_format("%s", what)
                  : figure->rank < 2                    ? wf_strdup(what)
                                     : wf_format("%s of %ss", what, figure->target);
    free(what);
    return label;
}

static void put_watts(const struct wf_watts *watts, struct wf_buffer *out)
{
    char idle[32], epsilon[32], all[32];
    wf_buffer_printf(out, "%s:%s:%s", wf_number_text(watts->idle_w, idle, sizeof idle),
                     wf_number_text(watts->epsilon_w, epsilon, sizeof epsilon),
                     wf_number_text(watts->all_cores_w, all, sizeof all));
}

/* The list of a host, with the figure's item changed. */
static void put_list(const struct wf_figure *figure, double value, struct wf_buffer *out)
{
    const struct wf_host_class *class = figure->host;
    char number[32];
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        bool own = i == figure->pstate;
        wf_buffer_printf(out, "%s", i ? "," : "");
        if (!strcmp(figure->prop, "speed")) {
            double speed = own ? value : class->speed_flop_per_s[i];
            wf_buffer_printf(out, "%sf", wf_number_text(speed, number, sizeof number));
            continue;
        }
        struct wf_watts watts = class->watts[i];
        if (own && figure->part == WF_FIGURE_IDLE) {
            watts.epsilon_w = watts.epsilon_w == watts.idle_w ? value : watts.epsilon_w;
            watts.idle_w = value;
        }
        if (own && figure->part == WF_FIGURE_ALL)
            watts.all_cores_w = value;
        put_watts(&watts, out);
    }
}

static void put_range(const struct wf_figure *figure, double value, struct wf_buffer *out)
{
    char idle[32], busy[32];
    bool own = figure->part == WF_FIGURE_IDLE;
    wf_buffer_printf(out, "%s:%s",
                     wf_number_text(own ? value : figure->link->idle_w, idle, sizeof idle),
                     wf_number_text(own ? figure->link->busy_w : value, busy, sizeof busy));
}

char *wf_figure_override(const struct wf_figure *figure, double value)
{
    struct wf_buffer out = {0};
    char number[32];
    const char *unit = wf_dimension_unit(figure->dimension);
    wf_buffer_printf(&out, "%s.%s=", figure->target, figure->prop);
    wf_number_text(value, number, sizeof number);
    if (figure->host)
        put_list(figure, value, &out);
    else if (figure->link)
        put_range(figure, value, &out);
    else if (wf_figure_is_simgrid(figure->prop)) /* which wants its own unit, without a blank */
        wf_buffer_printf(&out, "%s%s", number, strcmp(figure->prop, "bandwidth") ? "s" : "Bps");
    else
        wf_buffer_printf(&out, "%s%s%s", number, *unit ? " " : "", unit);
    return out.text;
}
