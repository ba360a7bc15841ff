#include "decision/frontier.h"

#include "statistics/contour.h"
#include "statistics/crossing.h"
#include "sweep/tasks.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double TOLERANCE = 1e-8; /* of a point, relative */

/* Lines that are drawn beside the frontier; the near ones where no other is inside. */
static const double FAR[] = {0.01, 0.1, 0.5, 2, 10, 100}, NEAR[] = {0.8, 1.25};

/* ---- the grid ---- */

/* Values of all factors at a row of the sweep. */
static void values_at(const struct wf_sweep *sweep, uint64_t row, double *values)
{
    double *u = wf_calloc(sweep->design.columns + 1, sizeof *u);
    wf_design_row(&sweep->design, row, u);
    wf_factors_draw(&sweep->file->factors, u, values);
    free(u);
}

/* Steps of the design that fall on one whole number are one place. */
static void make_axis(const struct wf_frontier_request *request, size_t number, uint64_t stride,
                      struct wf_frontier_axis *axis)
{
    const struct wf_sweep *sweep = request->sweep;
    size_t factor = request->plane->factors[number];
    const struct wf_shape *stated = &request->stated->items[factor].shape;
    double *values = wf_calloc(request->stated->count + 1, sizeof *values), low_u, high_u;
    wf_shape_ends(stated, &low_u, &high_u);
    *axis = (struct wf_frontier_axis){.factor = factor,
                                      .low = wf_shape_quantile(stated, low_u),
                                      .high = wf_shape_quantile(stated, high_u),
                                      .centre = wf_shape_middle(stated),
                                      .logarithmic = wf_shape_is_logarithmic(stated)};
    axis->at = wf_calloc(sweep->design.size + 1, sizeof *axis->at);
    axis->steps = wf_calloc(sweep->design.size + 1, sizeof *axis->steps);
    for (uint64_t step = 0; step < sweep->design.size; step++) {
        values_at(sweep, step * stride, values);
        if (axis->count && !(values[factor] > axis->at[axis->count - 1]))
            continue;
        axis->at[axis->count] = values[factor];
        axis->steps[axis->count++] = step;
    }
    free(values);
}

static size_t rows_of(const struct wf_frontier *frontier)
{
    return frontier->axis_count > 1 ? frontier->axes[1].count : 1;
}

/* Row of the sweep of a node of the grid. */
static uint64_t row_of(const struct wf_frontier *frontier, size_t node)
{
    size_t rows = rows_of(frontier);
    if (frontier->axis_count < 2)
        return frontier->axes[0].steps[node];
    return frontier->axes[0].steps[node / rows] * frontier->sweep->design.size +
           frontier->axes[1].steps[node % rows];
}

static double place_of(const struct wf_frontier *frontier, size_t node, size_t axis)
{
    size_t rows = rows_of(frontier);
    return frontier->axes[axis].at[axis ? node % rows : node / rows];
}

static int read_grid(const struct wf_frontier_request *request, struct wf_frontier *frontier,
                     struct wf_err *err)
{
    const struct wf_sweep *sweep = request->sweep;
    size_t deployments = sweep->base.count;
    double *column = wf_calloc(wf_design_rows(&sweep->design) + 1, sizeof *column);
    int status = 0;
    for (size_t i = 0; i < request->plane->count; i++)
        make_axis(request, i, i + 1 < request->plane->count ? sweep->design.size : 1,
                  &frontier->axes[i]);
    frontier->nodes = frontier->axes[0].count * rows_of(frontier);
    frontier->energies = wf_calloc(deployments * frontier->nodes + 1, sizeof *frontier->energies);
    for (size_t d = 0; status == 0 && d < deployments; d++) {
        char *name = wf_sweep_column(sweep->base.labels.items[d], WF_RESULT_ENERGY);
        status = wf_store_numbers(sweep->store, name, column, err);
        for (size_t node = 0; status == 0 && node < frontier->nodes; node++)
            frontier->energies[d * frontier->nodes + node] = column[row_of(frontier, node)];
        free(name);
    }
    free(column);
    return status;
}

