package dev.assay.server.api;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.ObservedInteractionJson;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.SignalJson;
import dev.assay.server.api.access.Scope;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Route;
import dev.assay.server.collector.InFlight;
import io.javalin.http.Header;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What applications send over REST. */
final class IntakeRoutes {

  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final int GZIP_GUESS = 8;
  private static final long UNKNOWN_GUESS = 1 << 20;

  private final @Nullable Intake intake;
  private final Clock clock;
  private final InFlight inFlight;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder rejected = new LongAdder();

  IntakeRoutes(@Nullable Intake intake, InFlight inFlight, Clock clock) {
    this.intake = intake;
    this.inFlight = inFlight;
    this.clock = clock;
  }

  List<Route> routes() {
    String partly =
        "Answered once it is on the disk. An item that is wrong is rejected by itself; the others"
            + " are taken. Sending the same again changes nothing. 503 with Retry-After: nothing is"
            + " lost by sending it again later.";
    return List.of(
        Route.post("/api/v1/interactions", "sendInteractions")
            .scope(Scope.INGEST)
            .about("intake", "Takes interactions.")
            .description(partly + " At most 64 MiB, also as gzip.")
            .takes("InteractionBatch", MOST_BYTES)
            .gives("IntakeAnswer")
            .does(this::interactions),
        Route.post("/api/v1/signals", "sendSignals")
            .scope(Scope.INGEST)
            .about("intake", "Takes what users did about answers.")
            .description(partly + " A signal may come before what it is about.")
            .takes("SignalBatch", MOST_BYTES)
            .gives("IntakeAnswer")
            .does(this::signals));
  }

  long accepted() {
    return accepted.sum();
  }

  long rejected() {
    return rejected.sum();
  }

  private void interactions(Exchange exchange) {
    Intake to = Absent.refuse(intake, "intake");
    BatchReader<ObservedInteraction> reader =
        new BatchReader<>("interactions", ObservedInteractionJson::read, MOST_CHARACTERS);
    take(exchange, reader, ObservedInteraction::id, to::interactions);
  }

  private void signals(Exchange exchange) {
    Intake to = Absent.refuse(intake, "intake");
    Instant now = clock.instant();
    BatchReader<Signal> reader =
        new BatchReader<>("signals", json -> SignalJson.read(json, now), MOST_CHARACTERS);
    take(exchange, reader, Signal::id, to::signals);
  }

  private <T> void take(
      Exchange exchange,
      BatchReader<T> reader,
      Function<T, String> id,
      Function<List<T>, CompletableFuture<Void>> keep) {
    BatchReader.Read<T> read = read(exchange, reader, id);
    CompletableFuture<Void> kept =
        read.items().isEmpty()
            ? CompletableFuture.completedFuture(null)
            : keep.apply(List.copyOf(read.items()));
    exchange.answerLater(
        kept,
        done -> {
          accepted.add(read.items().size());
          rejected.add(read.rejections());
          return read.json();
        });
  }

  private <T> BatchReader.Read<T> read(
      Exchange exchange, BatchReader<T> reader, Function<T, String> id) {
    long declared = exchange.context().req().getContentLengthLong();
    boolean packed = exchange.context().header(Header.CONTENT_ENCODING) != null;
    long unpacked = packed ? GZIP_GUESS * Math.min(declared, MOST_BYTES) : declared;
    try (InFlight.Admission admission = inFlight.admit()) {
      admission.hold(declared < 0 ? UNKNOWN_GUESS : Math.min(unpacked, MOST_BYTES));
      byte[] body = exchange.bodyBytes();
      admission.hold(body.length);
      return reader.read(body, id);
    }
  }
}
