#include "decision/choices.h"
#include "decision/frontier_report.h"
#include "decision/report.h"
#include "output/amount.h"
#include "output/grid.h"
#include "prop/provenance.h"
#include "scenario/paradigm.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL = 64, PAIR = 2 * CELL + 8 };

/* ---- cells ---- */

/* "1.24", three digits; large ones whole. */
static const char *times(double value, char *text)
{
    if (isnan(value))
        return "-";
    snprintf(text, CELL, value >= 1000 ? "%.0f" : "%.3g", value);
    return text;
}

static const struct wf_factor *factor_of(const struct wf_decision *decision,
                                         const struct wf_influence *influence)
{
    return &decision->sweep->file->factors.items[influence->factor];
}

static const char *range(const struct wf_factor *factor, double low, double high, char *text)
{
    if (isnan(low))
        return "";
    char *first = wf_break_even_text(factor, low), *last = wf_break_even_text(factor, high);
    snprintf(text, PAIR, "%s .. %s", first, last);
    free(first);
    free(last);
    return text;
}

static const char *believed(const struct wf_factor *factor, char *text)
{
    double low_u, high_u;
    wf_shape_ends(&factor->shape, &low_u, &high_u);
    return range(factor, wf_shape_quantile(&factor->shape, low_u),
                 wf_shape_quantile(&factor->shape, high_u), text);
}

static const char *share(double value, char *text)
{
    if (isnan(value))
        return "-";
    if (value < 0.005)
        return "< 0.01";
    snprintf(text, CELL, "%.2f", value);
    return text;
}

static void add_wrapped(struct wf_buffer *lines, size_t width, struct wf_buffer *out)
{
    wf_grid_wrap(lines->text ? lines->text : "", width, out);
    wf_buffer_release(lines);
}

/* ---- the verdict ---- */

static void put_percent(const struct wf_standing *standing, struct wf_buffer *out)
{
    if (standing->hits == standing->draws)
        wf_buffer_printf(out, "in all of %llu draws", (unsigned long long)standing->draws);
    else
        wf_buffer_printf(out, "in %.3g %% of %llu draws", 100 * standing->share.value,
                         (unsigned long long)standing->draws);
    wf_buffer_printf(out, " (%.3g %% at least)", floor(1000 * standing->share.low) / 10);
}

/* Choices under which a verdict must hold, and those under which it does not. */
static size_t count_flips(const struct wf_decision *decision, bool turning)
{
    size_t count = 0;
    for (size_t i = 0; i < decision->flip_count; i++)
        count += decision->flips[i].counts && decision->flips[i].winner.known &&
                 (!turning || decision->flips[i].turns);
    return count;
}

/* Of joules alone: what could not be priced. */
static size_t count_unknown(const struct wf_decision *decision)
{
    size_t count = 0;
    for (size_t i = 0; i < decision->flip_count; i++)
        count +=
            decision->flips[i].quantity == WF_QUANTITY_ENERGY && !decision->flips[i].winner.known;
    return count;
}

static void put_holds(const struct wf_decision *decision, struct wf_buffer *out)
{
    bool wide = decision->doubled.known && wf_standing_is_sure(&decision->doubled);
    size_t all = count_flips(decision, false), turning = count_flips(decision, true);
    if (wide)
        wf_buffer_printf(out, ", also with all that is assumed twice as uncertain");
    if (all && !turning)
        wf_buffer_printf(out, "%s in each of %zu other ways to account for it",
                         wide ? ", and" : ", also", all);
    wf_buffer_printf(out, ".\n");
    if (decision->doubled.known && !wide) {
        wf_buffer_printf(out, "But with all that is assumed twice as uncertain only ");
        put_percent(&decision->doubled, out);
        wf_buffer_printf(out, ".\n");
    }
    if (turning)
        wf_buffer_printf(out, "But not in %zu of %zu other ways to account for it (below).\n",
                         turning, all);
    if (count_unknown(decision))
        wf_buffer_printf(out,
                         "But %zu other ways to account for it could not be priced, and were not "
                         "looked at.\n",
                         count_unknown(decision));
}

