package dev.assay.server.web.panel;

import dev.assay.core.evaluator.FailureMode;
import java.util.List;
import java.util.Locale;

/**
 * What a colour means, everywhere the same; never told by colour alone. The colours themselves are
 * in {@code tokens.css}, as {@code --ink-} and the key.
 *
 * @since 0.1
 */
public enum Ink {
  /** What a panel is about, where it is about one thing. */
  MAIN,
  /** What evaluators found. */
  SCORE,
  /** A second evaluator. */
  SCORE_2,
  /** A third evaluator. */
  SCORE_3,
  /** A fourth evaluator. */
  SCORE_4,
  /** What users did. */
  SIGNAL,
  /** The middle of a distribution. */
  P50,
  /** Its slow tail. */
  P95,
  /** Its slowest tail. */
  P99,
  /** Money. */
  COST,
  /** The provider's cache. */
  CACHE,
  /** Hallucinated. */
  HALLUCINATED,
  /** Incorrect. */
  INCORRECT,
  /** Refused. */
  REFUSED,
  /** Incomplete. */
  INCOMPLETE,
  /** Off topic. */
  OFF_TOPIC,
  /** Of the wrong form. */
  FORMAT,
  /** Unsafe. */
  UNSAFE,
  /** Too slow. */
  SLOW,
  /** No answer. */
  ERROR;

  private static final List<Ink> SCORES = List.of(SCORE, SCORE_2, SCORE_3, SCORE_4);

  /** As style sheets and scripts spell it, such as {@code off-topic}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** That of a failure mode. */
  public static Ink of(FailureMode mode) {
    return valueOf(mode.name());
  }

  /** That of the evaluator at this place among several. */
  public static Ink ofScore(int place) {
    return SCORES.get(place % SCORES.size());
  }
}
