package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.detect.TookTooLong;

/**
 * A rule as a suite names it.
 *
 * @param name the suite's name for it
 * @param rule the rule
 * @param applicability which examples it is for
 * @param mode how an answer that breaks it failed
 * @param because what is put before the explanation of a breach; may be empty
 */
record Constraint(
    String name, Rule rule, Applicability applicability, FailureMode mode, String because) {

  /** Checks the rule; a failure to check is a finding too. */
  Finding check(Subject subject) {
    try {
      return rule.check(subject);
    } catch (TookTooLong e) {
      return Finding.undecided(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return Finding.undecided("the rule needs too much stack on this output");
    } catch (RuntimeException e) {
      String message = e.getMessage();
      return Finding.undecided(message == null ? e.getClass().getSimpleName() : message);
    }
  }
}
