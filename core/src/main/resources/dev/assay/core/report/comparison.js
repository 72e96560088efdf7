// Two runs side by side: the decision in words, what differs besides results, differences with intervals.

const OUTCOMES = {
  regression: {kind: 'fail', word: 'regression', symbol: '✕'},
  improvement: {kind: 'pass', word: 'improvement', symbol: '✓'},
  no_change: {kind: 'calm', word: 'no change', symbol: '='},
  significant_but_trivial: {kind: 'calm', word: 'significant, trivial', symbol: '≈'},
  inconclusive: {kind: 'unscored', word: 'inconclusive', symbol: '?'},
  insufficient_data: {kind: 'unscored', word: 'too little data', symbol: '?'},
};

const LARGE = 1e15;

function comparisonView(comparison) {
  return [
    comparisonHero(comparison),
    measuresCard(comparison),
    amountsCard(comparison),
  ];
}

function comparisonHero(comparison) {
  const words = comparison.words;
  const symbol = {fail: '✕', pass: '✓', unscored: '?'}[words.kind];
  return el('header', {class: 'hero ' + words.kind},
      el('p', {class: 'eyebrow'}, 'Assay comparison'),
      el('h1', {}, inline(comparison.candidate.suite)),
      el('p', {class: 'decision'},
          el('span', {class: 'stamp', 'aria-hidden': 'true'}, symbol),
          el('span', {}, el('strong', {}, words.decision), ' ', words.counts)),
      announcements(comparison.announcements),
      el('div', {class: 'runs'}, runFacts('Base', comparison.base),
          runFacts('Candidate', comparison.candidate)));
}

function announcements(list) {
  return list.length === 0 ? null : el('div', {class: 'announcements'},
      el('h4', {}, 'They differ in more than results'),
      el('ul', {}, list.map((one) => el('li', {class: one.blocks ? 'notice' : null},
          one.blocks ? el('strong', {}, 'No verdict: ') : null,
          el('strong', {}, inline(one.subject)), ': ', inline(one.words)))));
}

function runFacts(title, run) {
  const list = [['Run', run.run], ['Target', run.target], ['Commit', shortCommit(run.git_commit)],
    ['Started', when(run.started_at)], ['Dataset', run.dataset],
    ['Status', run.status === 'complete' ? null : run.status]];
  return el('section', {class: 'side-run'}, el('h4', {}, title),
      el('dl', {class: 'facts'}, list.filter((fact) => fact[1]).map(([name, value]) =>
          el('div', {}, el('dt', {}, name), el('dd', {}, inline(value))))));
}

function shortCommit(commit) {
  return commit ? commit.slice(0, 12) + (commit.endsWith('-dirty') ? '-dirty' : '') : null;
}

function when(iso) {
  return iso ? iso.slice(0, 16).replace('T', ' ') + ' UTC' : null;
}

function isRate(compared) {
  return compared.measure === 'pass_rate';
}

function valueOf(compared, value) {
  return isRate(compared) ? percent(value) + '%' : unitText(compared.unit)(value);
}

/** An end of an interval; one that is open is null in the data. */
function endText(value, low, text) {
  return value === null || Math.abs(value) > LARGE ? (low ? '-∞' : '∞') : text(value);
}

function signed(value, text) {
  return (value > 0 ? '+' : '') + text(value);
}

function differenceText(compared, value) {
  return isRate(compared) ? signed(value * 100, (points) => points.toFixed(1))
      : signed(value, unitText(compared.unit));
}

function pText(p) {
  return p === null ? '–' : p < 0.001 ? '<0.001' : p.toFixed(3);
}

function sliceName(slice) {
  return slice.by === 'all' ? 'all' : slice.by + ' ' + slice.value;
}

function measuresCard(comparison) {
  const names = [...new Set(comparison.compared.map((c) => sliceName(c.slice)))];
  const body = el('tbody', {});
  const draw = (name) => body.replaceChildren(...comparison.compared
      .filter((c) => sliceName(c.slice) === name).map(measureRow));
  const choice = names.length < 2 ? null : el('select', {class: 'picker', 'aria-label': 'Slice',
    onchange: (event) => draw(names[event.target.selectedIndex])},
      names.map((name) => {
        const worse = comparison.compared.some((c) => sliceName(c.slice) === name
            && c.outcome === 'regression' && !c.operational);
        return el('option', {}, (name === 'all' ? 'all examples' : visibleLine(name))
            + (worse ? ' ✕' : ''));
      }));
  const card = section('measures', 'What changed', choice,
      el('table', {class: 'evaluators measures'},
          el('thead', {}, el('tr', {}, ['Measure', 'Difference', '', 'Base', 'Candidate', 'p', 'Outcome']
              .map((title, i) => el('th', {scope: 'col', class: i > 2 && i < 6 ? 'number' : null},
                  i === 1 ? el('span', {class: 'sr'}, title) : i === 2 ? 'Difference' : title)))),
          body),
      el('p', {class: 'note'}, 'Dots are candidate minus base, whiskers their '
          + level((comparison.compared.find((c) => c.difference) || {}).difference)
          + ' intervals, the shaded band what is too small to matter. p is adjusted for everything '
          + 'compared (' + comparison.settings.adjustment + '). What could not be scored is in no '
          + 'mean; what it could have made of the difference is said beside it.'));
  draw(names[0]);
  return card;
}

