#include "cli/report_store.h"
#include "cli/result_page.h"
#include "cli/terminal.h"
#include "file/content.h"
#include "output/grid.h"
#include "sweep/sweep_report.h"
#include <stdlib.h>

/* The store, then what its sweep read. Caller frees. @return NULL with @p err */
static struct wf_store_input *list_inputs(const struct wf_store *store,
                                          char hash[WF_CONTENT_HASH_SIZE], struct wf_err *err)
{
    const struct wf_store_header *header = wf_store_header(store);
    struct wf_store_input *inputs = wf_calloc(header->input_count + 1, sizeof *inputs);
    inputs[0] = (struct wf_store_input){.path = wf_store_path(store), .hash = hash};
    if (wf_content_hash(inputs[0].path, &inputs[0].bytes, hash, err) < 0) {
        free(inputs);
        return NULL;
    }
    for (size_t i = 0; i < header->input_count; i++)
        inputs[i + 1] = header->inputs[i];
    return inputs;
}

static int form_page(const struct wf_command_line *line, struct wf_store *store,
                     struct wf_buffer *out, struct wf_err *err)
{
    struct wf_buffer text = {0}, json = {0}, pictured = {0};
    char hash[WF_CONTENT_HASH_SIZE];
    struct wf_store_input *inputs = list_inputs(store, hash, err);
    int status = inputs ? wf_sweep_text(store, WF_GRID_WIDTH, &text, err) : -1;
    if (status == 0)
        status = wf_sweep_store_json(store, &json, err);
    if (status == 0)
        status = wf_sweep_pictured(store, &pictured, err);
    const struct wf_page_document documents[] = {{"sweep", json.text}, {"spread", pictured.text}};
    char *title = wf_format("wattfleet: points of %s", wf_store_path(store));
    const struct wf_result_page result = {.title = title,
                                          .text = text.text,
                                          .documents = documents,
                                          .document_count = sizeof documents / sizeof *documents,
                                          .inputs = inputs,
                                          .input_count = wf_store_header(store)->input_count + 1};
    if (status == 0)
        wf_result_page_write(line, &result, out);
    free(title);
    free(inputs);
    wf_buffer_release(&text);
    wf_buffer_release(&json);
    wf_buffer_release(&pictured);
    return status;
}

int wf_report_store(struct wf_command_line *line)
{
    struct wf_store *store = NULL;
    struct wf_buffer page = {0};
    struct wf_err err = {0};
    int status = wf_store_open_to_read(&store, line->sweep.store, &err);
    if (status == 0)
        status = form_page(line, store, &page, &err);
    status = status < 0 ? wf_terminal_fail(line, NULL, &err) : wf_terminal_write(line, &page);
    wf_buffer_release(&page);
    wf_store_close(store);
    return status;
}
