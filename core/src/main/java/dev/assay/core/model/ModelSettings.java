package dev.assay.core.model;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What models are opened with, the same for all of a process or suite.
 *
 * @param environment where keys come from; never recorded or shown
 * @param cache the folder in which answers are kept; null to keep and use none
 * @param prices a price table that overrides the one that comes with Assay; null for none
 * @param named models that a suite gives a name and settings under {@code models}, by name; values
 *     as {@link ModelSpec#read} takes them
 * @since 0.1
 */
public record ModelSettings(
    Map<String, String> environment,
    @Nullable Path cache,
    @Nullable Path prices,
    Map<String, ObjectNode> named) {

  /** No environment, no cache, no named models. */
  public static final ModelSettings NONE = new ModelSettings(Map.of(), null, null, Map.of());

  /** Checks and copies the parts. */
  public ModelSettings {
    environment = Map.copyOf(requireNonNull(environment, "environment"));
    named = Map.copyOf(named);
  }

  /** Nothing but an environment. */
  public static ModelSettings ofEnvironment(Map<String, String> environment) {
    return new ModelSettings(environment, null, null, Map.of());
  }

  /** The same, keeping answers in {@code cache}, or none if that is null. */
  public ModelSettings withCache(@Nullable Path cache) {
    return new ModelSettings(environment, cache, prices, named);
  }

  /** The same, with this price table. */
  public ModelSettings withPrices(@Nullable Path prices) {
    return new ModelSettings(environment, cache, prices, named);
  }

  /** The same, with these named models. */
  public ModelSettings withNamed(Map<String, ObjectNode> named) {
    return new ModelSettings(environment, cache, prices, named);
  }

  // The environment holds keys.
  @Override
  public String toString() {
    return "ModelSettings[cache="
        + cache
        + ", prices="
        + prices
        + ", named="
        + named.keySet()
        + "]";
  }
}
