#include "describe.h"
#include "workload/curve.h"
#include <stdlib.h>

static const char *text_or_none(const char *text)
{
    return text ? text : "(none)";
}

static void describe_props(const struct wf_prop *table, const void *values,
                           const struct wf_origin *origins, struct wf_buffer *out)
{
    for (size_t i = 0; table[i].name; i++) {
        wf_buffer_printf(out, "  %s=", table[i].name);
        wf_props_text(&table[i], values, out);
        if (origins)
            wf_buffer_printf(out, " (%s:%u)", text_or_none(origins[i].file), origins[i].line);
        wf_buffer_printf(out, "\n");
    }
}

void describe_diag(struct wf_diag *diag, struct wf_buffer *out)
{
    wf_diag_sort(diag);
    for (size_t i = 0; i < diag->count; i++) {
        char *text = wf_diag_text(&diag->entries[i]);
        wf_buffer_printf(out, "%s\n", text);
        free(text);
    }
}

void describe_platform(const struct wf_platform *platform, struct wf_buffer *out)
{
    size_t rows = wf_props_count(wf_site_props);
    wf_buffer_printf(out, "platform %s radio %d incomplete %d\n", platform->path,
                     platform->has_radio, platform->incomplete);
    for (uint32_t i = 0; i < platform->host_count; i++) {
        const struct wf_host_class *class = platform->hosts[i].class;
        wf_buffer_printf(out, "host %s line %u cores %u zone %u profiled %u broken %u\n",
                         platform->hosts[i].name, platform->hosts[i].line, class->core_count,
                         class->zone, class->profiled, class->broken);
        for (uint32_t j = 0; j < class->pstate_count; j++) {
            wf_buffer_printf(out, "  pstate %u: %a", j, class->speed_flop_per_s[j]);
            if (class->watts)
                wf_buffer_printf(out, " %a %a %a", class->watts[j].idle_w,
                                 class->watts[j].epsilon_w, class->watts[j].all_cores_w);
            wf_buffer_printf(out, "\n");
        }
        describe_props(wf_site_props, class->site, NULL, out);
        for (size_t j = 0; j < rows; j++)
            wf_buffer_printf(out, " %u", class->origins[j]);
        wf_buffer_printf(out, "\n");
    }
    for (uint32_t i = 0; i < platform->link_count; i++) {
        const struct wf_link_class *class = platform->links[i].class;
        wf_buffer_printf(out, "link %s line %u %a %a %a sharing %u zone %u\n",
                         platform->links[i].name, platform->links[i].line, class->idle_w,
                         class->busy_w, class->bandwidth_byte_per_s, class->sharing, class->zone);
        describe_props(wf_site_props, class->site, NULL, out);
    }
    for (uint32_t i = 0; i < platform->zone_count; i++) {
        wf_buffer_printf(out, "zone %s\n", text_or_none(platform->zones[i].name));
        describe_props(wf_site_props, platform->zones[i].site, NULL, out);
    }
}

void describe_deployment(const struct wf_deployment *deployment, struct wf_buffer *out)
{
    wf_buffer_printf(out, "deployment %s line %u incomplete %d\n", deployment->path,
                     deployment->line, deployment->incomplete);
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        wf_buffer_printf(out, "actor %s on %s line %u start %a hosts", wf_roles[actor->role].name,
                         actor->pattern, actor->line, actor->start_s);
        for (uint32_t j = 0; j < actor->host_count; j++)
            wf_buffer_printf(out, " %u", actor->hosts[j]);
        wf_buffer_printf(out, "\n");
        describe_props(wf_actor_props(actor), &actor->values, actor->origins, out);
    }
}

void describe_workload(const struct wf_workload *workload, struct wf_buffer *out)
{
    wf_buffer_printf(out, "workload %s of %s line %u hash %016llx incomplete %d missing %d\n",
                     text_or_none(workload->id), text_or_none(workload->path), workload->line,
                     (unsigned long long)workload->content_hash, workload->incomplete,
                     workload->rows_missing);
    describe_props(wf_workload_props, workload, workload->origins, out);
    for (size_t i = 0; i < workload->row_count; i++) {
        const struct wf_convergence *row = &workload->rows[i];
        wf_buffer_printf(out, "row %zu of %s:%u federated %u unreached %u points %zu\n", i,
                         row->origin.file, row->origin.line, row->federated, row->unreached,
                         row->curve ? row->curve->count : 0);
        describe_props(wf_convergence_props, row, NULL, out);
    }
    for (size_t i = 0; i < workload->compression_count; i++)
        describe_props(wf_compression_props, &workload->compressions[i], NULL, out);
}

