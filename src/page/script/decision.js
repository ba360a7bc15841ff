"use strict";
/* A decision: what `decide` prints as JSON, and what its pictures show. */
const decisions = (() => {
  const { cell, quantity, make } = table;
  const { palette, grey, options } = chart;
  const [blue, orange, , , , vermilion] = palette;

  /* Ratios as the text has them: three digits, large ones whole. */
  const times = (value) => (value === null || value === undefined ? "-"
    : value >= 1000 ? format.quantity(Math.round(value), "") : format.general(value, 3));
  const interval = (spread) => (spread.median === null ? "-"
    : `${times(spread.median)} [${times(spread.low)}, ${times(spread.high)}]`);
  const short = (key) => key.replace(/\|.*\|/, "|..|");
  /* Of a key the end says most, of a sentence its beginning. */
  const clip = (text, most) => (text.length > most ? ".." + text.slice(2 - most) : text);
  const cut = (text, most) => (text.length > most ? text.slice(0, most - 2) + ".." : text);

  /* Of ratios: logarithmic, at powers of ten, or at more digits the narrower it is. */
  function ratioAxis(values, label, room = 1.25) {
    const known = values.filter((value) => value > 0);
    const low = Math.min(...known, 1) / room, high = Math.max(...known, 1) * room;
    const decades = Math.log10(high / low);
    const digits = decades > 2.5 ? [1] : decades > 0.9 ? [1, 2, 5] : [1, 1.2, 1.5, 2, 3, 4, 6, 8];
    const first = Math.floor(Math.log10(low)), ticks = [];
    for (let power = first; 10 ** power <= high; power++)
      for (const digit of digits) {
        const tick = Number(`${digit}e${power}`);
        if (tick >= low && tick <= high) ticks.push(tick);
      }
    return { scale: { type: "log", domain: [low, high], axis: null }, domain: [low, high],
      marks: (grid) => chart.axisX(ticks, (value) => format.quantity(value, ""), label, grid) };
  }
  /* Equal needs, the line that a verdict is about; its name leans away from the edge. */
  const same = (axis) => [
    Plot.ruleX([1], { stroke: "currentColor", strokeWidth: 2, strokeDasharray: "5 3" }),
    Plot.text([1], { x: (one) => one, frameAnchor: "top", dy: -22, text: () => "both the same",
      textAnchor: Math.log(1 / axis.domain[0]) < 0.12 * Math.log(axis.domain[1] / axis.domain[0])
        ? "start" : Math.log(axis.domain[1]) <
        0.12 * Math.log(axis.domain[1] / axis.domain[0]) ? "end" : "middle" }),
  ];

  /* ---- how sure ---- */

  /* Counts between equal steps of the logarithm. */
  function binned(ratios, from, to, bins) {
    const step = Math.log(to / from) / bins, counts = new Array(bins).fill(0);
    for (const ratio of ratios)
      counts[Math.min(bins - 1, Math.max(0, Math.floor(Math.log(ratio / from) / step)))]++;
    return counts.map((count, i) => ({ count: count / ratios.length,
      x1: from * Math.exp(i * step), x2: from * Math.exp((i + 1) * step) }));
  }

  function distribution(decision, pictured) {
    const name = `${decision.second} / ${decision.winner}`;
    const ratios = pictured.ratios.filter((value) => value > 0);
    const wide = (pictured.doubled_ratios || []).filter((value) => value > 0);
    if (!ratios.length) return null;
    const low = Math.min(...ratios, ...wide, 1) / 1.1, high = Math.max(...ratios, ...wide, 1) * 1.1;
    const steps = 32, bins = binned(ratios, low, high, steps);
    const wider = wide.length ? binned(wide, low, high, steps) : [];
    const axis = ratioAxis([low, high], `energy, ${name}`, 1);
    const spreads = [{ ...decision.ratio, label: "as believed", colour: blue }];
    if (wide.length && decision.doubled_ratio.median !== null)
      spreads.push({ ...decision.doubled_ratio, label: "assumed twice as wide", colour: orange });
    const say = (one) => `${one.label}: ${interval(one)}`;
    const caption = `Energy of ${name} over the draws; right of 1 ${decision.winner} needs less`;
    return chart.figure(caption, chart.drawing(`${caption}. Median and 90 % of the draws: ` +
      spreads.map(say).join("; ") + ".", (width) => Plot.plot(options({
      width, height: 300, marginLeft: 16, marginRight: 24, marginTop: 40, marginBottom: 44,
      x: axis.scale,
      y: { axis: null, domain: [-0.3 * d3.max(bins, (bin) => bin.count),
        1.12 * d3.max([...bins, ...wider], (bin) => bin.count)] },
      marks: [
        Plot.rect(bins, { x1: "x1", x2: "x2", y1: 0, y2: "count", fill: blue, insetRight: 1,
          title: (bin) => `${times(bin.x1)} to ${times(bin.x2)}: ` +
            `${format.share(bin.count, 1)} of the draws`, tip: true }),
        Plot.line(wider, { x: (bin) => Math.sqrt(bin.x1 * bin.x2), y: "count", stroke: orange,
          strokeWidth: 2, curve: "step" }),
        Plot.ruleY([0]),
        ...axis.marks(false),
        ...spreads.flatMap((one, i) => {
          const y = -(i + 1) * 0.1 * d3.max(bins, (bin) => bin.count);
          return [Plot.link([one], { x1: "low", x2: "high", y1: y, y2: y, stroke: one.colour,
            strokeWidth: 4 }), Plot.dot([one], { x: "median", y, r: 5, fill: one.colour,
            stroke: "currentColor", title: say, tip: true })];
        }),
        ...same(axis),
      ],
    }))), legend(spreads.map((one) => [one.colour, say(one)])));
  }

  function legend(items) {
    return element("ul", { class: "legend" }, ...items.map(([colour, text]) => {
      const swatch = element("span", { class: "swatch" });
      swatch.style.backgroundColor = colour;
      return element("li", {}, swatch, text);
    }));
  }

  function sure(decision, pictured) {
    const rows = [["draws", quantity(decision.draws, "")],
      ["failed draws", quantity(decision.failed_draws, "")],
      [`${decision.winner} uses least in`, cell(format.share(decision.probability, 1),
        decision.probability)],
      ["at least, with 95 % confidence", cell(format.share(decision.probability_low, 1),
        decision.probability_low)],
      ["ratio, median [90 %]", cell(interval(decision.ratio))],
      ["share with what is assumed twice as wide",
        cell(format.share(decision.doubled_probability, 1), decision.doubled_probability)],
      ["ratio, assumed twice as wide", cell(interval(decision.doubled_ratio))],
      ["ratio with all at their centre", cell(times(decision.centre_ratio), decision.centre_ratio)],
      ["ratio with all that is assumed at its worst end", cell(times(decision.corner_ratio),
        decision.corner_ratio)]].map(([name, value]) => [cell(name), value]);
    section("sure", "How sure it is", make("Deployments", [{ name: "label" },
      { name: "deployment" }, { name: "paradigm" }], decision.deployments.map((one) =>
      [cell(one.label), cell(one.deployment), cell(one.paradigm)])),
    distribution(decision, pictured), make("The verdict in numbers",
      [{ name: "quantity" }, { name: "value", number: true }], rows));
  }

  /* ---- what decides ---- */

  const mostBars = 12;
  const labelWidth = (width) => Math.min(260, Math.max(120, width * 0.3));

  function tornado(decision, pictured) {
    const centre = pictured.centre_ratio;
    const reach = (bar) => Math.abs(Math.log(bar.high / bar.low));
    const sorted = pictured.bars.filter((bar) => bar.low > 0 && bar.high > 0 && reach(bar) > 0)
      .sort((a, b) => reach(b) - reach(a));
    const bars = sorted.filter((bar) => reach(bar) > 0.02 * reach(sorted[0])).slice(0, mostBars)
      .map((bar, i) => ({ ...bar, at: String(i) }));
    if (!bars.length || !(centre > 0)) return null;
    const caption = "What each factor alone does to the ratio, from end to end of what is believed";
    const say = (bar) => `${bar.key}\n${bar.low_text}: ${times(bar.low)}\n` +
      `${bar.high_text}: ${times(bar.high)}`;
    return chart.figure(caption, chart.drawing(`${caption}, all others at their centre (ratio ` +
      `${times(centre)}). ` + bars.map((bar) => say(bar).replace(/\n/g, ", ")).join("; ") + ".",
    (width) => {
      const left = labelWidth(width), ends = bars.flatMap((bar) => [
        { at: bar.at, x: bar.low, text: bar.low_text, right: bar.low > bar.high },
        { at: bar.at, x: bar.high, text: bar.high_text, right: bar.high > bar.low }]);
      const axis = ratioAxis(ends.map((end) => end.x),
        `energy, ${decision.second} / ${decision.winner}`);
      const room = Math.exp(0.16 * Math.log(axis.domain[1] / axis.domain[0]));
      return Plot.plot(options({
        width, height: 84 + 26 * bars.length, marginLeft: left, marginRight: 30, marginTop: 28,
        marginBottom: 44,
        x: { ...axis.scale, domain: [axis.domain[0] / room, axis.domain[1] * room] },
        y: { domain: bars.map((bar) => bar.at), label: null, tickSize: 0, padding: 0.3,
          tickFormat: (at) => clip(short(bars[Number(at)].key), Math.floor(left / 7)) },
        marks: [
          ...axis.marks(true),
          Plot.barX(bars, { x1: "low", x2: "high", y: "at", fill: blue, title: say, tip: true }),
          Plot.ruleX([centre], { stroke: "currentColor" }),
          ...same(axis),
          Plot.text(ends.filter((end) => end.right), { x: "x", y: "at", text: "text",
            textAnchor: "start", dx: 4, fontSize: 11 }),
          Plot.text(ends.filter((end) => !end.right), { x: "x", y: "at", text: "text",
            textAnchor: "end", dx: -4, fontSize: 11 }),
        ],
      }));
    }));
  }

  function shares(decision) {
    const seen = new Set(); /* factors that are drawn together share their index */
    const rows = decision.factors.filter((factor) => !factor.rest && factor.total >= 0.005)
      .filter((factor) => !seen.has(factor.group) && seen.add(factor.group))
      .slice(0, mostBars).map((factor, i) => ({ ...factor.total_interval, at: String(i),
        key: factor.key, alone: factor.share }));
    if (!rows.length) return null;
    const caption = "Shares of the variance of the ratio's logarithm, in all, with 95 % intervals";
    const say = (row) => `${row.key}\nin all ${row.value.toFixed(2)} [${row.low.toFixed(2)}, ` +
      `${row.high.toFixed(2)}]\nalone ${row.alone.toFixed(2)}`;
    return chart.figure(caption, chart.drawing(`${caption}. ` +
      rows.map((row) => say(row).replace(/\n/g, ", ")).join("; ") + ".", (width) => {
      const left = labelWidth(width);
      return Plot.plot(options({
        width, height: 50 + 26 * rows.length, marginLeft: left, marginRight: 48, marginTop: 8,
        x: { domain: [0, 1], clamp: true, label: null, grid: true },
        y: { domain: rows.map((row) => row.at), type: "band", label: null, tickSize: 0,
          tickFormat: (at) => clip(short(rows[Number(at)].key), Math.floor(left / 7)) },
        marks: [
          Plot.link(rows, { x1: "low", x2: "high", y1: "at", y2: "at", stroke: grey,
            strokeWidth: 3 }),
          Plot.dot(rows, { x: "value", y: "at", r: 5, fill: blue, title: say, tip: true }),
          Plot.text(rows, { x: "high", y: "at", dx: 8, textAnchor: "start",
            text: (row) => row.value.toFixed(2) }),
        ],
      }));
    }));
  }

  function factors(decision, pictured) {
    const shown = (value) => (value === null ? cell("-")
      : cell(value < 0.005 ? "< 0.01" : value.toFixed(2), value));
    const rows = decision.factors.map((factor, i) => {
      const bar = pictured.bars[i];
      const draws = bar.even_low_text ? `${bar.even_low_text} .. ${bar.even_high_text}` : "";
      return [cell(factor.key), cell(`${bar.low_text} .. ${bar.high_text}`),
        cell(factor.provenance), shown(factor.share), shown(factor.total),
        cell(bar.even_text || "never"), cell(factor.inside ? "yes" : ""), cell(draws),
        cell(factor.source || "")];
    });
    return make("Every factor that was drawn, with its provenance", [{ name: "key" },
      { name: "believed", short: true }, { name: "provenance" }, { name: "alone", number: true },
      { name: "in all", number: true }, { name: "same at", short: true }, { name: "inside" },
      { name: "90 % of draws", short: true }, { name: "source", wide: true }], rows);
  }

  /* ---- the text of a part ---- */

  /* Lines of the text form below @p title; lines that were broken are whole again. */
  function linesOf(title) {
    const lines = document.querySelector("pre.text").textContent.split("\n");
    const from = lines.findIndex((line) => line.startsWith(title));
    if (from < 0) return [];
    const to = lines.indexOf("", from);
    return lines.slice(from + 1, to < 0 ? lines.length : to);
  }
  const joined = (lines) => lines.join("\n").replace(/\n {2}/g, " ").split("\n");

  function rule() {
    const lines = joined(linesOf("The rule"));
    if (lines.length)
      section("rule", "The rule", ...lines.map((line) => element("p", {}, line)));
    const tree = linesOf("Who uses less, and where");
    if (tree.length)
      section("tree", "Who uses less, and where", element("p", {},
        "Shares of the draws that each answer was tested on."),
      element("pre", { tabindex: "0", "aria-label": "Tree" }, tree.join("\n")));
  }

  /* ---- the plane of two factors ---- */

  function plane(frontier) {
    if (!frontier || !frontier.lines.length) return;
    const [x, y] = frontier.axes;
    const caption = "Where both need the same (bold), other ratios, and what is believed (box)";
    const say = (line, point) => `${line.ratio} = ${format.general(line.level, 3)}\n` +
      [x, y].map((axis, i) => `${axis.key} ${format.quantity(point[i], axis.unit)}`).join("\n");
    const points = frontier.lines.flatMap((line, i) => line.points.map((point) => ({
      x: point[0], y: point[1], line: i, level: line.level, text: say(line, point) })));
    const scale = (axis) => ({ type: axis.logarithmic ? "log" : "linear", label: axis.key,
      domain: [axis.from, axis.to], labelAnchor: "center", ticks: 5,
      tickFormat: (value) => format.quantity(value, axis.unit) });
    const least = frontier.regions.map((region) => `${region.least} needs least in ` +
      `${format.share(region.share_believed, 1)} of what is believed`).join("; ");
    section("plane", "In the plane of two factors", element("p", {}, least + "."),
      chart.figure(caption, chart.drawing(`${caption}. ${x.key} from left to right, ${y.key} ` +
        `from bottom to top. ${least}.`, (width) => Plot.plot(options({
        width, height: Math.min(520, Math.max(300, width * 0.6)), marginLeft: 84, marginBottom: 44,
        marginRight: 40, x: { ...scale(x), ticks: Math.max(2, Math.floor(width / 150)) },
        y: scale(y),
        marks: [
          Plot.rect([0], { x1: () => x.low, x2: () => x.high, y1: () => y.low, y2: () => y.high,
            fill: grey, fillOpacity: 0.2 }),
          Plot.line(points, { x: "x", y: "y", z: "line",
            stroke: (point) => (point.level === 1 ? vermilion : blue),
            strokeWidth: (point) => (point.level === 1 ? 3 : 1.2) }),
          Plot.text(frontier.regions, { x: (one) => one.at[0], y: (one) => one.at[1],
            text: (one) => `${one.least} least`, fontWeight: 600 }),
          Plot.tip(points, Plot.pointer({ x: "x", y: "y", title: "text" })),
        ],
      })))));
  }

  /* ---- side by side, and accounted otherwise ---- */

  function sideBySide(decision) {
    if (!decision.table.length) return;
    const labels = Object.keys(decision.table[0].medians);
    const shown = (row, label) => {
      const value = row.medians[label];
      if (value === null) return cell("unknown");
      return row.unit === "" ? cell(times(value), value) : quantity(value, row.unit);
    };
    section("contrast", "Side by side", make("Medians of the draws", [{ name: "quantity" },
      ...labels.map((label) => ({ name: label, number: true })),
      { name: `${labels[1]} / ${labels[0]} [90 %]`, number: true }, { name: `${labels[1]} is` }],
    decision.table.map((row) => [cell(row.quantity), ...labels.map((label) => shown(row, label)),
      cell(row.mark === "same" ? "1" : interval(row.ratio),
        row.ratio.median), cell(row.mark)])));
  }

  const idle = { stated: "", none: "no idle power", all: "all idle power" };
  function flipName(flip) {
    const parts = [flip.quantity === "energy" ? "" : flip.quantity, flip.network,
      idle[flip.idle], flip.whole_hosts ? "whole hosts" : ""];
    return parts.filter((part) => part).join(", ");
  }

  function flips(decision) {
    if (!decision.flips.length) return;
    const rows = decision.flips.map((flip, i) =>
      ({ ...flip, at: String(i), name: flipName(flip) }));
    const known = rows.filter((flip) => flip.known && flip.ratio.low > 0);
    const caption = "The same draws, accounted otherwise: median, and 90 % of the draws";
    const say = (flip) => `${flip.name}\n${interval(flip.ratio)}, least: ${flip.least}`;
    const colour = (flip) => (flip.turns ? vermilion : blue);
    const figure = known.length ? chart.figure(caption, chart.drawing(`${caption}. ` +
      known.map((flip) => say(flip).replace(/\n/g, ": ")).join("; ") + ".", (width) => {
      const narrow = width < 560; /* names then stand above, as they differ in their ends */
      const left = narrow ? 12 : labelWidth(width) * 1.3, step = narrow ? 36 : 20;
      const axis = ratioAxis(known.flatMap((flip) => [flip.ratio.low, flip.ratio.high]),
        `energy or carbon, ${decision.second} / ${decision.winner}`);
      return Plot.plot(options({
        width, height: 76 + step * known.length, marginLeft: left, marginRight: 24, marginTop: 28,
        marginBottom: 44, x: axis.scale,
        y: { domain: known.map((flip) => flip.at), type: "band", label: null, tickSize: 0,
          axis: narrow ? null : "left",
          tickFormat: (at) => cut(rows[Number(at)].name, Math.floor(left / 6.9)) },
        marks: [
          ...axis.marks(true),
          Plot.link(known, { x1: (flip) => flip.ratio.low, x2: (flip) => flip.ratio.high, y1: "at",
            y2: "at", stroke: colour, strokeWidth: 2 }),
          Plot.dot(known, { x: (flip) => flip.ratio.median, y: "at", r: 4, fill: colour,
            title: say, tip: true }),
          narrow ? Plot.text(known, { frameAnchor: "left", y: "at", text: "name", dx: 8, dy: -13,
            fontSize: 11, textAnchor: "start", stroke: "var(--paper)", fill: "currentColor" })
            : null,
          ...same(axis),
        ],
      }));
    })) : null;
    const columns = [{ name: "way" },
      { name: `${decision.second} / ${decision.winner} [90 %]`, number: true }, { name: "least" },
      { name: "in draws", number: true }, { name: "counts" }, { name: "turns it" }];
    section("flips", "What would flip it", figure, make("Ways to account for it: quantity, " +
      "view of networks, idle power, hosts", columns,
      rows.map((flip) => [cell(flip.name),
        cell(flip.known ? interval(flip.ratio) : "unknown", flip.known ? flip.ratio.median : null),
        cell(flip.least || "-"), cell(format.share(flip.probability, 1), flip.probability),
        cell(flip.counts ? "yes" : "no"), cell(flip.turns ? "yes" : "no")])));
  }

  function unequal(decision) {
    section("unequal", "Not the same work", make("Terms that differ", [{ name: "term" },
      { name: "why" }], decision.unequal.map((one) => [cell(one.term), cell(one.why)])));
  }

  function show(decision) {
    const pictured = documentOf("pictured");
    if (!pictured) {
      unequal(decision);
      return;
    }
    sure(decision, pictured);
    section("decides", "What decides", tornado(decision, pictured), shares(decision),
      factors(decision, pictured));
    rule();
    plane(decision.frontier);
    sideBySide(decision);
    flips(decision);
  }

  return { show };
})();
