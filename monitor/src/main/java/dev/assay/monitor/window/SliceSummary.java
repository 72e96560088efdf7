package dev.assay.monitor.window;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import dev.assay.stats.sampling.Scope;
import dev.assay.stats.summary.CountsSummary;
import dev.assay.stats.summary.MomentsSummary;
import dev.assay.stats.summary.QuantileSketch;
import dev.assay.stats.summary.WeightedCountsSummary;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one slice in one window. It merges in any order and grouping: counts and
 * quantiles of all traffic exactly, sums to rounding. It changes as it is fed and is for one
 * thread.
 *
 * <p>What was counted can be taken back, here or in a part that is merged later. A part may owe
 * more than it holds: it carries what it owes along, and its counts are what is left, at least 0.
 *
 * @since 0.1
 */
public final class SliceSummary {

  static final String KIND = "window.slice";
  static final int VERSION = 1;
  static final long MOST = 1L << 50;
  private static final int MOST_FIELDS = 1000;
  static final int MOST_EVALUATORS = 10_000;
  static final int LONGEST_NAME = 200;
  private static final int MOST_REASONS = 32;
  private static final int MOST_MODES = 64;
  private static final String COMPLETED = "completed";
  private static final String NOT_COMPLETED = "not-completed";
  private static final String KNOWN = "known";
  private static final String UNKNOWN = "unknown";

  private static final int COUNTS = 1;
  private static final int COST = 2;
  private static final int FINISH_REASONS = 3;
  private static final int SIGNALS = 4;
  private static final int MODES = 5;
  private static final int COMPLETION = 6;
  private static final int SAMPLING = 7;
  private static final int SCORES = 8;
  private static final int OWED = 9;
  private static final int QUANTITIES = 100;

  /**
   * How many interactions an evaluator could have looked at, and how many were drawn.
   *
   * @param eligible decided upon
   * @param selected drawn
   * @param expected the sum of the probabilities: how many were to be drawn
   */
  public record Sampled(long eligible, long selected, double expected) {

    /** None. */
    static final Sampled NONE = new Sampled(0, 0, 0);
  }

  /**
   * What of a summary is read; the rest of its binary form is passed over.
   *
   * @param parts of the summary; counts are always read
   * @param quantities whose distribution is read
   */
  public record Needs(Set<Part> parts, Set<Quantity> quantities) {

    private static final Needs ALL =
        new Needs(EnumSet.allOf(Part.class), EnumSet.allOf(Quantity.class));

    /** Copies the sets. */
    public Needs {
      parts = Set.copyOf(parts);
      quantities = Set.copyOf(quantities);
    }

    /** These parts, and no distribution. */
    static Needs of(Part... parts) {
      return new Needs(Set.of(parts), Set.of());
    }

    /** The counts alone. */
    public static Needs none() {
      return of();
    }

    /** What either needs. */
    public Needs and(Needs other) {
      Set<Part> bothParts = new HashSet<>(parts);
      bothParts.addAll(other.parts);
      Set<Quantity> bothQuantities = new HashSet<>(quantities);
      bothQuantities.addAll(other.quantities);
      return new Needs(bothParts, bothQuantities);
    }
  }

  /** A part of a summary. */
  public enum Part {
    /** Cost. */
    COST,
    /** Finish reasons. */
    FINISH_REASONS,
    /** What users did. */
    SIGNALS,
    /** Failure modes and completion. */
    OUTCOMES,
    /** How many were drawn. */
    SAMPLING,
    /** Scores. */
    SCORES
  }

  private long interactions;
  private long failed;
  private long truncated;
  private long inputTokens;
  private long outputTokens;
  private long cachedTokens;
  private long cacheHits;
  private long cacheMisses;
  private final Map<Quantity, QuantileSketch> quantities = new EnumMap<>(Quantity.class);
  private final MomentsSummary.Accumulator cost = new MomentsSummary.Accumulator();
  private final CountsSummary finishReasons = CountsSummary.withMostCategories(MOST_REASONS);
  private final SignalCounts signals = new SignalCounts();
  private final WeightedCountsSummary modes = WeightedCountsSummary.withMostCategories(MOST_MODES);
  private final WeightedCountsSummary completion = WeightedCountsSummary.withMostCategories(2);
  private final WeightedCountsSummary completionKnown = WeightedCountsSummary.withMostCategories(2);
  private final DrawCounts sampled = new DrawCounts();
  private final TreeMap<ScoreKey, ScoreSummary> scores = new TreeMap<>();
  // What is to be taken back and is not here yet; null for nearly all.
  private @Nullable SliceSummary owed;

