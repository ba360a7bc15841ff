#include "output/picture.h"
#include "output/gnuplot.h"
#include <math.h>
#include <stdlib.h>

/* ---- the script ---- */

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

static void add_settings(struct wf_buffer *script, const char *title)
{
    wf_buffer_printf(script, "set title ");
    wf_gnuplot_text(script, title);
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
    wf_buffer_printf(script, "%s $curve%zu with %s linecolor rgb %s title ", number ? "," : "plot",
                     number, styles[curve->style], wf_gnuplot_colour(number));
    wf_gnuplot_text(script, curve->label);
}

/* @return the number of finite points of all curves. */
static size_t write_script(struct wf_buffer *script, const char *title,
                           const struct wf_picture_curve *curves, size_t count)
{
    size_t points = 0;
    add_settings(script, title);
    for (size_t i = 0; i < count; i++)
        points += add_data(script, &curves[i], i);
    for (size_t i = 0; i < count; i++)
        add_plot(script, &curves[i], i);
    wf_buffer_add(script, "\n", 1);
    return points;
}

int wf_picture_draw(const char *path, const char *title, const struct wf_picture_curve *curves,
                    size_t count, struct wf_err *err)
{
    if (wf_gnuplot_check(path, err) < 0)
        return -1;
    struct wf_buffer script = {0};
    int status =
        write_script(&script, title, curves, count) > 0
            ? wf_gnuplot_draw(path, 1000, 500, &script, err)
            : wf_err_set(err, WF_EINPUT, "cannot draw '%s': there is no point to draw", path);
    wf_buffer_release(&script);
    return status;
}
