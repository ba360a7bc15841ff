#include "output/tornado.h"
#include "output/gnuplot.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1000, BAR_HEIGHT = 30, AROUND = 180, LETTER = 8, LABEL_MOST = 45 };

struct tornado {
    struct wf_buffer script;
    const struct wf_tornado_bar **bars; /* widest first */
    size_t count, left_out;
    double centre, least, most;
    struct wf_chart_unit unit;
};

static double width_of(const struct wf_tornado_bar *bar)
{
    return fabs(bar->high - bar->low);
}

static int compare_widths(const void *a, const void *b)
{
    const struct wf_tornado_bar *one = *(const struct wf_tornado_bar *const *)a;
    const struct wf_tornado_bar *other = *(const struct wf_tornado_bar *const *)b;
    double x = width_of(one), y = width_of(other);
    return x > y ? -1 : x < y ? 1 : strcmp(one->label, other->label);
}

static void choose_bars(struct tornado *tornado, const struct wf_tornado_bar *bars, size_t count)
{
    tornado->bars = wf_calloc(count + 1, sizeof *tornado->bars);
    for (size_t i = 0; i < count; i++)
        if (isfinite(bars[i].low) && isfinite(bars[i].high))
            tornado->bars[tornado->count++] = &bars[i];
    qsort(tornado->bars, tornado->count, sizeof *tornado->bars, compare_widths);
    if (tornado->count > WF_TORNADO_BARS_MOST) {
        tornado->left_out = tornado->count - WF_TORNADO_BARS_MOST;
        tornado->count = WF_TORNADO_BARS_MOST;
    }
    tornado->least = tornado->most = tornado->centre;
    for (size_t i = 0; i < tornado->count; i++) {
        tornado->least = fmin(tornado->least, fmin(tornado->bars[i]->low, tornado->bars[i]->high));
        tornado->most = fmax(tornado->most, fmax(tornado->bars[i]->low, tornado->bars[i]->high));
    }
}

/* Do both ends of a factor lie on one side of the centre? */
static bool one_sided(const struct tornado *tornado, const struct wf_tornado_bar *bar)
{
    return (bar->low > tornado->centre && bar->high > tornado->centre) ||
           (bar->low < tornado->centre && bar->high < tornado->centre);
}

/* The rows of data for one end of all factors: the box from the centre to the result. Where both
 * ends lie on one side of the centre, each takes half of the height, so that none hides the other.
 */
static void add_boxes(struct tornado *tornado, bool high)
{
    struct wf_buffer *script = &tornado->script;
    wf_buffer_printf(script, "$%s << END\n", high ? "high" : "low");
    for (size_t i = 0; i < tornado->count; i++) {
        const struct wf_tornado_bar *bar = tornado->bars[i];
        bool same = one_sided(tornado, bar);
        double size = tornado->unit.size, end = (high ? bar->high : bar->low) / size;
        double y = (double)(tornado->count - i), from = same && !high ? y : y - 0.36;
        double to = same && high ? y : y + 0.36, centre = tornado->centre / size;
        wf_buffer_printf(script, "%.9g %.9g %.9g %.9g %.9g %.9g\n", (centre + end) / 2, y,
                         fmin(centre, end), fmax(centre, end), from, to);
    }
    wf_buffer_printf(script, "END\n");
}

/* What the factor is at an end of its bar: outside of it. Of two ends on one side of the centre,
 * the nearer one has its text on the other side. */
static void add_end(struct tornado *tornado, size_t row, bool high)
{
    const struct wf_tornado_bar *bar = tornado->bars[row];
    double at = high ? bar->high : bar->low, other = high ? bar->low : bar->high;
    bool left = at < other || (at == other && !high);
    if (one_sided(tornado, bar) && fabs(at - tornado->centre) <= fabs(other - tornado->centre))
        at = tornado->centre;
    wf_buffer_printf(&tornado->script, "set label at %.9g, %zu ", at / tornado->unit.size,
                     tornado->count - row);
    wf_gnuplot_text(&tornado->script, high ? bar->high_text : bar->low_text);
    wf_buffer_printf(&tornado->script, " noenhanced %s offset %s,0 front\n",
                     left ? "right" : "left", left ? "-0.6" : "0.6");
}

