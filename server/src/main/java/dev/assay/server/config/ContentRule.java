package dev.assay.server.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the content of some interactions is kept: what was said, retrieved, and given to tools.
 *
 * @param apps of these applications; empty for any
 * @param environments in these environments; empty for any
 * @param features of these features; empty for any
 * @param keep whether it is kept
 * @since 0.1
 */
public record ContentRule(
    Set<String> apps, Set<String> environments, Set<String> features, boolean keep) {

  /** Copies the sets. */
  public ContentRule {
    apps = Set.copyOf(apps);
    environments = Set.copyOf(environments);
    features = Set.copyOf(features);
  }

  /** Whether it is about what comes from there; what is not said matches only where any does. */
  public boolean matches(
      @Nullable String app, @Nullable String environment, @Nullable String feature) {
    return holds(apps, app) && holds(environments, environment) && holds(features, feature);
  }

  private static boolean holds(Set<String> wanted, @Nullable String value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }
}
