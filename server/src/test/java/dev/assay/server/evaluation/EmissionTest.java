package dev.assay.server.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.otel.emit.EmitOptions;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.evaluation.Finished.Ending;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmissionTest {

  private static final String SECRET = "Bearer 0123456789";
  private static final Instant AT = Instant.parse("2026-03-01T13:00:00Z");

  @TempDir private Path folder;
  private Store store;
  private HttpServer receiver;
  private OnlineEvaluators evaluators;
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int refuseFirst;
  private volatile int status = 503;

  @BeforeEach
  void open() throws IOException {
    store = DuckDbStore.open(folder, new DuckDbSettings(256, 2, 16));
    evaluators =
        OnlineEvaluators.bind(
            List.of(
                new MonitoredEvaluator(
                    EvaluatorSpec.of("refusal").named("declined"), true, "g", 1, 0)),
            EvaluatorRegistry.installed(),
            new EvaluatorContext(Path.of(""), EmbeddingModels.of()));
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.createContext(
        "/v1/logs",
        http -> {
          try (http) {
            byte[] body = http.getRequestBody().readAllBytes();
            boolean refused = requests.incrementAndGet() <= refuseFirst;
            if (!refused) {
              keys.add(http.getRequestHeaders().getFirst("Authorization"));
              bodies.add(body);
            }
            http.sendResponseHeaders(refused ? status : 200, -1);
          }
        });
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
    store.close();
  }

  @Test
  void storedScore_isToldWithTheSpanItIsAbout() {
    store.commit(Batch.builder().put(Sample.row(3)).build());
    try (Emission emission = Emission.of(settings(100), store, evaluators)) {
      emission.start();
      emission.offer(finished(3));
      until(() -> emission.counts().sent() == 1);

      LogEntry event = told(bodies.get(0));
      assertThat(event.traceId()).isEqualTo(Sample.trace(3));
      assertThat(event.attributes().text("gen_ai.evaluation.name")).isEqualTo("declined");
      assertThat(keys).containsExactly(SECRET);
      assertThat(emission.counts().lastFailure()).isNull();
    }
  }

  @Test
  void receiverThatIsBusy_isTriedAgain() {
    store.commit(Batch.builder().put(Sample.row(3)).build());
    refuseFirst = 2;
    try (Emission emission = Emission.of(settings(100), store, evaluators)) {
      emission.start();
      emission.offer(finished(3));
      until(() -> emission.counts().sent() == 1);

      assertThat(requests.get()).isEqualTo(3);
      assertThat(emission.counts().retried()).isEqualTo(2);
      assertThat(emission.counts().dropped()).isZero();
    }
  }

  @Test
  void receiverThatRefuses_andWhatIsTooMuch_areDroppedAndCounted() {
    store.commit(Batch.builder().put(Sample.row(3)).build());
    refuseFirst = 100;
    status = 401;
    try (Emission emission = Emission.of(settings(2), store, evaluators)) {
      for (int i = 0; i < 5; i++) {
        emission.offer(finished(3));
      }
      assertThat(emission.counts().dropped()).isEqualTo(3);
      emission.start();
      until(() -> emission.counts().dropped() == 5);

      assertThat(requests.get()).isOne();
      assertThat(emission.counts().lastFailure()).isEqualTo("status 401");
    }
  }

  @Test
  void settings_showNoSecret_andRefuseWhatCannotBeSent() {
    URI url = URI.create("http://localhost:4318/");
    EmissionSettings settings = EmissionSettings.to(url, Map.of("Authorization", SECRET));
    assertThat(settings.toString()).contains("Authorization").doesNotContain("0123456789");
    assertThat(settings.logs()).isEqualTo(URI.create("http://localhost:4318/v1/logs"));
    assertThat(EmissionSettings.to(settings.logs(), Map.of()).logs()).isEqualTo(settings.logs());

    assertThatThrownBy(() -> EmissionSettings.to(url, Map.of("a", "0123456789\r\nHost: evil")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("0123456789");
    assertThatThrownBy(() -> EmissionSettings.to(URI.create("file:/etc/passwd"), Map.of()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> EmissionSettings.to(URI.create("http://me:secret@host"), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("secret");
  }

  private static LogEntry told(byte[] body) {
    return OtlpDecoder.withDefaults().logs(body, Encoding.PROTOBUF, AT).records().get(0);
  }

  private Finished finished(int i) {
    OnlineEvaluator evaluator = evaluators.all().get(0);
    WorkItem item = EvaluationUnit.workItem(Sample.key(i), evaluator, 0.5, AT);
    Score score = Score.ofPass(false, "it declines");
    return new Finished(
        item,
        Ending.EVALUATED,
        score,
        evaluator.evaluation(item.interaction(), score, 0.5, AT),
        Duration.ofMillis(5));
  }

  private EmissionSettings settings(int mostWaiting) {
    return new EmissionSettings(
        URI.create("http://127.0.0.1:" + receiver.getAddress().getPort()),
        Map.of("Authorization", SECRET),
        EmitOptions.withDefaults(),
        mostWaiting,
        10,
        Duration.ofMillis(50),
        Duration.ofSeconds(5),
        5);
  }

  private static void until(BooleanSupplier so) {
    for (int i = 0; i < 12_000 && !so.getAsBoolean(); i++) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(so.getAsBoolean()).isTrue();
  }
}
