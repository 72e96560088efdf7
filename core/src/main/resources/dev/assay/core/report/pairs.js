// Shared examples: what passes in one run and fails in the other first, answers side by side.

const PAIR_PAGE = 50;
const NO_CHOICE = {search: '', change: '', partition: '', tag: '', worse: '', sort: 'regressions'};

const CHANGES = {
  newly_failing: {symbol: '✕', kind: 'fail', word: 'newly failing'},
  still_failing: {symbol: '✕', kind: 'still', word: 'still failing'},
  newly_passing: {symbol: '✓', kind: 'pass', word: 'newly passing'},
  undecided: {symbol: '?', kind: 'unscored', word: 'unscored in one or both'},
  still_passing: {symbol: '✓', kind: 'calm', word: 'passes in both'},
};

const CHANGE_ORDER = Object.keys(CHANGES);

function comparisonMain() {
  const comparison = read('comparison');
  const rows = read('index');
  rows.forEach((row, place) => {
    row.place = place;
  });
  const page = document.getElementById('page');
  add(page, comparisonView(comparison));
  const list = pairsCard(comparison, rows);
  page.append(list.card, el('footer', {}, 'Made by Assay. This page is complete in itself and loads '
      + 'nothing.'));
  list.openFromLink();
}

function pairsCard(comparison, rows) {
  const measures = comparison.evaluator_order;
  let choice = {...NO_CHOICE};
  let shown = [];
  let pageNumber = 0;
  let open = null;
  const status = el('p', {class: 'status', role: 'status'});
  const list = el('ol', {class: 'examples'});
  const pager = el('nav', {class: 'pager', 'aria-label': 'Pages of examples'});
  const tabs = changeTabs(rows, (change) => apply({...choice, change}));
  const controls = pairControls(measures, rows, comparison.texts,
      (change) => apply({...choice, ...change}));
  const card = section('examples', 'Shared examples',
      comparison.texts ? null : el('p', {class: 'note first'}, comparison.words.texts),
      comparison.words.left_out ? el('p', {class: 'notice first'}, comparison.words.left_out) : null,
      tabs.element, controls.element, status, list, pager);
  card.id = 'examples';

  const haystacks = [];
  function haystack(row) {
    if (haystacks[row.place] === undefined) {
      const texts = [row.id, row.base_reason || '', row.candidate_reason || ''];
      if (comparison.texts) {
        const full = exampleAt(row.place);
        texts.push(full.input_text, ...full.references, ...full.diff.map((piece) => piece[1]));
      }
      haystacks[row.place] = texts.join('\n').toLowerCase();
    }
    return haystacks[row.place];
  }

  /** How much better an evaluator's value became; 0 where one is not known. */
  function gain(row, i) {
    const pair = row.values[i];
    return pair && pair[0] !== null && pair[1] !== null
        ? (pair[1] - pair[0]) * (measures[i].higher_is_better ? 1 : -1) : 0;
  }

  function matches(row) {
    const worse = measures.findIndex((m) => m.name === choice.worse);
    return (!choice.change || row.change === choice.change
            || (choice.change === 'answer' && row.same === false))
        && (!choice.partition || row.partition === choice.partition)
        && (!choice.tag || (row.tags || []).includes(choice.tag))
        && (worse < 0 || gain(row, worse) < 0)
        && (!choice.search || haystack(row).includes(choice.search.toLowerCase()));
  }

  function order() {
    const measure = choice.sort.startsWith('worse:')
        ? measures.findIndex((m) => m.name === choice.sort.slice(6)) : -1;
    if (measure >= 0) {
      return (a, b) => gain(a, measure) - gain(b, measure) || a.place - b.place;
    }
    const rank = (row) => CHANGE_ORDER.indexOf(row.change) * 2 + (row.same === true ? 1 : 0);
    return choice.sort === 'regressions' ? (a, b) => rank(a) - rank(b) || a.place - b.place
        : choice.sort === 'id' ? (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
            : (a, b) => a.order - b.order;
  }

  function apply(next) {
    choice = next;
    controls.set(choice);
    tabs.set(choice.change);
    shown = rows.filter(matches).sort(order());
    open = null;
    turnTo(0);
  }

  function turnTo(number) {
    pageNumber = Math.max(0, Math.min(number, Math.ceil(shown.length / PAIR_PAGE) - 1));
    const first = pageNumber * PAIR_PAGE;
    list.replaceChildren(...shown.slice(first, first + PAIR_PAGE).map(item));
    const all = shown.length === rows.length;
    status.replaceChildren(all ? counted(rows.length, 'shared example')
        : count(shown.length) + ' of ' + counted(rows.length, 'shared example'));
    if (!all) {
      status.append(' · ', el('button', {class: 'link', onclick: () => apply({...NO_CHOICE})},
          'Clear filters'));
    }
    if (shown.length === 0) {
      list.append(el('li', {class: 'none'}, rows.length ? 'No example matches.'
          : 'The runs share no example.'));
    }
    drawPager();
  }

  function drawPager() {
    const last = Math.ceil(shown.length / PAIR_PAGE) - 1;
    const turn = (title, number, enabled) => el('button', {disabled: !enabled, onclick: () => {
      turnTo(number);
      card.scrollIntoView();
    }}, title);
    pager.replaceChildren();
    if (last > 0) {
      pager.append(turn('← Previous', pageNumber - 1, pageNumber > 0),
          el('span', {}, count(pageNumber * PAIR_PAGE + 1) + '–'
              + count(Math.min(shown.length, (pageNumber + 1) * PAIR_PAGE)) + ' of '
              + count(shown.length)),
          turn('Next →', pageNumber + 1, pageNumber < last));
    }
  }

  function item(row) {
    const change = CHANGES[row.change];
    const reason = row.change === 'newly_passing' ? row.base_reason
        : row.candidate_reason || row.base_reason;
    const mode = row.candidate_mode || row.base_mode;
    return el('li', {'data-place': row.place}, el('button', {class: 'row',
      'aria-expanded': 'false', onclick: () => toggle(row)},
        el('span', {class: 'mark ' + change.kind, title: change.word},
            el('span', {'aria-hidden': 'true'}, change.symbol),
            el('span', {class: 'sr'}, change.word)),
        el('span', {class: 'what'},
            el('span', {class: 'id'}, inline(row.id)),
            row.input === undefined ? null : el('span', {class: 'snippet'},
                inline(row.input || '(empty input)')),
            reason || mode ? el('span', {class: 'row-reason'},
                row.change === 'newly_passing' ? 'was ' : null,
                mode ? el('strong', {class: row.change === 'newly_passing' ? 'calm' : 'fail'},
                    mode + ' ') : null, reason ? inline(reason) : null) : null),
        el('span', {class: 'side'}, el('span', {class: 'chip'}, row.partition),
            el('span', {class: 'quiet'}, row.same === true ? 'same answer'
                : row.same === false ? 'answer changed' : ''))));
  }

  function element(row) {
    return list.querySelector('[data-place="' + row.place + '"]');
  }

  function close() {
    const item = open === null ? null : element(open);
    if (item) {
      item.firstChild.setAttribute('aria-expanded', 'false');
      item.classList.remove('open');
      item.lastChild.remove();
    }
    open = null;
    setLink('');
  }

  function toggle(row) {
    const same = open === row;
    close();
    if (!same) {
      expand(row);
    }
  }

  function expand(row) {
    const index = shown.indexOf(row);
    if (Math.floor(index / PAIR_PAGE) !== pageNumber) {
      turnTo(Math.floor(index / PAIR_PAGE));
    }
    const item = element(row);
    open = row;
    item.classList.add('open');
    item.firstChild.setAttribute('aria-expanded', 'true');
    const go = (title, to, key) => el('button', {disabled: !shown[to], title: 'Key: ' + key,
      onclick: () => move(to)}, title);
    item.append(el('div', {class: 'detail'},
        el('div', {class: 'neighbours'}, go('← Previous', index - 1, 'p'),
            el('span', {class: 'quiet'}, count(index + 1) + ' of ' + count(shown.length)),
            go('Next →', index + 1, 'n')),
        pairView(comparison, row)));
    setLink('#' + row.place);
  }

  function move(to) {
    if (shown[to]) {
      close();
      expand(shown[to]);
      element(shown[to]).scrollIntoView();
      element(shown[to]).firstChild.focus({preventScroll: true});
    }
  }

  function setLink(link) {
    try {
      history.replaceState(null, '', link || location.pathname + location.search);
    } catch (error) {
      // Some viewers embed the page where history may not be changed; the page works without.
    }
  }

  function openFromLink() {
    const place = /^#\d+$/.test(location.hash) ? Number(location.hash.slice(1)) : -1;
    const row = rows[place];
    if (row && open !== row) {
      apply({...NO_CHOICE});
      move(shown.indexOf(row));
    }
  }

  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Escape' && open !== null) {
      const item = element(open);
      close();
      item.firstChild.focus();
    } else if (!typing && event.key === '/') {
      event.preventDefault();
      controls.focus();
    } else if (!typing && (event.key === 'n' || event.key === 'p')) {
      const at = open === null ? -1 : shown.indexOf(open);
      move(event.key === 'n' ? at + 1 : at - 1);
    }
  });
  window.addEventListener('hashchange', openFromLink);
  apply(choice);
  return {card, openFromLink};
}

