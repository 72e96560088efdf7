package dev.assay.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why it could not be written; print streams forget. */
final class WatchedOutput extends OutputStream {

  private final OutputStream out;
  private @Nullable IOException failure;

  WatchedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** Why something could not be written, if so. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Whether whoever read it has gone, as {@code head} does when it has seen enough. */
  static boolean isClosedPipe(IOException failure) {
    String message = failure.getMessage();
    return message != null && (message.contains("Broken pipe") || message.contains("pipe is"));
  }
}
