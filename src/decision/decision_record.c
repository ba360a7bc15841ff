#include "decision/frontier_report.h"
#include "decision/report.h"
#include "output/csv.h"
#include "output/json.h"
#include "prop/provenance.h"
#include "sweep/estimate_record.h"
#include <math.h>
#include <stdlib.h>

static const char *word_of(const struct wf_decision_page *page)
{
    return page->decision ? wf_verdict_words[page->decision->verdict] : "unequal";
}

static struct json_object *ratio_json(const struct wf_standing *standing)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "median", wf_json_number(standing ? standing->median : NAN));
    wf_json_add(object, "low", wf_json_number(standing ? standing->low : NAN));
    wf_json_add(object, "high", wf_json_number(standing ? standing->high : NAN));
    return object;
}

/* ---- factors ---- */

static struct json_object *value_json(const struct wf_factor *factor, double value)
{
    if (isnan(value))
        return NULL;
    if (wf_factor_is_number(factor) && !factor->texts)
        return wf_json_number(wf_break_even_number(factor, value));
    char *text = wf_factor_text(factor, value);
    struct json_object *object = wf_json_string(text);
    free(text);
    return object;
}

static struct json_object *factor_json(const struct wf_decision *decision,
                                       const struct wf_influence *influence)
{
    const struct wf_factor *factor = &decision->sweep->file->factors.items[influence->factor];
    struct json_object *object = wf_json_object(), *crossings = wf_json_array();
    double low_u, high_u;
    wf_shape_ends(&factor->shape, &low_u, &high_u);
    wf_json_add(object, "key", wf_json_string(factor->key));
    wf_json_add(object, "low", value_json(factor, wf_shape_quantile(&factor->shape, low_u)));
    wf_json_add(object, "high", value_json(factor, wf_shape_quantile(&factor->shape, high_u)));
    wf_json_add(object, "times", wf_json_flag(factor->times));
    wf_json_add(object, "unit",
                wf_json_string(factor->times ? "" : wf_dimension_unit(factor->dimension)));
    wf_json_add(object, "provenance", wf_json_string(wf_provenance_name(factor->word)));
    wf_json_add(object, "source", wf_json_string(factor->source));
    wf_json_add(object, "group", wf_json_count(factor->group));
    wf_json_add(object, "rest", wf_json_flag(influence->rest));
    wf_json_add(object, "share", wf_json_number(influence->first.value));
    wf_json_add(object, "total", wf_json_number(influence->total.value));
    wf_json_add(object, "share_interval", wf_estimate_record(influence->first));
    wf_json_add(object, "total_interval", wf_estimate_record(influence->total));
    wf_json_add(object, "break_even", value_json(factor, influence->break_even));
    for (size_t i = 0; i < influence->crossing_count && i < WF_CROSSINGS_MAX; i++)
        wf_json_append(crossings, value_json(factor, influence->crossings[i]));
    wf_json_add(object, "break_evens", crossings);
    wf_json_add(object, "break_even_low", value_json(factor, influence->low));
    wf_json_add(object, "break_even_high", value_json(factor, influence->high));
    wf_json_add(object, "inside", wf_json_flag(influence->inside));
    return object;
}

static struct json_object *factors_json(const struct wf_decision *decision)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; decision && i < decision->influences.count; i++)
        wf_json_append(all, factor_json(decision, &decision->influences.items[i]));
    return all;
}

/* ---- rule, table, flips ---- */

static struct json_object *spread_json(double median, double low, double high)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "median", wf_json_number(median));
    wf_json_add(object, "low", wf_json_number(low));
    wf_json_add(object, "high", wf_json_number(high));
    return object;
}

static struct json_object *rule_json(const struct wf_decision_page *page)
{
    const struct wf_contrast *contrast = page->contrast;
    if (!contrast || isnan(contrast->limit))
        return NULL;
    struct json_object *object = wf_json_object();
    wf_json_add(object, "winner", wf_json_string(wf_decision_winner(page->decision)));
    wf_json_add(object, "loser", wf_json_string(wf_decision_second(page->decision)));
    wf_json_add(object, "text",
                wf_json_string("the loser uses less energy while passes_ratio x "
                               "sample_energy_ratio < limit"));
    wf_json_add(object, "passes_ratio",
                spread_json(contrast->passes, contrast->passes_low, contrast->passes_high));
    wf_json_add(object, "sample_energy_ratio",
                spread_json(contrast->joules, contrast->joules_low, contrast->joules_high));
    wf_json_add(object, "limit",
                spread_json(contrast->limit, contrast->limit_low, contrast->limit_high));
    return object;
}

