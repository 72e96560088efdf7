package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

/**
 * One monitor.
 *
 * @param name what it is called: letters, digits, {@code .}, {@code _} and {@code -}, at most 100
 * @param severity of what it finds
 * @param condition what it waits for
 * @param slices where it looks
 * @param handling what is made of what it finds
 * @since 0.1
 */
public record MonitorDefinition(
    String name, Severity severity, Condition condition, WatchedSlices slices, Handling handling) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is none
   */
  public MonitorDefinition {
    requireNonNull(severity, "severity");
    requireNonNull(condition, "condition");
    requireNonNull(slices, "slices");
    requireNonNull(handling, "handling");
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException(
          "name: " + name + " (expected: 1 to 100 letters, digits, dots, dashes or underscores)");
    }
  }

  /** Over everything, handled as usual. */
  public static MonitorDefinition of(String name, Severity severity, Condition condition) {
    return new MonitorDefinition(
        name, severity, condition, WatchedSlices.all(), Handling.withDefaults());
  }

  /** In these slices. */
  public MonitorDefinition in(WatchedSlices slices) {
    return new MonitorDefinition(name, severity, condition, slices, handling);
  }

  /** Handled so. */
  public MonitorDefinition with(Handling handling) {
    return new MonitorDefinition(name, severity, condition, slices, handling);
  }
}
