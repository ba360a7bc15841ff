#include "cli/terminal.h"
#include "file/file.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGES_SHOWN = 200, LINE_SHOWN = 2000, BAR = 30 };

/* Print one line, whatever the text of the user contains: control characters are written as \xNN,
 * the end of a very long text is left out. */
static void print_line(const char *text)
{
    size_t length = strlen(text), shown = length;
    if (length > LINE_SHOWN)
        for (shown = LINE_SHOWN; ((unsigned char)text[shown] & 0xc0) == 0x80;)
            shown--; /* do not cut inside a character */
    for (const char *c = text; c < text + shown; c++) {
        unsigned char byte = (unsigned char)*c;
        if (byte == 0xc2 && ((unsigned char)c[1] & 0xe0) == 0x80) /* U+0080 to U+009F */
            fprintf(stderr, "\\x%02x", (unsigned char)*++c);
        else if (byte < ' ' || byte == 0x7f)
            fprintf(stderr, "\\x%02x", byte);
        else
            putc(byte, stderr);
    }
    if (shown < length)
        fprintf(stderr, ".. (%zu bytes more)", length - shown);
    putc('\n', stderr);
}

static void print(struct wf_diag *diag, bool warnings)
{
    size_t shown = 0, left = 0;
    wf_diag_sort(diag);
    for (size_t i = 0; i < diag->count; i++) {
        if (diag->entries[i].severity == WF_WARNING && !warnings)
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
        print(diag, !line->quiet);
    fputs("wattfleet: ", stderr);
    print_line(err->text);
    return (int)err->code;
}

void wf_terminal_warn(const struct wf_command_line *line, struct wf_diag *diag)
{
    if (!line->quiet)
        print(diag, true);
}

int wf_terminal_result(const struct wf_command_line *line, const struct wf_buffer *text)
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

int wf_terminal_conclude(const struct wf_command_line *line, int status, struct wf_diag *diag,
                         const struct wf_buffer *text, const struct wf_err *err)
{
    if (status < 0)
        return wf_terminal_fail(line, diag, err);
    wf_terminal_warn(line, diag);
    return wf_terminal_result(line, text);
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void wf_progress_start(struct wf_progress *progress, const struct wf_command_line *line,
                       size_t count)
{
    *progress = (struct wf_progress){
        .live = !line->quiet && isatty(STDERR_FILENO), .count = count, .start_s = now_s()};
    progress->shares = wf_calloc(count, sizeof *progress->shares);
}

void wf_progress_show(void *data, size_t request, uint64_t done, uint64_t total)
{
    struct wf_progress *progress = data;
    double done_share = total ? (double)done / (double)total : 0;
    progress->sum += done_share - progress->shares[request];
    progress->shares[request] = done_share;
    double share = fmin(progress->sum / (double)progress->count, 1);
    double elapsed_s = now_s() - progress->start_s;
    if (!progress->live || elapsed_s < 0.5 || share <= 0)
        return;
    char left[32];
    int full = (int)(share * BAR);
    wf_quantity_text(elapsed_s * (1 - share) / share, WF_DIM_TIME, left, sizeof left);
    fprintf(stderr, "\r[%.*s%*s] %3.0f %%, %s left   ", full, "##############################",
            BAR - full, "", 100 * share, left);
    fflush(stderr);
    progress->shown = true;
}

void wf_progress_end(struct wf_progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r%*s\r", BAR + 40, "");
    free(progress->shares);
    *progress = (struct wf_progress){0};
}
