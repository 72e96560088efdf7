package dev.assay.server.listen;

import java.time.Duration;

/**
 * Where and how long spans are waited for.
 *
 * @param host the address to listen at; loopback unless the target runs elsewhere
 * @param port the port; 0 for any that is free
 * @param longest how long an answer waits for its spans at most
 * @param quiet how long nothing more may come once the target's own root span is there
 * @since 0.1
 */
public record ListenSettings(String host, int port, Duration longest, Duration quiet) {

  /**
   * Loopback; six seconds, for OpenTelemetry's SDKs export every five unless told otherwise; and a
   * fifth of a second.
   */
  public static ListenSettings ofPort(int port) {
    return new ListenSettings("127.0.0.1", port, Duration.ofSeconds(6), Duration.ofMillis(200));
  }

  /** Checks the ranges. */
  public ListenSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
    if (longest.isNegative() || quiet.isNegative()) {
      throw new IllegalArgumentException(
          "wait: " + longest + ", " + quiet + " (expected: not negative)");
    }
  }

  /** The same with another longest wait. */
  public ListenSettings withLongest(Duration wait) {
    return new ListenSettings(host, port, wait, quiet);
  }
}
