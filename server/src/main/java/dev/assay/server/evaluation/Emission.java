package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.Subject;
import dev.assay.core.json.Json;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.otel.emit.EmittedScore;
import dev.assay.otel.emit.ScoreEmitter;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.server.config.OtlpEndpoint;
import dev.assay.server.store.Links;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells scores to others, as {@code gen_ai.evaluation.result} or in OpenInference's form, in the
 * background: what cannot be told in time is dropped and counted, and holds nothing up. Scores are
 * told once they are stored.
 *
 * @since 0.1
 */
public final class Emission implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Emission.class);

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int LARGEST_ANSWER = 16 << 10;
  private static final ObjectNode NOTHING = Json.object();

  private final EmissionSettings settings;
  private final Store store;
  private final OnlineEvaluators evaluators;
  private final ScoreEmitter emitter;
  private final OtlpSignal signal;
  private final URI endpoint;
  private final Map<String, String> headers;
  private final HttpClient client;
  private final Waits waits = new Waits(0);
  private final BlockingQueue<Supplier<Optional<EmittedScore>>> waiting;
  private final Thread thread;
  private final LongAdder sent = new LongAdder();
  private final Map<EmissionDrop, LongAdder> dropped = new EnumMap<>(EmissionDrop.class);
  private final LongAdder retried = new LongAdder();
  private volatile boolean closing;
  private volatile @Nullable String lastFailure;

  private Emission(EmissionSettings settings, Store store, OnlineEvaluators evaluators) {
    this.settings = requireNonNull(settings, "settings");
    this.store = requireNonNull(store, "store");
    this.evaluators = requireNonNull(evaluators, "evaluators");
    this.emitter = ScoreEmitter.withOptions(settings.options());
    OtlpEndpoint receiver = settings.config().receiver();
    this.signal = settings.config().form().signal();
    this.endpoint = receiver.at(signal);
    this.headers = receiver.sentHeaders();
    for (EmissionDrop reason : EmissionDrop.values()) {
      dropped.put(reason, new LongAdder());
    }
    this.waiting = new ArrayBlockingQueue<>(settings.mostWaiting());
    // A receiver that sends us elsewhere would get the headers there.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.thread = new Thread(this::tell, "assay-emission");
    thread.setDaemon(true);
  }

  /**
   * Tells scores of {@code evaluators}; has not begun.
   *
   * @param store where it is found what an interaction is called
   */
  public static Emission of(EmissionSettings settings, Store store, OnlineEvaluators evaluators) {
    return new Emission(settings, store, evaluators);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Whether scores of {@code evaluator} are told. */
  public boolean tells(String evaluator) {
    return settings.config().evaluators().contains(evaluator);
  }

  /** Takes the score of a unit that is stored. Returns at once; never throws. */
  public void offer(Finished finished) {
    if (tells(finished.evaluator())) {
      offer(() -> emitted(finished));
    }
  }

  /**
   * Takes a score that was made, or missed, without a unit of work, once it is stored. Returns at
   * once; never throws.
   */
  public void offer(
      OnlineEvaluator evaluator, Links links, String interactionId, Score score, Instant at) {
    if (tells(evaluator.name())) {
      Score words = told(score);
      offer(
          () ->
              Optional.of(
                  emitted(evaluator, subject(interactionId, links), words, at, Duration.ZERO)));
    }
  }

  // So that what waits weighs little; what failed says by what kind of failure.
  private Score told(Score score) {
    return score instanceof Score.Scored scored
        ? new Score.Scored(
            scored.value(),
            scored.passed(),
            scored.label(),
            settings.config().explanations() ? scored.explanation() : null,
            NOTHING)
        : score;
  }

  private void offer(Supplier<Optional<EmittedScore>> score) {
    if (closing) {
      drop(EmissionDrop.CLOSED, 1);
    } else if (!waiting.offer(score)) {
      drop(EmissionDrop.FULL, 1);
    }
  }

  private void drop(EmissionDrop reason, long scores) {
    requireNonNull(dropped.get(reason)).add(scores);
  }

  /** How it goes. */
  public EmissionCounts counts() {
    Map<EmissionDrop, Long> reasons = new EnumMap<>(EmissionDrop.class);
    dropped.forEach((reason, scores) -> reasons.put(reason, scores.sum()));
    return new EmissionCounts(sent.sum(), reasons, retried.sum(), waiting.size(), lastFailure);
  }

  private Optional<EmittedScore> emitted(Finished finished) {
    Optional<OnlineEvaluator> evaluator = evaluators.find(finished.evaluator(), finished.version());
    Optional<ListedInteraction> found =
        store.interactions().find(finished.interaction().id(), finished.interaction().startedAt());
    if (evaluator.isEmpty() || found.isEmpty()) {
      return Optional.empty();
    }
    Subject subject = subject(finished.interaction().id(), found.get().row().links());
    return Optional.of(
        emitted(evaluator.get(), subject, finished.score(), finished.at(), finished.took()));
  }

  private static Subject subject(String interactionId, Links links) {
    String trace = hex(links.traceId(), 32);
    return new Subject(
        interactionId,
        trace,
        trace == null ? null : hex(links.spanId(), 16),
        links.responseId(),
        links.conversation());
  }

  // Whoever sends interactions over REST may call their spans what they like.
  private static @Nullable String hex(@Nullable String id, int digits) {
    return id != null
            && id.length() == digits
            && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
        ? id
        : null;
  }

  private static EmittedScore emitted(
      OnlineEvaluator evaluator, Subject subject, Score score, Instant at, Duration took) {
    String failure =
        score instanceof Score.Unscored
            ? Failure.of(score).kinds().stream().findFirst().map(Kind::key).orElse(null)
            : null;
    return new EmittedScore(
        evaluator.name(),
        evaluator.bound().definition().name(),
        evaluator.version(),
        score,
        failure,
        subject,
        evaluator.judged() ? Annotator.LLM : Annotator.CODE,
        at,
        took);
  }

  private void tell() {
    try {
      while (!closing || !waiting.isEmpty()) {
        List<Supplier<Optional<EmittedScore>>> batch = new ArrayList<>();
        Supplier<Optional<EmittedScore>> first =
            waiting.poll(settings.every().toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          if (!closing && waiting.size() + 1 < settings.batch()) {
            Thread.sleep(settings.every().toMillis());
          }
          waiting.drainTo(batch, settings.batch() - 1);
          send(batch);
        }
      }
    } catch (InterruptedException e) {
      // Closed, and the time for what was left is over.
      drop(EmissionDrop.CLOSED, waiting.size());
    }
  }

  private void send(List<Supplier<Optional<EmittedScore>>> batch) throws InterruptedException {
    List<EmittedScore> scores = new ArrayList<>();
    for (Supplier<Optional<EmittedScore>> each : batch) {
      Optional<EmittedScore> found;
      try {
        found = each.get();
      } catch (StoreException e) {
        lastFailure = "store " + e.kind();
        drop(EmissionDrop.FAILED, 1);
        continue;
      }
      if (found.isEmpty()) {
        drop(EmissionDrop.GONE, 1);
      } else if (signal == OtlpSignal.TRACES && !emitter.hasSpan(found.get())) {
        drop(EmissionDrop.NO_SPAN, 1);
      } else {
        scores.add(found.get());
      }
    }
    if (!scores.isEmpty()) {
      sendAll(scores);
    }
  }

  private void sendAll(List<EmittedScore> scores) throws InterruptedException {
    byte[] body;
    try {
      body =
          signal == OtlpSignal.TRACES
              ? emitter.spans(scores, Encoding.PROTOBUF)
              : emitter.events(scores, Encoding.PROTOBUF);
    } catch (RuntimeException e) {
      // Whatever one score holds, those after it are told.
      LOG.error("scores cannot be written as OTLP", e);
      lastFailure = "scores that cannot be written; the server's log says why";
      drop(EmissionDrop.FAILED, scores.size());
      return;
    }
    Told told = new Told(EmissionDrop.CLOSED, 0);
    try {
      told = send(body);
    } finally {
      EmissionDrop reason = told.dropped();
      if (reason == null) {
        long rejected = Math.min(told.rejected(), scores.size());
        sent.add(scores.size() - rejected);
        drop(EmissionDrop.REJECTED, rejected);
      } else {
        drop(reason, scores.size());
      }
    }
  }

  /** What became of a request: why nobody took it, or how much of it was rejected. */
  private record Told(@Nullable EmissionDrop dropped, long rejected) {}

  private Told send(byte[] body) throws InterruptedException {
    EmissionDrop drop = EmissionDrop.UNREACHABLE;
    for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
      String failure;
      try {
        Reply reply = reply(body);
        if (reply.status() / 100 == 2) {
          long rejected = OtlpAnswer.rejected(signal, reply.beginning());
          lastFailure = rejected == 0 ? null : "rejected " + rejected;
          return new Told(null, rejected);
        }
        failure = "status " + reply.status();
        drop = passing(reply.status()) ? EmissionDrop.UNREACHABLE : EmissionDrop.REFUSED;
      } catch (IOException e) {
        // Its message may name what the address resolves to, and nothing else of use.
        failure = e instanceof HttpTimeoutException ? "no answer in time" : "no connection";
        drop = EmissionDrop.UNREACHABLE;
      }
      lastFailure = failure;
      if (drop == EmissionDrop.REFUSED || attempt == settings.attempts() || closing) {
        break;
      }
      retried.increment();
      TimeUnit.NANOSECONDS.sleep(waits.after(attempt, FIRST_WAIT, LONGEST_WAIT));
    }
    return new Told(drop, 0);
  }

  // The statuses that OTLP calls retryable.
  private static boolean passing(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  private record Reply(int status, byte[] beginning) {}

  // The whole of it in time, and of its answer no more than says what was rejected.
  private Reply reply(byte[] body) throws IOException, InterruptedException {
    ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    HttpResponse.BodyHandler<Void> reader =
        HttpResponse.BodyHandlers.ofByteArrayConsumer(
            piece -> piece.ifPresent(bytes -> keep(bytes, beginning)));
    CompletableFuture<HttpResponse<Void>> reply = client.sendAsync(request(body), reader);
    try {
      int status = reply.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS).statusCode();
      return new Reply(status, beginning.toByteArray());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer in time");
    } finally {
      reply.cancel(true);
    }
  }

  private static void keep(byte[] bytes, ByteArrayOutputStream beginning) {
    int room = LARGEST_ANSWER - beginning.size();
    beginning.write(bytes, 0, Math.min(room, bytes.length));
  }

  private HttpRequest request(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(settings.timeout())
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    return request.build();
  }

  /** Tries for a few seconds to tell what waits, and drops the rest. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(CLOSE_WITHIN.toMillis());
      thread.interrupt();
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
