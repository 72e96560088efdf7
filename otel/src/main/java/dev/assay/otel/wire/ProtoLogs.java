package dev.assay.otel.wire;

import com.google.protobuf.CodedInputStream;
import dev.assay.otel.record.LogEntry;
import dev.assay.otel.record.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads log records from protobuf. */
final class ProtoLogs implements ProtoExport.RecordReader {

  private static final int TIME = 1 << 3 | 1;
  private static final int SEVERITY = 2 << 3;
  private static final int BODY = 5 << 3 | 2;
  private static final int ATTRIBUTE = 6 << 3 | 2;
  private static final int DROPPED_ATTRIBUTES = 7 << 3;
  private static final int TRACE_ID = 9 << 3 | 2;
  private static final int SPAN_ID = 10 << 3 | 2;
  private static final int OBSERVED_TIME = 11 << 3 | 1;
  private static final int EVENT_NAME = 12 << 3 | 2;

  private final ProtoValues values;
  private final Intake intake;
  private final LogDraft draft;
  private final List<LogEntry> entries = new ArrayList<>();

  ProtoLogs(ProtoValues values, Intake intake) {
    this.values = values;
    this.intake = intake;
    this.draft = new LogDraft(intake);
  }

  List<LogEntry> entries() {
    return entries;
  }

  @Override
  public void read(CodedInputStream in, int base, Origin origin) throws IOException {
    draft.clear();
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case TIME -> draft.timeNanos = in.readFixed64();
        case SEVERITY -> draft.severity(in.readEnum());
        case BODY -> body(in, base);
        case ATTRIBUTE -> values.attribute(in, base, draft.attributes);
        case DROPPED_ATTRIBUTES -> draft.attributes.dropped(in.readUInt32());
        case TRACE_ID -> draft.traceId = values.id(in, base, Ids.TRACE_BYTES);
        case SPAN_ID -> draft.spanId = values.id(in, base, Ids.SPAN_BYTES);
        case OBSERVED_TIME -> draft.observedNanos = in.readFixed64();
        case EVENT_NAME -> draft.eventName = values.boundedText(in, base, draft.attributes);
        default -> {
          if (Misdirected.isNoLog(tag)) {
            throw new BadRecordException(Rejection.MALFORMED);
          }
          ProtoTags.skip(in, tag);
        }
      }
    }
    entries.add(draft.build(origin));
  }

  private void body(CodedInputStream in, int base) throws IOException {
    if (!intake.allowance().startValue()) {
      ProtoTags.skipBytes(in);
      draft.bodyShortened = true;
      return;
    }
    draft.body = values.value(in, base);
    draft.bodyShortened = intake.allowance().endValue();
  }
}
