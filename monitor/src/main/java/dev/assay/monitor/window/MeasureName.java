package dev.assay.monitor.window;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a measure, as queries, configurations and exports spell it.
 *
 * <table>
 * <caption>Names</caption>
 * <tr><th>name<th>is
 * <tr><td>{@code count}<td>how many interactions
 * <tr><td>{@code latency:p95}<td>a quantile of a {@link Quantity}, its name in lower case with
 *     hyphens; {@code p99.9} is the quantile at 0.999
 * <tr><td>{@code error:rate}, {@code cache-hit:rate}, {@code completion:rate}<td>shares
 * <tr><td>{@code cost:mean}<td>the mean cost
 * <tr><td>{@code finish:REASON:rate}<td>the share of a finish reason
 * <tr><td>{@code signal:KIND:rate}<td>the share with a signal such as {@code thumbs_down}, or with
 *     any {@code negative} one
 * <tr><td>{@code mode:MODE:rate}<td>the share of a failure mode such as {@code hallucinated}, or of
 *     {@code none}
 * <tr><td>{@code score:EVALUATOR:mean}, {@code :p10}, {@code :pass}, {@code :unscored}, {@code
 *     :label=LABEL}<td>of scores; {@code EVALUATOR@VERSION} of one version of the evaluator
 * <tr><td>{@code sampled:EVALUATOR:rate}<td>the share that was drawn for an evaluator
 * </table>
 *
 * @since 0.1
 */
public final class MeasureName {

  private static final int LONGEST = 500;
  private static final String RATE = "rate";
  private static final String MEAN = "mean";
  private static final Pattern QUANTILE = Pattern.compile("p([0-9]{1,2}(?:\\.[0-9]{1,6})?)");
  private static final String FORMS =
      "count, latency:p95, error:rate, cache-hit:rate, completion:rate, cost:mean,"
          + " finish:REASON:rate, signal:KIND:rate, mode:MODE:rate, sampled:EVALUATOR:rate,"
          + " score:EVALUATOR:mean, :p10, :pass, :unscored or :label=LABEL";

  private final String text;
  private final @Nullable String evaluator;
  private final @Nullable String version;
  private final Function<ScoreKey, Measure> measure;

  private MeasureName(
      String text,
      @Nullable String evaluator,
      @Nullable String version,
      Function<ScoreKey, Measure> measure) {
    this.text = text;
    this.evaluator = evaluator;
    this.version = version;
    this.measure = measure;
  }

  /**
   * Reads a name.
   *
   * @throws InvalidInputException if it is none
   */
  public static MeasureName parse(String text) {
    if (text.length() > LONGEST) {
      throw wrong(text);
    }
    int first = text.indexOf(':');
    String head = first < 0 ? text : text.substring(0, first);
    String rest = first < 0 ? "" : text.substring(first + 1);
    if (head.equals("score")) {
      return score(text, rest);
    }
    Measure fixed = fixed(text, head, rest);
    return new MeasureName(text, null, null, any -> fixed);
  }

  /** The name of a measure. */
  public static String of(Measure measure) {
    if (measure instanceof Measure.Quantile quantile) {
      return key(quantile.quantity()) + ":" + key(quantile.probability());
    }
    if (measure instanceof Measure.FinishReasonRate finish) {
      return "finish:" + finish.reason() + ":" + RATE;
    }
    if (measure instanceof Measure.SignalRate signal) {
      return "signal:" + signal.kind().name().toLowerCase(Locale.ROOT) + ":" + RATE;
    }
    if (measure instanceof Measure.ModeRate mode) {
      return "mode:" + mode.mode() + ":" + RATE;
    }
    if (measure instanceof Measure.SampledShare sampled) {
      return "sampled:" + sampled.evaluator() + ":" + RATE;
    }
    String scored = ofScore(measure);
    return scored != null ? scored : ofWhole(measure);
  }

  /** Whose scores it is of; empty where it is of something else. */
  public Optional<String> evaluator() {
    return Optional.ofNullable(evaluator);
  }

  /** Of which version of the evaluator; empty where that is left open. */
  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /**
   * The measure.
   *
   * @throws IllegalStateException if the version of an evaluator is left open
   */
  public Measure measure() {
    return measure(version);
  }

  /**
   * The measure of this version of the evaluator, where one is left open.
   *
   * @throws IllegalStateException if neither says the version
   */
  public Measure measure(@Nullable String other) {
    if (evaluator == null) {
      return measure.apply(new ScoreKey("", ""));
    }
    String chosen = version != null ? version : other;
    if (chosen == null) {
      throw new IllegalStateException("measure: " + text + " (expected: a version)");
    }
    return measure.apply(new ScoreKey(evaluator, chosen));
  }

  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MeasureName name && name.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  private static @Nullable String ofScore(Measure measure) {
    if (measure instanceof Measure.MeanScore mean) {
      return score(mean.key(), MEAN);
    }
    if (measure instanceof Measure.ScoreQuantile quantile) {
      return score(quantile.key(), key(quantile.probability()));
    }
    if (measure instanceof Measure.PassRate pass) {
      return score(pass.key(), "pass");
    }
    if (measure instanceof Measure.UnscoredRate unscored) {
      return score(unscored.key(), "unscored");
    }
    if (measure instanceof Measure.LabelRate label) {
      return score(label.key(), "label=" + label.label());
    }
    return null;
  }

