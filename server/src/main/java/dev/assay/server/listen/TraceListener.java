package dev.assay.server.listen;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.core.target.TraceSource;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Decoded;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.collector.ExportTaker;
import dev.assay.server.collector.InFlight;
import dev.assay.server.collector.OtlpGrpc;
import dev.assay.server.collector.OtlpHttp;
import dev.assay.server.collector.Port;
import io.javalin.util.JavalinBindException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Listens for a target's spans: OTLP over HTTP, protobuf and JSON, gzip or not, at {@code
 * /v1/traces} and {@code /v1/logs}, and over gRPC at the same port.
 *
 * <p>Keeps what belongs to the traces of calls under way, by their ids, so that calls at once are
 * not mixed, and counts the rest. Answers as the protocol asks whatever comes.
 *
 * @since 0.1
 */
public final class TraceListener implements TraceSource {

  private static final long MOST_IN_FLIGHT = 64L << 20;
  private static final WireLimits LIMITS = WireLimits.withDefaults().withBodyBytes(16 << 20);

  private final ListenSettings settings;
  private final SecureRandom random;
  private final Clock clock;
  private final Port port;
  private final OtlpDecoder decoder = OtlpDecoder.withLimits(LIMITS);
  private final Map<String, ListenedTrace> open = new ConcurrentHashMap<>();
  private final LongAdder taken = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder unheard = new LongAdder();

  private TraceListener(ListenSettings settings, SecureRandom random, Clock clock) {
    this.settings = settings;
    this.random = random;
    this.clock = clock;
    Taker taker = new Taker();
    this.port =
        Port.of(
            settings.host(),
            settings.port(),
            true,
            to -> {
              new OtlpHttp(taker, LIMITS).addTo(to.routes);
              new OtlpGrpc(taker, LIMITS, everyone -> {}).addTo(to.routes);
            });
  }

  /**
   * Starts to listen.
   *
   * @param random makes the ids of traces
   * @param clock tells when spans from the future are wrong
   * @throws InvalidInputException if it cannot listen there
   */
  public static TraceListener start(ListenSettings settings, SecureRandom random, Clock clock) {
    TraceListener listener = new TraceListener(settings, random, clock);
    try {
      listener.port.start();
      return listener;
    } catch (JavalinBindException e) {
      throw new InvalidInputException(
          Problem.of("OTLP port", settings.host() + ":" + settings.port(), "a port that is free")
              .next("choose another, or stop what listens there"),
          e);
    }
  }

  /** Where it listens, as exporters are told: {@code http://127.0.0.1:4318}. */
  public String endpoint() {
    return "http://" + settings.host() + ":" + port.number();
  }

  @Override
  public Trace begin() {
    byte[] ids = new byte[24];
    random.nextBytes(ids);
    // Neither may be all zero.
    ids[0] |= 1;
    ids[16] |= 1;
    HexFormat hex = HexFormat.of();
    ListenedTrace trace =
        new ListenedTrace(
            hex.formatHex(ids, 0, 16), hex.formatHex(ids, 16, 24), settings, this::over);
    open.put(trace.traceId(), trace);
    return trace;
  }

  private void over(ListenedTrace trace) {
    if (open.remove(trace.traceId()) != null && !trace.heardAny()) {
      unheard.increment();
    }
  }

  /** What it heard so far. */
  public ListenCounts counts() {
    return new ListenCounts(taken.sum(), unknown.sum(), unheard.sum());
  }

  @Override
  public void close() {
    port.close();
    open.clear();
  }

  /** Takes whatever comes, and answers at once, for nothing is written anywhere. */
  private final class Taker implements ExportTaker {

    private final InFlight inFlight = InFlight.of(MOST_IN_FLIGHT);

    @Override
    public InFlight inFlight() {
      return inFlight;
    }

    @Override
    public CompletableFuture<OtlpAnswer> export(
        OtlpSignal signal, Encoding encoding, byte[] body, InFlight.Admission admission) {
      try (admission) {
        return CompletableFuture.completedFuture(answer(signal, encoding, body));
      }
    }

    private OtlpAnswer answer(OtlpSignal signal, Encoding encoding, byte[] body) {
      try {
        return OtlpAnswer.accepted(encoding, taken(signal, body, encoding));
      } catch (RefusedException e) {
        return refuse(encoding, e);
      } catch (RuntimeException | StackOverflowError e) {
        return refuse(
            encoding, new RefusedException(Refusal.INTERNAL, "the export could not be read", e));
      }
    }

    @Override
    public OtlpAnswer refuse(Encoding encoding, RefusedException why) {
      return OtlpAnswer.refused(encoding, why);
    }
  }

  private Decoded<?> taken(OtlpSignal signal, byte[] body, Encoding encoding) {
    Instant now = clock.instant();
    return switch (signal) {
      case TRACES -> {
        Decoded<SpanRecord> spans = decoder.traces(body, encoding, now);
        for (SpanRecord span : spans.records()) {
          ListenedTrace trace = open.get(span.traceId());
          count(trace);
          if (trace != null) {
            trace.take(span);
          }
        }
        yield spans;
      }
      case LOGS -> {
        Decoded<LogEntry> logs = decoder.logs(body, encoding, now);
        for (LogEntry log : logs.records()) {
          ListenedTrace trace = log.traceId() == null ? null : open.get(log.traceId());
          count(trace);
          if (trace != null) {
            trace.take(log);
          }
        }
        yield logs;
      }
      case METRICS -> decoder.metrics(body, encoding);
    };
  }

  private void count(@Nullable ListenedTrace trace) {
    (trace == null ? unknown : taken).increment();
  }
}