/* What to measure first. */
static void put_first(const struct wf_decision *decision, struct wf_buffer *out)
{
    const struct wf_influence *first = &decision->influences.items[0];
    char text[CELL];
    if (decision->verdict != WF_UNDECIDED)
        return;
    if (decision->stated.share.value >= 0.95) {
        wf_buffer_printf(out, "These draws are too few to be sure of 95 %%: give more --points.\n");
        return;
    }
    if (isnan(first->total.value))
        return;
    wf_buffer_printf(out, "Measure %s first: %s of the variance comes with it.\n",
                     factor_of(decision, first)->key, share(first->total.value, text));
}

static void put_ratio(const struct wf_decision *decision, struct wf_buffer *out)
{
    const struct wf_standing *stated = &decision->stated;
    char median[CELL], low[CELL], high[CELL], corner[CELL];
    wf_buffer_printf(out, "Energy of %s / %s: %s (median), %s to %s in 90 %% of the draws",
                     wf_decision_second(decision), wf_decision_winner(decision),
                     times(stated->median, median), times(stated->low, low),
                     times(stated->high, high));
    if (!isnan(decision->influences.corner_ratio))
        wf_buffer_printf(out, "; with all that is assumed at its worst end %s%s",
                         times(decision->influences.corner_ratio, corner),
                         decision->influences.corner_ratio < 1 ? ", which turns it" : "");
    wf_buffer_printf(out, ".\n");
}

/* Said first: what follows is of a part. */
static void write_early_end(const struct wf_decision_page *page, struct wf_buffer *out)
{
    const struct wf_decision *decision = page->decision;
    uint64_t played = decision->stated.draws + decision->failed;
    if (!wf_decision_page_is_partial(page))
        return;
    if (decision->unplayed)
        wf_buffer_printf(out, "partial: ended by --max-time after %llu of %llu draws\n",
                         (unsigned long long)played,
                         (unsigned long long)(played + decision->unplayed));
    else if (decision->partial)
        wf_buffer_printf(out, "partial: ended by --max-time before all was drawn twice as wide, "
                              "or for shares\n");
    else
        wf_buffer_printf(out, "partial: ended by --max-time within the plane of the frontier\n");
}

static void write_verdict(const struct wf_decision *decision, size_t width, struct wf_buffer *out)
{
    struct wf_buffer lines = {0};
    bool often = decision->stated.share.value >= 0.5;
    const char *much = decision->sweep->base.count > 2 ? "least" : "less";
    wf_buffer_printf(&lines, "%s: %s ", wf_verdict_words[decision->verdict],
                     wf_decision_winner(decision));
    wf_buffer_printf(
        &lines, often ? "uses %s energy, " : "has the lowest median, but uses %s energy ", much);
    put_percent(&decision->stated, &lines);
    if (decision->verdict == WF_UNDECIDED)
        wf_buffer_printf(&lines, ".\n");
    else
        put_holds(decision, &lines);
    put_first(decision, &lines);
    put_ratio(decision, &lines);
    if (decision->failed)
        wf_buffer_printf(&lines, "%llu draw%s failed, and %s left out.\n",
                         (unsigned long long)decision->failed, wf_plural(decision->failed),
                         decision->failed == 1 ? "is" : "are");
    add_wrapped(&lines, width, out);
}

static void write_legend(const struct wf_study *study, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_LEFT, WF_ALIGN_LEFT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 3);
    for (size_t i = 0; i < study->count; i++) {
        char *path = wf_text_tidy_path(study->scenarios[i].deployment.path);
        wf_grid_row(&grid, study->labels.items[i], path, study->scenarios[i].paradigm->name);
        free(path);
    }
    wf_buffer_printf(out, "\n");
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

/* ---- what decides ---- */

/* "45 % (outside)" */
static const char *break_even(const struct wf_factor *factor, const struct wf_influence *influence,
                              char *text)
{
    if (isnan(influence->break_even))
        return "none";
    char *value = wf_break_even_text(factor, influence->break_even);
    snprintf(text, PAIR, "%s%s", value, influence->inside ? ", inside" : "");
    free(value);
    return text;
}

static const double SMALL_SHARE = 0.005;

static bool is_shown(const struct wf_influence *influence)
{
    return !influence->rest && (influence->total.value >= SMALL_SHARE || influence->inside);
}

