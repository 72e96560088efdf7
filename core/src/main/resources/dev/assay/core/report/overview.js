// What a manager reads: the decision in words, rates with intervals, failures, latency, evaluators.

function overview(run, rows, show) {
  return [
    hero(run),
    partitionsCard(run, show),
    el('div', {class: 'pair'}, modesCard(run, show), latencyCard(run, rows)),
    evaluatorsCard(run, rows, show),
    judgesCard(run),
    constraintsCard(run, rows, show),
    // Drawn before; it stands in the page as it is where scripts do not run.
    document.getElementById('assay-history'),
  ];
}

function hero(run) {
  const decision = DECISIONS[run.gate.decision];
  const unfinished = run.status === 'complete' ? null
      : el('p', {class: 'notice'}, 'The run is ' + run.status,
          run.status_reason ? [': ', inline(run.status_reason)] : null,
          '. The numbers are of what was finished.');
  return el('header', {class: 'hero ' + decision.kind},
      el('p', {class: 'eyebrow'}, 'Assay report'),
      el('h1', {}, inline(run.suite)),
      el('p', {class: 'decision'},
          el('span', {class: 'stamp', 'aria-hidden': 'true'}, decision.symbol),
          el('span', {}, el('strong', {}, decision.word + '. '),
              run.words.decision + ' ' + run.words.counts)),
      unfinished,
      notConfigured(run),
      criteria(run),
      forecast(run),
      facts(run));
}

function notConfigured(run) {
  return run.not_configured.length === 0 ? null
      : el('ul', {class: 'notice'}, run.not_configured.map((evaluator) =>
          el('li', {}, 'not configured: ', el('strong', {}, inline(evaluator.name)), ': ',
              inline(evaluator.reason))));
}

function criteria(run) {
  return el('ul', {class: 'criteria'}, run.gate.criteria.map((criterion) => {
    const decision = DECISIONS[criterion.decision];
    return el('li', {class: decision.kind},
        badge(decision.kind, inline(criterion.name)),
        el('span', {class: 'observed'}, inline(criterion.observed)),
        el('span', {class: 'quiet'}, 'required: ', inline(criterion.required)),
        criterion.decision === 'PASS' ? null
            : el('span', {class: 'why'}, inline(criterion.explanation
                + (criterion.undecided === 'warn' ? ' (warns)'
                    : criterion.undecided === 'fail' ? ' (fails the gate)' : ''))));
  }));
}

// What the gate could tell before the run: closed unless a criterion could not be met at all.
function forecast(run) {
  const lines = run.gate.forecast || [];
  return lines.length === 0 ? null
      : el('details', {class: 'forecast', open: lines.some((line) => line.impossible)},
          el('summary', {}, 'What the gate could tell before the run'),
          el('ul', {}, lines.map((line) => el('li', {},
              el('strong', {}, inline(line.criterion)), ': ', inline(line.words),
              line.impossible ? el('em', {}, ' (no result could meet it)') : null))));
}

function when(iso) {
  return iso ? iso.slice(0, 16).replace('T', ' ') + ' UTC' : null;
}

function facts(run) {
  const tokens = (usage) => usage.input_tokens === null && usage.output_tokens === null ? null
      : count(usage.input_tokens || 0) + ' in, ' + count(usage.output_tokens || 0) + ' out';
  const list = [
    ['Run', run.run],
    ['Started', when(run.started_at)],
    ['Took', run.took_ms === undefined ? null : millis(run.took_ms)],
    ['Dataset', run.dataset],
    ['Selection', run.selection],
    ['Target', run.target],
    ['Outputs', run.words.calls],
    ['Tokens', tokens(run.usage)],
    ['Judge tokens', tokens(run.judge_usage)],
    ['Repeats', run.repeats > 1 ? run.repeats + ', reduced by ' + run.reducer : null],
    ['Commit', run.git_commit],
    ['Assay', run.software],
  ];
  return el('dl', {class: 'facts'}, list.filter((fact) => fact[1]).map(([name, value]) =>
      el('div', {}, el('dt', {}, name), el('dd', {}, inline(value)))));
}

function slices(run) {
  const list = Object.entries(run.partitions).map(([name, slice]) => ({name, slice}));
  return list.length === 1 ? list : [...list, {name: 'all', slice: run.overall}];
}

function requiredRate(run, name) {
  const criterion = run.gate.criteria.find((c) => c.name === name + '.pass_rate');
  const match = criterion && /^pass_rate >= (\d+(?:\.\d+)?)/.exec(criterion.required);
  return match ? Math.min(1, Number(match[1])) : null;
}

