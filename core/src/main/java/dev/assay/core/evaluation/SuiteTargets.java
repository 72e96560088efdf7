package dev.assay.core.evaluation;

import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteTarget;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.target.Targets;
import java.util.List;
import java.util.Optional;

/** Opens what a suite evaluates. */
final class SuiteTargets {

  private SuiteTargets() {}

  static OpenTarget open(Suite suite, Targets targets, ModelSettings models) {
    if (suite.target() instanceof SuiteTarget.Given given) {
      return given(given.target());
    }
    SuiteTarget.Configured configured = (SuiteTarget.Configured) suite.target();
    try {
      return targets.open(
          configured.spec(),
          new TargetContext(
              suite.baseDirectory(), models.environment(), suite.options().concurrency(), models));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(e.problems().stream().map(suite::placed).toList());
    }
  }

  /**
   * Checks that there is an example that the target can be asked.
   *
   * @throws InvalidInputException if something keeps it from being asked any of them, at its place
   *     in the suite
   */
  static void check(Suite suite, Target target, List<Example> examples) {
    Problem first = null;
    for (Example example : examples) {
      Optional<Problem> obstacle = target.obstacle(request(suite, example));
      if (obstacle.isEmpty()) {
        return;
      }
      first = first == null ? obstacle.get() : first;
    }
    if (first != null) {
      Problem placed =
          suite.target() instanceof SuiteTarget.Configured configured && first.location() == null
              ? first.at(configured.spec().location())
              : first;
      throw new InvalidInputException(suite.placed(placed));
    }
  }

  private static TargetRequest request(Suite suite, Example example) {
    return new TargetRequest(
        example.id(),
        example.input(),
        example.inputMessages(),
        example.metadata(),
        0,
        suite.options().seed(),
        suite.options().timeout());
  }

  private static OpenTarget given(Target target) {
    // Lambdas have names that change from start to start.
    boolean lambda = target.getClass().isHidden();
    String name = lambda ? "lambda" : target.getClass().getName();
    String version =
        ContentHash.of(Json.object().put("java", name).put("fingerprint", target.fingerprint()));
    return new OpenTarget(new Borrowed(target), "java " + name, version, false);
  }

  /** A target that stays open: it belongs to whoever gave it. */
  private record Borrowed(Target target) implements Target {

    @Override
    public Optional<Problem> obstacle(TargetRequest request) {
      return target.obstacle(request);
    }

    @Override
    public Interaction call(TargetRequest request) throws TargetException, InterruptedException {
      return target.call(request);
    }

    @Override
    public String fingerprint() {
      return target.fingerprint();
    }
  }
}
