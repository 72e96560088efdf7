package dev.assay.server.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How evaluation goes. Numbers are since the start of this process unless they say otherwise.
 *
 * @param evaluators by evaluator
 * @param models by chat model
 * @param waitingInStore units beyond those held in memory, which no evaluator's number has
 * @param deadInStore units given up that are kept, whenever that was
 * @param uncommitted results handed over and not yet stored
 * @param leasesExpired units taken from threads that did not come back
 * @param vanished units whose interaction was deleted
 * @param spentThisHour money in the hour, what is in work estimated
 * @param spentThisDay money in the day, what is in work estimated
 * @param postponed why paid work waits, such as {@code money_per_hour}; null if it does not
 * @param storeFailure why the queue cannot be written; null if it can
 * @since 0.1
 */
public record EvaluationCounts(
    Map<String, OfEvaluator> evaluators,
    Map<String, OfModel> models,
    long waitingInStore,
    long deadInStore,
    long uncommitted,
    long leasesExpired,
    long vanished,
    double spentThisHour,
    double spentThisDay,
    @Nullable String postponed,
    @Nullable String storeFailure) {

  /** Copies the maps. */
  public EvaluationCounts {
    evaluators = Map.copyOf(evaluators);
    models = Map.copyOf(models);
  }

  /**
   * Of one evaluator, all versions together.
   *
   * @param done units evaluated and stored, with or without a score
   * @param unscored of these, those without
   * @param retried attempts that failed and will be repeated
   * @param dead units given up after too many failures
   * @param expired units given up because they waited too long
   * @param repeated units not evaluated because their result was stored already
   * @param waiting units that wait now
   * @param running units in work now
   * @param unbound of those waiting, those of a version that is not configured any more
   * @param oldest how long the oldest unit has been waiting; null if none waits
   * @param cost money paid
   * @param unpriced judged units that cost an amount nobody knows: no bound on money holds them
   */
  public record OfEvaluator(
      long done,
      long unscored,
      long retried,
      long dead,
      long expired,
      long repeated,
      long waiting,
      long running,
      long unbound,
      @Nullable Duration oldest,
      double cost,
      long unpriced) {}

  /**
   * Of one chat model.
   *
   * @param circuit whether it is asked
   * @param failuresInARow attempts that failed since the last that did not
   * @param running units in work that ask it
   * @param retryAt when it is asked again, if it is not
   * @param lastFailure the kind of the last failure, such as {@code unavailable}; null if there was
   *     none
   */
  public record OfModel(
      Circuit circuit,
      int failuresInARow,
      int running,
      @Nullable Instant retryAt,
      @Nullable String lastFailure) {

    /** Checks the parts. */
    public OfModel {
      Objects.requireNonNull(circuit, "circuit");
    }
  }

  /** Whether a model is asked. */
  public enum Circuit {
    /** It is. */
    CLOSED,
    /** One call is to show whether it answers again. */
    HALF_OPEN,
    /** It is not, for a while. */
    OPEN
  }
}