function partitionsCard(run, show) {
  const part = (name) => name === 'all' ? '' : name;
  const number = (name, slice, key, verdict) => {
    const n = slice[key];
    return el('td', {class: 'number', 'data-label': key}, n === 0 ? el('span', {class: 'quiet'}, '0')
        : el('button', {class: 'link ' + verdict,
          onclick: () => show({partition: part(name), verdict})}, count(n)));
  };
  const rows = slices(run).map(({name, slice}) => {
    const rate = slice.pass_rate;
    const kind = slice.failed === 0 ? 'pass' : 'mixed';
    return el('tr', {class: name === 'all' ? 'total' : null},
        el('th', {scope: 'row'}, name),
        el('td', {class: 'chart'}, rateBar(rate, kind, requiredRate(run, name))),
        el('td', {class: 'estimate', 'data-label': 'pass rate'}, rate
            ? [el('strong', {}, rateText(rate)), ' ', el('span', {class: 'quiet'},
                intervalText(rate))]
            : el('span', {class: 'quiet'}, 'nothing scored')),
        el('td', {class: 'number', 'data-label': 'n'}, count(slice.n)),
        number(name, slice, 'passed', 'pass'),
        number(name, slice, 'failed', 'fail'),
        number(name, slice, 'unscored', 'unscored'),
        el('td', {class: 'number', 'data-label': 'latency p95'},
            slice.latency_ms ? millis(slice.latency_ms.p95) : '–'));
  });
  return section('partitions', 'Pass rate by partition',
      el('table', {class: 'partitions'},
          el('thead', {}, el('tr', {},
              ['Partition', '', 'Pass rate', 'n', 'Passed', 'Failed', 'Unscored', 'Latency p95']
                  .map((title, i) => el('th', {scope: 'col', class: i > 2 ? 'number' : null},
                      i === 1 ? el('span', {class: 'scale', 'aria-hidden': 'true'},
                          el('span', {}, '0%'), el('span', {}, '50%'), el('span', {}, '100%'))
                          : title)))),
          el('tbody', {}, rows)),
      el('p', {class: 'note'}, 'Bars are the share that passed among those scored; whiskers the '
          + level(run.overall.pass_rate) + ' interval; the dashed line what the gate requires. '
          + 'Unscored examples count as neither.'));
}

function modesCard(run, show) {
  const modes = Object.entries(run.overall.failure_modes);
  return section('modes', 'How examples failed',
      modes.length === 0 ? el('p', {class: 'calm'}, 'No example failed.')
          : countBars(modes.map(([name, n]) =>
              ({name, count: n, title: 'Show these examples', onclick: () => show({mode: name})})),
          'fail', Math.max(...modes.map((mode) => mode[1]))));
}

function latencyCard(run, rows) {
  const options = slices(run).filter(({slice}) => slice.latency_ms);
  if (options.length === 0) {
    return section('latency', 'Latency', el('p', {class: 'calm'},
        run.cached_outputs > 0 ? 'Not measured: every output came from the cache.'
            : 'Not measured.'));
  }
  const body = el('div', {});
  const draw = (name) => {
    const latency = options.find((option) => option.name === name).slice.latency_ms;
    const values = rows.filter((row) => name === 'all' || row.partition === name)
        .flatMap((row) => row.latencies || []);
    const figure = (key) => el('div', {}, el('dt', {}, key), el('dd', {}, millis(latency[key])));
    body.replaceChildren(
        el('dl', {class: 'figures'}, ['p50', 'p95', 'p99', 'max'].map(figure)),
        values.length > 0 ? histogram(values, latency) : '',
        el('p', {class: 'note'}, 'n = ' + count(latency.n) + '; failed calls'
            + (run.cached_outputs > 0 ? ' and ' + counted(run.cached_outputs, 'cached output') : '')
            + ' left out.'));
  };
  const card = section('latency', 'Latency', picker(options.map((o) => o.name), 'Partition', draw),
      body);
  draw(options[options.length - 1].name);
  return card;
}

/** A choice among a few names, the last one chosen. */
function picker(names, label, choose) {
  if (names.length < 2) {
    return null;
  }
  return el('select', {class: 'picker', 'aria-label': label,
    onchange: (event) => choose(event.target.value)},
      names.map((name, i) => el('option', {value: name, selected: i === names.length - 1},
          name === 'all' ? 'all partitions' : name)));
}

