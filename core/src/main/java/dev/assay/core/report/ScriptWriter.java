package dev.assay.core.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Takes JSON text and writes it as UTF-8 that may stand in a script element, or anywhere.
 *
 * <p>In valid JSON the characters {@code < > &}, lone surrogates, and characters that hide or
 * reorder text can only stand inside strings; each is written as its {@code \}{@code uXXXX} escape,
 * which means the same. So no text can end the element, start a comment, or be unencodable.
 */
final class ScriptWriter extends Writer {

  private static final int BUFFER = 1 << 13;

  private final OutputStream out;
  private final StringBuilder buffer = new StringBuilder(BUFFER + 16);
  private char pendingHigh;
  private long written;

  ScriptWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      encode(chars[i]);
      if (buffer.length() >= BUFFER) {
        drain();
      }
    }
  }

  /** How many bytes have gone out; a little is always held back. */
  long written() {
    return written;
  }

  private void encode(char c) {
    if (pendingHigh != 0) {
      char high = pendingHigh;
      pendingHigh = 0;
      if (Character.isLowSurrogate(c)) {
        Visible.append(buffer, Character.toCodePoint(high, c));
        return;
      }
      Visible.escape(buffer, high);
    }
    if (c == '<' || c == '>' || c == '&') {
      Visible.escape(buffer, c);
    } else if (c == '\n') {
      buffer.append(c);
    } else if (Character.isHighSurrogate(c)) {
      pendingHigh = c;
    } else {
      Visible.append(buffer, c);
    }
  }

  private void drain() throws IOException {
    byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    written += bytes.length;
    buffer.setLength(0);
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  /** Writes what is held back; leaves the stream open. */
  @Override
  public void close() throws IOException {
    if (pendingHigh != 0) {
      Visible.escape(buffer, pendingHigh);
      pendingHigh = 0;
    }
    drain();
  }
}
