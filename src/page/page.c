#include "page/page.h"
#include <inttypes.h>
#include <string.h>

/* ---- the files of a page (assets.S) ---- */

#define ASSET(symbol) extern const char symbol[], symbol##_end[]
ASSET(wf_page_html);
ASSET(wf_page_css);
ASSET(wf_page_d3);
ASSET(wf_page_plot);
ASSET(wf_page_format);
ASSET(wf_page_element);
ASSET(wf_page_table);
ASSET(wf_page_chart);
ASSET(wf_page_run);
ASSET(wf_page_decision);
ASSET(wf_page_store);
ASSET(wf_page_start);

static const struct asset {
    const char *begin, *end;
} style = {wf_page_css, wf_page_css_end},
  scripts[] = {{wf_page_d3, wf_page_d3_end},         {wf_page_plot, wf_page_plot_end},
               {wf_page_format, wf_page_format_end}, {wf_page_element, wf_page_element_end},
               {wf_page_table, wf_page_table_end},   {wf_page_chart, wf_page_chart_end},
               {wf_page_run, wf_page_run_end},       {wf_page_decision, wf_page_decision_end},
               {wf_page_store, wf_page_store_end},   {wf_page_start, wf_page_start_end}};

static void put(const struct asset *asset, struct wf_buffer *out)
{
    wf_buffer_add(out, asset->begin, (size_t)(asset->end - asset->begin));
}

/* ---- escaping ---- */

void wf_page_escape(const char *text, struct wf_buffer *out)
{
    static const struct {
        char byte;
        const char *name;
    } names[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    struct wf_buffer shown = {0};
    wf_text_show(&shown, text, strlen(text), "\n\t");
    for (const char *at = shown.text ? shown.text : ""; *at;) {
        size_t length = strcspn(at, "&<>\"'");
        wf_buffer_add(out, at, length);
        at += length;
        for (size_t i = 0; *at && i < sizeof names / sizeof *names; i++)
            if (names[i].byte == *at) {
                wf_buffer_printf(out, "%s", names[i].name);
                at++;
                break;
            }
    }
    wf_buffer_release(&shown);
}

void wf_page_escape_json(const char *json, struct wf_buffer *out)
{
    while (*json) {
        size_t length = strcspn(json, "<");
        wf_buffer_add(out, json, length);
        json += length;
        if (*json) {
            wf_buffer_printf(out, "\\u003c");
            json++;
        }
    }
}

/* ---- what stands in the places of page.html ---- */

static void put_title(const struct wf_page *page, struct wf_buffer *out)
{
    wf_page_escape(page->title, out);
}

static void put_style(const struct wf_page *page, struct wf_buffer *out)
{
    (void)page;
    put(&style, out);
}

/* The first line is the heading, each other one a paragraph. */
static void put_lead(const struct wf_page *page, struct wf_buffer *out)
{
    const char *element = "h1";
    for (const char *line = page->lead; *line;) {
        size_t length = strcspn(line, "\n");
        struct wf_buffer one = {0};
        wf_buffer_add(&one, line, length);
        wf_buffer_printf(out, "<%s>", element);
        wf_page_escape(one.text, out);
        wf_buffer_printf(out, "</%s>\n", element);
        wf_buffer_release(&one);
        element = "p";
        line += length + (line[length] == '\n');
    }
}

static void put_commands(const struct wf_page *page, struct wf_buffer *out)
{
    for (size_t i = 0; i < page->command_count; i++) {
        wf_page_escape(page->commands[i], out);
        wf_buffer_printf(out, "\n");
    }
}

static void put_inputs(const struct wf_page *page, struct wf_buffer *out)
{
    for (size_t i = 0; i < page->input_count; i++) {
        const struct wf_page_input *input = &page->inputs[i];
        wf_buffer_printf(out, "<tr><th scope=\"row\">");
        wf_page_escape(input->path, out);
        wf_buffer_printf(out, "</th><td>%" PRIu64 "</td><td><code>", input->bytes);
        wf_page_escape(input->hash, out);
        wf_buffer_printf(out, "</code></td></tr>\n");
    }
}

static void put_text(const struct wf_page *page, struct wf_buffer *out)
{
    wf_page_escape(page->text, out);
}

static void put_version(const struct wf_page *page, struct wf_buffer *out)
{
    wf_page_escape(page->version, out);
}

static void put_documents(const struct wf_page *page, struct wf_buffer *out)
{
    for (size_t i = 0; i < page->document_count; i++) {
        wf_buffer_printf(out, "<script type=\"application/json\" id=\"%s\">\n",
                         page->documents[i].id);
        wf_page_escape_json(page->documents[i].json, out);
        wf_buffer_printf(out, "</script>\n");
    }
}

static void put_scripts(const struct wf_page *page, struct wf_buffer *out)
{
    (void)page;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        wf_buffer_printf(out, "<script>\n");
        put(&scripts[i], out);
        wf_buffer_printf(out, "</script>\n");
    }
}

static const struct place {
    const char *name;
    void (*put)(const struct wf_page *page, struct wf_buffer *out);
} places[] = {
    {"{{title}}", put_title},       {"{{style}}", put_style},         {"{{lead}}", put_lead},
    {"{{commands}}", put_commands}, {"{{inputs}}", put_inputs},       {"{{text}}", put_text},
    {"{{version}}", put_version},   {"{{documents}}", put_documents}, {"{{scripts}}", put_scripts}};

/* @return the place that @p text begins with, or NULL */
static const struct place *place_at(const char *text)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (!strncmp(text, places[i].name, strlen(places[i].name)))
            return &places[i];
    return NULL;
}

void wf_page_write(const struct wf_page *page, struct wf_buffer *out)
{
    for (const char *at = wf_page_html; at < wf_page_html_end;) {
        const struct place *place = place_at(at);
        if (place) {
            place->put(page, out);
            at += strlen(place->name);
        } else {
            wf_buffer_add(out, at++, 1);
        }
    }
}
