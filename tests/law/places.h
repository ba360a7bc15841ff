/* The law over what is not a prop of an actor: hosts, links, zones, the workload and its rows. */
#ifndef WF_TESTS_LAW_PLACES_H
#define WF_TESTS_LAW_PLACES_H

#include <stdbool.h>
#include <stddef.h>

struct place_law {
    const char *name;
    bool (*holds)(bool verbose); /**< prints where it does not */
};
extern const struct place_law place_laws[];
extern const size_t place_law_count;

#endif