/* ---- what is contoured ---- */

/* The ratio of a pair, at a level; or of the least of the others to a region. */
struct field {
    size_t region; /* SIZE_MAX: of the pair */
    double level;
};

static struct wf_pair pair_of(const struct wf_frontier *frontier, const struct field *field,
                              const double *energies, size_t stride)
{
    size_t own = field->region == SIZE_MAX ? frontier->winner : field->region;
    struct wf_pair pair = {field->level * energies[own * stride], NAN};
    if (field->region == SIZE_MAX)
        pair.b = energies[frontier->second * stride];
    for (size_t d = 0; field->region != SIZE_MAX && d < frontier->sweep->base.count; d++) {
        double other = energies[d * stride];
        if (d == own)
            continue;
        if (isnan(other))
            return (struct wf_pair){NAN, NAN};
        pair.b = fmin(pair.b, other); /* of NaN and a number: the number */
    }
    return pair;
}

static double value_of(struct wf_pair pair)
{
    return log(pair.b / pair.a);
}

static double value_at_node(const struct wf_frontier *frontier, const struct field *field,
                            size_t node)
{
    return value_of(pair_of(frontier, field, &frontier->energies[node], frontier->nodes));
}

static signed char side_of(double value)
{
    return isnan(value) ? WF_CONTOUR_UNKNOWN : value < 0 ? WF_CONTOUR_BELOW : WF_CONTOUR_ABOVE;
}

/* ---- points between the nodes ---- */

/* A root on an edge, or the value at the centre of a cell. */
struct quest {
    const struct field *field;
    size_t from, to; /* nodes; of a cell: opposite corners */
    size_t axis;     /* of an edge */
    bool cell;
};

struct seeking {
    const struct wf_frontier *frontier;
    const struct quest *quests;
    const struct quest *quest;
    struct wf_samples *samples;
    double *values, *results, *energies;
};

static struct wf_pair pair_here(struct seeking *seeking)
{
    const struct wf_frontier *frontier = seeking->frontier;
    free(wf_point_at(seeking->samples, seeking->values, seeking->results)); /* NaN: it failed */
    for (size_t d = 0; d < frontier->sweep->base.count; d++)
        seeking->energies[d] = seeking->results[d * WF_RESULT_COUNT + WF_RESULT_ENERGY];
    return pair_of(frontier, seeking->quest->field, seeking->energies, 1);
}

static struct wf_pair pair_at(void *data, double x)
{
    struct seeking *seeking = data;
    seeking->values[seeking->frontier->axes[seeking->quest->axis].factor] = x;
    return pair_here(seeking);
}

/* Where the search finds nothing, rounding has moved a node that lies on the line to its other
 * side: the point is the node. */
static double root_on_edge(struct seeking *seeking)
{
    const struct wf_frontier *frontier = seeking->frontier;
    const struct quest *quest = seeking->quest;
    const struct wf_frontier_axis *axis = &frontier->axes[quest->axis];
    const double ends[] = {place_of(frontier, quest->from, quest->axis),
                           place_of(frontier, quest->to, quest->axis)};
    const struct wf_crossing_search search = {
        .grid = ends,
        .count = 2,
        .least = ends[0],
        .most = ends[1],
        .logarithmic = axis->logarithmic,
        .whole = wf_frontier_factor(frontier, quest->axis)->shape.whole,
        .tolerance = TOLERANCE,
        .at = pair_at,
        .data = seeking};
    double found;
    if (wf_crossings_find(&search, &found, 1))
        return found;
    bool last = fabs(value_at_node(frontier, quest->field, quest->to)) <
                fabs(value_at_node(frontier, quest->field, quest->from));
    return ends[last];
}

/* Between neighbouring whole numbers there is no point: the value there is the mean of the corners.
 */
