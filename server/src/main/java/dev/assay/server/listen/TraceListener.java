package dev.assay.server.listen;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import dev.assay.otel.wire.RequestBody;
import dev.assay.otel.wire.WireLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Listens for a target's spans: OTLP over HTTP, protobuf and JSON, gzip or not, at {@code
 * /v1/traces} and {@code /v1/logs}.
 *
 * <p>Keeps what belongs to the traces of calls under way, by their ids, so that calls at once are
 * not mixed, and counts the rest. Answers as the protocol asks whatever comes.
 *
 * @since 0.1
 */
public final class TraceListener implements TraceSource {

  private static final int THREADS = 4;
  private static final WireLimits LIMITS = WireLimits.withDefaults().withBodyBytes(16 << 20);

  private final ListenSettings settings;
  private final SecureRandom random;
  private final Clock clock;
  private final HttpServer server;
  private final ExecutorService threads;
  private final OtlpDecoder decoder = OtlpDecoder.withLimits(LIMITS);
  private final Map<String, ListenedTrace> open = new ConcurrentHashMap<>();
  private final LongAdder taken = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder unheard = new LongAdder();

  private TraceListener(
      ListenSettings settings, SecureRandom random, Clock clock, HttpServer server) {
    this.settings = settings;
    this.random = random;
    this.clock = clock;
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "assay-listen");
              thread.setDaemon(true);
              return thread;
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
    try {
      InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
      TraceListener listener =
          new TraceListener(settings, random, clock, HttpServer.create(address, 0));
      listener.server.setExecutor(listener.threads);
      listener.server.createContext("/", listener::handle);
      listener.server.start();
      return listener;
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of(
                  "OTLP port",
                  settings.host() + ":" + settings.port(),
                  "a port that is free: " + e.getMessage())
              .next("choose another, or stop what listens there"),
          e);
    }
  }

  /** Where it listens, as exporters are told: {@code http://127.0.0.1:4318}. */
  public String endpoint() {
    return "http://" + settings.host() + ":" + server.getAddress().getPort();
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
    server.stop(0);
    threads.shutdownNow();
    open.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      OtlpAnswer answer = answer(exchange);
      exchange.getResponseHeaders().set("Content-Type", answer.encoding().mediaType());
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.httpStatus(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private OtlpAnswer answer(HttpExchange exchange) throws IOException {
    Encoding encoding = Encoding.JSON;
    try {
      OtlpSignal signal = signal(exchange);
      encoding = Encoding.ofContentType(exchange.getRequestHeaders().getFirst("Content-Type"));
      byte[] body =
          RequestBody.read(
              exchange.getRequestBody(),
              length(exchange.getRequestHeaders().getFirst("Content-Length")),
              exchange.getRequestHeaders().getFirst("Content-Encoding"),
              LIMITS);
      return OtlpAnswer.accepted(encoding, taken(signal, body, encoding));
    } catch (RefusedException e) {
      return OtlpAnswer.refused(encoding, e);
    } catch (RuntimeException | StackOverflowError e) {
      RefusedException why =
          new RefusedException(Refusal.INTERNAL, "the export could not be read", e);
      return OtlpAnswer.refused(encoding, why);
    }
  }

  private static OtlpSignal signal(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    for (OtlpSignal signal : OtlpSignal.values()) {
      if (signal.path().equals(path)) {
        if (!exchange.getRequestMethod().equals("POST")) {
          throw new RefusedException(
              Refusal.METHOD_NOT_ALLOWED, "method: not POST (expected: POST)");
        }
        return signal;
      }
    }
    throw new RefusedException(
        Refusal.NOT_FOUND, "path: not known (expected: /v1/traces or /v1/logs)");
  }

  private static long length(@Nullable String header) {
    try {
      return header == null ? -1 : Long.parseLong(header.strip());
    } catch (NumberFormatException e) {
      return -1;
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
