// Elements and numbers. Every text reaches the page as a text node; nothing here takes markup.

/** An element: el('p', {class: 'x', onclick: f}, 'text', child, [children]). */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else {
      element.setAttribute(key, value === true ? '' : value);
    }
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
}

/** Sets a style by the object model, which the content policy allows where attributes are not. */
function styled(element, styles) {
  for (const [name, value] of Object.entries(styles)) {
    element.style.setProperty(name, value);
  }
  return element;
}

function read(id) {
  return JSON.parse(document.getElementById('assay-' + id).textContent);
}

function count(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

function counted(n, noun) {
  return count(n) + ' ' + noun + (n === 1 ? '' : 's');
}

/** Percent with one decimal; what is short of all is never rounded up to all. */
function percent(rate) {
  let value = Math.round(rate * 1000) / 10;
  if (rate < 1 && value >= 100) {
    value = 99.9;
  } else if (rate > 0 && value <= 0) {
    value = 0.1;
  }
  return value.toFixed(1);
}

function rateText(rate) {
  return percent(rate.value) + '%';
}

function intervalText(rate) {
  return percent(rate.low) + '–' + percent(rate.high) + '%';
}

function valueText(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  const size = Math.abs(value);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
}

function millis(ms) {
  if (ms === null || ms === undefined) {
    return '–';
  }
  if (ms < 10) {
    return ms.toFixed(1) + ' ms';
  }
  if (ms < 999.5) {
    return ms.toFixed(0) + ' ms';
  }
  if (ms < 99950) {
    return (ms / 1000).toFixed(ms < 9950 ? 2 : 1) + ' s';
  }
  const seconds = Math.round(ms / 1000);
  return seconds >= 3600
    ? Math.floor(seconds / 3600) + ' h ' + Math.floor((seconds % 3600) / 60) + ' min'
    : Math.floor(seconds / 60) + ' min ' + (seconds % 60) + ' s';
}

// Money has no sign: what answers cost is in the currency of the price table.
const UNITS = {
  ms: (value) => (value < 0 ? '-' : '') + millis(Math.abs(value)),
  tokens: (value) => valueText(value) + ' tokens',
  'tokens/s': (value) => valueText(value) + ' tokens/s',
  money: (value) => value.toFixed(Math.abs(value) < 1 ? 4 : 2),
};

/** How values are written: with their unit where they have one. */
function unitText(unit) {
  return UNITS[unit] || valueText;
}

function level(estimate) {
  return estimate ? +(estimate.level * 100).toFixed(4) + '%' : '95%';
}

const VERDICTS = {
  pass: {symbol: '✓', word: 'passed'},
  fail: {symbol: '✕', word: 'failed'},
  unscored: {symbol: '?', word: 'unscored'},
};

const DECISIONS = {
  PASS: {symbol: '✓', word: 'Passed', kind: 'pass'},
  FAIL: {symbol: '✕', word: 'Failed', kind: 'fail'},
  INCONCLUSIVE: {symbol: '?', word: 'Inconclusive', kind: 'unscored'},
};

function badge(kind, word) {
  return el('span', {class: 'badge ' + kind},
      el('span', {class: 'mark', 'aria-hidden': 'true'}, VERDICTS[kind].symbol), ' ', word);
}

function section(id, title, ...content) {
  return el('section', {class: 'card', 'aria-labelledby': 'title-' + id},
      el('h2', {id: 'title-' + id}, title), content);
}
