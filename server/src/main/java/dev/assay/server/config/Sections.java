package dev.assay.server.config;

import dev.assay.core.config.Node;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the file that are for others to read, with their places and with the environment filled
 * in; null where they are not given.
 *
 * @param completion when a task counts as completed
 * @param failureModes how failures are told apart
 * @param monitors what is watched for
 * @since 0.1
 */
public record Sections(
    @Nullable Node completion, @Nullable Node failureModes, @Nullable Node monitors) {

  /** Nothing is given. */
  public static final Sections NONE = new Sections(null, null, null);

  // They may hold what the environment gave.
  @Override
  public String toString() {
    return "Sections[completion="
        + (completion == null ? null : completion.at())
        + ", failureModes="
        + (failureModes == null ? null : failureModes.at())
        + ", monitors="
        + (monitors == null ? null : monitors.at())
        + "]";
  }
}
