package dev.assay.server.engine;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
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

/** Takes what is sent over REST into the journal, redacted. */
final class JournalIntake implements Intake {

  private static final int AT_ONCE = 500;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final Journal journal;
  private final Redactor redactor;
  private final Clock clock;

  JournalIntake(Journal journal, Redactor redactor, Clock clock) {
    this.journal = journal;
    this.redactor = redactor;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Void> interactions(List<ObservedInteraction> interactions) {
    return keep(
        interactions.stream().map(redactor::redact).toList(),
        some -> JournalEntries.ofInteractions(clock.instant(), some));
  }

  @Override
  public CompletableFuture<Void> signals(List<Signal> signals) {
    return keep(
        signals.stream().map(redactor::redact).toList(),
        some -> JournalEntries.ofSignals(clock.instant(), some));
  }

  private <T> CompletableFuture<Void> keep(List<T> all, Function<List<T>, byte[]> frame) {
    List<CompletableFuture<?>> kept = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<T> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      kept.add(journal.append(frame.apply(some)));
    }
    return CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new))
        .exceptionally(
            failure -> {
              throw refused(failure);
            });
  }

  private static RuntimeException refused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
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
