package dev.assay.server.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.journal.Frame;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalReader;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.javalin.Javalin;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CollectorTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";
  private static final WireLimits LIMITS = WireLimits.withDefaults().withBodyBytes(1 << 20);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final InFlight inFlight = InFlight.of(4 << 20);
  private Journal journal;
  private Collector collector;
  private Javalin http;
  private Server grpc;
  private ManagedChannel channel;

  @BeforeEach
  void open() throws IOException {
    journal = Journal.open(folder, JournalSettings.DEFAULT, Position.START);
    collector =
        new Collector(
            journal,
            OtlpDecoder.withLimits(LIMITS),
            CollectorTest::withoutSecret,
            Clock.fixed(NOW, ZoneOffset.UTC),
            inFlight);
    OtlpHttp door = new OtlpHttp(collector, LIMITS);
    http = Javalin.create(config -> door.addTo(config.routes)).start("127.0.0.1", 0);
    NettyServerBuilder server =
        NettyServerBuilder.forPort(0).maxInboundMessageSize(LIMITS.bodyBytes());
    new OtlpGrpc(collector).services().forEach(server::addService);
    grpc = server.build().start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", grpc.getPort()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    grpc.shutdownNow();
    http.stop();
    journal.close();
  }

  // Stands in for redaction: what it takes out must not be on the disk.
  private static RecordBatch withoutSecret(RecordBatch batch) {
    return new RecordBatch(
        batch.spans().stream().filter(span -> !span.name().equals("secret")).toList(),
        batch.logs());
  }

  @Test
  void protobufOverHttp_isOnTheDiskWhenAnswered() throws Exception {
    HttpResponse<byte[]> answer =
        post("/v1/traces", "application/x-protobuf", spans("one", "secret", "two").toByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
    assertThat(answer.body()).isEmpty();
    assertThat(stored()).extracting(SpanRecord::name).containsExactly("one", "two");
    assertThat(collector.counts().accepted()).isEqualTo(Map.of(OtlpSignal.TRACES, 3L));
  }

  @Test
  void jsonOverHttp_isAnsweredInJson() throws Exception {
    HttpResponse<byte[]> answer =
        post("/v1/traces", "application/json; charset=utf-8", json(TRACE));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{}");
    assertThat(stored()).singleElement().extracting(SpanRecord::traceId).isEqualTo(TRACE);
  }

  @Test
  void gzip_isInflatedUpToTheLimit() throws Exception {
    assertThat(postGzip(spans("small").toByteArray()).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> bomb = postGzip(new byte[LIMITS.bodyBytes() + 1]);
    assertThat(bomb.statusCode()).isEqualTo(413);
    assertThat(bomb.headers().firstValue("Retry-After")).isEmpty();
    assertThat(stored()).extracting(SpanRecord::name).containsExactly("small");
  }

  @Test
  void badRecord_costsItselfAlone() throws Exception {
    ExportTraceServiceRequest request =
        spans("good").toBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(
                        ScopeSpans.newBuilder().addSpans(Span.newBuilder().setName("no ids"))))
            .build();
    HttpResponse<byte[]> answer =
        post("/v1/traces", "application/x-protobuf", request.toByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    ExportTraceServiceResponse response = ExportTraceServiceResponse.parseFrom(answer.body());
    assertThat(response.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(response.getPartialSuccess().getErrorMessage())
        .startsWith("rejected 1 of 2 spans: trace id missing");
    assertThat(stored()).extracting(SpanRecord::name).containsExactly("good");
  }

  @Test
  void badRequests_areAnsweredAsTheProtocolSays() throws Exception {
    assertThat(post("/v1/traces", "application/x-protobuf", new byte[] {1, 2, 3}).statusCode())
        .isEqualTo(400);
    assertThat(post("/v1/traces", "application/json", "{".getBytes(UTF_8)).statusCode())
        .isEqualTo(400);
    assertThat(post("/v1/traces", "text/plain", json(TRACE)).statusCode()).isEqualTo(415);
    assertThat(post("/v1/logs", "application/json", json(TRACE)).statusCode()).isEqualTo(400);
    assertThat(
            post("/v1/traces", "application/x-protobuf", new byte[LIMITS.bodyBytes() + 1])
                .statusCode())
        .isEqualTo(413);
    HttpResponse<byte[]> got =
        client.send(
            HttpRequest.newBuilder(uri("/v1/traces")).GET().build(), BodyHandlers.ofByteArray());
    assertThat(got.statusCode()).isEqualTo(405);
    assertThat(got.headers().firstValue("Allow")).hasValue("POST");
    assertThat(stored()).isEmpty();
    assertThat(collector.counts().refused())
        .containsEntry(Refusal.MALFORMED, 2L)
        .containsEntry(Refusal.WRONG_SIGNAL, 1L);
  }

  @Test
  void closedJournal_asksToComeBack() throws Exception {
    journal.close();
    HttpResponse<byte[]> answer =
        post("/v1/traces", "application/x-protobuf", spans("late").toByteArray());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThatThrownBy(() -> TraceServiceGrpc.newBlockingStub(channel).export(spans("late")))
        .satisfies(
            e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  @Test
  void moreInFlightThanFits_asksToComeBackBeforeItIsRead() throws Exception {
    try (InFlight.Admission others = inFlight.admit()) {
      others.hold((4 << 20) - 10);
      HttpResponse<byte[]> answer =
          post("/v1/traces", "application/x-protobuf", spans("early").toByteArray());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(postGzip(spans("early").toByteArray()).statusCode()).isEqualTo(503);
      assertThatThrownBy(() -> TraceServiceGrpc.newBlockingStub(channel).export(spans("early")))
          .satisfies(
              e ->
                  assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }
    assertThat(collector.counts().refused()).isEqualTo(Map.of(Refusal.OVERLOADED, 3L));
    assertThat(postGzip(spans("late").toByteArray()).statusCode()).isEqualTo(200);
    TraceServiceGrpc.newBlockingStub(channel).export(spans("later"));
    assertThat(stored()).extracting(SpanRecord::name).containsExactly("late", "later");
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void oneRequestAlone_isTakenHoweverLargeItIs() {
    InFlight small = InFlight.of(10);
    try (InFlight.Admission alone = small.admit();
        InFlight.Admission other = small.admit()) {
      alone.hold(1_000);
      alone.hold(2_000);
      assertThatThrownBy(() -> other.hold(1)).isInstanceOf(RefusedException.class);
    }
    assertThat(small.bytes()).isZero();
  }

  @Test
  void grpc_isOnTheDiskWhenAnswered() throws Exception {
    ExportTraceServiceResponse answer =
        TraceServiceGrpc.newBlockingStub(channel).withCompression("gzip").export(spans("one"));
    assertThat(answer).isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
    assertThat(stored()).extracting(SpanRecord::name).containsExactly("one");
  }

  @Test
  void grpc_saysWhyNothingWasTaken() {
    ExportTraceServiceRequest large = spans("x".repeat(LIMITS.bodyBytes()));
    assertThatThrownBy(() -> TraceServiceGrpc.newBlockingStub(channel).export(large))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
              Metadata trailers = e.getTrailers();
              assertThat(trailers == null || !trailers.containsKey(RETRY_INFO)).isTrue();
            });
  }

  private static final Metadata.Key<byte[]> RETRY_INFO =
      Metadata.Key.of("google.rpc.retryinfo-bin", Metadata.BINARY_BYTE_MARSHALLER);

  @Test
  void metrics_areToldThatNothingIsMadeOfThem() {
    ExportMetricsServiceRequest metrics =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder()
                            .addMetrics(
                                Metric.newBuilder()
                                    .setName("m")
                                    .setGauge(
                                        Gauge.newBuilder()
                                            .addDataPoints(NumberDataPoint.newBuilder())
                                            .addDataPoints(NumberDataPoint.newBuilder())))))
            .build();
    assertThat(
            MetricsServiceGrpc.newBlockingStub(channel)
                .export(metrics)
                .getPartialSuccess()
                .getRejectedDataPoints())
        .isEqualTo(2);
  }

  @Test
  void manyRecords_areSplitIntoFramesAndAllThere() throws Exception {
    String[] names = new String[9_000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "s" + i;
    }
    assertThat(
            post("/v1/traces", "application/x-protobuf", spans(names).toByteArray()).statusCode())
        .isEqualTo(200);
    assertThat(stored()).extracting(SpanRecord::name).containsExactly(names);
  }

  private static ExportTraceServiceRequest spans(String... names) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    ByteString trace = ByteString.copyFrom(HexFormat.of().parseHex(TRACE));
    for (int i = 0; i < names.length; i++) {
      byte[] id = HexFormat.of().parseHex("%016x".formatted(i + 1));
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(trace)
              .setSpanId(ByteString.copyFrom(id))
              .setName(names[i])
              .setStartTimeUnixNano(NOW.getEpochSecond() * 1_000_000_000L)
              .setEndTimeUnixNano(NOW.getEpochSecond() * 1_000_000_000L + 5));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build();
  }

  private static byte[] json(String trace) {
    return """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"00f067aa0ba90201",
        "name":"chat","startTimeUnixNano":"1795262400000000000",
        "endTimeUnixNano":"1795262400000000005"}]}]}]}
        """
        .formatted(trace)
        .getBytes(UTF_8);
  }

  private List<SpanRecord> stored() throws IOException {
    List<SpanRecord> spans = new ArrayList<>();
    try (JournalReader reader = journal.read(Position.START)) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        Arrival arrival = Arrival.fromBytes(frame.payload());
        assertThat(arrival.receivedAt()).isEqualTo(NOW);
        spans.addAll(arrival.records().spans());
      }
    }
    return spans;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> postGzip(byte[] body) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return client.send(
        HttpRequest.newBuilder(uri("/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(bytes.toByteArray()))
            .build(),
        BodyHandlers.ofByteArray());
  }
}
