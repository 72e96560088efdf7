package dev.assay.server.evaluation;

/**
 * Why a score was told to nobody.
 *
 * @since 0.1
 */
public enum EmissionDrop {
  /** Too many waited. */
  FULL("full"),
  /** The receiver refused the request for good. */
  REFUSED("refused"),
  /** The receiver could not be reached, or was busy, each time. */
  UNREACHABLE("unreachable"),
  /** The receiver took others of the request, and not this one. */
  REJECTED("rejected"),
  /** It is about neither a span nor a conversation, and carrier spans tell of nothing else. */
  NO_SPAN("no_span"),
  /** Its interaction was deleted, or the evaluator is not the same any more. */
  GONE("gone"),
  /** It could not be read from the store, or written. */
  FAILED("failed"),
  /** The server was stopping. */
  CLOSED("closed");

  private final String key;

  EmissionDrop(String key) {
    this.key = key;
  }

  /** A word for metrics. */
  public String key() {
    return key;
  }
}
