package dev.assay.core.evaluator.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a text into sentences. A line break ends one where the next line is a list item, a heading,
 * a table row or stands apart by a blank line, or where this line ends like a sentence; a point
 * does not after an abbreviation, an initial or inside a number.
 */
final class Sentences {

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "vs", "inc", "ltd", "co", "corp", "no",
          "nos", "fig", "vol", "pp", "ed", "eds", "gen", "col", "lt", "sgt", "capt", "rev", "hon",
          "gov", "sen", "rep", "approx", "dept", "est", "max", "min", "e.g", "i.e", "cf", "al",
          "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
          "u.s", "u.k", "a.m", "p.m", "ca", "incl", "excl", "tel", "ext");

  /** Longer ones are cut, so that no text makes the comparison of sentences slow. */
  static final int LONGEST_SENTENCE = 300;

  private static final int LONGEST_HEADING_WORDS = 12;

  private final String text;
  private final List<Token> tokens;
  private final List<Sentence> sentences = new ArrayList<>();

  private Sentences(String text) {
    this.text = text;
    this.tokens = Tokenizer.tokens(text);
  }

  static List<Sentence> of(String text) {
    Sentences sentences = new Sentences(text);
    sentences.split();
    return sentences.sentences;
  }

  private void split() {
    int from = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (i + 1 == tokens.size() || i - from >= LONGEST_SENTENCE || endsAfter(i)) {
        int to = i + 1;
        while (to < tokens.size() && isClosing(tokens.get(to)) && noSpaceBefore(to)) {
          to++;
        }
        add(from, to);
        from = to;
        i = to - 1;
      }
    }
  }

  private boolean noSpaceBefore(int i) {
    return tokens.get(i).start() == tokens.get(i - 1).end();
  }

  private boolean isClosing(Token token) {
    return token.kind() == Token.Kind.MARK && ")]\"\u201D\u2019'*_".contains(token.lower());
  }

  private boolean endsAfter(int i) {
    Token token = tokens.get(i);
    Token next = tokens.get(i + 1);
    if (breaksLine(i)) {
      return true;
    }
    if (token.kind() != Token.Kind.MARK) {
      return false;
    }
    boolean spaced = next.start() > token.end();
    if (".!?".contains(token.lower()) && !spaced && isClosing(next)) {
      // "It is done." Then
      int after = i + 2;
      return after == tokens.size() || (tokens.get(after).capital() && !noSpaceBefore(after));
    }
    return switch (token.lower()) {
      case "!", "?", "\u2026" -> spaced || (next.capital() && next.isWord());
      case "\u3002", "\uFF01", "\uFF1F" -> true;
      case "." -> endsAtPoint(i, next, spaced);
      default -> false;
    };
  }

  private boolean endsAtPoint(int i, Token next, boolean spaced) {
    if (i == 0) {
      return false;
    }
    Token before = tokens.get(i - 1);
    boolean detached = tokens.get(i).start() > before.end();
    if (before.isWord() && !detached) {
      if (isAbbreviation(i - 1)) {
        return false;
      }
      if (before.end() - before.start() == 1 && before.capital() && !before.is("i")) {
        return false;
      }
    }
    if (isListNumber(i) || (detached && isDecimal(i))) {
      return false;
    }
    if (spaced) {
      // A small letter after a point that is set apart, as in tokenised text, still begins one.
      return detached || !next.isWord() || next.capital() || !isLowerLatin(next);
    }
    boolean word = before.isWord() && (!before.capital() || before.lower().length() > 2);
    return word && next.isWord() && next.capital();
  }

  // Tokenised text writes 1 . 1 million.
  private boolean isDecimal(int point) {
    return tokens.get(point - 1).isNumber()
        && tokens.get(point - 1).lower().length() <= 3
        && tokens.get(point + 1).isNumber()
        && tokens.get(point + 1).lower().length() <= 2;
  }

  private boolean isLowerLatin(Token token) {
    char c = text.charAt(token.start());
    return c >= 'a' && c <= 'z';
  }

  private boolean isAbbreviation(int i) {
    if (ABBREVIATIONS.contains(tokens.get(i).lower())) {
      return true;
    }
    // e.g. and U.S. are two letters and two points.
    return i >= 2
        && tokens.get(i - 1).is(".")
        && tokens.get(i).lower().length() == 1
        && tokens.get(i - 2).lower().length() == 1
        && noSpaceBefore(i)
        && noSpaceBefore(i - 1);
  }

  // "1." at the start of a line.
  private boolean isListNumber(int point) {
    Token number = tokens.get(point - 1);
    return number.isNumber()
        && number.lower().length() <= 2
        && (point == 1 || hasLineBreak(tokens.get(point - 2).end(), number.start()) > 0);
  }

  private boolean breaksLine(int i) {
    Token token = tokens.get(i);
    Token next = tokens.get(i + 1);
    int breaks = hasLineBreak(token.end(), next.start());
    if (breaks == 0) {
      return false;
    }
    if (breaks > 1 || ".!?:;|".contains(token.lower())) {
      return true;
    }
    boolean item =
        next.kind() == Token.Kind.MARK && "-*#|+>\u2022\u2013\u2014".contains(next.lower());
    boolean numbered =
        next.isNumber()
            && i + 2 < tokens.size()
            && (tokens.get(i + 2).is(".") || tokens.get(i + 2).is(")"));
    return item || numbered || isHeadingLine(token.start()) || next.capital();
  }

  private int hasLineBreak(int from, int to) {
    int breaks = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\u2028' || c == '\u2029') {
        breaks++;
      }
    }
    return breaks;
  }

  private boolean isHeadingLine(int at) {
    int line = at;
    int bound = Math.max(0, at - 200);
    while (line > bound && text.charAt(line - 1) != '\n') {
      line--;
    }
    return line < text.length() && text.charAt(line) == '#';
  }

  private void add(int from, int to) {
    int first = from;
    while (first < to && isLead(first, to)) {
      first++;
    }
    boolean listed = first > from;
    if (first + 1 < to && tokens.get(first).isNumber() && isListMark(first + 1, to)) {
      first += 2;
      listed = true;
    }
    if (first >= to) {
      return;
    }
    List<Token> own = QuantityReader.merge(tokens.subList(first, to));
    int start = own.get(0).start();
    int end = own.get(own.size() - 1).end();
    boolean hash = from < to && tokens.get(from).is("#");
    boolean unfinished = !".!?".contains(own.get(own.size() - 1).lower());
    boolean ownLine = end >= text.length() || isBreak(end);
    boolean colon = own.get(own.size() - 1).is(":");
    boolean title =
        !listed
            && unfinished
            && ownLine
            && end < text.length()
            && own.size() <= LONGEST_HEADING_WORDS
            && own.get(0).capital()
            && (sentences.isEmpty() || startsLine(start));
    sentences.add(new Sentence(start, end, own, hash || title || colon));
  }

  private boolean isBreak(int at) {
    int i = at;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\r')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '\n';
  }

  private boolean startsLine(int at) {
    int i = at - 1;
    while (i >= 0 && text.charAt(i) == ' ') {
      i--;
    }
    return i < 0 || text.charAt(i) == '\n';
  }

  // Marks of lists, headings, emphasis and stray closing marks before the words.
  private boolean isLead(int i, int to) {
    Token token = tokens.get(i);
    if (token.kind() != Token.Kind.MARK) {
      return false;
    }
    if (token.is("-") && i + 1 < to && tokens.get(i + 1).isNumber() && tokens.get(i + 1).glued()) {
      return false;
    }
    return "-*#|+>\u2022\u2013\u2014_)]}.,;:!?~`\"\u201D\u201C'".contains(token.lower());
  }

  private boolean isListMark(int i, int to) {
    return i + 1 < to
        && (tokens.get(i).is(")") || tokens.get(i).is("."))
        && noSpaceBefore(i)
        && tokens.get(i + 1).start() > tokens.get(i).end()
        && isListNumber(i);
  }
}
