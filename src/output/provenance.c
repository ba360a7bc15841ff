#include "output/provenance.h"
#include "output/json.h"
#include "scenario/figure_text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Classes of links, each about once. */
struct classes {
    const struct wf_link_class **items;
    size_t count;
};

/* Links of a fleet are of few classes, or each of its own. */
static void add_class(struct classes *classes, const struct wf_link_class *class)
{
    enum { RECENT = 8 };
    for (size_t i = classes->count; i-- > 0 && i + RECENT >= classes->count;)
        if (classes->items[i] == class)
            return;
    classes->items[classes->count++] = class;
}

/* The classes of all links that were used. Links of many of a kind take the props of their zone:
 * their figures are those of its first links, used or not. */
static struct classes used_classes(const struct wf_platform *platform,
                                   const struct wf_outcome *outcome)
{
    struct classes classes = {
        .items = wf_calloc(outcome->link_count + 2 * (size_t)platform->zone_count + 1,
                           sizeof *classes.items)};
    for (uint32_t i = 0; i < platform->zone_count; i++)
        for (int k = 0; k < 2; k++)
            if (platform->zones[i].first_links[k])
                add_class(&classes, platform->links[platform->zones[i].first_links[k] - 1].class);
    bool any_of_many = classes.count > 0;
    for (size_t i = 0; i < outcome->link_count; i++) {
        const struct wf_link_class *class = wf_bill_link_class(platform, &outcome->links[i]);
        if (class && !(any_of_many && class->site->props_of))
            add_class(&classes, class);
    }
    return classes;
}

void wf_provenance_figures(const struct wf_summary *summary, struct wf_figure_list *list)
{
    struct classes links = used_classes(summary->scenario->platform, summary->outcome);
    wf_figure_list_make(summary->scenario, links.items, links.count, list);
    free(links.items);
}

/* ---- the line ---- */

static bool is_known(char *const *labels, size_t count, const char *label)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(labels[i], label))
            return true;
    return false;
}

/* Labels of what is assumed, each once, by rank. @return how many */
static size_t find_assumed(const struct wf_figure_list *lists, size_t count, char **labels)
{
    size_t found = 0, total = 0;
    int most = 0;
    for (size_t i = 0; i < count; i++) {
        total += lists[i].count;
        for (size_t j = 0; j < lists[i].count; j++)
            most = lists[i].items[j].rank > most ? lists[i].items[j].rank : most;
    }
    for (int rank = 0; rank <= most; rank++)
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; j < lists[i].count; j++) {
                const struct wf_figure *figure = &lists[i].items[j];
                if (figure->rank != rank || figure->sourced.word != WF_ASSUMED)
                    continue;
                char *label = wf_figure_label(figure);
                if (found < total && !is_known(labels, found, label))
                    labels[found++] = label;
                else
                    free(label);
            }
    return found;
}

void wf_provenance_line(const struct wf_figure_list *lists, size_t count, size_t width,
                        struct wf_buffer *out)
{
    enum { TAIL = 14 }; /* ", and 999 more" */
    size_t total = 0, shown = 0, column = strlen("assumed:");
    for (size_t i = 0; i < count; i++)
        total += lists[i].count;
    char **labels = wf_calloc(total + 1, sizeof *labels);
    size_t found = find_assumed(lists, count, labels);
    while (shown < found) {
        size_t length = strlen(labels[shown]) + 2, rest = shown + 1 < found ? TAIL : 0;
        if (shown && column + length + rest > width)
            break;
        wf_buffer_printf(out, "%s %s", shown ? "," : "assumed:", labels[shown]);
        column += length;
        shown++;
    }
    if (shown < found)
        wf_buffer_printf(out, ", and %zu more", found - shown);
    for (size_t i = 0; i < found; i++)
        free(labels[i]);
    free(labels);
}

/* ---- for tools ---- */

void wf_provenance_json(const struct wf_figure_list *list, struct json_object *object)
{
    struct json_object *words = wf_json_object(), *intervals = wf_json_object();
    for (size_t i = 0; i < list->count; i++) {
        const struct wf_figure *figure = &list->items[i];
        char *key = wf_figure_key(figure);
        wf_json_add(words, key, wf_json_string(wf_provenance_name(figure->sourced.word)));
        if (!isnan(figure->sourced.low)) {
            struct json_object *interval = wf_json_array();
            wf_json_append(interval, wf_json_number(figure->sourced.low));
            wf_json_append(interval, wf_json_number(figure->sourced.high));
            wf_json_add(intervals, key, interval);
        }
        free(key);
    }
    wf_json_add(object, "figures", words);
    wf_json_add(object, "intervals", intervals);
}

struct json_object *wf_provenance_list_json(const struct wf_figure_list *list)
{
    struct json_object *array = wf_json_array();
    for (size_t i = 0; i < list->count; i++) {
        const struct wf_figure *figure = &list->items[i];
        const struct wf_origin *origin = &figure->origin;
        struct json_object *item = wf_json_object();
        char *key = wf_figure_key(figure);
        wf_json_add(item, "key", wf_json_string(key));
        wf_json_add(item, "value", wf_json_number(figure->value));
        wf_json_add(item, "unit", wf_json_string(wf_dimension_unit(figure->dimension)));
        wf_json_add(item, "provenance", wf_json_string(wf_provenance_name(figure->sourced.word)));
        wf_json_add(item, "low", wf_json_number(figure->sourced.low));
        wf_json_add(item, "high", wf_json_number(figure->sourced.high));
        wf_json_add(item, "file", wf_json_string(origin->file));
        wf_json_add(item, "line", origin->line ? wf_json_count(origin->line) : NULL);
        wf_json_append(array, item);
        free(key);
    }
    return array;
}

/* ---- for people ---- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void wf_provenance_rows(const struct wf_figure_list *list, struct wf_grid *grid)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct wf_figure *figure = &list->items[i];
        const struct wf_sourced *sourced = &figure->sourced;
        char value[32], low[32], high[32], *key = wf_figure_key(figure);
        char *name = wf_format("    %s", key);
        struct wf_buffer from = {0};
        wf_buffer_printf(&from, "%s", wf_provenance_name(sourced->word));
        if (!isnan(sourced->low))
            wf_buffer_printf(&from, " %s .. %s",
                             wf_quantity_text(sourced->low, figure->dimension, low, sizeof low),
                             wf_quantity_text(sourced->high, figure->dimension, high, sizeof high));
        if (figure->origin.line)
            wf_buffer_printf(&from, ", %s:%u", base_name(figure->origin.file), figure->origin.line);
        else if (figure->origin.file)
            wf_buffer_printf(&from, ", %s", figure->origin.file);
        wf_grid_row(grid, name,
                    wf_quantity_text(figure->value, figure->dimension, value, sizeof value),
                    from.text);
        wf_buffer_release(&from);
        free(name);
        free(key);
    }
    if (list->left_out) {
        char *more =
            wf_format("    .. and those of %u kinds of hosts and links more", list->left_out);
        wf_grid_add_line(grid, more);
        free(more);
    }
}
