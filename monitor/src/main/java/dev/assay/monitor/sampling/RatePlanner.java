package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets the rates of the next while from past traffic.
 *
 * <p>Floors: what a stratum still lacks of its floor in this hour, over what is forecast to come in
 * the rest of it, is the least its rate may be. Budgets: what is left of each limit, for the rest
 * of its hour or day, is held against what all rates, floors and rules are forecast to spend in
 * that time. Where it is too little, first what rates are above floors is lowered, all by one
 * factor; then floors and rules, all by one factor. No rate falls below a thousandth of what was
 * declared, so that everything stays represented, if by a heavy weight.
 *
 * @since 0.1
 */
public final class RatePlanner {

  private static final double LEAST = 1e-3;
  // Of traffic assumed before any was seen, the part that rules hold for.
  private static final double ASSUMED_RULED = 0.05;

  private final SamplingPlan plan;

  /** Plans for {@code plan}. */
  public RatePlanner(SamplingPlan plan) {
    this.plan = requireNonNull(plan, "plan");
  }

  /** What holds before anything was seen: as {@link #plan} of no traffic. */
  public RateTable begin(Instant at) {
    return plan(new Traffic(), at);
  }

  /** What holds from {@code at} on. */
  public RateTable plan(Traffic traffic, Instant at) {
    long now = at.getEpochSecond();
    traffic.forget(now);
    List<Cell> cells = cells(traffic, now);
    Cut cut = cut(traffic, cells, at);
    Map<String, Map<String, Rate>> rates = new TreeMap<>();
    for (Cell cell : cells) {
      rates
          .computeIfAbsent(cell.stratum.name(), name -> new TreeMap<>())
          .put(cell.evaluator.name(), cell.rate(cut));
    }
    Map<String, Double> ruled = new TreeMap<>();
    for (SampledEvaluator evaluator : plan.evaluators()) {
      ruled.put(evaluator.name(), Math.max(LEAST, cut.must));
    }
    Latencies latencies = traffic.latencies();
    return new RateTable(
        at, rates, ruled, latencies.slowAbove(), latencies.slowElse(), plan.contentHold());
  }

  private List<Cell> cells(Traffic traffic, long now) {
    double each = plan.assumedPerMinute() / 60 / plan.strata().size();
    long hourEnd = (Math.floorDiv(now, Forecast.HOUR) + 1) * Forecast.HOUR;
    List<Cell> cells = new ArrayList<>();
    for (Stratum stratum : plan.strata()) {
      Forecast plain = traffic.forecast(stratum.name(), false, now, each * (1 - ASSUMED_RULED));
      Forecast ruled = traffic.forecast(stratum.name(), true, now, each * ASSUMED_RULED);
      for (SampledEvaluator evaluator : plan.evaluators()) {
        long had =
            traffic.drawn(stratum.name(), evaluator.name(), hourEnd - Forecast.HOUR, hourEnd);
        cells.add(new Cell(stratum, evaluator, plain, ruled, had, hourEnd));
      }
    }
    return cells;
  }

  private Cut cut(Traffic traffic, List<Cell> cells, Instant at) {
    long hour = Math.floorDiv(at.getEpochSecond(), Forecast.HOUR) * Forecast.HOUR;
    var date = at.atZone(plan.zone()).toLocalDate();
    long day = date.atStartOfDay(plan.zone()).toEpochSecond();
    long dayEnd = date.plusDays(1).atStartOfDay(plan.zone()).toEpochSecond();
    Budget budget = plan.budget();
    return Cut.NONE
        .least(cut(traffic, cells, budget.callsPerHour(), false, hour, hour + Forecast.HOUR))
        .least(cut(traffic, cells, budget.moneyPerHour(), true, hour, hour + Forecast.HOUR))
        .least(cut(traffic, cells, budget.callsPerDay(), false, day, dayEnd))
        .least(cut(traffic, cells, budget.moneyPerDay(), true, day, dayEnd));
  }

  private Cut cut(
      Traffic traffic,
      List<Cell> cells,
      @Nullable Double limit,
      boolean money,
      long from,
      long until) {
    if (limit == null) {
      return Cut.NONE;
    }
    double left = limit;
    for (SampledEvaluator evaluator : plan.evaluators()) {
      double price = money ? traffic.meanCost(evaluator) : 1;
      left -= price * traffic.drawn(evaluator.name(), from, until);
    }
    double must = 0;
    double more = 0;
    for (Cell cell : cells) {
      double price = money ? traffic.meanCost(cell.evaluator) : 1;
      double plain = cell.plain.upTo(until);
      must += price * (plain * cell.least() + cell.ruled.upTo(until));
      more += price * plain * (cell.wanted() - cell.least());
    }
    return Cut.of(Math.max(0, left), must, more);
  }

  /** By which factors the budget lowers what must be, and what is more than that. */
  private record Cut(double must, double more) {

    static final Cut NONE = new Cut(1, 1);

    static Cut of(double left, double must, double more) {
      if (must + more <= left) {
        return NONE;
      }
      return must <= left ? new Cut(1, (left - must) / more) : new Cut(left / must, 0);
    }

    Cut least(Cut other) {
      return new Cut(Math.min(must, other.must), Math.min(more, other.more));
    }
  }

  /** One evaluator in one stratum. */
  private static final class Cell {

    private final Stratum stratum;
    private final SampledEvaluator evaluator;
    private final Forecast plain;
    private final Forecast ruled;
    private final double declared;
    private final double floor;

    Cell(
        Stratum stratum,
        SampledEvaluator evaluator,
        Forecast plain,
        Forecast ruled,
        long had,
        long hourEnd) {
      this.stratum = stratum;
      this.evaluator = evaluator;
      this.plain = plain;
      this.ruled = ruled;
      this.declared = stratum.rate() * evaluator.share();
      double lacks = Math.max(0, stratum.floorPerHour() - had);
      double toCome = plain.upTo(hourEnd);
      this.floor = lacks == 0 ? 0 : lacks >= toCome ? 1 : lacks / toCome;
    }

    /** The rate without a budget. */
    double wanted() {
      return Math.max(declared, floor);
    }

    /** The rate that only a budget that cannot pay for it lowers. */
    double least() {
      return floor;
    }

    Rate rate(Cut cut) {
      double rate = cut.must * floor + cut.more * (wanted() - floor);
      double bounded = Math.max(rate, LEAST * declared);
      Reason reason =
          bounded < wanted() ? Reason.BUDGET : floor > declared ? Reason.FLOOR : Reason.RATE;
      return new Rate(Math.min(1, bounded), reason);
    }
  }
}
