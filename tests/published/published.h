/* Relations published about the energy and carbon of distributed training, as tests: each is
 * derived by hand (algebra.h), then simulated on both sides of where it turns. docs/relations.md
 * tells the figures. */
#ifndef WF_TESTS_PUBLISHED_H
#define WF_TESTS_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>

struct relation {
    const char *name;
    void (*test)(void); /**< tells what fails by relation_check */
};

/** Row of a topic's table: its test is relation_NAME. */
#define RELATION(relation_name) .name = #relation_name, .test = relation_##relation_name

struct relation_topic {
    const struct relation *relations;
    size_t count;
};
extern const struct relation_topic relation_carbon, relation_serverless, relation_datacentre,
    relation_fedavg, relation_split_learning;

#define RELATION_TOPIC(name, list)                                                                 \
    const struct relation_topic name = {list, sizeof(list) / sizeof *(list)}

static const double EXACT = 1e-9;     /* simulated against algebra */
static const double CROSSOVER = 1e-6; /* of two simulations where the algebra says they are equal */

/** What must hold; where it does not, @p what is printed with both numbers and the relation fails.
 */
void relation_check(bool holds, const char *what, double a, double b);
/** |got - expected| <= tolerance x |expected|; NaN fails. */
void relation_close(const char *what, double got, double expected, double tolerance);
/** Print a figure; it must stand in docs/relations.md, word for word. */
void relation_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
