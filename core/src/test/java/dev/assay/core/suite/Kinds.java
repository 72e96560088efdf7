package dev.assay.core.suite;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetProvider;
import dev.assay.core.target.TargetSpec;
import dev.assay.core.target.Targets;
import java.util.List;

/** Evaluators and targets for suites in tests: the real names, the least behaviour. */
public final class Kinds {

  private Kinds() {}

  /** A rule, two graded evaluators, one where less is better, and a list of named rules. */
  public static EvaluatorRegistry evaluators() {
    return EvaluatorRegistry.of(
        List.of(
            EvaluatorDefinition.builder("exact-match", "1", "Equal.")
                .parameter(Parameter.bool("ignore-case", "Case does not matter."))
                .decidesItself()
                .createdBy(
                    (parameters, context) ->
                        subject ->
                            Score.ofPass(
                                subject.references().contains(subject.output()), "differs")),
            EvaluatorDefinition.builder("rouge-l", "1", "Overlap.")
                .parameter(Parameter.bool("stem", "Stems words."))
                .createdBy(
                    (parameters, context) ->
                        subject ->
                            Score.of(subject.references().contains(subject.output()) ? 1 : 0.5)),
            EvaluatorDefinition.builder("semantic-similarity", "1", "Cosine.")
                .parameter(Parameter.string("model", "The model.").withDefault("minilm"))
                .createdBy((parameters, context) -> subject -> Score.of(0.9)),
            EvaluatorDefinition.builder("latency", "1", "Milliseconds.")
                .range(0, Double.POSITIVE_INFINITY)
                .lowerIsBetter()
                .failureMode(FailureMode.SLOW)
                .createdBy((parameters, context) -> subject -> Score.of(100)),
            EvaluatorDefinition.builder("constraints", "1", "Named rules.")
                .decidesItself()
                .freeForm()
                .failureMode(FailureMode.FORMAT)
                .createdBy((parameters, context) -> subject -> Score.ofPass(true, null))));
  }

  /** The kind {@code echo}, which answers its input, and {@code http}, which answers nothing. */
  public static Targets targets() {
    return Targets.of(new Echo("echo"), new Echo("http"));
  }

  /** Every kind that the documentation shows, those of other modules too. */
  public static Targets documentedTargets() {
    return Targets.of(new Echo("java"), new Echo("http"), new Echo("exec"), new Echo("recorded"));
  }

  private record Echo(String kind) implements TargetProvider {

    @Override
    public OpenTarget open(TargetSpec spec, TargetContext context) {
      Target target = request -> Interaction.ofOutput(request.input().asString());
      return new OpenTarget(target, kind + " " + spec.config(), "v1", true);
    }
  }
}
