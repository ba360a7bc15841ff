/* Values drawn at random from texts: "iid|non-iid", "0.5~20 s", "1~4". */
#ifndef WF_TESTS_RANDOM_DRAW_H
#define WF_TESTS_RANDOM_DRAW_H

#include "base/random.h"
#include "base/text.h"
#include "prop/prop.h"
#include <stdbool.h>

bool draw_chance(struct wf_random *random, double ratio);
/** Whole number from @p least to @p most. */
uint32_t draw_whole(struct wf_random *random, uint32_t least, uint32_t most);
/** Append one of the texts between '|' of @p pool, with "LEAST~MOST" in it drawn evenly: a whole
 *  number where neither end has a '.'. */
void draw_text(struct wf_random *random, const char *pool, struct wf_buffer *out);

/** Values of a prop, where its row does not say enough or others suit small scenarios better. */
struct draw_pool {
    const char *owner; /**< name of the role, "host", "link", "zone"; NULL: any */
    const char *prop;
    const char *values;  /**< NULL: never drawn: others give it, or no number depends on it */
    const char *company; /**< "PROP=POOL": given beside it; NULL: none */
    const char *rival;   /**< a prop that may not stand beside it; NULL: none */
};
extern const struct draw_pool draw_pools[];

/** The row of pools of a prop; NULL: none. */
const struct draw_pool *draw_pool_of(const char *owner, const char *prop);

/** Props given to one owner. */
enum { GIVEN_MAX = 64 };
struct given {
    const char *owner;
    const char *props[GIVEN_MAX];
    char *values[GIVEN_MAX];
    size_t count;
    struct wf_buffer sets; /**< KEY=VALUE, a line each, of props that only --set gives */
};
/** Give @p prop, or give it another value; @p pool is drawn from. */
void given_set(struct given *given, struct wf_random *random, const char *prop, const char *pool);
const char *given_value(const struct given *given, const char *prop);
/** Give each prop of @p table with probability @p density.
 *  @param place   of wf_prop.places; 0: any
 *  @param target  of --set, for props that stand in no file: "learner", "host.d-*"
 *  @return false: a text has no values */
bool given_draw(struct given *given, struct wf_random *random, const struct wf_prop *table,
                unsigned place, const char *target, double density);
/** Append <prop>s. */
void given_print(const struct given *given, struct wf_buffer *out);
void given_release(struct given *given);

#endif
