package dev.assay.benchmarks.load;

import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds what stopped servers stored against what was acknowledged, and against each other.
 *
 * <p>Arguments: the data directory of a server that was killed, its ledger, and the data directory
 * of one that got the same traffic and was not killed. Exit code 1 if anything acknowledged is
 * missing or there twice, an interaction was evaluated twice or work is left over, or a window
 * differs.
 */
public final class StoreCheck {

  private static final double TOLERANCE = 1e-9;
  private static final int MOST_SHOWN = 20;

  private final List<String> wrong = new ArrayList<>();

  private StoreCheck() {}

  /** Checks. */
  public static void main(String[] args) throws IOException {
    StoreCheck check = new StoreCheck();
    Ledger ledger = Ledger.read(Path.of(args[1]));
    Content killed = check.read(Path.of(args[0]));
    check.againstLedger(killed, ledger);
    if (args.length > 2) {
      check.againstOther(killed, check.read(Path.of(args[2])));
    }
    check.wrong.stream().limit(MOST_SHOWN).forEach(System.out::println);
    System.out.printf("%d differences%n", check.wrong.size());
    System.exit(check.wrong.isEmpty() ? 0 : 1);
  }

  /**
   * What a store holds.
   *
   * @param traces what is known of each trace's interaction
   * @param evaluations how many of each evaluator
   * @param windows figures by level, time and slice
   */
  private record Content(
      Map<String, String> traces,
      Map<String, Integer> evaluations,
      Map<String, Map<String, Double>> windows) {}

  // Where below the data directory the store is, so that none is made where there is none.
  private static Path folder(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(file -> file.endsWith("store.duckdb"))
          .map(Path::getParent)
          .findFirst()
          .orElseThrow(() -> new NoSuchFileException(data + ": no store.duckdb"));
    }
  }

  private Content read(Path data) throws IOException {
    try (Store store = DuckDbStore.open(folder(data), DuckDbSettings.DEFAULT)) {
      Content content =
          new Content(interactions(store, data), evaluations(store, data), windows(store));
      Map<WorkItem.State, Long> work = store.records().workCounts();
      System.out.printf(
          "%s: %d interactions, evaluations %s, %d windows, work left %s%n",
          data, content.traces().size(), content.evaluations(), content.windows().size(), work);
      if (work.values().stream().anyMatch(count -> count > 0)) {
        wrong.add(data + ": work is left: " + work);
      }
      return content;
    }
  }

  private Map<String, String> interactions(Store store, Path data) {
    Map<String, String> traces = new HashMap<>();
    store
        .interactions()
        .scan(
            InteractionFilter.ALL,
            listed -> {
              InteractionRow row = listed.row();
              String trace = String.valueOf(row.links().traceId());
              if (traces.put(trace, known(row)) != null) {
                wrong.add(data + ": twice: trace " + trace);
              }
            });
    return traces;
  }

  private static String known(InteractionRow row) {
    return row.key().startedAt()
        + " "
        + row.dimensions()
        + " "
        + row.operation()
        + " "
        + row.outcome()
        + " "
        + row.decisions();
  }

  private Map<String, Integer> evaluations(Store store, Path data) {
    Map<String, Integer> counts = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    store
        .evidence()
        .scanEvaluations(
            Instant.EPOCH,
            Instant.parse("2200-01-01T00:00:00Z"),
            (Evaluation evaluation) -> {
              String key =
                  evaluation.interaction().id()
                      + " "
                      + evaluation.evaluator()
                      + " "
                      + evaluation.version();
              counts.merge(evaluation.evaluator(), 1, Integer::sum);
              if (!seen.add(key)) {
                wrong.add(data + ": evaluated twice: " + key);
              }
            });
    return counts;
  }

  private static Map<String, Map<String, Double>> windows(Store store) {
    Map<String, Map<String, Double>> windows = new TreeMap<>();
    for (StoredWindow.Level level : StoredWindow.Level.values()) {
      for (StoredWindow window :
          store.windows().readAll(level, Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"))) {
        windows.put(
            level + " " + window.start() + " " + window.slice(),
            WindowFigures.of(SliceSummary.fromBytes(window.bytes())));
      }
    }
    return windows;
  }

  private void againstLedger(Content content, Ledger ledger) {
    long[] missing = new long[1];
    ledger.traceIds(
        id -> {
          if (!content.traces().containsKey(id)) {
            missing[0]++;
            wrong.add("acknowledged and missing: trace " + id);
          }
        });
    System.out.printf("%d acknowledged, %d of them missing%n", ledger.size(), missing[0]);
  }

  private void againstOther(Content killed, Content other) {
    compare("trace", killed.traces(), other.traces());
    compare("evaluations of", killed.evaluations(), other.evaluations());
    Set<String> keys = new HashSet<>(killed.windows().keySet());
    keys.addAll(other.windows().keySet());
    for (String key : keys) {
      Map<String, Double> mine = killed.windows().getOrDefault(key, Map.of());
      Map<String, Double> theirs = other.windows().getOrDefault(key, Map.of());
      Set<String> names = new HashSet<>(mine.keySet());
      names.addAll(theirs.keySet());
      for (String name : names) {
        double a = mine.getOrDefault(name, Double.NaN);
        double b = theirs.getOrDefault(name, Double.NaN);
        if (!(Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b)))) {
          wrong.add("window " + key + ": " + name + " is " + a + ", without kills " + b);
        }
      }
    }
  }

  private <V> void compare(String what, Map<String, V> killed, Map<String, V> other) {
    Set<String> keys = new HashSet<>(killed.keySet());
    keys.addAll(other.keySet());
    for (String key : keys) {
      if (!Objects.equals(killed.get(key), other.get(key))) {
        wrong.add(what + " " + key + ": " + killed.get(key) + ", without kills " + other.get(key));
      }
    }
  }
}
