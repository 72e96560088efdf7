package dev.assay.core.target;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a target is opened with.
 *
 * @param baseDirectory what relative paths are relative to: the suite's folder
 * @param environment the environment variables it may read
 * @param concurrency how many calls there will be at once, at most
 * @since 0.1
 */
public record TargetContext(Path baseDirectory, Map<String, String> environment, int concurrency) {

  /** Checks and copies the parts. */
  public TargetContext {
    requireNonNull(baseDirectory, "baseDirectory");
    environment = Map.copyOf(environment);
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "concurrency: " + concurrency + " (expected: concurrency >= 1)");
    }
  }
}
