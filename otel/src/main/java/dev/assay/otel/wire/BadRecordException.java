package dev.assay.otel.wire;

/** Thrown out of the reading of one record, to be counted; carries no stack. */
final class BadRecordException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Rejection reason;

  BadRecordException(Rejection reason) {
    super(reason.text(), null, false, false);
    this.reason = reason;
  }

  Rejection reason() {
    return reason;
  }
}
