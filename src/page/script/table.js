"use strict";
/* Tables that sort by a column and are copied with their exact values. */
const table = (() => {
  /* A cell: text as it is shown, and the value behind it: a number, or none. */
  const cell = (text, value) => ({ text, value: value === undefined ? null : value });
  const quantity = (value, unit) => cell(format.quantity(value, unit), value);

  function compare(a, b) {
    if (typeof a.value === "number" && typeof b.value === "number") return a.value - b.value;
    if (typeof a.value === "number" || typeof b.value === "number")
      return typeof a.value === "number" ? -1 : 1;
    return a.text.localeCompare(b.text, "en", { numeric: true });
  }

  /* What is copied: tabs between columns, numbers in full. */
  function plain(columns, rows) {
    const clean = (text) => String(text).replace(/[\t\n]+/g, " ");
    const lines = [columns.map((column) => clean(column.name))];
    for (const row of rows)
      lines.push(row.map((one) => clean(typeof one.value === "number" ? one.value : one.text)));
    return lines.map((line) => line.join("\t")).join("\n") + "\n";
  }

  async function copy(text, button) {
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch (refused) { /* a browser without this permission has the older way */
      const area = element("textarea", { class: "hidden", "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = "copied";
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  const classOf = ({ number, wide, short }) =>
    (number ? "number" : wide ? "wide" : short ? "short" : null);

  function bodyRow(row, columns) {
    return element("tr", {}, ...row.map((one, i) => {
      const attributes = { class: classOf(columns[i]) };
      if (typeof one.value === "number") attributes.title = String(one.value);
      return i === 0 ? element("th", { ...attributes, scope: "row" }, one.text)
        : element("td", attributes, one.text);
    }));
  }

  /* Number columns begin with the largest; the third press brings the first order back. */
  function sorter(columns, rows, body, headers) {
    let column = -1, direction = 0;
    return (pressed) => {
      const first = columns[pressed].number ? -1 : 1;
      direction = pressed !== column ? first : direction === first ? -first : 0;
      column = direction ? pressed : -1;
      const order = rows.slice();
      if (direction)
        order.sort((a, b) => direction * compare(a[column], b[column]));
      headers.forEach((header, i) => header.setAttribute("aria-sort",
        i !== column ? "none" : direction > 0 ? "ascending" : "descending"));
      body.replaceChildren(...order.map((row) => bodyRow(row, columns)));
    };
  }

  /* @p columns: {name}, with `number`, `wide` (sentences) or `short` (one line); @p rows: arrays
   * of cells. */
  function make(caption, columns, rows) {
    const body = element("tbody", {}, ...rows.map((row) => bodyRow(row, columns)));
    const headers = columns.map((column) => element("th",
      { scope: "col", class: classOf(column), "aria-sort": "none" }));
    const press = sorter(columns, rows, body, headers);
    headers.forEach((header, i) => {
      const button = element("button", { type: "button", title: "sort" }, columns[i].name);
      button.addEventListener("click", () => press(i));
      header.append(button);
    });
    const button = element("button", { type: "button", class: "copy" }, "copy table");
    button.addEventListener("click", () => copy(plain(columns, rows), button));
    return element("div", { class: "table" },
      element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption },
        element("table", {}, element("caption", {}, caption),
          element("thead", {}, element("tr", {}, ...headers)), body)),
      button);
  }

  return { make, cell, quantity };
})();
