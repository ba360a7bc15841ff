#include "cli/terminal.h"
#include "fleet/fleet.h"
#include "output/csv.h"
#include "sweep/defaults.h"
#include "sweep/factor_reader.h"
#include "sweep/study_file.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct table {
    const char *name;
    const struct wf_prop *props;
    const char *doc;
    const char *key; /**< what stands before the prop in --set; NULL: --set does not know them */
};

static const struct table files[] = {
    {"platform", wf_site_props, "props of hosts, links and zones in a platform file", ""},
    {"workload", wf_workload_props, "props of a workload file", "workload."},
    {"convergence", wf_convergence_props,
     "attributes of <epochs>, <rounds>, <table> and <curve> in a workload file", NULL},
    {"fleet", wf_fleet_props, "attributes of <fleet> in a fleet file", "fleet."},
    {"region", wf_fleet_region_props,
     "attributes of <region> in a fleet; its <prop>s are those of a zone of a platform",
     "region.ID."},
    {"access", wf_fleet_access_props,
     "attributes of <access> in a fleet; its <prop>s are those of a link of a platform",
     "access.ID."},
    {"class", wf_fleet_class_props,
     "attributes of <class> in a fleet; its <prop>s are those of a host of a platform",
     "class.ID."},
    {"node", wf_fleet_node_props,
     "attributes of <node> in a fleet; its <prop>s are those of a host of a platform", "node.ID."},
    {"compression", wf_compression_props, "attributes of <compression> in a workload file", NULL},
    {"study", wf_study_props, "attributes of <study>, the root of a study file", NULL},
    {"deployment", wf_study_deployment_props, "attributes of <deployment> in a study file", NULL},
    {"set", wf_study_set_props, "attributes of <set> in a study file", NULL},
    {"factor", wf_study_factor_props, "attributes of <factor> in a study file", NULL},
    {"draws", wf_study_factors_props, "attributes of <factors> in a study file", NULL},
    {"design", wf_study_design_props, "attributes of <design> in a study file", NULL},
    {"search", wf_study_search_props, "attributes of <search> in a study file", NULL},
    {"objective", wf_study_objective_props, "attributes of <objective> in a study file", NULL},
    {"limit", wf_study_limit_props, "attributes of <limit> in a study file", NULL},
    {"front", wf_study_front_props, "attributes of <front> in a study file", NULL},
};
enum {
    FILE_TABLES = sizeof files / sizeof *files,
    STUDY_TABLES = 10, /* the last ones of files */
    TABLES = FILE_TABLES + WF_ROLE_COUNT
};

/* The tables of the files, then one per role. */
static struct table table_at(size_t i)
{
    if (i < FILE_TABLES)
        return files[i];
    const struct wf_role *role = &wf_roles[i - FILE_TABLES];
    return (struct table){role->name, role->props, role->doc, NULL};
}

enum { INDENT = 25 };

