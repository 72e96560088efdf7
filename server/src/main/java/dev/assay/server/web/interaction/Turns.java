package dev.assay.server.web.interaction;

import dev.assay.core.interaction.Interaction;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import dev.assay.server.web.explore.Asked;
import dev.assay.server.web.explore.InteractionAddress;
import dev.assay.server.web.page.Words;
import dev.assay.server.web.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conversation around an interaction.
 *
 * @param turns those nearest to it, in order
 * @param place which of all it is, from 1
 * @param total how many turns the conversation has within a week
 */
record Turns(List<Turn> turns, int place, int total) {

  private static final Duration WITHIN = Duration.ofDays(7);
  private static final int NEAR = 5;
  private static final int LONGEST = 140;

  /**
   * A turn.
   *
   * @param href where it is shown
   * @param at when it began
   * @param question what was asked; null where that is not kept
   * @param here whether it is the one that is looked at
   */
  record Turn(String href, Instant at, @Nullable String question, boolean here) {}

  Turns {
    turns = List.copyOf(turns);
  }

  /** The turns around an interaction; none if it is alone, or says of no conversation. */
  static Turns around(InteractionRow row, Store store, View view) {
    String conversation = row.links().conversation();
    if (conversation == null) {
      return new Turns(List.of(), 1, 1);
    }
    Instant at = row.key().startedAt();
    List<ListedInteraction> all =
        store.interactions().conversation(conversation, at.minus(WITHIN), at.plus(WITHIN));
    int place = 0;
    for (int i = 0; i < all.size(); i++) {
      place = all.get(i).row().key().id().equals(row.key().id()) ? i : place;
    }
    if (all.size() < 2) {
      return new Turns(List.of(), 1, all.size());
    }
    List<ListedInteraction> near =
        all.subList(Math.max(0, place - NEAR), Math.min(all.size(), place + NEAR + 1));
    Map<String, Interaction> contents =
        store.interactions().contents(near.stream().map(each -> each.row().key()).toList());
    List<Turn> turns = new ArrayList<>();
    for (ListedInteraction each : near) {
      String question = Asked.last(contents.get(each.row().key().id()));
      turns.add(
          new Turn(
              InteractionAddress.of(view, each.row().key()),
              each.row().key().startedAt(),
              question == null ? null : Words.line(question, LONGEST),
              each.row().key().id().equals(row.key().id())));
    }
    return new Turns(turns, place + 1, all.size());
  }
}
