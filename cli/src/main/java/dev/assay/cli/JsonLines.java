package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a stream of JSON Lines, in pieces of bounded size that can be worked on apart. Blank
 * lines are left out.
 */
final class JsonLines {

  private static final int MOST_LINES = 64;
  private static final int MOST_BYTES = 1 << 20;

  private final InputStream in;
  private int number;
  private boolean ended;

  JsonLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** A line that is not blank. */
  static final class Line {

    private final int number;
    private final byte[] bytes;

    Line(int number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    /** Counted from 1. */
    int number() {
      return number;
    }

    /**
     * The text, without the end of line.
     *
     * @throws InvalidInputException if it is not UTF-8
     */
    String text(String file) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes))
            .toString();
      } catch (CharacterCodingException e) {
        throw new InvalidInputException(
            new Problem(
                Location.ofLine(file, number),
                "text",
                "bytes that are not UTF-8",
                "UTF-8",
                "save the file as UTF-8"),
            e);
      }
    }
  }

  /** Whether more can be read without waiting for whoever writes the stream. */
  boolean ready() {
    try {
      return !ended && in.available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next lines; waits for one, but not for more. Empty at the end of the stream. */
  List<Line> next() {
    List<Line> lines = new ArrayList<>();
    int size = 0;
    try {
      while (!ended && lines.size() < MOST_LINES && size < MOST_BYTES) {
        if (!lines.isEmpty() && in.available() == 0) {
          break;
        }
        byte[] bytes = line();
        size += bytes.length;
        if (!isBlank(bytes)) {
          lines.add(new Line(number, bytes));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private byte[] line() throws IOException {
    number++;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    int b = in.read();
    while (b >= 0 && b != '\n') {
      bytes.write(b);
      b = in.read();
    }
    ended = b < 0;
    byte[] line = bytes.toByteArray();
    return number == 1 ? withoutMark(line) : line;
  }

  private static byte[] withoutMark(byte[] line) {
    boolean marked =
        line.length >= 3
            && line[0] == (byte) 0xEF
            && line[1] == (byte) 0xBB
            && line[2] == (byte) 0xBF;
    return marked ? java.util.Arrays.copyOfRange(line, 3, line.length) : line;
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