/* Words from @p column on, broken at the width. */
static void print_words(const char *text, size_t column, size_t width, struct wf_buffer *out)
{
    for (const char *word = text; *word;) {
        size_t length = strcspn(word, " ");
        if (column + length + 1 > width) {
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
}

/* The meaning of a prop on lines of its own. */
static void print_meaning(const char *doc, size_t width, struct wf_buffer *out)
{
    print_words(doc, width, width, out);
    wf_buffer_printf(out, "\n");
}

static void print_prop(const struct wf_prop *prop, size_t width, struct wf_buffer *out)
{
    struct wf_buffer accepts = {0};
    wf_props_expectation(prop, &accepts);
    wf_buffer_printf(&accepts, "%s%s", prop->fallback ? ", default " : "",
                     prop->fallback ? prop->fallback : "");
    unsigned places = prop->places & ~(unsigned)WF_SET_ONLY;
    if (places)
        wf_buffer_printf(&accepts, "; on %s%s%s%s", prop->places & WF_ON_HOST ? "host " : "",
                         prop->places & WF_ON_LINK ? "link " : "",
                         prop->places & WF_ON_ZONE ? "zone" : "",
                         prop->places & WF_IN_CATALOGUE ? "host of a catalogue" : "");
    if (places != prop->places)
        wf_buffer_printf(&accepts, "; by --set only");
    wf_buffer_printf(out, "  %-22s", prop->name);
    size_t length = strlen(prop->name);
    print_words(accepts.text, 2 + (length > 22 ? length : 22), width, out);
    print_meaning(prop->doc, width, out);
    wf_buffer_release(&accepts);
}

static void print_table(const struct table *table, size_t width, struct wf_buffer *out)
{
    wf_buffer_printf(out, "%s%s: %s\n", out->length ? "\n" : "", table->name, table->doc);
    for (const struct wf_prop *prop = table->props; prop->name; prop++)
        print_prop(prop, width, out);
}

/* ---- for programs ---- */

static const struct {
    enum wf_prop_place place;
    const char *element;
} places[] = {{WF_ON_HOST, "host"},
              {WF_ON_LINK, "link"},
              {WF_ON_ZONE, "zone"},
              {WF_IN_CATALOGUE, "host of a catalogue"}};
enum { PLACES = sizeof places / sizeof *places };

/* Keys of --set, with '|' between: "server.rounds", "host.NAME.pue|link.NAME.pue|zone.NAME.pue". */
static void put_keys(const struct table *table, bool role, const struct wf_prop *prop,
                     struct wf_buffer *out)
{
    if (role)
        wf_buffer_printf(out, "%s.%s", table->name, prop->name);
    else if (table->key && *table->key)
        wf_buffer_printf(out, "%s%s", table->key, prop->name);
    for (size_t i = 0; table->key && !*table->key && i < PLACES; i++)
        if (prop->places & places[i].place && places[i].place != WF_IN_CATALOGUE)
            wf_buffer_printf(out, "%s%s.NAME.%s", out->length ? "|" : "", places[i].element,
                             prop->name);
}

static void put_places(const struct wf_prop *prop, struct wf_buffer *out)
{
    for (size_t i = 0; i < PLACES; i++)
        if (prop->places & places[i].place)
            wf_buffer_printf(out, "%s%s", out->length ? "|" : "", places[i].element);
}

static void put_row(const struct table *table, bool role, const struct wf_prop *prop,
                    struct wf_buffer *out)
{
    struct wf_buffer accepts = {0}, on = {0}, keys = {0};
    wf_props_expectation(prop, &accepts);
    put_places(prop, &on);
    put_keys(table, role, prop, &keys);
    const char *cells[] = {table->name, prop->name, accepts.text, prop->fallback,
                           on.text,     keys.text,  prop->doc};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        wf_csv_text(out, cells[i] ? cells[i] : "");
    wf_csv_end(out);
    wf_buffer_release(&accepts);
    wf_buffer_release(&on);
    wf_buffer_release(&keys);
}

static void put_rows(const char *only, struct wf_buffer *out)
{
    wf_buffer_printf(out, "table,prop,accepts,default,on,set,meaning\n");
    for (size_t i = 0; i < TABLES; i++) {
        struct table table = table_at(i);
        for (const struct wf_prop *prop = table.props; prop->name; prop++)
            if (!only || !strcmp(only, table.name))
                put_row(&table, i >= FILE_TABLES, prop, out);
    }
}

/* ---- names of tables ---- */

static const char *const value_tables[] = {"distributions", "networks", "factors"};
enum { VALUE_TABLES = sizeof value_tables / sizeof *value_tables };

/* Names under which a table is looked for, beside its own. */
static const struct {
    const char *name, *table;
} other_names[] = {
    {"rounds", "convergence"},
    {"epochs", "convergence"},
    {"table", "convergence"},
    {"curve", "convergence"},
    {"host", "platform"},
    {"link", "platform"},
    {"zone", "platform"},
    {"network", "networks"},
    {"network_class", "networks"},
    {"uniform", "distributions"},
    {"normal", "distributions"},
    {"lognormal", "distributions"},
    {"exponential", "distributions"},
    {"gamma", "distributions"},
    {"pareto", "distributions"},
    {"zipf", "distributions"},
    {"distribution", "distributions"},
};

static const char *table_named(const char *name)
{
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++)
        if (!strcmp(other_names[i].name, name))
            return other_names[i].table;
    return name;
}

static void print_network(const struct wf_networks *networks, int class, int view, int figure,
                          size_t width, struct wf_buffer *out)
{
    const struct wf_network *network = &networks->items[class][view];
    enum wf_dimension dimension = wf_network_figures[figure].dimension;
    const struct wf_sourced *sourced = &network->sourced[figure];
    char value[32], low[32], high[32];
    if (figure == WF_NETWORK_CORE_SHARE && !networks->wide[class])
        return;
    char *name = wf_format("%s.%s.%s", wf_network_classes[class], wf_network_views[view],
                           wf_network_figures[figure].name);
    wf_buffer_printf(
        out, "  %-27s %-11s %s to %s, %s", name,
        wf_quantity_text(wf_network_value(&network->values, (enum wf_network_figure)figure),
                         dimension, value, sizeof value),
        wf_quantity_text(sourced->low, dimension, low, sizeof low),
        wf_quantity_text(sourced->high, dimension, high, sizeof high),
        wf_provenance_name(sourced->word));
    char *source = wf_format("%s (%s)", network->source[figure], network->year[figure]);
    print_meaning(source, width, out);
    free(source);
    free(name);
}

static void print_distributions(struct wf_buffer *out)
{
    wf_buffer_printf(out,
                     "%sdistributions: of props that differ from device to device, each drawn "
                     "once by the seed\n",
                     out->length ? "\n" : "");
    wf_buffer_printf(out, "  %-25s %s\n", "40, 20 ms", "the same for all");
    wf_distribution_forms(out);
    wf_buffer_printf(out, "  Arguments carry the unit of the prop: uniform(10 ms, 50 ms). Shapes, "
                          "sigmas and exponents\n  carry none.\n");
}

/* The catalogue of networks that ships: a line a figure, its source below. */
static void print_networks(size_t width, struct wf_buffer *out)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    const struct wf_networks *networks = wf_networks_shipped(&arena);
    wf_buffer_printf(out,
                     "%snetworks: classes of the prop network_class, as --set "
                     "network.CLASS.VIEW.FIGURE=VALUE names them\n",
                     out->length ? "\n" : "");
    for (int class = 0; class < WF_NETWORK_CLASSES; class ++)
        for (int view = 0; view < WF_NETWORK_VIEWS; view++)
            for (int figure = 0; figure < WF_NETWORK_FIGURES; figure++)
                print_network(networks, class, view, figure, width, out);
    wf_buffer_printf(
        out, "  active: W while a transfer lasts; access: of a byte on each link of the class;\n"
             "  core: of a byte, once a path, where no link of it is of class core.\n"
             "  --networks FILE takes another catalogue (docs/networks.md).\n");
    wf_arena_release(&arena);
}

