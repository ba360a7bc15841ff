#include "output/chart.h"
#include "output/gnuplot.h"
#include <math.h>
#include <string.h>

enum { PANELS_A_ROW = 3, PANEL_WIDTH = 380, PANEL_HEIGHT = 330 };
enum { TITLE_HEIGHT = 35, LEGEND_HEIGHT = 24, LETTER = 8, MARK = 45 }; /* pixels */
enum { ALONE_WIDTH = 1000, ALONE_HEIGHT = 500 };

struct chart {
    struct wf_buffer script;
    enum wf_chart_style style;
    const struct wf_chart_axis *y;
    const struct wf_chart_panel *panels;
    size_t count, columns, rows, points;
    unsigned width, height, head; /* pixels; the head has title and legend */
    double least, most;           /* of y */
    struct wf_chart_unit y_unit;
};

static void widen(double value, double *least, double *most)
{
    *least = fmin(*least, value);
    *most = fmax(*most, value);
}

/* Least and most value that is shown, of all panels from @p from to before @p to. */
static void range_of(const struct chart *chart, size_t from, size_t to, bool of_x, double *least,
                     double *most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t i = from; i < to; i++) {
        const struct wf_chart_panel *panel = &chart->panels[i];
        for (size_t j = 0; j < panel->count; j++)
            for (size_t k = 0; k < panel->series[j].count; k++) {
                double x = panel->series[j].x[k], y = panel->series[j].y[k];
                if (wf_chart_shows(&panel->x, x) && wf_chart_shows(chart->y, y))
                    widen(of_x ? x : y, least, most);
            }
    }
}

static void add_data(struct chart *chart, size_t panel, size_t number,
                     const struct wf_chart_unit *x_unit)
{
    const struct wf_chart_panel *here = &chart->panels[panel];
    const struct wf_chart_series *series = &here->series[number];
    wf_buffer_printf(&chart->script, "$data%zu_%zu << END\n", panel, number);
    for (size_t i = 0; i < series->count; i++) {
        if (!wf_chart_shows(&here->x, series->x[i]) || !wf_chart_shows(chart->y, series->y[i]))
            continue;
        wf_buffer_printf(&chart->script, "%.9g %.9g\n", series->x[i] / x_unit->size,
                         series->y[i] / chart->y_unit.size);
        chart->points++;
    }
    wf_buffer_printf(&chart->script, "END\n");
}

/* A range with a margin, so that no point lies on the frame. */
static void add_range(struct chart *chart, char letter, const struct wf_chart_axis *axis,
                      double least, double most)
{
    if (!(least <= most))
        return;
    if (axis->log) {
        double margin = most > least ? pow(most / least, 0.05) : 2;
        wf_buffer_printf(&chart->script, "set %crange [%.6g:%.6g]\n", letter, least / margin,
                         most * margin);
        return;
    }
    double margin = most > least ? 0.05 * (most - least) : most != 0 ? 0.1 * fabs(most) : 1;
    wf_buffer_printf(&chart->script, "set %crange [%.6g:%.6g]\n", letter,
                     axis->tick_count ? -0.5 : least - margin,
                     axis->tick_count ? (double)axis->tick_count - 0.5 : most + margin);
}

/* Shapes that can be distinguished without colour: circle, square, triangle, diamond, their
 * outlines. */
static const int shapes[] = {7, 5, 9, 13, 6, 4, 8, 12};

static void add_plot(struct chart *chart, size_t panel, size_t number)
{
    struct wf_buffer *script = &chart->script;
    /* nothing lies between the words of a list */
    bool joined = chart->style == WF_CHART_CURVES && !chart->panels[panel].x.tick_count;
    wf_buffer_printf(script,
                     "%s $data%zu_%zu with %s linecolor rgb %s pointtype %d pointsize %s notitle",
                     number ? "," : "plot", panel, number, joined ? "linespoints" : "points",
                     wf_gnuplot_colour(number), shapes[number % (sizeof shapes / sizeof *shapes)],
                     joined ? "0.6 linewidth 2" : "0.9");
}

static void add_panel(struct chart *chart, size_t panel)
{
    const struct wf_chart_panel *here = &chart->panels[panel];
    struct wf_buffer *script = &chart->script;
    double least, most;
    range_of(chart, panel, panel + 1, true, &least, &most);
    struct wf_chart_unit x_unit = wf_chart_unit(&here->x, least, most);
    for (size_t i = 0; i < here->count; i++)
        add_data(chart, panel, i, &x_unit);
    wf_chart_axis_commands(script, 'x', &here->x, &x_unit, least / x_unit.size, most / x_unit.size);
    add_range(chart, 'x', &here->x, least / x_unit.size, most / x_unit.size);
    if (panel % chart->columns)
        wf_buffer_printf(script, "unset ylabel\n");
    else
        wf_chart_axis_commands(script, 'y', chart->y, &chart->y_unit, chart->least, chart->most);
    wf_buffer_printf(script, "set title ");
    wf_gnuplot_text(script, here->note ? here->note : "");
    wf_buffer_printf(script, " noenhanced offset 0,-0.7\n");
    if (!(least <= most)) { /* an axis needs a range, and a legend points */
        wf_buffer_printf(script, "set xrange [0:1]\nplot NaN notitle\n");
    } else {
        for (size_t i = 0; i < here->count; i++)
            add_plot(chart, panel, i);
        wf_buffer_add(script, "\n", 1);
    }
    if (panel == 0)
        wf_buffer_printf(script, "unset label\n"); /* one legend is enough */
}

