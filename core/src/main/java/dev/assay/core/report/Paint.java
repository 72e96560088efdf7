package dev.assay.core.report;

import dev.assay.core.gate.GateDecision;
import dev.assay.core.verdict.Verdict.Outcome;

/** Colours and symbols of a terminal, or their plain forms. */
final class Paint {

  private static final String RESET = "\u001b[0m";

  private final ConsoleStyle style;

  Paint(ConsoleStyle style) {
    this.style = style;
  }

  String bold(String text) {
    return wrap("1", text);
  }

  String dim(String text) {
    return wrap("2", text);
  }

  String good(String text) {
    return wrap("32", text);
  }

  String bad(String text) {
    return wrap("31", text);
  }

  String open(String text) {
    return wrap("33", text);
  }

  String decision(GateDecision decision, String text) {
    return switch (decision) {
      case PASS -> good(text);
      case FAIL -> bad(text);
      case INCONCLUSIVE -> open(text);
    };
  }

  String outcome(Outcome outcome, String text) {
    return switch (outcome) {
      case PASS -> good(text);
      case FAIL -> bad(text);
      case UNSCORED -> open(text);
    };
  }

  String symbol(GateDecision decision) {
    return switch (decision) {
      case PASS -> style.unicode() ? "✓" : "+";
      case FAIL -> style.unicode() ? "✗" : "x";
      case INCONCLUSIVE -> "?";
    };
  }

  /** Replaces the symbols that Assay itself writes where only ASCII may be used. */
  String symbols(String text) {
    if (style.unicode()) {
      return text;
    }
    StringBuilder ascii = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      ascii.append(ascii(c));
    }
    return ascii.toString();
  }

  private static String ascii(int c) {
    return switch (c) {
      case '…' -> "~";
      case '–', '─', '━' -> "-";
      case '·' -> "|";
      case '█' -> "#";
      case '×' -> "x";
      case '∞' -> "inf";
      case '≥' -> ">=";
      case '≤' -> "<=";
      default -> c < 0x7f ? Character.toString(c) : "?";
    };
  }

  private String wrap(String code, String text) {
    return style.colours() ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
