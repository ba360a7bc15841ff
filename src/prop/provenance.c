#include "prop/provenance.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const part_names[WF_FIGURE_PARTS] = {
    [WF_FIGURE_WHOLE] = "",  [WF_FIGURE_IDLE] = "idle", [WF_FIGURE_EPSILON] = "epsilon",
    [WF_FIGURE_ALL] = "all", [WF_FIGURE_BUSY] = "busy",
};

const char *wf_figure_part_name(enum wf_figure_part part)
{
    return part_names[part];
}

const struct wf_sourced wf_unsourced = {WF_ASSUMED, false, NAN, NAN};

/* What an entry can name: a row of a table, or what SimGrid reads. */
struct figure {
    const char *name;
    enum wf_dimension dimension;
    bool pstates, number; /* one a pstate; written as a plain number */
    unsigned parts;       /* set of enum wf_figure_part that it has; 0: only the whole */
};
#define WATTS_OF_HOST (1u << WF_FIGURE_IDLE | 1u << WF_FIGURE_EPSILON | 1u << WF_FIGURE_ALL)
#define WATTS_OF_LINK (1u << WF_FIGURE_IDLE | 1u << WF_FIGURE_BUSY)
static const struct figure simgrid_figures[] = {
    {"speed", WF_DIM_SPEED, true, false, 0},
    {"core", WF_DIM_COUNT, false, false, 0},
    {"wattage_per_state", WF_DIM_POWER, true, true, WATTS_OF_HOST},
    {"wattage_off", WF_DIM_POWER, false, true, 0},
    {"bandwidth", WF_DIM_BANDWIDTH, false, false, 0},
    {"latency", WF_DIM_TIME, false, false, 0},
    {"wattage_range", WF_DIM_POWER, false, true, WATTS_OF_LINK},
    /* of <cluster>, <cabinet> and <peer> */
    {"bw", WF_DIM_BANDWIDTH, false, false, 0},
    {"lat", WF_DIM_TIME, false, false, 0},
    {"bb_bw", WF_DIM_BANDWIDTH, false, false, 0},
    {"bb_lat", WF_DIM_TIME, false, false, 0},
    {"bw_in", WF_DIM_BANDWIDTH, false, false, 0},
    {"bw_out", WF_DIM_BANDWIDTH, false, false, 0},
    {"backbone_wattage_range", WF_DIM_POWER, false, true, WATTS_OF_LINK},
};
enum { SIMGRID_FIGURES = sizeof simgrid_figures / sizeof *simgrid_figures };

static const struct figure *simgrid_figure(const char *name)
{
    for (size_t i = 0; i < SIMGRID_FIGURES; i++)
        if (!strcmp(simgrid_figures[i].name, name))
            return &simgrid_figures[i];
    return NULL;
}

bool wf_figure_is_simgrid(const char *prop)
{
    return simgrid_figure(prop);
}

bool wf_figure_has_pstates(const char *prop)
{
    const struct figure *figure = simgrid_figure(prop);
    return figure && figure->pstates;
}

/* ---- what a list says ---- */

struct wf_sourced wf_provenance_of(const struct wf_provenance_list *list, const char *prop,
                                   uint32_t pstate, enum wf_figure_part part)
{
    const struct wf_provenance_entry *best = NULL;
    int most = -1;
    for (size_t i = 0; list && i < list->count; i++) {
        const struct wf_provenance_entry *entry = &list->entries[i];
        if ((entry->pstate != WF_EVERY_PSTATE && entry->pstate != pstate) ||
            (entry->part != WF_FIGURE_WHOLE && entry->part != part) || strcmp(entry->prop, prop))
            continue;
        int precise = 2 * (entry->pstate != WF_EVERY_PSTATE) + (entry->part != WF_FIGURE_WHOLE);
        if (precise > most) {
            most = precise;
            best = entry;
        }
    }
    return best ? (struct wf_sourced){best->word, true, best->low, best->high} : wf_unsourced;
}

/* ---- reading ---- */

/* The entry at hand, and where its mistakes go. */
struct reading {
    const struct wf_prop *table;
    struct wf_origin origin;
    const char *context;
    struct wf_diag *diag;
    bool platform, wrong;
};

static void report(struct reading *reading, char *why)
{
    reading->wrong = true;
    wf_diag_error(reading->diag, reading->origin.file, reading->origin.line,
                  "%s prop 'provenance': %s", reading->context, why);
    free(why);
}

static char *trimmed(const char *from, const char *end)
{
    while (from < end && isspace((unsigned char)*from))
        from++;
    while (end > from && isspace((unsigned char)end[-1]))
        end--;
    return wf_format("%.*s", (int)(end - from), from);
}

