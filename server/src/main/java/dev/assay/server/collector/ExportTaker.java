package dev.assay.server.collector;

import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.RefusedException;
import java.util.concurrent.CompletableFuture;

/**
 * Who takes the exports that doors read. Safe for use by several threads.
 *
 * @since 0.1
 */
public interface ExportTaker {

  /** What bounds the bytes of requests not yet answered, for a door to ask before it reads. */
  InFlight inFlight();

  /**
   * Takes an export.
   *
   * @param body inflated
   * @param admission holds the body's bytes; closed once there is an answer
   * @return the answer, once there is one to give; never exceptional
   */
  CompletableFuture<OtlpAnswer> export(
      OtlpSignal signal, Encoding encoding, byte[] body, InFlight.Admission admission);

  /** Answers a request of which nothing was taken. */
  OtlpAnswer refuse(Encoding encoding, RefusedException why);
}
