package dev.assay.server.web.explore;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Usage;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Outcome;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredSignal;
import dev.assay.server.web.explore.Cell.Word;
import dev.assay.server.web.page.Words;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of the list, with what their columns need out of the store. */
final class Listing {

  private static final int LONGEST = 160;
  private static final int MOST_WORDS = 4;

  private final List<Column> columns;
  private final View view;
  private final Formats formats;
  private final String evaluator;
  private final Map<String, Interaction> contents;
  private final Map<String, List<Evaluation>> evaluations = new HashMap<>();
  private final Map<String, List<StoredSignal>> signals = new HashMap<>();

  private Listing(Store store, List<ListedInteraction> found, Frame frame) {
    this.columns = frame.columns();
    this.view = frame.view();
    this.formats = frame.formats();
    this.evaluator = frame.evaluator();
    List<InteractionKey> keys = found.stream().map(each -> each.row().key()).toList();
    boolean said = columns.contains(Column.QUESTION) || columns.contains(Column.ANSWER);
    this.contents = said ? store.interactions().contents(keys) : Map.of();
    if (columns.contains(Column.SCORES)) {
      for (Evaluation each : store.evidence().evaluations(keys)) {
        evaluations.computeIfAbsent(each.interaction().id(), id -> new ArrayList<>()).add(each);
      }
    }
    if (columns.contains(Column.SIGNALS)) {
      for (StoredSignal each : store.evidence().signals(keys)) {
        if (each.interaction() != null) {
          signals.computeIfAbsent(each.interaction().id(), id -> new ArrayList<>()).add(each);
        }
      }
    }
  }

  /**
   * How the list is written.
   *
   * @param evaluator whose scores are always shown; empty for nobody's
   */
  record Frame(List<Column> columns, String evaluator, View view, Formats formats) {}

  /** One interaction: where it is shown, when it began, and a cell for each column. */
  record Row(String href, String began, String beganExactly, List<Cell> cells) {}

  /** What the list shows of these. */
  static List<Row> of(Store store, List<ListedInteraction> found, Frame frame) {
    Listing listing = new Listing(store, found, frame);
    return found.stream().map(listing::row).toList();
  }

  private Row row(ListedInteraction listed) {
    InteractionKey key = listed.row().key();
    return new Row(
        InteractionAddress.of(view, key),
        formats.near(key.startedAt()),
        key.startedAt().toString(),
        columns.stream().map(column -> cell(column, listed)).toList());
  }

  private Cell cell(Column column, ListedInteraction listed) {
    InteractionRow row = listed.row();
    return switch (column) {
      case QUESTION -> said(listed, Asked.last(contents.get(row.key().id())));
      case ANSWER -> said(listed, answer(contents.get(row.key().id())));
      case OUTCOME -> outcome(row);
      case SCORES -> scores(evaluations.getOrDefault(row.key().id(), List.of()));
      case SIGNALS -> signals(signals.getOrDefault(row.key().id(), List.of()));
      case FEATURE -> Cell.of(row.dimensions().feature());
      case PROMPT -> prompt(row);
      case MODEL -> Cell.of(row.dimensions().model());
      case LATENCY -> millis(row.operation().latencyMillis());
      case TTFT -> millis(row.operation().ttftMillis());
      case TOKENS -> tokens(row.operation().usage());
      case COST -> cost(row.operation().usage().cost());
      case APP -> Cell.of(row.dimensions().app());
      case ENVIRONMENT -> Cell.of(row.dimensions().environment());
      case RELEASE -> Cell.of(row.dimensions().release());
      case FINISH ->
          Cell.of(
              row.operation().errorKind() == null
                  ? row.operation().finishReason()
                  : "error: " + row.operation().errorKind());
      case CONVERSATION -> alike(ExploreQuery.CONVERSATION, row.links().conversation());
      case USER -> alike(ExploreQuery.USER, row.links().userHash());
      case TRACE -> alike(ExploreQuery.TRACE, row.links().traceId());
      case TAGS -> tags(row);
    };
  }

  private static Cell said(ListedInteraction listed, @Nullable String text) {
    if (text != null) {
      return Cell.of(Words.line(text, LONGEST));
    }
    return Cell.of(List.of(new Word(listed.hasContent() ? "nothing" : "not kept", "state-quiet")));
  }