/* "1.3 to 1.67, centre 1.56, triangular" */
static void put_law(const struct wf_default *row, struct wf_buffer *out)
{
    enum wf_dimension dimension = row->basis == WF_BASIS_VALUE ? row->dimension : WF_DIM_NUMBER;
    char low[32], centre[32], high[32];
    wf_buffer_printf(out, "%s%s to %s", row->basis == WF_BASIS_VALUE ? "" : "x ",
                     wf_quantity_text(row->low, dimension, low, sizeof low),
                     wf_quantity_text(row->high, dimension, high, sizeof high));
    if (!isnan(row->centre))
        wf_buffer_printf(out, ", centre %s",
                         wf_quantity_text(row->centre, dimension, centre, sizeof centre));
    wf_buffer_printf(out, ", %s%s", wf_factor_shapes[row->shape],
                     row->basis == WF_BASIS_BUSY ? "; of the busy watts" : "");
}

static void print_default(const struct wf_default *row, size_t width, struct wf_buffer *out)
{
    const char *part = wf_figure_part_name(row->part);
    struct wf_buffer meaning = {0};
    char *name = wf_format("%s.%s%s%s", row->target, row->prop, *part ? "." : "", part);
    wf_buffer_printf(out, "  %-27s ", name);
    put_law(row, out);
    wf_buffer_printf(&meaning, "%s%s%s (%s), %s%s%s", row->where_text, *row->where_text ? ": " : "",
                     row->source, row->year, row->quality, *row->note ? "; " : "", row->note);
    print_meaning(meaning.text, width, out);
    wf_buffer_release(&meaning);
    free(name);
}

