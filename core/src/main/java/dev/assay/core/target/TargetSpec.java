package dev.assay.core.target;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A target as a suite names it: {@code {kind: config, …}}.
 *
 * @param kind {@code java}, {@code http}, {@code exec}, {@code recorded}, …
 * @param config the value under the kind's key: a string, a list or an object
 * @param location where it stands, if in a file
 * @since 0.1
 */
public record TargetSpec(String kind, JsonNode config, @Nullable Location location) {

  /** Checks the parts. */
  public TargetSpec {
    requireNonNull(kind, "kind");
    requireNonNull(config, "config");
  }
}
