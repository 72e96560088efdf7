package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One distribution under one monitor, looked at once a window.
 *
 * <p>The reference begins with the second window: in the midst of the first, by what hour it may
 * have been, the watch began, and a part of a day is unlike a day. Windows shorter than the rhythm
 * are held against the same hours of the reference.
 */
final class DriftLine {

  private final Condition.Drift condition;
  private final TreeMap<Integer, Spread> references = new TreeMap<>();
  private Instant first = Instant.EPOCH;
  private Instant looked = Instant.EPOCH;
  private Instant since = Instant.EPOCH;
  private boolean drifted;
  private long windows;

  DriftLine(Condition.Drift condition) {
    this.condition = condition;
  }

  /** When the reference begins. */
  Instant first() {
    return first;
  }

  /** The first window that was away from the reference, of those that are. */
  Instant since() {
    return since;
  }

  boolean drifted() {
    return drifted;
  }

  /** How many windows were away from the reference. */
  long windows() {
    return windows;
  }

  /**
   * Takes a window, or a part of one that came late: what comes when its window was looked at is
   * passed over, for it is too little to be looked at by itself, and not a random part.
   *
   * @param alpha the probability of being called away from the reference where nothing changed
   * @return how far apart they are; empty where nothing can be told
   */
  Optional<Distributions.Apart> add(Instant start, Spread spread, double alpha) {
    if (first.equals(Instant.EPOCH)) {
      first = start.plus(condition.window());
    }
    if (start.isBefore(first) || start.isBefore(looked)) {
      return Optional.empty();
    }
    int slot = condition.rhythm().slot(start);
    if (start.isBefore(first.plus(condition.reference()))) {
      references.computeIfAbsent(slot, key -> new Spread()).add(spread);
      return Optional.empty();
    }
    looked = start.plus(condition.window());
    Spread reference = references.get(slot);
    Optional<Distributions.Apart> apart =
        reference == null
            ? Optional.empty()
            : Distributions.of(condition, reference, spread, alpha);
    apart.ifPresent(found -> decide(found, start));
    return apart;
  }

  private void decide(Distributions.Apart apart, Instant start) {
    boolean before = drifted;
    drifted = apart.value() > Math.max(condition.least(), apart.chance());
    since = drifted && !before ? start : since;
    windows = drifted ? windows + 1 : 0;
  }

  void write(StateWriter out) {
    out.count(references.size());
    references.forEach(
        (slot, reference) -> {
          out.count(slot);
          reference.write(out);
        });
    out.signed(first.getEpochSecond());
    out.signed(looked.getEpochSecond());
    out.signed(since.getEpochSecond());
    out.flag(drifted);
    out.count(windows);
  }

  void read(StateReader in) {
    int size = in.size(condition.rhythm().slots(), 3);
    for (int i = 0; i < size; i++) {
      int slot = (int) in.count(condition.rhythm().slots() - 1L);
      Spread reference = new Spread();
      reference.read(in);
      references.put(slot, reference);
    }
    first = States.instant(in);
    looked = States.instant(in);
    since = States.instant(in);
    drifted = in.flag();
    windows = in.count(Long.MAX_VALUE);
  }
}
