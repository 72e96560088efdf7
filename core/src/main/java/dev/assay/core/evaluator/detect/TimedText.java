package dev.assay.core.evaluator.detect;

/**
 * A text that can be read for a while only: what stops a regular expression that backtracks without
 * end, for a matcher reads every character through it. For one thread.
 *
 * @since 0.1
 */
public final class TimedText implements CharSequence {

  private static final int READS_BETWEEN_LOOKS = 4_096;

  private final CharSequence text;
  private final Clock clock;

  private TimedText(CharSequence text, Clock clock) {
    this.text = text;
    this.clock = clock;
  }

  /** {@code text}, readable for {@code millis} milliseconds from now. */
  public static TimedText of(String text, int millis) {
    return new TimedText(text, new Clock(millis));
  }

  @Override
  public char charAt(int index) {
    clock.tick();
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new TimedText(text.subSequence(start, end), clock);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Looks at the time now and then. */
  private static final class Clock {

    private final long start = System.nanoTime();
    private final int millis;
    private int reads;

    Clock(int millis) {
      this.millis = millis;
    }

    void tick() {
      reads++;
      if (reads >= READS_BETWEEN_LOOKS) {
        reads = 0;
        if (System.nanoTime() - start > millis * 1_000_000L) {
          throw new TookTooLong("stopped after " + millis + " ms");
        }
      }
    }
  }
}
