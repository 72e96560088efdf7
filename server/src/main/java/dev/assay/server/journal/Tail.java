package dev.assay.server.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How a journal was left.
 *
 * @param next the number of the next segment
 * @param tornBytes bytes cut off the last segment
 * @param damaged earlier segments that end in something else than a frame
 */
record Tail(long next, long tornBytes, List<Path> damaged) {

  /**
   * Looks through the segments, and cuts what a dying process left half-written off the last: it
   * was never acknowledged. In an earlier segment such a thing is the disk's doing, and is kept.
   *
   * @param after where reading stopped: segments before its own were read, and are not looked
   *     through again
   */
  static Tail mend(Path folder, Position after) throws IOException {
    SortedMap<Long, Path> segments = Segment.list(folder);
    List<Path> damaged = new ArrayList<>();
    long torn = 0;
    for (Map.Entry<Long, Path> segment : segments.entrySet()) {
      boolean last = segment.getKey().equals(segments.lastKey());
      if (!last && segment.getKey() < after.segment()) {
        continue;
      }
      try (FileChannel channel =
          FileChannel.open(segment.getValue(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long whole = whole(channel);
        if (whole == channel.size()) {
          continue;
        }
        if (last) {
          torn = channel.size() - whole;
          channel.truncate(whole);
          channel.force(true);
        } else {
          damaged.add(segment.getValue());
        }
      }
    }
    return new Tail(segments.isEmpty() ? 1 : segments.lastKey() + 1, torn, damaged);
  }

  private static long whole(FileChannel channel) throws IOException {
    long size = channel.size();
    if (!Segment.hasHead(channel)) {
      return 0;
    }
    long offset = Segment.HEAD_BYTES;
    for (byte[] frame = Segment.frame(channel, offset, size);
        frame != null;
        frame = Segment.frame(channel, offset, size)) {
      offset += Segment.FRAME_HEAD_BYTES + frame.length;
    }
    return offset;
  }
}