  private static String ofWhole(Measure measure) {
    if (measure instanceof Measure.Count) {
      return "count";
    }
    if (measure instanceof Measure.ErrorRate) {
      return "error:rate";
    }
    if (measure instanceof Measure.CacheHitRate) {
      return "cache-hit:rate";
    }
    if (measure instanceof Measure.MeanCost) {
      return "cost:mean";
    }
    if (measure instanceof Measure.NegativeRate) {
      return "signal:negative:rate";
    }
    if (measure instanceof Measure.CompletionRate) {
      return "completion:rate";
    }
    throw new IllegalStateException("measure: " + measure + " (expected: one with a name)");
  }

  private static String score(ScoreKey key, String what) {
    String version = key.version().isEmpty() ? "" : "@" + key.version();
    return "score:" + key.evaluator() + version + ":" + what;
  }

  private static MeasureName score(String text, String rest) {
    int label = rest.indexOf(":label=");
    int colon = label >= 0 ? label : rest.lastIndexOf(':');
    if (colon < 1) {
      throw wrong(text);
    }
    String name = rest.substring(0, colon);
    String what = rest.substring(colon + 1);
    int at = name.lastIndexOf('@');
    String version = at > 0 ? name.substring(at + 1) : null;
    String evaluator = at > 0 ? name.substring(0, at) : name;
    if (evaluator.length() > 200
        || (version != null && (version.isEmpty() || version.length() > 200))) {
      throw wrong(text);
    }
    return new MeasureName(text, evaluator, version, scored(text, what));
  }

  private static Function<ScoreKey, Measure> scored(String text, String what) {
    if (what.startsWith("label=") && what.length() > "label=".length()) {
      String label = what.substring("label=".length());
      return key -> new Measure.LabelRate(key, label);
    }
    return switch (what) {
      case MEAN -> Measure.MeanScore::new;
      case "pass" -> Measure.PassRate::new;
      case "unscored" -> Measure.UnscoredRate::new;
      default -> {
        double probability = probability(what);
        if (Double.isNaN(probability)) {
          throw wrong(text);
        }
        yield key -> new Measure.ScoreQuantile(key, probability);
      }
    };
  }

  private static Measure fixed(String text, String head, String rest) {
    return switch (text) {
      case "count" -> new Measure.Count();
      case "error:rate" -> new Measure.ErrorRate();
      case "cache-hit:rate" -> new Measure.CacheHitRate();
      case "completion:rate" -> new Measure.CompletionRate();
      case "cost:mean" -> new Measure.MeanCost();
      default -> named(text, head, rest);
    };
  }

  private static Measure named(String text, String head, String rest) {
    String middle = rest.endsWith(":" + RATE) ? rest.substring(0, rest.length() - 5) : "";
    if (!middle.isEmpty()) {
      return share(text, head, middle);
    }
    double probability = probability(rest);
    for (Quantity quantity : Quantity.all()) {
      if (key(quantity).equals(head) && !Double.isNaN(probability)) {
        return new Measure.Quantile(quantity, probability);
      }
    }
    throw wrong(text);
  }

  private static Measure share(String text, String head, String what) {
    return switch (head) {
      case "finish" -> new Measure.FinishReasonRate(what);
      case "sampled" -> new Measure.SampledShare(what);
      case "mode" -> {
        if (!what.equals("none") && FailureMode.ofKey(what).isEmpty()) {
          throw wrong(text);
        }
        yield new Measure.ModeRate(what);
      }
      case "signal" ->
          what.equals("negative")
              ? new Measure.NegativeRate()
              : new Measure.SignalRate(
                  Arrays.stream(Signal.Kind.values())
                      .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(what))
                      .findFirst()
                      .orElseThrow(() -> wrong(text)));
      default -> throw wrong(text);
    };
  }

  private static String key(Quantity quantity) {
    return quantity.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String key(double probability) {
    BigDecimal percent = BigDecimal.valueOf(probability).movePointRight(2).stripTrailingZeros();
    return "p" + percent.toPlainString();
  }

  // NaN where it is no quantile.
  private static double probability(String text) {
    Matcher matcher = QUANTILE.matcher(text);
    if (!matcher.matches()) {
      return Double.NaN;
    }
    double probability = new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
    return probability > 0 && probability < 1 ? probability : Double.NaN;
  }

  private static InvalidInputException wrong(String text) {
    List<String> known =
        new ArrayList<>(
            List.of("count", "error:rate", "cache-hit:rate", "completion:rate", "cost:mean"));
    for (Quantity quantity : Quantity.all()) {
      known.add(key(quantity) + ":p95");
    }
    for (FailureMode mode : FailureMode.values()) {
      known.add("mode:" + mode.key() + ":rate");
    }
    for (Signal.Kind kind : Signal.Kind.values()) {
      known.add("signal:" + kind.name().toLowerCase(Locale.ROOT) + ":rate");
    }
    String near = text.length() > LONGEST ? null : Nearest.to(text, known).orElse(null);
    return new InvalidInputException(
        Problem.of("measure", text, FORMS)
            .next(near == null ? null : "did you mean " + near + "?"));
  }
}
