package dev.assay.core.run;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A run that ended, however it ended.
 *
 * @param header the run as it ended
 * @param results what was finished, resumed results included, in the dataset's order; fewer than
 *     planned unless the run is complete
 * @since 0.1
 */
public record RunOutcome(RunHeader header, List<ExampleResult> results) {

  /** Checks and copies the parts. */
  public RunOutcome {
    requireNonNull(header, "header");
    results = List.copyOf(results);
  }
}
