package dev.assay.core.gate;

import static java.util.Objects.requireNonNull;

import dev.assay.core.comparison.RunScores;
import org.jspecify.annotations.Nullable;

/**
 * The run that a gate compares with, or why there is none.
 *
 * @param scores its scores; null if there is none
 * @param missing why there is none, and the command that makes one
 * @param holds whether a run is held up that has none, as it is in CI
 * @since 0.1
 */
public record GateBaseline(@Nullable RunScores scores, String missing, boolean holds) {

  /** Nothing was said of a baseline. */
  public static final GateBaseline UNNAMED =
      none(
          "no baseline is named; assay baseline save RUN baseline.jsonl makes one, --baseline or"
              + " baseline under gate names it",
          true);

  /** Checks the parts. */
  public GateBaseline {
    requireNonNull(missing, "missing");
  }

  /** This run. */
  public static GateBaseline of(RunScores scores) {
    return new GateBaseline(requireNonNull(scores, "scores"), "", false);
  }

  /** There is none. */
  public static GateBaseline none(String missing, boolean holds) {
    return new GateBaseline(null, missing, holds);
  }
}