static unsigned add_names(struct tornado *tornado)
{
    size_t longest = 0;
    wf_buffer_printf(&tornado->script, "set ytics (");
    for (size_t i = 0; i < tornado->count; i++) {
        const char *label = tornado->bars[i]->label;
        size_t length = strlen(label);
        char *shown =
            length <= LABEL_MOST ? wf_strdup(label) : wf_format("%.*s..", LABEL_MOST - 2, label);
        longest = length > longest ? length : longest;
        wf_buffer_printf(&tornado->script, i ? ", " : "");
        wf_gnuplot_text(&tornado->script, shown);
        wf_buffer_printf(&tornado->script, " %zu", tornado->count - i);
        free(shown);
    }
    wf_buffer_printf(&tornado->script, ") noenhanced scale 0\n");
    return (unsigned)(longest < LABEL_MOST ? longest : LABEL_MOST) * LETTER + 20;
}

static void add_commands(struct tornado *tornado, const char *title, const struct wf_chart_axis *x,
                         unsigned height)
{
    struct wf_buffer *script = &tornado->script;
    double span =
        tornado->most > tornado->least ? tornado->most - tornado->least : fabs(tornado->centre) + 1;
    wf_buffer_printf(script, "set title ");
    wf_gnuplot_text(script, title);
    wf_buffer_printf(script, " noenhanced\n");
    unsigned left = add_names(tornado);
    char *name = tornado->left_out
                     ? wf_format("%s (%zu narrower bars are left out)", x->name, tornado->left_out)
                     : wf_strdup(x->name);
    struct wf_chart_axis axis = {.name = name, .dimension = x->dimension};
    wf_chart_axis_commands(script, 'x', &axis, &tornado->unit, tornado->least, tornado->most);
    free(name);
    /* room for the texts of the ends */
    wf_buffer_printf(script, "set xrange [%.9g:%.9g]\nset yrange [0.4:%zu.6]\n",
                     (tornado->least - 0.18 * span) / tornado->unit.size,
                     (tornado->most + 0.18 * span) / tornado->unit.size, tornado->count);
    wf_buffer_printf(
        script,
        "set lmargin at screen %.4g\nset bmargin at screen %.4g\n"
        "set key bottom center outside horizontal\nset key at screen 0.5, screen %.4g\n"
        "set grid xtics linecolor rgb '#d0d0d0'\nset border 1\n"
        "set xtics nomirror out\nset style fill solid 1 noborder\n",
        (double)left / WIDTH, 112.0 / height, 6.0 / height);
    wf_buffer_printf(script,
                     "set arrow from %.9g, graph 0 to %.9g, graph 1 nohead linewidth 1.5"
                     " linecolor rgb '#000000' front\n",
                     tornado->centre / tornado->unit.size, tornado->centre / tornado->unit.size);
    for (size_t i = 0; i < tornado->count; i++) {
        add_end(tornado, i, false);
        add_end(tornado, i, true);
    }
    wf_buffer_printf(script,
                     "plot $low with boxxyerror linecolor rgb %s title 'factor at its low end', "
                     "$high with boxxyerror linecolor rgb %s title 'factor at its high end'\n",
                     wf_gnuplot_colour(5), wf_gnuplot_colour(1));
}

int wf_tornado_draw(const char *path, const char *title, const struct wf_chart_axis *x,
                    double centre, const struct wf_tornado_bar *bars, size_t count,
                    struct wf_err *err)
{
    if (wf_gnuplot_check(path, err) < 0)
        return -1;
    struct tornado tornado = {.centre = centre};
    choose_bars(&tornado, bars, count);
    int status = 0;
    if (tornado.count == 0 || !isfinite(centre)) {
        status = wf_err_set(err, WF_EINPUT, "cannot draw '%s': there is no bar to draw", path);
    } else {
        unsigned height = (unsigned)tornado.count * BAR_HEIGHT + AROUND;
        tornado.unit = wf_chart_unit(x, tornado.least, tornado.most);
        add_boxes(&tornado, false);
        add_boxes(&tornado, true);
        add_commands(&tornado, title, x, height);
        status = wf_gnuplot_draw(path, WIDTH, height, &tornado.script, err);
    }
    wf_buffer_release(&tornado.script);
    free(tornado.bars);
    return status;
}
