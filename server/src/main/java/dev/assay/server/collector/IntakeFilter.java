package dev.assay.server.collector;

import dev.assay.otel.record.RecordBatch;

/**
 * What must not reach the disk is taken out here: personal data, credentials, content nobody will
 * look at. Called by several threads at once.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface IntakeFilter {

  /** Keeps everything. */
  IntakeFilter NONE = batch -> batch;

  /** What may be stored of a batch: the same records, with less in them. */
  RecordBatch apply(RecordBatch batch);
}
