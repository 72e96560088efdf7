package dev.assay.server.evaluation;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ModelException;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.NotConfiguredException;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.NotConfigured;
import dev.assay.server.config.MonitoredEvaluator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The evaluators that look at production: the same as in suites, by the same names.
 *
 * <p>Judges look at a sample; the others at everything, or at a sample where the configuration says
 * so.
 *
 * @since 0.1
 */
public final class OnlineEvaluators {

  // What only a dataset knows.
  private static final Set<Need> OF_EXAMPLES =
      EnumSet.of(Need.EXPECTED, Need.RELEVANT_CONTEXT, Need.EXPECTED_TOOL_CALLS);

  private final List<OnlineEvaluator> evaluators;
  private final List<NotConfigured> notConfigured;

  private OnlineEvaluators(List<OnlineEvaluator> evaluators, List<NotConfigured> notConfigured) {
    this.evaluators = List.copyOf(evaluators);
    this.notConfigured = List.copyOf(notConfigured);
  }

  /** None. */
  public static OnlineEvaluators none() {
    return new OnlineEvaluators(List.of(), List.of());
  }

  /**
   * Makes the evaluators. What lacks a model or a key is listed as not configured and left out.
   *
   * @param context where models come from; stays open and belongs to the caller
   * @throws InvalidInputException with every evaluator that does not exist, is given wrong
   *     parameters, or needs what traffic does not have, such as an expected output
   */
  public static OnlineEvaluators bind(
      List<MonitoredEvaluator> monitored, EvaluatorRegistry registry, EvaluatorContext context) {
    List<OnlineEvaluator> bound = new ArrayList<>();
    List<NotConfigured> missing = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (MonitoredEvaluator each : monitored) {
      EvaluatorSpec of = each.spec();
      try {
        bound.add(bind(each, registry, context));
      } catch (NotConfiguredException e) {
        String reason = e.problems().get(0).at(null).message();
        missing.add(new NotConfigured(of.alias(), of.evaluator(), reason));
      } catch (ModelException e) {
        missing.add(new NotConfigured(of.alias(), of.evaluator(), String.valueOf(e.getMessage())));
      } catch (InvalidInputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new OnlineEvaluators(bound, missing);
  }

  private static OnlineEvaluator bind(
      MonitoredEvaluator monitored, EvaluatorRegistry registry, EvaluatorContext context) {
    Set<String> models = new LinkedHashSet<>();
    EvaluatorContext telling =
        new EvaluatorContext(
            context.baseDirectory(),
            context.embeddings(),
            context.chats().telling(model -> models.add(model.name())));
    BoundEvaluator bound = registry.bind(monitored.spec(), telling);
    refuseWhatNeedsExamples(bound);
    if (!monitored.sampled() && (bound.judged() || !models.isEmpty())) {
      throw new InvalidInputException(
          Problem.of(bound.name() + ".sampled", false, "true, for it asks a language model")
              .next("for every interaction, give its stratum the rate 1")
              .at(monitored.spec().location()));
    }
    return new OnlineEvaluator(monitored, bound, List.copyOf(models));
  }

  private static void refuseWhatNeedsExamples(BoundEvaluator bound) {
    for (Need need : needs(bound)) {
      if (OF_EXAMPLES.contains(need)) {
        throw refused(bound, "needs " + need.words());
      }
    }
    if (bound.judged()) {
      return;
    }
    // Some are only found out by their parameters: those that compare with the expected output
    // where they are given nothing else.
    if (bound.evaluate(new Subject(PLAIN, null)) instanceof Score.Unscored none
        && none.reason().startsWith("needs an expected output")) {
      throw refused(bound, none.reason());
    }
  }

  private static Set<Need> needs(BoundEvaluator bound) {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    needs.addAll(bound.definition().needs());
    bound.members().forEach(member -> needs.addAll(needs(member)));
    return needs;
  }

  private static InvalidInputException refused(BoundEvaluator bound, String why) {
    return new InvalidInputException(
        Problem.of(bound.name(), why, "an evaluator that judges without an example's expectation")
            .next("leave it to suites")
            .at(bound.spec().location()));
  }

  private static final Interaction PLAIN =
      Interaction.builder()
          .input(List.of(Message.user("What does it cost?")))
          .output("It costs 10 euros.")
          .context(List.of(new Passage("1", "It costs 10 euros.", null)))
          .usage(new Usage(10L, 5L, null, null, 0.01))
          .latencyMillis(100.0)
          .ttftMillis(10.0)
          .finishReason("stop")
          .build();

  /** All that can score, in the order of the configuration. */
  public List<OnlineEvaluator> all() {
    return evaluators;
  }

  /** Those that look at everything. */
  public List<OnlineEvaluator> cheap() {
    return evaluators.stream().filter(each -> !each.sampled()).toList();
  }

  /** Those that look at a sample. */
  public List<OnlineEvaluator> sampled() {
    return evaluators.stream().filter(OnlineEvaluator::sampled).toList();
  }

  /** Those that lack a model or a key, and why. */
  public List<NotConfigured> notConfigured() {
    return notConfigured;
  }

  /** The evaluator with this name. */
  public Optional<OnlineEvaluator> find(String name) {
    return evaluators.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The evaluator with this name, if it has this version. */
  public Optional<OnlineEvaluator> find(String name, String version) {
    return find(name).filter(each -> each.version().equals(version));
  }
}
