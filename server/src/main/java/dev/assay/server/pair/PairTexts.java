package dev.assay.server.pair;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.server.store.PairLabel.Side;
import java.util.List;

/**
 * Two answers to one question.
 *
 * @param example the id that the example has in both runs
 * @param question what was asked
 * @param expected what the dataset says is right; empty if it does not say
 * @param base the base's answer
 * @param candidate the candidate's answer
 * @since 0.1
 */
public record PairTexts(
    String example, String question, List<String> expected, String base, String candidate) {

  /** Copies the list. */
  public PairTexts {
    requireNonNull(example, "example");
    requireNonNull(question, "question");
    expected = List.copyOf(expected);
    requireNonNull(base, "base");
    requireNonNull(candidate, "candidate");
  }

  /** A side's answer. */
  public String of(Side side) {
    return side == Side.BASE ? base : candidate;
  }

  /** Names what is judged: a label holds for these texts and no others. */
  String hash() {
    return ContentHash.of(
        Json.object().put("question", question).put("base", base).put("candidate", candidate));
  }
}
