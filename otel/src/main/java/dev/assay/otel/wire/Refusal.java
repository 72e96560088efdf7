package dev.assay.otel.wire;

/**
 * Why a request is refused as a whole, and how the protocol says so.
 *
 * <p>Senders repeat a request only after the HTTP status 429, 502, 503 or 504, or the gRPC codes
 * that OTLP lists; anything else makes them throw the data away. So what is transient must not be
 * answered with 500, nor what is not with 503.
 *
 * @since 0.1
 */
public enum Refusal {
  /** The bytes cannot be read. */
  MALFORMED(400, GrpcCode.INVALID_ARGUMENT, false),
  /** The export of one signal was posted to the path of another. */
  WRONG_SIGNAL(400, GrpcCode.INVALID_ARGUMENT, false),
  /** No valid key. */
  UNAUTHENTICATED(401, GrpcCode.UNAUTHENTICATED, false),
  /** The key does not allow it. */
  FORBIDDEN(403, GrpcCode.PERMISSION_DENIED, false),
  /** No such path. */
  NOT_FOUND(404, GrpcCode.UNIMPLEMENTED, false),
  /** Not posted. */
  METHOD_NOT_ALLOWED(405, GrpcCode.UNIMPLEMENTED, false),
  /** Over the limit of size, before or after decompression. */
  TOO_LARGE(413, GrpcCode.RESOURCE_EXHAUSTED, false),
  /** Neither protobuf nor JSON. */
  UNSUPPORTED_CONTENT_TYPE(415, GrpcCode.INVALID_ARGUMENT, false),
  /** Compressed in another way than gzip. */
  UNSUPPORTED_CONTENT_ENCODING(415, GrpcCode.UNIMPLEMENTED, false),
  /** This sender sends more than it may. */
  RATE_LIMITED(429, GrpcCode.RESOURCE_EXHAUSTED, true),
  /** A mistake of ours, which sending again does not mend. */
  INTERNAL(500, GrpcCode.INTERNAL, false),
  /** More than can be kept at the moment, or the server is starting or stopping. */
  OVERLOADED(503, GrpcCode.UNAVAILABLE, true),
  /** Nothing can be kept at the moment: disk full, store closed. */
  STORE_UNAVAILABLE(503, GrpcCode.RESOURCE_EXHAUSTED, true);

  private final int httpStatus;
  private final GrpcCode grpcCode;
  private final boolean retryable;

  Refusal(int httpStatus, GrpcCode grpcCode, boolean retryable) {
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
    this.retryable = retryable;
  }

  /** The status over HTTP. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The code over gRPC. */
  public GrpcCode grpcCode() {
    return grpcCode;
  }

  /**
   * Whether the same request may succeed later. Over gRPC {@link GrpcCode#RESOURCE_EXHAUSTED} is
   * repeated only if the answer says after what time, so such an answer always does.
   */
  public boolean retryable() {
    return retryable;
  }
}
