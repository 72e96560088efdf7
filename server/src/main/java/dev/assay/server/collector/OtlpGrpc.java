package dev.assay.server.collector;

import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.GrpcCode;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import dev.assay.otel.wire.RequestBody;
import dev.assay.otel.wire.WireLimits;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * OTLP's door over gRPC: the trace, logs and metrics services, as paths of a server that speaks
 * HTTP/2, such as {@link Connections} makes.
 *
 * <p>Of gRPC this is what OTLP uses: unary calls, {@code gzip}, and {@code grpc-status} in the
 * trailers. A library would gather messages whole before it asks whether there is room for them;
 * here every piece is asked for first, by the same bounds as over HTTP. Source: "gRPC over HTTP2",
 * github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md.
 *
 * @since 0.1
 */
public final class OtlpGrpc {

  private static final String CONTENT_TYPE = "application/grpc";
  private static final int PREFIX = 5;
  private static final int HTTP_VERSION_NOT_SUPPORTED = 505;
  // Clients take some 8 KiB of headers, and drop the call if there are more.
  private static final int LONGEST_TRAILER = 3_000;

  private final ExportTaker taker;
  private final WireLimits limits;
  private final Consumer<Context> guard;

  /**
   * Hands what comes to {@code taker}.
   *
   * @param guard throws {@link RefusedException} where the caller may not send
   */
  public OtlpGrpc(ExportTaker taker, WireLimits limits, Consumer<Context> guard) {
    this.taker = Objects.requireNonNull(taker, "taker");
    this.limits = Objects.requireNonNull(limits, "limits");
    this.guard = Objects.requireNonNull(guard, "guard");
  }

  /** Adds the services. What else is called is not found, which gRPC takes for not implemented. */
  public void addTo(RoutesConfig routes) {
    for (OtlpSignal signal : OtlpSignal.values()) {
      routes.post(path(signal), context -> export(signal, context));
    }
  }

  private static String path(OtlpSignal signal) {
    String service =
        switch (signal) {
          case TRACES -> "trace.v1.TraceService";
          case LOGS -> "logs.v1.LogsService";
          case METRICS -> "metrics.v1.MetricsService";
        };
    return "/opentelemetry.proto.collector." + service + "/Export";
  }

  private void export(OtlpSignal signal, Context context) {
    if (!speaksGrpc(context) || !letIn(context)) {
      return;
    }
    InFlight.Admission admission = taker.inFlight().admit();
    boolean handed = false;
    try {
      byte[] body = message(context, admission);
      CompletableFuture<OtlpAnswer> answered =
          taker.export(signal, Encoding.PROTOBUF, body, admission);
      handed = true;
      context.future(() -> answered.thenAccept(answer -> answer(context, answer)));
    } catch (RefusedException e) {
      answer(context, taker.refuse(Encoding.PROTOBUF, e));
    } catch (IOException e) {
      answer(context, taker.refuse(Encoding.PROTOBUF, malformed("message: cut short", e)));
    } finally {
      if (!handed) {
        admission.close();
      }
    }
  }

  private boolean letIn(Context context) {
    try {
      guard.accept(context);
      return true;
    } catch (RefusedException e) {
      answer(context, OtlpAnswer.refused(Encoding.PROTOBUF, e));
      return false;
    }
  }

  private boolean speaksGrpc(Context context) {
    if (!context.req().getProtocol().startsWith("HTTP/2")) {
      context.status(HTTP_VERSION_NOT_SUPPORTED).result("gRPC: needs HTTP/2");
      return false;
    }
    String type = context.contentType();
    String given = type == null ? "" : type.toLowerCase(Locale.ROOT);
    if (!given.equals(CONTENT_TYPE)
        && !given.startsWith(CONTENT_TYPE + "+proto")
        && !given.startsWith(CONTENT_TYPE + ";")) {
      // To who does not speak gRPC, HTTP's status is the answer.
      String expected = "Content-Type: another (expected: " + CONTENT_TYPE + ")";
      RefusedException why = new RefusedException(Refusal.UNSUPPORTED_CONTENT_TYPE, expected);
      context.status(taker.refuse(Encoding.PROTOBUF, why).httpStatus()).result(expected);
      return false;
    }
    return true;
  }

  private byte[] message(Context context, InFlight.Admission admission) throws IOException {
    InputStream in = context.req().getInputStream();
    byte[] prefix = in.readNBytes(PREFIX);
    if (prefix.length == 0) {
      throw malformed("messages: none (expected: one)", null);
    }
    if (prefix.length < PREFIX) {
      throw new EOFException();
    }
    byte compressed = prefix[0];
    String encoding = context.header("grpc-encoding");
    if (compressed != 0 && (compressed != 1 || encoding == null)) {
      throw malformed("message: neither plain nor as grpc-encoding says", null);
    }
    long length = Integer.toUnsignedLong(ByteBuffer.wrap(prefix).getInt(1));
    byte[] body =
        RequestBody.read(
            new Exactly(in, length),
            length,
            compressed == 1 ? encoding : null,
            limits,
            admission::hold);
    if (in.read() >= 0) {
      throw malformed("messages: several (expected: one)", null);
    }
    return body;
  }

  private static RefusedException malformed(String message, @Nullable Throwable cause) {
    return new RefusedException(Refusal.MALFORMED, message, cause);
  }

  private static void answer(Context context, OtlpAnswer answer) {
    Map<String, String> trailers = new LinkedHashMap<>();
    trailers.put("grpc-status", Integer.toString(answer.grpcCode().number()));
    byte[] message = {};
    if (answer.grpcCode() == GrpcCode.OK) {
      message =
          ByteBuffer.allocate(PREFIX + answer.body().length)
              .put((byte) 0)
              .putInt(answer.body().length)
              .put(answer.body())
              .array();
    } else {
      trailers.put("grpc-message", percentEncoded(answer.message()));
      String details = Base64.getEncoder().withoutPadding().encodeToString(answer.body());
      if (details.length() <= LONGEST_TRAILER) {
        trailers.put("grpc-status-details-bin", details);
      }
    }
    context.status(200).contentType(CONTENT_TYPE);
    context.header("grpc-accept-encoding", "identity,gzip");
    context.res().setTrailerFields(() -> trailers);
    context.result(message);
  }

  /** Printable ASCII as it is, all else as %XX of its UTF-8; cut where it becomes long. */
  static String percentEncoded(String message) {
    StringBuilder encoded = new StringBuilder();
    int at = 0;
    while (at < message.length() && encoded.length() < LONGEST_TRAILER) {
      int point = message.codePointAt(at);
      at += Character.charCount(point);
      if (point >= ' ' && point <= '~' && point != '%') {
        encoded.append((char) point);
        continue;
      }
      for (byte part : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
        encoded.append(String.format(Locale.ROOT, "%%%02X", part & 0xFF));
      }
    }
    return encoded.toString();
  }

  /** So many bytes of another stream, whose end before them is a failure. */
  private static final class Exactly extends InputStream {

    private final InputStream in;
    private long left;

    Exactly(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(bytes, from, (int) Math.min(most, left));
      if (read < 0) {
        throw new EOFException();
      }
      left -= read;
      return read;
    }
  }
}
