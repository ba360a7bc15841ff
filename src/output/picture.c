#include "output/picture.h"
#include "base/text.h"
#include "file/file.h"
#include <errno.h>
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the script ---- */

static const struct ending {
    const char *text, *terminal;
} endings[] = {
    {".svg", "svg size 1000,500 dynamic font 'sans-serif,15' background rgb 'white'"},
    {".png", "pngcairo size 1000,500 font 'sans,11' background rgb 'white'"},
};

static const struct ending *ending_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(dot, endings[i].text) == 0)
            return &endings[i];
    return NULL;
}

/* A gnuplot string: quotes are doubled; control characters become blanks, because a line end would
 * end the command. */
static void add_text(struct wf_buffer *script, const char *text)
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

static void add_point(struct wf_buffer *script, const struct wf_picture_curve *curve, size_t i)
{
    wf_buffer_printf(script, "%.9g %.6g\n", curve->time_s[i], curve->power_w[i]);
}

/* Indices of the points of the curve that are finite. @return their number; the caller frees
 * @p points. */
static size_t finite_points(const struct wf_picture_curve *curve, size_t **points)
{
    size_t count = 0;
    *points = wf_calloc(curve->count + 1, sizeof **points);
    for (size_t i = 0; i < curve->count; i++)
        if (isfinite(curve->time_s[i]) && isfinite(curve->power_w[i]))
            (*points)[count++] = i;
    return count;
}

/* The points of least and of most power in a stretch, in order of time. */
static void add_extremes(struct wf_buffer *script, const struct wf_picture_curve *curve,
                         const size_t *points, size_t count)
{
    size_t least = 0, most = 0;
    for (size_t i = 1; i < count; i++) {
        if (curve->power_w[points[i]] < curve->power_w[points[least]])
            least = i;
        if (curve->power_w[points[i]] > curve->power_w[points[most]])
            most = i;
    }
    add_point(script, curve, points[least < most ? least : most]);
    if (least != most)
        add_point(script, curve, points[least < most ? most : least]);
}

/* @return the number of finite points of the curve. */
static size_t add_data(struct wf_buffer *script, const struct wf_picture_curve *curve,
                       size_t number)
{
    size_t *points, count = finite_points(curve, &points);
    wf_buffer_printf(script, "$curve%zu << END\n", number);
    if (count <= WF_PICTURE_POINTS_MOST) {
        for (size_t i = 0; i < count; i++)
            add_point(script, curve, points[i]);
    } else {
        size_t stretches = (WF_PICTURE_POINTS_MOST - 2) / 2, inner = count - 2;
        add_point(script, curve, points[0]);
        for (size_t i = 0; i < stretches; i++) {
            size_t from = 1 + i * inner / stretches, to = 1 + (i + 1) * inner / stretches;
            add_extremes(script, curve, points + from, to - from);
        }
        add_point(script, curve, points[count - 1]);
    }
    wf_buffer_printf(script, "END\n");
    free(points);
    return count;
}

static void add_settings(struct wf_buffer *script, const char *terminal, const char *title)
{
    wf_buffer_printf(script, "set terminal %s\nset encoding utf8\nset title ", terminal);
    add_text(script, title);
    wf_buffer_printf(script, " noenhanced\n"
                             "set xlabel 'time, s'\nset ylabel 'power, W'\n"
                             "set key bmargin center horizontal noenhanced width 2\nset bmargin 5\n"
                             "set grid linecolor rgb '#d0d0d0'\nset border 3\n"
                             "set tics nomirror out\nset format '%%.10g'\n"
                             "set autoscale xfix\nset yrange [0:*]\n"
                             "set offsets 0, 0, graph 0.05, 0\n");
}

static void add_plot(struct wf_buffer *script, const struct wf_picture_curve *curve, size_t number)
{
    static const char *const styles[] = {
        [WF_PICTURE_POINTS] = "points pointtype 7 pointsize 0.6",
        [WF_PICTURE_STEPS] = "steps linewidth 2",
    };
    /* from the palette of Okabe and Ito, which colour-blind readers can distinguish */
    static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7"};
    wf_buffer_printf(script, "%s $curve%zu with %s linecolor rgb '%s' title ",
                     number ? "," : "plot", number, styles[curve->style],
                     colours[number % (sizeof colours / sizeof *colours)]);
    add_text(script, curve->label);
}

/* @return the number of finite points of all curves. */
static size_t write_script(struct wf_buffer *script, const char *terminal, const char *title,
                           const struct wf_picture_curve *curves, size_t count)
{
    size_t points = 0;
    add_settings(script, terminal, title);
    for (size_t i = 0; i < count; i++)
        points += add_data(script, &curves[i], i);
    for (size_t i = 0; i < count; i++)
        add_plot(script, &curves[i], i);
    wf_buffer_add(script, "\n", 1);
    return points;
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

int wf_picture_draw(const char *path, const char *title, const struct wf_picture_curve *curves,
                    size_t count, struct wf_err *err)
{
    const struct ending *ending = ending_of(path);
    if (!ending)
        return wf_err_set(err, WF_EUSAGE, "'%s' ends in neither .svg nor .png", path);
    struct wf_buffer script = {0}, picture = {0};
    int status = 0;
    if (write_script(&script, ending->terminal, title, curves, count) == 0)
        status = wf_err_set(err, WF_EINPUT, "cannot draw '%s': there is no point to draw", path);
    if (status == 0)
        status = run_gnuplot(path, &script, &picture, err);
    if (status == 0)
        status = wf_file_write(path, picture.text, picture.length, err);
    wf_buffer_release(&script);
    wf_buffer_release(&picture);
    return status;
}