  /** Of nothing. */
  public SliceSummary() {}

  void add(Operation operation) {
    interactions++;
    failed += operation.failed ? 1 : 0;
    truncated += operation.truncated ? 1 : 0;
    inputTokens += Math.max(0, operation.inputTokens);
    outputTokens += Math.max(0, operation.outputTokens);
    cachedTokens += Math.max(0, operation.cachedTokens);
    cacheHits += operation.cacheHit ? 1 : 0;
    cacheMisses += operation.cacheMiss ? 1 : 0;
    for (int i = 0; i < operation.size; i++) {
      sketch(operation.quantities[i]).add(operation.values[i]);
    }
    if (!Double.isNaN(operation.cost)) {
      cost.add(operation.cost);
    }
    if (operation.finishReason != null) {
      finishReasons.add(operation.finishReason);
    }
  }

  void decided(String evaluator, boolean selected, double probability) {
    sampled.add(evaluator, 1, selected ? 1 : 0, probability);
  }

  /** Counts a later look: no interaction more, but perhaps one more drawn. */
  void decidedAgain(String evaluator, boolean newlySelected, double more) {
    sampled.add(evaluator, 0, newlySelected ? 1 : 0, more);
  }

  void score(ScoreKey key, Score score, double probability) {
    scores.computeIfAbsent(key, k -> new ScoreSummary()).add(score, probability);
  }

  void withdraw(ScoreKey key, Score score, double probability) {
    scores.computeIfAbsent(key, k -> new ScoreSummary()).withdraw(score, probability);
  }

  void mode(String mode, double probability, boolean back) {
    String bounded = mode.length() <= LONGEST_NAME ? mode : mode.substring(0, LONGEST_NAME);
    if (back) {
      modes.withdraw(bounded, probability);
    } else {
      modes.add(bounded, probability);
    }
  }

  void completion(Completion outcome, double probability, boolean back) {
    String known = outcome == Completion.UNKNOWN ? UNKNOWN : KNOWN;
    String done = outcome == Completion.COMPLETED ? COMPLETED : NOT_COMPLETED;
    if (back) {
      completionKnown.withdraw(known, probability);
    } else {
      completionKnown.add(known, probability);
    }
    if (outcome != Completion.UNKNOWN && back) {
      completion.withdraw(done, probability);
    } else if (outcome != Completion.UNKNOWN) {
      completion.add(done, probability);
    }
  }

  void signal(Signal.Kind kind, boolean firstOfKind, boolean firstNegative) {
    signals.add(kind, firstOfKind, firstNegative);
  }

  /** Takes back an interaction's numbers, of which nothing else is changed. */
  void takeBack(Operation operation) {
    owed().add(operation);
    settle();
  }

  void takeBackDecision(String evaluator, boolean selected, double probability) {
    owed().decided(evaluator, selected, probability);
    settle();
  }

  void takeBackSignal(Signal.Kind kind, boolean firstOfKind, boolean firstNegative) {
    owed().signal(kind, firstOfKind, firstNegative);
    settle();
  }

  private SliceSummary owed() {
    SliceSummary known = owed;
    if (known == null) {
      known = new SliceSummary();
      owed = known;
    }
    return known;
  }

  private void settle() {
    SliceSummary part = owed;
    if (part != null && covers(part)) {
      withdraw(part);
      owed = null;
    }
  }

  /**
   * Takes back what is owed as far as it is here, and forgets the rest, which nothing will bring.
   *
   * @return whether nothing was left
   */
  boolean settleAll() {
    SliceSummary part = owed;
    owed = null;
    return part == null || withdraw(part);
  }

