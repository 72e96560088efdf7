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
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
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
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
  // Not the pool that all share: on a machine of two it has one thread, and calls wait here.
  private static final Executor THREADS = task -> new Thread(task, "call").start();
  private static final WireLimits LIMITS = WireLimits.withDefaults().withBodyBytes(1 << 20);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final InFlight inFlight = InFlight.of(4 << 20);
  private Journal journal;
  private Collector collector;
  private Port http;
  private final CountDownLatch begun = new CountDownLatch(2);
  private final CountDownLatch released = new CountDownLatch(1);
  private ManagedChannel channel;

  @BeforeEach
  void open() {
    journal = Journal.open(folder, JournalSettings.DEFAULT, Position.START);
    collector =
        new Collector(
            journal,
            OtlpDecoder.withLimits(LIMITS),
            this::withoutSecret,
            Clock.fixed(NOW, ZoneOffset.UTC),
            inFlight);
    OtlpHttp door = new OtlpHttp(collector, LIMITS);
    OtlpGrpc grpc = new OtlpGrpc(collector, LIMITS, context -> {});
    http =
        Port.closingWithin(
            Duration.ofSeconds(30),
            to -> {
              door.addTo(to.routes);
              grpc.addTo(to.routes);
            });
    http.start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", http.number()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    http.close();
    journal.close();
  }

  // Stands in for redaction: what it takes out must not be on the disk. And for all that takes
  // time.
  private RecordBatch withoutSecret(RecordBatch batch) {
    if (batch.spans().stream().anyMatch(span -> span.name().equals("slow"))) {
      begun.countDown();
      try {
        assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
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
  void close_answersWhatIsUnderWay_andAsksWhoComesLaterToComeBack() throws Exception {
    CompletableFuture<ExportTraceServiceResponse> call =
        CompletableFuture.supplyAsync(
            () -> TraceServiceGrpc.newBlockingStub(channel).export(spans("slow")), THREADS);
    CompletableFuture<Integer> post =
        CompletableFuture.supplyAsync(
            () -> status("/v1/traces", "application/x-protobuf", spans("slow").toByteArray()),
            THREADS);
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    collector.stop();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(http::close, THREADS);

    unavailable("on the same connection");
    assertThat(closed).isNotDone();
    released.countDown();
    assertThat(call.get(60, TimeUnit.SECONDS).hasPartialSuccess()).isFalse();
    assertThat(post.get(60, TimeUnit.SECONDS)).isEqualTo(200);
    closed.get(60, TimeUnit.SECONDS);
    unavailable("on a new one");
    assertThat(collector.counts().refused()).isEqualTo(Map.of(Refusal.OVERLOADED, 1L));
    assertThat(stored()).extracting(SpanRecord::name).containsExactly("slow", "slow");
  }

  private void unavailable(String name) {
    assertThatThrownBy(() -> TraceServiceGrpc.newBlockingStub(channel).export(spans(name)))
        .satisfies(
            e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  private int status(String path, String type, byte[] body) {
    try {
      return post(path, type, body).statusCode();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void close_withACallThatNeverEnds_doesNotWaitForIt() throws Exception {
    Port port =
        Port.closingWithin(
            Duration.ofMillis(50), to -> new OtlpHttp(collector, LIMITS).addTo(to.routes));
    port.start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
      String head =
          "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
              + "Content-Length: 1000\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      // That it comes back is the test; what the client hears is the system's affair.
      port.close();
    }
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

  @Test
  void grpcBomb_isInflatedUpToTheLimit() throws Exception {
    ExportTraceServiceRequest large = spans("x".repeat(LIMITS.bodyBytes()));
    assertThatThrownBy(
            () -> TraceServiceGrpc.newBlockingStub(channel).withCompression("gzip").export(large))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
              assertThat(e.getStatus().getDescription()).startsWith("body: too large (expected:");
            });
    assertThat(stored()).isEmpty();
    assertThat(inFlight.bytes()).isZero();
  }

  // What is left unread of a refused message must not use up the connection's window.
  @Test
  void grpcMessagesTooLarge_oneAfterAnother_leaveTheConnectionUsable() {
    TraceServiceGrpc.TraceServiceBlockingStub stub = TraceServiceGrpc.newBlockingStub(channel);
    ExportTraceServiceRequest large = spans("x".repeat(LIMITS.bodyBytes()));
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> stub.withDeadlineAfter(60, TimeUnit.SECONDS).export(large))
          .satisfies(
              e ->
                  assertThat(Status.fromThrowable(e).getCode())
                      .isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    }
    stub.withDeadlineAfter(60, TimeUnit.SECONDS).export(spans("one"));
    assertThat(collector.counts().refused()).isEqualTo(Map.of(Refusal.TOO_LARGE, 20L));
  }

  // As Go's client does, which measures the line with each answer.
  @Test
  void pingsWithEachAnswer_areAnswered() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.number())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8));
      out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
      byte[] ping = {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
      for (int i = 0; i < 1_000; i++) {
        out.write(ping);
      }
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int answered = 0;
      while (answered < 1_000) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        byte[] rest = in.readNBytes(6 + length);
        // The end of the connection.
        assertThat(rest[0]).isNotEqualTo((byte) 7);
        answered += rest[0] == 6 && rest[1] == 1 ? 1 : 0;
      }
    }
  }

  @Test
  void grpcCallThatNobodyOffers_isNotImplemented() {
    MethodDescriptor<ExportTraceServiceRequest, ExportTraceServiceResponse> other =
        TraceServiceGrpc.getExportMethod().toBuilder().setFullMethodName("test.Echo/Echo").build();
    assertThatThrownBy(
            () -> ClientCalls.blockingUnaryCall(channel, other, CallOptions.DEFAULT, spans("one")))
        .satisfies(
            e ->
                assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
  }

  @Test
  void grpcOverHttp1_isToldWhatItNeeds() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/opentelemetry.proto.collector.trace.v1.TraceService/Export"))
            .header("Content-Type", "application/grpc")
            .POST(BodyPublishers.ofByteArray(new byte[5]));
    HttpResponse<String> answer =
        client.send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(505);
    assertThat(answer.body()).isEqualTo("gRPC: needs HTTP/2");
  }

  // The JDK's client changes over to HTTP/2 at its first request, and so calls as gRPC does.
  @Test
  void grpcMessagesThatAreNone_areRefused() throws Exception {
    assertThat(client.send(HttpRequest.newBuilder(uri("/")).build(), BodyHandlers.ofString()))
        .extracting(HttpResponse::version)
        .isEqualTo(HttpClient.Version.HTTP_2);
    byte[] none = {};
    byte[] shortPrefix = {0, 0};
    byte[] cutShort = {0, 0, 0, 0, 9, 1};
    byte[] strange = {7, 0, 0, 0, 0};
    byte[] undeclared = {1, 0, 0, 0, 0};
    byte[] two = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    for (byte[] body : List.of(none, shortPrefix, cutShort, strange, undeclared, two)) {
      HttpResponse<byte[]> answer = postGrpc(body, "application/grpc+proto");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/grpc");
    }
    assertThat(collector.counts().refused()).isEqualTo(Map.of(Refusal.MALFORMED, 6L));
    assertThat(postGrpc(none, "application/grpc-web").statusCode()).isEqualTo(415);
    byte[] huge = {0, -1, -1, -1, -1, 1};
    postGrpc(huge, "application/grpc");
    assertThat(collector.counts().refused()).containsEntry(Refusal.TOO_LARGE, 1L);
    byte[] empty = {0, 0, 0, 0, 0};
    assertThat(postGrpc(empty, "application/grpc").body()).isEqualTo(empty);
    assertThat(inFlight.bytes()).isZero();
  }

  @Test
  void httpAndGrpcAtOnce_areTakenOnOnePort() throws Exception {
    HttpClient old = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 60)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> sent(old, i), THREADS))
            .toList();
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(200);
    }
    assertThat(stored())
        .extracting(SpanRecord::name)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 60).mapToObj(i -> "s" + i).toList());
  }

  private int sent(HttpClient old, int i) {
    ExportTraceServiceRequest spans = spans("s" + i);
    if (i % 3 == 0) {
      TraceServiceGrpc.newBlockingStub(channel).export(spans);
      return 200;
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri("/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(spans.toByteArray()))
            .build();
    HttpClient chosen = i % 3 == 1 ? old : client;
    return chosen.sendAsync(request, BodyHandlers.discarding()).join().statusCode();
  }

  @Test
  void percentEncoded_anyText_isPrintableAndBounded() {
    assertThat(OtlpGrpc.percentEncoded("a 100% \n\u00e9\ud83d\ude00\ud800"))
        .isEqualTo("a 100%25 %0A%C3%A9%F0%9F%98%80%3F");
    assertThat(OtlpGrpc.percentEncoded("\u0000".repeat(1_000_000))).hasSizeBetween(3_000, 3_012);
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
    return URI.create("http://127.0.0.1:" + http.number() + path);
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

  private HttpResponse<byte[]> postGrpc(byte[] body, String type) throws Exception {
    return post("/opentelemetry.proto.collector.trace.v1.TraceService/Export", type, body);
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
