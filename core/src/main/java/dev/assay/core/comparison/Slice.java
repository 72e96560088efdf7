package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Which examples are looked at.
 *
 * @param by how they are chosen
 * @param value the partition or tag; empty for all
 * @since 0.1
 */
public record Slice(By by, String value) {

  /** How examples are sliced. */
  public enum By {
    /** All of them. */
    ALL,
    /** Those of a partition. */
    PARTITION,
    /** Those with a tag. */
    TAG;

    /** The name as files and options spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** All examples. */
  public static final Slice EVERYTHING = new Slice(By.ALL, "");

  /** Checks the parts. */
  public Slice {
    requireNonNull(by, "by");
    requireNonNull(value, "value");
  }

  /** Whether {@code example} is among them. */
  public boolean has(ExampleScores example) {
    return switch (by) {
      case ALL -> true;
      case PARTITION -> example.partition().key().equals(value);
      case TAG -> example.tags().contains(value);
    };
  }

  /** In words: {@code all}, {@code partition golden}, {@code tag billing}. */
  public String words() {
    return by == By.ALL ? "all" : by.key() + " " + value;
  }
}
