package dev.assay.core.suite;

import dev.assay.core.calibration.CalibrationRequirement;
import dev.assay.core.calibration.MemberNames;
import dev.assay.core.calibration.Trust;
import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.evaluator.EvaluatorItems;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.gate.GateCriterion;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Binds what a suite asks of calibrations. */
final class CalibrationBinder {

  private static final int DEEPEST_SET = 8;
  private static final long MOST_DAYS = 36_500;

  private final List<EvaluatorSpec> evaluators;
  private final List<Problem> problems;

  CalibrationBinder(List<EvaluatorSpec> evaluators, List<Problem> problems) {
    this.evaluators = evaluators;
    this.problems = problems;
  }

  /** What must hold before anything runs; {@code folder} is what paths are relative to. */
  Optional<CalibrationRequirement> bind(Node node, Path folder) {
    return Fields.of(node, "calibration", SuiteKeys.CALIBRATION, problems)
        .map(
            fields ->
                new CalibrationRequirement(
                    folder.resolve(folder(fields)),
                    Duration.ofDays(days(fields)),
                    names(fields),
                    fields.get("trust").flatMap(n -> trust(n, fields)).orElse(Trust.GATING),
                    node.at()));
  }

  /** What a gate asks. */
  Optional<GateCriterion> criterion(Fields fields, GateFields settings) {
    OptionalDouble least =
        settings.number(
            fields,
            "min_agreement",
            Math.nextUp(-1.0),
            Math.nextDown(1.0),
            "a kappa, above -1 and below 1, such as 0.6");
    // Who says which agreement is enough does not ask for the rule of thumb too.
    Trust trust = least.isPresent() ? Trust.NONE : Trust.GATING;
    return Optional.of(
        new GateCriterion.Calibrated(
            names(fields),
            folder(fields),
            days(fields),
            fields.get("trust").flatMap(n -> trust(n, fields)).orElse(trust),
            least,
            settings.policy(fields)));
  }

  private static String folder(Fields fields) {
    return fields.text("folder").orElse(GateCriterion.Calibrated.DEFAULT_FOLDER);
  }

  private static long days(Fields fields) {
    return fields
        .whole("max_age_days", 1, MOST_DAYS)
        .orElse(GateCriterion.Calibrated.DEFAULT_MAX_AGE_DAYS);
  }

  private List<String> names(Fields fields) {
    List<String> known = new ArrayList<>();
    evaluators.forEach(evaluator -> add(evaluator, evaluator.alias(), known, 1));
    List<String> names = new ArrayList<>();
    for (Node.Scalar name : fields.texts("evaluators")) {
      String text = name.meant().stringValue();
      if (!known.contains(text)) {
        problems.add(
            new Problem(
                name.at(),
                fields.subject("evaluators"),
                text,
                "an evaluator of this suite",
                Nearest.advice(text, known)));
      }
      names.add(text);
    }
    return names;
  }

  // An evaluator and, if it is a set, its members; what is wrong with these is said elsewhere.
  private static void add(EvaluatorSpec evaluator, String path, List<String> known, int depth) {
    known.add(path);
    JsonNode list = evaluator.parameters().get("evaluators");
    if (!evaluator.evaluator().equals("set") || list == null || depth > DEEPEST_SET) {
      return;
    }
    List<EvaluatorSpec> members;
    try {
      members = EvaluatorItems.read("set", list);
    } catch (InvalidInputException e) {
      return;
    }
    MemberNames names = new MemberNames(path);
    members.forEach(member -> add(member, names.next(member.alias()), known, depth + 1));
  }

  private Optional<Trust> trust(Node node, Fields fields) {
    String text = node instanceof Node.Scalar scalar ? scalar.meant().asString("") : "";
    for (Trust trust : List.of(Trust.GATING, Trust.TRENDS)) {
      if (trust.key().equals(text)) {
        return Optional.of(trust);
      }
    }
    problems.add(
        new Problem(node.at(), fields.subject("trust"), node.shown(), "gating or trends", null));
    return Optional.empty();
  }
}