  // All or nothing, so that what is left does not depend on the order in which parts come.
  private boolean covers(SliceSummary part) {
    return interactions >= part.interactions
        && failed >= part.failed
        && truncated >= part.truncated
        && inputTokens >= part.inputTokens
        && outputTokens >= part.outputTokens
        && cachedTokens >= part.cachedTokens
        && cacheHits >= part.cacheHits
        && cacheMisses >= part.cacheMisses
        && cost.count() >= part.cost.count()
        && finishReasons.covers(part.finishReasons)
        && signals.covers(part.signals)
        && sampled.covers(part.sampled)
        && part.quantities.entrySet().stream()
            .allMatch(each -> covers(quantities.get(each.getKey()), each.getValue()));
  }

  private static boolean covers(@Nullable QuantileSketch whole, QuantileSketch part) {
    return whole == null ? part.count() == 0 : whole.covers(part);
  }

  private boolean withdraw(SliceSummary part) {
    boolean all = covers(part);
    interactions = Math.max(0, interactions - part.interactions);
    failed = Math.max(0, failed - part.failed);
    truncated = Math.max(0, truncated - part.truncated);
    inputTokens = Math.max(0, inputTokens - part.inputTokens);
    outputTokens = Math.max(0, outputTokens - part.outputTokens);
    cachedTokens = Math.max(0, cachedTokens - part.cachedTokens);
    cacheHits = Math.max(0, cacheHits - part.cacheHits);
    cacheMisses = Math.max(0, cacheMisses - part.cacheMisses);
    cost.withdraw(part.cost.summary());
    finishReasons.withdraw(part.finishReasons);
    signals.withdraw(part.signals);
    sampled.withdraw(part.sampled);
    part.quantities.forEach(
        (quantity, each) ->
            quantities.computeIfPresent(
                quantity,
                (key, there) -> {
                  there.withdraw(each);
                  return there.count() == 0 ? null : there;
                }));
    return all;
  }

  private QuantileSketch sketch(Quantity quantity) {
    QuantileSketch known = quantities.get(quantity);
    if (known == null) {
      known = QuantileSketch.withDefaults();
      quantities.put(quantity, known);
    }
    return known;
  }

  /** Adds all that another one saw. */
  public void merge(SliceSummary other) {
    merge(other, Needs.ALL, key -> true);
  }

  /**
   * Adds of another one what is needed, and of scores only those that are wanted. The counts are
   * always added; of the rest this one holds no more than it is told to.
   */
  public void merge(SliceSummary other, Needs needs, Predicate<ScoreKey> wanted) {
    mergeOwn(other, needs, wanted);
    if (other.owed != null) {
      owed().mergeOwn(other.owed, needs, wanted);
    }
    settle();
  }

  private void mergeOwn(SliceSummary other, Needs needs, Predicate<ScoreKey> wanted) {
    mergeCounts(other);
    other.quantities.forEach(
        (quantity, theirs) -> {
          if (needs.quantities.contains(quantity)) {
            sketch(quantity).merge(theirs);
          }
        });
    if (needs.parts.contains(Part.COST)) {
      cost.add(other.cost.summary());
    }
    if (needs.parts.contains(Part.FINISH_REASONS)) {
      finishReasons.merge(other.finishReasons);
    }
    if (needs.parts.contains(Part.SIGNALS)) {
      signals.merge(other.signals);
    }
    if (needs.parts.contains(Part.OUTCOMES)) {
      mergeOutcomes(other);
    }
    if (needs.parts.contains(Part.SAMPLING)) {
      sampled.merge(other.sampled);
    }
    if (needs.parts.contains(Part.SCORES)) {
      mergeScores(other, wanted);
    }
  }

  private void mergeCounts(SliceSummary other) {
    interactions += other.interactions;
    failed += other.failed;
    truncated += other.truncated;
    inputTokens += other.inputTokens;
    outputTokens += other.outputTokens;
    cachedTokens += other.cachedTokens;
    cacheHits += other.cacheHits;
    cacheMisses += other.cacheMisses;
  }

