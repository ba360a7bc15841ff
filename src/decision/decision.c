#include "decision/decision.h"

#include "decision/choices.h"
#include <math.h>
#include <stdlib.h>

const char *const wf_verdict_words[WF_VERDICTS] = {"decided", "likely", "undecided"};

static int fail(const struct wf_sweep *sweep, struct wf_err *err)
{
    if (sweep->unplayed)
        return wf_err_set(err, WF_EFAIL,
                          "--max-time: the time was up before a draw was played: nothing can be "
                          "said");
    return wf_err_set(err, WF_ESIM,
                      "no draw succeeded: nothing can be said (the column 'reason' of a --store "
                      "says why points fail)");
}

static uint64_t count_unplayed(const struct wf_sweep *sweep)
{
    uint64_t count, unplayed = 0, *points = wf_draws_points(&sweep->design, &count);
    for (uint64_t i = 0; sweep->unplayed && i < count; i++)
        unplayed += !wf_store_has(sweep->store, points[i]);
    free(points);
    return unplayed;
}

static int stand(const struct wf_sweep *sweep, const struct wf_standing *of,
                 struct wf_standing *standing, uint64_t *left_out, struct wf_err *err)
{
    struct wf_draws draws;
    int status = wf_draws_read(sweep, WF_QUANTITY_ENERGY, SIZE_MAX, &draws, err);
    if (status == 0 && !draws.count && (!of || !sweep->unplayed))
        status = fail(sweep, err);
    if (status == 0 && of)
        wf_standing_as(&draws, of->least, of->second, standing);
    else if (status == 0)
        wf_standing_of(&draws, standing);
    *left_out = draws.left_out;
    wf_draws_release(&draws);
    return status;
}

/* ---- choices ---- */

static int flip(struct wf_decision *decision, const struct wf_draws *stated,
                const struct wf_choice *choice, size_t index, enum wf_quantity quantity,
                struct wf_err *err)
{
    struct wf_flip *flip = &decision->flips[decision->flip_count];
    struct wf_draws draws;
    *flip = (struct wf_flip){
        .choice = *choice, .quantity = quantity, .counts = quantity != WF_QUANTITY_CARBON};
    int status = wf_draws_read(decision->sweep, quantity, index, &draws, err);
    if (status == 0 && draws.count) {
        wf_standing_of(&draws, &flip->own);
        wf_standing_as(&draws, decision->stated.least, decision->stated.second, &flip->winner);
        flip->turns = !wf_standing_is_sure(&flip->winner);
        flip->differs = quantity != WF_QUANTITY_ENERGY || draws.count != stated->count;
        for (uint64_t i = 0; !flip->differs && i < draws.deployments * draws.count; i++)
            flip->differs = fabs(draws.values[i] - stated->values[i]) > 1e-12 * stated->values[i];
    }
    decision->flip_count++;
    wf_draws_release(&draws);
    return status;
}

/* Energy under each choice, then carbon as stated, then with embodied carbon, under each. */
static int make_flips(struct wf_decision *decision, struct wf_err *err)
{
    const struct wf_swept *swept = &decision->sweep->swept;
    const struct wf_choice as_stated = {.network = decision->sweep->request.options.network};
    struct wf_draws stated;
    decision->flips = wf_calloc(2 * swept->choice_count + 3, sizeof *decision->flips);
    int status = wf_draws_read(decision->sweep, WF_QUANTITY_ENERGY, SIZE_MAX, &stated, err);
    for (size_t i = 0; status == 0 && i < swept->choice_count; i++)
        status = flip(decision, &stated, &swept->choices[i], i, WF_QUANTITY_ENERGY, err);
    for (int quantity = WF_QUANTITY_CARBON; status == 0 && quantity < WF_QUANTITIES; quantity++)
        status = flip(decision, &stated, &as_stated, SIZE_MAX, (enum wf_quantity)quantity, err);
    for (size_t i = 0; status == 0 && i < swept->choice_count; i++)
        status = flip(decision, &stated, &swept->choices[i], i, WF_QUANTITY_FOOTPRINT, err);
    wf_draws_release(&stated);
    return status;
}

/* ---- the verdict ---- */

/* Joules that could not be priced were not looked at: nothing is sure of them. Embodied carbon that
 * nobody states is no choice. */
static bool holds(const struct wf_flip *flip)
{
    return flip->winner.known ? !flip->turns : flip->quantity != WF_QUANTITY_ENERGY;
}

static enum wf_verdict judge(const struct wf_decision *decision)
{
    bool sure = wf_standing_is_sure(&decision->stated), robust = true;
    if (decision->doubled.known)
        robust = wf_standing_is_sure(&decision->doubled);
    for (size_t i = 0; i < decision->flip_count; i++)
        robust = robust && (!decision->flips[i].counts || holds(&decision->flips[i]));
    return !sure ? WF_UNDECIDED : robust && !decision->partial ? WF_DECIDED : WF_LIKELY;
}

int wf_decision_make(const struct wf_decision_request *request, struct wf_decision *decision,
                     struct wf_err *err)
{
    uint64_t left_out = 0;
    *decision = (struct wf_decision){.sweep = request->draws, .rest = request->rest};
    if (stand(request->draws, NULL, &decision->stated, &left_out, err) < 0)
        return -1;
    decision->unplayed = count_unplayed(request->draws);
    decision->failed = left_out - decision->unplayed;
    decision->partial =
        request->draws->unplayed || (request->doubled && request->doubled->unplayed);
    if (request->doubled &&
        stand(request->doubled, &decision->stated, &decision->doubled, &left_out, err) < 0)
        return -1;
    const struct wf_influence_request influence = {.sweep = request->draws,
                                                   .winner = decision->stated.least,
                                                   .second = decision->stated.second,
                                                   .rest = request->rest,
                                                   .jobs = request->jobs};
    if (make_flips(decision, err) < 0 ||
        wf_influences_make(&influence, &decision->influences, err) < 0)
        return -1;
    decision->verdict = judge(decision);
    return 0;
}

void wf_decision_release(struct wf_decision *decision)
{
    free(decision->flips);
    wf_influences_release(&decision->influences);
    *decision = (struct wf_decision){0};
}

const char *wf_decision_winner(const struct wf_decision *decision)
{
    return decision->sweep->base.labels.items[decision->stated.least];
}

const char *wf_decision_second(const struct wf_decision *decision)
{
    return decision->sweep->base.labels.items[decision->stated.second];
}