static double value_in_cell(struct seeking *seeking)
{
    const struct wf_frontier *frontier = seeking->frontier;
    const struct quest *quest = seeking->quest;
    size_t rows = rows_of(frontier);
    bool between = true;
    for (size_t i = 0; i < WF_PLANE_AXES; i++) {
        const struct wf_frontier_axis *axis = &frontier->axes[i];
        double low = place_of(frontier, quest->from, i), high = place_of(frontier, quest->to, i);
        double middle = axis->logarithmic ? sqrt(low * high) : (low + high) / 2;
        if (wf_frontier_factor(frontier, i)->shape.whole)
            middle = round(middle);
        between = between && middle > low && middle < high;
        seeking->values[axis->factor] = middle;
    }
    if (between)
        return value_of(pair_here(seeking));
    const size_t corners[] = {quest->from, quest->from + 1, quest->from + rows, quest->to};
    double sum = 0;
    for (int i = 0; i < 4; i++)
        sum += value_at_node(frontier, quest->field, corners[i]);
    return sum / 4;
}

static void seek(void *data, struct wf_samples *samples, size_t task, double *out)
{
    struct seeking seeking = *(const struct seeking *)data;
    const struct wf_swept *swept = samples->swept;
    seeking.samples = samples;
    seeking.quest = &seeking.quests[task];
    seeking.values = wf_calloc(swept->factors->count + 1, sizeof *seeking.values);
    seeking.results = wf_calloc(wf_swept_result_count(swept), sizeof *seeking.results);
    seeking.energies = wf_calloc(swept->base->count, sizeof *seeking.energies);
    values_at(seeking.frontier->sweep, row_of(seeking.frontier, seeking.quest->from),
              seeking.values);
    *out = seeking.quest->cell ? value_in_cell(&seeking) : root_on_edge(&seeking);
    free(seeking.values);
    free(seeking.results);
    free(seeking.energies);
}

static int play(struct wf_frontier *frontier, size_t jobs, const struct quest *quests, size_t count,
                double *out, struct wf_err *err)
{
    uint64_t simulations = 0;
    struct seeking seeking = {.frontier = frontier, .quests = quests};
    const struct wf_tasks tasks = {.swept = &frontier->sweep->swept,
                                   .count = count,
                                   .numbers = 1,
                                   .jobs = jobs,
                                   .perform = seek,
                                   .data = &seeking};
    int status = count ? wf_tasks_run(&tasks, out, &simulations, err) : 0;
    frontier->simulations += simulations;
    return status;
}

/* ---- the lines of a field ---- */

/* What is known of one field. */
struct tracing {
    struct field field;
    struct wf_contour_grid grid;
    signed char *sides, *centres;
    struct wf_contour_lines lines;
};

static void begin_tracing(const struct wf_frontier *frontier, struct field field,
                          struct tracing *tracing)
{
    *tracing = (struct tracing){.field = field,
                                .sides = wf_calloc(frontier->nodes + 1, 1),
                                .centres = wf_calloc(frontier->nodes + 1, 1)};
    tracing->grid = (struct wf_contour_grid){frontier->axes[0].count, frontier->axes[1].count,
                                             tracing->sides, tracing->centres};
    for (size_t node = 0; node < frontier->nodes; node++)
        tracing->sides[node] = side_of(value_at_node(frontier, &tracing->field, node));
}

static void end_tracing(struct tracing *tracing)
{
    wf_contour_release(&tracing->lines);
    free(tracing->sides);
    free(tracing->centres);
}

