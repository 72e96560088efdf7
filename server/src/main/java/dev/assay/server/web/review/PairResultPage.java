package dev.assay.server.web.review;

import dev.assay.core.calibration.Figure;
import dev.assay.server.pair.PairAnswers;
import dev.assay.server.pair.PairResult;
import dev.assay.server.pair.PairSet;
import dev.assay.server.pair.PairState;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.server.web.page.Shell;
import dev.assay.stats.interval.Estimate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a set.
 *
 * @param shell the frame
 * @param state the set
 * @param result null for whoever may still judge: they are to open it first
 * @param judged what the judge preferred, by pair; null if none did, or it is not to be seen yet
 * @param page of the pairs, from 1
 */
record PairResultPage(
    Shell shell,
    PairState state,
    @Nullable PairResult result,
    @Nullable Map<String, Choice> judged,
    int page) {

  private static final int PAGE = 50;

  /** A pair in a line. */
  record Row(String pair, String example, PairAnswers answers, @Nullable Choice judge) {}

  /** What an interval says, with the class that colours it. */
  record Verdict(String word, String style) {}

  PairSet.Source source() {
    return state.set().source();
  }

  String at(String part) {
    return shell.view().at(PairsPage.set(state.set().id()) + part);
  }

  String home() {
    return shell.view().at(PairPages.PATH);
  }

  /** How many pairs this person has not judged. */
  int open() {
    var person = shell.visitor().person();
    return person == null ? 0 : state.open(person.name()).size();
  }

  /** Which side people prefer. */
  static Verdict preference(Figure preferred) {
    Estimate share = preferred.estimate();
    if (share == null || (share.low() <= 0.5 && 0.5 <= share.high())) {
      return new Verdict("cannot be told apart", "state-warn");
    }
    return share.value() > 0.5
        ? new Verdict("the candidate is preferred", "state-good")
        : new Verdict("the baseline is preferred", "state-bad");
  }

  /** Whether people favour a place. */
  static Verdict place(Figure first) {
    Estimate share = first.estimate();
    if (share == null || (share.low() <= 0.5 && 0.5 <= share.high())) {
      return new Verdict("no sign of it", "state-quiet");
    }
    return new Verdict(
        share.value() > 0.5 ? "they favour the first" : "they favour the second", "state-warn");
  }

  List<Row> rows() {
    return state.set().pairs().stream()
        .skip((page - 1L) * PAGE)
        .limit(PAGE)
        .map(
            pair -> {
              PairSet.Item item = state.set().item(pair);
              return new Row(
                  pair,
                  item == null ? "" : item.example(),
                  state.answers(pair),
                  judged == null ? null : judged.get(pair));
            })
        .toList();
  }

  boolean more() {
    return page * PAGE < state.set().items().size();
  }

  /** Both answers, word by word. */
  String compared(Row row) {
    return shell
        .view()
        .at(
            "/ui/runs/compare/example?baseline="
                + encoded(source().base())
                + "&candidate="
                + encoded(source().candidate())
                + "&example="
                + encoded(row.example()));
  }

  String bothRuns() {
    return shell
        .view()
        .at(
            "/ui/runs/compare?baseline="
                + encoded(source().base())
                + "&candidate="
                + encoded(source().candidate()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String word(@Nullable Choice choice) {
    return choice == null
        ? "–"
        : switch (choice) {
          case BASE -> "baseline";
          case CANDIDATE -> "candidate";
          case TIE -> "tie";
          case SKIP -> "cannot tell";
        };
  }

  static String said(PairLabel label) {
    return word(label.choice())
        + (label.first() == PairLabel.Side.BASE
            ? " (saw the baseline first)"
            : " (saw the candidate first)");
  }
}