  private static @Nullable String answer(@Nullable Interaction said) {
    if (said == null) {
      return null;
    }
    return said.error() == null ? said.output() : "error: " + said.error().message();
  }

  private static Cell outcome(InteractionRow row) {
    List<Word> words = new ArrayList<>();
    if (row.operation().errorKind() != null) {
      words.add(new Word("error", "state-bad"));
    }
    if (row.outcome().failureMode() != null
        && !(row.operation().errorKind() != null
            && row.outcome().failureMode().key().equals("error"))) {
      words.add(new Word(row.outcome().failureMode().key().replace('-', ' '), "state-bad"));
    }
    if (row.outcome().completion() == Outcome.Completion.COMPLETED) {
      words.add(new Word("completed", "state-good"));
    } else if (row.outcome().completion() == Outcome.Completion.NOT_COMPLETED) {
      words.add(new Word("not completed", "state-warn"));
    }
    return Cell.of(words);
  }

  // What failed, and what was asked for, by name; of the rest how many.
  private Cell scores(List<Evaluation> found) {
    List<Word> words = new ArrayList<>();
    int passed = 0;
    int scored = 0;
    int unscored = 0;
    for (Evaluation each : found) {
      Double value = each.value();
      boolean failed = Boolean.FALSE.equals(each.passed());
      boolean named = (failed && words.size() < MOST_WORDS) || each.evaluator().equals(evaluator);
      if (value != null && named) {
        String verdict = each.passed() == null ? "" : failed ? " failed" : " passed";
        String state = each.passed() == null ? "quiet" : failed ? "bad" : "good";
        words.add(new Word(scored(each, value) + verdict, "state-" + state));
      } else if (value == null) {
        unscored++;
      } else if (Boolean.TRUE.equals(each.passed())) {
        passed++;
      } else {
        scored++;
      }
    }
    rest(passed, "passed", words);
    rest(scored, "more scored", words);
    rest(unscored, "unscored", words);
    return Cell.of(words);
  }

  private void rest(int count, String word, List<Word> words) {
    if (count > 0) {
      words.add(new Word(formats.count(count) + " " + word, "state-quiet"));
    }
  }

  private String scored(Evaluation each, double value) {
    return each.evaluator() + " " + formats.of(Unit.SCORE, value);
  }

  private Cell signals(List<StoredSignal> found) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Boolean> against = new HashMap<>();
    for (StoredSignal each : found) {
      String word = ExploreQuery.key(each.signal().kind()).replace('_', ' ');
      counts.merge(word, 1, Integer::sum);
      against.put(word, each.signal().kind().negative());
    }
    List<Word> words = new ArrayList<>();
    counts.forEach(
        (word, count) ->
            words.add(
                new Word(
                    count == 1 ? word : word + " × " + formats.count(count),
                    Boolean.TRUE.equals(against.get(word)) ? "state-warn" : "state-good")));
    return Cell.of(words);
  }

  private static Cell prompt(InteractionRow row) {
    String template = row.dimensions().promptTemplate();
    String version = row.dimensions().promptVersion();
    return Cell.of(
        template == null ? version : version == null ? template : template + " " + version);
  }

  private Cell millis(@Nullable Double millis) {
    return Cell.of(millis == null ? null : formats.of(Unit.MILLIS, millis));
  }

  private Cell tokens(Usage usage) {
    if (usage.inputTokens() == null && usage.outputTokens() == null) {
      return Cell.NONE;
    }
    return Cell.of(count(usage.inputTokens()) + " → " + count(usage.outputTokens()));
  }

  private String count(@Nullable Long tokens) {
    return tokens == null ? "–" : formats.count(tokens);
  }

  private Cell cost(@Nullable Double cost) {
    return Cell.of(cost == null ? null : formats.of(Unit.MONEY, cost));
  }

  private Cell alike(String name, @Nullable String value) {
    return value == null
        ? Cell.NONE
        : Cell.linked(Words.line(value, 24), view.at(ExploreRoom.PATH, name, value));
  }

  private static Cell tags(InteractionRow row) {
    List<Word> words = new ArrayList<>();
    new TreeMap<>(row.dimensions().tags())
        .forEach(
            (name, value) ->
                words.add(new Word(Words.line(name + "=" + value, 60), "state-quiet")));
    return Cell.of(words);
  }
}
