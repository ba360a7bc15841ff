/* published.<relation>: run one of them, or all. */
#include "published.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct relation_topic *const topics[] = {&relation_carbon, &relation_serverless,
                                                      &relation_datacentre, &relation_fedavg,
                                                      &relation_split_learning};
static size_t failures;

void relation_check(bool holds, const char *what, double a, double b)
{
    if (holds)
        return;
    printf("    FAILED %s: %.17g, %.17g\n", what, a, b);
    failures++;
}

void relation_close(const char *what, double got, double expected, double tolerance)
{
    relation_check(fabs(got - expected) <= tolerance * fabs(expected), what, got, expected);
}

static bool page_has(const char *words)
{
    FILE *page = fopen("docs/relations.md", "r");
    char line[512];
    bool found = false;
    while (page && !found && fgets(line, sizeof line, page))
        found = strstr(line, words) != NULL;
    if (page)
        fclose(page);
    return found;
}

void relation_say(const char *format, ...)
{
    char words[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    printf("    %s\n", words);
    if (page_has(words))
        return;
    printf("    FAILED docs/relations.md does not say so\n");
    failures++;
}

int main(int argc, char **argv)
{
    size_t run = 0;
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        for (size_t j = 0; j < topics[i]->count; j++) {
            const struct relation *relation = &topics[i]->relations[j];
            size_t before = failures;
            if (argc > 1 && strcmp(argv[1], relation->name))
                continue;
            printf("%s\n", relation->name);
            relation->test();
            printf("%s %s\n", failures == before ? "ok  " : "FAIL", relation->name);
            run++;
        }
    if (!run)
        printf("there is no relation '%s'\n", argc > 1 ? argv[1] : "");
    return run && !failures ? EXIT_SUCCESS : EXIT_FAILURE;
}