/* @return whether the prop is known. */
static bool find_figure(const struct reading *reading, const char *name, struct figure *figure)
{
    for (const struct wf_prop *row = reading->table; row->name; row++)
        if (!strcmp(row->name, name) && row->kind != WF_PROP_PROVENANCE) {
            *figure = (struct figure){.name = row->name, .dimension = row->dimension};
            return true;
        }
    const struct figure *own = reading->platform ? simgrid_figure(name) : NULL;
    if (own)
        *figure = *own;
    return own;
}

static char *explain_prop(const struct reading *reading, const char *name)
{
    const char *names[64 + SIMGRID_FIGURES];
    size_t count = 0;
    for (const struct wf_prop *row = reading->table; row->name && count < 64; row++)
        names[count++] = row->name;
    for (size_t i = 0; reading->platform && i < SIMGRID_FIGURES; i++)
        names[count++] = simgrid_figures[i].name;
    return wf_format("'%s' is no prop%s", name, wf_hint(wf_text_nearest(name, names, count)).text);
}

static char *explain_word(const char *word)
{
    struct wf_buffer list = {0};
    for (int i = 0; i < WF_PROVENANCE_COUNT; i++)
        wf_buffer_printf(&list, "%s%s", i ? ", " : "", wf_words_provenance[i]);
    char *why =
        wf_format("'%s' is not one of %s%s", word, list.text,
                  wf_hint(wf_text_nearest(word, wf_words_provenance, WF_PROVENANCE_COUNT)).text);
    wf_buffer_release(&list);
    return why;
}

/* A bound; one without a unit has that of @p other. */
static char *read_bound(const char *text, const char *other, const struct figure *figure,
                        double *value)
{
    enum wf_dimension dimension =
        figure->dimension == WF_DIM_COUNT ? WF_DIM_NUMBER : figure->dimension;
    enum wf_quantity_status status = wf_quantity_parse(text, dimension, value);
    if (status == WF_QUANTITY_NO_UNIT && figure->number)
        status = wf_quantity_parse(text, WF_DIM_NUMBER, value);
    size_t length = 0, own = 0;
    const char *unit = other ? wf_quantity_unit(other, &length) : "";
    wf_quantity_unit(text, &own);
    if (length > 0 && own == 0 &&
        (status == WF_QUANTITY_NO_UNIT || (status == WF_QUANTITY_OK && *value != 0))) {
        char *whole = wf_format("%s%.*s", text, (int)length, unit);
        status = wf_quantity_parse(whole, dimension, value);
        free(whole);
    }
    return status == WF_QUANTITY_OK ? NULL : wf_quantity_explain(text, dimension, status);
}

static char *read_interval(const char *text, const struct figure *figure,
                           struct wf_provenance_entry *entry)
{
    const char *dots = strstr(text, "..");
    if (!dots)
        return wf_format("'%s' is not an interval; expected LOW..HIGH", text);
    char *low = trimmed(text, dots), *high = trimmed(dots + 2, text + strlen(text));
    char *why = read_bound(low, high, figure, &entry->low);
    if (!why)
        why = read_bound(high, NULL, figure, &entry->high);
    if (!why && entry->low > entry->high)
        why = wf_format("'%s' is reversed; expected LOW..HIGH", text);
    free(low);
    free(high);
    return why;
}

/* "WORD[:LOW..HIGH]" */
static char *read_word(const char *text, const struct figure *figure,
                       struct wf_provenance_entry *entry)
{
    const char *colon = strchr(text, ':'), *end = text + strlen(text);
    char *word = trimmed(text, colon ? colon : end), *why = NULL;
    int index = 0;
    while (index < WF_PROVENANCE_COUNT && strcmp(wf_words_provenance[index], word))
        index++;
    entry->word = (uint16_t)index;
    if (index == WF_PROVENANCE_COUNT)
        why = explain_word(word);
    free(word);
    if (why || !colon)
        return why;
    if (figure->parts && entry->part == WF_FIGURE_WHOLE)
        return wf_format("'%s': an interval needs to say of which of its figures%s", figure->name,
                         figure->pstates ? " (e.g. wattage_per_state.0.all)"
                                         : " (e.g. wattage_range.busy)");
    char *interval = trimmed(colon + 1, end);
    why = read_interval(interval, figure, entry);
    free(interval);
    return why;
}

