"use strict";
/* The points of a sweep: what `sweep` prints as JSON, and the values behind its spreads. */
const stores = (() => {
  const { cell, quantity, make } = table;
  const shown = [["time_s", "time", "s"], ["energy_j", "energy", "J"], ["carbon_g", "carbon", "g"]];
  const steps = 28;

  /* Shares of the values between equal steps, of the logarithm where they differ widely. */
  function bins(values, from, to, log) {
    const place = (value) => (log ? Math.log(value / from) / Math.log(to / from)
      : (value - from) / (to - from));
    const edge = (i) => (log ? from * (to / from) ** (i / steps)
      : from + ((to - from) * i) / steps);
    const counts = new Array(steps).fill(0);
    for (const value of values)
      counts[Math.min(steps - 1, Math.max(0, Math.floor(place(value) * steps)))]++;
    return counts.map((count, i) =>
      ({ share: count / values.length, x1: edge(i), x2: edge(i + 1) }));
  }

  /* Powers of ten; of times those that are said so. As many as have room. */
  function logTicks(low, high, unit, width) {
    const times = [1e-3, 1e-2, 0.1, 1, 10, 60, 600, 3600, 36000,
      ...[1, 10, 100, 1e3, 1e4, 1e5].map((days) => 86400 * days)];
    const first = Math.floor(Math.log10(low)), last = Math.ceil(Math.log10(high));
    const narrow = high < 80 * low;
    const digits = [...Array(last - first + 1).keys()].flatMap((i) =>
      (narrow ? [1, 2, 5] : [1]).map((digit) => Number(`${digit}e${first + i}`)));
    const all = (unit === "s" && !narrow ? times : digits)
      .filter((tick) => tick >= low && tick <= high);
    const every = Math.ceil(all.length / Math.max(2, Math.floor(width / 90)));
    return all.filter((tick, i) => i % every === 0);
  }

  /* Histograms of all deployments, one below the other on one axis, with median and 90 %. */
  function distribution(caption, samples, spreads, unit, one) {
    const known = Object.entries(samples).filter(([, values]) => values.length);
    const all = known.flatMap(([, values]) => values);
    if (!all.length) return null;
    let low = Math.min(...all, ...(one ? [1] : [])), high = Math.max(...all, ...(one ? [1] : []));
    const log = low > 0 && high > 8 * low;
    if (low === high) [low, high] = [low - 1, high + 1]; /* one value: a bin of its own */
    const say = (label) => `${label}: median ${format.quantity(spreads[label].median, unit)}, ` +
      `90 % from ${format.quantity(spreads[label].low, unit)} to ` +
      format.quantity(spreads[label].high, unit);
    const data = known.flatMap(([label, values]) => bins(values, low, high, log)
      .map((bin) => ({ ...bin, label, text: `${label}\n${format.quantity(bin.x1, unit)} to ` +
        `${format.quantity(bin.x2, unit)}: ${format.share(bin.share, 1)} of the points` })));
    const marks = known.map(([label]) => ({ label, ...spreads[label] }));
    const left = 14 + 7.5 * Math.max(...known.map(([label]) => label.length));
    return chart.figure(caption, chart.drawing(`${caption}. ` +
      known.map(([label]) => say(label)).join("; ") + ".", (width) => Plot.plot(chart.options({
      width, height: 46 + 84 * known.length, marginLeft: Math.min(left, width / 3),
      marginRight: 40, marginBottom: 40,
      x: { type: log ? "log" : "linear", domain: [low, high], axis: null },
      y: { axis: null, domain: [-0.12 * d3.max(data, (bin) => bin.share),
        d3.max(data, (bin) => bin.share)] },
      fy: { domain: known.map(([label]) => label), axis: "left", label: null, padding: 0.12 },
      marks: [
        Plot.rect(data, { fy: "label", x1: "x1", x2: "x2", y1: 0, y2: "share",
          fill: chart.palette[0], insetRight: 1, title: "text", tip: true }),
        Plot.ruleY([0]),
        ...chart.axisX(log ? logTicks(low, high, unit, width)
          : d3.ticks(low, high, Math.max(2, Math.floor(width / 150))),
        (value) => format.quantity(value, unit), null, false),
        Plot.link(marks, { fy: "label", x1: "low", x2: "high",
          y1: () => -0.07 * d3.max(data, (bin) => bin.share),
          y2: () => -0.07 * d3.max(data, (bin) => bin.share), stroke: chart.palette[1],
          strokeWidth: 4 }),
        Plot.dot(marks, { fy: "label", x: "median",
          y: () => -0.07 * d3.max(data, (bin) => bin.share), r: 5, fill: chart.palette[1],
          stroke: "currentColor" }),
        one ? Plot.ruleX([1], { stroke: "currentColor", strokeWidth: 2, strokeDasharray: "5 3" })
          : null,
      ],
    }))));
  }

  const spreadColumns = [["least", "least"], ["low", "5 %"], ["median", "median"],
    ["high", "95 %"], ["most", "most"], ["mean", "mean"]];
  const spreadCells = (spread, unit) => spreadColumns.map(([key]) => quantity(spread[key], unit));
  const columns = (first) => [{ name: first }, { name: "points", number: true },
    ...spreadColumns.map(([, name]) => ({ name, number: true }))];

  function results(sweep, spread) {
    for (const [key, name, unit] of shown) {
      const labels = Object.keys(sweep.results);
      const own = Object.fromEntries(labels.map((label) => [label, sweep.results[label][key]]));
      if (labels.every((label) => !own[label].points)) continue;
      section(`of-${name}`, name[0].toUpperCase() + name.slice(1),
        distribution(`How ${name} is spread over the points`, spread.results[key], own, unit),
        make(`Spread of ${name}`, columns("deployment"), labels.map((label) => [cell(label),
          quantity(own[label].points, ""), ...spreadCells(own[label], unit)])));
    }
  }

  function ratios(sweep, spread) {
    const labels = Object.keys(sweep.ratios), first = Object.keys(sweep.results)[0];
    if (!labels.length) return;
    const drawn = shown.map(([key, name]) => distribution(`Ratio of ${name} to ${first}; the ` +
      "dashed line: both the same", spread.ratios[key], Object.fromEntries(labels.map((label) =>
      [label, sweep.ratios[label][key]])), "", true));
    const rows = shown.flatMap(([key, name]) => labels.map((label) => [
      cell(`${name}, ${label} / ${first}`), quantity(sweep.ratios[label][key].points, ""),
      ...spreadCells(sweep.ratios[label][key], "")]));
    section("ratios", `Ratios to ${first}`, ...drawn,
      make("Ratios, point by point", columns("ratio"), rows));
  }

  function factors(sweep) {
    const number = (value, unit) => (typeof value === "number" ? quantity(value, unit)
      : cell(value === null || value === undefined ? "-" : String(value)));
    const rows = sweep.factors.map((factor) => [cell(factor.key), cell(factor.shape || ""),
      number(factor.low, factor.unit), number(factor.centre, factor.unit),
      number(factor.high, factor.unit), cell(factor.times ? "times what stands" : ""),
      cell(factor.provenance || ""), cell(factor.source || "")]);
    section("factors", "What was varied", make("Factors, with what is believed of them", [
      { name: "key" }, { name: "shape" }, { name: "low", number: true },
      { name: "centre", number: true }, { name: "high", number: true }, { name: "in" },
      { name: "provenance" }, { name: "source", wide: true }], rows));
  }

  function design(sweep) {
    const rows = [["design", sweep.design], ["seed", sweep.seed], ["points", sweep.points],
      ["shard", `${sweep.shard} of ${sweep.shards}`], ["done", sweep.done],
      ["failed", sweep.failed], ["complete", sweep.partial ? "no" : "yes"],
      ["made by", `wattfleet ${sweep.wattfleet}`]];
    const settings = Object.entries(sweep.settings || {}).map(([key, value]) => [`setting: ${key}`,
      value === null ? "-" : typeof value === "string" ? value : JSON.stringify(value)]);
    section("design", "Which points", make("Design and settings", [{ name: "what" },
      { name: "value" }], [...rows, ...settings].map(([name, value]) =>
      [cell(name), cell(String(value))])),
    sweep.reasons.length ? make("Points that failed", [{ name: "reason", wide: true },
      { name: "points", number: true }, { name: "first", number: true }],
    sweep.reasons.map((one) => [cell(one.reason), quantity(one.points, ""),
      quantity(one.first, "")])) : null);
  }

  function show(sweep) {
    const spread = documentOf("spread");
    results(sweep, spread);
    ratios(sweep, spread);
    factors(sweep);
    design(sweep);
  }

  return { show };
})();
