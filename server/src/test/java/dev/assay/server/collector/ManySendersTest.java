package dev.assay.server.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.WireLimits;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.javalin.Javalin;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server in a process of its own that ends when its memory does. */
@Timeout(180)
class ManySendersTest {

  // An eighth of what is usual: 64 MiB in 512 MiB of heap.
  private static final int BODY = 8 << 20;
  private static final String HEAP = "-Xmx64m";
  private static final int SENDERS = 48;

  @TempDir private Path folder;

  /** Serves on any port, which it prints, until killed. */
  static final class Served {

    private Served() {}

    public static void main(String[] args) {
      WireLimits limits = WireLimits.withDefaults().withBodyBytes(BODY);
      Collector collector =
          new Collector(
              Journal.open(Path.of(args[0]), JournalSettings.DEFAULT, Position.START),
              OtlpDecoder.withLimits(limits),
              IntakeFilter.NONE,
              Clock.systemUTC());
      Javalin server =
          Javalin.create(
                  config -> {
                    Connections.listen(config.jetty, "127.0.0.1", 0, true);
                    new OtlpGrpc(collector, limits, context -> {}).addTo(config.routes);
                  })
              .start();
      System.out.println("port " + server.port());
    }
  }

  @Test
  void largestMessagesFromManyAtOnce_areTakenOrToldToComeBack() throws Exception {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Served.class.getName(),
                folder.resolve("journal").toString())
            .redirectError(errors.toFile())
            .start();
    try {
      int port = port(process);
      readOut(process);
      Map<Status.Code, Integer> answers = sendAll(port);
      assertThat(process.isAlive()).as(Files.readString(errors)).isTrue();
      assertThat(Files.readString(errors)).doesNotContain("OutOfMemory");
      assertThat(answers.keySet())
          .isSubsetOf(Status.Code.OK, Status.Code.UNAVAILABLE, Status.Code.RESOURCE_EXHAUSTED);
      assertThat(answers.get(Status.Code.OK)).isPositive();
      assertThat(send(port, 1_000)).isEqualTo(Status.Code.OK);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  // Or it waits to say what nobody hears.
  private static void readOut(Process process) {
    Thread reader =
        new Thread(
            () -> {
              try {
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
              } catch (IOException ignored) {
                // It has ended.
              }
            });
    reader.setDaemon(true);
    reader.start();
  }

  private static int port(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("port ")) {
        return Integer.parseInt(line.substring(5));
      }
    }
    throw new IOException("the server ended before it served");
  }

  private static Map<Status.Code, Integer> sendAll(int port) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    try {
      List<Future<Status.Code>> sent = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        sent.add(threads.submit(() -> send(port, BODY - 1_000)));
      }
      Map<Status.Code, Integer> answers = new EnumMap<>(Status.Code.class);
      for (Future<Status.Code> each : sent) {
        answers.merge(each.get(), 1, Integer::sum);
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Status.Code send(int port, int bytes) throws InterruptedException {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      TraceServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(120, TimeUnit.SECONDS)
          .export(span(bytes));
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  // Many attributes, so that there is something to decode.
  private static ExportTraceServiceRequest span(int bytes) {
    long now = Instant.now().getEpochSecond() * 1_000_000_000L;
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    KeyValue text =
        KeyValue.newBuilder()
            .setKey("text")
            .setValue(AnyValue.newBuilder().setStringValue("x".repeat(10_000)))
            .build();
    for (int size = 0; size < bytes; size += 10_200) {
      spans.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(new byte[16]).substring(1).concat(ONE))
              .setSpanId(ByteString.copyFrom(new byte[7]).concat(ONE))
              .setName("chat")
              .setStartTimeUnixNano(now)
              .setEndTimeUnixNano(now)
              .addAttributes(text));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
        .build();
  }

  private static final ByteString ONE = ByteString.copyFrom(new byte[] {1});
}