function evaluatorAxis(rows, i) {
  let low = 0;
  let high = 1;
  for (const row of rows) {
    const value = row.scores[i] && row.scores[i].length ? row.scores[i][0] : 0;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function evaluatorsCard(run, rows, show) {
  const names = run.evaluator_order.map((evaluator) => evaluator.name);
  if (names.length === 0) {
    return null;
  }
  const axes = names.map((_, i) => evaluatorAxis(rows, i));
  const body = el('tbody', {});
  const draw = (partition) => {
    const slice = slices(run).find((option) => option.name === partition).slice;
    body.replaceChildren(...names.filter((name) => slice.evaluators[name]).map((name) =>
        evaluatorRow(run, name, slice.evaluators[name], axes[names.indexOf(name)], show,
            partition === 'all' ? '' : partition)));
  };
  const options = slices(run).map((option) => option.name);
  const card = section('evaluators', 'Evaluators',
      picker(options, 'Partition', draw),
      el('table', {class: 'evaluators'},
          el('thead', {}, el('tr', {}, ['Evaluator', '', 'Mean', 'Passed', 'Scored', 'Unscored']
              .map((title, i) => el('th', {scope: 'col', class: i > 2 ? 'number' : null}, title)))),
          body),
      el('p', {class: 'note'}, 'Dots are means, whiskers their '
          + level(run.overall.pass_rate) + ' intervals. What could not be scored is in no mean.'));
  draw(options[options.length - 1]);
  return card;
}

/** What an evaluator's scores come to together, such as corpus BLEU. */
function corpusText(corpus) {
  return corpus ? el('span', {class: 'sub'}, corpus.name + ' ' + valueText(corpus.value) + ' ['
      + valueText(corpus.low) + ', ' + valueText(corpus.high) + '], n = ' + count(corpus.n)) : null;
}

function evaluatorRow(run, name, evaluator, axis, show, partition) {
  const identity = run.evaluator_order.find((e) => e.name === name);
  const mean = evaluator.mean;
  const rate = evaluator.pass_rate;
  const text = unitText(identity.unit);
  const end = (value) => text === valueText ? +value.toPrecision(3) : text(value);
  return el('tr', {},
      el('th', {scope: 'row'}, inline(name),
          el('span', {class: 'sub'},
              identity.evaluator === name ? null : [inline(identity.evaluator), ' · '],
              identity.higher_is_better ? null : 'lower is better · ',
              identity.threshold === undefined ? null : 'threshold ' + (text === valueText ? identity.threshold : text(identity.threshold)) + ' · ',
              'version ' + identity.version.replace('sha256:', '').slice(0, 8))),
      el('td', {class: 'chart'}, meanDot(mean, axis),
          mean ? el('div', {class: 'ends', 'aria-hidden': 'true'},
              el('span', {}, end(axis[0])), el('span', {}, end(axis[1])))
              : null),
      el('td', {class: 'estimate', 'data-label': 'mean'}, mean
          ? [el('strong', {}, text(mean.value)), ' ', el('span', {class: 'quiet'},
              '[' + text(mean.low) + ', ' + text(mean.high) + ']')]
          : el('span', {class: 'quiet'}, '–'),
          corpusText(evaluator.corpus)),
      el('td', {class: 'number', 'data-label': 'passed'}, rate
          ? [el('button', {class: 'link', title: 'Show where it failed',
            onclick: () => show({failing: name, partition})}, rateText(rate)),
          el('span', {class: 'sub'}, intervalText(rate))]
          : el('span', {class: 'quiet'}, '–')),
      el('td', {class: 'number', 'data-label': 'scored'}, count(evaluator.scored)),
      el('td', {class: 'number', 'data-label': 'unscored'}, count(evaluator.unscored),
          evaluator.unscored_reasons.slice(0, 2).map((reason) =>
              el('span', {class: 'sub reason', title: visibleLine(reason)}, inline(reason)))));
}

/** How far the judges can be trusted: stability, position, length, kinship. */
function judgesCard(run) {
  const judges = run.words.judges;
  return judges.length === 0 ? null : section('judges', 'Judges', judges.map((judge) => [
    el('p', {}, el('strong', {}, inline(judge.title))),
    el('ul', {}, judge.facts.map((fact) => el('li', {}, fact))),
    judge.warnings.map((warning) => el('p', {class: 'notice'}, warning)),
  ]));
}

function constraintsCard(run, rows, show) {
  const broken = new Map();
  for (const row of rows) {
    for (const name of row.broken || []) {
      broken.set(name, (broken.get(name) || 0) + 1);
    }
  }
  if (broken.size === 0) {
    return null;
  }
  const list = [...broken].sort((a, b) => b[1] - a[1]);
  const checked = rows.filter((row) => run.evaluator_order.some((evaluator, i) =>
      evaluator.evaluator === 'constraints' && row.scores[i] && row.scores[i].length)).length;
  return section('constraints', 'Constraints violated',
      countBars(list.map(([name, n]) => ({name, count: n, note: 'of ' + count(checked),
        title: 'Show these examples', onclick: () => show({constraint: name})})), 'fail', checked),
      el('p', {class: 'note'}, 'Bars are shares of the examples whose constraints were checked.'));
}
