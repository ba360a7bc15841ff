#include "cli/terminal.h"
#include <string.h>

struct table {
    const char *name;
    const struct wf_prop *props;
    const char *doc;
};

static const struct table files[] = {
    {"platform", wf_site_props, "props of hosts, links and zones in a platform file"},
    {"workload", wf_workload_props, "props of a workload file"},
    {"convergence", wf_convergence_props,
     "attributes of <epochs>, <rounds>, <table> and <curve> in a workload file"},
    {"compression", wf_compression_props, "attributes of <compression> in a workload file"},
};
enum { FILE_TABLES = sizeof files / sizeof *files, TABLES = FILE_TABLES + WF_ROLE_COUNT };

/* The tables of the files, then one per role. */
static struct table table_at(size_t i)
{
    if (i < FILE_TABLES)
        return files[i];
    const struct wf_role *role = &wf_roles[i - FILE_TABLES];
    return (struct table){role->name, role->props, role->doc};
}

/* The meaning of a prop on lines of its own, broken at words. */
static void print_meaning(const char *doc, struct wf_buffer *out)
{
    enum { INDENT = 25, WIDTH = 98 };
    size_t column = WIDTH;
    for (const char *word = doc; *word;) {
        size_t length = strcspn(word, " ");
        if (column + length + 1 > WIDTH) {
            wf_buffer_printf(out, "\n%*s", INDENT, "");
            column = INDENT;
        } else {
            wf_buffer_printf(out, " ");
            column++;
        }
        wf_buffer_printf(out, "%.*s", (int)length, word);
        column += length;
        word += length + (word[length] == ' ');
    }
    wf_buffer_printf(out, "\n");
}

static void print_prop(const struct wf_prop *prop, struct wf_buffer *out)
{
    struct wf_buffer accepts = {0};
    wf_props_expectation(prop, &accepts);
    wf_buffer_printf(out, "  %-22s %s%s%s", prop->name, accepts.text,
                     prop->fallback ? ", default " : "", prop->fallback ? prop->fallback : "");
    if (prop->places)
        wf_buffer_printf(out, "; on %s%s%s%s", prop->places & WF_ON_HOST ? "host " : "",
                         prop->places & WF_ON_LINK ? "link " : "",
                         prop->places & WF_ON_ZONE ? "zone" : "",
                         prop->places & WF_IN_CATALOGUE ? "host of a catalogue" : "");
    print_meaning(prop->doc, out);
    wf_buffer_release(&accepts);
}

static void print_table(const struct table *table, struct wf_buffer *out)
{
    wf_buffer_printf(out, "%s%s: %s\n", out->length ? "\n" : "", table->name, table->doc);
    for (const struct wf_prop *prop = table->props; prop->name; prop++)
        print_prop(prop, out);
}

void wf_props_names(struct wf_buffer *out)
{
    wf_buffer_printf(out, "TABLE of a file:");
    for (size_t i = 0; i < TABLES; i++)
        wf_buffer_printf(out, "%s %s", i == FILE_TABLES ? "\nTABLE of a role:" : "",
                         table_at(i).name);
    wf_buffer_printf(out, "\n");
}

int wf_props_command(struct wf_command_line *line)
{
    const char *only = line->argument_count ? line->arguments[0] : NULL;
    const char *names[TABLES];
    struct wf_buffer out = {0};
    for (size_t i = 0; i < TABLES; i++) {
        struct table table = table_at(i);
        names[i] = table.name;
        if (!only || !strcmp(only, table.name))
            print_table(&table, &out);
    }
    if (!out.length) {
        struct wf_err err = {0};
        const char *near = wf_text_nearest(only, names, TABLES);
        wf_err_set(&err, WF_EUSAGE, "there is no table '%s'%s", only, wf_hint(near).text);
        return wf_terminal_fail(line, NULL, &err);
    }
    int status = wf_terminal_result(line, &out);
    wf_buffer_release(&out);
    return status;
}
