package dev.assay.server.web.explore;

import dev.assay.server.store.InteractionKey;
import dev.assay.server.web.view.View;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an interaction is shown.
 *
 * @since 0.1
 */
public final class InteractionAddress {

  /** Where interactions are shown, followed by an id. */
  public static final String PATH = "/ui/interactions/";

  /** In place of an id that cannot stand in a path; the parameter {@code id} has it then. */
  public static final String OTHER = "-";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_~][A-Za-z0-9._~-]{0,199}");

  private InteractionAddress() {}

  /** The page of an interaction, with the view that it was found in. */
  public static String of(View view, InteractionKey key) {
    return of(view, key, "");
  }

  /**
   * What is below that page.
   *
   * @param below such as {@code /label}
   */
  public static String of(View view, InteractionKey key, String below) {
    return of(view, key.id(), key.startedAt(), below);
  }

  /**
   * The page of an interaction.
   *
   * @param id hostile
   * @param startedAt when it began, which helps to find it; null where that is not known
   */
  public static String of(View view, String id, @Nullable Instant startedAt) {
    return of(view, id, startedAt, "");
  }

  private static String of(View view, String id, @Nullable Instant startedAt, String below) {
    boolean plain = PLAIN.matcher(id).matches();
    Map<String, String> own = new LinkedHashMap<>();
    if (startedAt != null) {
      own.put("at", startedAt.toString());
    }
    if (!plain) {
      own.put("id", id);
    }
    return view.at(PATH + (plain ? id : OTHER) + below, own);
  }
}
