package dev.assay.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's frames in order, while others append. For one thread.
 *
 * @since 0.1
 */
public final class JournalReader implements AutoCloseable {

  private final Path folder;
  private final Supplier<Position> end;
  private Position position;
  private @Nullable FileChannel channel;
  private long skippedBytes;

  JournalReader(Path folder, Position from, Supplier<Position> end) {
    this.folder = folder;
    this.position = from;
    this.end = end;
  }

  /** Where reading goes on. */
  public Position position() {
    return position;
  }

  /** How many bytes of damaged segments were passed over. */
  public long skippedBytes() {
    return skippedBytes;
  }

  /**
   * The next frame, or null if there is none yet.
   *
   * @throws IOException if the disk refuses
   */
  public @Nullable Frame next() throws IOException {
    Position limit = end.get();
    while (position.compareTo(limit) < 0) {
      FileChannel open = channel;
      if (open == null && (open = open(limit)) == null) {
        return null;
      }
      boolean newest = position.segment() == limit.segment();
      long size = newest ? limit.offset() : open.size();
      byte[] payload = Segment.frame(open, position.offset(), size);
      if (payload != null) {
        position =
            new Position(
                position.segment(), position.offset() + Segment.FRAME_HEAD_BYTES + payload.length);
        return new Frame(payload, position);
      }
      skippedBytes += Math.max(0, size - position.offset());
      close();
      position = newest ? limit : new Position(position.segment() + 1, 0);
    }
    return null;
  }

  // The segment at the position, or the next one there is.
  private @Nullable FileChannel open(Position limit) throws IOException {
    SortedMap<Long, Path> segments = Segment.list(folder).tailMap(position.segment());
    if (segments.isEmpty() || segments.firstKey() > limit.segment()) {
      return null;
    }
    long number = segments.firstKey();
    boolean same = number == position.segment();
    position =
        new Position(
            number, same ? Math.max(position.offset(), Segment.HEAD_BYTES) : Segment.HEAD_BYTES);
    FileChannel opened = FileChannel.open(segments.get(number), StandardOpenOption.READ);
    channel = opened;
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