/* The saddle cells of all fields. */
static int decide_saddles(struct wf_frontier *frontier, size_t jobs, struct tracing *tracings,
                          size_t count, struct wf_err *err)
{
    size_t most = count * frontier->nodes, quest_count = 0, rows = rows_of(frontier);
    struct quest *quests = wf_calloc(most + 1, sizeof *quests);
    signed char **centres = wf_calloc(most + 1, sizeof *centres);
    double *values = wf_calloc(most + 1, sizeof *values);
    for (size_t i = 0; i < count; i++)
        for (size_t column = 0; column + 1 < tracings[i].grid.columns; column++)
            for (size_t row = 0; row + 1 < rows; row++) {
                size_t node = column * rows + row;
                if (!wf_contour_is_saddle(&tracings[i].grid, column, row))
                    continue;
                centres[quest_count] = &tracings[i].centres[node];
                quests[quest_count++] = (struct quest){
                    .field = &tracings[i].field, .from = node, .to = node + rows + 1, .cell = true};
            }
    int status = play(frontier, jobs, quests, quest_count, values, err);
    for (size_t i = 0; status == 0 && i < quest_count; i++)
        *centres[i] = side_of(values[i]);
    free(values);
    free(centres);
    free(quests);
    return status;
}

static size_t count_points(const struct tracing *tracings, size_t count)
{
    size_t points = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < tracings[i].lines.count; j++)
            points += tracings[i].lines.items[j].count;
    return points;
}

static struct quest quest_of(const struct tracing *tracing, size_t number)
{
    struct wf_contour_edge edge = wf_contour_edge(&tracing->grid, number);
    return (struct quest){
        .field = &tracing->field, .from = edge.from, .to = edge.to, .axis = edge.along_rows};
}

static void take_line(struct wf_frontier *frontier, const struct tracing *tracing,
                      const struct wf_contour_line *from, const double *roots)
{
    struct wf_frontier_line *line = &frontier->lines[frontier->line_count++];
    *line = (struct wf_frontier_line){.level = tracing->field.level,
                                      .region = tracing->field.region,
                                      .count = from->count,
                                      .closed = from->closed};
    line->points = wf_calloc(from->count + 1, sizeof *line->points);
    for (size_t i = 0; i < from->count; i++) {
        struct quest quest = quest_of(tracing, from->edges[i]);
        for (size_t axis = 0; axis < WF_PLANE_AXES; axis++)
            line->points[i].at[axis] =
                axis == quest.axis ? roots[i] : place_of(frontier, quest.from, axis);
    }
}

static int find_points(struct wf_frontier *frontier, size_t jobs, struct tracing *tracings,
                       size_t count, struct wf_err *err)
{
    size_t lines = 0, next = 0;
    for (size_t i = 0; i < count; i++) {
        wf_contour_trace(&tracings[i].grid, &tracings[i].lines);
        lines += tracings[i].lines.count;
    }
    size_t points = count_points(tracings, count);
    struct quest *quests = wf_calloc(points + 1, sizeof *quests);
    double *roots = wf_calloc(points + 1, sizeof *roots);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < tracings[i].lines.count; j++)
            for (size_t k = 0; k < tracings[i].lines.items[j].count; k++)
                quests[next++] = quest_of(&tracings[i], tracings[i].lines.items[j].edges[k]);
    int status = play(frontier, jobs, quests, points, roots, err);
    frontier->lines = wf_calloc(lines + 1, sizeof *frontier->lines);
    next = 0;
    for (size_t i = 0; status == 0 && i < count; i++)
        for (size_t j = 0; j < tracings[i].lines.count; j++) {
            take_line(frontier, &tracings[i], &tracings[i].lines.items[j], &roots[next]);
            next += tracings[i].lines.items[j].count;
        }
    free(roots);
    free(quests);
    return status;
}

/* ---- which lines ---- */

static void range_of(const struct wf_frontier *frontier, double *least, double *most)
{
    const struct field field = {SIZE_MAX, 1};
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t node = 0; node < frontier->nodes; node++) {
        double value = value_at_node(frontier, &field, node);
        *least = fmin(*least, isnan(value) ? *least : value);
        *most = fmax(*most, isnan(value) ? *most : value);
    }
}

