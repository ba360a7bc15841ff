#include "cli/terminal.h"
#include "base/clock.h"
#include "base/map.h"
#include "file/file.h"
#include "output/grid.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { MESSAGES_SHOWN = 200, LINE_SHOWN = 2000 };

/* Print one line, whatever the text of the user contains; the end of a very long text is left out.
 */
static void print_line(const char *text)
{
    struct wf_buffer line = {0};
    size_t length = strlen(text), shown = length;
    if (length > LINE_SHOWN)
        for (shown = LINE_SHOWN; ((unsigned char)text[shown] & 0xc0) == 0x80;)
            shown--; /* do not cut inside a character */
    wf_text_show(&line, text, shown, "");
    if (shown < length)
        wf_buffer_printf(&line, ".. (%zu bytes more)", length - shown);
    fprintf(stderr, "%s\n", line.text ? line.text : "");
    wf_buffer_release(&line);
}

static void print(struct wf_diag *diag, bool warnings, bool notes)
{
    size_t shown = 0, left = 0;
    wf_diag_sort(diag);
    for (size_t i = 0; i < diag->count; i++) {
        if (diag->entries[i].severity != WF_ERROR && !warnings)
            continue;
        if (diag->entries[i].severity == WF_NOTE && !notes)
            continue;
        if (shown == MESSAGES_SHOWN) {
            left++;
            continue;
        }
        char *text = wf_diag_text(&diag->entries[i]);
        print_line(text);
        free(text);
        shown++;
    }
    if (left)
        fprintf(stderr, ".. and %zu more\n", left);
}

int wf_terminal_fail(const struct wf_command_line *line, struct wf_diag *diag,
                     const struct wf_err *err)
{
    if (diag)
        print(diag, !line->quiet, line->verbose);
    fputs("wattfleet: ", stderr);
    print_line(err->text);
    return (int)err->code;
}

void wf_terminal_warn(const struct wf_command_line *line, struct wf_diag *diag)
{
    if (!line->quiet)
        print(diag, true, line->verbose);
}

/* How often each cause occurs, and its first entry. */
struct causes {
    struct wf_map map;
    struct cause {
        size_t first, count;
    } * items;
};

static void count_causes(const struct wf_diag *diag, struct causes *causes)
{
    wf_map_init(&causes->map);
    causes->items = wf_calloc(diag->count + 1, sizeof *causes->items);
    for (size_t i = 0; i < diag->count; i++) {
        const struct wf_diag_entry *entry = &diag->entries[i];
        if (entry->severity != WF_WARNING)
            continue;
        uint32_t next = (uint32_t)causes->map.count;
        uint32_t known = wf_map_add(&causes->map, entry->cause, next);
        struct cause *cause = &causes->items[known == WF_MAP_NONE ? next : known];
        if (cause->count++ == 0)
            cause->first = i;
    }
}

void wf_terminal_warn_briefly(const struct wf_command_line *line, struct wf_diag *diag)
{
    struct causes causes;
    if (line->quiet || line->verbose) {
        wf_terminal_warn(line, diag);
        return;
    }
    wf_diag_sort(diag);
    count_causes(diag, &causes);
    for (size_t i = 0; i < causes.map.count; i++) {
        const struct cause *cause = &causes.items[i];
        char *text = wf_diag_text(&diag->entries[cause->first]);
        char *more = cause->count == 1
                         ? wf_strdup("")
                         : wf_format(" (and %zu more of this kind: --verbose)", cause->count - 1);
        char *whole = wf_format("%s%s", text, more);
        print_line(whole);
        free(whole);
        free(more);
        free(text);
    }
    wf_map_release(&causes.map);
    free(causes.items);
}

size_t wf_terminal_width(const struct wf_command_line *line)
{
    enum { LEAST = 40, MOST = 1000 };
    const char *columns = getenv("COLUMNS");
    struct winsize size = {0};
    size_t width = columns ? strtoul(columns, NULL, 10) : 0;
    if (!width && !line->output && isatty(STDOUT_FILENO) &&
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    if (!width)
        return WF_GRID_WIDTH;
    return width < LEAST ? LEAST : width > MOST ? MOST : width;
}

int wf_terminal_write(const struct wf_command_line *line, const struct wf_buffer *text)
{
    struct wf_err err = {0};
    if (line->output) {
        if (wf_file_write(line->output, text->text, text->length, &err) < 0)
            return wf_terminal_fail(line, NULL, &err);
        return 0;
    }
    bool failed = fwrite(text->text, 1, text->length, stdout) != text->length;
    failed |= fflush(stdout) != 0;
    if (failed) {
        wf_err_set(&err, WF_EIO, "cannot write the result: %s", strerror(errno));
        return wf_terminal_fail(line, NULL, &err);
    }
    return 0;
}

int wf_terminal_result(const struct wf_command_line *line, const struct wf_buffer *text)
{
    if (line->format != WF_FORMAT_TEXT)
        return wf_terminal_write(line, text);
    struct wf_buffer page = {0}; /* a page may quote files of the user, with tabs and CR LF */
    wf_text_show(&page, text->text, text->length, "\n\r\t");
    int status = wf_terminal_write(line, &page);
    wf_buffer_release(&page);
    return status;
}

int wf_terminal_conclude(const struct wf_command_line *line, int status, struct wf_diag *diag,
                         const struct wf_buffer *text, const struct wf_err *err)
{
    if (status < 0)
        return wf_terminal_fail(line, diag, err);
    wf_terminal_warn(line, diag);
    return wf_terminal_result(line, text);
}

static void show(struct wf_terminal_progress *progress)
{
    struct wf_buffer text = {0};
    if (progress->quiet)
        return;
    wf_progress_text(&progress->progress, wf_clock_s() - progress->start_s, &text);
    if (text.length)
        fputs(text.text, stderr);
    wf_buffer_release(&text);
}

static void on_progress(void *data, size_t request, uint64_t done, uint64_t total, uint64_t turns)
{
    struct wf_terminal_progress *progress = data;
    const struct wf_progress_report report = {done, total, turns};
    wf_progress_move(&progress->progress, request, &report, wf_clock_s() - progress->start_s);
    show(progress);
}

static void on_crowd(void *data, const char *link, uint64_t transfers)
{
    struct wf_terminal_progress *progress = data;
    wf_progress_crowd(&progress->progress, link, transfers);
}

static void on_quiet(void *data)
{
    show(data);
}

/* Of the terminal that gets the bar; 0: there is none. */
static size_t bar_columns(void)
{
    enum { LEAST = 20, UNKNOWN = 80 };
    struct winsize size = {0};
    if (!isatty(STDERR_FILENO))
        return 0;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return UNKNOWN;
    return size.ws_col < LEAST ? LEAST : size.ws_col;
}

void wf_terminal_progress_start(struct wf_terminal_progress *progress,
                                const struct wf_command_line *line, size_t count,
                                struct wf_process_options *options)
{
    *progress = (struct wf_terminal_progress){.quiet = line->quiet, .start_s = wf_clock_s()};
    wf_progress_init(&progress->progress, bar_columns(), count);
    options->progress = on_progress;
    options->crowd = on_crowd;
    options->quiet = on_quiet;
    options->progress_data = progress;
}

void wf_terminal_progress_end(struct wf_terminal_progress *progress)
{
    struct wf_buffer text = {0};
    wf_progress_finish(&progress->progress, &text);
    if (text.length)
        fputs(text.text, stderr);
    wf_buffer_release(&text);
}
