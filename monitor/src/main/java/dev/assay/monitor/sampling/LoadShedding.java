package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much of the traffic the cheap evaluators look at: everything, or as much as the machine can
 * keep up with.
 *
 * <p>The rate of the next while is set from the load of the last, so that it does not depend on
 * what it decides about. It falls at once and rises by half at a time. Who is looked at is decided
 * by hash, in a group of its own: apart from that for the sampled evaluators, so that what is known
 * from cheap evaluators when those are decided has nothing to do with their draw.
 *
 * @since 0.1
 */
public final class LoadShedding {

  /** The draw of cheap evaluators. */
  public static final String GROUP = "cheap";

  private static final int VERSION = 1;
  private static final double LEAST = 1e-3;
  // Of the capacity, so that a backlog can shrink and noise finds room.
  private static final double USED = 0.9;
  private static final double DRAIN_SECONDS = 30;
  private static final double RISE = 1.5;
  // What waits no longer than this is looked at a little later, and nothing is lost: a server that
  // has just started is slow for a while.
  private static final double BEARABLE_SECONDS = 3;

  private final Draw draw;
  private double rate;

  private LoadShedding(String salt, double rate) {
    this.draw = Draw.withSalt(salt);
    this.rate = Rates.rate("rate", rate);
  }

  /** Begins with everything. */
  public static LoadShedding withSalt(String salt) {
    return new LoadShedding(requireNonNull(salt, "salt"), 1);
  }

  /**
   * The load of the last while.
   *
   * @param arrivedPerSecond interactions that came, looked at or not
   * @param capacityPerSecond interactions that all workers together can look at; NaN if not known
   * @param backlog interactions that wait
   * @since 0.1
   */
  public record Load(double arrivedPerSecond, double capacityPerSecond, double backlog) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is negative or not finite, but for an unknown
     *     capacity
     */
    public Load {
      Rates.amount("arrivedPerSecond", arrivedPerSecond);
      Rates.amount("backlog", backlog);
      if (!Double.isNaN(capacityPerSecond)) {
        Rates.amount("capacityPerSecond", capacityPerSecond);
      }
    }
  }

  /** Sets the rate of the next while. It falls only where there is a backlog. */
  public void observe(Load load) {
    if (rate == 1 && load.backlog() <= BEARABLE_SECONDS * load.arrivedPerSecond()) {
      return;
    }
    double sustained =
        load.arrivedPerSecond() == 0 || Double.isNaN(load.capacityPerSecond())
            ? 1
            : (USED * load.capacityPerSecond() - load.backlog() / DRAIN_SECONDS)
                / load.arrivedPerSecond();
    rate = Math.max(LEAST, Math.min(Math.min(1, sustained), rate * RISE));
  }

  /** The share that is looked at now, above 0, at most 1. */
  public double rate() {
    return rate;
  }

  /**
   * Decides for all cheap evaluators of an interaction alike.
   *
   * @param unit the trace id, or the interaction's own where it has no trace
   */
  public List<Decision> decide(String unit, List<String> evaluators) {
    boolean selected = rate == 1 || draw.of(GROUP, unit) < rate;
    Reason reason = rate == 1 ? Reason.EVERYTHING : Reason.LOAD;
    List<Decision> decisions = new ArrayList<>(evaluators.size());
    for (String evaluator : evaluators) {
      decisions.add(new Decision(evaluator, selected, rate, reason, GROUP));
    }
    return decisions;
  }

  /** The state, version 1; the salt is the plan's and not part of it. */
  public ObjectNode toJson() {
    return Json.object().put("version", VERSION).put("rate", rate);
  }

  /**
   * Goes on from a state.
   *
   * @throws InvalidInputException if it is anything else
   */
  public static LoadShedding fromJson(String salt, JsonNode json) {
    double rate = json.path("rate").isNumber() ? json.path("rate").doubleValue() : Double.NaN;
    if (json.path("version").asInt(0) != VERSION || !(rate > 0 && rate <= 1)) {
      throw new InvalidInputException(
          Problem.of("load shedding", json, "version " + VERSION + " with a rate from 0 to 1"));
    }
    return new LoadShedding(salt, rate);
  }
}
