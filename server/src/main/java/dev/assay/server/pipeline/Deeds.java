package dev.assay.server.pipeline;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.failure.FailureCases;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Watch;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people may change between two commits, on the pipeline's thread.
 *
 * @since 0.1
 */
public interface Deeds {

  /** The failure cases; what changes is stored. */
  FailureCases cases();

  /**
   * Takes an interaction for a failure that a person found.
   *
   * @param said what was said in it; null where that is not kept
   * @param by who, as the case shows it
   * @return the case that it is in; empty if there is no such interaction, or nothing of it can
   *     become a case
   */
  Optional<FailureCase> report(
      InteractionKey interaction, @Nullable Interaction said, FailureMode mode, String by);

  /** The watch; pass on what it gives with {@link #changed}. */
  Watch watch();

  /**
   * Watches for something else from now on. Monitors that stay the same go on with what they
   * learned; alerts of those that are no more are resolved with the next commit.
   */
  void monitors(List<MonitorDefinition> monitors);

  /** Alerts that changed, to be stored and told. */
  void changed(List<AlertChange> changes);

  /** What else is to be stored with it, such as an entry of the audit log. */
  Batch.Builder batch();

  /** Now. */
  Instant now();
}
