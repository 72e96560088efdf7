package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The probabilities that hold from an instant on, until the next table. It rests on the past alone,
 * so that what it gives to an interaction does not depend on that interaction. Nodes that hold the
 * same table decide the same.
 *
 * @param from since when
 * @param rates by stratum and evaluator, where no rule holds
 * @param ruled by evaluator, where a rule holds: 1, or what the budget leaves
 * @param slowAbove milliseconds above which a template's answers are slow
 * @param slowElse the same for templates that are not listed; infinite while too little is known
 * @param contentHold how long content that was not drawn is kept
 * @since 0.1
 */
public record RateTable(
    Instant from,
    Map<String, Map<String, Rate>> rates,
    Map<String, Double> ruled,
    Map<String, Double> slowAbove,
    double slowElse,
    Duration contentHold) {

  private static final int VERSION = 1;
  private static final long FURTHEST = 1L << 40;
  private static final Duration LONGEST_HOLD = Duration.ofDays(30);

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if the content's hold is negative or above 30 days, or the
   *     time tens of thousands of years from now
   */
  public RateTable {
    requireNonNull(from, "from");
    requireNonNull(contentHold, "contentHold");
    if (Math.abs(from.getEpochSecond()) > FURTHEST) {
      throw new IllegalArgumentException("from: " + from + " (expected: a time of this age)");
    }
    if (contentHold.isNegative() || contentHold.compareTo(LONGEST_HOLD) > 0) {
      throw new IllegalArgumentException(
          "content_hold: " + contentHold + " (expected: 0 to 30 days)");
    }
    Map<String, Map<String, Rate>> copy = new TreeMap<>();
    rates.forEach((stratum, row) -> copy.put(stratum, Map.copyOf(row)));
    rates = Map.copyOf(copy);
    ruled = Map.copyOf(ruled);
    slowAbove = Map.copyOf(slowAbove);
  }

  /** The rate of a stratum for an evaluator; empty if the table was made for another plan. */
  Optional<Rate> rate(String stratum, String evaluator) {
    return Optional.ofNullable(rates.getOrDefault(stratum, Map.of()).get(evaluator));
  }

  /** Milliseconds above which an answer of this template is slow; infinite while not known. */
  public double slowAbove(String template) {
    Double own = slowAbove.get(template);
    return own == null ? slowElse : own;
  }

  /** The JSON form, version 1. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("version", VERSION);
    json.put("from", from.toString());
    json.put("content_hold", contentHold.toString());
    ObjectNode strata = json.putObject("rates");
    new TreeMap<>(rates)
        .forEach(
            (stratum, row) -> {
              ObjectNode object = strata.putObject(stratum);
              new TreeMap<>(row)
                  .forEach(
                      (evaluator, rate) ->
                          object
                              .putObject(evaluator)
                              .put("probability", rate.probability())
                              .put("reason", rate.reason().name()));
            });
    ObjectNode rules = json.putObject("ruled");
    new TreeMap<>(ruled).forEach(rules::put);
    ObjectNode slow = json.putObject("slow_above");
    new TreeMap<>(slowAbove).forEach(slow::put);
    if (Double.isFinite(slowElse)) {
      json.put("slow_else", slowElse);
    }
    return json;
  }

  /**
   * Reads the JSON form.
   *
   * @throws InvalidInputException if it is anything else
   */
  public static RateTable fromJson(JsonNode json) {
    try {
      if (json.path("version").asInt(0) != VERSION) {
        throw refuse("version", json.get("version"), String.valueOf(VERSION));
      }
      Map<String, Map<String, Rate>> rates = new TreeMap<>();
      json.path("rates")
          .properties()
          .forEach(
              stratum -> {
                Map<String, Rate> row = new TreeMap<>();
                stratum
                    .getValue()
                    .properties()
                    .forEach(cell -> row.put(cell.getKey(), rate(cell.getValue())));
                rates.put(stratum.getKey(), row);
              });
      return new RateTable(
          Instant.parse(json.path("from").asString("")),
          rates,
          numbers(json.path("ruled"), "ruled", 1),
          numbers(json.path("slow_above"), "slow_above", Double.MAX_VALUE),
          json.has("slow_else")
              ? number(json.path("slow_else"), "slow_else", Double.MAX_VALUE)
              : Double.POSITIVE_INFINITY,
          Duration.parse(json.path("content_hold").asString("")));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new InvalidInputException(
          Problem.of("rate table", e.getMessage(), "ISO 8601 times within bounds"), e);
    }
  }

  private static Rate rate(JsonNode json) {
    String reason = json.path("reason").asString("");
    return new Rate(
        number(json.path("probability"), "probability", 1),
        Arrays.stream(Reason.values())
            .filter(each -> each.name().equals(reason))
            .findFirst()
            .orElseThrow(() -> refuse("reason", json.get("reason"), "a known reason")));
  }

  private static Map<String, Double> numbers(JsonNode json, String subject, double most) {
    Map<String, Double> numbers = new TreeMap<>();
    json.properties()
        .forEach(each -> numbers.put(each.getKey(), number(each.getValue(), subject, most)));
    return numbers;
  }

  private static double number(JsonNode json, String subject, double most) {
    double value = json.isNumber() ? json.doubleValue() : Double.NaN;
    if (!(value > 0 && value <= most)) {
      throw refuse(subject, json, "a number above 0, at most " + most);
    }
    return value;
  }

  private static InvalidInputException refuse(
      String subject, @Nullable JsonNode value, String expected) {
    return new InvalidInputException(Problem.of("rate table " + subject, value, expected));
  }
}
