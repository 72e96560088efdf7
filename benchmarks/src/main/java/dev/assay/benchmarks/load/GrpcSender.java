package dev.assay.benchmarks.load;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** OTLP over gRPC; messages pass through as bytes. */
final class GrpcSender implements Sender {

  private static final int LARGEST = 64 << 20;
  private static final long TIMEOUT_SECONDS = 10;
  private static final MethodDescriptor<byte[], byte[]> EXPORT =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("opentelemetry.proto.collector.trace.v1.TraceService/Export")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();

  private final ManagedChannel channel;
  private final Channel door;
  private final boolean gzip;

  GrpcSender(LoadOptions options) {
    gzip = options.gzip();
    Metadata headers = new Metadata();
    String header = options.header();
    if (header != null) {
      int colon = header.indexOf(':');
      headers.put(
          Metadata.Key.of(header.substring(0, colon).strip(), Metadata.ASCII_STRING_MARSHALLER),
          header.substring(colon + 1).strip());
    }
    channel =
        NettyChannelBuilder.forAddress(options.url().getHost(), options.url().getPort())
            .usePlaintext()
            .maxInboundMessageSize(LARGEST)
            .build();
    door =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public Answer send(byte[] body, int length) {
    CallOptions call = CallOptions.DEFAULT.withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(
              door,
              EXPORT,
              gzip ? call.withCompression("gzip") : call,
              Arrays.copyOf(body, length));
      return new Answer(true, "OK", HttpSender.rejected(answer), 0);
    } catch (StatusRuntimeException e) {
      return Answer.failed(Status.fromThrowable(e).getCode().name());
    } catch (IOException e) {
      return Answer.failed("an answer that is none");
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
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
