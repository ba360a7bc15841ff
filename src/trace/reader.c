#include "trace/reader.h"
#include "base/text.h"
#include "trace/cutter.h"
#include "trace/format.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 64 };
/* Samples of logs that are judged by what was left out of them; a quarter may go back in time. */
enum { FEW = 3, MANY = 8, MOST_BACK = 4 };

/* ---- formats ---- */

static size_t names_of_formats(const char *names[NAMES_MAX])
{
    size_t n = 0;
    for (; wf_trace_formats[n] && n < NAMES_MAX; n++)
        names[n] = wf_trace_formats[n]->name;
    return n;
}

static void list_formats(struct wf_buffer *list)
{
    for (size_t i = 0; wf_trace_formats[i]; i++)
        wf_buffer_printf(list, "%s%s", i ? ", " : "", wf_trace_formats[i]->name);
}

const struct wf_trace_format *wf_trace_format(const char *name, struct wf_err *err)
{
    const char *names[NAMES_MAX];
    size_t n = names_of_formats(names);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(name, names[i]))
            return wf_trace_formats[i];
    struct wf_buffer list = {0};
    list_formats(&list);
    const char *near = wf_text_nearest(name, names, n);
    wf_err_set(err, WF_EUSAGE, "unknown trace format '%s'; expected one of %s%s", name, list.text,
               wf_hint(near).text);
    wf_buffer_release(&list);
    return NULL;
}

static const struct wf_trace_format *recognise(const struct wf_cutter *cutter, struct wf_err *err)
{
    const struct wf_trace_format *best = NULL;
    int best_score = 0;
    struct wf_buffer head = {0};
    size_t length;
    const char *bytes = wf_cutter_head(cutter, &length);
    wf_buffer_add(&head, bytes, length);
    for (size_t i = 0; wf_trace_formats[i]; i++) {
        int score = wf_trace_formats[i]->recognise(head.text, head.length);
        if (score > best_score) {
            best_score = score;
            best = wf_trace_formats[i];
        }
    }
    wf_buffer_release(&head);
    if (!best) {
        list_formats(&head);
        wf_err_set(err, WF_EINPUT,
                   "'%s' looks like no known log; expected one of %s (--trace-format forces one)",
                   cutter->path, head.text);
        wf_buffer_release(&head);
    }
    return best;
}

int wf_trace_detect(const char *path, const struct wf_trace_format **format, struct wf_err *err)
{
    struct wf_cutter cutter;
    if (wf_cutter_open(&cutter, path, err) < 0)
        return -1;
    const struct wf_trace_format *found = recognise(&cutter, err);
    wf_cutter_close(&cutter);
    if (found)
        *format = found;
    return found ? 0 : -1;
}

/* ---- reading ---- */

static bool is_blank(const struct wf_trace_record *record)
{
    char first = *record->text;
    return (first == ' ' || first == '\t' || first == '\0') &&
           strspn(record->text, " \t") == record->length;
}

/* Pass one record to the format. @return 0, or -1 with @p err. */
static int use(struct wf_trace_out *out, void *state, const struct wf_trace_record *record,
               struct wf_err *err)
{
    char why[WF_TRACE_WHY_SIZE] = "";
    out->line = record->line;
    out->report.records++;
    switch (out->report.format->record(state, record, out, why, sizeof why)) {
    case WF_RECORD_USED:
    case WF_RECORD_PASSED:
        break;
    case WF_RECORD_BAD:
        wf_trace_add_bad(out, out->line, "%s", why);
        break;
    case WF_RECORD_STOP:
        return wf_err_set(err, WF_EINPUT, "%s:%llu: %s", out->path,
                          (unsigned long long)record->line, why);
    }
    return 0;
}

static int read_records(struct wf_cutter *cutter, struct wf_trace_out *out, void *state,
                        struct wf_err *err)
{
    struct wf_trace_record record;
    const char *flaw;
    for (;;) {
        switch (wf_cutter_next(cutter, out->report.format->framing, &record, &flaw, err)) {
        case WF_CUT_RECORD:
            if (!is_blank(&record) && use(out, state, &record, err) < 0)
                return -1;
            break;
        case WF_CUT_BAD:
            out->line = record.line;
            out->report.records++;
            wf_trace_add_bad(out, out->line, "%s", flaw);
            break;
        case WF_CUT_END:
            return 0;
        case WF_CUT_FAILED:
            return -1;
        }
    }
}

/* A log that holds nothing of its kind is an error, which says what it holds instead. */
static int check_found(const struct wf_trace_out *out, struct wf_err *err)
{
    const struct wf_trace_report *report = &out->report;
    bool power = report->samples > 0, events = report->events > 0;
    if (report->format->kind == WF_TRACE_POWER    ? power
        : report->format->kind == WF_TRACE_EVENTS ? events
                                                  : power || events)
        return 0;
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "'%s' has no valid %s (read as %s, %llu record%s", out->path,
                     report->format->kind == WF_TRACE_EVENTS ? "event" : "measurement",
                     report->format->name, (unsigned long long)report->records,
                     wf_plural(report->records));
    if (report->negative)
        wf_buffer_printf(&text, ", %llu below 0 W", (unsigned long long)report->negative);
    if (report->invalid)
        wf_buffer_printf(&text, ", %llu marked invalid", (unsigned long long)report->invalid);
    if (report->bad)
        wf_buffer_printf(&text, ", %llu bad, first on line %llu: %s",
                         (unsigned long long)report->bad, (unsigned long long)out->first_line,
                         out->first_why);
    wf_err_set(err, WF_EINPUT, "%s)", text.text);
    wf_buffer_release(&text);
    return -1;
}