function changeTabs(rows, change) {
  const counts = new Map();
  for (const row of rows) {
    counts.set(row.change, (counts.get(row.change) || 0) + 1);
  }
  const answers = rows.filter((row) => row.same === false).length;
  const entries = [['', 'all', rows.length],
    ...CHANGE_ORDER.filter((key) => counts.has(key)).map((key) =>
        [key, CHANGES[key].word, counts.get(key)]),
    ...(answers ? [['answer', 'answer changed', answers]] : [])];
  const buttons = entries.map(([key, word, n]) => el('button', {class: 'tab', 'data-key': key,
    onclick: () => change(key)}, word + ' ', el('strong', {}, count(n))));
  return {
    element: el('div', {class: 'tabs', role: 'group', 'aria-label': 'Change'}, buttons),
    set: (key) => buttons.forEach((button) => button.setAttribute('aria-pressed',
        String(button.getAttribute('data-key') === key))),
  };
}

function pairControls(measures, rows, texts, change) {
  const tally = (values) => {
    const counts = new Map();
    for (const value of values) {
      counts.set(value, (counts.get(value) || 0) + 1);
    }
    return counts;
  };
  const selects = {};
  const choices = {partition: ['Partition', tally(rows.map((row) => row.partition)), 1],
    tag: ['Tag', tally(rows.flatMap((row) => row.tags || [])), 0]};
  for (const [key, [title, counts, least]] of Object.entries(choices)) {
    if (counts.size > least) {
      selects[key] = el('select', {'aria-label': title,
        onchange: (event) => change({[key]: event.target.value})},
          el('option', {value: ''}, title + ': all'),
          [...counts].slice(0, 500).map(([value, n]) =>
              el('option', {value}, visibleLine(value).slice(0, 60) + ' (' + count(n) + ')')));
    }
  }
  const option = (prefix) => (measure) => el('option',
      {value: (prefix === 'worse:' ? prefix : '') + measure.name},
      (prefix === 'worse:' ? 'Sort: most worse ' : 'Worse: ') + visibleLine(measure.name).slice(0, 60));
  selects.worse = el('select', {'aria-label': 'Worse by evaluator',
    onchange: (event) => change({worse: event.target.value})},
      el('option', {value: ''}, 'Worse: any'), measures.map(option('')));
  selects.sort = el('select', {'aria-label': 'Sort',
    onchange: (event) => change({sort: event.target.value})},
      [['regressions', 'regressions first'], ['dataset', 'dataset order'], ['id', 'id']]
          .map(([value, title]) => el('option', {value}, 'Sort: ' + title)),
      measures.map(option('worse:')));
  let wait = 0;
  const label = texts ? 'Search texts and ids' : 'Search ids and reasons';
  const search = el('input', {type: 'search', placeholder: label, 'aria-label': label,
    title: 'Key: /', oninput: () => {
      clearTimeout(wait);
      wait = setTimeout(() => change({search: search.value}), 200);
    }});
  return {
    element: el('div', {class: 'filters', role: 'search'}, search, Object.values(selects)),
    focus: () => search.focus(),
    set: (choice) => {
      if (search.value !== choice.search) {
        search.value = choice.search;
      }
      for (const [key, select] of Object.entries(selects)) {
        select.value = choice[key];
        select.classList.toggle('set', choice[key] !== NO_CHOICE[key]);
      }
    },
  };
}