/* Nodes in the order of their numbers: node 0 is the root. */
static struct json_object *tree_json(const struct wf_decision_page *page)
{
    const struct wf_division *division = page->division;
    struct json_object *all = wf_json_array();
    for (size_t i = 0; division && i < division->tree.count; i++) {
        const struct wf_tree_node *node = &division->tree.nodes[i];
        struct json_object *object = wf_json_object();
        bool composed = node->column >= division->factors;
        const struct wf_factor *factor =
            composed ? NULL : &page->decision->sweep->file->factors.items[node->column];
        int says = wf_division_says(node);
        if (node->below) {
            wf_json_add(object, "split",
                        wf_json_string(composed
                                           ? wf_composed_names[node->column - division->factors]
                                           : factor->key));
            wf_json_add(object, "limit",
                        composed ? wf_json_number(node->limit) : value_json(factor, node->limit));
            wf_json_add(object, "below", wf_json_count(node->below));
            wf_json_add(object, "above", wf_json_count(node->above));
        } else
            wf_json_add(object, "least",
                        wf_json_string(says > 0   ? wf_decision_winner(page->decision)
                                       : says < 0 ? wf_decision_second(page->decision)
                                                  : "??"));
        wf_json_add(object, "rows", wf_json_count(node->rows));
        wf_json_add(object, "tested", wf_json_count(node->tested));
        wf_json_add(object, "winner_share",
                    wf_json_number(node->tested ? (double)node->held / (double)node->tested : NAN));
        wf_json_append(all, object);
    }
    return all;
}

static struct json_object *table_json(const struct wf_decision_page *page)
{
    const struct wf_contrast *contrast = page->contrast;
    struct json_object *all = wf_json_array();
    for (size_t i = 0; contrast && i < contrast->count; i++) {
        const struct wf_contrast_row *row = &contrast->rows[i];
        struct json_object *object = wf_json_object(), *values = wf_json_object();
        for (int side = 0; side < 2; side++)
            wf_json_add(values, page->study->labels.items[contrast->deployments[side]],
                        wf_json_number(row->medians[side]));
        wf_json_add(object, "quantity", wf_json_string(row->name));
        wf_json_add(object, "unit", wf_json_string(wf_dimension_unit(row->dimension)));
        wf_json_add(object, "medians", values);
        wf_json_add(object, "ratio", spread_json(row->median, row->low, row->high));
        wf_json_add(object, "mark", wf_json_string(wf_marks[row->mark]));
        wf_json_append(all, object);
    }
    return all;
}

static struct json_object *flips_json(const struct wf_decision *decision)
{
    static const char *const idle[WF_IDLE_CHOICES] = {"stated", "none", "all"};
    struct json_object *all = wf_json_array();
    for (size_t i = 0; decision && i < decision->flip_count; i++) {
        const struct wf_flip *flip = &decision->flips[i];
        struct json_object *object = wf_json_object();
        char **labels = decision->sweep->base.labels.items;
        wf_json_add(object, "quantity", wf_json_string(wf_quantity_names[flip->quantity]));
        wf_json_add(object, "network", wf_json_string(wf_network_views[flip->choice.network]));
        wf_json_add(object, "idle", wf_json_string(idle[flip->choice.idle]));
        wf_json_add(object, "whole_hosts", wf_json_flag(flip->choice.whole));
        wf_json_add(object, "known", wf_json_flag(flip->winner.known));
        wf_json_add(object, "least",
                    wf_json_string(flip->winner.known ? labels[flip->own.least] : NULL));
        wf_json_add(object, "ratio", ratio_json(flip->winner.known ? &flip->winner : NULL));
        wf_json_add(object, "probability",
                    wf_json_number(flip->winner.known ? flip->winner.share.value : NAN));
        wf_json_add(object, "counts", wf_json_flag(flip->counts));
        wf_json_add(object, "turns", wf_json_flag(flip->turns && flip->counts));
        wf_json_append(all, object);
    }
    return all;
}

static struct json_object *unequal_json(const struct wf_decision_page *page)
{
    struct json_object *all = wf_json_array();
    for (size_t i = 0; page->terms && i < page->terms->count; i++) {
        const struct wf_equal_term *term = &page->terms->items[i];
        if (term->equal || term->is_choice)
            continue;
        struct json_object *object = wf_json_object();
        wf_json_add(object, "term", wf_json_string(term->name));
        wf_json_add(object, "why", wf_json_string(term->why));
        wf_json_append(all, object);
    }
    return all;
}

/* ---- the page ---- */

bool wf_decision_page_is_partial(const struct wf_decision_page *page)
{
    return (page->decision && page->decision->partial) ||
           (page->frontier && page->frontier->sweep->unplayed);
}

