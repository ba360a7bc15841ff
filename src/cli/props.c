#include "cli/terminal.h"
#include <string.h>

static const struct {
    const char *name;
    const struct wf_prop *table;
    const char *doc;
} extra[] = {
    {"platform", wf_site_props, "props of hosts, links and zones in a platform file"},
    {"workload", wf_workload_props, "props of a workload file"},
    {"convergence", wf_convergence_props,
     "attributes of <epochs>, <rounds>, <table> and <curve> in a workload file"},
    {"compression", wf_compression_props, "attributes of <compression> in a workload file"},
};
enum { EXTRA = sizeof extra / sizeof *extra };

static void print_table(const char *name, const char *doc, const struct wf_prop *table,
                        struct wf_buffer *out)
{
    wf_buffer_printf(out, "%s%s: %s\n", out->length ? "\n" : "", name, doc);
    for (; table->name; table++) {
        struct wf_buffer accepts = {0};
        wf_props_expectation(table, &accepts);
        wf_buffer_printf(out, "  %-22s %s%s%s", table->name, accepts.text,
                         table->fallback ? ", default " : "",
                         table->fallback ? table->fallback : "");
        if (table->places)
            wf_buffer_printf(out, "; on %s%s%s%s", table->places & WF_ON_HOST ? "host " : "",
                             table->places & WF_ON_LINK ? "link " : "",
                             table->places & WF_ON_ZONE ? "zone" : "",
                             table->places & WF_IN_CATALOGUE ? "host of a catalogue" : "");
        /* the meaning on its own lines, broken at words */
        const char *word = table->doc;
        size_t column = 100;
        while (*word) {
            size_t length = strcspn(word, " ");
            if (column + length + 1 > 98) {
                wf_buffer_printf(out, "\n%25s", "");
                column = 25;
            } else {
                wf_buffer_printf(out, " ");
                column++;
            }
            wf_buffer_printf(out, "%.*s", (int)length, word);
            column += length;
            word += length + (word[length] == ' ');
        }
        wf_buffer_printf(out, "\n");
        wf_buffer_release(&accepts);
    }
}

int wf_props_command(struct wf_command_line *line)
{
    const char *only = line->argument_count ? line->arguments[0] : NULL;
    const char *names[WF_ROLE_COUNT + EXTRA];
    struct wf_buffer out = {0};
    for (size_t i = 0; i < EXTRA; i++) {
        names[i] = extra[i].name;
        if (!only || !strcmp(only, extra[i].name))
            print_table(extra[i].name, extra[i].doc, extra[i].table, &out);
    }
    for (size_t i = 0; i < WF_ROLE_COUNT; i++) {
        names[EXTRA + i] = wf_roles[i].name;
        if (!only || !strcmp(only, wf_roles[i].name))
            print_table(wf_roles[i].name, wf_roles[i].doc, wf_roles[i].props, &out);
    }
    if (!out.length) {
        struct wf_err err = {0};
        const char *near = wf_text_nearest(only, names, WF_ROLE_COUNT + EXTRA);
        wf_err_set(&err, WF_EUSAGE, "there is no table '%s'%s", only, wf_hint(near).text);
        return wf_terminal_fail(line, NULL, &err);
    }
    int status = wf_terminal_result(line, &out);
    wf_buffer_release(&out);
    return status;
}
