package dev.assay.core.evaluation;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.suite.Suite;
import dev.assay.core.suite.SuiteTarget;
import dev.assay.core.target.OpenTarget;
import dev.assay.core.target.Target;
import dev.assay.core.target.TargetContext;
import dev.assay.core.target.TargetException;
import dev.assay.core.target.TargetRequest;
import dev.assay.core.target.Targets;

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
    public Interaction call(TargetRequest request) throws TargetException, InterruptedException {
      return target.call(request);
    }

    @Override
    public String fingerprint() {
      return target.fingerprint();
    }
  }
}
