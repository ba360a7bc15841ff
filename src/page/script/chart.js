"use strict";
/* Figures: a caption, a summary for those who do not see it, and a picture that is drawn again for
 * each width, also that of paper. */
const chart = (() => {
  /* Okabe and Ito's palette (2008), which is told apart with any colour vision; the darkest first.
   * What has no colour of its own is grey. */
  const palette = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442"];
  const grey = "#999999";
  /* that text on a colour is read: contrast of at least 4.5 */
  const ink = (colour) => (colour === palette[0] ? "#ffffff" : "#000000");
  const paperWidth = 660; /* of A4 with margins, CSS pixels */
  const drawings = [];

  const options = (more) => ({
    style: { background: "transparent", color: "currentColor", fontFamily: "inherit",
      fontSize: "13px", overflow: "visible" },
    ...more,
  });

  /* The marks of an axis of x with these ticks, each with its text: a logarithmic axis of Plot's
   * own leaves out what is no power of ten. */
  const axisX = (ticks, text, label, grid) => [grid ? Plot.gridX(ticks) : null,
    Plot.axisX(ticks, { text, label, labelAnchor: "center", labelArrow: "none" })];

  function redraw(drawing, width) {
    if (width < 50 || width === drawing.width) return;
    drawing.width = width;
    const svg = drawing.draw(width);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", drawing.summary);
    for (const group of svg.querySelectorAll("[aria-label]")) group.removeAttribute("aria-label");
    drawing.holder.replaceChildren(svg);
  }
  const fit = (drawing) => redraw(drawing, Math.floor(drawing.holder.clientWidth));

  /* A drawing as wide as its holder. @p draw: width to an SVG element */
  function drawing(summary, draw) {
    const made = { summary, draw, width: 0, holder: element("div", { class: "drawing" }) };
    drawings.push(made);
    return made.holder;
  }

  function figure(caption, ...children) {
    return element("figure", {}, element("figcaption", {}, caption), ...children);
  }

  function start() {
    drawings.forEach(fit);
    new ResizeObserver(() => requestAnimationFrame(() => drawings.forEach(fit)))
      .observe(document.getElementById("results"));
    addEventListener("beforeprint", () => drawings.forEach((one) => redraw(one, paperWidth)));
    addEventListener("afterprint", () => drawings.forEach(fit));
    return drawings.length;
  }

  /* ---- stacked bars ---- */

  /* The largest parts have a colour; those behind are one, "other". @p rows: {label, parts: {name:
   * value}} @return {names, rows} */
  function gather(rows) {
    const largest = new Map();
    for (const row of rows)
      for (const [name, value] of Object.entries(row.parts)) {
        const all = row.total || 1;
        largest.set(name, Math.max(largest.get(name) || 0, (value || 0) / all));
      }
    const names = [...largest.keys()].filter((name) => largest.get(name) > 0)
      .sort((a, b) => largest.get(b) - largest.get(a));
    if (names.length <= palette.length) return { names, rows };
    const kept = names.slice(0, palette.length);
    const gathered = rows.map((row) => {
      const parts = Object.fromEntries(kept.map((name) => [name, row.parts[name] || 0]));
      parts.other = names.slice(palette.length)
        .reduce((sum, name) => sum + (row.parts[name] || 0), 0);
      return { ...row, parts };
    });
    return { names: [...kept, "other"], rows: gathered };
  }

  const colourOf = (i) => (i < palette.length ? palette[i] : grey);

  /* @p names: some of @p all, whose order gives the colours */
  function legend(names, all = names) {
    return element("ul", { class: "legend", "aria-label": "colours" }, ...names.map((name) => {
      const swatch = element("span", { class: "swatch" });
      swatch.style.backgroundColor = colourOf(all.indexOf(name));
      return element("li", {}, swatch, name);
    }));
  }

  /* One panel: amounts, or shares of each row's own total. */
  function stack(names, rows, unit, shares) {
    const data = rows.flatMap((row) => names.map((name) => ({
      label: row.label, name, value: row.parts[name] || 0, all: row.total,
      x: (row.parts[name] || 0) * (shares ? 100 / (row.total || 1) : 1),
    })));
    const largest = shares ? 100 : Math.max(...rows.map((row) => row.total), 1e-12);
    const say = (d) => `${d.label}: ${d.name}\n${format.quantity(d.value, unit)}, ` +
      `${format.share(d.value, d.all)} of ${format.quantity(d.all, unit)}`;
    return (width) => {
      const left = 14 + 7.5 * Math.max(...rows.map((row) => row.label.length));
      const right = shares ? 16 : 76, inner = width - left - right;
      const fits = (d) => (d.x / largest) * inner > 7.5 * d.name.length + 8;
      const order = { order: names, z: "name", y: "label", x: "x" };
      return Plot.plot(options({
        width, height: 34 + 38 * rows.length, marginLeft: left, marginRight: right,
        x: { domain: [0, largest], label: null, ticks: Math.max(2, Math.floor(inner / 110)),
          tickFormat: shares ? (value) => value + " %" : (value) => format.quantity(value, unit) },
        y: { domain: rows.map((row) => row.label), label: null, tickSize: 0, padding: 0.18 },
        color: { domain: names, range: names.map((name, i) => colourOf(i)) },
        marks: [
          Plot.barX(data.filter((d) => d.x > 0), { ...order, fill: "name", stroke: "var(--paper)",
            strokeWidth: 0.8, title: say, tip: true }),
          Plot.text(data.filter((d) => d.x > 0), Plot.stackX({ ...order,
            text: (d) => (fits(d) ? d.name : ""), pointerEvents: "none",
            fill: (d) => ink(colourOf(names.indexOf(d.name))) })),
          shares ? null : Plot.text(rows, { x: "total", y: "label", textAnchor: "start", dx: 6,
            text: (row) => format.quantity(row.total, unit) }),
        ],
      }));
    };
  }

  /* @p rows: {label, total, parts: {name: amount}} */
  function stacked(caption, rows, unit) {
    const gathered = gather(rows);
    const summary = rows.map((row) => {
      const parts = gathered.names.filter((name) => row.parts[name] > 0)
        .sort((a, b) => row.parts[b] - row.parts[a]).slice(0, 4);
      return `${row.label}: ${format.quantity(row.total, unit)}` + (parts.length ? ", of it " +
        parts.map((name) => `${name} ${format.share(row.parts[name], row.total)}`).join(", ") : "");
    }).join("; ");
    const made = [false, true].map((shares) => element("div", {},
      element("p", { class: "panel" }, shares ? "shares of each" : "amounts"),
      drawing(`${caption}, ${shares ? "shares" : "amounts"}. ${summary}.`,
        stack(gathered.names, gathered.rows, unit, shares))));
    return figure(caption, legend(gathered.names), element("div", { class: "panels" }, ...made));
  }

  /* ---- points ---- */

  /* Two quantities of each row, and which rows no other one beats in both. @p rows: {label, x, y};
   * @p x, @p y: {name, unit} */
  function frontier(caption, rows, x, y) {
    const best = rows.filter((row) => !rows.some((other) => other !== row && other.x <= row.x &&
      other.y <= row.y && (other.x < row.x || other.y < row.y))).sort((a, b) => a.x - b.x);
    const say = (row) => `${row.label}\n${x.name} ${format.quantity(row.x, x.unit)}\n` +
      `${y.name} ${format.quantity(row.y, y.unit)}`;
    const wide = (values) => Math.min(...values) > 0 &&
      Math.max(...values) > 10 * Math.min(...values);
    const axis = (one, values) => ({ label: one.name, type: wide(values) ? "log" : "linear",
      tickFormat: (value) => format.quantity(value, one.unit), nice: true, grid: true });
    const summary = `${caption}. ` + rows.map((row) => say(row).replace(/\n/g, ", ")).join("; ") +
      `. Not beaten in both: ${best.map((row) => row.label).join(", ")}.`;
    return figure(caption, drawing(summary, (width) => Plot.plot(options({
      width, height: Math.min(420, Math.max(260, width * 0.5)), marginLeft: 70, marginRight: 40,
      marginTop: 28,
      x: { ...axis(x, rows.map((row) => row.x)), ticks: Math.max(2, Math.floor(width / 140)) },
      y: { ...axis(y, rows.map((row) => row.y)), ticks: 5 },
      marks: [
        Plot.line(best, { x: "x", y: "y", curve: "step-after", stroke: palette[0],
          strokeWidth: 2 }),
        Plot.dot(rows, { x: "x", y: "y", r: 5, stroke: "var(--paper)",
          fill: (row) => (best.includes(row) ? palette[0] : grey) }),
        Plot.text(rows, { x: "x", y: "y", text: "label", dy: -12 }),
        Plot.tip(rows, Plot.pointer({ x: "x", y: "y", title: say })),
      ],
    }))));
  }

  /* ---- power over time ---- */

  const spans = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];

  /* The steps of one deployment: {step_s, end_s, kinds: {name: watts}}. */
  function power(caption, series, names) {
    const [unit, size] = spans.find(([, seconds]) => series.end_s >= 3 * seconds) || spans[3];
    const steps = Object.values(series.kinds)[0].length;
    const edge = (i) => (i < steps ? i * series.step_s : series.end_s) / size;
    const kinds = names.filter((name) => series.kinds[name]);
    const data = kinds.flatMap((name) => [...Array(steps + 1).keys()].map((i) => ({ name,
      x: edge(i), w: series.kinds[name][Math.min(i, steps - 1)] })));
    const total = (i) => kinds.reduce((sum, name) => sum + series.kinds[name][i], 0);
    const said = [...Array(steps).keys()].map((i) => ({ x: (edge(i) + edge(i + 1)) / 2,
      w: total(i), text: `${format.general(edge(i), 4)} to ${format.general(edge(i + 1), 4)} ` +
        `${unit}\n` + kinds.map((name) => `${name} ${format.quantity(series.kinds[name][i], "W")}`)
        .join("\n") }));
    const means = kinds.map((name) => {
      const watts = series.kinds[name], whole = watts.slice(0, -1).reduce((a, b) => a + b, 0);
      const last = series.end_s - (steps - 1) * series.step_s;
      return `${name} ${format.quantity((whole * series.step_s + watts[steps - 1] * last) /
        series.end_s, "W")} on average, at most ${format.quantity(Math.max(...watts), "W")}`;
    });
    const summary = `${caption}, over ${format.quantity(series.end_s, "s")}, in steps of ` +
      `${format.quantity(series.step_s, "s")}: ${means.join("; ")}.`;
    return drawing(summary, (width) => Plot.plot(options({
      width, height: 220, marginLeft: 66, marginRight: 24, marginBottom: 40,
      x: { domain: [0, series.end_s / size], label: `time, ${unit}`, labelAnchor: "center",
        labelArrow: "none", ticks: Math.max(3, Math.floor(width / 110)) },
      y: { label: null, ticks: 4, grid: true, tickFormat: (value) => format.quantity(value, "W") },
      color: { domain: names, range: names.map((name, i) => colourOf(i)) },
      marks: [
        Plot.areaY(data, Plot.stackY({ x: "x", y: "w", fill: "name", z: "name", order: names,
          curve: "step-after" })),
        Plot.ruleY([0]),
        Plot.ruleX(said, Plot.pointerX({ x: "x", stroke: "currentColor" })),
        Plot.tip(said, Plot.pointerX({ x: "x", y: "w", title: "text" })),
      ],
    })));
  }

  return { start, figure, drawing, stacked, frontier, power, legend,
    order: (rows) => gather(rows).names, palette, grey, options, axisX };
})();