/* Pixels that an item of the legend takes. */
static unsigned item_width(const struct chart *chart, size_t number)
{
    return (unsigned)strlen(chart->panels[0].series[number].label) * LETTER + MARK;
}

/* Items from @p first on that fit one row. @p width: pixels they take */
static size_t row_of_legend(const struct chart *chart, size_t first, unsigned *width)
{
    size_t end = first;
    *width = 0;
    while (end < chart->panels[0].count &&
           (end == first || *width + item_width(chart, end) <= chart->width))
        *width += item_width(chart, end++);
    return end;
}

/* gnuplot's own legend is as wide as one panel. @return rows; nothing is added to @p script if NULL
 */
static unsigned add_legend(const struct chart *chart, struct wf_buffer *script)
{
    unsigned rows = 0, width;
    for (size_t i = 0; chart->count && i < chart->panels[0].count; rows++) {
        size_t end = row_of_legend(chart, i, &width);
        double at = (chart->width - width) / 2.0 + 15;
        double y = TITLE_HEIGHT + LEGEND_HEIGHT * (rows + 0.5);
        for (; i < end; at += item_width(chart, i), i++) {
            if (!script)
                continue;
            wf_buffer_printf(script, "set label ");
            wf_gnuplot_text(script, chart->panels[0].series[i].label);
            wf_buffer_printf(script,
                             " at screen %.5g, screen %.5g left noenhanced point pointtype %d"
                             " pointsize 1.2 linecolor rgb %s offset 1.2,0\n",
                             at / chart->width, 1 - y / chart->height,
                             shapes[i % (sizeof shapes / sizeof *shapes)], wf_gnuplot_colour(i));
        }
    }
    return rows;
}

static void add_settings(struct chart *chart, const char *title)
{
    struct wf_buffer *script = &chart->script;
    double height = chart->height;
    wf_buffer_printf(script, "set multiplot layout %zu,%zu title ", chart->rows, chart->columns);
    wf_gnuplot_text(script, title);
    wf_buffer_printf(
        script, " noenhanced margins screen %.4g, %.4g, %.4g, %.4g spacing screen %.4g, %.4g\n",
        90.0 / chart->width, 1 - 25.0 / chart->width, 80 / height, 1 - (chart->head + 30) / height,
        75.0 / chart->width, 120 / height);
    wf_buffer_printf(script, "unset key\nset grid linecolor rgb '#d0d0d0'\nset border 3\n"
                             "set tics nomirror out\n");
    add_legend(chart, script);
}

static void lay_out(struct chart *chart)
{
    size_t count = chart->count;
    chart->columns = count == 4 ? 2 : count < PANELS_A_ROW ? count : PANELS_A_ROW;
    chart->rows = chart->columns ? (count + chart->columns - 1) / chart->columns : 0;
    chart->width = count == 1 ? ALONE_WIDTH : (unsigned)chart->columns * PANEL_WIDTH + 60;
    chart->head = TITLE_HEIGHT + LEGEND_HEIGHT * add_legend(chart, NULL);
    chart->height = count == 1 ? ALONE_HEIGHT : (unsigned)chart->rows * PANEL_HEIGHT + chart->head;
}

int wf_chart_draw(const char *path, const char *title, enum wf_chart_style style,
                  const struct wf_chart_axis *y, const struct wf_chart_panel *panels, size_t count,
                  struct wf_err *err)
{
    if (wf_gnuplot_check(path, err) < 0)
        return -1;
    struct chart chart = {.style = style, .y = y, .panels = panels, .count = count};
    lay_out(&chart);
    double least, most;
    range_of(&chart, 0, count, false, &least, &most);
    chart.y_unit = wf_chart_unit(y, least, most);
    chart.least = least / chart.y_unit.size;
    chart.most = most / chart.y_unit.size;
    add_settings(&chart, title);
    add_range(&chart, 'y', y, chart.least, chart.most);
    for (size_t i = 0; i < count; i++)
        add_panel(&chart, i);
    wf_buffer_printf(&chart.script, "unset multiplot\n");
    int status = chart.points ? wf_gnuplot_draw(path, chart.width, chart.height, &chart.script, err)
                              : wf_err_set(err, WF_EINPUT,
                                           "cannot draw '%s': there is no point to draw", path);
    wf_buffer_release(&chart.script);
    return status;
}