function pairView(comparison, row) {
  const full = comparison.texts ? exampleAt(row.place) : null;
  return el('div', {class: 'detail-body'},
      full ? field('Input', textBlock(full.input_text)) : null,
      full && full.references.length ? field(full.references.length > 1 ? 'Expected, any of'
          : 'Expected', full.references.map((text) => textBlock(text))) : null,
      el('div', {class: 'columns'},
          sideView('Base', 'base', row, full), sideView('Candidate', 'candidate', row, full)),
      field('Scores', valuesTable(comparison.evaluator_order, row, full)));
}

function sideView(title, side, row, full) {
  const verdict = row[side];
  const reason = row[side + '_reason'];
  const mode = row[side + '_mode'];
  const part = full ? full[side] : null;
  const repeats = part && part.repeats > 1
      ? ' · repetition ' + (part.repeat + 1) + ' of ' + part.repeats : '';
  return el('div', {class: 'field'},
      el('h4', {}, title, part && part.latency_ms !== undefined ? ' · ' + millis(part.latency_ms) : '',
          repeats),
      verdict === 'pass' ? el('p', {class: 'reason calm'}, badge('pass', 'passed'))
          : el('p', {class: 'reason ' + verdict}, badge(verdict, mode || VERDICTS[verdict].word), ' ',
              reason ? inline(reason) : null),
      part ? [part.error ? textBlock(part.error, 'error') : null,
        part.output ? diffBlock(full.diff, side)
            : el('p', {class: 'quiet'}, 'No output was recorded.')] : null);
}

