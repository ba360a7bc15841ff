#include "trace/csv_select.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

static struct wf_cell cell_of(struct wf_csv_cell cell)
{
    return (struct wf_cell){cell.text, cell.length};
}

struct wf_csv_cell *wf_csv_row_cell(struct wf_csv_row *row, enum wf_csv_role role, char **quoted)
{
    enum { TIME, POWER, METRIC, UNIT, FIRST_SOURCE };
    size_t source =
        row->source_count < WF_CSV_SOURCES_MAX ? row->source_count : WF_CSV_SOURCES_MAX - 1;
    switch (role) {
    case WF_CSV_TIME:
        *quoted = row->quoted[TIME];
        return &row->time;
    case WF_CSV_POWER:
        *quoted = row->quoted[POWER];
        return &row->power;
    case WF_CSV_METRIC:
        *quoted = row->quoted[METRIC];
        return &row->metric;
    case WF_CSV_UNIT:
        *quoted = row->quoted[UNIT];
        return &row->unit;
    case WF_CSV_SOURCE:
    case WF_CSV_OTHER:
        break;
    }
    row->source_count = source + 1;
    *quoted = row->quoted[FIRST_SOURCE + source];
    return &row->source[source];
}

/* ---- metrics ---- */

static bool contains(struct wf_csv_cell cell, const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= cell.length; i++)
        if (!strncasecmp(cell.text + i, word, length))
            return true;
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does a word of the cell begin with @p start? "power_cap", "PowerCap"; not "scaph". */
static bool has_word(struct wf_csv_cell cell, const char *start)
{
    size_t length = strlen(start);
    for (size_t i = 0; i + length <= cell.length; i++) {
        bool inside = i && is_letter(cell.text[i - 1]) && is_letter(cell.text[i]);
        bool hump = inside && cell.text[i - 1] >= 'a' && cell.text[i] <= 'Z';
        if ((!inside || hump) && !strncasecmp(cell.text + i, start, length))
            return true;
    }
    return false;
}

static bool is_power(const struct wf_csv_header *header, const struct wf_csv_row *row)
{
    static const char *const others[] = {"limit", "factor", "cap", "state", "energy", "temp", NULL};
    struct wf_power_unit unit;
    if (header->has_unit && row->unit.length)
        return wf_power_unit_find(row->unit.text, row->unit.length, &unit);
    for (size_t i = 0; others[i]; i++)
        if (has_word(row->metric, others[i]))
            return false;
    return contains(row->metric, "power") || contains(row->metric, "watt") ||
           wf_csv_unit_of_name(row->metric.text, row->metric.length, &unit);
}

/* A word of the option that is the name of a metric of power. */
static bool names_power(const char *word)
{
    struct wf_csv_cell cell = {word, strlen(word)};
    return contains(cell, "power") || contains(cell, "watt");
}

/* ---- the choice ---- */

/* How the words of --sources meet a row. */
struct choice {
    size_t metric_words, source_words;
    bool metric, source, metric_as_source;
};

static struct choice choose(const char *words, const struct wf_csv_row *row)
{
    struct choice choice = {0};
    char word[WF_CSV_CELL_MAX];
    while (words && wf_text_next_item(&words, word, sizeof word)) {
        bool power = names_power(word), hit = wf_cell_is(cell_of(row->metric), word);
        ++*(power ? &choice.metric_words : &choice.source_words);
        choice.metric |= hit;
        choice.metric_as_source |= hit && !power;
        for (size_t i = 0; i < row->source_count; i++)
            choice.source |= wf_cell_is(cell_of(row->source[i]), word);
    }
    return choice;
}

static void keep(char text[WF_CSV_CELL_MAX], struct wf_csv_cell cell)
{
    size_t length = cell.length < WF_CSV_CELL_MAX ? cell.length : WF_CSV_CELL_MAX - 1;
    memcpy(text, cell.text, length);
    text[length] = '\0';
}

