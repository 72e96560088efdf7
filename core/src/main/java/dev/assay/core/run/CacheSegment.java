package dev.assay.core.run;

import dev.assay.core.json.LineReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One file of cached answers, a line each: the key, the checksum of the JSON, the JSON. A line that
 * does not match its checksum, such as one torn by a kill, is passed over.
 *
 * <p>A {@link RandomAccessFile}, for threads of a run are interrupted, and a channel would close.
 */
final class CacheSegment implements AutoCloseable {

  /** Where the JSON of a line stands. */
  record Span(long offset, int length, int checksum) {}

  private static final int KEY_DIGITS = 64;
  private static final int CHECKSUM_DIGITS = 8;
  private static final int HEAD = KEY_DIGITS + 1 + CHECKSUM_DIGITS + 1;
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final Path path;
  private final RandomAccessFile file;
  private long end;

  private CacheSegment(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  static CacheSegment openToRead(Path path) throws IOException {
    return new CacheSegment(path, new RandomAccessFile(path.toFile(), "r"));
  }

  /** Opens a segment to append to it; null if another writer has it. */
  static @Nullable CacheSegment openToWrite(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      @Nullable FileLock lock = file.getChannel().tryLock(LOCKED_BYTE, 1, false);
      if (lock != null) {
        CacheSegment segment = new CacheSegment(path, file);
        segment.startLine();
        return segment;
      }
    } catch (OverlappingFileLockException e) {
      // Another cache of this process has it.
    }
    file.close();
    return null;
  }

  /** Reports every whole line; later lines replace earlier ones with the same key. */
  void scan(BiConsumer<String, Span> consumer) throws IOException {
    try (LineReader lines = LineReader.open(path)) {
      long offset = 0;
      byte[] line = lines.next();
      while (line != null && lines.terminated()) {
        Integer checksum = line.length > HEAD ? checksum(line) : null;
        if (checksum != null) {
          String key = new String(line, 0, KEY_DIGITS, StandardCharsets.ISO_8859_1);
          consumer.accept(key, new Span(offset + HEAD, line.length - HEAD, checksum));
        }
        offset += line.length + 1L;
        line = lines.next();
      }
    }
  }

  Span append(String key, byte[] json) throws IOException {
    int checksum = crc(json);
    byte[] head =
        (key + " " + HexFormat.of().toHexDigits(checksum) + " ")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] line = new byte[head.length + json.length + 1];
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(json, 0, line, head.length, json.length);
    line[line.length - 1] = '\n';
    file.seek(end);
    file.write(line);
    Span span = new Span(end + head.length, json.length, checksum);
    end += line.length;
    return span;
  }

  /** The JSON of a line; null if it is not what was written. */
  byte @Nullable [] read(String key, Span span) {
    byte[] head = new byte[KEY_DIGITS];
    byte[] json = new byte[span.length()];
    try {
      file.seek(span.offset() - HEAD);
      file.readFully(head);
      file.seek(span.offset());
      file.readFully(json);
    } catch (IOException e) {
      return null;
    }
    boolean same = new String(head, StandardCharsets.ISO_8859_1).equals(key);
    return same && crc(json) == span.checksum() ? json : null;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing is lost: lines are written when they are appended.
    }
  }

  // A torn last line gets a newline, and fails its checksum from then on.
  private void startLine() throws IOException {
    end = file.length();
    if (end > 0) {
      file.seek(end - 1);
      if (file.read() != '\n') {
        file.write('\n');
        end++;
      }
    }
  }

  private static @Nullable Integer checksum(byte[] line) {
    String digits = new String(line, KEY_DIGITS + 1, CHECKSUM_DIGITS, StandardCharsets.ISO_8859_1);
    try {
      return HexFormat.fromHexDigits(digits);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