/* Rows that were left out by their times are no measurement only if they are few. */
static int check_times(const struct wf_trace_out *out, const struct wf_trace_options *options,
                       struct wf_err *err)
{
    const struct wf_trace_report *report = &out->report;
    unsigned long long same = report->duplicates, back = report->backwards, kept = report->samples;
    if (report->samples >= FEW && same >= kept && options->channels != 1)
        return wf_err_set(err, WF_EINPUT,
                          "'%s': %llu of %llu rows have the time of the row before; if several "
                          "sources were measured at once, --channels N adds up the N rows of a "
                          "time; if it was one, --channels 1 keeps the first of them",
                          out->path, same, same + kept);
    if (report->samples >= MANY && MOST_BACK * back >= kept)
        return wf_err_set(
            err, WF_EINPUT,
            "'%s': %llu of %llu rows are earlier than rows before them; was the clock "
            "set back, or is it several logs? give each part as a file of its own",
            out->path, back, back + kept);
    return 0;
}

static int read_all(struct wf_cutter *cutter, const struct wf_trace_options *options,
                    struct wf_trace_out *out, struct wf_err *err)
{
    const struct wf_trace_format *format = out->report.format;
    void *state = wf_calloc(1, format->state_size);
    int result = -1;
    if ((!format->begin || format->begin(state, options, err) == 0) &&
        read_records(cutter, out, state, err) == 0 &&
        (!format->end || format->end(state, out, err) == 0) && check_found(out, err) == 0)
        result = 0;
    if (format->release)
        format->release(state);
    free(state);
    return result;
}

static int check_options(const struct wf_trace_options *options, struct wf_err *err)
{
    const char *sources = options->sources;
    char name[8];
    if (sources && !wf_text_next_item(&sources, name, sizeof name))
        return wf_err_set(err, WF_EUSAGE, "sources '%s' name nothing; expected names, by commas",
                          options->sources);
    return 0;
}

static struct wf_trace_out out_of(const char *path, const struct wf_trace_format *format)
{
    return (struct wf_trace_out){.path = path,
                                 .report = {.format = format, .min_w = NAN, .max_w = NAN}};
}

/* A first reading, which reports the mistakes of the file and gathers what only the whole of it can
 * tell. @return 0, or -1 with @p err */
static int survey(struct wf_cutter *cutter, const struct wf_trace_options *options,
                  const struct wf_trace_format *format, struct wf_placing *placing,
                  struct wf_diag *diag, struct wf_err *err)
{
    struct wf_trace_out *out = wf_malloc(sizeof *out);
    *out = out_of(cutter->path, format);
    out->diag = diag;
    out->survey = wf_calloc(1, sizeof *out->survey);
    int status = read_all(cutter, options, out, err);
    wf_trace_out_finish(out);
    if (status == 0)
        wf_placing_make(placing, out->survey, options->power_limit_w);
    free(out->survey);
    free(out);
    return status == 0 ? wf_cutter_rewind(cutter, err) : -1;
}

static int read_twice(struct wf_cutter *cutter, const struct wf_trace_options *options,
                      struct wf_trace_out *out, struct wf_diag *diag, struct wf_err *err)
{
    if (!out->sample)
        out->diag = diag; /* no power is asked for: once is enough */
    else if (survey(cutter, options, out->report.format, &out->report.placing, diag, err) < 0)
        return -1;
    int status = read_all(cutter, options, out, err);
    wf_trace_out_finish(out);
    return status == 0 && out->sample ? check_times(out, options, err) : status;
}

int wf_trace_read(const char *path, const struct wf_trace_options *options, wf_trace_sink *sample,
                  wf_trace_event_sink *event, void *data, struct wf_trace_report *report,
                  struct wf_diag *diag, struct wf_err *err)
{
    static const struct wf_trace_options none = {0};
    struct wf_cutter cutter;
    if (!options)
        options = &none;
    if (check_options(options, err) < 0 || wf_cutter_open(&cutter, path, err) < 0)
        return -1;
    int result = -1;
    const struct wf_trace_format *format =
        options->format ? wf_trace_format(options->format, err) : recognise(&cutter, err);
    struct wf_trace_out *out = wf_malloc(sizeof *out);
    *out = out_of(path, format);
    out->sample = sample;
    out->event = event;
    out->data = data;
    if (format)
        result = read_twice(&cutter, options, out, diag, err);
    if (result == 0 && report)
        *report = out->report;
    free(out);
    wf_cutter_close(&cutter);
    return result;
}