/* One metric is read: two of power are two views of one machine. */
static enum wf_record_status same_metric(struct wf_csv_select *select, const struct wf_csv_row *row,
                                         char *why, size_t why_size)
{
    if (!select->any || wf_cell_is(cell_of(row->metric), select->metric)) {
        keep(select->metric, row->metric);
        return WF_RECORD_USED;
    }
    snprintf(why, why_size, "power of two metrics, '%.40s' and '%.*s'; choose one by --sources",
             select->metric, row->metric.length > 40 ? 40 : (int)row->metric.length,
             row->metric.text);
    return WF_RECORD_STOP;
}

static enum wf_record_status select_metric(struct wf_csv_select *select,
                                           const struct wf_csv_header *header,
                                           const struct wf_csv_row *row,
                                           const struct choice *choice, char *why, size_t why_size)
{
    double number;
    if (!select->any && !*select->other && header->has_metric)
        select->counted = wf_cell_number(cell_of(row->metric), &number);
    bool mixed = header->has_metric && !select->counted;
    if (!mixed && !(header->has_unit && row->unit.length))
        return WF_RECORD_USED;
    bool wanted = choice->metric_words ? choice->metric : is_power(header, row) || choice->metric;
    if (!wanted) {
        keep(select->other, mixed ? row->metric : row->unit);
        return WF_RECORD_PASSED;
    }
    return mixed ? same_metric(select, row, why, why_size) : WF_RECORD_USED;
}

enum wf_record_status wf_csv_select_row(struct wf_csv_select *select,
                                        const struct wf_csv_header *header,
                                        const struct wf_csv_row *row, char *why, size_t why_size)
{
    if (!header->has_metric && !header->has_unit && !select->sources)
        return WF_RECORD_USED;
    if (select->sources && !header->has_source && !header->has_metric) {
        snprintf(why, why_size,
                 "no column tells '%.40s' from others; expected one called gpu, index, device, "
                 "host or metric",
                 select->sources);
        return WF_RECORD_STOP;
    }
    struct choice choice = choose(select->sources, row);
    if (choice.source_words && !choice.source && !choice.metric_as_source)
        return WF_RECORD_PASSED;
    enum wf_record_status status = select_metric(select, header, row, &choice, why, why_size);
    select->any |= status == WF_RECORD_USED;
    return status;
}

void wf_csv_select_unit(const struct wf_csv_header *header, const struct wf_csv_row *row,
                        struct wf_power_unit *unit)
{
    if (header->has_unit && wf_power_unit_find(row->unit.text, row->unit.length, unit))
        return;
    if (header->has_metric)
        wf_csv_unit_of_name(row->metric.text, row->metric.length, unit);
}

struct wf_cell wf_csv_source_name(const struct wf_csv_row *row, char *text, size_t size)
{
    size_t used = 0;
    *text = '\0';
    for (size_t i = 0; i < row->source_count && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%.*s", i ? "/" : "",
                                 (int)row->source[i].length, row->source[i].text);
    return (struct wf_cell){text, used};
}

bool wf_csv_says_none(struct wf_csv_cell cell)
{
    static const char *const words[] = {"N/A", "NA", "nan", "null", "none", "-", "", NULL};
    for (size_t i = 0; words[i]; i++)
        if (strlen(words[i]) == cell.length && !strncasecmp(cell.text, words[i], cell.length))
            return true;
    return cell.length && *cell.text == '[';
}

int wf_csv_select_end(const struct wf_csv_select *select, const struct wf_csv_header *header,
                      const struct wf_trace_out *out, struct wf_err *err)
{
    if (select->any || !out->report.passed)
        return 0;
    if (select->sources)
        return wf_err_set(err, WF_EINPUT, "'%s': no row of power is of '%s' (--sources)", out->path,
                          select->sources);
    return wf_err_set(err, WF_EINPUT,
                      "'%s': no %s is one of power (there is '%s'); choose one by --sources",
                      out->path, header->has_metric ? "metric" : "unit", select->other);
}
