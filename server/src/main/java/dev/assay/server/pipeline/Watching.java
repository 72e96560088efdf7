package dev.assay.server.pipeline;

import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.watch.AlertChange;
import dev.assay.monitor.watch.Health;
import dev.assay.monitor.watch.History;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Watch;
import dev.assay.server.store.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is watched, and who is told.
 *
 * @param monitors each with its own name
 * @param patience how long after its end a bucket of time waits for what is late
 * @param history what is compared with
 * @param health how evaluation is doing; null where nothing is known
 * @param telling tells people
 * @since 0.1
 */
public record Watching(
    List<MonitorDefinition> monitors,
    Watch.Patience patience,
    History history,
    Supplier<@Nullable Health> health,
    Telling telling) {

  /** Copies the monitors. */
  public Watching {
    monitors = List.copyOf(monitors);
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(telling, "telling");
  }

  /** The same, compared with another history. */
  Watching with(History other) {
    return new Watching(monitors, patience, other, health, telling);
  }

  /** The same with other monitors. */
  Watching with(List<MonitorDefinition> others) {
    return new Watching(others, patience, history, health, telling);
  }

  /** Watches nothing. */
  public static Watching nothing() {
    return new Watching(
        List.of(), Watch.Patience.of(Duration.ZERO), History.none(), () -> null, new Nobody());
  }

  /** Tells people what has become of alerts. Called on the pipeline's thread; must be quick. */
  public interface Telling {

    /** Puts what is to be told into the batch that holds the alert. */
    void tell(Batch.Builder batch, AlertChange change);

    /** Batches are stored: these changes may be told and shown. */
    void committed(List<AlertChange> changes);

    /** Batches are stored in which these failure cases changed. */
    default void cases(List<FailureCase> changed) {}
  }

  private static final class Nobody implements Telling {

    @Override
    public void tell(Batch.Builder batch, AlertChange change) {}

    @Override
    public void committed(List<AlertChange> changes) {}
  }
}
