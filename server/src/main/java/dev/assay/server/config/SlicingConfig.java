package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.window.SliceDefinition;
import dev.assay.monitor.window.Slicing;
import java.time.Duration;
import java.util.List;

/**
 * How traffic is sliced, and what comes too late to count.
 *
 * @param definitions by what; no two have the same dimensions
 * @param lateness how much later than it began an interaction may come
 * @since 0.1
 */
public record SlicingConfig(List<SliceDefinition> definitions, Duration lateness) {

  /** By what {@link Slicing#withDefaults()} slices by; a day. */
  public static final SlicingConfig DEFAULT =
      new SlicingConfig(Slicing.withDefaults().definitions(), Duration.ofDays(1));

  /** Checks and copies the parts. */
  public SlicingConfig {
    definitions = List.copyOf(definitions);
    requireNonNull(lateness, "lateness");
  }

  /** The slicing, with this salt, which must stay the same for windows to merge. */
  public Slicing slicing(String salt) {
    return Slicing.of(definitions, salt);
  }
}
