package dev.assay.core.dataset.lint;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.problem.Printable;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that lint found.
 *
 * @param rule which rule found it
 * @param severity how much it matters
 * @param exampleIds the examples it is about, in the dataset's order; none if it is about a whole
 *     partition
 * @param reason what is wrong
 * @param fix what to do about it
 * @since 0.1
 */
public record Finding(
    LintRule rule, Severity severity, List<String> exampleIds, String reason, String fix) {

  private static final int SHOWN_IDS = 5;

  /** Checks the parts and copies the list. */
  public Finding {
    requireNonNull(rule, "rule");
    requireNonNull(severity, "severity");
    exampleIds = List.copyOf(exampleIds);
    requireNonNull(reason, "reason");
    requireNonNull(fix, "fix");
  }

  /**
   * Gives {@code severity rule: reason: ids; fix} on one line, with the first few ids, fit for a
   * terminal.
   */
  public String message() {
    String ids = exampleIds.stream().limit(SHOWN_IDS).collect(Collectors.joining(", "));
    int more = exampleIds.size() - SHOWN_IDS;
    return Printable.line(
        severity.key()
            + " "
            + rule.key()
            + ": "
            + reason
            + (ids.isEmpty() ? "" : ": " + ids)
            + (more > 0 ? " and " + more + " more" : "")
            + "; "
            + fix);
  }

  /** The JSON form: {@code {rule, severity, example_ids, reason, fix}}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("rule", rule.key()).put("severity", severity.key());
    ArrayNode ids = json.putArray("example_ids");
    exampleIds.forEach(ids::add);
    return json.put("reason", reason).put("fix", fix);
  }
}
