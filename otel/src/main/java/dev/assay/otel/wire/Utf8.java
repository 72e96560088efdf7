package dev.assay.otel.wire;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes that should be UTF-8. */
final class Utf8 {

  private static final char FIRST_MARK = '\uDC80';
  private static final char LAST_MARK = '\uDCFF';

  private Utf8() {}

  /**
   * Decodes.
   *
   * @throws BadRecordException if it is not UTF-8; nothing is ever replaced
   */
  static String decode(byte[] source, int from, int length) {
    String text = new String(source, from, length, StandardCharsets.UTF_8);
    // Decoding puts U+FFFD for what it cannot read; the text may also hold one of its own.
    if (text.indexOf('\uFFFD') >= 0 && !isValid(source, from, length)) {
      throw new BadRecordException(Rejection.INVALID_UTF8);
    }
    return text;
  }

  static boolean isValid(byte[] source, int from, int length) {
    return UnsafeByteOperations.unsafeWrap(source, from, length).isValidUtf8();
  }

  /** Decodes with a lone surrogate, U+DC80 to U+DCFF, for each byte that is not UTF-8. */
  static String decodeMarking(byte[] source) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(source);
    // No byte gives more than one char.
    CharBuffer out = CharBuffer.allocate(source.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (0xDC00 + (in.get() & 0xFF)));
      }
    }
  }

  /** Whether {@link #decodeMarking} may have found something wrong in this text. */
  static boolean isMarked(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_MARK
          && c <= LAST_MARK
          && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
        return true;
      }
    }
    return false;
  }
}
