package dev.assay.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes frames, segment after segment. Used by one thread. */
final class SegmentWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Path folder;
  private final Disk disk;
  private final long segmentBytes;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  // The newest segment, open or not.
  private long number;
  private Disk.@Nullable File file;
  // Behind the last frame given, and behind the last one known to be on the disk.
  private long written;
  private Position durable;

  private SegmentWriter(Path folder, Disk disk, long segmentBytes, long number) {
    this.folder = folder;
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.number = number - 1;
    this.durable = new Position(number, Segment.HEAD_BYTES);
  }

  /** Begins a new segment: behind what an earlier process wrote nothing is ever written. */
  static SegmentWriter open(Path folder, Disk disk, long segmentBytes, long number)
      throws IOException {
    SegmentWriter writer = new SegmentWriter(folder, disk, segmentBytes, number);
    writer.begin();
    return writer;
  }

  /** Behind the last frame that is on the disk. */
  Position position() {
    return durable;
  }

  /** Ends the segment, unless nothing is in it; the next frame begins another. */
  void turn() throws IOException {
    if (written > Segment.HEAD_BYTES) {
      finish();
    }
  }

  /** Hands a frame to the system; the place behind it. */
  Position write(byte[] payload) throws IOException {
    if (file == null || written >= segmentBytes) {
      finish();
      begin();
    }
    int length = Segment.FRAME_HEAD_BYTES + payload.length;
    if (length > buffer.remaining()) {
      drain();
    }
    if (length > buffer.capacity()) {
      ByteBuffer large = ByteBuffer.allocate(length);
      Segment.putFrame(large, payload);
      open().write(large.flip());
    } else {
      Segment.putFrame(buffer, payload);
    }
    written += length;
    return new Position(number, written);
  }

  /** Forces what was written to the disk. */
  void force() throws IOException {
    drain();
    open().force();
    durable = new Position(number, written);
  }

  /**
   * Takes back what nobody was told is on the disk. After a failed force nobody can tell what a
   * second one means, so the next frame begins a new segment.
   */
  void takeBack() {
    buffer.clear();
    closeQuietly();
    try {
      for (long later = number; later > durable.segment(); later--) {
        Files.deleteIfExists(Segment.file(folder, later));
      }
      disk.truncate(Segment.file(folder, durable.segment()), durable.offset());
    } catch (IOException e) {
      // What stays was written but never acknowledged: whoever sends it again is known by its ids.
    }
  }

  private void finish() throws IOException {
    if (file != null) {
      drain();
      file.force();
      file.close();
      file = null;
    }
  }

  private void begin() throws IOException {
    Path next = Segment.file(folder, number + 1);
    // Left by an attempt that failed below; it holds no frame.
    Files.deleteIfExists(next);
    Disk.File begun = disk.create(next);
    number++;
    file = begun;
    written = Segment.HEAD_BYTES;
    begun.write(Segment.head());
    begun.force();
  }

  private void drain() throws IOException {
    open().write(buffer.flip());
    buffer.clear();
  }

  private Disk.File open() throws IOException {
    if (file == null) {
      throw new IOException("no segment is open");
    }
    return file;
  }

  private void closeQuietly() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Nothing that was acknowledged depends on it.
    }
    file = null;
  }

  @Override
  public void close() {
    closeQuietly();
  }
}
