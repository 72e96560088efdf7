package dev.assay.core.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Splits a file into lines at newlines, as bytes, whatever they hold: the way into JSON Lines
 * files.
 *
 * @since 0.1
 */
public final class LineReader implements AutoCloseable {

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private int number;
  private boolean terminated;

  private LineReader(InputStream in) {
    this.in = in;
  }

  /** Opens a file. */
  public static LineReader open(Path file) throws IOException {
    return new LineReader(Files.newInputStream(file));
  }

  /** The number of the last line, from 1. */
  public int number() {
    return number;
  }

  /** Whether the last line ended with a newline. */
  public boolean terminated() {
    return terminated;
  }

  /** The next line without its newline; null at the end. */
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    terminated = false;
    number++;
    while (!terminated) {
      if (position == limit) {
        limit = Math.max(0, in.read(buffer));
        position = 0;
        if (limit == 0) {
          return line.size() == 0 ? null : line.toByteArray();
        }
      }
      int from = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      line.write(buffer, from, position - from);
      if (position < limit) {
        position++;
        terminated = true;
      }
    }
    return line.toByteArray();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
