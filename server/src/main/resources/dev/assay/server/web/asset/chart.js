// Estimates over time: the interval as a band, gaps as gaps, the open bucket as such, marks on the axis.
import uPlot from "./uplot.js";

const root = document.documentElement;
const locale = root.dataset.locale || "en";
const zone = root.dataset.zone || "UTC";
const charts = new Map();
// How far above the highest line its intervals may draw the axis.
const MOST_ABOVE = 1.5;
const UNSEEN = { stroke: "transparent", width: 0, points: { show: false } };
const DASHES = [[], [8, 4], [2, 3], [12, 4, 2, 4], [6, 2], [3, 6]];

const formats = {
  time: new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit" }),
  day: new Intl.DateTimeFormat(locale, { timeZone: zone, day: "numeric", month: "short" }),
  both: new Intl.DateTimeFormat(locale, { timeZone: zone, day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }),
  three: new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }),
  // By the number of decimals; a format costs far more to make than to use.
  decimals: new Map(),
};

function number(value, digits) {
  let format = formats.decimals.get(digits);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.decimals.set(digits, format);
  }
  return format.format(value);
}

function short(value) {
  return formats.three.format(value);
}

// One number of a unit; the scale decides the decimals, so that an axis agrees with itself.
export function write(unit, value, scale = value) {
  const size = Math.abs(scale);
  switch (unit) {
    case "share":
      return `${number(100 * value, size < 0.01 ? 2 : 1)}%`;
    case "millis":
      if (size < 1000) return `${number(value, size < 10 ? 1 : 0)} ms`;
      return size < 120000 ? `${number(value / 1000, 2)} s` : `${number(value / 60000, 1)} min`;
    case "score":
      return number(value, 2);
    case "money":
      return `$${size >= 1 || size === 0 ? number(value, 2) : number(value, Math.min(8, 2 - Math.floor(Math.log10(size))))}`;
    case "per_second":
      return `${short(value)}/s`;
    default:
      return short(value);
  }
}

function tick(unit, value, most) {
  if (value === 0) return "0";
  if (unit === "share") return `${short(100 * value)}%`;
  if (unit === "millis") return most < 1000 ? `${short(value)} ms` : `${short(value / 1000)} s`;
  if (unit === "money") return `$${short(value)}`;
  return short(value);
}

