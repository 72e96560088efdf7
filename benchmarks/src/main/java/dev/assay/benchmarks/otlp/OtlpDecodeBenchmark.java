package dev.assay.benchmarks.otlp;

import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Decoded;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpDecoder;
import dev.assay.otel.wire.OtlpEncoder;
import dev.assay.otel.wire.RequestBody;
import dev.assay.otel.wire.WireLimits;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One span of 1.2 KB out of a request of 512, as SDKs send them; one thread. Samples, whose median
 * hears little of what else the machine does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
@OperationsPerInvocation(OtlpDecodeBenchmark.SPANS)
public class OtlpDecodeBenchmark {

  static final int SPANS = 512;

  private static final Instant NOW = Instant.ofEpochSecond(1_788_000_010L);

  private final OtlpDecoder decoder = OtlpDecoder.withDefaults();
  private byte[] protobuf = new byte[0];
  private byte[] gzip = new byte[0];
  private byte[] json = new byte[0];

  /** Writes the request in every form. */
  @Setup
  public void write() throws IOException {
    List<SpanRecord> spans = ChatSpans.draw(SPANS, 7);
    protobuf = OtlpEncoder.traces(spans, Encoding.PROTOBUF);
    json = OtlpEncoder.traces(spans, Encoding.JSON);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(protobuf);
    }
    gzip = bytes.toByteArray();
    int size = protobuf.length / SPANS;
    if (size < 1_100 || size > 1_300) {
      throw new IllegalStateException("span: " + size + " bytes (expected: 1,200)");
    }
  }

  /** Protobuf into records. */
  @Benchmark
  public Decoded<SpanRecord> protobuf() {
    return decoder.traces(protobuf, Encoding.PROTOBUF, NOW);
  }

  /** JSON into records. */
  @Benchmark
  public Decoded<SpanRecord> json() {
    return decoder.traces(json, Encoding.JSON, NOW);
  }

  /** Compressed protobuf into records. */
  @Benchmark
  public Decoded<SpanRecord> gzipProtobuf() {
    byte[] body = RequestBody.decompress(gzip, "gzip", WireLimits.withDefaults());
    return decoder.traces(body, Encoding.PROTOBUF, NOW);
  }

  /** For comparison: protobuf into OpenTelemetry's generated classes, no record made of them. */
  @Benchmark
  public ExportTraceServiceRequest generatedClasses() throws IOException {
    return ExportTraceServiceRequest.parseFrom(protobuf);
  }
}
