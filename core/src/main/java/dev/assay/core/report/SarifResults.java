package dev.assay.core.report;

import dev.assay.core.dataset.Partition;
import dev.assay.core.gate.GateDecision;
import dev.assay.core.gate.GateResult.Criterion;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.verdict.Verdict.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results of a run in SARIF's form, with their rules.
 *
 * <p>Levels: {@code error} for a criterion that is not met and for the failed examples of a
 * partition of which it asks, {@code warning} for one that cannot be decided, {@code note} for
 * failed examples that the gate allows.
 */
final class SarifResults {

  /** What paths are relative to: the name that code hosts know for the root of a repository. */
  static final String ROOT = "%SRCROOT%";

  /** Code hosts keep the first few thousand of a file. */
  private static final int MOST_EXAMPLES = 1_000;

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_REASON = 1_000;

  // What viewers would take for a link or for an argument.
  private static final Pattern LINK = Pattern.compile("\\](?=\\()");
  private static final Pattern ARGUMENT = Pattern.compile("\\{(?=\\d)");

  private final ReportInput input;
  private final @Nullable SarifFile file;
  private final Map<String, Integer> ruleIndex = new LinkedHashMap<>();
  private final ArrayNode rules = Json.array();
  private final ArrayNode results = Json.array();
  private int left;

  private SarifResults(ReportInput input) {
    this.input = input;
    this.file = SarifFile.of(input.header());
  }

  static SarifResults of(ReportInput input) {
    SarifResults all = new SarifResults(input);
    for (Criterion criterion : input.gate().criteria()) {
      if (criterion.decision() != GateDecision.PASS) {
        all.criterion(criterion);
      }
    }
    List<ExampleOutcome> failed =
        ExampleOutcome.withOutcome(ExampleOutcome.of(input), Outcome.FAIL);
    int most = Math.min(MOST_EXAMPLES, failed.size());
    failed.subList(0, most).forEach(all::example);
    all.left = failed.size() - most;
    return all;
  }

  ArrayNode rules() {
    return rules;
  }

  ArrayNode results() {
    return results;
  }

  /** How many failed examples found no place. */
  int left() {
    return left;
  }

  private void criterion(Criterion criterion) {
    boolean fails = criterion.fails();
    String name = Visible.line(criterion.name(), LONGEST_NAME);
    String words =
        name
            + (fails ? " is not met: " : " cannot be decided: ")
            + criterion.explanation()
            + " (required: "
            + criterion.required()
            + "; observed: "
            + criterion.observed()
            + ")";
    result(
        "gate/" + name,
        "Gate criterion " + name,
        fails ? "error" : "warning",
        words,
        criterion.name(),
        name);
  }

  private void example(ExampleOutcome outcome) {
    Partition partition = outcome.example().partition();
    String mode = String.valueOf(outcome.modeKey());
    String words =
        partition.key()
            + " example "
            + Visible.line(outcome.example().id(), LONGEST_NAME)
            + " failed ("
            + mode
            + "): "
            + outcome.reason();
    result(
        "example/" + mode,
        "Example failed: " + mode,
        unmet(partition) ? "error" : "note",
        words,
        partition.key(),
        outcome.example().id());
  }

  private boolean unmet(Partition partition) {
    return input.gate().criteria().stream()
        .anyMatch(
            criterion -> criterion.fails() && criterion.name().startsWith(partition.key() + "."));
  }

  private void result(
      String rule, String title, String level, String words, String place, String identity) {
    ObjectNode result = results.addObject();
    result.put("ruleId", rule).put("ruleIndex", ruleIndex(rule, title));
    result.put("kind", "fail").put("level", level);
    result.putObject("message").put("text", plain(words, LONGEST_REASON));
    if (file != null) {
      location(result.putArray("locations").addObject(), file, place);
    }
    // The same finding in the next run is the same finding, wherever the line has moved.
    String suite = input.header().suite();
    result
        .putObject("partialFingerprints")
        .put("assay/v1", ContentHash.of(Json.array().add(suite).add(rule).add(identity)));
  }

  private int ruleIndex(String rule, String title) {
    Integer known = ruleIndex.get(rule);
    if (known != null) {
      return known;
    }
    int index = rules.size();
    ruleIndex.put(rule, index);
    ObjectNode item = rules.addObject().put("id", rule);
    item.putObject("shortDescription").put("text", plain(title, LONGEST_NAME));
    return index;
  }

  private static void location(ObjectNode location, SarifFile file, String place) {
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", file.uri()).put("uriBaseId", ROOT);
    OptionalInt line = file.criterion(place);
    // Hosts show nothing without a line: the first stands for the whole file.
    physical.putObject("region").put("startLine", line.orElse(1));
  }

  /** Words on one line in which no viewer finds a link or an argument. */
  static String plain(String words, int most) {
    String line = Visible.line(words, most);
    return ARGUMENT.matcher(LINK.matcher(line).replaceAll("] ")).replaceAll("{ ");
  }
}
