package dev.assay.server.store;

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
}
