// Estimates with their intervals, and counts. A gap is a gap: nothing is drawn where nothing is known.

/** A rate as a bar from 0 with its interval as a whisker, and what was required as a tick. */
function rateBar(rate, kind, required) {
  const track = el('div', {class: 'rate-track', 'aria-hidden': 'true'});
  if (!rate) {
    track.classList.add('empty');
    return track;
  }
  const place = (share) => (share * 100).toFixed(2) + '%';
  track.append(styled(el('div', {class: 'rate-bar ' + kind}), {width: place(rate.value)}));
  if (required !== null && required !== undefined) {
    track.append(styled(el('div', {class: 'rate-required', title: 'required'}),
        {left: place(required)}));
  }
  track.append(whisker(rate.low, rate.high));
  return track;
}

function whisker(low, high) {
  return styled(el('div', {class: 'whisker'}),
      {left: (low * 100).toFixed(2) + '%', width: ((high - low) * 100).toFixed(2) + '%'});
}

/** A mean as a dot with its interval, on an axis that holds every value. */
function meanDot(mean, axis) {
  const track = el('div', {class: 'mean-track', 'aria-hidden': 'true'});
  if (!mean) {
    track.classList.add('empty');
    return track;
  }
  const share = (value) =>
      Math.min(1, Math.max(0, (value - axis[0]) / (axis[1] - axis[0] || 1)));
  const low = mean.low === null ? 0 : share(mean.low);
  const high = mean.high === null ? 1 : share(mean.high);
  track.append(styled(el('div', {class: 'dot'}), {left: (share(mean.value) * 100).toFixed(2) + '%'}));
  track.append(whisker(low, high));
  return track;
}

/** Counts as bars, the full width being `of`: rows of {name, count, note, onclick, title}. */
function countBars(rows, kind, of) {
  const most = Math.max(1, of);
  return el('ul', {class: 'count-bars'}, rows.map((row) => {
    const bar = styled(el('span', {class: 'count-bar ' + kind}),
        {width: (row.count / most * 100).toFixed(2) + '%'});
    return el('li', {},
        el('button', {class: 'count-row', onclick: row.onclick, title: row.title},
            el('span', {class: 'count-name'}, inline(row.name)),
            el('span', {class: 'count-track', 'aria-hidden': 'true'}, bar),
            el('span', {class: 'count-number'}, count(row.count),
                row.note ? el('span', {class: 'quiet'}, ' ' + row.note) : null)));
  }));
}

const MOST_BINS = 32;

/** Bins of equal width, or of equal ratio where the longest is far from the median. */
function bins(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[0];
  const high = sorted[sorted.length - 1];
  const median = sorted[Math.floor(sorted.length / 2)];
  const ratio = low > 0 && high / Math.max(median, 1e-9) > 12;
  const start = ratio ? Math.log10(low) : 0;
  const end = ratio ? Math.log10(high) : high;
  const number = Math.max(1, Math.min(MOST_BINS, Math.ceil(Math.sqrt(values.length) * 2)));
  const width = (end - start) / number || 1;
  const counts = new Array(number).fill(0);
  const place = (value) => ((ratio ? Math.log10(Math.max(value, 1e-9)) : value) - start) / width;
  for (const value of sorted) {
    counts[Math.min(number - 1, Math.max(0, Math.floor(place(value))))]++;
  }
  const edge = (i) => ratio ? Math.pow(10, start + i * width) : start + i * width;
  const share = (value) => Math.min(1, Math.max(0, place(value) / number));
  return {counts, edge, share, ratio};
}

/** A histogram of milliseconds with the quantiles of `latency` marked. */
function histogram(values, latency) {
  const {counts, edge, share, ratio} = bins(values);
  const most = Math.max(...counts);
  const bars = counts.map((n, i) => styled(
      el('div', {class: n === 0 ? 'bin none' : 'bin',
        title: millis(edge(i)) + ' to ' + millis(edge(i + 1)) + ': ' + count(n)}),
      {height: n === 0 ? '0' : Math.max(2, n / most * 100).toFixed(1) + '%'}));
  const marks = [];
  for (const name of ['p50', 'p95', 'p99']) {
    const at = share(latency[name]);
    const last = marks[marks.length - 1];
    // Lines closer than a label is wide share one label.
    if (last && at - last.at < 0.07) {
      last.names.push(name);
      marks.push({at, names: []});
    } else {
      marks.push({at, names: [name]});
    }
  }
  const lines = marks.map(({at, names}) => styled(
      el('div', {class: 'quantile' + (at > 0.82 ? ' flip' : '')},
          names.length ? el('span', {}, names.join(' · ')) : null),
      {left: (at * 100).toFixed(2) + '%'}));
  return el('div', {class: 'histogram', role: 'img',
    'aria-label': 'Histogram of ' + counted(values.length, 'latency').replace('latencys', 'latencies')
        + ', median ' + millis(latency.p50) + ', 95% within ' + millis(latency.p95)},
      el('div', {class: 'bins'}, bars, lines),
      el('div', {class: 'axis'}, el('span', {}, millis(edge(0))),
          el('span', {class: 'quiet'}, ratio ? 'logarithmic' : ''),
          el('span', {}, millis(edge(counts.length)))));
}
