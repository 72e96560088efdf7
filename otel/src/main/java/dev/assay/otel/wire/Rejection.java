package dev.assay.otel.wire;

/**
 * Why one record is not taken while the rest of its request is.
 *
 * @since 0.1
 */
public enum Rejection {
  /** A part of it has the wrong type or cannot be read. */
  MALFORMED("malformed"),
  /** A text in it is not UTF-8. */
  INVALID_UTF8("text that is not UTF-8"),
  /** No usable trace id. */
  TRACE_ID("trace id missing, all zero or not 16 bytes (JSON: 32 hexadecimal digits)"),
  /** No usable span id. */
  SPAN_ID("span id missing, all zero or not 8 bytes (JSON: 16 hexadecimal digits)"),
  /** A parent that cannot be. */
  PARENT_SPAN_ID("parent span id not 8 bytes (JSON: 16 hexadecimal digits)"),
  /** It never began or never ended. */
  NO_TIME("start or end time missing"),
  /** It ended before it began. */
  END_BEFORE_START("end before start"),
  /** Further ahead of our clock than {@link WireLimits#ahead()}. */
  FUTURE("time too far in the future"),
  /** Values in values beyond {@link WireLimits#depth()}. */
  TOO_DEEP("values nested too deep"),
  /** Well formed, but nothing here uses it. */
  NOT_USED("metrics are not used here, only traces and logs");

  private final String text;

  Rejection(String text) {
    this.text = text;
  }

  /** For the sender. */
  public String text() {
    return text;
  }
}
