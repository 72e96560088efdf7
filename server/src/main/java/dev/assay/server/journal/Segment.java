package dev.assay.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A segment's form on disk: an eight-byte head, then frames of length, checksum and payload. The
 * checksum covers length and payload, so that a run of zeros is no frame.
 */
final class Segment {

  static final int HEAD_BYTES = 8;
  static final int FRAME_HEAD_BYTES = 8;

  private static final long HEAD = 0x41535359_4A4E4C01L; // "ASSYJNL", version 1
  private static final String SUFFIX = ".journal";

  private Segment() {}

  static Path file(Path folder, long number) {
    return folder.resolve(String.format(Locale.ROOT, "%016d%s", number, SUFFIX));
  }

  static ByteBuffer head() {
    return ByteBuffer.allocate(HEAD_BYTES).putLong(HEAD).flip();
  }

  /** The segments by number; other files are left alone. */
  static SortedMap<Long, Path> list(Path folder) throws IOException {
    SortedMap<Long, Path> segments = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(
          file -> number(file.getFileName().toString()).ifPresent(n -> segments.put(n, file)));
    }
    return segments;
  }

  private static OptionalLong number(String name) {
    return name.matches("[0-9]{16}\\.journal")
        ? OptionalLong.of(Long.parseLong(name, 0, 16, 10))
        : OptionalLong.empty();
  }

  static void putFrame(ByteBuffer to, byte[] payload) {
    to.putInt(payload.length).putInt(checksum(payload)).put(payload);
  }

  private static int checksum(byte[] payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(payload.length >>> 24);
    checksum.update(payload.length >>> 16);
    checksum.update(payload.length >>> 8);
    checksum.update(payload.length);
    checksum.update(payload);
    return (int) checksum.getValue();
  }

  static boolean hasHead(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    return read(channel, head, 0) && head.flip().getLong() == HEAD;
  }

  /**
   * Reads the frame at an offset.
   *
   * @param limit where the segment ends
   * @return the payload, or null if what stands there is no whole frame
   */
  static byte @Nullable [] frame(FileChannel channel, long offset, long limit) throws IOException {
    if (limit - offset < FRAME_HEAD_BYTES) {
      return null;
    }
    ByteBuffer head = ByteBuffer.allocate(FRAME_HEAD_BYTES);
    if (!read(channel, head, offset)) {
      return null;
    }
    head.flip();
    int length = head.getInt();
    int checksum = head.getInt();
    if (length < 0 || length > limit - offset - FRAME_HEAD_BYTES) {
      return null;
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    if (!read(channel, payload, offset + FRAME_HEAD_BYTES)) {
      return null;
    }
    return checksum(payload.array()) == checksum ? payload.array() : null;
  }

  private static boolean read(FileChannel channel, ByteBuffer into, long offset)
      throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }
}
