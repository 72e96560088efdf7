package dev.assay.core.target;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that answers lines with lines, one at a time. Reading from it cannot be interrupted;
 * killing it ends the reading.
 */
final class ExecProcess {

  private static final int LONGEST_REPLY = 64 << 20;
  private static final int KEPT_ERROR_LINES = 20;
  private static final int LONGEST_ERROR_LINE = 500;
  // Less than any system's pipe holds: a process that answers while it still reads cannot block us.
  private static final int SAFE_TO_WRITE = 4096;

  private final Process process;
  private final InputStream out;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private final ArrayDeque<String> errors = new ArrayDeque<>();
  private final Thread errorReader;

  ExecProcess(Process process) {
    this.process = process;
    this.out = process.getInputStream();
    this.errorReader = new Thread(this::drainErrors, "assay-exec-stderr");
    errorReader.setDaemon(true);
    errorReader.start();
  }

  /**
   * Sends a line and reads the next.
   *
   * @param last whether to close its input after the line
   * @return the line without its newline; null if the process ended first
   * @throws IOException if the line is too long
   */
  byte @Nullable [] exchange(byte[] line, boolean last) throws IOException {
    if (line.length <= SAFE_TO_WRITE) {
      write(line, last);
    } else {
      Thread writer = new Thread(() -> write(line, last), "assay-exec-stdin");
      writer.setDaemon(true);
      writer.start();
    }
    return readLine();
  }

  /** Closes its standard input, upon which it should end. */
  void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
  }

  boolean awaitEnd(long millis) {
    try {
      return process.waitFor(Math.max(0, millis), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends it and everything it started, by force. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Whether it has written something that nobody has read. */
  boolean ahead() {
    try {
      return position < limit || out.available() > 0;
    } catch (IOException e) {
      // It has ended.
      return false;
    }
  }

  /** How it ended, with the last of what it wrote to standard error. */
  String describeEnd() {
    boolean ended = awaitEnd(1_000);
    StringBuilder text = new StringBuilder("the process ");
    text.append(ended ? "ended with exit code " + process.exitValue() : "closed its output");
    try {
      errorReader.join(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (errors) {
      if (!errors.isEmpty()) {
        text.append("; standard error: ").append(String.join(" | ", errors));
      }
    }
    return text.toString();
  }

  private void write(byte[] line, boolean last) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(line);
      in.flush();
      if (last) {
        in.close();
      }
    } catch (IOException e) {
      // It has ended, which reading finds out, with what it has to say about it.
    }
  }

  private byte @Nullable [] readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    while (true) {
      if (position == limit) {
        limit = Math.max(0, read());
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
        return line.toByteArray();
      }
      if (line.size() > LONGEST_REPLY) {
        throw new IOException("the reply is longer than " + (LONGEST_REPLY >> 20) + " MiB");
      }
    }
  }

  private int read() {
    try {
      return out.read(buffer);
    } catch (IOException e) {
      // Killed while reading.
      return -1;
    }
  }

  private void drainErrors() {
    byte[] bytes = new byte[4096];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = process.getErrorStream()) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        for (int i = 0; i < n; i++) {
          if (bytes[i] == '\n') {
            keep(line);
          } else if (line.size() < LONGEST_ERROR_LINE) {
            line.write(bytes[i]);
          }
        }
      }
    } catch (IOException e) {
      // Killed while reading: what was read is kept.
    }
    keep(line);
  }

  private void keep(ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (text.isEmpty()) {
      return;
    }
    synchronized (errors) {
      if (errors.size() == KEPT_ERROR_LINES) {
        errors.removeFirst();
      }
      errors.addLast(text);
    }
  }
}
