package dev.assay.server.evaluation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.EvaluatorSpec;
import dev.assay.core.evaluator.Score;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.server.config.EmissionConfig;
import dev.assay.server.config.EmissionForm;
import dev.assay.server.config.MonitoredEvaluator;
import dev.assay.server.config.OtlpEndpoint;
import dev.assay.server.config.Secret;
import dev.assay.server.evaluation.Finished.Ending;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Links;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.WorkItem;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final Score SCORE = Score.ofPass(false, "it declines");
  private static final Links SPAN =
      new Links("5b8efff798038103d269b633813fc60c", "00f067aa0ba90202", null, "conv-1", null);

  @TempDir private Path folder;
  private Store store;
  private HttpServer receiver;
  private OnlineEvaluators evaluators;
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private volatile byte[] taken = {};
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
        "/",
        http -> {
          try (http) {
            paths.add(http.getRequestURI().getPath());
            byte[] body = http.getRequestBody().readAllBytes();
            boolean refused = requests.incrementAndGet() <= refuseFirst;
            if (!refused) {
              keys.add(http.getRequestHeaders().getFirst("Authorization"));
              bodies.add(body);
            }
            if (status == 307) {
              http.getResponseHeaders().set("Location", "/elsewhere");
            }
            byte[] answer = refused ? new byte[0] : taken;
            http.sendResponseHeaders(
                refused ? status : 200, answer.length == 0 ? -1 : answer.length);
            http.getResponseBody().write(answer);
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
      assertThat(emission.counts().dropped().values()).containsOnly(0L);
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
      assertThat(emission.counts().dropped(EmissionDrop.FULL)).isEqualTo(3);
      emission.start();
      until(() -> emission.counts().dropped(EmissionDrop.REFUSED) == 2);

      assertThat(requests.get()).isOne();
      assertThat(emission.counts().lastFailure()).isEqualTo("status 401");
    }
  }

  @Test
  void receiverThatSendsElsewhere_isNotFollowed() {
    store.commit(Batch.builder().put(Sample.row(3)).build());
    refuseFirst = 100;
    status = 307;
    try (Emission emission = Emission.of(settings(10), store, evaluators)) {
      emission.start();
      emission.offer(finished(3));
      until(() -> emission.counts().dropped(EmissionDrop.REFUSED) == 1);

      assertThat(paths).containsExactly("/v1/logs");
      assertThat(emission.counts().lastFailure()).isEqualTo("status 307");
    }
  }

  @Test
  void receiverThatTakesSome_isBelieved() {
    taken =
        ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(ExportLogsPartialSuccess.newBuilder().setRejectedLogRecords(1))
            .build()
            .toByteArray();
    try (Emission emission = Emission.of(settings(10), store, evaluators)) {
      emission.offer(evaluators.all().get(0), SPAN, "a", SCORE, AT);
      emission.offer(evaluators.all().get(0), SPAN, "b", SCORE, AT);
      emission.start();
      until(() -> emission.counts().sent() == 1);

      assertThat(emission.counts().dropped(EmissionDrop.REJECTED)).isOne();
    }
  }

  @Test
  void receiverThatNeverEndsItsAnswer_holdsUpOneRequestForItsTime() throws IOException {
    try (ServerSocket endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerWithoutEnd(endless));
      answering.setDaemon(true);
      answering.start();
      URI to = URI.create("http://127.0.0.1:" + endless.getLocalPort());
      EmissionSettings impatient =
          new EmissionSettings(
              config(to, EmissionForm.EVENTS),
              10,
              10,
              Duration.ofMillis(20),
              Duration.ofMillis(300),
              1);
      try (Emission emission = Emission.of(impatient, store, evaluators)) {
        emission.start();
        emission.offer(evaluators.all().get(0), SPAN, "a", SCORE, AT);
        until(() -> emission.counts().dropped(EmissionDrop.UNREACHABLE) == 1);
        assertThat(emission.counts().lastFailure()).isEqualTo("no answer in time");
      }
    }
  }

  private static void answerWithoutEnd(ServerSocket endless) {
    try (Socket caller = endless.accept()) {
      OutputStream out = caller.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(US_ASCII));
      out.flush();
      while (caller.getInputStream().read() >= 0) {
        out.write(0);
      }
    } catch (IOException e) {
      // The caller has gone.
    }
  }

  @Test
  void openInference_linksToTheSpan_orNamesTheConversation_orIsCounted() {
    EmissionSettings spans = settings(100, EmissionForm.OPENINFERENCE);
    Links conversation = new Links(null, null, null, "conv-1", null);
    Links nothing = new Links("no id of OpenTelemetry", "x", "resp-1", null, null);
    try (Emission emission = Emission.of(spans, store, evaluators)) {
      for (Links links : List.of(SPAN, conversation, nothing)) {
        emission.offer(evaluators.all().get(0), links, "a", SCORE, AT);
      }
      emission.start();
      until(() -> emission.counts().sent() == 2);

      assertThat(paths).containsExactly("/v1/traces");
      assertThat(emission.counts().dropped(EmissionDrop.NO_SPAN)).isOne();
      List<SpanRecord> told =
          OtlpDecoder.withDefaults().traces(bodies.get(0), Encoding.PROTOBUF, AT).records();
      assertThat(told).hasSize(2);
      SpanRecord one = told.get(0);
      assertThat(one.origin().resource().text("openinference.project.name")).isEqualTo("shop");
      assertThat(one.links().get(0).traceId()).isEqualTo(SPAN.traceId());
      assertThat(one.links().get(0).spanId()).isEqualTo(SPAN.spanId());
      assertThat(one.attributes().text("evaluations.0.evaluation.name")).isEqualTo("declined");
      assertThat(one.attributes().text("evaluations.0.evaluation.explanation")).isNull();
      assertThat(told.get(1).attributes().text("session.id")).isEqualTo("conv-1");
    }
  }

  @Test
  void evaluatorsThatNobodyAskedFor_areNotTold() {
    EmissionSettings none =
        EmissionSettings.of(
            new EmissionConfig(
                new OtlpEndpoint(uri(), Map.of()), EmissionForm.EVENTS, null, Set.of("b"), false));
    try (Emission emission = Emission.of(none, store, evaluators)) {
      emission.offer(finished(3));
      emission.offer(evaluators.all().get(0), SPAN, "a", SCORE, AT);
      assertThat(emission.counts().waiting()).isZero();
      assertThat(emission.counts().dropped().values()).containsOnly(0L);
    }
  }

  @Test
  void settings_showNoSecret() {
    assertThat(settings(10).toString()).contains("Authorization").doesNotContain("0123456789");
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
    return settings(mostWaiting, EmissionForm.EVENTS);
  }

  private EmissionSettings settings(int mostWaiting, EmissionForm form) {
    return new EmissionSettings(
        config(uri(), form), mostWaiting, 10, Duration.ofMillis(50), Duration.ofSeconds(5), 5);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + receiver.getAddress().getPort());
  }

  private static EmissionConfig config(URI to, EmissionForm form) {
    return new EmissionConfig(
        new OtlpEndpoint(to, Map.of("Authorization", new Secret(SECRET))),
        form,
        form == EmissionForm.OPENINFERENCE ? "shop" : null,
        Set.of("declined"),
        false);
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
