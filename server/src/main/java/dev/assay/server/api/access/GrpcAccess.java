package dev.assay.server.api.access;

import dev.assay.otel.wire.RefusedException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Ends calls whose metadata holds no key for sending. */
final class GrpcAccess implements ServerInterceptor {

  private final Access access;

  GrpcAccess(Access access) {
    this.access = access;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    try {
      access.check(headers, Scope.INGEST);
    } catch (RefusedException e) {
      call.close(
          Status.fromCodeValue(e.refusal().grpcCode().number()).withDescription(e.explanation()),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return next.startCall(call, headers);
  }
}
