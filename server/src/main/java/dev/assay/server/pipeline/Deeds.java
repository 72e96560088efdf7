package dev.assay.server.pipeline;

import dev.assay.monitor.failure.FailureCases;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.Watch;
import dev.assay.server.store.Batch;
import java.time.Instant;
import java.util.List;

/**
 * What people may change between two commits, on the pipeline's thread.
 *
 * @since 0.1
 */
public interface Deeds {

  /** The failure cases; what changes is stored. */
  FailureCases cases();

  /** The watch; pass on what it gives with {@link #changed}. */
  Watch watch();

  /** Alerts that changed, to be stored and told. */
  void changed(List<AlertChange> changes);

  /** What else is to be stored with it, such as an entry of the audit log. */
  Batch.Builder batch();

  /** Now. */
  Instant now();
}