  private void mergeOutcomes(SliceSummary other) {
    modes.merge(other.modes);
    completion.merge(other.completion);
    completionKnown.merge(other.completionKnown);
  }

  private void mergeScores(SliceSummary other, Predicate<ScoreKey> wanted) {
    other.scores.forEach(
        (key, theirs) -> {
          if (wanted.test(key)) {
            scores.computeIfAbsent(key, k -> new ScoreSummary()).merge(theirs);
          }
        });
  }

  /** Whether it holds anything that users did, or whether tasks were done. */
  public boolean hasDeeds() {
    return !signals.isEmpty()
        || !completionKnown.categories().isEmpty()
        || (owed != null && owed.hasDeeds());
  }

  /** How many interactions there were. */
  public long interactions() {
    return left(interactions, each -> each.interactions);
  }

  // What a part is to take back of others is not there.
  private long left(long here, ToLongFunction<SliceSummary> of) {
    return owed == null ? here : Math.max(0, here - of.applyAsLong(owed));
  }

  /** How many failed. */
  public long failed() {
    return left(failed, each -> each.failed);
  }

  /** Of how many texts or attributes were cut on the way. */
  public long truncated() {
    return left(truncated, each -> each.truncated);
  }

  /** Input tokens, as far as reported. */
  public long inputTokens() {
    return left(inputTokens, each -> each.inputTokens);
  }

  /** Output tokens, as far as reported. */
  public long outputTokens() {
    return left(outputTokens, each -> each.outputTokens);
  }

  /** Input tokens that the provider's cache served. */
  public long cachedTokens() {
    return left(cachedTokens, each -> each.cachedTokens);
  }

  /** The share that failed. */
  public Optional<Estimate> errorRate(double level) {
    return rate(failed(), interactions(), level);
  }

  /** The share whose input the provider's cache served in part, of those that say. */
  public Optional<Estimate> cacheHitRate(double level) {
    long hits = left(cacheHits, each -> each.cacheHits);
    return rate(hits, hits + left(cacheMisses, each -> each.cacheMisses), level);
  }

  /** The distribution of a quantity; a copy. */
  public QuantileSketch quantity(Quantity quantity) {
    QuantileSketch known = quantities.get(quantity);
    return known == null ? QuantileSketch.withDefaults() : known.copy();
  }

  /** A quantile of a quantity, over all interactions. */
  public Optional<Estimate> quantile(Quantity quantity, double probability, double level) {
    QuantileSketch known = quantities.get(quantity);
    return known == null ? Optional.empty() : known.estimate(probability, level);
  }

  /** Cost of those interactions that report it. */
  public MomentsSummary cost() {
    return cost.summary();
  }

  /** How often answers ended for which reason. */
  public SortedMap<String, Long> finishReasons() {
    return finishReasons.counts();
  }

  /** The share of a finish reason, of those that report one. */
  public Optional<Estimate> finishReasonRate(String reason, double level) {
    return finishReasons.share(reason, level);
  }

  /** How often users did this. */
  public long signals(Signal.Kind kind) {
    return left(signals.signals(kind), each -> each.signals.signals(kind));
  }

  /** The share of interactions in which users did this. */
  public Optional<Estimate> signalRate(Signal.Kind kind, double level) {
    return rate(users(kind), interactions(), level);
  }

  /** The share of interactions with any signal that speaks against the answer. */
  public Optional<Estimate> negativeRate(double level) {
    return rate(negative(), interactions(), level);
  }

  private long users(Signal.Kind kind) {
    return left(signals.interactions(kind), each -> each.signals.interactions(kind));
  }

  private long negative() {
    return left(signals.negative(), each -> each.signals.negative());
  }

  // What came late may name more signals than there are interactions beside them: no share, but
  // sums of deviations are right with it.
  Optional<Sample> signalSample(Signal.Kind kind) {
    return Samples.ofCounts(users(kind), interactions());
  }

  Optional<Sample> negativeSample() {
    return Samples.ofCounts(negative(), interactions());
  }

  /** The weighted share of a primary failure mode among all outcomes. */
  public Optional<Estimate> modeRate(String mode, double level) {
    return modes.share(mode, Scope.PROCESS, level);
  }

