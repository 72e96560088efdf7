package dev.assay.server.engine;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import dev.assay.server.api.Intake;
import dev.assay.server.api.OverloadedException;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalException;
import dev.assay.server.pipeline.JournalEntries;
import dev.assay.server.redaction.Redactor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Takes what is sent over REST into the journal, redacted. */
final class JournalIntake implements Intake {

  private static final int AT_ONCE = 500;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final Journal journal;
  private final Redactor redactor;
  private final Clock clock;
  private volatile LongConsumer acknowledged = nanos -> {};

  JournalIntake(Journal journal, Redactor redactor, Clock clock) {
    this.journal = journal;
    this.redactor = redactor;
    this.clock = clock;
  }

  /** Tells how many nanoseconds lay between what was sent and its being on the disk. */
  void timed(LongConsumer nanos) {
    acknowledged = nanos;
  }

  @Override
  public CompletableFuture<Void> interactions(List<ObservedInteraction> interactions) {
    long began = System.nanoTime();
    return keep(
        began,
        interactions.stream().map(redactor::redact).toList(),
        some -> JournalEntries.ofInteractions(clock.instant(), some));
  }

  @Override
  public CompletableFuture<Void> signals(List<Signal> signals) {
    long began = System.nanoTime();
    return keep(
        began,
        signals.stream().map(redactor::redact).toList(),
        some -> JournalEntries.ofSignals(clock.instant(), some));
  }

  private <T> CompletableFuture<Void> keep(
      long began, List<T> all, Function<List<T>, byte[]> frame) {
    List<CompletableFuture<?>> kept = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      append(all.subList(from, Math.min(all.size(), from + AT_ONCE)), frame, kept);
    }
    return CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new))
        .whenComplete((nothing, failure) -> acknowledged.accept(System.nanoTime() - began))
        .exceptionally(
            failure -> {
              throw refused(failure);
            });
  }

  // Redacted and written anew, what fitted a request may be more than a frame holds.
  private <T> void append(
      List<T> some, Function<List<T>, byte[]> frame, List<CompletableFuture<?>> kept) {
    byte[] bytes = frame.apply(some);
    if (bytes.length > journal.frameBytes() && some.size() > 1) {
      int half = some.size() / 2;
      append(some.subList(0, half), frame, kept);
      append(some.subList(half, some.size()), frame, kept);
    } else {
      kept.add(journal.append(bytes));
    }
  }

  private static RuntimeException refused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof JournalException large
        && large.kind() == JournalException.Kind.TOO_LARGE) {
      return new RefusedException(
          Refusal.TOO_LARGE, "one item is too large to be kept; send less of it", large);
    }
    if (cause instanceof JournalException refusal) {
      boolean soon = refusal.kind() == JournalException.Kind.OVERLOADED;
      return new OverloadedException(
          soon
              ? "more arrives than the disk takes; send it again later"
              : "nothing can be stored at the moment; send it again later",
          soon ? SOON : LATER,
          refusal);
    }
    return new CompletionException(cause);
  }
}
