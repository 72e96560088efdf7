package dev.assay.core.dataset;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decodes UTF-8 and says where it is not. */
final class Utf8Text {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8Text() {}

  /**
   * Decodes bytes.
   *
   * @param file what to call the file in errors
   * @param firstLine the line at which the bytes start, from 1
   * @param unit what the bytes are, a file or a line
   * @throws InvalidInputException naming line, column and byte, if they are not UTF-8
   */
  static String decode(byte[] bytes, String file, int firstLine, String unit) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(invalid(bytes, file, firstLine, unit), e);
    }
  }

  /** The text without the mark that some editors put before it. */
  static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static Problem invalid(byte[] bytes, String file, int firstLine, String unit) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    int offset = in.position();
    out.flip();
    int line = firstLine;
    int column = 1;
    for (int i = 0; i < out.length(); i++) {
      boolean lineEnd = out.charAt(i) == '\n';
      line += lineEnd ? 1 : 0;
      column = lineEnd ? 1 : column + 1;
    }
    int end = Math.min(bytes.length, offset + Math.max(1, result.length()));
    String wrong = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, offset, end);
    return new Problem(
        new Location(file, line, column),
        "encoding",
        "byte " + wrong + " at offset " + offset + " of the " + unit,
        "UTF-8",
        "convert the file to UTF-8");
  }
}