static char *read_part(const char *text, const struct figure *figure,
                       struct wf_provenance_entry *entry)
{
    const char *names[WF_FIGURE_PARTS];
    struct wf_buffer list = {0};
    size_t count = 0;
    for (uint16_t part = 0; part < WF_FIGURE_PARTS; part++) {
        if (!(figure->parts & 1u << part))
            continue;
        if (!strcmp(part_names[part], text))
            entry->part = part;
        wf_buffer_printf(&list, "%s%s", count ? ", " : "", part_names[part]);
        names[count++] = part_names[part];
    }
    char *why = NULL;
    if (!count)
        why = wf_format("'%s' has no part '%s'", figure->name, text);
    else if (entry->part == WF_FIGURE_WHOLE)
        why = wf_format("'%s' has no part '%s'; it has %s%s", figure->name, text, list.text,
                        wf_hint(wf_text_nearest(text, names, count)).text);
    wf_buffer_release(&list);
    return why;
}

/* What follows the name: [.PSTATE][.PART] */
static char *read_places(const char *text, const struct figure *figure,
                         struct wf_provenance_entry *entry)
{
    if (!*text)
        return NULL;
    const char *dot = strchr(text, '.');
    if (figure->pstates) {
        char *number = wf_format("%.*s", (int)(dot ? dot - text : (ptrdiff_t)strlen(text)), text);
        bool well = *number && strlen(number) < 6 && !number[strspn(number, "0123456789")];
        entry->pstate = well ? (uint32_t)strtoul(number, NULL, 10) : WF_EVERY_PSTATE;
        char *why = well ? NULL
                         : wf_format("'%s.%s': '%s' is not the number of a pstate", figure->name,
                                     text, number);
        free(number);
        if (why || !dot)
            return why;
        return read_part(dot + 1, figure, entry);
    }
    if (!figure->parts)
        return wf_format("'%s' is one figure and has no '%s'", figure->name, text);
    return read_part(text, figure, entry);
}

static bool equal_keys(const struct wf_provenance_entry *a, const struct wf_provenance_entry *b)
{
    return a->pstate == b->pstate && a->part == b->part && !strcmp(a->prop, b->prop);
}

/* One item of the list. @return whether it was read; else it is reported. */
static bool read_item(struct reading *reading, const char *item, struct wf_provenance_entry *entry)
{
    const char *equals = strchr(item, '=');
    struct figure figure;
    if (!equals) {
        report(reading, wf_format("'%s' says nothing; expected PROP[.PSTATE[.PART]]=WORD", item));
        return false;
    }
    char *key = trimmed(item, equals), *value = trimmed(equals + 1, item + strlen(item));
    size_t length = strcspn(key, ".");
    char *name = wf_format("%.*s", (int)length, key), *why = NULL;
    if (!find_figure(reading, name, &figure)) {
        why = explain_prop(reading, name);
    } else {
        entry->prop = figure.name;
        entry->pstate = WF_EVERY_PSTATE;
        entry->low = entry->high = NAN;
        why = read_places(key[length] ? key + length + 1 : "", &figure, entry);
        if (!why)
            why = read_word(value, &figure, entry);
    }
    if (why)
        report(reading, wf_format("'%s': %s", key, why));
    bool well = !why;
    free(why);
    free(name);
    free(value);
    free(key);
    return well;
}

int wf_provenance_read(const struct wf_prop *table, const char *text, struct wf_origin origin,
                       struct wf_arena *arena, const char *context,
                       const struct wf_provenance_list **read, struct wf_diag *diag)
{
    struct reading reading = {.table = table, .origin = origin, .context = context, .diag = diag};
    for (const struct wf_prop *row = table; row->name; row++)
        reading.platform |= (row->places & ~(unsigned)WF_SET_ONLY) != 0;
    size_t most = 1, count = 0;
    for (const char *c = text; *c; c++)
        most += *c == ',';
    struct wf_provenance_entry *entries = wf_calloc(most, sizeof *entries);
    for (const char *from = text, *end; from; from = *end ? end + 1 : NULL) {
        end = from + strcspn(from, ",");
        char *item = trimmed(from, end);
        if (!*item)
            report(&reading, wf_format("an entry is empty"));
        else if (read_item(&reading, item, &entries[count]))
            count++;
        for (size_t i = 0; count && i + 1 < count; i++)
            if (equal_keys(&entries[i], &entries[count - 1])) {
                report(&reading, wf_format("'%s' is said twice", item));
                count--;
            }
        free(item);
    }
    struct wf_provenance_list list = {.text = wf_arena_intern_text(arena, text), .count = count};
    if (count)
        list.entries = wf_arena_intern(arena, entries, count * sizeof *entries);
    free(entries);
    *read = wf_arena_intern(arena, &list, sizeof list);
    return reading.wrong ? -1 : 0;
}