static void add_standing(struct json_object *object, const struct wf_decision *decision)
{
    const struct wf_standing *stated = decision ? &decision->stated : NULL;
    const struct wf_standing *doubled =
        decision && decision->doubled.known ? &decision->doubled : NULL;
    wf_json_add(object, "winner", wf_json_string(decision ? wf_decision_winner(decision) : NULL));
    wf_json_add(object, "second", wf_json_string(decision ? wf_decision_second(decision) : NULL));
    wf_json_add(object, "draws", wf_json_count(stated ? stated->draws : 0));
    wf_json_add(object, "failed_draws", wf_json_count(decision ? decision->failed : 0));
    wf_json_add(object, "unplayed_draws", wf_json_count(decision ? decision->unplayed : 0));
    wf_json_add(object, "probability", wf_json_number(stated ? stated->share.value : NAN));
    wf_json_add(object, "probability_low", wf_json_number(stated ? stated->share.low : NAN));
    wf_json_add(object, "ratio", ratio_json(stated));
    wf_json_add(object, "doubled_probability",
                wf_json_number(doubled ? doubled->share.value : NAN));
    wf_json_add(object, "doubled_ratio", ratio_json(doubled));
    wf_json_add(object, "centre_ratio",
                wf_json_number(decision ? decision->influences.centre_ratio : NAN));
    wf_json_add(object, "corner_ratio",
                wf_json_number(decision ? decision->influences.corner_ratio : NAN));
}

void wf_decision_json(const struct wf_decision_page *page, struct wf_buffer *out)
{
    struct json_object *object = wf_json_object(), *deployments = wf_json_array();
    for (size_t i = 0; i < page->study->count; i++) {
        struct json_object *deployment = wf_json_object();
        wf_json_add(deployment, "label", wf_json_string(page->study->labels.items[i]));
        wf_json_add(deployment, "deployment",
                    wf_json_string(page->study->scenarios[i].deployment.path));
        wf_json_add(deployment, "paradigm",
                    wf_json_string(page->study->scenarios[i].paradigm->name));
        wf_json_append(deployments, deployment);
    }
    wf_json_add(object, "schema", wf_json_string("wattfleet.decide/1"));
    wf_json_add(object, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(object, "partial", wf_json_flag(wf_decision_page_is_partial(page)));
    wf_json_add(object, "deployments", deployments);
    wf_json_add(object, "verdict", wf_json_string(word_of(page)));
    add_standing(object, page->decision);
    wf_json_add(object, "factors", factors_json(page->decision));
    wf_json_add(object, "rule", rule_json(page));
    wf_json_add(object, "tree", tree_json(page));
    wf_json_add(object, "frontier", wf_frontier_json(page->frontier));
    wf_json_add(object, "table", table_json(page));
    wf_json_add(object, "flips", flips_json(page->decision));
    wf_json_add(object, "unequal", unequal_json(page));
    wf_json_text(object, out);
    json_object_put(object);
}

/* ---- CSV ---- */

static void csv_value(const struct wf_factor *factor, double value, struct wf_buffer *out)
{
    char *text = NULL;
    if (factor->texts && !isnan(value))
        text = wf_factor_text(factor, value);
    if (factor->texts)
        wf_csv_text(out, text);
    else
        wf_csv_number(out, wf_break_even_number(factor, value));
    free(text);
}

static void csv_factor(const struct wf_decision *decision, const struct wf_influence *influence,
                       struct wf_buffer *out)
{
    const struct wf_factor *factor = &decision->sweep->file->factors.items[influence->factor];
    double low_u, high_u;
    wf_shape_ends(&factor->shape, &low_u, &high_u);
    wf_csv_text(out, factor->key);
    csv_value(factor, wf_shape_quantile(&factor->shape, low_u), out);
    csv_value(factor, wf_shape_quantile(&factor->shape, high_u), out);
    wf_csv_text(out, factor->times ? "" : wf_dimension_unit(factor->dimension));
    wf_csv_text(out, wf_provenance_name(factor->word));
    wf_csv_number(out, influence->first.value);
    wf_csv_number(out, influence->total.value);
    csv_value(factor, influence->break_even, out);
    csv_value(factor, influence->low, out);
    csv_value(factor, influence->high, out);
    wf_csv_count(out, influence->inside);
    wf_csv_end(out);
}

void wf_decision_csv(const struct wf_decision_page *page, struct wf_buffer *out)
{
    static const char *const heads[] = {
        "key",   "low",   "high",       "unit",           "provenance",
        "share", "total", "break_even", "break_even_low", "break_even_high",
        "inside"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        wf_csv_text(out, heads[i]);
    wf_csv_end(out);
    for (size_t i = 0; page->decision && i < page->decision->influences.count; i++)
        csv_factor(page->decision, &page->decision->influences.items[i], out);
}
