package dev.assay.core.suite;

import dev.assay.core.calibration.CalibrationRequirement;
import dev.assay.core.calibration.MemberNames;
import dev.assay.core.calibration.Trust;
import dev.assay.core.evaluator.EvaluatorItems;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Binds what a suite asks of calibrations. */
final class CalibrationBinder {

  private static final long DEFAULT_DAYS = 90;
  private static final int DEEPEST_SET = 8;
  private static final long MOST_DAYS = 36_500;

  private final Path folder;
  private final List<EvaluatorSpec> evaluators;
  private final List<Problem> problems;

  CalibrationBinder(Path folder, List<EvaluatorSpec> evaluators, List<Problem> problems) {
    this.folder = folder;
    this.evaluators = evaluators;
    this.problems = problems;
  }

  Optional<CalibrationRequirement> bind(Node node) {
    return Fields.of(node, "calibration", SuiteKeys.CALIBRATION, problems)
        .map(
            fields ->
                new CalibrationRequirement(
                    folder.resolve(fields.text("folder").orElse("calibrations")),
                    Duration.ofDays(
                        fields.whole("max_age_days", 1, MOST_DAYS).orElse(DEFAULT_DAYS)),
                    names(fields),
                    fields.get("trust").flatMap(this::trust).orElse(Trust.GATING),
                    node.at()));
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
                "calibration.evaluators",
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

  private Optional<Trust> trust(Node node) {
    String text = node instanceof Node.Scalar scalar ? scalar.meant().asString("") : "";
    for (Trust trust : List.of(Trust.GATING, Trust.TRENDS)) {
      if (trust.key().equals(text)) {
        return Optional.of(trust);
      }
    }
    problems.add(
        new Problem(node.at(), "calibration.trust", node.shown(), "gating or trends", null));
    return Optional.empty();
  }
}
