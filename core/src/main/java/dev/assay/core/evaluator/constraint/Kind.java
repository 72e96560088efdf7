package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kind of rule: what it is called, what it takes, and how to make one.
 *
 * @param setting the kind's name and what stands after it
 * @param options what may stand beside it
 * @param mode how an answer that breaks it failed, unless the suite says otherwise
 * @param factory makes the rule
 */
record Kind(Parameter setting, List<Parameter> options, FailureMode mode, Factory factory) {

  /** Makes a rule from its settings. */
  @FunctionalInterface
  interface Factory {

    /**
     * Makes the rule.
     *
     * @throws dev.assay.core.problem.InvalidInputException if the settings make no rule
     */
    Rule create(Settings settings);
  }

  /** A kind whose breach is a matter of form. */
  static Kind ofForm(Parameter setting, Factory factory, Parameter... options) {
    return new Kind(setting, List.of(options), FailureMode.FORMAT, factory);
  }

  /** A kind whose breach does harm. */
  static Kind ofSafety(Parameter setting, Factory factory, Parameter... options) {
    return new Kind(setting, List.of(options), FailureMode.UNSAFE, factory);
  }

  String name() {
    return setting.name();
  }

  /** What may stand in a constraint of this kind. */
  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(setting.asRequired());
    all.addAll(options);
    all.add(Parameter.json("when", "Only examples that match: tag, partition, metadata."));
    all.add(Parameter.json("unless", "Not examples that match: tag, partition, metadata."));
    all.add(Parameter.string("because", "Why it matters; put before what was found."));
    all.add(
        Parameter.string("mode", "How an answer that breaks it failed.")
            .oneOf(
                Arrays.stream(FailureMode.values()).map(FailureMode::key).toArray(String[]::new)));
    return all;
  }
}
