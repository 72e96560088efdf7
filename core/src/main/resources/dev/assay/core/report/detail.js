// One example in full.

const pieceStarts = [...document.querySelectorAll('script[id^="assay-piece-"]')]
    .map((script) => Number(script.id.slice('assay-piece-'.length)));
const pieces = new Map();

/** The example at a place of the index; its piece is read when it is first needed. */
function exampleAt(place) {
  let low = 0;
  let high = pieceStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pieceStarts[middle] <= place) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const start = pieceStarts[low];
  if (!pieces.has(start)) {
    pieces.set(start, read('piece-' + start));
  }
  return pieces.get(start)[place - start];
}

function detail(row, place) {
  const full = exampleAt(place);
  const body = el('div', {class: 'detail-body'});
  const results = full.results;
  const show = (i) => body.replaceChildren(...resultView(full, results[i]).filter(Boolean));
  // The repetition that tells why the example ended as it did comes first to the eye.
  const first = Math.max(0, results.findIndex((result) => result.verdict === row.verdict));
  const tabs = results.length < 2 ? null : el('div', {class: 'tabs', role: 'group',
    'aria-label': 'Repetitions'}, results.map((result, i) => el('button', {
    class: 'tab ' + result.verdict, 'aria-pressed': String(i === first),
    onclick: (event) => {
      for (const tab of tabs.children) {
        tab.setAttribute('aria-pressed', String(tab === event.currentTarget));
      }
      show(i);
    }}, VERDICTS[result.verdict].symbol + ' repetition ' + (result.repeat + 1))));
  show(first);
  return el('div', {class: 'detail'},
      row.reason ? el('p', {class: 'reason ' + row.verdict},
          badge(row.verdict, row.mode || VERDICTS[row.verdict].word), ' ',
          inline(row.reason)) : null,
      tabs, body);
}

function resultView(full, result) {
  const example = full.example;
  return [
    field('Input', typeof example.input === 'string' ? textBlock(example.input)
        : jsonBlock(example.input)),
    el('div', {class: 'columns'},
        field(full.references.length > 1 ? 'Expected, any of' : 'Expected',
            full.references.length ? full.references.map((text) => textBlock(text))
                : el('p', {class: 'quiet'}, 'No reference answer.')),
        field('Output', outputView(result))),
    field('Scores', scoresTable(result.scores)),
    contextView('Context retrieved', result.context),
    contextView('Context expected', example.context),
    listField('Tool calls', result.tool_calls, toolCall),
    listField('Steps', result.steps, step),
    field('About', about(full, result)),
  ];
}

function field(title, ...content) {
  return el('div', {class: 'field'}, el('h4', {}, title), content);
}

function listField(title, items, view) {
  return items && items.length
      ? field(title + ' (' + items.length + ')', el('ol', {class: 'items'},
          items.map((item) => el('li', {}, view(item))))) : null;
}

function outputView(result) {
  if (result.error) {
    return [el('p', {class: 'error'}, 'No answer: ', el('strong', {}, inline(result.error.kind))),
      textBlock(result.error.message, 'error'),
      result.output === undefined ? null : textBlock(result.output)];
  }
  return result.output === undefined ? el('p', {class: 'quiet'}, 'No output was recorded.')
      : textBlock(result.output);
}

function scoresTable(scores) {
  if (scores.length === 0) {
    return el('p', {class: 'quiet'}, 'Nothing was scored.');
  }
  return el('table', {class: 'scores'}, el('tbody', {}, scores.map((score) => {
    const kind = score.value === null ? 'unscored'
        : score.passed === null ? null : score.passed ? 'pass' : 'fail';
    const words = score.value === null ? score.unscored : score.explanation;
    return el('tr', {},
        el('th', {scope: 'row'}, inline(score.evaluator)),
        el('td', {class: 'number'}, score.value === null ? '–' : valueText(score.value)),
        el('td', {}, kind ? badge(kind, VERDICTS[kind].word)
            : el('span', {class: 'quiet'}, 'informs')),
        el('td', {class: 'words'},
            score.label ? el('span', {class: 'chip'}, inline(score.label)) : null,
            words ? textBlock(words, 'plain') : null,
            score.details ? lazyDetails('Evidence', () => jsonBlock(score.details)) : null));
  })));
}

/** Folded content that is made when it is first opened. */
function lazyDetails(title, make) {
  const details = el('details', {}, el('summary', {}, title));
  details.addEventListener('toggle', () => details.append(make()), {once: true});
  return details;
}

function contextView(title, passages) {
  const list = passages ? (Array.isArray(passages) ? passages : [passages]) : [];
  return listField(title, list, (passage) => typeof passage === 'string' ? textBlock(passage)
      : [el('p', {class: 'sub'}, passage.id === undefined ? '' : el('code', {}, inline(passage.id)), ' ',
          passage.score === undefined ? '' : 'score ' + valueText(passage.score)),
      textBlock(passage.text)]);
}

function toolCall(call) {
  return [el('p', {}, el('code', {}, inline(call.name))),
    jsonBlock(call.arguments),
    call.result === undefined ? null : field('Result', jsonBlock(call.result)),
    call.error ? textBlock(call.error, 'error') : null];
}

function step(item) {
  return [el('p', {}, el('code', {}, inline(item.kind)), ' ', inline(item.name), ' ',
      el('span', {class: 'quiet'}, item.latency_ms === undefined ? '' : millis(item.latency_ms))),
  item.input === undefined ? null : textBlock(item.input),
  item.output === undefined ? null : textBlock(item.output),
  item.error ? textBlock(item.error, 'error') : null];
}

function about(full, result) {
  const example = full.example;
  const usage = result.usage || {};
  const list = [
    ['Latency', result.latency_ms === undefined ? null
        : millis(result.latency_ms) + (result.cached ? ', when it was first called' : '')],
    ['First token', result.ttft_ms === undefined ? null : millis(result.ttft_ms)],
    ['Output from', result.cached ? 'cache' : null],
    ['Tokens in', usage.input_tokens],
    ['Tokens out', usage.output_tokens],
    ['Cost', usage.cost === undefined ? null : '$' + usage.cost],
    ['Model', result.model],
    ['Finish reason', result.finish_reason],
    ['Tags', (example.tags || []).join(', ')],
    ['Created', example.created_at],
    ['Reviews', (example.reviews || []).map((r) => r.by + ' ' + r.at).join(', ')],
  ];
  return [
    el('dl', {class: 'facts'}, list.filter((fact) => fact[1] !== null && fact[1] !== undefined
        && fact[1] !== '').map(([name, value]) =>
        el('div', {}, el('dt', {}, name), el('dd', {}, inline(value))))),
    example.metadata ? lazyDetails('Metadata', () => jsonBlock(example.metadata)) : null,
    example.provenance ? lazyDetails('Provenance', () => jsonBlock(example.provenance)) : null,
  ];
}
