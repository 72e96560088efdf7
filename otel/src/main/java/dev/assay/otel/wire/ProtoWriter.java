package dev.assay.otel.wire;

import com.google.protobuf.ByteString;
import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records into protobuf messages. */
final class ProtoWriter {

  private static final HexFormat HEX = HexFormat.of();

  private ProtoWriter() {}

  static ExportTraceServiceRequest traces(List<SpanRecord> spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    ResourceSpans.Builder resource = null;
    ScopeSpans.Builder scope = null;
    Origin last = null;
    for (SpanRecord span : spans) {
      Origin origin = span.origin();
      if (resource == null || last == null || !origin.resource().equals(last.resource())) {
        resource = request.addResourceSpansBuilder().setResource(resource(origin.resource()));
        scope = null;
      }
      if (scope == null || !origin.equals(last)) {
        scope =
            resource
                .addScopeSpansBuilder()
                .setScope(scope(origin))
                .setSchemaUrl(origin.schemaUrl());
      }
      scope.addSpans(span(span));
      last = origin;
    }
    return request.build();
  }

  static ExportLogsServiceRequest logs(List<LogEntry> entries) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    ResourceLogs.Builder resource = null;
    ScopeLogs.Builder scope = null;
    Origin last = null;
    for (LogEntry entry : entries) {
      Origin origin = entry.origin();
      if (resource == null || last == null || !origin.resource().equals(last.resource())) {
        resource = request.addResourceLogsBuilder().setResource(resource(origin.resource()));
        scope = null;
      }
      if (scope == null || !origin.equals(last)) {
        scope =
            resource.addScopeLogsBuilder().setScope(scope(origin)).setSchemaUrl(origin.schemaUrl());
      }
      scope.addLogRecords(entry(entry));
      last = origin;
    }
    return request.build();
  }

  private static Resource resource(Attributes attributes) {
    Resource.Builder resource =
        Resource.newBuilder().setDroppedAttributesCount(attributes.dropped());
    attributes.values().forEach((key, value) -> resource.addAttributes(pair(key, value)));
    return resource.build();
  }

  private static InstrumentationScope scope(Origin origin) {
    return InstrumentationScope.newBuilder()
        .setName(origin.scope())
        .setVersion(origin.scopeVersion())
        .build();
  }

  private static Span span(SpanRecord record) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(id(record.traceId()))
            .setSpanId(id(record.spanId()))
            .setParentSpanId(id(record.parentSpanId()))
            .setName(record.name())
            .setKindValue(record.kind())
            .setStartTimeUnixNano(record.startNanos())
            .setEndTimeUnixNano(record.endNanos())
            .setDroppedAttributesCount(record.attributes().dropped())
            .setDroppedEventsCount(record.dropped());
    if (record.status() != 0 || !record.statusMessage().isEmpty()) {
      span.setStatus(
          Status.newBuilder().setCodeValue(record.status()).setMessage(record.statusMessage()));
    }
    record.attributes().values().forEach((key, value) -> span.addAttributes(pair(key, value)));
    record.events().forEach(event -> span.addEvents(event(event)));
    record.links().forEach(link -> span.addLinks(link(link)));
    return span.build();
  }

  private static Span.Event event(SpanRecord.Event record) {
    Span.Event.Builder event =
        Span.Event.newBuilder()
            .setName(record.name())
            .setTimeUnixNano(record.timeNanos())
            .setDroppedAttributesCount(record.attributes().dropped());
    record.attributes().values().forEach((key, value) -> event.addAttributes(pair(key, value)));
    return event.build();
  }

  private static Span.Link link(SpanRecord.Link record) {
    Span.Link.Builder link =
        Span.Link.newBuilder()
            .setTraceId(id(record.traceId()))
            .setSpanId(id(record.spanId()))
            .setDroppedAttributesCount(record.attributes().dropped());
    record.attributes().values().forEach((key, value) -> link.addAttributes(pair(key, value)));
    return link.build();
  }

  private static LogRecord entry(LogEntry entry) {
    LogRecord.Builder record =
        LogRecord.newBuilder()
            .setTraceId(id(entry.traceId()))
            .setSpanId(id(entry.spanId()))
            .setEventName(entry.eventName())
            .setTimeUnixNano(entry.timeNanos())
            .setObservedTimeUnixNano(entry.timeNanos())
            .setSeverityNumber(severity(entry.severity()))
            .setDroppedAttributesCount(entry.attributes().dropped());
    if (entry.body() != null) {
      record.setBody(value(entry.body()));
    }
    entry.attributes().values().forEach((key, value) -> record.addAttributes(pair(key, value)));
    return record.build();
  }

  private static SeverityNumber severity(int number) {
    SeverityNumber severity = SeverityNumber.forNumber(number);
    return severity == null ? SeverityNumber.SEVERITY_NUMBER_UNSPECIFIED : severity;
  }

  private static ByteString id(@Nullable String digits) {
    return digits == null ? ByteString.EMPTY : ByteString.copyFrom(HEX.parseHex(digits));
  }

  private static KeyValue pair(String key, @Nullable Object value) {
    return KeyValue.newBuilder().setKey(key).setValue(value(value)).build();
  }

  private static AnyValue value(@Nullable Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    if (value instanceof String text) {
      any.setStringValue(text);
    } else if (value instanceof Boolean bool) {
      any.setBoolValue(bool);
    } else if (value instanceof Long number) {
      any.setIntValue(number);
    } else if (value instanceof Double number) {
      any.setDoubleValue(number);
    } else if (value instanceof byte[] bytes) {
      any.setBytesValue(ByteString.copyFrom(bytes));
    } else if (value instanceof List<?> items) {
      ArrayValue.Builder array = ArrayValue.newBuilder();
      items.forEach(item -> array.addValues(value(item)));
      any.setArrayValue(array);
    } else if (value instanceof Map<?, ?> map) {
      KeyValueList.Builder pairs = KeyValueList.newBuilder();
      map.forEach((key, item) -> pairs.addValues(pair(String.valueOf(key), item)));
      any.setKvlistValue(pairs);
    }
    return any.build();
  }
}
