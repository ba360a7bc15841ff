#include "agree.h"

#include "output/report.h"
#include "output/run_csv.h"
#include "output/run_json.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_LINES = 12, PAGE_LINES = 200 };

static void differ(struct agreement *agreement, const char *where, const char *a, const char *b)
{
    if (agreement->differs++ < TEXT_LINES)
        wf_buffer_printf(&agreement->text, "    %s: %.80s, %.80s\n", where, a, b);
}

/* ---- numbers ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && !strcmp(text + length - tail, end);
}

/* What a number may differ by beside its own 1e-9: dates differ by slack_s, and what is counted
 * by the second with them. @p key is the name with the unit, "energy_by_phase_j". */
static double floor_of(const struct agreement *agreement, const char *key)
{
    /* the most that a second costs in all, W, g, bytes, flop: what a phase that is but the rounding
     * of dates differs by */
    static const struct {
        const char *unit;
        double by_s;
    } units[] = {{"high_j", 1e5}, {"allocation", 4000}, {"allocation_j", 4000}, {"_s", 1},
                 {"_j", 200},     {"_g", 0.05},         {"byte", 1e7},          {"hours", 1},
                 {"flop", 1e10},  {"samples", 1e3},     {"epochs", 100}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (ends_with(key, units[i].unit))
            return agreement->slack_s * units[i].by_s;
    return 1e-12;
}

/* Joules of links are of bytes, and with them all sums. */
static bool is_estimated(const struct agreement *agreement, const char *key)
{
    static const char *const kept[] = {"_s",      "rounds",    "updates",   "count",
                                       "cohort",  "transfers", "active",    "learners",
                                       "samples", "flop",      "inferences"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (ends_with(key, kept[i]))
            return false;
    return agreement->estimated;
}

static void check_number(struct agreement *agreement, const char *where, const char *key, double a,
                         double b)
{
    double difference = fabs(a - b), size = fmax(fabs(a), fabs(b)),
           least = floor_of(agreement, key);
    if (ends_with(key, "_per_j"))
        least = size * floor_of(agreement, "_j") / agreement->energy_j;
    if (is_estimated(agreement, key))
        return;
    bool same =
        agreement->exact ? difference <= 0 : difference <= agreement->tolerance * size + least;
    if (size > 0 && (!strcmp(where, ".time_s") || !strcmp(where, ".energy_j")))
        agreement->worst = fmax(agreement->worst, difference / size);
    if (same)
        return;
    char a_text[40], b_text[40];
    snprintf(a_text, sizeof a_text, "%.17g", a);
    snprintf(b_text, sizeof b_text, "%.17g", b);
    differ(agreement, where, a_text, b_text);
}

/* ---- JSON ---- */

/* Links on which SimGrid's plugin counts otherwise; bytes that SimGrid does not say. */
static bool is_warning_of_the_engine(struct json_object *value)
{
    const char *text =
        json_object_is_type(value, json_type_string) ? json_object_get_string(value) : "";
    return strstr(text, ": link audit: plugin ") || strstr(text, " transfers were cut off on ");
}

/* @return index of the next element that both may have */
static size_t skip_engine(struct json_object *array, size_t index)
{
    while (index < json_object_array_length(array) &&
           is_warning_of_the_engine(json_object_array_get_idx(array, index)))
        index++;
    return index;
}

static bool is_of_the_engine(const char *key)
{
    return !strncmp(key, "engine", 6) || !strncmp(key, "plugin_", 7);
}

static bool is_number(const struct json_object *value)
{
    return json_object_is_type(value, json_type_double) ||
           json_object_is_type(value, json_type_int);
}

static void check_json(struct agreement *agreement, const char *where, const char *key,
                       struct json_object *a, struct json_object *b);

static void check_object(struct agreement *agreement, const char *where, const char *key,
                         struct json_object *a, struct json_object *b)
{
    if (json_object_object_length(a) != json_object_object_length(b))
        differ(agreement, where, "other keys", "other keys");
    json_object_object_foreach(a, name, value)
    {
        struct json_object *other = NULL;
        char *path = wf_format("%s.%s", where, name);
        bool unit = ends_with(name, "_s") || ends_with(name, "_j") || ends_with(name, "byte");
        if (!json_object_object_get_ex(b, name, &other))
            differ(agreement, path, "there", "not there");
        else if (agreement->exact ? strncmp(name, "engine", 6) != 0 : !is_of_the_engine(name))
            check_json(agreement, path,
                       unit || json_object_is_type(value, json_type_object) || !*key ? name : key,
                       value, other);
        free(path);
    }
}

static void check_array(struct agreement *agreement, const char *where, const char *key,
                        struct json_object *a, struct json_object *b)
{
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        i = agreement->exact ? i : skip_engine(a, i);
        k = agreement->exact ? k : skip_engine(b, k);
        if (i >= json_object_array_length(a) || k >= json_object_array_length(b))
            break;
        check_json(agreement, where, key, json_object_array_get_idx(a, i),
                   json_object_array_get_idx(b, k));
    }
    if (i < json_object_array_length(a) || k < json_object_array_length(b))
        differ(agreement, where, "an array", "of another length");
}

static void check_json(struct agreement *agreement, const char *where, const char *key,
                       struct json_object *a, struct json_object *b)
{
    if (is_number(a) && is_number(b)) {
        check_number(agreement, where, key, json_object_get_double(a), json_object_get_double(b));
    } else if (json_object_get_type(a) != json_object_get_type(b)) {
        differ(agreement, where, "a type", "another");
    } else if (json_object_is_type(a, json_type_object)) {
        check_object(agreement, where, key, a, b);
    } else if (json_object_is_type(a, json_type_array)) {
        check_array(agreement, where, key, a, b);
    } else if (strcmp(json_object_to_json_string(a), json_object_to_json_string(b)) != 0) {
        differ(agreement, where, json_object_to_json_string(a), json_object_to_json_string(b));
    }
}

/* ---- lines ---- */

static char *next_line(char **text)
{
    char *line = *text, *end = line ? strchr(line, '\n') : NULL;
    if (!line || !*line)
        return NULL;
    if (end)
        *end = '\0';
    *text = end ? end + 1 : NULL;
    return line;
}

/* The cells of two rows under their header. */
static void check_cells(struct agreement *agreement, const char *table, char *header, char *a,
                        char *b)
{
    for (char *name = header; name;) {
        char *name_end = strchr(name, ','), *a_end = a ? strchr(a, ',') : NULL,
             *b_end = b ? strchr(b, ',') : NULL, *rest_a, *rest_b;
        if (name_end)
            *name_end = '\0';
        if (!a || !b) {
            differ(agreement, table, "fewer cells", name);
            return;
        }
        if (a_end)
            *a_end = '\0';
        if (b_end)
            *b_end = '\0';
        double number_a = strtod(a, &rest_a), number_b = strtod(b, &rest_b);
        char *where = wf_format("%s %s", table, name);
        bool any = agreement->tied && !strcmp(name, "slowest_host");
        if (!agreement->exact && (any || is_of_the_engine(name)))
            ;
        else if (*a && *b && !*rest_a && !*rest_b)
            check_number(agreement, where, name, number_a, number_b);
        else if (strcmp(a, b) != 0)
            differ(agreement, where, a, b);
        free(where);
        if (name_end)
            *name_end = ',';
        name = name_end ? name_end + 1 : NULL;
        a = a_end ? a_end + 1 : NULL;
        b = b_end ? b_end + 1 : NULL;
    }
}

static void check_table(struct agreement *agreement, const char *table, char *a, char *b)
{
    char *header = next_line(&a), *other = next_line(&b), *line;
    if (!header || !other || strcmp(header, other) != 0) {
        differ(agreement, table, "a header", "another");
        return;
    }
    while ((line = next_line(&a))) {
        other = next_line(&b);
        check_cells(agreement, table, header, line, other);
    }
    if (next_line(&b))
        differ(agreement, table, "fewer rows", "more");
}

/* Two numbers of a page that are rounded to other last digits. */
static bool is_rounding(const char *a, const char *b)
{
    while (*a || *b) {
        char *rest_a, *rest_b;
        double number_a = strtod(a, &rest_a), number_b = strtod(b, &rest_b);
        if (rest_a == a || rest_b == b) {
            if (*a++ != *b++)
                return false;
        } else {
            if (fabs(number_a - number_b) > 2e-3 * fmax(fabs(number_a), fabs(number_b)))
                return false;
            a = rest_a;
            b = rest_b;
        }
    }
    return true;
}

static bool is_line_of_the_engine(const char *line)
{
    return !strncmp(line, "audit:", 6) || !strncmp(line, "engine:", 7);
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lines of a page in an order of their own: rows of equal values stand in any.
 * @return how many; those of the engine are left out */
static size_t page_lines(char *text, const char *lines[PAGE_LINES])
{
    size_t count = 0;
    bool skips = false;
    for (char *line; (line = next_line(&text)) && count < PAGE_LINES;) {
        skips = is_line_of_the_engine(line) || (skips && line[0] == ' '); /* it goes on */
        if (!skips)
            lines[count++] = line;
    }
    qsort(lines, count, sizeof *lines, compare_lines);
    return count;
}

static void check_page(struct agreement *agreement, char *a, char *b)
{
    const char *ones[PAGE_LINES], *others[PAGE_LINES];
    size_t count = page_lines(a, ones);
    if (page_lines(b, others) != count) {
        differ(agreement, "text", "lines", "more or fewer");
        return;
    }
    for (size_t i = 0; i < count && !agreement->estimated; i++)
        if (strcmp(ones[i], others[i]) != 0 &&
            (agreement->exact || !is_rounding(ones[i], others[i])))
            differ(agreement, "text", ones[i], others[i]);
}

/* ---- all of it ---- */

static void page_of(const struct wf_run_rows *runs, struct wf_buffer *out)
{
    wf_report_text(runs->summaries, &(struct wf_report_style){.width = 100}, out);
}

void agreement_check(struct agreement *agreement, const struct wf_summary *a,
                     const struct wf_diag *a_warnings, const struct wf_summary *b,
                     const struct wf_diag *b_warnings)
{
    static const struct {
        const char *name;
        void (*print)(const struct wf_run_rows *, struct wf_buffer *);
    } tables[] = {{"host", wf_run_csv_hosts},
                  {"link", wf_run_csv_links},
                  {"round", wf_run_csv_rounds},
                  {"page", page_of}};
    struct json_object *one = wf_run_json(a, a_warnings), *other = wf_run_json(b, b_warnings);
    agreement->energy_j = a->energy_j;
    agreement->estimated = !agreement->exact && a->outcome->cuts_estimated > 0;
    check_json(agreement, "", "", one, other);
    json_object_put(one);
    json_object_put(other);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct wf_buffer text_a = {0}, text_b = {0};
        tables[i].print(&(struct wf_run_rows){a, NULL, 1}, &text_a);
        tables[i].print(&(struct wf_run_rows){b, NULL, 1}, &text_b);
        if (tables[i].print == page_of)
            check_page(agreement, text_a.text, text_b.text);
        else
            check_table(agreement, tables[i].name, text_a.text, text_b.text);
        wf_buffer_release(&text_a);
        wf_buffer_release(&text_b);
    }
}
