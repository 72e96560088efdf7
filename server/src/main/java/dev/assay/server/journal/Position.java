package dev.assay.server.journal;

/**
 * A place between two frames of a journal; later frames have greater ones.
 *
 * @param segment the segment's number, from 1
 * @param offset bytes from the segment's beginning
 * @since 0.1
 */
public record Position(long segment, long offset) implements Comparable<Position> {

  /** Before every frame. */
  public static final Position START = new Position(0, 0);

  /** Checks the parts. */
  public Position {
    if (segment < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "position: " + segment + ":" + offset + " (expected: no negative part)");
    }
  }

  @Override
  public int compareTo(Position other) {
    int bySegment = Long.compare(segment, other.segment);
    return bySegment != 0 ? bySegment : Long.compare(offset, other.offset);
  }

  /** Gives {@code segment:offset}. */
  @Override
  public String toString() {
    return segment + ":" + offset;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Position parse(String text) {
    int colon = text.indexOf(':');
    try {
      return new Position(
          Long.parseLong(text, 0, Math.max(colon, 0), 10),
          Long.parseLong(text, colon + 1, text.length(), 10));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("position: " + text + " (expected: segment:offset)", e);
    }
  }
}
