/* The scenarios in which the law is tried: for each way to train a plain one (one training, its
 * rounds given, nothing else) and a rich one (trained again, compressed, evaluated, on devices that
 * leave), so that a prop which needs another one meets both. */
#ifndef WF_TESTS_LAW_SCENES_H
#define WF_TESTS_LAW_SCENES_H

#include "base/text.h"
#include "scenario/role.h"

struct scene_actor {
    const char *host;
    enum wf_role_id role;
    const char *props[64]; /**< id, value, id, value, .. NULL */
};

enum { SCENE_ACTORS_MAX = 8 };
struct scene {
    const char *name;
    bool rich;        /**< the platform with batteries and a grid that changes */
    const char *rows; /**< of the workload: how many rounds or epochs; NULL: none */
    struct scene_actor actors[SCENE_ACTORS_MAX];
};

extern const struct scene scenes[];
extern const size_t scene_count;

/** A platform in which every device differs: hub, desk, gate-0, gate-1, node-0 .. 2, d-0 .. d-4. */
void scene_platform(bool rich, struct wf_buffer *out);
/** Its grid: g/kWh every ten seconds. */
extern const char scene_series[];
/** When d-0 .. d-2 are there and at their chargers; the others always. */
extern const char scene_trace[];
/** @param id    of the workload: another one has other figures
 *  @param rows  of rounds and epochs; NULL: none */
void scene_workload(const char *id, const char *rows, struct wf_buffer *out);

/** The deployment of @p scene in which @p prop of the first actor of @p role is @p value.
 *  @param prop  NULL: as the scene is */
void scene_deployment(const struct scene *scene, enum wf_role_id role, const char *prop,
                      const char *value, struct wf_buffer *out);

/** The scene of that name; there must be one. */
const struct scene *scene_find(const char *name);
/** Write its platform.xml and all that it and its workloads, workload.xml and other.xml, read. */
void scene_write(const struct scene *scene);

#endif
