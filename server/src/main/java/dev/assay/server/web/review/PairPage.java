package dev.assay.server.web.review;

import dev.assay.server.pair.PairState;
import dev.assay.server.pair.ShownPair;
import dev.assay.server.store.PairLabel;
import dev.assay.server.web.page.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two answers to be judged, or settled. Nothing on the page could tell whose they are.
 *
 * @param shell the frame
 * @param state the set
 * @param shown the pair; null at the end
 * @param settles whether an editor decides here, rather than a person says what they think
 * @param done what was answered just before; empty for nothing
 */
record PairPage(
    Shell shell, PairState state, @Nullable ShownPair shown, boolean settles, String done) {

  private static final int LONGEST = 100_000;

  private String name() {
    var person = shell.visitor().person();
    return person == null ? "" : person.name();
  }

  String at(String part) {
    return shell.view().at(PairsPage.set(state.set().id()) + part);
  }

  String home() {
    return shell.view().at(PairPages.PATH);
  }

  /** Where the answer goes. */
  String action() {
    return at(settles ? "/settle" : "/answer");
  }

  int open() {
    return settles ? state.disputed().size() : state.open(name()).size();
  }

  int answered() {
    return state.done(name()).size();
  }

  boolean opened() {
    return state.set().openedBy(name());
  }

  /** What this person has said of the pair. */
  @Nullable PairLabel mine() {
    return shown == null ? null : state.answers(shown.pair()).by(name()).orElse(null);
  }

  /** What people have said of it; of what is to be settled alone. */
  List<PairLabel> people() {
    return shown == null || !settles ? List.of() : state.answers(shown.pair()).people();
  }

  /** A choice in this person's order. */
  static String said(ShownPair shown, PairLabel label) {
    return switch (shown.word(label.choice())) {
      case "first" -> "the first is better";
      case "second" -> "the second is better";
      case "tie" -> "neither is better";
      default -> "cannot tell";
    };
  }

  /** A text as far as a page goes. */
  static String text(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean torn = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, torn ? LONGEST - 1 : LONGEST) + " …";
  }
}
