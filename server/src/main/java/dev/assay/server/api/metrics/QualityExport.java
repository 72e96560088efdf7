package dev.assay.server.api.metrics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the quality of now from time to time, shows it to Prometheus where that is wanted, and
 * pushes it as OTLP metrics where there is somewhere to push it to. A push that fails is counted
 * and not repeated: the next one says more.
 *
 * @since 0.1
 */
public final class QualityExport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QualityExport.class);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final QualityReader reader;
  private final ServerMetrics metrics;
  private final Clock clock;
  private final Duration period;
  private final boolean shown;
  private final @Nullable URI endpoint;
  private final Map<String, String> headers;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final LongAdder pushed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile long leftOut;
  private volatile @Nullable String trouble;
  private @Nullable ScheduledExecutorService thread;

  /**
   * An export that has not begun.
   *
   * @param shown whether Prometheus sees them
   * @param endpoint where OTLP metrics are posted to, such as {@code
   *     http://127.0.0.1:4318/v1/metrics}; null for nowhere
   * @param headers of each push, such as a key
   */
  public QualityExport(
      QualityReader reader,
      ServerMetrics metrics,
      Clock clock,
      Duration period,
      boolean shown,
      @Nullable URI endpoint,
      Map<String, String> headers) {
    this.reader = requireNonNull(reader, "reader");
    this.metrics = requireNonNull(metrics, "metrics");
    this.clock = requireNonNull(clock, "clock");
    this.period = requireNonNull(period, "period");
    this.shown = shown;
    this.endpoint = endpoint;
    this.headers = Map.copyOf(headers);
    metrics.counter("assay.export.pushes", "Pushes of quality that arrived.", pushed::sum);
    metrics.counter("assay.export.failures", "Readings and pushes that failed.", failed::sum);
    metrics.gauge("assay.export.series.left.out", "Series there was no room for.", () -> leftOut);
  }

  /** Begins, on a thread of its own. */
  public synchronized void start() {
    if (thread != null || (!shown && endpoint == null)) {
      return;
    }
    ScheduledExecutorService fresh =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "assay-quality-export");
              made.setDaemon(true);
              return made;
            });
    // What fails is counted in run(); nothing is left for the future to tell.
    var unused =
        fresh.scheduleWithFixedDelay(this::run, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    thread = fresh;
  }

  /** Reads, shows and pushes once. Never throws. */
  public void run() {
    try {
      Instant now = clock.instant();
      QualityReader.Read read = reader.read(now);
      leftOut = read.leftOut();
      if (shown) {
        metrics.show(read.points());
      }
      if (endpoint == null) {
        trouble = null;
      } else {
        push(endpoint, read.points(), now);
      }
    } catch (IOException e) {
      failed.increment();
      trouble = "the receiver does not answer";
    } catch (RuntimeException e) {
      failed.increment();
      LOG.error("the last export of quality failed", e);
      trouble = "the last export failed; the server's log says why";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void push(URI to, List<QualityPoint> points, Instant now)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(OtlpMetrics.write(points, now)));
    headers.forEach(request::header);
    int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    (status / 100 == 2 ? pushed : failed).increment();
    trouble = status / 100 == 2 ? null : "the receiver refuses: status " + status;
  }

  /** What kept the last export from arriving; null if nothing did. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Ends; a push under way is interrupted. */
  @Override
  public synchronized void close() {
    ScheduledExecutorService running = thread;
    if (running != null) {
      running.shutdownNow();
      thread = null;
    }
  }
}
