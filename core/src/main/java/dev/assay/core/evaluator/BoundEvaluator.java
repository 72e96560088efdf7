package dev.assay.core.evaluator;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelException;
import dev.assay.core.problem.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.node.ObjectNode;

/**
 * An evaluator with its parameters, ready to score: checks the needs, applies the threshold, and
 * turns every failure into {@link Score.Unscored}.
 *
 * @since 0.1
 */
public final class BoundEvaluator {

  private final EvaluatorSpec spec;
  private final EvaluatorDefinition definition;
  private final Evaluator evaluator;
  private final OptionalDouble threshold;
  private final String version;

  BoundEvaluator(
      EvaluatorSpec spec,
      EvaluatorDefinition definition,
      Parameters parameters,
      Evaluator evaluator) {
    this.spec = spec;
    this.definition = definition;
    this.evaluator = evaluator;
    this.threshold =
        definition.decidesItself()
            ? OptionalDouble.empty()
            : parameters.optionalNumber(EvaluatorDefinition.THRESHOLD);
    ObjectNode identity = Json.object();
    identity.put("evaluator", definition.name());
    identity.put("version", definition.version());
    ObjectNode values = parameters.toJson();
    // A threshold decides what passes, not what is measured: values stay comparable across it.
    values.remove(EvaluatorDefinition.THRESHOLD);
    identity.set("parameters", values);
    identity.put("fingerprint", evaluator.fingerprint());
    if (modifiers().negate()) {
      identity.put("negate", true);
    }
    if (modifiers().on() != null) {
      identity.put("on", modifiers().on().text());
    }
    String hash = ContentHash.of(identity).substring("sha256:".length());
    this.version = definition.version() + "-" + hash.substring(0, 12);
  }

  /** What the suite says. */
  public EvaluatorSpec spec() {
    return spec;
  }

  /** What the registry says. */
  public EvaluatorDefinition definition() {
    return definition;
  }

  /** The name its scores carry: the suite's alias. */
  public String name() {
    return spec.alias();
  }

  /**
   * What its values depend on: code version, parameters and models, as {@code <version>-<12 hex
   * digits>}. The threshold is not part of it.
   */
  public String version() {
    return version;
  }

  /** What the suite says of it beside its parameters. */
  public Modifiers modifiers() {
    return spec.modifiers();
  }

  /** Whether a higher value is the better one, as it is bound: negated or not. */
  public boolean higherIsBetter() {
    return definition.higherIsBetter(modifiers());
  }

  /** Whether a language model has a part in its values: its own, or a member's. */
  public boolean judged() {
    return definition.judged() || members().stream().anyMatch(BoundEvaluator::judged);
  }

  /** The evaluators it is made of, each with its own version; none for most. */
  public List<BoundEvaluator> members() {
    return evaluator.members();
  }

  /** The threshold given in the suite, if one was. */
  public OptionalDouble threshold() {
    return threshold;
  }

  /** The range of its values: its definition's, unless its parameters decide it. */
  public ValueRange range() {
    return evaluator.range().orElseGet(() -> new ValueRange(definition.low(), definition.high()));
  }

  /** What {@link Evaluator#guideline} says; empty where the decision is turned round. */
  public Optional<Guideline> guideline() {
    return modifiers().negate() ? Optional.empty() : evaluator.guideline();
  }

  /** What {@link Evaluator#pairedWith} says. */
  public Optional<String> pairedWith() {
    return evaluator.pairedWith();
  }

  /** Scores {@code subject}; never throws for what the subject holds. */
  public Score evaluate(Subject subject) {
    StepSelector on = modifiers().on();
    if (on == null) {
      return evaluateOne(subject);
    }
    if (subject.interaction().failed()) {
      return Score.unscored("no output");
    }
    StepSubjects steps = new StepSubjects(subject);
    List<StepSubjects.Selected> selected = steps.select(on);
    if (selected.isEmpty()) {
      return Score.unscored(steps.none(on));
    }
    StepScores scores = new StepScores(definition.failureMode());
    selected.forEach(step -> scores.add(step.name(), evaluateOne(step.subject())));
    return scores.score();
  }

  private Score evaluateOne(Subject subject) {
    if (subject.interaction().failed()) {
      return Score.unscored("no output");
    }
    if (subject.interaction().output() == null && needsOutput()) {
      return Score.unscored("no output");
    }
    for (Need need : definition.needs()) {
      if (!need.metBy(subject)) {
        return Score.unscored("needs " + need.words());
      }
    }
    Score score;
    try {
      score = evaluator.evaluate(subject);
    } catch (InvalidInputException e) {
      // Something of the example or the output that is not what this evaluator takes.
      return Score.unscored(describe(e));
    } catch (CancellationException e) {
      return Score.unscored("takes too long on this output: " + describe(e));
    } catch (ModelException e) {
      return new Score.Unscored("evaluator failed: " + describe(e), Score.unscored(e).evidence());
    } catch (RuntimeException | StackOverflowError e) {
      return Score.unscored("evaluator failed: " + describe(e));
    }
    if (modifiers().negate()) {
      score = Negation.of(score, definition, range());
    }
    if (score instanceof Score.Scored scored && threshold.isPresent()) {
      boolean reached = passes(scored.value(), threshold.getAsDouble());
      return scored.withPassed(reached && scored.veto().isEmpty());
    }
    return score;
  }

  /** Whether {@code value} is good enough against {@code threshold}, in this one's direction. */
  public boolean passes(double value, double threshold) {
    return higherIsBetter() ? value >= threshold : value <= threshold;
  }

  // How long it took and what it used is known also where the output is kept to itself, and what an
  // agent did of one that only acts; the members of a set say for themselves.
  private boolean needsOutput() {
    return definition.category() != Category.AGENT
        && definition.category() != Category.SET
        && definition.category() != Category.OPERATION;
  }

  private static String describe(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
