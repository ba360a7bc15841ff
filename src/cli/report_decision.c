#include "cli/report_decision.h"
#include "cli/decide.h"
#include "cli/result_page.h"
#include "cli/terminal.h"
#include "decision/pictured.h"
#include "file/content.h"
#include "output/grid.h"
#include "sweep/inputs.h"
#include <stdlib.h>

/* The study file, then what its sweep read. */
static int list_inputs(const struct wf_command_line *line, const struct wf_decision_page *page,
                       struct wf_inputs_read *read, struct wf_store_input **inputs, size_t *count,
                       char hash[WF_CONTENT_HASH_SIZE], struct wf_err *err)
{
    const struct wf_store_header *header =
        page->decision ? wf_store_header(page->decision->sweep->store) : NULL;
    if (!header && wf_inputs_read(page->study, &line->networks, 1, read, err) < 0)
        return -1;
    const struct wf_store_input *items = header ? header->inputs : read->items;
    *count = header ? header->input_count : read->count;
    *inputs = wf_calloc(*count + 1, sizeof **inputs);
    size_t first = line->argument_count == 1;
    if (first) {
        struct wf_store_input *study = &(*inputs)[0];
        *study = (struct wf_store_input){.path = line->arguments[0], .hash = hash};
        if (wf_content_hash(study->path, &study->bytes, hash, err) < 0)
            return -1;
    }
    for (size_t i = 0; i < *count; i++)
        (*inputs)[first + i] = items[i];
    *count += first;
    return 0;
}

static int form_page(const struct wf_command_line *line, const struct wf_decision_page *page,
                     const struct wf_sweep *doubled, struct wf_buffer *out, struct wf_err *err)
{
    struct wf_buffer text = {0}, json = {0}, pictured = {0};
    struct wf_inputs_read read = {0};
    struct wf_store_input *inputs = NULL;
    char hash[WF_CONTENT_HASH_SIZE];
    size_t count = 0;
    wf_decision_text(page, WF_GRID_WIDTH, &text);
    wf_decision_json(page, &json);
    int status = page->decision ? wf_decision_pictured(page->decision, doubled, &pictured, err) : 0;
    if (status == 0)
        status = list_inputs(line, page, &read, &inputs, &count, hash, err);
    char *title = wf_format("wattfleet: decision on %s", page->study->platform->path);
    const struct wf_page_document documents[] = {{"decide", json.text},
                                                 {"pictured", pictured.text}};
    if (status == 0)
        wf_result_page_write(line,
                             &(struct wf_result_page){.title = title,
                                                      .text = text.text,
                                                      .documents = documents,
                                                      .document_count = page->decision ? 2 : 1,
                                                      .command = "decide",
                                                      .groups = ~0u,
                                                      .inputs = inputs,
                                                      .input_count = count},
                             out);
    free(title);
    free(inputs);
    wf_inputs_release(&read);
    wf_buffer_release(&text);
    wf_buffer_release(&json);
    wf_buffer_release(&pictured);
    return status;
}

int wf_report_decision(struct wf_command_line *line)
{
    return wf_decide(line, form_page, wf_terminal_write);
}