function measureRow(compared) {
  const outcome = compared.operational ? {...OUTCOMES[compared.outcome], kind: 'calm'}
      : OUTCOMES[compared.outcome];
  const difference = compared.difference;
  const side = (title, part) => el('td', {class: 'number', 'data-label': title},
      part.estimate ? [el('strong', {}, valueOf(compared, part.estimate.value)),
        el('span', {class: 'sub'}, estimateInterval(compared, part.estimate))] : '–',
      el('span', {class: 'sub'}, 'n = ' + count(part.n)),
      part.unscored ? el('span', {class: 'sub'}, count(part.unscored) + ' unscored') : null);
  return el('tr', {},
      el('th', {scope: 'row'}, inline(isRate(compared) ? 'pass rate' : compared.measure),
          el('span', {class: 'sub'}, compared.higher_is_better ? null : 'lower is better · ',
              compared.operational ? 'operational, no part of the verdict · ' : null,
              compared.paired ? 'paired' : 'unpaired',
              compared.test ? [' · ', inline(compared.test)] : null)),
      el('td', {class: 'chart'}, forest(difference, compared.minimum_effect,
          (value) => differenceText(compared, value))),
      el('td', {class: 'estimate', 'data-label': 'difference'}, difference
          ? [el('strong', {}, differenceText(compared, difference.value)
              + (isRate(compared) ? ' pt' : '')), ' ',
          el('span', {class: 'quiet'}, interval(difference,
              (value) => differenceText(compared, value)))]
          : el('span', {class: 'quiet'}, '–'),
          compared.effect ? el('span', {class: 'sub'}, inline(compared.effect.name), ' ',
              valueText(compared.effect.value)) : null),
      side('base', compared.base), side('candidate', compared.candidate),
      el('td', {class: 'number', 'data-label': 'p adjusted'}, pText(compared.adjusted_p)),
      el('td', {class: 'outcome'},
          el('span', {class: 'badge ' + outcome.kind},
              el('span', {class: 'mark', 'aria-hidden': 'true'}, outcome.symbol), ' ', outcome.word),
          el('span', {class: 'sub why'}, inline(compared.reason), boundsText(compared))));
}

function boundsText(compared) {
  return compared.bounds ? '; with the unscored between '
      + differenceText(compared, compared.bounds.worst) + ' and '
      + differenceText(compared, compared.bounds.best) : '';
}

function estimateInterval(compared, estimate) {
  return isRate(compared) ? intervalText(estimate)
      : interval(estimate, unitText(compared.unit));
}

function interval(estimate, text) {
  return '[' + endText(estimate.low, true, text) + ', ' + endText(estimate.high, false, text) + ']';
}

/** A difference as a dot with its interval around a line at 0, and a band of what is too small to matter. */
function forest(difference, minimum, text) {
  const track = el('div', {class: 'mean-track forest', 'aria-hidden': 'true'});
  if (!difference) {
    track.classList.add('empty');
    return track;
  }
  const open = (value) => value === null || Math.abs(value) > LARGE;
  const sizes = [difference.value, difference.low, difference.high].filter((v) => !open(v))
      .map(Math.abs);
  const end = Math.max(...sizes, (minimum || 0) * 1.5) * 1.08 || 1;
  const share = (value) => Math.min(1, Math.max(0, (value / end + 1) / 2));
  if (minimum) {
    track.append(styled(el('div', {class: 'band'}), {left: (share(-minimum) * 100).toFixed(2) + '%',
      width: ((share(minimum) - share(-minimum)) * 100).toFixed(2) + '%'}));
  }
  track.append(el('div', {class: 'zero'}));
  track.append(whisker(open(difference.low) ? 0 : share(difference.low),
      open(difference.high) ? 1 : share(difference.high)));
  track.append(styled(el('div', {class: 'dot'}),
      {left: (share(difference.value) * 100).toFixed(2) + '%'}));
  return [track, el('div', {class: 'ends', 'aria-hidden': 'true'}, el('span', {}, text(-end)),
      el('span', {}, '0'), el('span', {}, text(end)))];
}

function amountsCard(comparison) {
  const amounts = comparison.amounts;
  if (amounts.length === 0) {
    return null;
  }
  const cell = (amount, title, estimate) => el('td', {class: 'number', 'data-label': title},
      estimate ? [el('strong', {}, unitText(amount.unit)(estimate.value)),
        el('span', {class: 'sub'}, interval(estimate, unitText(amount.unit))
            + ', n = ' + count(estimate.n))] : '–');
  return section('amounts', 'Took and cost',
      el('table', {class: 'evaluators measures amounts'},
          el('thead', {}, el('tr', {}, ['', '', 'Difference', 'Base', 'Candidate']
              .map((title, i) => el('th', {scope: 'col', class: i > 1 ? 'number' : null}, title)))),
          el('tbody', {}, amounts.map((amount) => el('tr', {},
              el('th', {scope: 'row'}, inline(amount.name)),
              el('td', {class: 'chart'}, forest(amount.difference, 0,
                  (value) => signed(value, unitText(amount.unit)))),
              el('td', {class: 'number', 'data-label': 'difference'}, amount.difference
                  ? [el('strong', {}, signed(amount.difference.value, unitText(amount.unit))),
                  el('span', {class: 'sub'}, interval(amount.difference,
                      (value) => signed(value, unitText(amount.unit))))] : '–'),
              cell(amount, 'base', amount.base), cell(amount, 'candidate', amount.candidate))))),
      el('p', {class: 'note'}, 'Answers from the cache took and cost nothing and are left out.'));
}
