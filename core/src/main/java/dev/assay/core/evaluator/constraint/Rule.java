package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.Subject;

/** One rule, ready to be checked from several threads. */
@FunctionalInterface
interface Rule {

  /** Whether {@code subject} keeps the rule. What is thrown makes it undecided. */
  Finding check(Subject subject);

  /** What decides the finding besides the configuration: a file's hash, a library's version. */
  default String fingerprint() {
    return "";
  }

  /** A rule about the output alone. */
  static Rule ofOutput(OutputRule rule) {
    return subject -> rule.check(subject.output());
  }

  /** A rule about the output alone. */
  @FunctionalInterface
  interface OutputRule {

    Finding check(String output);
  }
}
