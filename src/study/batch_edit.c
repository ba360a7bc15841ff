/* Figures by batch, as the lists speed_by_batch and wattage_by_batch of hosts. */
#include "platform/device.h"
#include "study/batch_table.h"
#include "study/calibration.h"
#include "study/edit_target.h"
#include "study/figures.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One element that gets them. */
struct target {
    const struct wf_batch_place *place;
    const char *tag, *id;
    const struct wf_host_class *class;
    double flop; /* a sample and core */
};

/* The items of other workloads; the caller frees. */
static void keep_others(const char *list, const char *workload, struct wf_buffer *out)
{
    char item[256];
    size_t length = strlen(workload);
    wf_buffer_add(out, "", 0);
    for (const char *cursor = list; cursor && wf_text_next_item(&cursor, item, sizeof item);) {
        char *value = strrchr(item, ':'), *batch = NULL;
        if (value) {
            *value = '\0';
            batch = strrchr(item, ':');
            *value = ':';
        }
        if (!batch || (size_t)(batch - item) != length || strncmp(item, workload, length) != 0)
            wf_buffer_printf(out, "%s%s", out->length ? ", " : "", item);
    }
}

static int set_list(const struct target *target, struct wf_edit *edit, const char *prop,
                    const struct wf_buffer *list, struct wf_err *err)
{
    char *said = wf_edit_prop_text(edit, target->tag, target->id, "provenance");
    char *provenance = wf_provenance_with(said, prop, "measured");
    int status = wf_edit_prop(edit, target->tag, target->id, prop, list->text, err);
    if (status == 0)
        status = wf_edit_prop(edit, target->tag, target->id, "provenance", provenance, err);
    free(provenance);
    free(said);
    return status;
}

static int set_speeds(const struct wf_batches *batches, const struct target *target,
                      struct wf_edit *edit, struct wf_err *err)
{
    struct wf_buffer list = {0};
    char speed[WF_FIGURES_SPEED];
    char *before = wf_edit_prop_text(edit, target->tag, target->id, "speed_by_batch");
    keep_others(before, target->place->workload, &list);
    for (size_t i = 0; i < batches->count; i++)
        wf_buffer_printf(&list, "%s%s:%g:%s", list.length ? ", " : "", target->place->workload,
                         batches->items[i].batch,
                         wf_figures_speed_text(batches->items[i].samples_per_s.value * target->flop,
                                               WF_FIGURES_DIGITS, speed));
    int status = set_list(target, edit, "speed_by_batch", &list, err);
    wf_buffer_release(&list);
    free(before);
    return status;
}

/* Watts of a pstate as the file has them by now: a calibration may have changed them. */
static struct wf_watts watts_of(const struct target *target, const struct wf_edit *edit,
                                uint32_t pstate)
{
    struct wf_watts watts = {NAN, NAN, NAN};
    char *text = wf_edit_prop_text(edit, target->tag, target->id, "wattage_per_state");
    char *item = text ? wf_device_item(text, ',', pstate) : NULL;
    const char *last = item ? strrchr(item, ':') : NULL;
    if (last) {
        watts.idle_w = strtod(item, NULL);
        watts.all_cores_w = strtod(last + 1, NULL);
    } else if (pstate < target->class->pstate_count) {
        watts = target->class->watts[pstate];
    }
    free(item);
    free(text);
    return watts;
}

/* The pstate in which it waits in a job. */
static uint32_t idle_pstate_of(const struct target *target, const struct wf_edit *edit,
                               uint32_t training)
{
    uint64_t said = target->class->site->idle_pstate;
    char *text = wf_edit_prop_text(edit, target->tag, target->id, "idle_pstate");
    uint32_t pstate = text                     ? (uint32_t)strtoul(text, NULL, 10)
                      : said == WF_COUNT_UNSET ? training
                                               : (uint32_t)said;
    free(text);
    return pstate;
}

/* The pstate in which it trains the workload, as a deployment without `pstate` resolves it. */
static uint32_t pstate_of(const struct wf_host_class *class, const char *workload)
{
    char item[128];
    uint32_t index = 0;
    for (const char *cursor = class->site->workloads;
         cursor && index < class->pstate_count && wf_text_next_item(&cursor, item, sizeof item);
         index++)
        if (!strcmp(item, workload))
            return index;
    return wf_host_start_pstate(class);
}