static void add_levels(struct wf_frontier *frontier, const double *levels, size_t count)
{
    double least, most;
    range_of(frontier, &least, &most);
    for (size_t i = 0; i < count; i++)
        if (log(levels[i]) > least && log(levels[i]) < most)
            frontier->levels[frontier->level_count++] = levels[i];
}

static int compare_levels(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void choose_levels(struct wf_frontier *frontier)
{
    static const double one[] = {1};
    enum { FARS = sizeof FAR / sizeof *FAR, NEARS = sizeof NEAR / sizeof *NEAR };
    frontier->levels = wf_calloc(FARS + NEARS + 1, sizeof *frontier->levels);
    if (frontier->sweep->base.count > 2) { /* each region has its own line */
        frontier->levels[frontier->level_count++] = 1;
        return;
    }
    add_levels(frontier, FAR, FARS);
    if (!frontier->level_count)
        add_levels(frontier, NEAR, NEARS);
    add_levels(frontier, one, 1);
    qsort(frontier->levels, frontier->level_count, sizeof *frontier->levels, compare_levels);
}

static int trace(struct wf_frontier *frontier, size_t jobs, struct wf_err *err)
{
    size_t deployments = frontier->sweep->base.count, count = 0;
    size_t regions = deployments > 2 ? deployments : 1;
    struct tracing *tracings = wf_calloc(frontier->level_count * regions + 1, sizeof *tracings);
    for (size_t i = 0; i < frontier->level_count; i++)
        for (size_t region = 0; region < regions; region++)
            begin_tracing(frontier,
                          (struct field){regions > 1 ? region : SIZE_MAX, frontier->levels[i]},
                          &tracings[count++]);
    int status = decide_saddles(frontier, jobs, tracings, count, err);
    if (status == 0)
        status = find_points(frontier, jobs, tracings, count, err);
    for (size_t i = 0; i < count; i++)
        end_tracing(&tracings[i]);
    free(tracings);
    return status;
}

/* ---- what is believed ---- */

static double scaled(const struct wf_frontier_axis *axis, double x)
{
    return axis->logarithmic ? log(x) : x;
}

/* Does the way from @p a to @p b enter the box (Liang and Barsky 1984)? */
static bool enters(const struct wf_frontier *frontier, const struct wf_frontier_point *a,
                   const struct wf_frontier_point *b)
{
    double first = 0, last = 1;
    for (size_t i = 0; i < WF_PLANE_AXES; i++) {
        const struct wf_frontier_axis *axis = &frontier->axes[i];
        double from = scaled(axis, a->at[i]), way = scaled(axis, b->at[i]) - from;
        double low = scaled(axis, axis->low) - from, high = scaled(axis, axis->high) - from;
        if (way == 0 && (low > 0 || high < 0))
            return false;
        if (way == 0)
            continue;
        first = fmax(first, (way > 0 ? low : high) / way);
        last = fmin(last, (way > 0 ? high : low) / way);
    }
    return first <= last;
}

static void note_crossing(const struct wf_frontier *frontier, struct wf_frontier_line *line)
{
    for (size_t i = 0; i < line->count && !line->crosses; i++) {
        size_t next = i + 1 < line->count ? i + 1 : line->closed ? 0 : i;
        line->crosses = enters(frontier, &line->points[i], &line->points[next]);
    }
}

/* ---- regions ---- */

/* Who needs least at a node; SIZE_MAX: it is not known. */
static size_t least_at(const struct wf_frontier *frontier, size_t node)
{
    size_t least = 0;
    for (size_t d = 0; d < frontier->sweep->base.count; d++) {
        double own = frontier->energies[d * frontier->nodes + node];
        if (isnan(own))
            return SIZE_MAX;
        if (own < frontier->energies[least * frontier->nodes + node])
            least = d;
    }
    return least;
}

/* Steps of the grid to the nearest node that is another's, or to the frame. */
static size_t depth_of(const struct wf_frontier *frontier, const size_t *least, size_t node)
{
    size_t rows = rows_of(frontier), columns = frontier->axes[0].count;
    size_t column = node / rows, row = node % rows;
    size_t depth = column + 1 < columns - column ? column + 1 : columns - column;
    size_t high = row + 1 < rows - row ? row + 1 : rows - row;
    depth = high < depth ? high : depth;
    for (size_t other = 0; other < frontier->nodes; other++) {
        size_t c = other / rows, r = other % rows;
        size_t across = c > column ? c - column : column - c, along = r > row ? r - row : row - r;
        size_t way = across > along ? across : along;
        if (least[other] != least[node] && way < depth)
            depth = way;
    }
    return depth;
}

static bool is_believed(const struct wf_frontier *frontier, size_t node)
{
    for (size_t i = 0; i < frontier->axis_count; i++) {
        double x = place_of(frontier, node, i);
        if (x < frontier->axes[i].low || x > frontier->axes[i].high)
            return false;
    }
    return true;
}

static bool make_region(const struct wf_frontier *frontier, const size_t *least,
                        struct wf_frontier_region *region)
{
    size_t known = 0, own = 0, believed = 0, own_believed = 0, deepest = 0;
    for (size_t node = 0; node < frontier->nodes; node++) {
        bool mine = least[node] == region->deployment, inside = is_believed(frontier, node);
        known += least[node] != SIZE_MAX;
        believed += least[node] != SIZE_MAX && inside;
        own += mine;
        own_believed += mine && inside;
        size_t depth = mine ? depth_of(frontier, least, node) : 0;
        if (depth <= deepest)
            continue;
        deepest = depth;
        for (size_t i = 0; i < frontier->axis_count; i++)
            region->in.at[i] = place_of(frontier, node, i);
    }
    region->share = (double)own / (double)known;
    region->believed = believed ? (double)own_believed / (double)believed : NAN;
    return own > 0;
}

static void make_regions(struct wf_frontier *frontier)
{
    size_t deployments = frontier->sweep->base.count;
    size_t *least = wf_calloc(frontier->nodes + 1, sizeof *least);
    frontier->regions = wf_calloc(deployments + 1, sizeof *frontier->regions);
    for (size_t node = 0; node < frontier->nodes; node++)
        least[node] = least_at(frontier, node);
    for (size_t d = 0; d < deployments; d++) {
        struct wf_frontier_region *region = &frontier->regions[frontier->region_count];
        *region = (struct wf_frontier_region){.deployment = d};
        frontier->region_count += make_region(frontier, least, region);
    }
    free(least);
}

/* ---- all ---- */

int wf_frontier_make(const struct wf_frontier_request *request, struct wf_frontier *frontier,
                     struct wf_err *err)
{
    *frontier = (struct wf_frontier){.sweep = request->sweep,
                                     .winner = request->winner,
                                     .second = request->second,
                                     .axis_count = request->plane->count};
    if (read_grid(request, frontier, err) < 0)
        return -1;
    make_regions(frontier);
    if (frontier->axis_count < 2)
        return 0;
    choose_levels(frontier);
    if (trace(frontier, request->jobs, err) < 0)
        return -1;
    for (size_t i = 0; i < frontier->line_count; i++)
        note_crossing(frontier, &frontier->lines[i]);
    return 0;
}

const struct wf_factor *wf_frontier_factor(const struct wf_frontier *frontier, size_t axis)
{
    return &frontier->sweep->file->factors.items[frontier->axes[axis].factor];
}

void wf_frontier_release(struct wf_frontier *frontier)
{
    for (size_t i = 0; i < WF_PLANE_AXES; i++) {
        free(frontier->axes[i].at);
        free(frontier->axes[i].steps);
    }
    for (size_t i = 0; i < frontier->line_count; i++)
        free(frontier->lines[i].points);
    free(frontier->lines);
    free(frontier->regions);
    free(frontier->energies);
    free(frontier->levels);
    *frontier = (struct wf_frontier){0};
}