char *wf_provenance_read_word(const struct wf_prop *row, const char *text,
                              struct wf_provenance_entry *entry)
{
    const struct figure figure = {.name = row->name, .dimension = row->dimension};
    *entry = (struct wf_provenance_entry){
        .prop = row->name, .pstate = WF_EVERY_PSTATE, .low = NAN, .high = NAN};
    return read_word(text, &figure, entry);
}

const struct wf_provenance_list *wf_provenance_join(const struct wf_provenance_list *list,
                                                    const struct wf_provenance_entry *entries,
                                                    size_t count, struct wf_arena *arena)
{
    size_t before = list ? list->count : 0;
    struct wf_provenance_entry *all = wf_arena_alloc(arena, (before + count) * sizeof *all);
    if (before)
        memcpy(all, list->entries, before * sizeof *all);
    if (count)
        memcpy(all + before, entries, count * sizeof *all);
    struct wf_provenance_list *joined = wf_arena_alloc(arena, sizeof *joined);
    *joined = (struct wf_provenance_list){list ? list->text : NULL, all, before + count};
    return joined;
}

/* ---- values against their intervals ---- */

/** Values and intervals are read as decimals: they may differ in the last bits. */
static const double TOLERANCE = 1e-9;

char *wf_sourced_why_outside(const struct wf_sourced *sourced, double value,
                             enum wf_dimension dimension)
{
    double slack = TOLERANCE * fabs(value);
    char low[32], high[32], at[32];
    if (isnan(value) || isnan(sourced->low) ||
        (value >= sourced->low - slack && value <= sourced->high + slack))
        return NULL;
    return wf_format("%s, outside its own interval, %s to %s",
                     wf_quantity_text(value, dimension, at, sizeof at),
                     wf_quantity_text(sourced->low, dimension, low, sizeof low),
                     wf_quantity_text(sourced->high, dimension, high, sizeof high));
}

double wf_provenance_value(const struct wf_prop *row, const void *values)
{
    const void *member = (const char *)values + row->offset;
    if (row->kind == WF_PROP_QUANTITY || row->kind == WF_PROP_SERIES)
        return *(const double *)member;
    if (row->kind == WF_PROP_COUNT && *(const uint64_t *)member <= (uint64_t)WF_MANY)
        return (double)*(const uint64_t *)member;
    if (row->kind == WF_PROP_DISTRIBUTION) {
        const struct wf_distribution *distribution = member;
        return distribution->kind == WF_DISTRIBUTION_CONSTANT ? distribution->a : NAN;
    }
    return NAN;
}

void wf_provenance_check_value(const struct wf_provenance_list *list, const struct wf_prop *row,
                               const void *values, const struct wf_origin *origin,
                               const char *context, struct wf_diag *diag)
{
    struct wf_sourced sourced = wf_provenance_of(list, row->name, WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
    char *why = wf_sourced_why_outside(&sourced, wf_provenance_value(row, values), row->dimension);
    if (why)
        wf_diag_warn(diag, origin->file, origin->line, "%s prop '%s' is %s", context, row->name,
                     why);
    free(why);
}

/* ---- writing ---- */

char *wf_provenance_text(const char *list, const char *key)
{
    for (const char *from = list, *end; from && *from; from = *end ? end + 1 : end) {
        end = from + strcspn(from, ",");
        const char *equals = memchr(from, '=', (size_t)(end - from));
        char *name = trimmed(from, equals ? equals : end);
        bool found = equals && !strcmp(name, key);
        free(name);
        if (found)
            return trimmed(equals + 1, end);
    }
    return NULL;
}

char *wf_provenance_with(const char *list, const char *key, const char *value)
{
    struct wf_buffer out = {0};
    bool found = false, same = false;
    for (const char *from = list, *end; from && *from; from = *end ? end + 1 : end) {
        end = from + strcspn(from, ",");
        const char *equals = memchr(from, '=', (size_t)(end - from));
        char *item = trimmed(from, end), *name = trimmed(from, equals ? equals : end);
        char *word = equals ? trimmed(equals + 1, end) : wf_strdup("");
        bool own = equals && !strcmp(name, key);
        same |= own && !strcmp(word, value);
        found |= own;
        wf_buffer_printf(&out, "%s%s%s%s", out.length ? ", " : "", own ? key : item, own ? "=" : "",
                         own ? value : "");
        free(word);
        free(name);
        free(item);
    }
    if (!found)
        wf_buffer_printf(&out, "%s%s=%s", out.length ? ", " : "", key, value);
    if (same) { /* as it stands, with its line ends */
        out.length = 0;
        wf_buffer_printf(&out, "%s", list);
    }
    return out.text;
}
