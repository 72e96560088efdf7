package dev.assay.monitor.watch;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.Signal;
import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.stats.sequential.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A measure as a monitor names it: without the evaluator's version, since each version that comes
 * along is watched by itself.
 *
 * @param kind what
 * @param evaluator whose scores; empty where none are meant
 * @param argument label, failure mode, finish reason, signal or quantity; empty where none is meant
 * @param probability of a quantile; 0.5 where none is meant
 * @param low the least value there can be; minus infinity if not known
 * @param high the greatest value there can be; infinity if not known
 * @since 0.1
 */
public record WatchedMeasure(
    Kind kind, String evaluator, String argument, double probability, double low, double high) {

  /** What. */
  public enum Kind {
    /** The weighted mean of a score. */
    MEAN(true, false),
    /** The weighted share of scores that passed. */
    PASS_RATE(true, true),
    /** The weighted share of a label. */
    LABEL_RATE(true, true),
    /** The weighted share of what could not be scored. */
    UNSCORED_RATE(true, true),
    /** A weighted quantile of a score. */
    SCORE_QUANTILE(true, false),
    /** The weighted share of a failure mode. */
    MODE_RATE(false, true),
    /** The weighted share of completed tasks. */
    COMPLETION_RATE(false, true),
    /** The share of interactions that failed. */
    ERROR_RATE(false, true),
    /** The share that the provider's cache served in part. */
    CACHE_HIT_RATE(false, true),
    /** The share of a finish reason. */
    FINISH_REASON_RATE(false, true),
    /** The share of interactions with a signal. */
    SIGNAL_RATE(false, true),
    /** The share of interactions with a signal against the answer. */
    NEGATIVE_RATE(false, true),
    /** The mean cost of an interaction. */
    MEAN_COST(false, false),
    /** A quantile of latency, length or the like. */
    QUANTILE(false, false);

    private final boolean scored;
    private final boolean rate;

    Kind(boolean scored, boolean rate) {
      this.scored = scored;
      this.rate = rate;
    }

    /** The name as files spell it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is about the scores of an evaluator. */
    public boolean scored() {
      return scored;
    }

    /** Whether it is a share, from 0 to 1. */
    public boolean rate() {
      return rate;
    }

    /**
     * Whether it tells of what users do, or whether their tasks were done, which is known for sure
     * only when they had time for it.
     */
    boolean deeds() {
      return switch (this) {
        case COMPLETION_RATE, SIGNAL_RATE, NEGATIVE_RATE -> true;
        case MODE_RATE,
            MEAN,
            PASS_RATE,
            LABEL_RATE,
            UNSCORED_RATE,
            SCORE_QUANTILE,
            ERROR_RATE,
            CACHE_HIT_RATE,
            FINISH_REASON_RATE,
            MEAN_COST,
            QUANTILE ->
            false;
      };
    }

    boolean quantile() {
      return this == QUANTILE || this == SCORE_QUANTILE;
    }
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if an evaluator, a signal or a quantity is missing or unknown,
   *     or a number out of range
   */
  public WatchedMeasure {
    requireNonNull(kind, "kind");
    requireNonNull(evaluator, "evaluator");
    requireNonNull(argument, "argument");
    if (kind.scored == evaluator.isEmpty()) {
      throw new IllegalArgumentException(
          "evaluator: " + evaluator + " (expected: one where scores are meant)");
    }
    if (!(probability > 0 && probability < 1) || !(low < high)) {
      throw new IllegalArgumentException(
          "probability, low, high: "
              + probability
              + ", "
              + low
              + ", "
              + high
              + " (expected: 0 < probability < 1, low < high)");
    }
    if (kind == Kind.SIGNAL_RATE) {
      signal(argument);
    }
    if (kind == Kind.QUANTILE) {
      quantity(argument);
    }
  }

  /** A measure of everything that needs no further word, or one with an argument. */
  public static WatchedMeasure of(Kind kind, String argument) {
    double low = kind == Kind.MEAN_COST || kind == Kind.QUANTILE ? 0 : kind.rate ? 0 : -1;
    return new WatchedMeasure(
        kind, "", argument, 0.5, low, kind.rate ? 1 : Double.POSITIVE_INFINITY);
  }

  /** The mean score of an evaluator whose scores are from {@code low} to {@code high}. */
  public static WatchedMeasure mean(String evaluator, double low, double high) {
    return new WatchedMeasure(Kind.MEAN, evaluator, "", 0.5, low, high);
  }

  /** A share among the scores of an evaluator. */
  public static WatchedMeasure rate(Kind kind, String evaluator, String argument) {
    return new WatchedMeasure(kind, evaluator, argument, 0.5, 0, 1);
  }

  /** A quantile of a quantity. */
  public static WatchedMeasure quantile(Quantity quantity, double probability) {
    return new WatchedMeasure(
        Kind.QUANTILE,
        "",
        quantity.name().toLowerCase(Locale.ROOT),
        probability,
        0,
        Double.POSITIVE_INFINITY);
  }

  /**
   * A measure without the version of its evaluator.
   *
   * @param range of scores; null if not known
   * @return null for what is a plain fact and no estimate
   */
  static @Nullable WatchedMeasure of(Measure measure, double @Nullable [] range) {
    double low = range == null ? Double.NEGATIVE_INFINITY : range[0];
    double high = range == null ? Double.POSITIVE_INFINITY : range[1];
    if (measure instanceof Measure.MeanScore mean) {
      return mean(mean.key().evaluator(), low, high);
    }
    if (measure instanceof Measure.ScoreQuantile quantile) {
      return new WatchedMeasure(
          Kind.SCORE_QUANTILE, quantile.key().evaluator(), "", quantile.probability(), low, high);
    }
    if (measure instanceof Measure.PassRate rate) {
      return rate(Kind.PASS_RATE, rate.key().evaluator(), "");
    }
    if (measure instanceof Measure.LabelRate rate) {
      return rate(Kind.LABEL_RATE, rate.key().evaluator(), rate.label());
    }
    if (measure instanceof Measure.UnscoredRate rate) {
      return rate(Kind.UNSCORED_RATE, rate.key().evaluator(), "");
    }
    if (measure instanceof Measure.Quantile quantile) {
      return quantile(quantile.quantity(), quantile.probability());
    }
    return ofWhole(measure);
  }

  private static @Nullable WatchedMeasure ofWhole(Measure measure) {
    if (measure instanceof Measure.ModeRate rate) {
      return of(Kind.MODE_RATE, rate.mode());
    }
    if (measure instanceof Measure.FinishReasonRate rate) {
      return of(Kind.FINISH_REASON_RATE, rate.reason());
    }
    if (measure instanceof Measure.SignalRate rate) {
      return of(Kind.SIGNAL_RATE, rate.kind().name().toLowerCase(Locale.ROOT));
    }
    if (measure instanceof Measure.CompletionRate) {
      return of(Kind.COMPLETION_RATE, "");
    }
    if (measure instanceof Measure.ErrorRate) {
      return of(Kind.ERROR_RATE, "");
    }
    if (measure instanceof Measure.CacheHitRate) {
      return of(Kind.CACHE_HIT_RATE, "");
    }
    if (measure instanceof Measure.NegativeRate) {
      return of(Kind.NEGATIVE_RATE, "");
    }
    return measure instanceof Measure.MeanCost ? of(Kind.MEAN_COST, "") : null;
  }

  /** Where it is better: up for scores and what users like, down for errors, times and money. */
  Direction good() {
    return switch (kind) {
      case MEAN, PASS_RATE, SCORE_QUANTILE, COMPLETION_RATE, CACHE_HIT_RATE -> Direction.UP;
      case MODE_RATE -> argument.equals("none") ? Direction.UP : Direction.DOWN;
      case SIGNAL_RATE -> signal(argument).negative() ? Direction.DOWN : Direction.UP;
      case LABEL_RATE,
          UNSCORED_RATE,
          ERROR_RATE,
          FINISH_REASON_RATE,
          NEGATIVE_RATE,
          MEAN_COST,
          QUANTILE ->
          Direction.DOWN;
    };
  }

  static Signal.Kind signal(String key) {
    return find(Signal.Kind.values(), "signal", key);
  }

  static Quantity quantity(String key) {
    return find(Quantity.values(), "quantity", key);
  }

  private static <E extends Enum<E>> E find(E[] values, String name, String key) {
    List<String> known = new ArrayList<>();
    for (E each : values) {
      String spelled = each.name().toLowerCase(Locale.ROOT);
      if (spelled.equals(key)) {
        return each;
      }
      known.add(spelled);
    }
    throw new IllegalArgumentException(
        name + ": " + key + " (expected: one of " + String.join(", ", known) + ")");
  }

  /** The versions of the evaluator there are scores of; one that is empty where none is meant. */
  List<String> versions(SliceSummary summary) {
    if (!kind.scored) {
      return List.of("");
    }
    return summary.scoreKeys().stream()
        .filter(key -> key.evaluator().equals(evaluator))
        .map(ScoreKey::version)
        .toList();
  }

  /**
   * The measure of a version of the evaluator.
   *
   * @param version empty where no evaluator is meant
   */
  public Measure of(String version) {
    ScoreKey key = new ScoreKey(evaluator, version);
    return switch (kind) {
      case MEAN -> new Measure.MeanScore(key);
      case PASS_RATE -> new Measure.PassRate(key);
      case LABEL_RATE -> new Measure.LabelRate(key, argument);
      case UNSCORED_RATE -> new Measure.UnscoredRate(key);
      case SCORE_QUANTILE -> new Measure.ScoreQuantile(key, probability);
      case MODE_RATE -> new Measure.ModeRate(argument);
      case COMPLETION_RATE -> new Measure.CompletionRate();
      case ERROR_RATE -> new Measure.ErrorRate();
      case CACHE_HIT_RATE -> new Measure.CacheHitRate();
      case FINISH_REASON_RATE -> new Measure.FinishReasonRate(argument);
      case SIGNAL_RATE -> new Measure.SignalRate(signal(argument));
      case NEGATIVE_RATE -> new Measure.NegativeRate();
      case MEAN_COST -> new Measure.MeanCost();
      case QUANTILE -> new Measure.Quantile(quantity(argument), probability);
    };
  }

  /** The least value, if it is known. */
  public Optional<Double> least() {
    return Double.isInfinite(low) ? Optional.empty() : Optional.of(low);
  }

  /** Words for it, such as {@code mean of judge}. */
  public String words() {
    return switch (kind) {
      case MEAN -> "mean of " + evaluator;
      case PASS_RATE -> "pass rate of " + evaluator;
      case LABEL_RATE -> "share of " + argument + " by " + evaluator;
      case UNSCORED_RATE -> "unscored share of " + evaluator;
      case SCORE_QUANTILE -> "quantile " + probability + " of " + evaluator;
      case MODE_RATE -> "share of " + argument + " answers";
      case COMPLETION_RATE -> "completed tasks";
      case ERROR_RATE -> "error rate";
      case CACHE_HIT_RATE -> "cache hit rate";
      case FINISH_REASON_RATE -> "share of finish reason " + argument;
      case SIGNAL_RATE -> "share with signal " + argument;
      case NEGATIVE_RATE -> "share with a negative signal";
      case MEAN_COST -> "mean cost";
      case QUANTILE -> "quantile " + probability + " of " + argument;
    };
  }
}
