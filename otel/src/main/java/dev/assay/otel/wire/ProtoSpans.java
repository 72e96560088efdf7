package dev.assay.otel.wire;

import com.google.protobuf.CodedInputStream;
import dev.assay.otel.record.Origin;
import dev.assay.otel.record.SpanRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads spans from protobuf. */
final class ProtoSpans implements ProtoExport.RecordReader {

  private static final int TRACE_ID = 1 << 3 | 2;
  private static final int SPAN_ID = 2 << 3 | 2;
  private static final int PARENT_SPAN_ID = 4 << 3 | 2;
  private static final int NAME = 5 << 3 | 2;
  private static final int KIND = 6 << 3;
  private static final int START = 7 << 3 | 1;
  private static final int END = 8 << 3 | 1;
  private static final int ATTRIBUTE = 9 << 3 | 2;
  private static final int DROPPED_ATTRIBUTES = 10 << 3;
  private static final int EVENT = 11 << 3 | 2;
  private static final int DROPPED_EVENTS = 12 << 3;
  private static final int LINK = 13 << 3 | 2;
  private static final int DROPPED_LINKS = 14 << 3;
  private static final int STATUS = 15 << 3 | 2;

  private static final int STATUS_MESSAGE = 2 << 3 | 2;
  private static final int STATUS_CODE = 3 << 3;

  private static final int EVENT_TIME = 1 << 3 | 1;
  private static final int EVENT_NAME = 2 << 3 | 2;
  private static final int EVENT_ATTRIBUTE = 3 << 3 | 2;
  private static final int EVENT_DROPPED = 4 << 3;

  private static final int LINK_TRACE_ID = 1 << 3 | 2;
  private static final int LINK_SPAN_ID = 2 << 3 | 2;
  private static final int LINK_ATTRIBUTE = 4 << 3 | 2;
  private static final int LINK_DROPPED = 5 << 3;

  private final ProtoValues values;
  private final SpanDraft draft;
  private final List<SpanRecord> spans = new ArrayList<>();

  ProtoSpans(ProtoValues values, Intake intake) {
    this.values = values;
    this.draft = new SpanDraft(intake);
  }

  List<SpanRecord> spans() {
    return spans;
  }

  @Override
  public void read(CodedInputStream in, int base, Origin origin) throws IOException {
    draft.clear();
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case TRACE_ID -> draft.traceId = values.id(in, base, Ids.TRACE_BYTES);
        case SPAN_ID -> draft.spanId = values.id(in, base, Ids.SPAN_BYTES);
        case PARENT_SPAN_ID -> draft.parentSpanId = values.id(in, base, Ids.SPAN_BYTES);
        case NAME -> draft.name = values.boundedText(in, base, draft.attributes);
        case KIND -> draft.kind(in.readEnum());
        case START -> draft.startNanos = in.readFixed64();
        case END -> draft.endNanos = in.readFixed64();
        case ATTRIBUTE -> values.attribute(in, base, draft.attributes);
        case DROPPED_ATTRIBUTES -> draft.attributes.dropped(in.readUInt32());
        case EVENT -> event(in, base);
        case LINK -> link(in, base);
        case DROPPED_EVENTS, DROPPED_LINKS -> draft.dropped(in.readUInt32());
        case STATUS -> status(in, base);
        default -> ProtoTags.skip(in, tag);
      }
    }
    spans.add(draft.build(origin));
  }

  private void event(CodedInputStream in, int base) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    String name = "";
    long time = 0;
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case EVENT_TIME -> time = in.readFixed64();
        case EVENT_NAME -> name = values.boundedText(in, base, draft.inner);
        case EVENT_ATTRIBUTE -> values.attribute(in, base, draft.inner);
        case EVENT_DROPPED -> draft.inner.dropped(in.readUInt32());
        default -> ProtoTags.skip(in, tag);
      }
    }
    in.popLimit(outer);
    draft.event(name, time, draft.inner.take());
  }

  private void link(CodedInputStream in, int base) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    @Nullable String traceId = null;
    @Nullable String spanId = null;
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case LINK_TRACE_ID -> traceId = values.id(in, base, Ids.TRACE_BYTES);
        case LINK_SPAN_ID -> spanId = values.id(in, base, Ids.SPAN_BYTES);
        case LINK_ATTRIBUTE -> values.attribute(in, base, draft.inner);
        case LINK_DROPPED -> draft.inner.dropped(in.readUInt32());
        default -> ProtoTags.skip(in, tag);
      }
    }
    in.popLimit(outer);
    draft.link(traceId, spanId, draft.inner.take());
  }

  private void status(CodedInputStream in, int base) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case STATUS_MESSAGE -> draft.statusMessage = values.boundedText(in, base, draft.attributes);
        case STATUS_CODE -> draft.status(in.readEnum());
        default -> ProtoTags.skip(in, tag);
      }
    }
    in.popLimit(outer);
  }
}
