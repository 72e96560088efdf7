package dev.assay.server.api;

import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.server.watch.KeptMonitor;
import dev.assay.server.watch.Replayed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where people make monitors. Each deed is durable, in the audit log and in force when its method
 * returns.
 *
 * <p>Methods throw {@link dev.assay.core.problem.InvalidInputException} for what they cannot do,
 * with the lines of what is wrong.
 *
 * @since 0.1
 */
public interface MonitorDesk {

  /** The monitors as they stand: those of the configuration first. */
  List<Watched> watched();

  /** Those that people made, by name, with those that are watched no longer. */
  List<KeptMonitor> kept();

  /** Reads a monitor as it would be saved. */
  MonitorDefinition read(String yaml);

  /**
   * What a monitor would have done on what is stored. Takes some seconds at most.
   *
   * @throws OverloadedException if others wait for the like
   */
  Replayed replay(MonitorDefinition monitor);

  /** Saves a monitor, as new or in place of the one of the same name that people made before. */
  MonitorDefinition save(String yaml, Deed deed);

  /**
   * Watches for it no longer; its alerts are resolved.
   *
   * @return whether people made such a monitor
   */
  boolean remove(String name, Deed deed);

  /**
   * A monitor.
   *
   * @param definition what it is
   * @param kept whether people made it here; otherwise the configuration says it
   * @param lastLook until when it has looked; null if it has not, or looks at everything as it
   *     comes
   * @param problem why it is not watched; null where it is
   */
  record Watched(
      MonitorDefinition definition,
      boolean kept,
      @Nullable Instant lastLook,
      @Nullable String problem) {}

  /** The monitor of this name, if it is watched. */
  default Optional<Watched> watched(String name) {
    return watched().stream().filter(each -> each.definition().name().equals(name)).findFirst();
  }
}
