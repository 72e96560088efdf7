package dev.assay.otel.wire;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.assay.core.json.Json;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer in the terms of HTTP and gRPC, in the request's encoding.
 *
 * <p>Over HTTP it is the status, content type and body, with {@code Retry-After} in whole seconds.
 * Over gRPC a good answer is its message's bytes; a refusal is the code and the message, and the
 * body in protobuf, a {@code google.rpc.Status}, goes into {@code grpc-status-details-bin}.
 *
 * @param httpStatus of HTTP
 * @param grpcCode of gRPC
 * @param encoding of the body
 * @param body the response, or a {@code google.rpc.Status}
 * @param message what a refusal says; empty if all was well
 * @param retryAfter how long to wait before another try; null if none is worthwhile
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way, never compared.
public record OtlpAnswer(
    int httpStatus,
    GrpcCode grpcCode,
    Encoding encoding,
    byte[] body,
    String message,
    @Nullable Duration retryAfter) {

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";
  private static final int LONGEST_MESSAGE = 2_000;

  /** Says what was taken: all of it, or how many records were not and why. */
  public static OtlpAnswer accepted(Encoding encoding, Decoded<?> decoded) {
    String message = decoded.message();
    long rejected = decoded.rejectedCount();
    byte[] body =
        encoding == Encoding.JSON
            ? json(decoded.signal(), rejected, message)
            : protobuf(decoded.signal(), rejected, message).toByteArray();
    return new OtlpAnswer(200, GrpcCode.OK, encoding, body, message == null ? "" : message, null);
  }

  /** Says why nothing was taken. Where another try may help, after a second. */
  public static OtlpAnswer refused(Encoding encoding, Refusal refusal, String message) {
    return refused(encoding, refusal, message, SOON);
  }

  /**
   * Says why nothing was taken.
   *
   * @param retryAfter how long to wait; left out unless {@link Refusal#retryable()}
   */
  public static OtlpAnswer refused(
      Encoding encoding, Refusal refusal, String message, Duration retryAfter) {
    String said =
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
    Duration wait = refusal.retryable() ? retryAfter : null;
    byte[] body =
        encoding == Encoding.JSON
            ? jsonStatus(refusal.grpcCode(), said, wait)
            : protobufStatus(refusal.grpcCode(), said, wait);
    return new OtlpAnswer(refusal.httpStatus(), refusal.grpcCode(), encoding, body, said, wait);
  }

  /** Says why nothing was taken. */
  public static OtlpAnswer refused(Encoding encoding, RefusedException refused) {
    return refused(encoding, refused.refusal(), refused.explanation());
  }

  /**
   * How many records another server says that it did not take; 0 if it says nothing of it.
   *
   * @param body of a good answer, in protobuf; whatever else it is counts as silence
   */
  public static long rejected(OtlpSignal signal, byte[] body) {
    try {
      long rejected =
          switch (signal) {
            case TRACES ->
                ExportTraceServiceResponse.parseFrom(body).getPartialSuccess().getRejectedSpans();
            case LOGS ->
                ExportLogsServiceResponse.parseFrom(body)
                    .getPartialSuccess()
                    .getRejectedLogRecords();
            case METRICS ->
                ExportMetricsServiceResponse.parseFrom(body)
                    .getPartialSuccess()
                    .getRejectedDataPoints();
          };
      return Math.max(0, rejected);
    } catch (InvalidProtocolBufferException e) {
      return 0;
    }
  }

  /** The value of {@code Retry-After}: whole seconds, at least one. Null if there is none. */
  public @Nullable Long retryAfterSeconds() {
    return retryAfter == null ? null : Math.max(1, retryAfter.plusMillis(999).toSeconds());
  }

  private static byte[] json(OtlpSignal signal, long rejected, @Nullable String message) {
    ObjectNode response = Json.object();
    if (message != null) {
      ObjectNode partial = response.putObject("partialSuccess");
      if (rejected > 0) {
        partial.put(signal.rejectedField(), Long.toString(rejected));
      }
      partial.put("errorMessage", message);
    }
    return Json.writeUtf8(response);
  }

  private static MessageLite protobuf(OtlpSignal signal, long rejected, @Nullable String message) {
    return switch (signal) {
      case TRACES -> {
        ExportTraceServiceResponse.Builder traces = ExportTraceServiceResponse.newBuilder();
        if (message != null) {
          traces.setPartialSuccess(
              ExportTracePartialSuccess.newBuilder()
                  .setRejectedSpans(rejected)
                  .setErrorMessage(message));
        }
        yield traces.build();
      }
      case LOGS -> {
        ExportLogsServiceResponse.Builder logs = ExportLogsServiceResponse.newBuilder();
        if (message != null) {
          logs.setPartialSuccess(
              ExportLogsPartialSuccess.newBuilder()
                  .setRejectedLogRecords(rejected)
                  .setErrorMessage(message));
        }
        yield logs.build();
      }
      case METRICS -> {
        ExportMetricsServiceResponse.Builder metrics = ExportMetricsServiceResponse.newBuilder();
        if (message != null) {
          metrics.setPartialSuccess(
              ExportMetricsPartialSuccess.newBuilder()
                  .setRejectedDataPoints(rejected)
                  .setErrorMessage(message));
        }
        yield metrics.build();
      }
    };
  }

  private static byte[] jsonStatus(GrpcCode code, String message, @Nullable Duration wait) {
    ObjectNode status = Json.object();
    status.put("code", code.number());
    status.put("message", message);
    if (wait != null) {
      ObjectNode detail = status.putArray("details").addObject();
      detail.put("@type", RETRY_INFO);
      detail.put("retryDelay", seconds(wait));
    }
    return Json.writeUtf8(status);
  }

  private static String seconds(Duration wait) {
    long millis = wait.toMillis();
    return millis % 1000 == 0
        ? millis / 1000 + "s"
        : BigDecimal.valueOf(millis, 3).toPlainString() + "s";
  }

  // google.rpc.Status is code = 1, message = 2, details = 3; RetryInfo is retry_delay = 1. Written
  // here, so as not to bring a jar of hundreds of messages for two.
  private static byte[] protobufStatus(GrpcCode code, String message, @Nullable Duration wait) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeInt32(1, code.number());
      out.writeString(2, message);
      if (wait != null) {
        out.writeMessage(3, retryInfo(wait));
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen in memory", e);
    }
    return bytes.toByteArray();
  }

  private static Any retryInfo(Duration wait) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeMessage(
        1,
        com.google.protobuf.Duration.newBuilder()
            .setSeconds(wait.getSeconds())
            .setNanos(wait.getNano())
            .build());
    out.flush();
    return Any.newBuilder()
        .setTypeUrl(RETRY_INFO)
        .setValue(ByteString.copyFrom(bytes.toByteArray()))
        .build();
  }
}
