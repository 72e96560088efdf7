package dev.assay.server.web.view;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a view is laid over.
 *
 * @since 0.1
 */
public enum Comparison {
  /** Nothing. */
  NONE("nothing"),
  /** The same length just before. */
  BEFORE("the time before"),
  /** The same hours of the day before. */
  DAY("a day earlier"),
  /** The same hours of the week before. */
  WEEK("a week earlier");

  private final String words;

  Comparison(String words) {
    this.words = words;
  }

  /** As addresses spell it, such as {@code week}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As people say it. */
  public String words() {
    return words;
  }

  /** The one with this key. */
  static Optional<Comparison> ofKey(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }

  /** What a period is laid over; empty for nothing. */
  Optional<Period> of(Period period) {
    return switch (this) {
      case NONE -> Optional.empty();
      case BEFORE -> Optional.of(period.earlier(period.length()));
      case DAY -> Optional.of(period.earlier(Duration.ofDays(1)));
      case WEEK -> Optional.of(period.earlier(Duration.ofDays(7)));
    };
  }
}
