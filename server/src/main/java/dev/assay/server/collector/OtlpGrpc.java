package dev.assay.server.collector;

import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.GrpcCode;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.OtlpSignal;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * OTLP's door over gRPC: the trace, logs and metrics services.
 *
 * <p>Messages pass through as bytes, so that they are read once, by the same reader as over HTTP.
 *
 * @since 0.1
 */
public final class OtlpGrpc {

  private static final String PACKAGE = "opentelemetry.proto.collector.";
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final Collector collector;

  /** Hands what comes to {@code collector}. */
  public OtlpGrpc(Collector collector) {
    this.collector = Objects.requireNonNull(collector, "collector");
  }

  /** The services, to be added to a server whose largest message is the collector's. */
  public List<BindableService> services() {
    return List.of(
        service("trace.v1.TraceService", OtlpSignal.TRACES),
        service("logs.v1.LogsService", OtlpSignal.LOGS),
        service("metrics.v1.MetricsService", OtlpSignal.METRICS));
  }

  private BindableService service(String name, OtlpSignal signal) {
    String service = PACKAGE + name;
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "Export"))
            .setRequestMarshaller(new Bytes())
            .setResponseMarshaller(new Bytes())
            .build();
    ServerServiceDefinition definition =
        ServerServiceDefinition.builder(service)
            .addMethod(
                export,
                ServerCalls.asyncUnaryCall((body, observer) -> export(signal, body, observer)))
            .build();
    return () -> definition;
  }

  private void export(OtlpSignal signal, byte[] body, StreamObserver<byte[]> observer) {
    collector
        .export(signal, Encoding.PROTOBUF, body)
        .thenAccept(answer -> answer(answer, observer))
        .exceptionally(
            failure -> {
              // Its caller went away: nobody is left to be told.
              return null;
            });
  }

  private static void answer(OtlpAnswer answer, StreamObserver<byte[]> observer) {
    if (answer.grpcCode() == GrpcCode.OK) {
      observer.onNext(answer.body());
      observer.onCompleted();
      return;
    }
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, answer.body());
    observer.onError(
        new StatusRuntimeException(
            Status.fromCodeValue(answer.grpcCode().number()).withDescription(answer.message()),
            trailers));
  }

  /** Leaves messages as they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot happen in memory", e);
      }
    }
  }
}
