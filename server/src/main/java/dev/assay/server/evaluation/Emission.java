package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.ExternalScore.Annotator;
import dev.assay.core.interaction.Subject;
import dev.assay.core.model.ModelException.Kind;
import dev.assay.otel.emit.EmittedScore;
import dev.assay.otel.emit.ScoreEmitter;
import dev.assay.otel.wire.Encoding;
import dev.assay.server.store.Links;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoreException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells scores to others as {@code gen_ai.evaluation.result}, in the background: what cannot be
 * told in time is dropped and counted, and holds nothing up. Scores are told once they are stored.
 *
 * @since 0.1
 */
public final class Emission implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final EmissionSettings settings;
  private final Store store;
  private final OnlineEvaluators evaluators;
  private final ScoreEmitter emitter;
  private final HttpClient client;
  private final Waits waits = new Waits(0);
  private final BlockingQueue<Supplier<Optional<EmittedScore>>> waiting;
  private final Thread thread;
  private final LongAdder sent = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private volatile boolean closing;
  private volatile @Nullable String lastFailure;

  private Emission(EmissionSettings settings, Store store, OnlineEvaluators evaluators) {
    this.settings = requireNonNull(settings, "settings");
    this.store = requireNonNull(store, "store");
    this.evaluators = requireNonNull(evaluators, "evaluators");
    this.emitter = ScoreEmitter.withOptions(settings.options());
    this.waiting = new ArrayBlockingQueue<>(settings.mostWaiting());
    // A receiver that sends us elsewhere would get the headers there.
    this.client =
        HttpClient.newBuilder()
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

  /** Takes the score of a unit that is stored. Returns at once; never throws. */
  public void offer(Finished finished) {
    offer(() -> emitted(finished));
  }

  /** Takes a score of an evaluator that looks at everything, once it is stored. */
  public void offer(
      OnlineEvaluator evaluator, Links links, String interactionId, Score score, Instant at) {
    Subject subject = subject(interactionId, links);
    offer(() -> Optional.of(emitted(evaluator, subject, score, at, Duration.ZERO)));
  }

  private void offer(Supplier<Optional<EmittedScore>> score) {
    if (closing || !waiting.offer(score)) {
      dropped.increment();
    }
  }

  /** How it goes. */
  public EmissionCounts counts() {
    return new EmissionCounts(
        sent.sum(), dropped.sum(), retried.sum(), waiting.size(), lastFailure);
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
      dropped.add(waiting.size());
    }
  }

  private void send(List<Supplier<Optional<EmittedScore>>> batch) throws InterruptedException {
    List<EmittedScore> scores = new ArrayList<>();
    try {
      batch.forEach(each -> each.get().ifPresent(scores::add));
    } catch (StoreException e) {
      lastFailure = "store " + e.kind();
    }
    dropped.add(batch.size() - scores.size());
    if (scores.isEmpty()) {
      return;
    }
    byte[] body;
    try {
      body = emitter.events(scores, Encoding.PROTOBUF);
    } catch (RuntimeException e) {
      // Whatever one score holds, those after it are told.
      lastFailure = "encoding: " + e.getClass().getSimpleName();
      dropped.add(scores.size());
      return;
    }
    boolean taken = false;
    try {
      taken = send(body);
    } finally {
      (taken ? sent : dropped).add(scores.size());
    }
  }

  private boolean send(byte[] body) throws InterruptedException {
    for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
      String failure;
      boolean again;
      try {
        int status =
            client.send(request(body), HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 == 2) {
          lastFailure = null;
          return true;
        }
        failure = "status " + status;
        again = status == 429 || status == 502 || status == 503 || status == 504;
      } catch (IOException e) {
        // Its message may name what the address resolves to, and nothing else of use.
        failure = e.getClass().getSimpleName();
        again = true;
      }
      lastFailure = failure;
      if (!again || attempt == settings.attempts() || closing) {
        return false;
      }
      retried.increment();
      TimeUnit.NANOSECONDS.sleep(waits.after(attempt, FIRST_WAIT, LONGEST_WAIT));
    }
    return false;
  }

  private HttpRequest request(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.logs())
            .timeout(settings.timeout())
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    settings.headers().forEach(request::setHeader);
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