static void influence_row(const struct wf_decision *decision, const struct wf_influence *influence,
                          struct wf_grid *grid)
{
    char ends[PAIR], first[CELL], total[CELL], even[PAIR], draws[PAIR];
    const struct wf_factor *factor = factor_of(decision, influence);
    char *key = wf_factor_short_key(factor->key), *name;
    name = influence->members > 1 ? wf_format("%s (with %zu other%s)", key, influence->members - 1,
                                              wf_plural(influence->members - 1))
                                  : wf_strdup(key);
    free(key);
    wf_grid_row(grid, name, believed(factor, ends), wf_provenance_name(factor->word),
                share(influence->first.value, first), share(influence->total.value, total),
                break_even(factor, influence, even),
                range(factor, influence->low, influence->high, draws));
    free(name);
}

static void put_rest(const struct wf_decision *decision, size_t hidden, struct wf_buffer *out)
{
    const struct wf_influence *rest = NULL;
    char text[CELL];
    for (size_t i = 0; i < decision->influences.count; i++)
        if (decision->influences.items[i].rest)
            rest = &decision->influences.items[i];
    if (!hidden)
        return;
    wf_buffer_printf(out, "%zu other%s: ", hidden, wf_plural(hidden));
    if (rest && rest->total.value >= SMALL_SHARE)
        wf_buffer_printf(out, "%s of the variance together\n", share(rest->total.value, text));
    else
        wf_buffer_printf(out, "less than 0.01 of the variance%s\n",
                         rest || hidden == 1 ? "" : " each");
}

static void write_influences(const struct wf_decision *decision, size_t width,
                             struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_LEFT,  WF_ALIGN_LEFT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_LEFT};
    size_t hidden = 0;
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 7);
    wf_buffer_printf(
        out, "\nWhat decides: share of the variance (alone, and with others), and the value at "
             "which\nboth need the same energy\n");
    wf_grid_row(&grid, "", "believed", "", "alone", "in all", "break-even", "in 90 % of draws");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < decision->influences.count; i++) {
        const struct wf_influence *influence = &decision->influences.items[i];
        if (is_shown(influence))
            influence_row(decision, influence, &grid);
        else
            hidden++;
    }
    wf_grid_render(&grid, width, out);
    put_rest(decision, hidden, out);
    wf_grid_release(&grid);
}

/* ---- the rule ---- */

static void write_rule(const struct wf_decision_page *page, size_t width, struct wf_buffer *out)
{
    const struct wf_contrast *contrast = page->contrast;
    const char *winner = wf_decision_winner(page->decision);
    const char *loser = wf_decision_second(page->decision);
    struct wf_buffer lines = {0};
    char a[CELL], b[CELL], c[CELL], d[CELL], e[CELL], f[CELL];
    wf_buffer_printf(out, "\nThe rule\n");
    if (isnan(contrast->limit)) {
        wf_buffer_printf(out, "  none: one of the two computes nothing\n");
        return;
    }
    wf_buffer_printf(&lines,
                     "%s uses less than %s while passes ratio x relative energy a sample < %s (%s "
                     "to %s in 90 %% of the draws); here it is %s x %s = %s.\n",
                     loser, winner, times(contrast->limit, a), times(contrast->limit_low, b),
                     times(contrast->limit_high, c), times(contrast->passes, d),
                     times(contrast->joules, e), times(contrast->passes * contrast->joules, f));
    wf_buffer_printf(
        &lines,
        "The limit: for each joule of computing %s needs %s J in all, %s %s J. Both ratios are of "
        "%s to %s; energy a sample is that of computing, at the wall, with PUE.\n",
        winner, times(contrast->beside[0], a), loser, times(contrast->beside[1], b), loser, winner);
    add_wrapped(&lines, width, out);
}

/* ---- the tree ---- */

static void put_leaf(const struct wf_decision_page *page, const struct wf_tree_node *node,
                     struct wf_buffer *out)
{
    int says = wf_division_says(node);
    double held = node->tested ? (double)node->held / (double)node->tested : 0;
    wf_buffer_printf(out, "%s",
                     says > 0   ? wf_decision_winner(page->decision)
                     : says < 0 ? wf_decision_second(page->decision)
                                : "??");
    if (node->tested)
        wf_buffer_printf(out, " (%.3g %% of %zu)", 100 * (says < 0 ? 1 - held : held),
                         node->tested);
    else
        wf_buffer_printf(out, " (too few draws to test it on)");
}

