#include "fleet/draw.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Set to device @p number; constants need no stream. */
static double draw(const struct wf_fleet_class *class, enum wf_fleet_draw what,
                   const struct wf_distribution *distribution, uint64_t number)
{
    if (distribution->kind == WF_DISTRIBUTION_CONSTANT)
        return distribution->a;
    wf_random_seek(class->streams[what], number);
    return wf_distribution_draw(distribution, class->streams[what]);
}

static uint32_t choose(const struct wf_fleet_class *class, enum wf_fleet_draw what,
                       const struct wf_fleet_choice *choice, uint64_t number)
{
    if (choice->count < 2)
        return choice->count ? choice->indices[0] : WF_FLEET_NONE;
    wf_random_seek(class->streams[what], number);
    double ratio = wf_random_ratio(class->streams[what]);
    uint32_t i = 0;
    while (i + 1 < choice->count && ratio >= choice->until[i])
        i++;
    return choice->indices[i];
}

static uint32_t class_of(const struct wf_fleet *fleet, uint64_t index)
{
    uint32_t low = 0, high = fleet->class_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (fleet->classes[middle].first <= index)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void wf_fleet_draw_of(const struct wf_fleet *fleet, uint32_t index, uint64_t number,
                      struct wf_fleet_device *device)
{
    const struct wf_fleet_class *class = &fleet->classes[index];
    *device = (struct wf_fleet_device){
        .class = index,
        .number = number,
        .region = choose(class, WF_FLEET_REGION, &class->regions, number),
        .access = choose(class, WF_FLEET_ACCESS, &class->accesses, number),
        .gateway = class->gateway == WF_FLEET_NONE ? UINT64_MAX
                                                   : number % fleet->classes[class->gateway].count,
        .speed_factor = draw(class, WF_FLEET_SPEED, &class->speed_factor, number),
        .watts_factor = draw(class, WF_FLEET_WATTS, &class->watts_factor, number),
        .up_byte_per_s = NAN,
        .down_byte_per_s = NAN,
        .latency_s = NAN};
    if (device->access == WF_FLEET_NONE)
        return;
    const struct wf_fleet_access *access = &fleet->accesses[device->access];
    device->up_byte_per_s = draw(class, WF_FLEET_UP, &access->up_byte_per_s, number);
    device->down_byte_per_s = draw(class, WF_FLEET_DOWN, &access->down_byte_per_s, number);
    device->latency_s = draw(class, WF_FLEET_LATENCY, &access->latency_s, number);
}

void wf_fleet_draw(const struct wf_fleet *fleet, uint64_t index, struct wf_fleet_device *device)
{
    uint32_t class = class_of(fleet, index);
    wf_fleet_draw_of(fleet, class, index - fleet->classes[class].first, device);
}

double wf_fleet_speed(const struct wf_fleet *fleet, const struct wf_fleet_device *device,
                      uint32_t pstate)
{
    return fleet->classes[device->class].speed_flop_per_s[pstate] * device->speed_factor;
}

struct wf_watts wf_fleet_watts(const struct wf_fleet *fleet, const struct wf_fleet_device *device,
                               uint32_t pstate)
{
    struct wf_watts watts = fleet->classes[device->class].watts[pstate];
    return (struct wf_watts){watts.idle_w * device->watts_factor,
                             watts.epsilon_w * device->watts_factor,
                             watts.all_cores_w * device->watts_factor};
}

const char *wf_fleet_name(const struct wf_fleet *fleet, const struct wf_fleet_device *device,
                          char *buffer, size_t size)
{
    snprintf(buffer, size, "%s-%llu", fleet->classes[device->class].element.id,
             (unsigned long long)device->number);
    return buffer;
}

bool wf_fleet_find(const struct wf_fleet *fleet, const char *name, uint64_t *index)
{
    const char *dash = strrchr(name, '-');
    if (!dash || !isdigit((unsigned char)dash[1]) || (dash[1] == '0' && dash[2]))
        return false;
    char *end;
    unsigned long long number = strtoull(dash + 1, &end, 10);
    for (uint32_t i = 0; i < fleet->class_count && !*end; i++) {
        const struct wf_fleet_class *class = &fleet->classes[i];
        size_t length = strlen(class->element.id);
        if (length == (size_t)(dash - name) && !memcmp(class->element.id, name, length) &&
            number < class->count) {
            *index = class->first + number;
            return true;
        }
    }
    return false;
}
