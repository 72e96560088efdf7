package dev.assay.server.web.explore;

import dev.assay.server.store.InteractionKey;
import dev.assay.server.web.view.View;
import java.util.regex.Pattern;

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
    boolean plain = PLAIN.matcher(key.id()).matches();
    String path = PATH + (plain ? key.id() : OTHER) + below;
    String at = view.at(path, "at", key.startedAt().toString());
    return plain ? at : at + "&id=" + View.encoded(key.id());
  }
}
