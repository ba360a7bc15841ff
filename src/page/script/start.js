"use strict";
/* Draws what the page holds. What went wrong, and how wide the page is, stands in attributes of the
 * root element, for tests. */
(() => {
  const root = document.documentElement;
  addEventListener("error", (event) => { root.dataset.error = event.message; });
  const views = { run: runs.run, compare: runs.comparison, decide: decisions.show,
    sweep: stores.show, figures: runs.assumptions };
  for (const [id, show] of Object.entries(views)) {
    const found = documentOf(id);
    if (found) show(found);
  }
  root.dataset.charts = chart.start();
  const text = document.querySelector("details"); /* open for those without scripts, and on paper */
  text.open = false;
  addEventListener("beforeprint", () => { text.open = true; });
  addEventListener("afterprint", () => { text.open = false; });
  root.dataset.width = root.scrollWidth;
  root.dataset.window = innerWidth;
})();