static void describe_spans(const struct wf_availability *availability, struct wf_buffer *out)
{
    wf_buffer_printf(out, " [");
    for (size_t i = 0; availability && i < availability->count; i++)
        wf_buffer_printf(out, " %a..%a", availability->spans[i].from_s,
                         availability->spans[i].until_s);
    if (availability)
        wf_buffer_printf(out, " of %a", availability->period_s);
    wf_buffer_printf(out, "]");
}

static void describe_participants(const struct wf_scenario *scenario, struct wf_buffer *out)
{
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        for (uint32_t i = 0; i < scenario->participant_count[role]; i++) {
            const struct wf_participant *one = &scenario->participants[role][i];
            wf_buffer_printf(
                out,
                "%s %u: host %u actor %u samples %llu + %llu flop %a %a %a %a pstates %u %u %u %u "
                "%u %u measured %d factor %a partner %u\n",
                wf_roles[role].name, i, one->host, one->actor, (unsigned long long)one->samples,
                (unsigned long long)one->new_samples, one->training_flop, one->evaluation_flop,
                one->preparation_flop, one->batch_lost_s, one->pstate, one->idle_pstate,
                one->evaluation_pstate, one->overhead_pstate, one->start_up_pstate,
                one->exchange_pstate, one->measured, one->speed_factor, one->partner);
        }
    for (uint32_t i = 0; scenario->presences && i < scenario->participant_count[WF_LEARNER]; i++) {
        const struct wf_presence *presence = &scenario->presences[i];
        wf_buffer_printf(out, "presence %u: %a %a %a %a %a %a", i, presence->shift_s,
                         presence->capacity_j, presence->level_j, presence->minimum_j,
                         presence->start_j, presence->charging_w);
        describe_spans(presence->there, out);
        describe_spans(presence->charging, out);
        wf_buffer_printf(out, "\n");
    }
    for (uint32_t i = 0; scenario->gateways && i < scenario->participant_count[WF_GATEWAY]; i++) {
        wf_buffer_printf(out, "gateway %u: %u of %u asked, learners", i,
                         scenario->gateways[i].active, scenario->gateways[i].asked);
        for (uint32_t j = scenario->first_member[i]; j < scenario->first_member[i + 1]; j++)
            wf_buffer_printf(out, " %u", scenario->members[j]);
        wf_buffer_printf(out, "\n");
    }
}

void describe_scenario(const struct wf_scenario *scenario, struct wf_buffer *out)
{
    describe_deployment(&scenario->deployment, out);
    describe_workload(&scenario->workload, out);
    describe_participants(scenario, out);
    wf_buffer_printf(
        out,
        "%s, rounds %a then %a, %u from %s:%u: %s\ntarget %a, samples %llu + %llu, active %u "
        "of %u asked, exchanges %llu, up %a down %a, cuts %d calibrated %d, start %a delay %a, "
        "seed %llu\n",
        scenario->paradigm ? scenario->paradigm->name : "no paradigm", scenario->rounds,
        scenario->later_rounds, scenario->provenance, text_or_none(scenario->rounds_origin.file),
        scenario->rounds_origin.line, text_or_none(scenario->provenance_source), scenario->target,
        (unsigned long long)scenario->total_samples,
        (unsigned long long)scenario->total_new_samples, scenario->active, scenario->asked,
        (unsigned long long)scenario->exchanges, scenario->uplink_byte, scenario->downlink_byte,
        scenario->cuts, scenario->calibrated, scenario->start_date_s, scenario->delay_s,
        (unsigned long long)scenario->options.seed);
}

void describe_study(const struct wf_study *study, struct wf_buffer *out)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    wf_diag_append(&diag, &study->diag);
    describe_diag(&diag, out);
    wf_diag_release(&diag);
    describe_platform(study->platform, out);
    for (size_t i = 0; i < study->count; i++)
        describe_scenario(&study->scenarios[i], out);
}
