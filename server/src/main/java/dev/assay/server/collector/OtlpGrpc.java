package dev.assay.server.collector;

import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.GrpcCode;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import io.grpc.BindableService;
import io.grpc.KnownLength;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    MethodDescriptor<Message, byte[]> export =
        MethodDescriptor.<Message, byte[]>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(service, "Export"))
            .setRequestMarshaller(new Messages(collector.inFlight()))
            .setResponseMarshaller(new Bytes())
            .build();
    ServerServiceDefinition definition =
        ServerServiceDefinition.builder(service)
            .addMethod(
                export,
                (call, headers) -> {
                  // One more than there may be, to see that there is no other.
                  call.request(2);
                  return new Exchange(collector, signal, call);
                })
            .build();
    return () -> definition;
  }

  /**
   * A message, or why it was not read.
   *
   * @param body null if it was refused
   * @param admission holds the body's bytes
   * @param refused why there is no body
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes on their way, never compared.
  private record Message(
      byte @Nullable [] body, InFlight.Admission admission, @Nullable RefusedException refused) {}

  /** One call: what is held for its message is let go of however it ends. */
  private static final class Exchange extends ServerCall.Listener<Message> {

    private final Collector collector;
    private final OtlpSignal signal;
    private final ServerCall<Message, byte[]> call;
    private @Nullable Message message;
    private boolean over;

    Exchange(Collector collector, OtlpSignal signal, ServerCall<Message, byte[]> call) {
      this.collector = collector;
      this.signal = signal;
      this.call = call;
    }

    @Override
    public void onMessage(Message next) {
      if (message != null || over) {
        next.admission().close();
        close(Status.INTERNAL.withDescription("messages: several (expected: one)"));
        return;
      }
      message = next;
    }

    @Override
    public void onHalfClose() {
      Message whole = message;
      if (over) {
        return;
      }
      if (whole == null) {
        close(Status.INTERNAL.withDescription("messages: none (expected: one)"));
        return;
      }
      over = true;
      byte[] body = whole.body();
      if (body == null) {
        RefusedException why =
            whole.refused() == null
                ? new RefusedException(Refusal.INTERNAL, "the export could not be read")
                : whole.refused();
        answer(collector.refuse(Encoding.PROTOBUF, why));
        return;
      }
      collector
          .export(signal, Encoding.PROTOBUF, body, whole.admission())
          .thenAccept(this::answer)
          .exceptionally(
              failure -> {
                // Its caller went away: nobody is left to be told.
                return null;
              });
    }

    @Override
    public void onCancel() {
      release();
    }

    private void close(Status status) {
      release();
      if (!over) {
        over = true;
        call.close(status, new Metadata());
      }
    }

    // What was handed over is let go of by whoever took it.
    private void release() {
      if (message != null && !over) {
        message.admission().close();
      }
    }

    private void answer(OtlpAnswer answer) {
      if (answer.grpcCode() == GrpcCode.OK) {
        call.sendHeaders(new Metadata());
        call.sendMessage(answer.body());
        call.close(Status.OK, new Metadata());
        return;
      }
      Metadata trailers = new Metadata();
      trailers.put(DETAILS, answer.body());
      call.close(
          Status.fromCodeValue(answer.grpcCode().number()).withDescription(answer.message()),
          trailers);
    }
  }

  /** Reads messages as bytes, holding what they take. */
  private static final class Messages implements MethodDescriptor.Marshaller<Message> {

    private static final int CHUNK = 8_192;

    private final InFlight inFlight;

    Messages(InFlight inFlight) {
      this.inFlight = inFlight;
    }

    @Override
    public InputStream stream(Message value) {
      return new ByteArrayInputStream(value.body() == null ? new byte[0] : value.body());
    }

    @Override
    public Message parse(InputStream stream) {
      InFlight.Admission admission = inFlight.admit();
      try {
        return new Message(read(stream, admission), admission, null);
      } catch (RefusedException e) {
        admission.close();
        return new Message(null, admission, e);
      } catch (IOException e) {
        admission.close();
        throw new UncheckedIOException("cannot happen in memory", e);
      } catch (RuntimeException e) {
        // Too large after decompression, which gRPC itself answers.
        admission.close();
        throw e;
      }
    }

    private static byte[] read(InputStream stream, InFlight.Admission admission)
        throws IOException {
      int known = stream instanceof KnownLength ? stream.available() : CHUNK;
      admission.hold(known);
      byte[] bytes = new byte[known + 1];
      int length = 0;
      while (true) {
        int read = stream.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return Arrays.copyOf(bytes, length);
        }
        length += read;
        if (length == bytes.length) {
          admission.hold(2L * length);
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
      }
    }
  }

  /** Leaves answers as they are. */
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
