package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Someone's word that a golden set is what a release is measured by.
 *
 * @param by who approves; not blank
 * @param at when, as an ISO date or instant
 * @param note why, if they say
 * @since 0.1
 */
public record Approval(String by, String at, @Nullable String note) {

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if nobody is named or the date is none
   */
  public Approval {
    if (by.isBlank()) {
      throw new InvalidInputException(Problem.of("approved by", by, "a name that is not blank"));
    }
    if (IsoTime.parse(at).isEmpty()) {
      throw new InvalidInputException(Problem.of("approved at", at, IsoTime.EXPECTED));
    }
  }

  /** The JSON form: {@code {by, at, note?}}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("by", by).put("at", at);
    if (note != null) {
      json.put("note", note);
    }
    return json;
  }
}