function colour(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

function faint(element, name, share) {
  return `color-mix(in srgb, ${colour(element, name)} ${share}%, transparent)`;
}

export function draw(part) {
  part.querySelectorAll("[data-chart]").forEach((element) => {
    if (!charts.has(element)) make(element);
  });
  for (const [element, chart] of charts) {
    if (!element.isConnected) {
      chart.observer.disconnect();
      chart.plot.destroy();
      charts.delete(element);
    }
  }
}

export function redraw() {
  for (const [element, chart] of [...charts]) {
    chart.observer.disconnect();
    chart.plot.destroy();
    element.replaceChildren();
    charts.delete(element);
    make(element);
  }
}

function make(element) {
  const data = JSON.parse(element.dataset.chart);
  if (!data.times || data.times.length === 0) return;
  const axis = scale(data);
  const plot = new uPlot(options(element, data, axis), columns(data, axis), element);
  say(element, axis.cut);
  const observer = new ResizeObserver(() => plot.setSize(size(element)));
  observer.observe(element);
  charts.set(element, { plot, observer });
}

function size(element) {
  return { width: Math.max(200, element.clientWidth), height: Math.max(150, element.clientHeight) };
}

// Who looks at a band is to know that it goes on.
function say(element, cut) {
  let note = element.nextElementSibling;
  if (!note?.classList.contains("chart-cut")) {
    if (!cut) return;
    note = document.createElement("p");
    note.className = "note chart-cut";
    element.after(note);
  }
  note.textContent = cut ? "Intervals that reach beyond the axis go on: the table says how far." : "";
}

// For each line: what is complete, low, high, the way to the bucket that is still open, and low and high where one has no
// bound: there the band goes to the edge, and is fainter.
function columns(data, axis) {
  const x = data.times.map((start, i) => (start + data.ends[i]) / 2000);
  const all = [x];
  const last = x.length - 1;
  for (const line of data.lines) {
    const fit = (values) => x.map((_, i) => (values[i] === undefined ? null : values[i]));
    const values = fit(line.values);
    const open = data.open && !line.overlay;
    all.push(open ? values.map((value, i) => (i === last ? null : value)) : values);
    all.push(fit(line.low), fit(line.high));
    all.push(open ? values.map((value, i) => (i >= last - 1 ? value : null)) : x.map(() => null));
    const endless = (i) => values[i] != null && (line.low[i] == null || line.high[i] == null);
    const edge = (ends, bound) => x.map((_, i) => (values[i] != null && (endless(i - 1) || endless(i) || endless(i + 1)) ? ends[i] ?? bound : null));
    all.push(edge(line.low, axis.low), edge(line.high, axis.high));
  }
  return all;
}

function options(element, data, scaled) {
  const series = [{}];
  const bands = [];
  let place = 0;
  const count = data.lines.filter((line) => !line.overlay).length;
  const moments = momentary(data);
  data.lines.forEach((line, i) => {
    const first = 1 + 6 * i;
    const ink = `--ink-${line.ink}`;
    const stroke = line.overlay ? faint(element, "--axis", 80) : colour(element, ink);
    const dash = line.overlay ? [3, 4] : DASHES[place % DASHES.length];
    if (!line.overlay) place += 1;
    const lonely = (u, s) =>
      u.data[s].map((v, j) => (v != null && u.data[s][j - 1] == null && u.data[s][j + 1] == null ? j : null)).filter((j) => j != null);
    const known = (u, s) => [...u.data[s].keys()].filter((j) => u.data[s][j] != null);
    series.push({ stroke, dash, width: line.overlay ? 1.25 : 2, spanGaps: false, points: { show: true, size: moments ? 6 : 4, fill: stroke, filter: moments ? known : lonely } });
    series.push({ ...UNSEEN }, { ...UNSEEN });
    const hollow = (u, s) => (u.data[s][u.data[s].length - 1] == null ? [] : [u.data[s].length - 1]);
    series.push({ stroke, dash: [2, 3], width: 1.5, points: { show: true, size: 8, width: 1.5, fill: colour(element, "--card"), filter: hollow } });
    series.push({ ...UNSEEN }, { ...UNSEEN });
    const share = line.overlay ? (count > 1 ? 4 : 10) : count > 3 ? 10 : 18;
    const fill = (part) => faint(element, line.overlay ? "--axis" : ink, part);
    bands.push({ series: [first + 2, first + 1], fill: fill(share) }, { series: [first + 5, first + 4], fill: fill(share / 3) });
  });
  const font = `11px ${getComputedStyle(document.body).fontFamily}`;
  const axis = { stroke: colour(element, "--axis"), font, grid: { stroke: colour(element, "--grid"), width: 1 }, ticks: { show: false } };
  return {
    ...size(element),
    padding: [data.marks.length ? 16 : 8, 30, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: { x: { time: true, range: [data.from / 1000, data.to / 1000] }, y: { range: [scaled.low, scaled.high] } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), zone),
    series,
    bands,
    axes: [
      { ...axis, space: 64, size: 34, values: (u, splits, i, space, step) => dates(splits, step) },
      { ...axis, size: 52, space: 34, values: (u, splits) => splits.map((v) => tick(data.unit, v, Math.max(...splits))) },
    ],
    hooks: {
      draw: [(u) => marks(u, element, data)],
      setCursor: [(u) => tip(u, element, data)],
      setSelect: [(u) => brush(u, element)],
    },
  };
}

function dates(splits, step) {
  let day = "";
  return splits.map((seconds) => {
    const at = new Date(seconds * 1e3);
    const date = formats.day.format(at);
    const text = step >= 86400 ? date : date === day ? formats.time.format(at) : `${formats.time.format(at)}\n${date}`;
    day = date;
    return text;
  });
}

// Where the axis begins and ends, and whether intervals reach further. Those of what is complete count: an open bucket
// knows little yet, and would make all else flat, as would the one interval of a few answers that is many times as high
// as any line.
export function scale(data) {
  const values = [];
  const ends = [];
  for (const line of data.lines) {
    const last = line.values.length - 1;
    line.values.forEach((value, i) => {
      if (value == null) return;
      values.push(value);
      if (i < last || !data.open || line.overlay) ends.push(line.low[i] ?? -Infinity, line.high[i] ?? Infinity);
    });
  }
  if (values.length === 0) return { low: 0, high: 1, cut: false };
  const most = Math.max(...values);
  const room = data.unit === "share" || data.unit === "score" || data.unit === "points" ? Infinity : MOST_ABOVE * most;
  const within = ends.filter((end) => Number.isFinite(end));
  const [low, high] = range(data.unit, Math.min(...values, ...within), Math.max(most, Math.min(room, Math.max(most, ...within))));
  return { low, high, cut: ends.some((end) => end > high || end < low) };
}

// Shares that are low begin at nothing, shares that are high end at everything; all else begins at nothing.
function range(unit, low, high) {
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  if (unit === "share") return high <= 0.6 ? [0, Math.min(1, high + room)] : [Math.max(0, low - room), 1];
  if (unit === "score" || unit === "points") return [low - room, high + room];
  return [0, high + room];
}

function marks(u, element, data) {
  const pen = u.ctx;
  const ratio = uPlot.pxRatio;
  pen.save();
  pen.font = `600 ${11 * ratio}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textAlign = "center";
  // Signs that would lie on each other stand side by side, each kind once.
  let group = { x: -Infinity, signs: [], alert: false };
  const groups = [];
  for (const mark of data.marks) {
    const x = u.valToPos(mark.at / 1000, "x", true);
    if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) continue;
    const alert = mark.kind === "alert";
    pen.strokeStyle = colour(element, alert ? "--bad" : "--axis");
    pen.lineWidth = ratio;
    pen.setLineDash(alert ? [] : [3 * ratio, 3 * ratio]);
    pen.beginPath();
    pen.moveTo(x, u.bbox.top);
    pen.lineTo(x, u.bbox.top + u.bbox.height);
    pen.stroke();
    if (x - group.x > 14 * ratio) {
      group = { x, signs: [], alert: false };
      groups.push(group);
    }
    if (!group.signs.includes(mark.sign)) group.signs.push(mark.sign);
    group.alert ||= alert;
  }
  for (const each of groups) {
    pen.fillStyle = colour(element, each.alert ? "--bad" : "--axis");
    pen.fillText(each.signs.join(""), Math.max(each.x, u.bbox.left + 4 * ratio), u.bbox.top - 4 * ratio);
  }
  pen.restore();
}

function tip(u, element, data) {
  let box = element.querySelector(".tip");
  const i = u.cursor.idx;
  if (i == null || u.cursor.left < 0) {
    if (box) box.hidden = true;
    return;
  }
  if (!box) {
    box = document.createElement("div");
    box.className = "tip";
    element.append(box);
  }
  box.hidden = false;
  box.replaceChildren(row("tip-time", `${formats.both.format(data.times[i])}${momentary(data) ? "" : ` – ${formats.time.format(data.ends[i])}`}${data.open && i === data.times.length - 1 ? " (still open)" : ""}`));
  for (const line of data.lines) {
    const value = line.values[i];
    const name = line.overlay ? `${line.label}, compared` : line.label;
    if (value == null) {
      box.append(row("", `${name}: nothing`));
      continue;
    }
    const low = line.low[i] == null ? "−∞" : write(data.unit, line.low[i], value);
    const high = line.high[i] == null ? "∞" : write(data.unit, line.high[i], value);
    const interval = line.low[i] === line.high[i] ? "" : ` [${low}, ${high}]`;
    box.append(row("", `${name}: ${write(data.unit, value)}${interval}, n = ${new Intl.NumberFormat(locale).format(line.n[i])}`));
  }
  for (const mark of data.marks) {
    if (mark.at >= data.times[i] && mark.at < data.ends[i]) box.append(row("tip-mark", `${mark.sign} ${mark.label}`));
  }
  const plot = u.over.getBoundingClientRect();
  const frame = element.getBoundingClientRect();
  const left = plot.left - frame.left + u.cursor.left;
  const right = left > frame.width / 2;
  box.style.left = right ? "auto" : `${left + 12}px`;
  box.style.right = right ? `${frame.width - left + 12}px` : "auto";
}

// Not buckets of time but things that were at a time, such as runs: each is seen.
function momentary(data) {
  return data.times.every((start, i) => data.ends[i] - start <= 1);
}

function row(name, text) {
  const element = document.createElement("p");
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

function brush(u, element) {
  if (u.select.width < 6) return;
  const from = u.posToVal(u.select.left, "x") * 1000;
  const to = u.posToVal(u.select.left + u.select.width, "x") * 1000;
  const minute = 60_000;
  element.dispatchEvent(new CustomEvent("brush", { bubbles: true, detail: { from: Math.floor(from / minute) * minute, to: Math.ceil(to / minute) * minute } }));
}