/** One side of a difference: its words, those that the other does not have marked. */
function diffBlock(pieces, side) {
  const other = side === 'base' ? 'c' : 'b';
  const own = pieces.filter((piece) => piece[0] !== other);
  const length = own.reduce((sum, piece) => sum + piece[1].length, 0);
  const box = el('div', {class: 'text diff'});
  if (length === 0) {
    box.append(el('span', {class: 'quiet'}, '(empty)'));
    return box;
  }
  const show = (most) => {
    const pre = el('pre', {dir: 'auto'});
    let left = most;
    for (const [where, text] of own) {
      if (left <= 0) {
        break;
      }
      const part = text.length > left ? text.slice(0, cut(text, 0, left)) : text;
      left -= part.length;
      const holder = where === '=' ? el('span', {})
          : el(side === 'base' ? 'del' : 'ins', {});
      addVisible(holder, part);
      pre.append(holder);
    }
    return pre;
  };
  const folded = length > FOLD_CHARS + 200;
  box.append(show(folded ? FOLD_CHARS : Infinity));
  if (folded) {
    box.firstChild.classList.add('folded');
    const all = el('button', {class: 'link', onclick: () => box.replaceChildren(show(Infinity))},
        'Show all ' + count(length) + ' characters');
    box.append(all);
  }
  return box;
}

function valuesTable(measures, row, full) {
  const words = (side, i) => {
    const score = full && full[side].scores[i];
    return score ? el('td', {class: 'words'}, textBlock(score, 'plain')) : el('td', {class: 'words'});
  };
  const cells = measures.map((measure, i) => {
    const pair = row.values[i];
    if (!pair) {
      return null;
    }
    const text = (value) => value === null ? '–' : unitText(measure.unit)(value);
    const gain = pair[0] === null || pair[1] === null ? null : pair[1] - pair[0];
    const better = gain === null || gain === 0 ? 'calm'
        : (gain > 0) === measure.higher_is_better ? 'pass' : 'fail';
    return el('tr', {}, el('th', {scope: 'row'}, inline(measure.name)),
        el('td', {class: 'number', 'data-label': 'base'}, text(pair[0])),
        el('td', {class: 'number', 'data-label': 'candidate'}, text(pair[1])),
        el('td', {class: 'number', 'data-label': 'difference'}, el('strong', {class: better},
            gain === null ? '–' : signed(gain, text))),
        full ? [words('base', i), words('candidate', i)] : null);
  }).filter(Boolean);
  return cells.length === 0 ? el('p', {class: 'quiet'}, 'Nothing was scored.')
      : el('table', {class: 'scores values'},
          el('thead', {}, el('tr', {}, ['Evaluator', 'Base', 'Candidate', 'Difference',
            ...(full ? ['Base says', 'Candidate says'] : [])]
              .map((title, i) => el('th', {scope: 'col', class: i > 0 && i < 4 ? 'number' : null},
                  title)))),
          el('tbody', {}, cells));
}

comparisonMain();
