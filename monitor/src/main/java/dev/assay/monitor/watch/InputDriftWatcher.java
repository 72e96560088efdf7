package dev.assay.monitor.watch;

import dev.assay.monitor.internal.SipHash;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Slice;
import dev.assay.stats.distance.Discrepancy;
import dev.assay.stats.distance.MaximumMeanDiscrepancy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds embeddings of inputs of each complete window against those of a reference window.
 *
 * <p>Of each window those with the lowest hashes of their interaction are kept, so that it is the
 * same sample in any order, projected to {@value #DIMENSIONS} dimensions by random signs, which
 * keeps distances to about a tenth. Source: D. Achlioptas, "Database-friendly random projections",
 * Journal of Computer and System Sciences 66 (2003).
 */
final class InputDriftWatcher implements Watcher {

  static final int DIMENSIONS = 64;

  private static final int MOST_REFERENCE = 200;
  private static final int MOST_WINDOW = 200;
  private static final int LEAST = 50;
  private static final int MOST_WINDOWS = 64;
  private static final long SEED = 20_260_302;
  private static final SipHash HASH = SipHash.withSalt("assay.inputs");

  private final MonitorDefinition monitor;
  private final Condition.Drift condition;
  private final Duration lateness;
  private final MaximumMeanDiscrepancy test;
  private String model = "";
  private @Nullable Instant first;
  private NavigableMap<Long, float[]> reference = new TreeMap<>();
  private final TreeMap<Instant, NavigableMap<Long, float[]>> windows = new TreeMap<>();
  private @Nullable Instant closed;
  private Instant since = Instant.EPOCH;
  private boolean drifted;
  private long count;

  InputDriftWatcher(MonitorDefinition monitor, Condition.Drift condition, Duration lateness) {
    this.monitor = monitor;
    this.condition = condition;
    this.lateness = lateness;
    double looks = Conditions.looks(condition.falseAlarms(), condition.window(), 1);
    double alpha = Math.min(0.25, 1 / looks);
    int permutations = (int) Math.min(4_999, Math.max(199, Math.ceil(2 / alpha) - 1));
    test =
        MaximumMeanDiscrepancy.withDefaults()
            .withAlpha(Math.max(alpha, 1.0 / (permutations + 1)))
            .withPermutations(permutations);
  }

  @Override
  public void input(EmbeddedInput input, Turn turn) {
    if (!input.model().equals(model)) {
      // Embeddings of different models have nothing to do with each other.
      restart(turn);
      model = input.model();
    }
    Instant start = start(input.at());
    Instant begin = first;
    if (begin == null) {
      begin = start;
      first = begin;
    }
    Instant until = closed;
    if (until != null && start.isBefore(until)) {
      return;
    }
    long hash = HASH.of(input.interactionId());
    if (start.isBefore(begin.plus(condition.reference()))) {
      put(reference, hash, input.vector(), MOST_REFERENCE);
    } else if (windows.size() < MOST_WINDOWS || windows.containsKey(start)) {
      put(
          windows.computeIfAbsent(start, key -> new TreeMap<>()),
          hash,
          input.vector(),
          MOST_WINDOW);
    }
  }

  private void restart(Turn turn) {
    first = null;
    closed = null;
    reference = new TreeMap<>();
    windows.clear();
    if (drifted) {
      turn.book().clear(monitor, "", "another embedding model", turn.now());
    }
    drifted = false;
  }

  private Instant start(Instant time) {
    long seconds = condition.window().toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }

  private static void put(NavigableMap<Long, float[]> into, long hash, float[] vector, int most) {
    if (into.size() >= most && hash >= into.lastKey()) {
      return;
    }
    into.put(hash, projected(vector));
    if (into.size() > most) {
      into.remove(into.lastKey());
    }
  }

  private static float[] projected(float[] vector) {
    if (vector.length <= DIMENSIONS) {
      return vector.clone();
    }
    float[] projected = new float[DIMENSIONS];
    SplittableRandom signs = new SplittableRandom(SEED);
    for (float each : vector) {
      long bits = signs.nextLong();
      for (int i = 0; i < DIMENSIONS; i++) {
        projected[i] += (bits >>> i & 1) == 0 ? each : -each;
      }
    }
    return projected;
  }

  @Override
  public void tick(Turn turn) {
    Instant until = start(turn.now().minus(lateness));
    while (!windows.isEmpty() && windows.firstKey().isBefore(until)) {
      Map.Entry<Instant, NavigableMap<Long, float[]>> window = windows.pollFirstEntry();
      closed = window.getKey().plus(condition.window());
      look(window.getKey(), window.getValue(), turn);
    }
  }

  private void look(Instant start, Map<Long, float[]> window, Turn turn) {
    if (reference.size() < LEAST || window.size() < LEAST) {
      return;
    }
    double[][] before = vectors(reference);
    double[][] now = vectors(window);
    if (before[0].length != now[0].length) {
      return;
    }
    Discrepancy found = test.withSeed(start.getEpochSecond()).test(before, now);
    if (found.exceeded() && found.value() > condition.least()) {
      since = drifted ? since : start;
      drifted = true;
      count++;
      turn.book()
          .raise(
              monitor,
              "",
              Slice.ALL,
              report(found),
              turn.now(),
              () ->
                  new AlertBook.Filling(
                      List.of(),
                      turn.examples().since(since, Slice.ALL, finding -> true),
                      turn.marks().about(since, Slice.ALL)));
    } else if (drifted) {
      drifted = false;
      count = 0;
      turn.book().clear(monitor, "", "near their reference again", turn.now());
    }
  }

  private static double[][] vectors(Map<Long, float[]> kept) {
    return kept.values().stream()
        .map(
            vector -> {
              double[] numbers = new double[vector.length];
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] = vector[i];
              }
              return numbers;
            })
        .toArray(double[][]::new);
  }

  private AlertBook.Report report(Discrepancy found) {
    return new AlertBook.Report(
        "inputs mean other things than in the "
            + Words.of(condition.reference())
            + " from "
            + first
            + ": mmd "
            + Words.of(found.value())
            + " of "
            + found.n()
            + " embeddings, above "
            + Words.of(found.threshold())
            + " by chance",
        null,
        null,
        null,
        since,
        since,
        count,
        DriftWatcher.wrong(condition));
  }

  @Override
  public void accept(String key) {
    first = null;
    closed = null;
    reference = new TreeMap<>();
    windows.clear();
    drifted = false;
    count = 0;
  }

  @Override
  public void write(StateWriter out) {
    out.text(model);
    out.text(first == null ? "" : first.toString());
    out.text(closed == null ? "" : closed.toString());
    write(reference, out);
    out.count(windows.size());
    windows.forEach(
        (start, kept) -> {
          out.signed(start.getEpochSecond());
          write(kept, out);
        });
    out.signed(since.getEpochSecond());
    out.flag(drifted);
    out.count(count);
  }

  private static void write(Map<Long, float[]> kept, StateWriter out) {
    out.count(kept.size());
    kept.forEach(
        (hash, vector) -> {
          out.bits(hash);
          out.count(vector.length);
          for (float each : vector) {
            out.count(Integer.toUnsignedLong(Float.floatToRawIntBits(each)));
          }
        });
  }

  @Override
  public void read(StateReader in) {
    model = in.text(StateReader.LONGEST_TEXT);
    String began = in.text(100);
    first = began.isEmpty() ? null : States.time(in, began);
    String until = in.text(100);
    closed = until.isEmpty() ? null : States.time(in, until);
    reference = vectors(in, MOST_REFERENCE);
    int size = in.size(MOST_WINDOWS, 2);
    for (int i = 0; i < size; i++) {
      windows.put(States.instant(in), vectors(in, MOST_WINDOW));
    }
    since = States.instant(in);
    drifted = in.flag();
    count = in.count(Long.MAX_VALUE);
  }

  private static NavigableMap<Long, float[]> vectors(StateReader in, int most) {
    TreeMap<Long, float[]> kept = new TreeMap<>();
    int size = in.size(most, 10);
    for (int i = 0; i < size; i++) {
      long hash = in.bits();
      float[] vector = new float[in.size(DIMENSIONS, 1)];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = Float.intBitsToFloat((int) in.count(0xffffffffL));
        if (!Float.isFinite(vector[j])) {
          throw in.refuse("an embedding", "finite numbers");
        }
      }
      kept.put(hash, vector);
    }
    return kept;
  }
}
