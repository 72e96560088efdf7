package dev.assay.server.run;

import static java.util.Objects.requireNonNull;

import dev.assay.core.gate.GateDecision;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.run.RunHeader;
import dev.assay.core.run.RunStatus;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run as its {@code run.json} tells it, without its results.
 *
 * @param path its folder
 * @param header what it was
 * @param decision the gate's; null where none was written yet
 * @param letsThrough whether the gate lets it on its way
 * @param tally how its examples ended; null where that was not written yet
 * @since 0.1
 */
public record StoredRun(
    Path path,
    RunHeader header,
    @Nullable GateDecision decision,
    boolean letsThrough,
    @Nullable Tally tally) {

  /** Checks the parts. */
  public StoredRun {
    requireNonNull(path, "path");
    requireNonNull(header, "header");
  }

  /**
   * How examples ended.
   *
   * @param planned how many there were to be
   * @param passed how many passed
   * @param failed how many failed
   * @param unscored how many could not be told
   * @param passRate passed among passed and failed; null if there are none
   */
  public record Tally(
      int planned, int passed, int failed, int unscored, @Nullable Estimate passRate) {}

  static StoredRun of(Path path, RunDirectory run) {
    JsonNode sections = run.sections();
    JsonNode gate = sections.path("gate");
    JsonNode overall = sections.path("overall");
    return new StoredRun(
        path,
        run.header(),
        decision(gate.path("decision").asString("")).orElse(null),
        gate.path("lets_through").asBoolean(false),
        overall.isObject() ? tally(overall) : null);
  }

  private static Optional<GateDecision> decision(String name) {
    return Arrays.stream(GateDecision.values()).filter(one -> one.name().equals(name)).findFirst();
  }

  private static Tally tally(JsonNode overall) {
    return new Tally(
        overall.path("n").asInt(0),
        overall.path("passed").asInt(0),
        overall.path("failed").asInt(0),
        overall.path("unscored").asInt(0),
        estimate(overall.path("pass_rate")));
  }

  private static @Nullable Estimate estimate(JsonNode json) {
    for (String name : new String[] {"value", "low", "high", "level", "n"}) {
      if (!json.path(name).isNumber()) {
        return null;
      }
    }
    try {
      Interval interval =
          new Interval(
              json.get("low").doubleValue(),
              json.get("high").doubleValue(),
              json.get("level").doubleValue());
      return new Estimate(json.get("value").doubleValue(), interval, json.get("n").longValue());
    } catch (IllegalArgumentException e) {
      // Somebody wrote into the file.
      return null;
    }
  }

  /** The name of its folder, which names it here. */
  public String folder() {
    return String.valueOf(path.getFileName());
  }

  /** Whether it goes on, as far as its folder tells. */
  public boolean running() {
    return header.status() == RunStatus.RUNNING;
  }
}
