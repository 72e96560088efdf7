// The list of examples: filters, search, sort, pages, one open example with a link of its own.

const PAGE = 50;
const NO_FILTERS = {search: '', partition: '', verdict: '', mode: '', failing: '', constraint: '',
  tag: '', sort: 'worst'};

const VERDICT_ORDER = {fail: 0, unscored: 1, pass: 2};

function main() {
  const run = read('run');
  const rows = read('index');
  rows.forEach((row, place) => {
    row.place = place;
  });
  const list = examplesCard(run, rows);
  const page = document.getElementById('page');
  add(page, overview(run, rows, list.show));
  page.append(list.card, el('footer', {}, run.software
      + '. This page is complete in itself and loads nothing.'));
  list.openFromLink();
}

function examplesCard(run, rows) {
  const names = run.evaluator_order.map((evaluator) => evaluator.name);
  const placeOf = new Map(rows.map((row) => [row.id, row.place]));
  const haystacks = [];
  let filters = {...NO_FILTERS};
  let shown = [];
  let pageNumber = 0;
  let open = null;

  const status = el('p', {class: 'status', role: 'status'});
  const list = el('ol', {class: 'examples'});
  const pager = el('nav', {class: 'pager', 'aria-label': 'Pages of examples'});
  const controls = filterControls(run, rows, (change) => apply({...filters, ...change}));
  const card = section('examples', 'Examples', controls.element, status, list, pager);
  card.id = 'examples';

  function haystack(row) {
    if (haystacks[row.place] === undefined) {
      const full = exampleAt(row.place);
      const texts = [row.id, row.reason || '', full.input_text, ...full.references];
      for (const result of full.results) {
        texts.push(result.output || '', result.error ? result.error.message : '');
        for (const passage of [].concat(result.context || [])) {
          texts.push(typeof passage === 'string' ? passage : passage.text);
        }
      }
      haystacks[row.place] = texts.join('\n').toLowerCase();
    }
    return haystacks[row.place];
  }

  function matches(row) {
    const failing = names.indexOf(filters.failing);
    return (!filters.partition || row.partition === filters.partition)
        && (!filters.verdict || row.verdict === filters.verdict)
        && (!filters.mode || row.mode === filters.mode)
        && (!filters.constraint || (row.broken || []).includes(filters.constraint))
        && (!filters.tag || (row.tags || []).includes(filters.tag))
        && (failing < 0 || (row.scores[failing] && row.scores[failing][1] === false))
        && (!filters.search || haystack(row).includes(filters.search.toLowerCase()));
  }

  function order() {
    const latency = (row) => Math.max(-1, ...(row.latencies || []));
    const byScore = filters.sort.startsWith('score:') ? names.indexOf(filters.sort.slice(6)) : -1;
    if (byScore >= 0) {
      const sign = run.evaluator_order[byScore].higher_is_better ? 1 : -1;
      const value = (row) => row.scores[byScore] && row.scores[byScore].length
          ? sign * row.scores[byScore][0] : Infinity;
      return (a, b) => value(a) - value(b) || a.place - b.place;
    }
    return {
      worst: (a, b) => VERDICT_ORDER[a.verdict] - VERDICT_ORDER[b.verdict] || a.place - b.place,
      dataset: (a, b) => a.place - b.place,
      slowest: (a, b) => latency(b) - latency(a) || a.place - b.place,
      id: (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    }[filters.sort];
  }

  function apply(next) {
    filters = next;
    controls.set(filters);
    shown = rows.filter(matches).sort(order());
    open = null;
    turnTo(0);
  }

  function turnTo(number) {
    pageNumber = Math.max(0, Math.min(number, Math.ceil(shown.length / PAGE) - 1));
    const first = pageNumber * PAGE;
    list.replaceChildren(...shown.slice(first, first + PAGE).map(item));
    list.start = first + 1;
    const all = shown.length === rows.length;
    status.replaceChildren(all ? counted(rows.length, 'example')
        : count(shown.length) + ' of ' + counted(rows.length, 'example'));
    if (!all) {
      status.append(' · ', el('button', {class: 'link', onclick: () => apply({...NO_FILTERS})},
          'Clear filters'));
    }
    if (shown.length === 0) {
      list.append(el('li', {class: 'none'}, 'No example matches.'));
    }
    drawPager();
  }

  function drawPager() {
    const last = Math.ceil(shown.length / PAGE) - 1;
    const turn = (title, number, enabled) => el('button', {disabled: !enabled,
      onclick: () => {
        turnTo(number);
        card.scrollIntoView();
      }}, title);
    pager.replaceChildren();
    if (last > 0) {
      pager.append(turn('← Previous', pageNumber - 1, pageNumber > 0),
          el('span', {}, count(pageNumber * PAGE + 1) + '–'
              + count(Math.min(shown.length, (pageNumber + 1) * PAGE)) + ' of '
              + count(shown.length)),
          turn('Next →', pageNumber + 1, pageNumber < last));
    }
  }

  function item(row) {
    const verdict = VERDICTS[row.verdict];
    const button = el('button', {class: 'row', 'aria-expanded': 'false',
      onclick: () => toggle(row)},
        el('span', {class: 'mark ' + row.verdict, title: verdict.word},
            el('span', {'aria-hidden': 'true'}, verdict.symbol),
            el('span', {class: 'sr'}, verdict.word)),
        el('span', {class: 'what'},
            el('span', {class: 'id'}, inline(row.id)),
            el('span', {class: 'snippet'}, inline(row.input || '(empty input)')),
            row.reason ? el('span', {class: 'row-reason'}, row.mode
                ? el('strong', {class: row.verdict}, row.mode + ' ') : null,
            inline(row.reason)) : null),
        el('span', {class: 'side'},
            el('span', {class: 'chip'}, row.partition),
            el('span', {class: 'quiet'}, row.cached ? 'cached'
                : row.latencies ? millis(Math.max(...row.latencies)) : '')));
    return el('li', {'data-place': row.place}, button);
  }

  function element(row) {
    return list.querySelector('[data-place="' + row.place + '"]');
  }

  function close() {
    if (open === null) {
      return;
    }
    const item = element(open);
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
    if (Math.floor(index / PAGE) !== pageNumber) {
      turnTo(Math.floor(index / PAGE));
    }
    const item = element(row);
    open = row;
    item.classList.add('open');
    item.firstChild.setAttribute('aria-expanded', 'true');
    const view = detail(row, row.place);
    view.prepend(neighbours(index));
    item.append(view);
    setLink(linkOf(row));
  }

  function neighbours(index) {
    const go = (title, to, key) => el('button', {disabled: !shown[to], title: 'Key: ' + key,
      onclick: () => move(to)}, title);
    return el('div', {class: 'neighbours'}, go('← Previous', index - 1, 'p'),
        el('span', {class: 'quiet'}, count(index + 1) + ' of ' + count(shown.length)),
        go('Next →', index + 1, 'n'));
  }

  function move(to) {
    if (shown[to]) {
      close();
      expand(shown[to]);
      const item = element(shown[to]);
      item.scrollIntoView();
      item.firstChild.focus({preventScroll: true});
    }
  }

  // An id with a lone surrogate has no address; its place in the dataset has one.
  function linkOf(row) {
    try {
      return '#' + encodeURIComponent(row.id);
    } catch (error) {
      return '#' + row.place;
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
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch (error) {
      // Not a link of ours.
    }
    const place = placeOf.has(id) ? placeOf.get(id) : /^\d+$/.test(id) ? Number(id) : -1;
    const row = rows[place];
    if (id === '' || !row || open === row) {
      return;
    }
    if (!shown.includes(row)) {
      apply({...NO_FILTERS});
    }
    move(shown.indexOf(row));
  }

  function onKey(event) {
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
  }

  document.addEventListener('keydown', onKey);
  window.addEventListener('hashchange', openFromLink);
  apply(filters);
  return {
    card,
    openFromLink,
    show: (change) => {
      apply({...NO_FILTERS, ...change});
      card.scrollIntoView();
    },
  };
}

function filterControls(run, rows, change) {
  const tally = (values) => {
    const counts = new Map();
    for (const value of values) {
      counts.set(value, (counts.get(value) || 0) + 1);
    }
    return counts;
  };
  const failing = run.evaluator_order.map((evaluator, i) => [evaluator.name,
    rows.filter((row) => row.scores[i] && row.scores[i][1] === false).length])
      .filter((entry) => entry[1] > 0);
  const choices = {
    partition: ['Partition', tally(rows.map((row) => row.partition))],
    verdict: ['Verdict', tally(rows.map((row) => row.verdict))],
    mode: ['Failure mode', tally(rows.flatMap((row) => row.mode || []))],
    failing: ['Failed by', new Map(failing)],
    constraint: ['Constraint', tally(rows.flatMap((row) => row.broken || []))],
    tag: ['Tag', tally(rows.flatMap((row) => row.tags || []))],
  };
  const selects = {};
  for (const [key, [title, counts]] of Object.entries(choices)) {
    if (counts.size > (key === 'partition' || key === 'verdict' ? 1 : 0)) {
      selects[key] = el('select', {'aria-label': title,
        onchange: (event) => change({[key]: event.target.value})},
          el('option', {value: ''}, title + ': all'),
          [...counts].slice(0, 500).map(([value, n]) =>
              el('option', {value}, visibleLine(value).slice(0, 60) + ' (' + count(n) + ')')));
    }
  }
  selects.sort = el('select', {'aria-label': 'Sort',
    onchange: (event) => change({sort: event.target.value})},
      [['worst', 'failures first'], ['dataset', 'dataset order'], ['slowest', 'slowest first'],
        ['id', 'id']].map(([value, title]) => el('option', {value}, 'Sort: ' + title)),
      run.evaluator_order.map((evaluator) => el('option', {value: 'score:' + evaluator.name},
          'Sort: worst ' + visibleLine(evaluator.name).slice(0, 60))));
  let wait = 0;
  const search = el('input', {type: 'search', placeholder: 'Search texts and ids',
    'aria-label': 'Search texts and ids', title: 'Key: /', oninput: () => {
      clearTimeout(wait);
      wait = setTimeout(() => change({search: search.value}), 200);
    }});
  return {
    element: el('div', {class: 'filters', role: 'search'}, search, Object.values(selects)),
    focus: () => search.focus(),
    set: (filters) => {
      if (search.value !== filters.search) {
        search.value = filters.search;
      }
      for (const [key, select] of Object.entries(selects)) {
        select.value = filters[key];
        select.classList.toggle('set', filters[key] !== NO_FILTERS[key]);
      }
    },
  };
}

main();
