/* The files of a page, as they are, as part of the program: SYMBOL .. SYMBOL_end (asset.h). */
    .macro asset symbol, file
    .global \symbol
    .global \symbol\()_end
\symbol:
    .incbin "\file"
\symbol\()_end:
    .byte 0
    .endm

    .section .rodata
    asset wf_page_html, "page.html"
    asset wf_page_css, "page.css"
    asset wf_page_d3, "library/d3.min.js"
    asset wf_page_plot, "library/plot.min.js"
    asset wf_page_format, "script/format.js"
    asset wf_page_element, "script/element.js"
    asset wf_page_table, "script/table.js"
    asset wf_page_chart, "script/chart.js"
    asset wf_page_run, "script/run.js"
    asset wf_page_decision, "script/decision.js"
    asset wf_page_store, "script/store.js"
    asset wf_page_start, "script/start.js"
    .section .note.GNU-stack, "", %progbits
