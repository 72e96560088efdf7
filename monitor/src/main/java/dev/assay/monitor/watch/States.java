package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import java.time.DateTimeException;
import java.time.Instant;

/** What parts of the state share. */
final class States {

  private static final long MOST_SECONDS = 1L << 40;

  private States() {}

  static Instant instant(StateReader in) {
    long second = in.signed();
    if (second > MOST_SECONDS || second < -MOST_SECONDS) {
      throw in.refuse("second " + second, "a time within 30,000 years");
    }
    return Instant.ofEpochSecond(second);
  }

  static Instant time(StateReader in) {
    return time(in, in.text(100));
  }

  static Instant time(StateReader in, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw in.refuse("a time", "one in ISO 8601");
    }
  }
}
