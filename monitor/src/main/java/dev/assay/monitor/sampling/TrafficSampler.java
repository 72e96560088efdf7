package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The sampler of one node: decides, counts, and plans anew every ten seconds, or sooner where far
 * more comes than was planned for. The same interactions at the same times give the same decisions.
 * For one thread.
 *
 * <p>Several nodes share a plan and merge their {@link Traffic} where one of them plans; each then
 * follows the table it is given.
 *
 * @since 0.1
 */
public final class TrafficSampler {

  private static final String KIND = "sampling.sampler";
  private static final int VERSION = 1;
  private static final long MOST = 1L << 50;
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final long FEWEST = 100;

  private final Sampler sampler;
  private final RatePlanner planner;
  private final Traffic traffic;
  private RateTable table;
  private boolean follows;
  private long expected;
  private long came;

  /**
   * Goes on from earlier traffic, or begins with none.
   *
   * @param at now
   */
  public TrafficSampler(SamplingPlan plan, Traffic traffic, Instant at) {
    this.sampler = new Sampler(plan);
    this.planner = new RatePlanner(plan);
    this.traffic = requireNonNull(traffic, "traffic");
    this.table = planner.plan(traffic, at);
    this.expected = expected(at);
  }

  private TrafficSampler(SamplingPlan plan, Traffic traffic, RateTable table) {
    this.sampler = new Sampler(plan);
    this.planner = new RatePlanner(plan);
    this.traffic = traffic;
    this.table = table;
  }

  /**
   * Decides about an interaction.
   *
   * @param at now, when its trace is decided
   */
  public TraceDecision decide(ObservedInteraction observed, Facts facts, Instant at) {
    return decide(observed, facts, table(at), at);
  }

  /**
   * Decides by a table that held earlier, when content was kept or not by what {@link
   * Sampler#mayDraw} said of it.
   *
   * @param held the table that held then
   * @param at now, when its trace is decided
   */
  public TraceDecision decide(
      ObservedInteraction observed, Facts facts, RateTable held, Instant at) {
    planIfDue(at);
    came++;
    long second = at.getEpochSecond();
    Optional<Rule> rule = sampler.rule(facts, held);
    TraceDecision decision = sampler.decide(observed, rule, held, at);
    traffic.arrived(decision.stratum(), rule.isPresent(), second);
    traffic.took(facts.template(), facts.latencyMillis(), second);
    for (Decision each : decision.decisions()) {
      if (each.selected()) {
        traffic.drew(decision.stratum(), each.evaluator(), second);
      }
    }
    return decision;
  }

  /** Decides again when more is known, as {@link Sampler#revise} does. */
  public TraceDecision revise(TraceDecision before, Facts facts, Instant at) {
    planIfDue(at);
    TraceDecision after = sampler.revise(before, facts, table, at);
    if (after.phase() > before.phase()) {
      long second = at.getEpochSecond();
      traffic.arrived(before.stratum(), true, second);
      for (int i = 0; i < after.decisions().size(); i++) {
        if (after.decisions().get(i).selected() && !before.decisions().get(i).selected()) {
          traffic.drew(before.stratum(), after.decisions().get(i).evaluator(), second);
        }
      }
    }
    return after;
  }

  /**
   * Learns what a call of an evaluator cost.
   *
   * @param money at least 0; 0 where the answer was cached
   */
  public void paid(String evaluator, double money) {
    traffic.cost(evaluator, money);
  }

  /** From now on decides by tables that another node planned, this one first, and plans none. */
  public void follow(RateTable other) {
    table = requireNonNull(other, "other");
    follows = true;
  }

  /** The table that holds now. */
  public RateTable table() {
    return table;
  }

  /** The table that holds at {@code at}, which is now; planned anew if that is due. */
  public RateTable table(Instant at) {
    planIfDue(at);
    return table;
  }

  /** What it decides with. */
  public Sampler sampler() {
    return sampler;
  }

  /** What it counted: its state. */
  public Traffic traffic() {
    return traffic;
  }

  /** The binary form of all its state, version 1. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(KIND, VERSION);
    out.flag(follows);
    out.count(expected);
    out.count(came);
    out.block(Json.writeUtf8(table.toJson()));
    out.block(traffic.toBytes());
    return out.toBytes();
  }

  /**
   * Goes on from the binary form as if it had never stopped; where the plan has changed, from the
   * next table on.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  public static TrafficSampler fromBytes(SamplingPlan plan, byte[] bytes) {
    StateReader in = new StateReader(bytes, KIND, VERSION);
    boolean follows = in.flag();
    long expected = in.count(MOST);
    long came = in.count(MOST);
    RateTable table;
    try {
      table = RateTable.fromJson(Json.parse(Json.decode(in.block(), KIND), KIND, 1));
    } catch (InvalidInputException e) {
      throw in.refuse(e.problems().get(0).message(), "a table of rates");
    }
    TrafficSampler sampler = new TrafficSampler(plan, Traffic.fromBytes(in.block()), table);
    in.end();
    sampler.follows = follows;
    sampler.expected = expected;
    sampler.came = came;
    return sampler;
  }

  private void planIfDue(Instant at) {
    if (follows) {
      return;
    }
    boolean setBack = at.isBefore(table.from().minus(EVERY));
    if (came > expected || setBack || !at.isBefore(table.from().plus(EVERY))) {
      table = planner.plan(traffic, at);
      expected = expected(at);
      came = 0;
    }
  }

  // Twice as much as forecast is noise or the start of something: plan anew.
  private long expected(Instant at) {
    double perSecond = 0;
    for (Stratum stratum : sampler.plan().strata()) {
      for (boolean byRule : new boolean[] {false, true}) {
        perSecond += traffic.forecast(stratum.name(), byRule, at.getEpochSecond(), 0).perSecond();
      }
    }
    return FEWEST + (long) (2 * perSecond * EVERY.toSeconds());
  }
}
