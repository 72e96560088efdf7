package dev.assay.core.target;

import static java.util.Objects.requireNonNull;

import dev.assay.core.model.ModelSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a target is opened with.
 *
 * @param baseDirectory what relative paths are relative to: the suite's folder
 * @param environment the environment variables it may read
 * @param concurrency how many calls there will be at once, at most
 * @param models what models are opened with; a target opens its own, apart from the judges'
 * @since 0.1
 */
public record TargetContext(
    Path baseDirectory, Map<String, String> environment, int concurrency, ModelSettings models) {

  /** Checks and copies the parts. */
  public TargetContext {
    requireNonNull(baseDirectory, "baseDirectory");
    environment = Map.copyOf(environment);
    requireNonNull(models, "models");
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "concurrency: " + concurrency + " (expected: concurrency >= 1)");
    }
  }

  /** A context whose models take their keys from {@code environment} and are kept nowhere. */
  public TargetContext(Path baseDirectory, Map<String, String> environment, int concurrency) {
    this(baseDirectory, environment, concurrency, ModelSettings.ofEnvironment(environment));
  }
}
