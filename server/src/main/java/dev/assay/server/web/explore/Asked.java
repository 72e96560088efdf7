package dev.assay.server.web.explore;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked in an interaction.
 *
 * @since 0.1
 */
public final class Asked {

  private Asked() {}

  /** What the user said last; null where nobody knows. */
  public static @Nullable String last(@Nullable Interaction said) {
    if (said == null) {
      return null;
    }
    List<Message> input = said.input();
    for (int i = input.size() - 1; i >= 0; i--) {
      if (input.get(i).role().equals("user")) {
        return input.get(i).text();
      }
    }
    return null;
  }
}
