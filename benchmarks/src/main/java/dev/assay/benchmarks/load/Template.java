package dev.assay.benchmarks.load;

import dev.assay.otel.record.SpanRecord;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpEncoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An encoded request and the places in it that differ each time: sending it again costs a copy and
 * some 10 writes a span, not an encoding.
 */
final class Template {

  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MAGIC_TEXT = "facefeed".getBytes(StandardCharsets.US_ASCII);
  private static final int LOWEST_DRAWN_BYTE = 0xED;

  private enum Kind {
    TRACE,
    SPAN,
    TIME,
    SPAN_TEXT,
    CONVERSATION_TEXT,
    USER_TEXT
  }

  private record Place(Kind kind, int offset, int number) {}

  private final byte[] bytes;
  private final Place[] places;
  private final int traces;
  private final int spans;

  private Template(byte[] bytes, List<Place> places, int traces, int spans) {
    this.bytes = bytes;
    this.places = places.toArray(new Place[0]);
    this.traces = traces;
    this.spans = spans;
  }

  /** Encodes spans with {@link Markers} in them. */
  static Template of(List<SpanRecord> spans, int traces) {
    byte[] bytes = OtlpEncoder.traces(spans, Encoding.PROTOBUF);
    return new Template(bytes, places(bytes), traces, spans.size());
  }

  int length() {
    return bytes.length;
  }

  /** Writes into {@code body} the request of a batch that begins at {@code startNanos}. */
  void fill(byte[] body, long batch, long startNanos, Ids ids) {
    System.arraycopy(bytes, 0, body, 0, bytes.length);
    long firstTrace = batch * traces;
    long firstSpan = batch * spans;
    for (Place place : places) {
      int at = place.offset();
      switch (place.kind()) {
        case TRACE -> {
          BIG.set(body, at, ids.traceHigh(firstTrace + place.number()));
          BIG.set(body, at + Long.BYTES, ids.traceLow(firstTrace + place.number()));
        }
        case SPAN -> BIG.set(body, at, ids.span(firstSpan + place.number()));
        case TIME -> LITTLE.set(body, at, startNanos + place.number() * 1_000L);
        case SPAN_TEXT -> hex(body, at, ids.span(firstSpan + place.number()));
        case CONVERSATION_TEXT -> hex(body, at, ids.conversation(firstTrace + place.number()));
        case USER_TEXT -> hex(body, at, ids.user(firstTrace + place.number()));
      }
    }
  }

  private static void hex(byte[] body, int at, long value) {
    for (int i = 0; i < 16; i++) {
      body[at + i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xF];
    }
  }

  private static List<Place> places(byte[] bytes) {
    List<Place> places = new ArrayList<>();
    for (int at = 0; at + 2 * Long.BYTES <= bytes.length; at++) {
      int head = bytes[at] & 0xFF;
      if (head == 'f' && Arrays.equals(bytes, at, at + 8, MAGIC_TEXT, 0, 8)) {
        int number = Integer.parseUnsignedInt(ascii(bytes, at + 8), 16);
        places.add(new Place(textKind(number), at, number & Markers.NUMBER));
      } else if (head >= LOWEST_DRAWN_BYTE && (int) INT.get(bytes, at) == Markers.MAGIC) {
        int number = (int) INT.get(bytes, at + Integer.BYTES);
        boolean span = (number & Markers.SPAN) != 0;
        places.add(new Place(span ? Kind.SPAN : Kind.TRACE, at, number & Markers.NUMBER));
      } else if (Integer.reverseBytes((int) INT.get(bytes, at)) == Markers.TIME) {
        int number = Integer.reverseBytes((int) INT.get(bytes, at - Integer.BYTES));
        places.add(new Place(Kind.TIME, at - Integer.BYTES, number));
      }
    }
    return places;
  }

  private static Kind textKind(int number) {
    if ((number & Markers.SPAN) != 0) {
      return Kind.SPAN_TEXT;
    }
    return (number & Markers.CONVERSATION) != 0 ? Kind.CONVERSATION_TEXT : Kind.USER_TEXT;
  }

  private static String ascii(byte[] bytes, int at) {
    return new String(bytes, at, 8, StandardCharsets.US_ASCII);
  }
}
