package dev.assay.core.cache;

import dev.assay.core.json.LineReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One file of cached entries, a line each: the key, the checksum of the JSON, the time in seconds,
 * the JSON. A line without JSON says that the entry was used then. A line that does not match its
 * checksum, such as one torn by a kill, is passed over.
 *
 * <p>A {@link RandomAccessFile}, for threads of a run are interrupted, and a channel would close.
 */
final class CacheSegment implements AutoCloseable {

  /** Where the JSON of a line stands. */
  record Span(long offset, int length, int checksum) {

    /** Where the line starts. */
    long start() {
      return offset - HEAD;
    }

    /** How long the line is, with its end. */
    long bytes() {
      return HEAD + length + 1L;
    }
  }

  /** Hears of every whole line. */
  interface Visitor {
    void line(String key, Span span, long epochSecond);
  }

  private static final int KEY_DIGITS = 64;
  private static final int HEX_DIGITS = 8;
  private static final int TIME_START = KEY_DIGITS + 1 + HEX_DIGITS + 1;
  private static final int HEAD = TIME_START + HEX_DIGITS + 1;
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
  private static final long FULL = 64L << 20;

  private final RandomAccessFile file;
  private long end;

  private CacheSegment(RandomAccessFile file) {
    this.file = file;
  }

  static CacheSegment openToRead(Path path) throws IOException {
    return new CacheSegment(new RandomAccessFile(path.toFile(), "r"));
  }

  /** Opens a segment to append to it; null if another writer has it. */
  static @Nullable CacheSegment openToWrite(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      @Nullable FileLock lock = file.getChannel().tryLock(LOCKED_BYTE, 1, false);
      // It may have been pruned away between opening and locking.
      if (lock != null && Files.exists(path) && Files.size(path) == file.length()) {
        CacheSegment segment = new CacheSegment(file);
        segment.startLine();
        return segment;
      }
    } catch (OverlappingFileLockException e) {
      // Another cache of this process has it.
    }
    file.close();
    return null;
  }

  /** Reports every whole line in order; later ones replace earlier ones with the same key. */
  static void scan(Path path, Visitor visitor) throws IOException {
    try (LineReader lines = LineReader.open(path)) {
      long offset = 0;
      byte[] line = lines.next();
      while (line != null && lines.terminated()) {
        Integer checksum = line.length >= HEAD ? hex(line, KEY_DIGITS + 1) : null;
        Integer time = line.length >= HEAD ? hex(line, TIME_START) : null;
        if (checksum != null && time != null && line[HEAD - 1] == ' ') {
          String key = new String(line, 0, KEY_DIGITS, StandardCharsets.ISO_8859_1);
          Span span = new Span(offset + HEAD, line.length - HEAD, checksum);
          visitor.line(key, span, Integer.toUnsignedLong(time));
        }
        offset += line.length + 1L;
        line = lines.next();
      }
    }
  }

  /** Whether another segment is to take what comes. */
  boolean full() {
    return end >= FULL;
  }

  Span append(String key, byte[] json, long epochSecond) throws IOException {
    Span span = new Span(end + HEAD, json.length, crc(json));
    byte[] line = line(key, json, epochSecond);
    file.seek(end);
    file.write(line);
    end += line.length;
    return span;
  }

  /** Notes that an entry was used. */
  void touch(String key, long epochSecond) throws IOException {
    append(key, new byte[0], epochSecond);
  }

  /** The JSON of a line; null if it is not what was written. */
  byte @Nullable [] read(String key, Span span) {
    byte[] head = new byte[KEY_DIGITS];
    byte[] json = new byte[span.length()];
    try {
      file.seek(span.start());
      file.readFully(head);
      file.seek(span.offset());
      file.readFully(json);
    } catch (IOException e) {
      return null;
    }
    boolean same = new String(head, StandardCharsets.ISO_8859_1).equals(key);
    return same && crc(json) == span.checksum() ? json : null;
  }

  /**
   * Moves the lines that are to stay to the front, and cuts the rest off. Whoever has the segment
   * open finds an entry that moved to be missing; a kill leaves torn lines, which are passed over.
   *
   * @return how long the segment is now
   */
  long keep(Iterable<Line> lines) throws IOException {
    long to = 0;
    for (Line line : lines) {
      byte[] json = read(line.key(), line.span());
      if (json != null && json.length > 0) {
        byte[] written = line(line.key(), json, line.epochSecond());
        file.seek(to);
        file.write(written);
        to += written.length;
      }
    }
    file.setLength(to);
    end = to;
    return to;
  }

  /** A line and the time it is to have. */
  record Line(String key, Span span, long epochSecond) {}

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

  private static byte[] line(String key, byte[] json, long epochSecond) {
    HexFormat hex = HexFormat.of();
    String head = key + ' ' + hex.toHexDigits(crc(json)) + ' ' + hex.toHexDigits((int) epochSecond);
    byte[] line = new byte[HEAD + json.length + 1];
    System.arraycopy((head + ' ').getBytes(StandardCharsets.ISO_8859_1), 0, line, 0, HEAD);
    System.arraycopy(json, 0, line, HEAD, json.length);
    line[line.length - 1] = '\n';
    return line;
  }

  private static @Nullable Integer hex(byte[] line, int start) {
    try {
      return HexFormat.fromHexDigits(
          new String(line, start, HEX_DIGITS, StandardCharsets.ISO_8859_1));
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
