package dev.assay.server.store.sql;

import dev.assay.server.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The summaries of one slice's windows in a {@link Stretch}, as bytes: a version, the length of
 * what follows before it was deflated, and deflated the length and the bytes of each summary, in
 * order. Which windows they are of stands beside it, a bit for each.
 *
 * <p>Summaries of one slice are much alike: together they take little more than a third of their
 * room.
 */
final class WindowPack {

  private static final byte DEFLATED = 1;
  private static final int HEADER = 1 + Integer.BYTES;
  // The first level that looks for matches at leisure: from there on it gains little.
  private static final int LEVEL = 4;
  // Summaries have some kilobytes, and a stretch has 60 of them at most.
  private static final int LARGEST = 256 << 20;

  /** Windows by their number in the stretch, 0 to 63. */
  private final TreeMap<Integer, byte[]> summaries = new TreeMap<>();

  /** Puts a window in, over one that is there. */
  void put(int number, byte[] summary) {
    summaries.put(number, summary);
  }

  /** Puts a window in, unless it is there. */
  void putIfMissing(int number, byte[] summary) {
    summaries.putIfAbsent(number, summary);
  }

  long present() {
    long present = 0;
    for (int number : summaries.keySet()) {
      present |= 1L << number;
    }
    return present;
  }

  byte[] toBytes() {
    int length = 0;
    for (byte[] summary : summaries.values()) {
      length = Math.addExact(length, Integer.BYTES + summary.length);
    }
    ByteBuffer plain = ByteBuffer.allocate(length);
    for (byte[] summary : summaries.values()) {
      plain.putInt(summary.length).put(summary);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 2 + HEADER);
    packed.write(DEFLATED);
    packed.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    Deflated.write(packed, plain.array(), LEVEL);
    return packed.toByteArray();
  }

  /** Hands over the windows, by number. */
  static void read(long present, byte[] packed, BiConsumer<Integer, byte[]> sink) {
    ByteBuffer plain = inflated(packed);
    try {
      for (long left = present; left != 0; left &= left - 1) {
        int length = plain.getInt();
        if (length < 0 || length > plain.remaining()) {
          throw broken("a summary of " + length + " bytes", null);
        }
        byte[] summary = new byte[length];
        plain.get(summary);
        sink.accept(Long.numberOfTrailingZeros(left), summary);
      }
    } catch (BufferUnderflowException e) {
      throw broken("fewer summaries than there are windows", e);
    }
    if (plain.hasRemaining()) {
      throw broken("more summaries than there are windows", null);
    }
  }

  private static ByteBuffer inflated(byte[] packed) {
    if (packed.length < HEADER || packed[0] != DEFLATED) {
      throw broken("a form that this version does not know", null);
    }
    int length = ByteBuffer.wrap(packed, 1, Integer.BYTES).getInt();
    if (length < 0 || length > LARGEST) {
      throw broken("a length of " + length, null);
    }
    byte[] plain = new byte[length];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, HEADER, packed.length - HEADER);
      int read = 0;
      while (read < length) {
        int more = inflater.inflate(plain, read, length - read);
        if (more == 0) {
          throw broken("bytes that end too early", null);
        }
        read += more;
      }
      return ByteBuffer.wrap(plain);
    } catch (DataFormatException e) {
      throw broken("damaged bytes", e);
    } finally {
      inflater.end();
    }
  }

  private static StoreException broken(String what, @Nullable Throwable e) {
    return new StoreException(
        StoreException.Kind.BROKEN, "packed windows: " + what + " (expected: summaries)", e);
  }
}