  Optional<Sample> modeSample(String mode) {
    return Samples.of(modes, mode);
  }

  Optional<Sample> completionSample() {
    return Samples.of(completion, COMPLETED);
  }

  /** The modes there were; what did not fail is {@code none}. */
  public SortedSet<String> modes() {
    return modes.categories();
  }

  /** How many outcomes had this mode, unweighted: of what was looked at, not of the traffic. */
  public long modeCount(String mode) {
    return modes.count(mode);
  }

  /** The weighted share of completed tasks, of those known. */
  public Optional<Estimate> completionRate(double level) {
    return completion.share(COMPLETED, Scope.PROCESS, level);
  }

  /** The weighted share of tasks of which nothing says whether they were completed. */
  public Optional<Estimate> completionUnknownRate(double level) {
    return completionKnown.share(UNKNOWN, Scope.PROCESS, level);
  }

  /** How many were drawn for an evaluator, of how many. */
  public Sampled sampled(String evaluator) {
    return sampled.of(evaluator, Sampled.NONE);
  }

  /** The evaluators that something was decided for. */
  public Set<String> sampledEvaluators() {
    return sampled.evaluators();
  }

  /** Whose scores there are. */
  public Set<ScoreKey> scoreKeys() {
    return Collections.unmodifiableSet(scores.keySet());
  }

  /** The scores of one version of an evaluator; empty if there are none. */
  public Optional<ScoreSummary> scores(ScoreKey key) {
    return Optional.ofNullable(scores.get(key));
  }

  private static Optional<Estimate> rate(long part, long whole, double level) {
    return whole == 0
        ? Optional.empty()
        : Optional.of(
            WilsonInterval.withDefaults().withLevel(level).of(Math.min(part, whole), whole));
  }

  /** The binary form, version 1. */
  public byte[] toBytes() {
    TreeMap<Integer, byte[]> fields = new TreeMap<>();
    fields.put(COUNTS, counts());
    if (cost.summary().count() > 0) {
      fields.put(COST, cost.summary().toBytes());
    }
    if (finishReasons.count() > 0) {
      fields.put(FINISH_REASONS, finishReasons.toBytes());
    }
    if (!signals.isEmpty()) {
      StateWriter out = new StateWriter(KIND, VERSION);
      signals.write(out);
      fields.put(SIGNALS, out.toBytes());
    }
    if (!modes.categories().isEmpty()) {
      fields.put(MODES, modes.toBytes());
    }
    if (!completionKnown.categories().isEmpty()) {
      StateWriter out = new StateWriter(KIND, VERSION);
      out.block(completion.toBytes());
      out.block(completionKnown.toBytes());
      fields.put(COMPLETION, out.toBytes());
    }
    if (!sampled.isEmpty()) {
      fields.put(SAMPLING, sampled.toBytes());
    }
    if (!scores.isEmpty()) {
      fields.put(SCORES, scoresToBytes());
    }
    if (owed != null) {
      fields.put(OWED, owed.toBytes());
    }
    quantities.forEach(
        (quantity, sketch) -> fields.put(QUANTITIES + quantity.code(), sketch.toBytes()));
    StateWriter out = new StateWriter(KIND, VERSION);
    out.count(fields.size());
    fields.forEach(
        (field, bytes) -> {
          out.count(field);
          out.block(bytes);
        });
    return out.toBytes();
  }

  private byte[] counts() {
    StateWriter out = new StateWriter(KIND, VERSION);
    long[] all = {
      interactions,
      failed,
      truncated,
      inputTokens,
      outputTokens,
      cachedTokens,
      cacheHits,
      cacheMisses
    };
    for (long each : all) {
      out.count(each);
    }
    return out.toBytes();
  }

