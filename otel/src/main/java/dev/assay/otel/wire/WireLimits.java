package dev.assay.otel.wire;

import java.time.Duration;
import java.util.Objects;

/**
 * How much is read.
 *
 * @param bodyBytes of a request, before and after decompression
 * @param valueCharacters of one attribute's value, over all texts in it; beyond, it is cut
 * @param recordCharacters of all values of one record; beyond, they are dropped
 * @param attributes of a record, resource, event or link; beyond, they are dropped
 * @param events of a span, and as many links; beyond, they are dropped
 * @param depth of values in values; beyond, the record is rejected
 * @param values attributes, items, events and links of one request; beyond, it is refused
 * @param ahead how far a time may lie in the future
 * @since 0.1
 */
public record WireLimits(
    int bodyBytes,
    int valueCharacters,
    int recordCharacters,
    int attributes,
    int events,
    int depth,
    int values,
    Duration ahead) {

  private static final WireLimits DEFAULT =
      new WireLimits(
          64 << 20, 1 << 20, 4 << 20, 10_000, 10_000, 32, 4_000_000, Duration.ofHours(1));

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is not positive, or the depth is above 60
   */
  public WireLimits {
    check("bodyBytes", bodyBytes);
    check("valueCharacters", valueCharacters);
    check("recordCharacters", recordCharacters);
    check("attributes", attributes);
    check("events", events);
    check("values", values);
    if (depth < 1 || depth > 60) {
      throw new IllegalArgumentException("depth: " + depth + " (expected: 1 <= depth <= 60)");
    }
    Objects.requireNonNull(ahead, "ahead");
    if (ahead.isNegative()) {
      throw new IllegalArgumentException("ahead: " + ahead + " (expected: not negative)");
    }
  }

  /**
   * 64 MiB a request, 1,048,576 characters a value and four times that a record, 10,000 attributes
   * and events, 32 levels, 4,000,000 values a request, an hour ahead.
   */
  public static WireLimits withDefaults() {
    return DEFAULT;
  }

  /** The same with another size of requests. */
  public WireLimits withBodyBytes(int bytes) {
    return new WireLimits(
        bytes, valueCharacters, recordCharacters, attributes, events, depth, values, ahead);
  }

  /** The same with another length of values. */
  public WireLimits withValueCharacters(int characters) {
    return new WireLimits(
        bodyBytes, characters, recordCharacters, attributes, events, depth, values, ahead);
  }

  /** The same with another size of records. */
  public WireLimits withRecordCharacters(int characters) {
    return new WireLimits(
        bodyBytes, valueCharacters, characters, attributes, events, depth, values, ahead);
  }

  /** The same with another number of values in a request. */
  public WireLimits withValues(int number) {
    return new WireLimits(
        bodyBytes, valueCharacters, recordCharacters, attributes, events, depth, number, ahead);
  }

  /** The same with another allowance for clocks that are fast. */
  public WireLimits withAhead(Duration duration) {
    return new WireLimits(
        bodyBytes, valueCharacters, recordCharacters, attributes, events, depth, values, duration);
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + name + " >= 1)");
    }
  }
}