/* A simulated host draws its watts at full load for a part of the time, else those of waiting. */
static int check_watts(const struct wf_batches *batches, const struct target *target,
                       const struct wf_edit *edit, struct wf_err *err)
{
    const struct wf_host_class *class = target->class;
    if (!class->watts)
        return wf_err_set(err, WF_EINPUT,
                          "host '%s' has no wattage_per_state; expected its watts at idle and at "
                          "full load",
                          target->id);
    uint32_t pstate = pstate_of(class, target->place->workload);
    uint32_t idle = idle_pstate_of(target, edit, pstate);
    double waiting_w = watts_of(target, edit, idle).idle_w;
    double full_w = watts_of(target, edit, pstate).all_cores_w;
    for (size_t i = 0; i < batches->count; i++) {
        double power_w = batches->items[i].power_w.value;
        if (power_w < waiting_w || power_w > full_w)
            return wf_err_set(err, WF_EINPUT,
                              "host '%s': batch %g draws %.5g W, and it waits at %.5g W (pstate "
                              "%u) and draws %.5g W at full load (pstate %u); expected no less and "
                              "no more: %s of pstate %u in its wattage_per_state",
                              target->id, batches->items[i].batch, power_w, waiting_w, idle, full_w,
                              pstate, power_w > full_w ? "raise AllCores" : "lower Idle",
                              power_w > full_w ? pstate : idle);
    }
    return 0;
}

static int set_watts(const struct wf_batches *batches, const struct target *target,
                     struct wf_edit *edit, struct wf_err *err)
{
    struct wf_buffer list = {0};
    char *before = wf_edit_prop_text(edit, target->tag, target->id, "wattage_by_batch");
    keep_others(before, target->place->workload, &list);
    size_t measured = 0;
    for (size_t i = 0; i < batches->count; i++) {
        const struct wf_batch_figures *item = &batches->items[i];
        if (isnan(item->power_w.value))
            continue;
        wf_buffer_printf(&list, "%s%s:%g:%.5g", list.length ? ", " : "", target->place->workload,
                         item->batch, item->power_w.value);
        measured++;
    }
    int status = measured ? check_watts(batches, target, edit, err) : 0;
    if (status == 0 && measured)
        status = set_list(target, edit, "wattage_by_batch", &list, err);
    wf_buffer_release(&list);
    free(before);
    return status;
}

static int edit_element(const struct wf_batches *batches, const struct wf_batch_place *place,
                        const struct wf_edit_target *element, struct wf_edit *edit,
                        struct wf_err *err)
{
    uint32_t index = wf_edit_target_host(place->platform, element->id);
    if (index == WF_MAP_NONE) {
        const char *near = wf_platform_nearest_host(place->platform, element->id);
        return wf_err_set(err, WF_EINPUT, "%s: there is no <host %s>%s", place->platform->path,
                          element->id, wf_hint(near).text);
    }
    struct target target = {place, element->tag, element->id, place->platform->hosts[index].class,
                            place->flop_per_sample};
    if (isnan(target.flop))
        target.flop = wf_calibration_flop(edit, element->id, place->workload);
    if (isnan(target.flop))
        return wf_err_set(err, WF_EINPUT,
                          "how many flop a sample of '%s' takes is not known; expected --flop "
                          "'%s=..'",
                          place->workload, place->workload);
    target.flop /= target.class->core_count;
    int status = set_speeds(batches, &target, edit, err);
    return status == 0 ? set_watts(batches, &target, edit, err) : status;
}

int wf_batch_edit(const struct wf_batches *batches, const struct wf_batch_place *place,
                  struct wf_edit *edit, struct wf_err *err)
{
    struct wf_edit_targets targets;
    int status = wf_edit_targets_find(edit, place->host, &targets, err);
    for (size_t i = 0; status == 0 && i < targets.count; i++)
        status = edit_element(batches, place, &targets.items[i], edit, err);
    wf_edit_targets_release(&targets);
    return status;
}
