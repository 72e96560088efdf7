package dev.assay.server.store;

import dev.assay.server.journal.Position;
import java.util.List;
import java.util.Optional;

/**
 * Where the monitor's memory lies. One process at a time holds it; within it, any thread may call.
 *
 * <p>Every method throws {@link StoreException} when the database refuses.
 *
 * @since 0.1
 */
public interface Store extends AutoCloseable {

  /**
   * Stores a batch: all of it, durably, before this returns; or nothing, if this throws. Only where
   * the connection to a database breaks during the very commit may it be either; to store the batch
   * again is right in any case. Batches are stored one after the other.
   */
  void commit(Batch batch);

  /**
   * The latest position a batch brought along, or {@link Position#START}: what the journal holds
   * behind it is not yet stored.
   */
  Position position();

  /** The interactions. */
  Interactions interactions();

  /** What evaluators, users and people made of them. */
  Evidence evidence();

  /** The summaries by slice and time. */
  Windows windows();

  /** Units of work, alerts, failure cases and what else is kept in small numbers. */
  Records records();

  /** An operator's state. */
  Optional<StateBlob> state(String name);

  /** The names of every state. */
  List<String> stateNames();

  /** Forgetting, copying, measuring. */
  Upkeep upkeep();

  /** Whether a commit is likely to work; never throws. */
  Health check();

  /** Closes; what comes later is refused as {@link StoreException.Kind#CLOSED}. */
  @Override
  void close();
}
