// Hostile text of any length: folded but complete, hidden characters shown, laid out only when seen.

const FOLD_CHARS = 1600;
const FOLD_LINES = 24;
const PIECE_CHARS = 20000;
const MOST_MARKED = 200;

// Controls, format characters (bidirectional overrides, zero width), lone surrogates, private use.
// A joiner between two emoji is part of one picture and stays.
const HIDDEN = new RegExp(
    '(?!(?<=[\\p{Extended_Pictographic}\\u{FE0F}\\p{Emoji_Modifier}])\\u{200D}'
        + '(?=\\p{Extended_Pictographic}))'
        + '(?![\\n\\t])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]', 'gu');

function codePoint(c) {
  return 'U+' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
}

/** Appends text in which every hidden character is shown by its code point. */
function addVisible(element, text) {
  const clean = text.replace(/\r\n/g, '\n');
  const hidden = clean.match(HIDDEN);
  if (!hidden) {
    element.append(document.createTextNode(clean));
    return;
  }
  if (hidden.length > MOST_MARKED) {
    const shown = clean.replace(HIDDEN, (c) => '⟦' + codePoint(c) + '⟧');
    element.append(document.createTextNode(shown));
    return;
  }
  let from = 0;
  for (const match of clean.matchAll(HIDDEN)) {
    element.append(document.createTextNode(clean.slice(from, match.index)));
    element.append(el('span', {class: 'hidden-char', title: 'hidden character'},
        codePoint(match[0])));
    from = match.index + match[0].length;
  }
  element.append(document.createTextNode(clean.slice(from)));
}

/** A short text within a line: white space as spaces, hidden characters shown. */
function visibleLine(text) {
  return text.slice(0, 1000).replace(/\s+/g, ' ').replace(HIDDEN, (c) => '⟦' + codePoint(c) + '⟧');
}

/** The same as an element that keeps its writing direction to itself. */
function inline(text) {
  return el('bdi', {}, visibleLine(String(text)));
}

/** Where to cut near `end`: at a line break if one is near, never inside a surrogate pair. */
function cut(text, from, end) {
  if (end >= text.length) {
    return text.length;
  }
  const line = text.lastIndexOf('\n', end);
  if (line > from && end - line < PIECE_CHARS / 2) {
    return line + 1;
  }
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end + 1 : end;
}

function foldAt(text) {
  let end = Math.min(text.length, FOLD_CHARS);
  let at = -1;
  for (let line = 0; line < FOLD_LINES; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0 || at >= end) {
      break;
    }
    if (line === FOLD_LINES - 1) {
      end = at;
    }
  }
  // Text that is only a little longer than the fold is not worth folding.
  return text.length - end < 200 ? text.length : cut(text, end, end);
}

/** A block of text: its beginning, and a button that shows all of it. */
function textBlock(text, className) {
  const box = el('div', {class: 'text ' + (className || '')});
  if (text === '') {
    box.append(el('span', {class: 'quiet'}, '(empty)'));
    return box;
  }
  const fold = foldAt(text);
  const head = el('pre', {dir: 'auto'});
  addVisible(head, text.slice(0, fold));
  box.append(head);
  if (fold < text.length) {
    const all = el('button', {class: 'link', onclick: () => {
      all.remove();
      showRest(box, text, fold);
    }}, 'Show all ' + count(text.length) + ' characters');
    head.classList.add('folded');
    box.append(all);
  }
  return box;
}

// Pieces are laid out by the browser only when they scroll into view (content-visibility).
function showRest(box, text, fold) {
  box.firstChild.classList.remove('folded');
  const rest = document.createDocumentFragment();
  let from = fold;
  while (from < text.length) {
    const end = cut(text, from, from + PIECE_CHARS);
    const piece = el('pre', {dir: 'auto', class: 'piece'});
    // A piece that ends in a line break would show an empty line before the next one.
    const last = end < text.length && text[end - 1] === '\n' ? end - 1 : end;
    addVisible(piece, text.slice(from, last));
    rest.append(piece);
    from = end;
  }
  box.append(rest);
}

function jsonBlock(value) {
  return textBlock(typeof value === 'string' ? value : JSON.stringify(value, null, 2), 'json');
}
