package dev.assay.otel.wire;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads the scalars of OTLP's JSON from a stream. Each method stands on a value when called and on
 * its last token when it returns; null is a field's default; a value of the wrong type throws
 * {@link BadRecordException}.
 */
final class JsonInput {

  private static final int LONGEST_NUMBER = 400;
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private final JsonParser in;
  private final boolean marked;

  /**
   * Reads from {@code in}.
   *
   * @param marked whether {@link Utf8#decodeMarking} decoded it
   */
  JsonInput(JsonParser in, boolean marked) {
    this.in = in;
    this.marked = marked;
  }

  /** The name of the next field, on whose value the stream then stands; null at the end. */
  @Nullable String nextField() {
    String name = in.nextName();
    if (name != null) {
      in.nextToken();
    }
    return name;
  }

  /** Whether there is another item, on which the stream then stands. */
  boolean nextItem() {
    return in.nextToken() != JsonToken.END_ARRAY;
  }

  /** Passes to the next token; null at the end of the document. */
  @Nullable JsonToken next() {
    return in.nextToken();
  }

  void skip() {
    in.skipChildren();
  }

  boolean isNull() {
    return in.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isObject() {
    return in.currentToken() == JsonToken.START_OBJECT;
  }

  boolean isArray() {
    return in.currentToken() == JsonToken.START_ARRAY;
  }

  /** What encloses the structure whose first token the stream stands on. */
  TokenStreamContext outside() {
    return in.streamReadContext().getParent();
  }

  /** Passes over the rest of a structure, to its last token. */
  void leaveTo(TokenStreamContext outside) {
    while (in.streamReadContext() != outside) {
      in.nextToken();
    }
  }

  /** Where the stream stands, for messages. */
  String place() {
    TokenStreamLocation at = in.currentTokenLocation();
    return "body:" + at.getLineNr() + ":" + at.getColumnNr();
  }

  /** Whether a structure is there; false for null. */
  boolean object() {
    if (isObject()) {
      return true;
    }
    return missing();
  }

  /** Whether a list is there; false for null. */
  boolean array() {
    if (isArray()) {
      return true;
    }
    return missing();
  }

  private boolean missing() {
    if (isNull()) {
      return false;
    }
    throw malformed();
  }

  static BadRecordException malformed() {
    return new BadRecordException(Rejection.MALFORMED);
  }

  /** A text; numbers and booleans count as theirs. */
  String text() {
    if (!in.currentToken().isScalarValue()) {
      throw malformed();
    }
    if (isNull()) {
      return "";
    }
    String text = in.getString();
    if (marked && Utf8.isMarked(text)) {
      throw new BadRecordException(Rejection.INVALID_UTF8);
    }
    return text;
  }

  /** The key that is spelled here. */
  AttributeKey key(KeyNames keys) {
    if (marked || in.currentToken() != JsonToken.VALUE_STRING) {
      return keys.of(text());
    }
    return keys.of(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
  }

  @Nullable String id(int expected) {
    return Ids.of(text(), expected);
  }

  boolean bool() {
    return switch (text()) {
      case "true" -> true;
      case "false", "" -> false;
      default -> throw malformed();
    };
  }

  /** A whole number, as a number or a text. */
  long integer() {
    if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return in.getLongValue();
    }
    String text = text();
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return exact(text);
    }
  }

  private static long exact(String text) {
    if (text.length() > LONGEST_NUMBER) {
      throw malformed();
    }
    try {
      return new BigDecimal(text).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw malformed();
    }
  }

  /** A count, cut off at the greatest {@code int}. */
  int count() {
    return (int) Math.max(0, Math.min(integer(), Integer.MAX_VALUE));
  }

  double decimal() {
    String text = text();
    if (text.length() > LONGEST_NUMBER) {
      throw malformed();
    }
    try {
      return text.isEmpty() ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  /** Nanoseconds since 1970, unsigned; old JavaScript senders give them in two halves. */
  long nanos() {
    if (isObject()) {
      return halves();
    }
    String text = text();
    try {
      return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      long exact = exact(text);
      if (exact < 0) {
        throw malformed();
      }
      return exact;
    }
  }

  private long halves() {
    long low = 0;
    long high = 0;
    String name;
    while ((name = nextField()) != null) {
      switch (name) {
        case "low" -> low = integer();
        case "high" -> high = integer();
        default -> skip();
      }
    }
    return high << 32 | (low & LOW_HALF);
  }

  /** An enum's number, given so or by its name; -1 if nobody defined it. */
  int number(Map<String, Integer> names) {
    String text = text();
    Integer known = names.get(text);
    if (known != null) {
      return known;
    }
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Bytes in base64, in either alphabet, padded or not. */
  byte[] bytes() {
    String text = text();
    boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    try {
      return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }
}
