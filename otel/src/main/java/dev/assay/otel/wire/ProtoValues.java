package dev.assay.otel.wire;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts, ids, values and attributes from protobuf. Streams must start at {@code base} in the
 * request's bytes, so that texts are decoded from those without a copy.
 */
final class ProtoValues {

  private static final int KEY = 1 << 3 | 2;
  private static final int VALUE = 2 << 3 | 2;

  private static final int STRING = 1 << 3 | 2;
  private static final int BOOL = 2 << 3;
  private static final int INT = 3 << 3;
  private static final int DOUBLE = 4 << 3 | 1;
  private static final int ARRAY = 5 << 3 | 2;
  private static final int LIST = 6 << 3 | 2;
  private static final int BYTES = 7 << 3 | 2;
  private static final int ITEM = 1 << 3 | 2;

  private final byte[] bytes;
  private final Intake intake;
  private final AttributeKey nameless;

  ProtoValues(byte[] bytes, Intake intake) {
    this.bytes = bytes;
    this.intake = intake;
    this.nameless = intake.keys().of("");
  }

  String text(CodedInputStream in, int base) throws IOException {
    int length = ProtoTags.skipBytes(in);
    int at = base + in.getTotalBytesRead() - length;
    return length == 0 ? "" : Utf8.decode(bytes, at, length);
  }

  /** A text that counts against what the record may hold. */
  String boundedText(CodedInputStream in, int base, AttributesDraft whole) throws IOException {
    return intake.bounded(text(in, base), whole);
  }

  @Nullable String id(CodedInputStream in, int base, int expected) throws IOException {
    int length = ProtoTags.skipBytes(in);
    int at = base + in.getTotalBytesRead() - length;
    return Ids.of(bytes, at, length, expected);
  }

  /** Reads a {@code KeyValue}, its length first, into {@code into}. */
  void attribute(CodedInputStream in, int base, AttributesDraft into) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    keyAndValue(in, base, into);
    in.popLimit(outer);
  }

  /** Reads the fields of a {@code KeyValue}, up to the end of the stream, into {@code into}. */
  void keyAndValue(CodedInputStream in, int base, AttributesDraft into) throws IOException {
    if (!intake.allowance().startValue()) {
      in.skipRawBytes(in.getBytesUntilLimit());
      into.drop();
      return;
    }
    AttributeKey key = nameless;
    Object value = null;
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case KEY -> key = key(in, base);
        case VALUE -> value = value(in, base, 1);
        default -> ProtoTags.skip(in, tag);
      }
    }
    into.put(key, value, intake.allowance().endValue());
  }

  private AttributeKey key(CodedInputStream in, int base) throws IOException {
    int length = ProtoTags.skipBytes(in);
    int at = base + in.getTotalBytesRead() - length;
    return intake.keys().of(bytes, at, length);
  }

  /** A value outside attributes, such as a body. */
  @Nullable Object value(CodedInputStream in, int base) throws IOException {
    return value(in, base, 1);
  }

  private @Nullable Object value(CodedInputStream in, int base, int depth) throws IOException {
    if (depth > intake.limits().depth()) {
      throw new BadRecordException(Rejection.TOO_DEEP);
    }
    int outer = in.pushLimit(in.readRawVarint32());
    Object value = null;
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case STRING -> value = intake.allowance().text(text(in, base));
        case BOOL -> value = in.readBool();
        case INT -> value = in.readInt64();
        case DOUBLE -> value = finite(in.readDouble());
        case ARRAY -> value = array(in, base, depth + 1);
        case LIST -> value = map(in, base, depth + 1);
        case BYTES -> value = raw(in, base);
        default -> ProtoTags.skip(in, tag);
      }
    }
    in.popLimit(outer);
    return value;
  }

  private @Nullable Double finite(double value) {
    if (Double.isFinite(value)) {
      return value;
    }
    intake.adjust(Adjustment.NOT_A_NUMBER);
    return null;
  }

  private byte @Nullable [] raw(CodedInputStream in, int base) throws IOException {
    int length = ProtoTags.skipBytes(in);
    int at = base + in.getTotalBytesRead() - length;
    return intake.allowance().take(length) ? Arrays.copyOfRange(bytes, at, at + length) : null;
  }

  private List<@Nullable Object> array(CodedInputStream in, int base, int depth)
      throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    List<@Nullable Object> items = new ArrayList<>();
    int tag;
    while ((tag = in.readTag()) != 0) {
      if (tag == ITEM && intake.allowance().item()) {
        intake.value();
        items.add(value(in, base, depth));
      } else {
        ProtoTags.skip(in, tag);
      }
    }
    in.popLimit(outer);
    return items;
  }

  private Map<String, @Nullable Object> map(CodedInputStream in, int base, int depth)
      throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    int tag;
    while ((tag = in.readTag()) != 0) {
      if (tag == ITEM && intake.allowance().item()) {
        intake.value();
        entry(in, base, depth, map);
      } else {
        ProtoTags.skip(in, tag);
      }
    }
    in.popLimit(outer);
    return map;
  }

  private void entry(CodedInputStream in, int base, int depth, Map<String, @Nullable Object> into)
      throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    AttributeKey key = nameless;
    Object value = null;
    int tag;
    while ((tag = in.readTag()) != 0) {
      switch (tag) {
        case KEY -> key = key(in, base);
        case VALUE -> value = value(in, base, depth);
        default -> ProtoTags.skip(in, tag);
      }
    }
    in.popLimit(outer);
    if (key.secret()) {
      intake.adjust(Adjustment.SECRET_REMOVED);
    } else if (intake.allowance().take(key.name().length())) {
      into.put(key.name(), value);
    }
  }
}