  private byte[] scoresToBytes() {
    StateWriter out = new StateWriter(KIND, VERSION);
    out.count(scores.size());
    scores.forEach(
        (key, summary) -> {
          out.text(key.evaluator());
          out.text(key.version());
          summary.write(out);
        });
    return out.toBytes();
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static SliceSummary fromBytes(byte[] bytes) {
    return fromBytes(bytes, Needs.ALL);
  }

  /**
   * Reads of the binary form what a query needs. What was not read is as if it had not been: such a
   * summary is not for writing back.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static SliceSummary fromBytes(byte[] bytes, Needs needs) {
    SliceSummary read = new SliceSummary();
    read.read(bytes, needs, true);
    return read;
  }

  private void read(byte[] bytes, Needs needs, boolean mayOwe) {
    StateReader in = new StateReader(bytes, KIND, VERSION);
    int size = in.size(MOST_FIELDS, 2);
    int before = 0;
    for (int i = 0; i < size; i++) {
      int field = (int) in.count(MOST_FIELDS);
      if (field <= before) {
        throw in.refuse("field " + field + " after " + before, "fields in order");
      }
      before = field;
      if (field == OWED && mayOwe) {
        owed().read(in.block(), needs, false);
      } else if (needed(in, field, needs)) {
        field(in, field, in.block());
      } else {
        in.skipBlock();
      }
    }
    in.end();
  }

  private static boolean needed(StateReader in, int field, Needs needs) {
    return switch (field) {
      case COUNTS -> true;
      case COST -> needs.parts.contains(Part.COST);
      case FINISH_REASONS -> needs.parts.contains(Part.FINISH_REASONS);
      case SIGNALS -> needs.parts.contains(Part.SIGNALS);
      case MODES, COMPLETION -> needs.parts.contains(Part.OUTCOMES);
      case SAMPLING -> needs.parts.contains(Part.SAMPLING);
      case SCORES -> needs.parts.contains(Part.SCORES);
      default -> needs.quantities.contains(quantity(in, field));
    };
  }

  private void field(StateReader outer, int field, byte[] bytes) {
    switch (field) {
      case COUNTS -> readCounts(new StateReader(bytes, KIND, VERSION));
      case COST -> cost.add(MomentsSummary.fromBytes(bytes));
      case FINISH_REASONS -> finishReasons.merge(CountsSummary.fromBytes(bytes));
      case SIGNALS -> {
        StateReader in = new StateReader(bytes, KIND, VERSION);
        signals.read(in);
        in.end();
      }
      case MODES -> modes.merge(WeightedCountsSummary.fromBytes(bytes));
      case COMPLETION -> {
        StateReader in = new StateReader(bytes, KIND, VERSION);
        completion.merge(WeightedCountsSummary.fromBytes(in.block()));
        completionKnown.merge(WeightedCountsSummary.fromBytes(in.block()));
        in.end();
      }
      case SAMPLING -> sampled.read(new StateReader(bytes, KIND, VERSION));
      case SCORES -> readScores(new StateReader(bytes, KIND, VERSION));
      default -> {
        QuantileSketch sketch = QuantileSketch.fromBytes(bytes);
        // Refuses a sketch of another make, with which ours could not be merged later.
        sketch.merge(QuantileSketch.withDefaults());
        quantities.put(quantity(outer, field), sketch);
      }
    }
  }

  private static Quantity quantity(StateReader in, int field) {
    Quantity quantity = Quantity.ofCode(field - QUANTITIES);
    if (quantity == null) {
      throw in.refuse("field " + field, "a known one");
    }
    return quantity;
  }

  private void readCounts(StateReader in) {
    interactions = in.count(MOST);
    failed = in.count(interactions);
    truncated = in.count(interactions);
    inputTokens = in.count(Long.MAX_VALUE);
    outputTokens = in.count(Long.MAX_VALUE);
    cachedTokens = in.count(Long.MAX_VALUE);
    cacheHits = in.count(interactions);
    cacheMisses = in.count(interactions - cacheHits);
    in.end();
  }

  private void readScores(StateReader in) {
    int size = in.size(MOST_EVALUATORS, 8);
    for (int i = 0; i < size; i++) {
      ScoreKey key = new ScoreKey(in.text(LONGEST_NAME), in.text(LONGEST_NAME));
      if (scores.put(key, ScoreSummary.read(in)) != null) {
        throw in.refuse("an evaluator twice", "each once");
      }
    }
    in.end();
  }
}
