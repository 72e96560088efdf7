package dev.assay.server.evaluation;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.sampling.Budget;
import dev.assay.server.store.Document;
import dev.assay.server.store.DocumentKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may still be spent. What a unit is expected to cost counts as spent from when it is leased,
 * and is stored with the lease: after a crash nothing is spent twice over. Not for several threads
 * at once.
 */
final class SpendingBound {

  static final DocumentKey KEY = new DocumentKey("evaluation", "spending");

  // Before that, what it is assumed to cost may be nearer.
  private static final int ENOUGH_CALLS = 5;

  private final EvaluationSettings settings;
  private final Map<String, Mean> means = new TreeMap<>();
  private Instant hour = Instant.EPOCH;
  private Instant day = Instant.EPOCH;
  private double spentThisHour;
  private double spentThisDay;
  private long callsThisHour;
  private long callsThisDay;
  private boolean changed;

  /** What a unit is expected to cost, and in which hour and day that was counted. */
  record Reservation(double amount, Instant hour, Instant day) {}

  private static final class Mean {
    private long calls;
    private double cost;
  }

  SpendingBound(EvaluationSettings settings) {
    this.settings = settings;
  }

  /** Why {@code evaluator} must not be paid for now; null if it may. */
  @Nullable String refuses(OnlineEvaluator evaluator, Instant now) {
    turn(now);
    Budget budget = settings.budget();
    double cost = expected(evaluator);
    if (exceeds(budget.callsPerHour(), (double) callsThisHour, 1)) {
      return "calls_per_hour";
    }
    if (exceeds(budget.callsPerDay(), (double) callsThisDay, 1)) {
      return "calls_per_day";
    }
    if (exceeds(budget.moneyPerHour(), spentThisHour, cost)) {
      return "money_per_hour";
    }
    return exceeds(budget.moneyPerDay(), spentThisDay, cost) ? "money_per_day" : null;
  }

  private static boolean exceeds(@Nullable Double bound, double spent, double cost) {
    return bound != null && (spent >= bound || spent + cost > bound);
  }

  Reservation reserve(OnlineEvaluator evaluator, Instant now) {
    turn(now);
    double amount = expected(evaluator);
    spentThisHour += amount;
    spentThisDay += amount;
    callsThisHour++;
    callsThisDay++;
    changed = true;
    return new Reservation(amount, hour, day);
  }

  /** A unit was not begun after all. */
  void release(Reservation reserved) {
    callsThisHour -= reserved.hour().equals(hour) ? 1 : 0;
    callsThisDay -= reserved.day().equals(day) ? 1 : 0;
    refund(reserved);
  }

  private void refund(Reservation reserved) {
    spentThisHour -= reserved.hour().equals(hour) ? reserved.amount() : 0;
    spentThisDay -= reserved.day().equals(day) ? reserved.amount() : 0;
    changed = true;
  }

  /** What a unit has cost. */
  void settle(String evaluator, Reservation reserved, double cost, boolean asked, Instant now) {
    turn(now);
    refund(reserved);
    spentThisHour += cost;
    spentThisDay += cost;
    if (asked) {
      Mean mean = means.computeIfAbsent(evaluator, name -> new Mean());
      mean.calls++;
      mean.cost += cost;
    }
  }

  private double expected(OnlineEvaluator evaluator) {
    Mean mean = means.get(evaluator.name());
    if (mean == null) {
      return evaluator.assumedCost();
    }
    double paid = mean.cost / mean.calls;
    return mean.calls >= ENOUGH_CALLS ? paid : Math.max(paid, evaluator.assumedCost());
  }

  private void turn(Instant now) {
    ZonedDateTime local = now.atZone(settings.zone());
    Instant thisHour = local.truncatedTo(ChronoUnit.HOURS).toInstant();
    Instant thisDay = local.truncatedTo(ChronoUnit.DAYS).toInstant();
    if (!thisHour.equals(hour)) {
      hour = thisHour;
      spentThisHour = 0;
      callsThisHour = 0;
    }
    if (!thisDay.equals(day)) {
      day = thisDay;
      spentThisDay = 0;
      callsThisDay = 0;
    }
  }

  double spentThisHour(Instant now) {
    turn(now);
    return Math.max(0, spentThisHour);
  }

  double spentThisDay(Instant now) {
    turn(now);
    return Math.max(0, spentThisDay);
  }

  /** How it stands, if that is not stored yet. */
  @Nullable Document changed(Instant now) {
    if (!changed) {
      return null;
    }
    changed = false;
    ObjectNode json = Json.object();
    json.put("hour", hour.toString());
    json.put("spent_this_hour", spentThisHour);
    json.put("calls_this_hour", callsThisHour);
    json.put("calls_this_day", callsThisDay);
    json.put("day", day.toString());
    json.put("spent_this_day", spentThisDay);
    ObjectNode all = json.putObject("evaluators");
    means.forEach(
        (name, mean) -> all.putObject(name).put("calls", mean.calls).put("cost", mean.cost));
    return new Document(KEY.collection(), KEY.id(), now, Json.write(json));
  }

  /** It was not stored. */
  void unchanged() {
    changed = true;
  }

  /** Goes on from what was stored; nothing of it where it cannot be read. */
  void read(Document stored) {
    JsonNode json;
    try {
      json = Json.parse(stored.json(), "evaluation/spending", 1);
      hour = Instant.parse(json.path("hour").asString(""));
      day = Instant.parse(json.path("day").asString(""));
    } catch (InvalidInputException | DateTimeException e) {
      return;
    }
    spentThisHour = Math.max(0, json.path("spent_this_hour").asDouble(0));
    spentThisDay = Math.max(0, json.path("spent_this_day").asDouble(0));
    callsThisHour = Math.max(0, json.path("calls_this_hour").asLong(0));
    callsThisDay = Math.max(0, json.path("calls_this_day").asLong(0));
    json.path("evaluators")
        .properties()
        .forEach(
            entry -> {
              Mean mean = new Mean();
              mean.calls = entry.getValue().path("calls").asLong(0);
              mean.cost = Math.max(0, entry.getValue().path("cost").asDouble(0));
              if (mean.calls > 0) {
                means.put(entry.getKey(), mean);
              }
            });
  }
}