static char *split_text(const struct wf_decision_page *page, const struct wf_tree_node *node)
{
    size_t factors = page->division->factors;
    char text[CELL];
    if (node->column >= factors)
        return wf_format("%s < %s", wf_composed_names[node->column - factors],
                         times(node->limit, text));
    const struct wf_factor *factor = &page->decision->sweep->file->factors.items[node->column];
    char *limit = wf_break_even_text(factor, node->limit);
    char *split = wf_format("%s < %s", factor->key, limit);
    free(limit);
    return split;
}

static void put_node(const struct wf_decision_page *page, size_t number, int depth,
                     struct wf_buffer *out)
{
    const struct wf_tree_node *node = &page->division->tree.nodes[number];
    if (!node->below) {
        put_leaf(page, node, out);
        wf_buffer_printf(out, "\n");
        return;
    }
    char *split = split_text(page, node);
    wf_buffer_printf(out, "%s\n", split);
    wf_buffer_printf(out, "%*syes: ", 2 * depth + 2, "");
    put_node(page, node->below, depth + 1, out);
    wf_buffer_printf(out, "%*sno:  ", 2 * depth + 2, "");
    put_node(page, node->above, depth + 1, out);
    free(split);
}

static void write_tree(const struct wf_decision_page *page, struct wf_buffer *out)
{
    wf_buffer_printf(out,
                     "\nWho uses less, and where (share of the draws that it was tested on)\n");
    put_node(page, 0, 0, out);
}

/* ---- side by side ---- */

static const char *value_text(const struct wf_contrast_row *row, int side, char *text)
{
    double value = row->medians[side];
    if (isnan(value))
        return "unknown";
    if (row->dimension == WF_DIM_NUMBER)
        return times(value, text);
    wf_quantity_text(value, row->dimension, text, CELL);
    return text;
}

static const char *ratio_text(const struct wf_contrast_row *row, char *text)
{
    char median[CELL], low[CELL], high[CELL];
    if (isnan(row->median))
        return "-";
    if (row->mark == WF_MARK_SAME)
        return "1";
    snprintf(text, PAIR + CELL, "%s [%s, %s]", times(row->median, median), times(row->low, low),
             times(row->high, high));
    return text;
}

static void write_contrast(const struct wf_decision_page *page, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_LEFT};
    const struct wf_contrast *contrast = page->contrast;
    char **labels = page->study->labels.items;
    const char *first = labels[contrast->deployments[0]],
               *second = labels[contrast->deployments[1]];
    char *ratio = wf_format("%s / %s [90 %%]", second, first), *mark = wf_format("%s is", second);
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 5);
    wf_buffer_printf(out,
                     "\nSide by side: medians of the draws (??: the 90 %% interval holds 1)\n");
    wf_grid_row(&grid, "", first, second, ratio, mark);
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < contrast->count; i++) {
        const struct wf_contrast_row *row = &contrast->rows[i];
        char one[CELL], other[CELL], text[PAIR + CELL];
        wf_grid_row(&grid, row->name, value_text(row, 0, one), value_text(row, 1, other),
                    ratio_text(row, text),
                    isnan(row->medians[0]) || isnan(row->medians[1]) ? "" : wf_marks[row->mark]);
    }
    wf_grid_row(&grid, "raw data leaves its device", contrast->raw_leaves[0] ? "yes" : "no",
                contrast->raw_leaves[1] ? "yes" : "no", "", "");
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
    free(ratio);
    free(mark);
}

/* ---- what would flip it ---- */

/* "networks by allocation", "idle power: all" */
static char *flip_name(const struct wf_flip *flip, uint32_t network)
{
    static const char *const idle[WF_IDLE_CHOICES] = {"", "no idle power billed",
                                                      "all idle power billed"};
    struct wf_buffer name = {0};
    const struct wf_choice *choice = &flip->choice;
    if (flip->quantity != WF_QUANTITY_ENERGY)
        wf_buffer_printf(&name, "%s", wf_quantity_names[flip->quantity]);
    if (choice->network != network)
        wf_buffer_printf(&name, "%snetworks by %s", name.length ? ", " : "",
                         wf_network_views[choice->network]);
    if (choice->idle)
        wf_buffer_printf(&name, "%s%s", name.length ? ", " : "", idle[choice->idle]);
    if (choice->whole)
        wf_buffer_printf(&name, "%swhole hosts billed", name.length ? ", " : "");
    return name.text;
}

