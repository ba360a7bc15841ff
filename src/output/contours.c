#include "output/contours.h"
#include "output/gnuplot.h"
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1000, HEIGHT = 700 };

struct drawing {
    struct wf_buffer script;
    const struct wf_contours *contours;
    struct wf_chart_unit x_unit, y_unit;
};

/* ---- data ---- */

static void add_point(struct drawing *drawing, double x, double y)
{
    const struct wf_contours *contours = drawing->contours;
    if (wf_chart_shows(&contours->x, x) && wf_chart_shows(&contours->y, y))
        wf_buffer_printf(&drawing->script, "%.9g %.9g\n", x / drawing->x_unit.size,
                         y / drawing->y_unit.size);
}

static void add_line(struct drawing *drawing, size_t number)
{
    const struct wf_contours_line *line = &drawing->contours->lines[number];
    wf_buffer_printf(&drawing->script, "$line%zu << END\n", number);
    for (size_t i = 0; i < line->count; i++)
        add_point(drawing, line->x[i], line->y[i]);
    if (line->closed && line->count)
        add_point(drawing, line->x[0], line->y[0]);
    wf_buffer_printf(&drawing->script, "END\n");
}

static void add_data(struct drawing *drawing)
{
    const struct wf_contours *contours = drawing->contours;
    static const int corners[][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    for (size_t i = 0; i < contours->line_count; i++)
        add_line(drawing, i);
    wf_buffer_printf(&drawing->script, "$box << END\n");
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++)
        add_point(drawing, contours->x_box[corners[i][0]], contours->y_box[corners[i][1]]);
    wf_buffer_printf(&drawing->script, "END\n$centre << END\n");
    add_point(drawing, contours->x_centre, contours->y_centre);
    wf_buffer_printf(&drawing->script, "END\n$draws << END\n");
    for (size_t i = 0; i < contours->dot_count; i++)
        add_point(drawing, contours->dots_x[i], contours->dots_y[i]);
    wf_buffer_printf(&drawing->script, "END\n");
}

/* ---- settings ---- */

static void add_axis(struct drawing *drawing, char letter, const struct wf_chart_axis *axis,
                     const struct wf_chart_unit *unit, const double range[2])
{
    wf_chart_axis_commands(&drawing->script, letter, axis, unit, range[0] / unit->size,
                           range[1] / unit->size);
    wf_buffer_printf(&drawing->script, "set %crange [%.9g:%.9g]\n", letter, range[0] / unit->size,
                     range[1] / unit->size);
}

static void add_settings(struct drawing *drawing, const char *title)
{
    const struct wf_contours *contours = drawing->contours;
    struct wf_buffer *script = &drawing->script;
    wf_buffer_printf(script, "set title ");
    wf_gnuplot_text(script, title);
    wf_buffer_printf(script, " noenhanced\n");
    add_axis(drawing, 'x', &contours->x, &drawing->x_unit, contours->x_range);
    add_axis(drawing, 'y', &contours->y, &drawing->y_unit, contours->y_range);
    wf_buffer_printf(script,
                     "set key at screen 0.5, screen 0.01 bottom center horizontal noenhanced\n"
                     "set bmargin 7\n"
                     "set grid linecolor rgb '#d0d0d0'\nset border 15\nset tics nomirror out\n");
    for (size_t i = 0; i < contours->note_count; i++) {
        const struct wf_contours_note *note = &contours->notes[i];
        wf_buffer_printf(script, "set label ");
        wf_gnuplot_text(script, note->text);
        wf_buffer_printf(script, " at %.9g, %.9g center noenhanced front\n",
                         note->x / drawing->x_unit.size, note->y / drawing->y_unit.size);
    }
}

/* ---- plots ---- */

/* The first line of the label of line @p number. */
static size_t first_of_label(const struct wf_contours *contours, size_t number)
{
    size_t first = 0;
    while (strcmp(contours->lines[first].label, contours->lines[number].label) != 0)
        first++;
    return first;
}

static void add_plot(struct drawing *drawing, size_t number, size_t *colours)
{
    const struct wf_contours *contours = drawing->contours;
    const struct wf_contours_line *line = &contours->lines[number];
    size_t first = first_of_label(contours, number);
    if (first == number)
        colours[number] = line->strong ? 0 : ++colours[contours->line_count];
    wf_buffer_printf(&drawing->script, ", $line%zu with lines linewidth %s dashtype %zu linecolor ",
                     number, line->strong ? "3" : "1.5", line->strong ? 1 : colours[first] % 5 + 1);
    wf_buffer_printf(&drawing->script, "rgb %s",
                     line->strong ? "'#000000'" : wf_gnuplot_colour(colours[first]));
    wf_buffer_printf(&drawing->script, first == number ? " title " : " notitle");
    if (first == number)
        wf_gnuplot_text(&drawing->script, line->label);
}

static void add_plots(struct drawing *drawing)
{
    const struct wf_contours *contours = drawing->contours;
    size_t *colours = wf_calloc(contours->line_count + 1, sizeof *colours); /* last: how many */
    wf_buffer_printf(&drawing->script,
                     "plot $box with lines linewidth 1.5 dashtype 2 linecolor rgb '#606060'"
                     " title 'believed'");
    if (contours->dot_count)
        wf_buffer_printf(&drawing->script, ", $draws with points pointtype 7 pointsize 0.3"
                                           " linecolor rgb '#b0b0b0' title 'draws'");
    wf_buffer_printf(&drawing->script, ", $centre with points pointtype 1 pointsize 1.5"
                                       " linewidth 2 linecolor rgb '#606060' title 'centre'");
    for (size_t i = 0; i < contours->line_count; i++)
        add_plot(drawing, i, colours);
    wf_buffer_add(&drawing->script, "\n", 1);
    free(colours);
}

int wf_contours_draw(const char *path, const char *title, const struct wf_contours *contours,
                     struct wf_err *err)
{
    if (wf_gnuplot_check(path, err) < 0)
        return -1;
    struct drawing drawing = {
        .contours = contours,
        .x_unit = wf_chart_unit(&contours->x, contours->x_range[0], contours->x_range[1]),
        .y_unit = wf_chart_unit(&contours->y, contours->y_range[0], contours->y_range[1])};
    add_data(&drawing);
    add_settings(&drawing, title);
    add_plots(&drawing);
    int status = wf_gnuplot_draw(path, WIDTH, HEIGHT, &drawing.script, err);
    wf_buffer_release(&drawing.script);
    return status;
}
