package dev.assay.server.collector;

import dev.assay.otel.wire.Adjustment;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.Rejection;
import java.util.Map;

/**
 * What a collector did since it began.
 *
 * @param accepted records on the disk, by signal
 * @param rejected records that were not taken, by reason
 * @param adjusted how often something in a record was changed, by kind
 * @param refused requests of which nothing was taken, by reason
 * @param bytes of bodies, inflated
 * @since 0.1
 */
public record CollectorCounts(
    Map<OtlpSignal, Long> accepted,
    Map<Rejection, Long> rejected,
    Map<Adjustment, Long> adjusted,
    Map<Refusal, Long> refused,
    long bytes) {

  /** Copies the maps. */
  public CollectorCounts {
    accepted = Map.copyOf(accepted);
    rejected = Map.copyOf(rejected);
    adjusted = Map.copyOf(adjusted);
    refused = Map.copyOf(refused);
  }
}
