package dev.assay.core.dataset;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits a stream of bytes into lines at LF or CR LF, without holding more than one of them. */
final class LineReader implements Closeable {

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private int line;

  /** Refuses lines of more than {@code longest} bytes. */
  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** The number of the line that {@link #next} gave last, from 1. */
  int line() {
    return line;
  }

  /** The next line without its end, or null after the last. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean any = false;
    while (position < limit || fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      if (bytes.size() + end - position > longest) {
        throw new IOException("line " + (line + 1) + ": over " + longest + " bytes");
      }
      bytes.write(buffer, position, end - position);
      boolean complete = end < limit;
      position = complete ? end + 1 : end;
      if (complete) {
        break;
      }
    }
    if (!any) {
      return null;
    }
    line++;
    return withoutCarriageReturn(bytes.toByteArray());
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  private static byte[] withoutCarriageReturn(byte[] bytes) {
    int length = bytes.length;
    return length > 0 && bytes[length - 1] == '\r' ? Arrays.copyOf(bytes, length - 1) : bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
