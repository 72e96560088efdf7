package dev.assay.monitor.window;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Slicing.Combination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All slices of one minute, hour or day, or of a part of what came in it: parts merge. It changes
 * as it is fed and is for one thread.
 *
 * @since 0.1
 */
public final class Window {

  private static final String KIND = "window";
  private static final int VERSION = 1;
  private static final int MOST_SLICES = 100_000;
  private static final int MOST_ALIKE = 5_000;
  // Fewer are counted in each slice: to merge costs as much as to count some.
  private static final int MANY_ALIKE = 16;

  /** Interactions that are in the same slices, which is most: they are counted for all at once. */
  private static final class Alike {

    private final List<SliceSummary> slices;
    private @Nullable SliceSummary together;
    private int came;

    Alike(List<SliceSummary> slices) {
      this.slices = slices;
    }

    void change(Consumer<SliceSummary> change) {
      SliceSummary one = together;
      if (one == null && came > MANY_ALIKE) {
        one = new SliceSummary();
        together = one;
      }
      if (one != null) {
        change.accept(one);
        return;
      }
      for (SliceSummary summary : slices) {
        change.accept(summary);
      }
    }

    void gather() {
      SliceSummary one = together;
      if (one != null) {
        slices.forEach(summary -> summary.merge(one));
      }
    }
  }

  private final WindowLevel level;
  private final Instant start;
  private final Slicing slicing;
  private final SliceSummary all = new SliceSummary();
  private final List<SliceGroup> groups = new ArrayList<>();
  private final Map<Combination, Alike> alike = new HashMap<>();
  private @Nullable Alike latestAlike;
  private @Nullable ObservedInteraction latest;

  /**
   * An empty window.
   *
   * @throws IllegalArgumentException if {@code start} is not the start of one
   */
  public Window(WindowLevel level, Instant start, Slicing slicing) {
    this.level = requireNonNull(level, "level");
    this.start = requireNonNull(start, "start");
    this.slicing = requireNonNull(slicing, "slicing");
    if (!level.start(start).equals(start)) {
      throw new IllegalArgumentException(
          "start: " + start + " (expected: the start of a " + level + ")");
    }
    slicing.definitions().forEach(each -> groups.add(new SliceGroup(slicing, each)));
  }

  /** How long it is. */
  public WindowLevel level() {
    return level;
  }

  /** When it begins. */
  public Instant start() {
    return start;
  }

  void add(ObservedInteraction observed) {
    Operation operation = new Operation(observed);
    each(observed, summary -> summary.add(operation));
  }

  void takeBack(ObservedInteraction observed) {
    Operation operation = new Operation(observed);
    each(observed, summary -> summary.takeBack(operation));
  }

  void takeBackDecision(
      ObservedInteraction of, String evaluator, boolean selected, double probability) {
    each(of, summary -> summary.takeBackDecision(evaluator, selected, probability));
  }

  void takeBackSignal(
      ObservedInteraction of, Signal.Kind kind, boolean firstOfKind, boolean firstNegative) {
    each(of, summary -> summary.takeBackSignal(kind, firstOfKind, firstNegative));
  }

  void decided(ObservedInteraction of, String evaluator, boolean selected, double probability) {
    each(of, summary -> summary.decided(evaluator, selected, probability));
  }

  void decidedAgain(ObservedInteraction of, String evaluator, boolean selected, double more) {
    each(of, summary -> summary.decidedAgain(evaluator, selected, more));
  }

  void score(ObservedInteraction of, ScoreKey key, Score score, double probability) {
    each(of, summary -> summary.score(key, score, probability));
  }

  void withdraw(ObservedInteraction of, ScoreKey key, Score score, double probability) {
    each(of, summary -> summary.withdraw(key, score, probability));
  }

  void mode(ObservedInteraction of, String mode, double probability, boolean back) {
    each(of, summary -> summary.mode(mode, probability, back));
  }

  void completion(ObservedInteraction of, Completion outcome, double probability, boolean back) {
    each(of, summary -> summary.completion(outcome, probability, back));
  }

  void signal(
      ObservedInteraction of, Signal.Kind kind, boolean firstOfKind, boolean firstNegative) {
    each(of, summary -> summary.signal(kind, firstOfKind, firstNegative));
  }

  // Several things are counted of an interaction, one after the other.
  @SuppressWarnings("ReferenceEquality") // To compare all that was said would cost what it saves.
  private void each(ObservedInteraction observed, Consumer<SliceSummary> change) {
    Alike alike = latestAlike;
    if (alike == null || observed != latest) {
      alike = alike(slicing.combination(observed));
      latest = observed;
      latestAlike = alike;
    }
    alike.change(change);
  }

  private Alike alike(Combination combination) {
    Alike known = alike.get(combination);
    if (known == null) {
      known = found(combination);
      alike.put(combination, known);
    }
    known.came++;
    return known;
  }

  private Alike found(Combination combination) {
    List<List<@Nullable String>> values = slicing.values(combination);
    boolean over = alike.size() >= MOST_ALIKE;
    for (int i = 0; i < groups.size(); i++) {
      over |= groups.get(i).folds(values.get(i));
    }
    if (over) {
      // What was counted for a slice goes there before it is folded.
      gather();
    }
    List<SliceSummary> slices = new ArrayList<>(groups.size() + 1);
    slices.add(all);
    for (int i = 0; i < groups.size(); i++) {
      slices.add(groups.get(i).of(values.get(i)));
    }
    return new Alike(slices);
  }

