package dev.assay.otel.wire;

import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads log records from JSON. */
final class JsonLogs implements JsonExport.Records<LogEntry> {

  private static final Map<String, Integer> SEVERITIES = severities();

  private final JsonInput in;
  private final Intake intake;
  private final JsonValues values;
  private final LogDraft draft;
  private final List<LogEntry> entries = new ArrayList<>();

  JsonLogs(JsonInput in, Intake intake) {
    this.in = in;
    this.intake = intake;
    this.values = new JsonValues(in, intake);
    this.draft = new LogDraft(intake);
  }

  private static Map<String, Integer> severities() {
    Map<String, Integer> severities = new HashMap<>();
    severities.put("SEVERITY_NUMBER_UNSPECIFIED", 0);
    int number = 1;
    for (String level : List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")) {
      for (String step : List.of("", "2", "3", "4")) {
        severities.put("SEVERITY_NUMBER_" + level + step, number++);
      }
    }
    return Map.copyOf(severities);
  }

  @Override
  public List<LogEntry> all() {
    return entries;
  }

  @Override
  public void read(Origin origin) {
    draft.clear();
    String name;
    while ((name = in.nextField()) != null) {
      field(name);
    }
    entries.add(draft.build(origin));
  }

  private void field(String name) {
    switch (name) {
      case "timeUnixNano", "time_unix_nano" -> draft.timeNanos = in.nanos();
      case "observedTimeUnixNano", "observed_time_unix_nano" -> draft.observedNanos = in.nanos();
      case "severityNumber", "severity_number" -> draft.severity(in.number(SEVERITIES));
      case "body" -> body();
      case "attributes" -> values.attributes(draft.attributes);
      case "droppedAttributesCount", "dropped_attributes_count" ->
          draft.attributes.dropped(in.count());
      case "traceId", "trace_id" -> draft.traceId = in.id(Ids.TRACE_BYTES);
      case "spanId", "span_id" -> draft.spanId = in.id(Ids.SPAN_BYTES);
      case "eventName", "event_name" -> draft.eventName = values.boundedText(draft.attributes);
      default -> in.skip();
    }
  }

  private void body() {
    if (!intake.allowance().startValue()) {
      in.skip();
      draft.bodyShortened = true;
      return;
    }
    draft.body = values.value();
    draft.bodyShortened = intake.allowance().endValue();
  }

  @Override
  public void rename(int from, UnaryOperator<Origin> origin) {
    entries
        .subList(from, entries.size())
        .replaceAll(
            entry ->
                new LogEntry(
                    origin.apply(entry.origin()),
                    entry.traceId(),
                    entry.spanId(),
                    entry.eventName(),
                    entry.timeNanos(),
                    entry.severity(),
                    entry.body(),
                    entry.attributes()));
  }
}