static void flip_row(const struct wf_decision *decision, const struct wf_flip *flip,
                     struct wf_grid *grid)
{
    char low[CELL], median[CELL], high[CELL], ratio[PAIR + CELL] = "unknown";
    char **labels = decision->sweep->base.labels.items;
    char *name = flip_name(flip, decision->sweep->request.options.network);
    if (flip->winner.known && isnan(flip->winner.median))
        snprintf(ratio, sizeof ratio, "-");
    else if (flip->winner.known)
        snprintf(ratio, sizeof ratio, "%s [%s, %s]", times(flip->winner.median, median),
                 times(flip->winner.low, low), times(flip->winner.high, high));
    wf_grid_row(grid, name, ratio, flip->winner.known ? labels[flip->own.least] : "",
                !flip->winner.known                         ? ""
                : flip->own.least != decision->stated.least ? "turns it"
                : flip->turns                               ? "not sure"
                                                            : "");
    free(name);
}

/* One thing chosen otherwise; of what is sure as stated, also what turns it. */
static bool is_flip_shown(const struct wf_decision *decision, const struct wf_flip *flip)
{
    size_t changes = wf_choice_changes(&flip->choice, decision->sweep->request.options.network) +
                     (size_t)(flip->quantity != WF_QUANTITY_ENERGY);
    return flip->differs && (changes == 1 || (flip->turns && flip->winner.known &&
                                              decision->verdict != WF_UNDECIDED));
}

static void write_flips(const struct wf_decision *decision, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_LEFT,
                                           WF_ALIGN_LEFT};
    size_t all = count_flips(decision, false), turning = count_flips(decision, true);
    char *ratio =
        wf_format("%s / %s [90 %%]", wf_decision_second(decision), wf_decision_winner(decision));
    struct wf_grid grid;
    struct wf_buffer lines = {0};
    wf_grid_init(&grid, aligns, 4);
    wf_buffer_printf(out, "\nWhat would flip it: the same draws, accounted otherwise\n");
    wf_grid_row(&grid, "", ratio, "least", "");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < decision->flip_count; i++)
        if (is_flip_shown(decision, &decision->flips[i]))
            flip_row(decision, &decision->flips[i], &grid);
    wf_grid_render(&grid, width, out);
    if (all && !turning)
        wf_buffer_printf(&lines, "None of the %zu combinations turns it or leaves it open.\n", all);
    else if (all)
        wf_buffer_printf(&lines, "Of the %zu combinations %zu turn%s it or leave%s it open.\n", all,
                         turning, turning == 1 ? "s" : "", turning == 1 ? "s" : "");
    size_t inside = 0;
    for (size_t i = 0; i < decision->influences.count; i++) {
        const struct wf_influence *influence = &decision->influences.items[i];
        if (!influence->inside)
            continue;
        wf_buffer_printf(&lines, "%s%s", inside++ ? ", " : "Within what is believed of it turns: ",
                         factor_of(decision, influence)->key);
    }
    wf_buffer_printf(&lines,
                     inside ? ".\n" : "No single factor turns it within what is believed of it.\n");
    add_wrapped(&lines, width, out);
    wf_grid_release(&grid);
    free(ratio);
}

/* ---- unequal ---- */

static void write_unequal(const struct wf_decision_page *page, size_t width, struct wf_buffer *out)
{
    struct wf_buffer lines = {0};
    wf_buffer_printf(&lines, "unequal: these do not do the same work, so none is called better, "
                             "and nothing is drawn.\n");
    for (size_t i = 0; i < page->terms->count; i++) {
        const struct wf_equal_term *term = &page->terms->items[i];
        if (!term->equal && !term->is_choice)
            wf_buffer_printf(&lines, "  %s: %s\n", term->name, term->why);
    }
    add_wrapped(&lines, width, out);
    write_legend(page->study, width, out);
}

/* ---- the page ---- */

void wf_decision_text(const struct wf_decision_page *page, size_t width, struct wf_buffer *out)
{
    if (!page->decision) {
        write_unequal(page, width, out);
        return;
    }
    write_early_end(page, out);
    write_verdict(page->decision, width, out);
    write_legend(page->study, width, out);
    write_influences(page->decision, width, out);
    write_rule(page, width, out);
    write_tree(page, out);
    if (page->decision->influences.count == 1)
        wf_break_even_write(page->decision, width, out);
    if (page->frontier && page->frontier->axis_count > 1)
        wf_frontier_text(page->frontier, width, out);
    write_contrast(page, width, out);
    write_flips(page->decision, width, out);
}
