package dev.assay.monitor.window;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * Gathers minutes by event time: each interaction, and all that is found out about it later, counts
 * for the minute in which it began.
 *
 * <p>What was gathered is taken out with {@link #drain} and merged into what a store has. What
 * comes for a minute after that makes a new part of it, taken out and merged in the same way: late
 * data updates its window. An interaction of which more came late is taken back as it was counted,
 * and counted anew. For one thread.
 *
 * @since 0.1
 */
public final class Windows {

  private final Slicing slicing;
  private final Duration lateness;
  private final Duration ahead;
  private final TreeMap<Instant, Window> open = new TreeMap<>();
  private long late;
  private long tooLate;
  private long inFuture;

  /**
   * Gathers by a slicing.
   *
   * @param lateness how much later than it began an interaction may come
   * @param ahead how far ahead of our clock an application's clock may be
   */
  public Windows(Slicing slicing, Duration lateness, Duration ahead) {
    this.slicing = requireNonNull(slicing, "slicing");
    this.lateness = requireNonNull(lateness, "lateness");
    this.ahead = requireNonNull(ahead, "ahead");
  }

  /** What became of an interaction. */
  public enum Arrival {
    /** It counts. */
    ON_TIME,
    /** It counts, and its minute had already passed by. */
    LATE,
    /** It came too late to count; counted as such. */
    TOO_LATE,
    /** It says that it has not begun yet; counted as such. */
    IN_FUTURE;

    /** Whether it counts. */
    public boolean counts() {
      return this == ON_TIME || this == LATE;
    }
  }

  /**
   * Counts an interaction, once.
   *
   * @param received when it came, by our clock
   * @return whether it counts; of what does not, nothing later must be given either
   */
  public Arrival add(ObservedInteraction observed, Instant received) {
    Instant began = observed.startedAt();
    if (began.isAfter(received.plus(ahead))) {
      inFuture++;
      return Arrival.IN_FUTURE;
    }
    if (began.isBefore(received.minus(lateness))) {
      tooLate++;
      return Arrival.TOO_LATE;
    }
    minute(observed).add(observed);
    if (WindowLevel.MINUTE.start(began).isBefore(WindowLevel.MINUTE.start(received))) {
      late++;
      return Arrival.LATE;
    }
    return Arrival.ON_TIME;
  }

  /** Whether what is counted of both goes into the same slices. */
  public boolean sliceAlike(ObservedInteraction one, ObservedInteraction other) {
    return slicing.combination(one).equals(slicing.combination(other));
  }

  /**
   * Takes back the numbers of an interaction that was counted before, be it in parts that were
   * taken out long ago. Of its slices nothing else changes.
   *
   * @param counted as it was then; of what is not said of it any longer nothing is taken back
   */
  public void takeBack(ObservedInteraction counted) {
    minute(counted).takeBack(counted);
  }

  /** Counts the numbers of an interaction anew that were taken back. */
  public void addAgain(ObservedInteraction observed) {
    minute(observed).add(observed);
  }

  /** Takes back a decision, as it was after all looks. */
  public void takeBackDecision(
      ObservedInteraction of, String evaluator, boolean selected, double probability) {
    minute(of).takeBackDecision(of, evaluator, selected, probability);
  }

  /** Takes back a signal that was counted with these words. */
  public void takeBackSignal(
      ObservedInteraction of, Signal.Kind kind, boolean firstOfKind, boolean firstNegative) {
    minute(of).takeBackSignal(of, kind, firstOfKind, firstNegative);
  }

  /** Counts a first decision. */
  public void decided(
      ObservedInteraction of, String evaluator, boolean selected, double probability) {
    minute(of).decided(of, evaluator, selected, probability);
  }

  /**
   * Counts a later decision that changed the first.
   *
   * @param newlySelected whether it was not drawn before and is now
   * @param before the probability before
   * @param now the probability over all looks
   */
  public void decidedAgain(
      ObservedInteraction of, String evaluator, boolean newlySelected, double before, double now) {
    minute(of).decidedAgain(of, evaluator, newlySelected, now - before);
  }

  /**
   * Counts a score, or that there is none.
   *
   * @param probability with which the interaction was drawn for this evaluator
   */
  public void score(ObservedInteraction of, ScoreKey key, Score score, double probability) {
    minute(of).score(of, key, score, probability);
  }

  /** Takes back a score that was counted with this probability, to count it with another. */
  public void withdraw(ObservedInteraction of, ScoreKey key, Score score, double probability) {
    minute(of).withdraw(of, key, score, probability);
  }

  /**
   * Counts the one primary way in which an interaction failed, or {@code none}.
   *
   * @param probability with which what tells it was looked at; 1 for rules that see everything
   */
  public void mode(ObservedInteraction of, String mode, double probability) {
    minute(of).mode(of, mode, probability, false);
  }

  /** Takes back a mode that was counted with this probability. */
  public void withdrawMode(ObservedInteraction of, String mode, double probability) {
    minute(of).mode(of, mode, probability, true);
  }

  /** Counts whether the task was completed. */
  public void completion(ObservedInteraction of, Completion outcome, double probability) {
    minute(of).completion(of, outcome, probability, false);
  }

  /** Takes back a completion that was counted with this probability. */
  public void withdrawCompletion(ObservedInteraction of, Completion outcome, double probability) {
    minute(of).completion(of, outcome, probability, true);
  }

  /**
   * Counts a signal.
   *
   * @param firstOfKind whether it is the first of its kind about this interaction
   * @param firstNegative whether it is the first about this interaction that speaks against it
   */
  public void signal(
      ObservedInteraction of, Signal.Kind kind, boolean firstOfKind, boolean firstNegative) {
    minute(of).signal(of, kind, firstOfKind, firstNegative);
  }

  /** What was gathered and not yet taken out, by time; not to be changed. */
  public Collection<Window> open() {
    return Collections.unmodifiableCollection(open.values());
  }

  /**
   * How many slices all that is open has. Whoever sends many values over many minutes can make this
   * grow: an engine that bounds its memory drains when it is above what it can hold.
   */
  public long size() {
    long size = 0;
    for (Window window : open.values()) {
      size += window.size();
    }
    return size;
  }

  /** Takes out the parts of all minutes that begin before. */
  public List<Window> drain(Instant before) {
    List<Window> parts = new ArrayList<>(open.headMap(before, false).values());
    open.headMap(before, false).clear();
    parts.forEach(Window::letGo);
    return parts;
  }

  /** How many came after their minute, and count. */
  public long late() {
    return late;
  }

  /** How many came too late to count. */
  public long tooLate() {
    return tooLate;
  }

  /** How many said that they had not begun yet, and do not count. */
  public long inFuture() {
    return inFuture;
  }

  private Window minute(ObservedInteraction observed) {
    Instant start = WindowLevel.MINUTE.start(observed.startedAt());
    Window known = open.get(start);
    if (known == null) {
      known = new Window(WindowLevel.MINUTE, start, slicing);
      open.put(start, known);
    }
    return known;
  }
}
