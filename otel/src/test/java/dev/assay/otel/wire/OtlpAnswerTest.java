package dev.assay.otel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpAnswerTest {

  @ParameterizedTest
  @EnumSource
  void accepted_allFine_isTheEmptyResponse(OtlpSignal signal) {
    Decoded<Object> fine = new Decoded<>(signal, List.of(), Map.of(), Map.of(), null);
    OtlpAnswer protobuf = OtlpAnswer.accepted(Encoding.PROTOBUF, fine);
    assertThat(protobuf.body()).isEmpty();
    assertThat(protobuf.httpStatus()).isEqualTo(200);
    assertThat(protobuf.grpcCode().number()).isZero();
    assertThat(text(OtlpAnswer.accepted(Encoding.JSON, fine))).isEqualTo("{}");
  }

  @Test
  void accepted_someRejected_saysHowManyAndWhy() throws IOException {
    Map<Rejection, Long> three = Map.of(Rejection.TRACE_ID, 2L, Rejection.FUTURE, 1L);
    String why =
        "trace id missing, all zero or not 16 bytes (JSON: 32 hexadecimal digits) (2);"
            + " time too far in the future (1)";

    Decoded<Object> spans = decoded(OtlpSignal.TRACES, three);
    var traces =
        ExportTraceServiceResponse.parseFrom(OtlpAnswer.accepted(Encoding.PROTOBUF, spans).body());
    assertThat(traces.getPartialSuccess().getRejectedSpans()).isEqualTo(3);
    assertThat(traces.getPartialSuccess().getErrorMessage())
        .isEqualTo("rejected 3 of 3 spans: " + why);
    assertThat(text(OtlpAnswer.accepted(Encoding.JSON, spans)))
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"rejected 3 of 3 spans:"
                + " "
                + why
                + "\"}}");

    var logs =
        ExportLogsServiceResponse.parseFrom(
            OtlpAnswer.accepted(Encoding.PROTOBUF, decoded(OtlpSignal.LOGS, three)).body());
    assertThat(logs.getPartialSuccess().getRejectedLogRecords()).isEqualTo(3);
    assertThat(text(OtlpAnswer.accepted(Encoding.JSON, decoded(OtlpSignal.LOGS, three))))
        .contains("\"rejectedLogRecords\":\"3\"");

    var metrics =
        ExportMetricsServiceResponse.parseFrom(
            OtlpAnswer.accepted(Encoding.PROTOBUF, decoded(OtlpSignal.METRICS, three)).body());
    assertThat(metrics.getPartialSuccess().getRejectedDataPoints()).isEqualTo(3);
  }

  @Test
  void accepted_warning_rejectsNothing() {
    Decoded<Object> warned =
        new Decoded<>(OtlpSignal.TRACES, List.of(), Map.of(), Map.of(), "nothing read");
    assertThat(text(OtlpAnswer.accepted(Encoding.JSON, warned)))
        .isEqualTo("{\"partialSuccess\":{\"errorMessage\":\"nothing read\"}}");
  }

  @Test
  void refused_isAStatusInTheRequestsEncoding() throws IOException {
    RefusedException why = new RefusedException(Refusal.MALFORMED, "body: \u001b (expected: x)");
    OtlpAnswer json = OtlpAnswer.refused(Encoding.JSON, why);
    assertThat(json.httpStatus()).isEqualTo(400);
    assertThat(json.retryAfter()).isNull();
    assertThat(text(json)).isEqualTo("{\"code\":3,\"message\":\"body: \\u001B (expected: x)\"}");

    UnknownFieldSet status = status(OtlpAnswer.refused(Encoding.PROTOBUF, why));
    assertThat(status.getField(1).getVarintList()).containsExactly(3L);
    assertThat(status.getField(2).getLengthDelimitedList().get(0).toStringUtf8())
        .isEqualTo("body: \u001b (expected: x)");
    assertThat(status.hasField(3)).isFalse();
  }

  @Test
  void refused_whereARetryHelps_saysAfterWhatTime() throws IOException {
    Duration wait = Duration.ofMillis(2_500);
    OtlpAnswer answer =
        OtlpAnswer.refused(Encoding.PROTOBUF, Refusal.STORE_UNAVAILABLE, "disk full", wait);
    assertThat(answer.httpStatus()).isEqualTo(503);
    assertThat(answer.grpcCode()).isEqualTo(GrpcCode.RESOURCE_EXHAUSTED);
    assertThat(answer.retryAfterSeconds()).isEqualTo(3);

    UnknownFieldSet status = status(answer);
    Any detail = Any.parseFrom(status.getField(3).getLengthDelimitedList().get(0));
    assertThat(detail.getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
    UnknownFieldSet info = UnknownFieldSet.parseFrom(detail.getValue());
    var delay =
        com.google.protobuf.Duration.parseFrom(info.getField(1).getLengthDelimitedList().get(0));
    assertThat(delay.getSeconds()).isEqualTo(2);
    assertThat(delay.getNanos()).isEqualTo(500_000_000);

    assertThat(text(OtlpAnswer.refused(Encoding.JSON, Refusal.OVERLOADED, "later", wait)))
        .isEqualTo(
            "{\"code\":14,\"message\":\"later\",\"details\":[{\"@type\":"
                + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"2.500s\"}]}");
  }

  // OTLP 1.11: over HTTP these statuses and no others are repeated; over gRPC RESOURCE_EXHAUSTED
  // only with a RetryInfo.
  @ParameterizedTest
  @EnumSource
  void retryable_onlyWhereTheProtocolRepeats(Refusal refusal) {
    assertThat(Set.of(429, 502, 503, 504).contains(refusal.httpStatus()))
        .isEqualTo(refusal.retryable());
    OtlpAnswer answer = OtlpAnswer.refused(Encoding.PROTOBUF, refusal, "m");
    assertThat(answer.retryAfter() != null).isEqualTo(refusal.retryable());
    if (!refusal.retryable()) {
      assertThat(answer.grpcCode()).isNotEqualTo(GrpcCode.UNAVAILABLE);
    }
  }

  @Test
  void refused_longMessage_isCut() {
    OtlpAnswer answer = OtlpAnswer.refused(Encoding.JSON, Refusal.MALFORMED, "x".repeat(100_000));
    assertThat(answer.body().length).isLessThan(3_000);
  }

  private static Decoded<Object> decoded(OtlpSignal signal, Map<Rejection, Long> rejected) {
    return new Decoded<>(signal, List.of(), rejected, Map.of(), null);
  }

  private static UnknownFieldSet status(OtlpAnswer answer) throws IOException {
    return UnknownFieldSet.parseFrom(CodedInputStream.newInstance(answer.body()));
  }

  private static String text(OtlpAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
