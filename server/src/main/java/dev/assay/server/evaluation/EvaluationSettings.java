package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.monitor.sampling.Budget;
import dev.assay.server.config.EvaluationConfig;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The bounds of evaluation. Start from {@link #builder}.
 *
 * @param concurrency units in work at once
 * @param concurrencyPerModel units in work at once that ask the same model
 * @param maxAttempts how often a unit may fail before it is given up; that its judge is down does
 *     not count
 * @param expireAfter how long a unit may wait before it is given up unevaluated
 * @param timeLimit how long one attempt may take, after which it is interrupted
 * @param lease how long a unit may be in work before it is taken from a thread that does not come
 *     back; longer than the time limit
 * @param firstBackoff the wait after the first failure; doubles with each, with jitter
 * @param longestBackoff the longest wait after a failure
 * @param failuresToOpen after how many failures in a row a model is not asked for a while
 * @param openFor for how long at first; doubles with each vain try
 * @param openAtMost for how long at most
 * @param budget what attempts of judged evaluators may come to in an hour and a day: their number
 *     and their money; what is beyond waits
 * @param zone whose hours and days these are
 * @param mostInMemory how many units are held in memory; the others wait in the store alone
 * @param closeWithin how long closing waits for what is in work
 * @param longestText the longest text of an interaction, in characters, that is evaluated
 * @param seed of the jitter
 * @since 0.1
 */
public record EvaluationSettings(
    int concurrency,
    int concurrencyPerModel,
    int maxAttempts,
    Duration expireAfter,
    Duration timeLimit,
    Duration lease,
    Duration firstBackoff,
    Duration longestBackoff,
    int failuresToOpen,
    Duration openFor,
    Duration openAtMost,
    Budget budget,
    ZoneId zone,
    int mostInMemory,
    Duration closeWithin,
    int longestText,
    long seed) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a number or time is out of range
   */
  public EvaluationSettings {
    atLeastOne("concurrency", concurrency);
    atLeastOne("concurrency_per_model", concurrencyPerModel);
    atLeastOne("max_attempts", maxAttempts);
    atLeastOne("failures_to_open", failuresToOpen);
    atLeastOne("most_in_memory", mostInMemory);
    atLeastOne("longest_text", longestText);
    for (Duration time :
        List.of(
            expireAfter,
            timeLimit,
            lease,
            firstBackoff,
            longestBackoff,
            openFor,
            openAtMost,
            closeWithin)) {
      if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofDays(366)) > 0) {
        throw new IllegalArgumentException(
            "time: " + time + " (expected: above zero, at most a year)");
      }
    }
    if (lease.compareTo(timeLimit) <= 0) {
      throw new IllegalArgumentException(
          "lease: " + lease + " (expected: longer than the time limit, " + timeLimit + ")");
    }
    requireNonNull(budget, "budget");
    requireNonNull(zone, "zone");
  }

  private static void atLeastOne(String subject, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(subject + ": " + number + " (expected: at least 1)");
    }
  }

  /** The defaults. */
  public static EvaluationSettings withDefaults() {
    return builder().build();
  }

  /**
   * Starts from eight units at once, five attempts, a day's patience, five minutes an attempt, no
   * budget.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Gathers {@link EvaluationSettings}. */
  public static final class Builder {

    private int concurrency = 8;
    private int concurrencyPerModel = 8;
    private int maxAttempts = 5;
    private Duration expireAfter = Duration.ofHours(24);
    private Duration timeLimit = Duration.ofMinutes(5);
    private Duration lease = Duration.ofMinutes(6);
    private Duration firstBackoff = Duration.ofSeconds(2);
    private Duration longestBackoff = Duration.ofMinutes(10);
    private int failuresToOpen = 5;
    private Duration openFor = Duration.ofSeconds(15);
    private Duration openAtMost = Duration.ofMinutes(5);
    private Budget budget = Budget.NONE;
    private ZoneId zone = ZoneOffset.UTC;
    private int mostInMemory = 200_000;
    private Duration closeWithin = Duration.ofSeconds(20);
    private int longestText = 1_000_000;
    private long seed;

    private Builder() {}

    /** How many units are in work at once: in all, and of one model. */
    public Builder concurrency(int inAll, int perModel) {
      concurrency = inAll;
      concurrencyPerModel = perModel;
      return this;
    }

    /** How often a unit may fail, and how long it waits after a failure: at first, at most. */
    public Builder retries(int attempts, Duration first, Duration longest) {
      maxAttempts = attempts;
      firstBackoff = first;
      longestBackoff = longest;
      return this;
    }

    /** How long a unit may wait. */
    public Builder expireAfter(Duration patience) {
      expireAfter = patience;
      return this;
    }

    /** How long an attempt may take before it is interrupted, and before it is taken away. */
    public Builder times(Duration attempt, Duration lent) {
      timeLimit = attempt;
      lease = lent;
      return this;
    }

    /** After how many failures in a row a model is not asked, for how long at first and at most. */
    public Builder circuit(int failures, Duration first, Duration longest) {
      failuresToOpen = failures;
      openFor = first;
      openAtMost = longest;
      return this;
    }

    /** What the configuration says; the zone is that of the sampling plan. */
    public Builder config(EvaluationConfig config, ZoneId of) {
      concurrency(config.concurrency(), config.concurrency());
      maxAttempts = config.attempts();
      return expireAfter(config.expireAfter()).budget(config.budget(), of);
    }

    /** What judges may cost and how often they may be asked, in the hours and days of a zone. */
    public Builder budget(Budget bounds, ZoneId of) {
      budget = bounds;
      zone = of;
      return this;
    }

    /** How many units are held in memory. */
    public Builder mostInMemory(int units) {
      mostInMemory = units;
      return this;
    }

    /** How long closing waits for what is in work. */
    public Builder closeWithin(Duration time) {
      closeWithin = time;
      return this;
    }

    /** The longest text of an interaction, in characters, that is evaluated. */
    public Builder longestText(int characters) {
      longestText = characters;
      return this;
    }

    /** The seed of the jitter. */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * What was gathered.
     *
     * @throws IllegalArgumentException if a number or time is out of range
     */
    public EvaluationSettings build() {
      return new EvaluationSettings(
          concurrency,
          concurrencyPerModel,
          maxAttempts,
          expireAfter,
          timeLimit,
          lease,
          firstBackoff,
          longestBackoff,
          failuresToOpen,
          openFor,
          openAtMost,
          budget,
          zone,
          mostInMemory,
          closeWithin,
          longestText,
          seed);
    }
  }
}