  /** Has the slices count what was counted for several of them at once. */
  private void gather() {
    alike.values().forEach(Alike::gather);
    alike.clear();
    latest = null;
    latestAlike = null;
  }

  /** Holds no interaction any longer. */
  void letGo() {
    gather();
  }

  /** How many slices it has: what it weighs, some 5 to 30 KB each. */
  public int size() {
    int size = 1;
    for (SliceGroup group : groups) {
      size += group.size();
    }
    for (Alike each : alike.values()) {
      size += each.together == null ? 0 : 1;
    }
    return size;
  }

  /** Everything. */
  public SliceSummary all() {
    gather();
    return all;
  }

  /** The slices, everything first, then by definition and key. */
  public Map<Slice, SliceSummary> slices() {
    gather();
    Map<Slice, SliceSummary> slices = new LinkedHashMap<>();
    slices.put(Slice.ALL, all);
    groups.forEach(group -> group.each(slices::put));
    return slices;
  }

  /** How many interactions are in the slice of the others, by the dimensions of its definition. */
  public Map<List<String>, Long> folded() {
    gather();
    Map<List<String>, Long> folded = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      folded.put(slicing.definitions().get(i).dimensions(), groups.get(i).folded());
    }
    return folded;
  }

  /**
   * Adds a part of it, or a shorter window within it.
   *
   * @throws IllegalArgumentException if the other is not within this one, or sliced otherwise
   */
  public void merge(Window other) {
    gather();
    other.gather();
    if (other.level.compareTo(level) > 0 || !level.start(other.start).equals(start)) {
      throw new IllegalArgumentException(
          "window: the "
              + other.level
              + " at "
              + other.start
              + " (expected: one within the "
              + level
              + " at "
              + start
              + ")");
    }
    if (other.slicing != slicing && !other.slicing.definitions().equals(slicing.definitions())) {
      throw new IllegalArgumentException("window: sliced otherwise (expected: the same slices)");
    }
    all.merge(other.all);
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).merge(other.groups.get(i));
    }
  }

  /**
   * Of a window that all parts were merged into up to now: takes back what the parts owed, and
   * passes over what never came.
   *
   * @return how many slices owed something that is not there
   */
  public int settle() {
    gather();
    int left = all.settleAll() ? 0 : 1;
    for (SliceGroup group : groups) {
      left += group.settle();
    }
    return left;
  }

  /** The hour or day of these windows or parts of windows, which all lie within it. */
  public static Window of(
      WindowLevel level, Instant start, Slicing slicing, Collection<Window> parts) {
    Window whole = new Window(level, start, slicing);
    parts.forEach(whole::merge);
    return whole;
  }

  /**
   * A window from its slices, as a store keeps them.
   *
   * @throws IllegalArgumentException if a slice is not one of the slicing
   */
  public static Window ofSlices(
      WindowLevel level, Instant start, Slicing slicing, Map<Slice, SliceSummary> slices) {
    Window window = new Window(level, start, slicing);
    slices.forEach(window::put);
    return window;
  }

  private void put(Slice slice, SliceSummary summary) {
    gather();
    if (slice.parts().isEmpty()) {
      all.merge(summary);
      return;
    }
    List<String> dimensions = slice.parts().stream().map(Slice.Part::dimension).toList();
    for (int i = 0; i < groups.size(); i++) {
      if (slicing.definitions().get(i).dimensions().equals(dimensions)) {
        boolean others = slice.parts().stream().anyMatch(part -> part.kind() == Slice.Kind.OTHER);
        List<@Nullable String> values = new ArrayList<>();
        slice
            .parts()
            .forEach(part -> values.add(part.kind() == Slice.Kind.NONE ? null : part.value()));
        (others ? groups.get(i).others() : groups.get(i).of(values)).merge(summary);
        return;
      }
    }
    throw new IllegalArgumentException("slice: " + dimensions + " (expected: a declared one)");
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(KIND, VERSION);
    out.count(level.code());
    out.signed(start.getEpochSecond());
    Map<Slice, SliceSummary> slices = slices();
    out.count(slices.size());
    slices.forEach(
        (slice, summary) -> {
          out.text(slice.key());
          out.block(summary.toBytes());
        });
    return out.toBytes();
  }

  /**
   * Reads the binary form of a window of this slicing.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static Window fromBytes(byte[] bytes, Slicing slicing) {
    StateReader in = new StateReader(bytes, KIND, VERSION);
    long code = in.count(Integer.MAX_VALUE);
    WindowLevel level = null;
    for (WindowLevel each : WindowLevel.values()) {
      level = each.code() == code ? each : level;
    }
    long second = in.signed();
    if (level == null || Math.abs(second) > 1L << 40) {
      throw in.refuse("level " + code + " at second " + second, "a window of a known level");
    }
    Map<Slice, SliceSummary> slices = new LinkedHashMap<>();
    int size = in.size(MOST_SLICES, 2);
    for (int i = 0; i < size; i++) {
      Slice slice = Slice.ofKey(in.text(StateReader.LONGEST_TEXT));
      if (slices.put(slice, SliceSummary.fromBytes(in.block())) != null) {
        throw in.refuse("a slice twice", "each once");
      }
    }
    in.end();
    return ofSlices(level, Instant.ofEpochSecond(second), slicing, slices);
  }
}
