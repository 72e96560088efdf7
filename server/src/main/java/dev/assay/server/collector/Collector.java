package dev.assay.server.collector;

import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Adjustment;
import dev.assay.otel.wire.Decoded;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import dev.assay.otel.wire.Rejection;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * Takes OTLP exports, whatever carried them.
 *
 * <p>A good answer means that every record it does not name as rejected is on the disk. Anything
 * else means that none need be; whoever sends it again does no harm, for records are known by their
 * ids. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class Collector implements ExportTaker {

  // So that no request, however its records look in our form, exceeds a frame of the journal.
  private static final int RECORDS_A_FRAME = 4_096;

  private final Journal journal;
  private final OtlpDecoder decoder;
  private final IntakeFilter filter;
  private final Clock clock;
  private final InFlight inFlight;

  private final Tallies<OtlpSignal> accepted = new Tallies<>(OtlpSignal.class);
  private final Tallies<Rejection> rejected = new Tallies<>(Rejection.class);
  private final Tallies<Adjustment> adjusted = new Tallies<>(Adjustment.class);
  private final Tallies<Refusal> refused = new Tallies<>(Refusal.class);
  private final LongAdder bytes = new LongAdder();
  private volatile LongConsumer acknowledged = nanos -> {};
  private volatile boolean stopping;

  /** Collects into {@code journal}, with {@link InFlight#ofHeap()} in flight at most. */
  public Collector(Journal journal, OtlpDecoder decoder, IntakeFilter filter, Clock clock) {
    this(journal, decoder, filter, clock, InFlight.ofHeap());
  }

  /** Collects into {@code journal}. */
  public Collector(
      Journal journal, OtlpDecoder decoder, IntakeFilter filter, Clock clock, InFlight inFlight) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.decoder = Objects.requireNonNull(decoder, "decoder");
    this.filter = Objects.requireNonNull(filter, "filter");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.inFlight = Objects.requireNonNull(inFlight, "inFlight");
  }

  /**
   * Takes an export.
   *
   * @param body inflated
   * @return the answer, once there is one to give; never exceptional. Completes on the journal's
   *     thread, which must not be held up
   */
  public CompletableFuture<OtlpAnswer> export(OtlpSignal signal, Encoding encoding, byte[] body) {
    InFlight.Admission admission = inFlight.admit();
    try {
      admission.hold(body.length);
    } catch (RefusedException e) {
      return CompletableFuture.completedFuture(refuse(encoding, e));
    }
    return export(signal, encoding, body, admission);
  }

  /**
   * Tells how many nanoseconds lay between the arrival of each export, all of it, and its answer;
   * mostly on the journal's thread, which must not be held up.
   */
  public void timed(LongConsumer nanos) {
    acknowledged = Objects.requireNonNull(nanos, "nanos");
  }

  @Override
  public InFlight inFlight() {
    return inFlight;
  }

  /** Takes nothing more: what comes from now on is asked to come again. */
  public void stop() {
    stopping = true;
  }

  @Override
  public CompletableFuture<OtlpAnswer> export(
      OtlpSignal signal, Encoding encoding, byte[] body, InFlight.Admission admission) {
    long began = System.nanoTime();
    return taken(signal, encoding, body)
        .whenComplete(
            (answer, failure) -> {
              admission.close();
              acknowledged.accept(System.nanoTime() - began);
            });
  }

  private CompletableFuture<OtlpAnswer> taken(OtlpSignal signal, Encoding encoding, byte[] body) {
    if (stopping) {
      RefusedException why =
          new RefusedException(Refusal.OVERLOADED, said(JournalException.Kind.CLOSED));
      return CompletableFuture.completedFuture(refuse(encoding, why));
    }
    bytes.add(body.length);
    try {
      return switch (signal) {
        case TRACES -> spans(encoding, body);
        case LOGS -> logs(encoding, body);
        // Nothing here is made of metrics, and the answer says so.
        case METRICS -> done(encoding, decoder.metrics(body, encoding));
      };
    } catch (RefusedException e) {
      return CompletableFuture.completedFuture(refuse(encoding, e));
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever one request does to us, the sender gets an answer and the server lives.
      return CompletableFuture.completedFuture(
          refuse(
              encoding, new RefusedException(Refusal.INTERNAL, "the export could not be read", e)));
    }
  }

  /** Answers a request of which nothing was taken, and counts it. */
  @Override
  public OtlpAnswer refuse(Encoding encoding, RefusedException why) {
    refused.add(why.refusal(), 1);
    return OtlpAnswer.refused(encoding, why);
  }

  /** What was done so far. */
  public CollectorCounts counts() {
    return new CollectorCounts(
        accepted.toMap(), rejected.toMap(), adjusted.toMap(), refused.toMap(), bytes.sum());
  }

  private CompletableFuture<OtlpAnswer> spans(Encoding encoding, byte[] body) {
    Instant now = clock.instant();
    Decoded<SpanRecord> decoded = decoder.traces(body, encoding, now);
    List<RecordBatch> frames = new ArrayList<>();
    for (List<SpanRecord> part : parts(decoded.records())) {
      frames.add(new RecordBatch(part, List.of()));
    }
    return keep(encoding, decoded, frames, now);
  }

  private CompletableFuture<OtlpAnswer> logs(Encoding encoding, byte[] body) {
    Instant now = clock.instant();
    Decoded<LogEntry> decoded = decoder.logs(body, encoding, now);
    List<RecordBatch> frames = new ArrayList<>();
    for (List<LogEntry> part : parts(decoded.records())) {
      frames.add(new RecordBatch(List.of(), part));
    }
    return keep(encoding, decoded, frames, now);
  }

  private static <T> List<List<T>> parts(List<T> records) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < records.size(); from += RECORDS_A_FRAME) {
      parts.add(records.subList(from, Math.min(records.size(), from + RECORDS_A_FRAME)));
    }
    return parts;
  }

  private CompletableFuture<OtlpAnswer> keep(
      Encoding encoding, Decoded<?> decoded, List<RecordBatch> frames, Instant now) {
    List<CompletableFuture<?>> kept = new ArrayList<>();
    frames.forEach(batch -> append(filter.apply(batch), now, kept));
    return CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new))
        .thenCompose(durable -> done(encoding, decoded))
        .exceptionally(failure -> notKept(encoding, failure));
  }

  // In our form, and redacted, records may be longer than they came.
  private void append(RecordBatch batch, Instant now, List<CompletableFuture<?>> kept) {
    byte[] bytes = new Arrival(now, batch).toBytes();
    int spans = batch.spans().size();
    int logs = batch.logs().size();
    if (bytes.length <= journal.frameBytes() || spans + logs < 2) {
      kept.add(journal.append(bytes));
      return;
    }
    append(
        new RecordBatch(
            batch.spans().subList(0, spans / 2), batch.logs().subList(0, (logs + 1) / 2)),
        now,
        kept);
    append(
        new RecordBatch(
            batch.spans().subList(spans / 2, spans), batch.logs().subList((logs + 1) / 2, logs)),
        now,
        kept);
  }

  private CompletableFuture<OtlpAnswer> done(Encoding encoding, Decoded<?> decoded) {
    accepted.add(decoded.signal(), decoded.records().size());
    rejected.addAll(decoded.rejected());
    adjusted.addAll(decoded.adjusted());
    return CompletableFuture.completedFuture(OtlpAnswer.accepted(encoding, decoded));
  }

  private OtlpAnswer notKept(Encoding encoding, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return refuse(
        encoding,
        cause instanceof JournalException journal
            ? new RefusedException(refusal(journal.kind()), said(journal.kind()), journal)
            : new RefusedException(Refusal.INTERNAL, "the export could not be kept", cause));
  }

  private static Refusal refusal(JournalException.Kind kind) {
    return switch (kind) {
      case OVERLOADED, CLOSED -> Refusal.OVERLOADED;
      case STORAGE, FULL -> Refusal.STORE_UNAVAILABLE;
      case TOO_LARGE -> Refusal.TOO_LARGE;
    };
  }

  // What the disk said stays here: it names our folders.
  private static String said(JournalException.Kind kind) {
    return switch (kind) {
      case OVERLOADED -> "more arrives than the disk takes; send it again later";
      case CLOSED -> "the server is stopping; send it again later";
      case FULL -> "there is no room to keep it at the moment; send it again later";
      case STORAGE -> "nothing can be stored at the moment; send it again later";
      case TOO_LARGE -> "export: too large for one write; export smaller batches";
    };
  }
}
