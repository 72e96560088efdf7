package dev.assay.server.web.interaction;

import dev.assay.core.json.Json;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.EvaluationEvidence;
import dev.assay.server.web.page.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an evaluator made of the interaction, with what it showed.
 *
 * @param evaluation what it said
 * @param current whether this is its version of today
 * @param counted whether estimates count it; not where a person asked for it
 * @param shown what it showed; null where that is not kept
 */
record Judged(
    Evaluation evaluation, boolean current, boolean counted, @Nullable EvaluationEvidence shown) {

  private static final int SHORT = 12;
  private static final int LONGEST = 8_000;

  /** A reply of a judge's. */
  record Reply(String about, String text) {}

  String verdict() {
    if (evaluation.value() == null) {
      return "unscored";
    }
    return evaluation.passed() == null ? "scored" : evaluation.passed() ? "passed" : "failed";
  }

  String state() {
    return switch (verdict()) {
      case "passed" -> "state-good";
      case "failed" -> "state-bad";
      default -> "state-quiet";
    };
  }

  String version() {
    String version = evaluation.version();
    return Words.line(version.length() <= SHORT ? version : version.substring(0, SHORT), SHORT);
  }

  /** Why, in one line; empty where nobody said. */
  String why() {
    String why = evaluation.unscored() != null ? evaluation.unscored() : evaluation.explanation();
    return why == null ? "" : Words.shown(why);
  }

  /** The judge's model, if one judged. */
  String model() {
    return shown == null ? "" : shown.evidence().path("judge").path("model").asString("");
  }

  /** What a judge replied, sample by sample. */
  List<Reply> replies() {
    List<Reply> replies = new ArrayList<>();
    if (shown != null) {
      for (JsonNode each : shown.evidence().path("judge").path("replies")) {
        String about = each.path("about").asString("");
        String text = each.path("text").asString(each.path("unscored").asString(""));
        replies.add(new Reply(Words.shown(about), clipped(text)));
      }
    }
    return replies;
  }

  /** What else it showed, as JSON; empty for nothing. */
  String rest() {
    if (shown == null) {
      return "";
    }
    ObjectNode rest = shown.evidence().deepCopy();
    rest.remove("claims");
    if (rest.path("judge") instanceof ObjectNode judge) {
      judge.remove("replies");
    }
    return rest.isEmpty()
        ? ""
        : clipped(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(rest));
  }

  private static String clipped(String text) {
    String shown = Words.shown(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    return text.length() <= LONGEST ? shown : shown + " …";
  }
}
