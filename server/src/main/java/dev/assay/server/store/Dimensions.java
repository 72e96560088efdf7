package dev.assay.server.store;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an interaction is sliced by. Null where the application did not say.
 *
 * @param app the application or service
 * @param environment such as {@code production}
 * @param feature the part of the application
 * @param release the application's version
 * @param promptTemplate the prompt template's name
 * @param promptVersion the prompt template's version
 * @param model the model as it named itself
 * @param tags free labels
 * @since 0.1
 */
public record Dimensions(
    @Nullable String app,
    @Nullable String environment,
    @Nullable String feature,
    @Nullable String release,
    @Nullable String promptTemplate,
    @Nullable String promptVersion,
    @Nullable String model,
    Map<String, String> tags) {

  /** Copies the tags. */
  public Dimensions {
    tags = Map.copyOf(tags);
  }

  /** What an interaction says of itself, by the names that slices are chosen by. */
  public Map<String, String> byName() {
    Map<String, String> values = new HashMap<>();
    put(values, "app", app);
    put(values, "environment", environment);
    put(values, "feature", feature);
    put(values, "release", release);
    put(values, "prompt_template", promptTemplate);
    put(values, "prompt_version", promptVersion);
    put(values, "model", model);
    tags.forEach((tag, value) -> put(values, "tag:" + tag, value));
    return Map.copyOf(values);
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
