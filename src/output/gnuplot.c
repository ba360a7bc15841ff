#include "output/gnuplot.h"
#include "file/file.h"
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct ending {
    const char *text, *terminal, *font;
} endings[] = {
    {".svg", "svg", "dynamic font 'sans-serif,15'"},
    {".png", "pngcairo", "font 'sans,11'"},
};

static const struct ending *ending_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i].text) == 0)
            return &endings[i];
    return NULL;
}

int wf_gnuplot_check(const char *path, struct wf_err *err)
{
    if (ending_of(path))
        return 0;
    return wf_err_set(err, WF_EUSAGE, "'%s' ends in neither .svg nor .png", path);
}

const char *wf_gnuplot_colour(size_t index)
{
    static const char *const colours[] = {"'#0072b2'", "'#d55e00'", "'#009e73'", "'#cc79a7'",
                                          "'#e69f00'", "'#56b4e9'", "'#000000'"};
    return colours[index % (sizeof colours / sizeof *colours)];
}

void wf_gnuplot_text(struct wf_buffer *script, const char *text)
{
    wf_buffer_add(script, "'", 1);
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '\'')
            wf_buffer_add(script, "''", 2);
        else
            wf_buffer_add(script, byte < ' ' ? " " : text, 1);
    }
    wf_buffer_add(script, "'", 1);
}

/* ---- running gnuplot: its input, output and error messages are unnamed files in memory ---- */

enum { INPUT, OUTPUT, MESSAGES, STREAMS };

static int open_streams(int files[STREAMS], const struct wf_buffer *script)
{
    for (size_t i = 0; i < STREAMS; i++)
        files[i] = memfd_create("wattfleet-picture", MFD_CLOEXEC);
    if (files[INPUT] < 0 || files[OUTPUT] < 0 || files[MESSAGES] < 0 ||
        wf_file_put(files[INPUT], script->text, script->length) < 0 ||
        lseek(files[INPUT], 0, SEEK_SET) < 0)
        return -1;
    return 0;
}

static void close_streams(int files[STREAMS])
{
    for (size_t i = 0; i < STREAMS; i++)
        if (files[i] >= 0)
            close(files[i]);
}

static void read_stream(int file, struct wf_buffer *content)
{
    char bytes[65536];
    ssize_t length;
    lseek(file, 0, SEEK_SET);
    while ((length = read(file, bytes, sizeof bytes)) > 0 || (length < 0 && errno == EINTR))
        if (length > 0)
            wf_buffer_add(content, bytes, (size_t)length);
}

/* @return 0, or the errno of the reason why gnuplot could not be started. */
static int spawn_gnuplot(const int files[STREAMS], pid_t *pid)
{
    char *arguments[] = {"gnuplot", "--default-settings", NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, files[INPUT], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, files[OUTPUT], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, files[MESSAGES], STDERR_FILENO);
    int reason = posix_spawnp(pid, arguments[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return reason;
}

/* @param reason  an errno */
static int report_missing(const char *path, int reason, struct wf_err *err)
{
    if (reason == ENOENT)
        return wf_err_set(err, WF_EFAIL,
                          "cannot draw '%s': gnuplot is not installed; the Debian package "
                          "gnuplot-nox has it",
                          path);
    return wf_err_set(err, WF_EFAIL, "cannot draw '%s': gnuplot cannot be started: %s", path,
                      strerror(reason));
}

/* Report the first line with text among the error messages of gnuplot. */
static int report_failure(const char *path, int messages, struct wf_err *err)
{
    struct wf_buffer content = {0};
    read_stream(messages, &content);
    wf_buffer_add(&content, "", 1);
    const char *line = content.text + strspn(content.text, " \n^");
    line = *line ? line : "it drew nothing";
    wf_err_set(err, WF_EFAIL, "cannot draw '%s': gnuplot failed: %.*s", path,
               (int)strcspn(line, "\n"), line);
    wf_buffer_release(&content);
    return -1;
}

/* posix_spawn may report a missing program by this exit status only. */
enum { NOT_STARTED = 127 };

static int run_gnuplot(const char *path, const struct wf_buffer *script, struct wf_buffer *picture,
                       struct wf_err *err)
{
    int files[STREAMS], status = 0, ended = 0, reason = 0;
    pid_t pid;
    if (open_streams(files, script) < 0) {
        status = wf_err_set(err, WF_EFAIL, "cannot draw '%s': %s", path, strerror(errno));
        goto out;
    }
    reason = spawn_gnuplot(files, &pid);
    while (!reason && waitpid(pid, &ended, 0) < 0 && errno == EINTR)
        ;
    if (!reason && WIFEXITED(ended) && WEXITSTATUS(ended) == NOT_STARTED)
        reason = ENOENT;
    if (reason) {
        status = report_missing(path, reason, err);
        goto out;
    }
    read_stream(files[OUTPUT], picture);
    if (!WIFEXITED(ended) || WEXITSTATUS(ended) != 0 || picture->length == 0)
        status = report_failure(path, files[MESSAGES], err);
out:
    close_streams(files);
    return status;
}

int wf_gnuplot_ready(const char *path, struct wf_err *err)
{
    struct wf_buffer script = {0}, nothing = {0};
    if (wf_gnuplot_check(path, err) < 0)
        return -1;
    wf_buffer_printf(&script, "set print '-'\nprint 1\n");
    int status = run_gnuplot(path, &script, &nothing, err);
    wf_buffer_release(&script);
    wf_buffer_release(&nothing);
    return status;
}

int wf_gnuplot_draw(const char *path, unsigned width, unsigned height,
                    const struct wf_buffer *script, struct wf_err *err)
{
    const struct ending *ending = ending_of(path);
    if (!ending)
        return wf_gnuplot_check(path, err);
    struct wf_buffer whole = {0}, picture = {0};
    wf_buffer_printf(&whole,
                     "set terminal %s size %u,%u %s background rgb 'white'\n"
                     "set encoding utf8\n",
                     ending->terminal, width, height, ending->font);
    wf_buffer_add(&whole, script->text, script->length);
    int status = run_gnuplot(path, &whole, &picture, err);
    if (status == 0)
        status = wf_file_write(path, picture.text, picture.length, err);
    wf_buffer_release(&whole);
    wf_buffer_release(&picture);
    return status;
}