/* The defaults of classes of figures that ship: a line a row, its source below. */
static void print_factors(size_t width, struct wf_buffer *out)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    const struct wf_defaults *defaults = wf_defaults_shipped(&arena);
    wf_buffer_printf(out,
                     "%sfactors: what is believed of a figure of which nothing else is known, by "
                     "its class\n",
                     out->length ? "\n" : "");
    for (size_t i = 0; i < defaults->count; i++)
        print_default(&defaults->items[i], width, out);
    wf_buffer_printf(out, "  x: times the value as it stands. Of several rows the first one that "
                          "holds is taken\n  (docs/factors.md).\n");
    wf_arena_release(&arena);
}

void wf_props_names(struct wf_buffer *out)
{
    wf_buffer_printf(out, "TABLE of a file:");
    for (size_t i = 0; i < TABLES; i++)
        wf_buffer_printf(out, "%s %s",
                         i == FILE_TABLES                  ? "\nTABLE of a role:"
                         : i == FILE_TABLES - STUDY_TABLES ? "\nTABLE of a study:"
                                                           : "",
                         table_at(i).name);
    wf_buffer_printf(out, "\nTABLE of values: distributions networks factors\n");
}

static void print_tables(const char *only, size_t width, struct wf_buffer *out)
{
    for (size_t i = 0; i < TABLES; i++) {
        struct table table = table_at(i);
        if (!only || !strcmp(only, table.name))
            print_table(&table, width, out);
    }
    if (!only || !strcmp(only, "distributions"))
        print_distributions(out);
    if (!only || !strcmp(only, "networks"))
        print_networks(width, out);
    if (!only || !strcmp(only, "factors"))
        print_factors(width, out);
}

static int check_request(const struct wf_command_line *line, const char *only, struct wf_err *err)
{
    const char *names[TABLES + VALUE_TABLES];
    bool known = !only, of_values = false;
    for (size_t i = 0; i < TABLES + VALUE_TABLES; i++) {
        names[i] = i < TABLES ? table_at(i).name : value_tables[i - TABLES];
        bool it = only && !strcmp(only, names[i]);
        known |= it;
        of_values |= it && i >= TABLES;
    }
    if (!known)
        return wf_err_set(err, WF_EUSAGE, "there is no table '%s'%s", only,
                          wf_hint(wf_text_nearest(only, names, TABLES + VALUE_TABLES)).text);
    if (line->format == WF_FORMAT_JSON)
        return wf_err_set(err, WF_EUSAGE, "props: expected --format text or csv");
    if (line->format == WF_FORMAT_CSV && of_values)
        return wf_err_set(err, WF_EUSAGE,
                          "props: '%s' is a table of values; --format csv has those of props",
                          only);
    return 0;
}

int wf_props_command(struct wf_command_line *line)
{
    const char *only = line->argument_count ? table_named(line->arguments[0]) : NULL;
    struct wf_buffer out = {0};
    struct wf_err err = {0};
    if (check_request(line, only, &err) < 0)
        return wf_terminal_fail(line, NULL, &err);
    if (line->format == WF_FORMAT_CSV)
        put_rows(only, &out);
    else
        print_tables(only, wf_terminal_width(line), &out);
    int status = wf_terminal_result(line, &out);
    wf_buffer_release(&out);
    return status;
}
