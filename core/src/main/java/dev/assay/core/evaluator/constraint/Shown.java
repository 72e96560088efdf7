package dev.assay.core.evaluator.constraint;

import dev.assay.core.problem.Printable;

/** Hostile text as an explanation may show it. */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /** {@code text} in quotes, cut to {@value #LONGEST} characters, without what does not print. */
  static String quoted(String text) {
    return "\"" + Printable.line(text, LONGEST) + "\"";
  }

  /** {@code text} on one line, cut to 200 characters, without what does not print. */
  static String plain(String text) {
    return Printable.line(text.replaceAll("\\s*\\R\\s*", " "), 200);
  }
}
