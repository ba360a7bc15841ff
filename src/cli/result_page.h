/* What all pages of `report` have in common: their lead, commands, files, version. */
#ifndef WF_CLI_RESULT_PAGE_H
#define WF_CLI_RESULT_PAGE_H

#include "cli/options.h"
#include "page/page.h"
#include "sweep/store.h"

struct wf_result_page {
    const char *title;
    const char *text; /**< the result for people */
    const struct wf_page_document *documents;
    size_t document_count;
    const char *command; /**< that prints the first document: "compare"; NULL: none does */
    unsigned groups;     /**< of the options that it takes (wf_reproduce_json) */
    const struct wf_store_input *inputs;
    size_t input_count;
};

/** Append the page to @p out. The first paragraph of the text leads it. */
void wf_result_page_write(const struct wf_command_line *line, const struct wf_result_page *result,
                          struct wf_buffer *out);

#endif
