package dev.assay.otel.wire;

/**
 * The codes of gRPC that answers carry, without gRPC.
 *
 * @since 0.1
 */
public enum GrpcCode {
  /** Fine, in whole or in part. */
  OK(0),
  /** The sender's mistake, whatever the state of the server. */
  INVALID_ARGUMENT(3),
  /** The sender may not. */
  PERMISSION_DENIED(7),
  /** Too much; worth another try only where the answer says after what time. */
  RESOURCE_EXHAUSTED(8),
  /** Not offered here. */
  UNIMPLEMENTED(12),
  /** Our mistake. */
  INTERNAL(13),
  /** Not now. */
  UNAVAILABLE(14),
  /** The sender did not say who it is. */
  UNAUTHENTICATED(16);

  private final int number;

  GrpcCode(int number) {
    this.number = number;
  }

  /** The number in {@code grpc-status}. */
  public int number() {
    return number;
  }
}
