package dev.assay.server.web.alert;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An interaction to look at.
 *
 * @param id the interaction
 * @param at when it was; null where it is not kept any longer
 * @param mode how it failed; null if it did not, or that is not known
 * @param asked what was asked; null where content is not kept; hostile
 * @param answered what was answered; null where content is not kept; hostile
 */
record ExampleLine(
    String id,
    @Nullable Instant at,
    @Nullable String mode,
    @Nullable String asked,
    @Nullable String answered) {

  private static final int LONGEST = 160;

  static List<ExampleLine> of(Store store, List<String> ids) {
    List<ListedInteraction> found = new ArrayList<>();
    for (String id : ids) {
      store.interactions().find(id, null).ifPresent(found::add);
    }
    List<InteractionKey> keys = found.stream().map(each -> each.row().key()).toList();
    Map<String, Interaction> contents = store.interactions().contents(keys);
    return ids.stream().map(id -> line(id, found, contents.get(id))).toList();
  }

  private static ExampleLine line(
      String id, List<ListedInteraction> found, @Nullable Interaction said) {
    Optional<ListedInteraction> row =
        found.stream().filter(each -> each.row().key().id().equals(id)).findFirst();
    return new ExampleLine(
        id,
        row.map(each -> each.row().key().startedAt()).orElse(null),
        row.map(each -> each.row().outcome().failureMode())
            .map(mode -> mode.key().replace('-', ' '))
            .orElse(null),
        said == null ? null : asked(said),
        said == null ? null : shortened(said.output()));
  }

  private static @Nullable String asked(Interaction said) {
    String last = null;
    for (Message message : said.input()) {
      if (message.role().equals("user")) {
        last = message.text();
      }
    }
    return shortened(last);
  }

  private static @Nullable String shortened(@Nullable String text) {
    if (text == null || text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
