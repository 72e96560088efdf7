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
 * Holds embeddings of inputs of each complete window against those of a reference window, which
 * begins with the second: in the midst of the first the watch began. Windows shorter than the
 * rhythm are held against the same hours of the reference.
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
  // Most windows are so near that few permutations tell; of those that are not, all are drawn. That
  // makes false alarms rarer at most, for all must still agree.
  private static final int FEW = 99;
  private static final double NEAR = 0.1;
  private static final SipHash HASH = SipHash.withSalt("assay.inputs");

  private final MonitorDefinition monitor;
  private final Condition.Drift condition;
  private final Duration lateness;
  private final MaximumMeanDiscrepancy test;
  private String model = "";
  private @Nullable Instant first;
  private final TreeMap<Integer, NavigableMap<Long, float[]>> references = new TreeMap<>();
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
    int permutations =
        (int) Math.min(Condition.Drift.MOST_PERMUTED, Math.max(200, Math.ceil(2 / alpha))) - 1;
    test = MaximumMeanDiscrepancy.withDefaults().withAlpha(alpha).withPermutations(permutations);
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
      begin = start.plus(condition.window());
      first = begin;
    }
    Instant until = closed;
    if (start.isBefore(begin) || (until != null && start.isBefore(until))) {
      return;
    }
    long hash = HASH.of(input.interactionId());
    if (start.isBefore(begin.plus(condition.reference()))) {
      put(reference(start), hash, input.vector(), MOST_REFERENCE);
    } else if (windows.size() < MOST_WINDOWS || windows.containsKey(start)) {
      put(
          windows.computeIfAbsent(start, key -> new TreeMap<>()),
          hash,
          input.vector(),
          MOST_WINDOW);
    }
  }

  private void restart(Turn turn) {
    if (drifted) {
      turn.book().clear(monitor, "", "another embedding model", turn.now());
    }
    accept("");
  }

  private NavigableMap<Long, float[]> reference(Instant start) {
    return references.computeIfAbsent(condition.rhythm().slot(start), slot -> new TreeMap<>());
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
    NavigableMap<Long, float[]> reference = reference(start);
    if (reference.size() < LEAST || window.size() < LEAST) {
      return;
    }
    double[][] before = numbers(reference);
    double[][] now = numbers(window);
    if (before[0].length != now[0].length) {
      return;
    }
    MaximumMeanDiscrepancy seeded = test.withSeed(start.getEpochSecond());
    Discrepancy found = seeded.withPermutations(FEW).test(before, now);
    boolean away = found.value() > condition.least() && found.pValue() <= NEAR;
    found = away ? seeded.test(before, now) : found;
    if (away && found.exceeded()) {
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

  private static double[][] numbers(Map<Long, float[]> kept) {
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
    references.clear();
    windows.clear();
    drifted = false;
    count = 0;
  }

  @Override
  public void write(StateWriter out) {
    out.text(model);
    out.text(first == null ? "" : first.toString());
    out.text(closed == null ? "" : closed.toString());
    out.count(references.size());
    references.forEach(
        (slot, kept) -> {
          out.count(slot);
          write(kept, out);
        });
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
    int slots = in.size(condition.rhythm().slots(), 2);
    for (int i = 0; i < slots; i++) {
      int slot = (int) in.count(condition.rhythm().slots() - 1L);
      references.put(slot, vectors(in, MOST_REFERENCE));
    }
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
