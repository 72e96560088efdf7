package dev.assay.benchmarks.monitor;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Usage;
import dev.assay.monitor.sampling.Budget;
import dev.assay.monitor.sampling.Facts;
import dev.assay.monitor.sampling.Match;
import dev.assay.monitor.sampling.Rule;
import dev.assay.monitor.sampling.SampledEvaluator;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.sampling.Stratum;
import dev.assay.monitor.sampling.TraceDecision;
import dev.assay.monitor.sampling.Traffic;
import dev.assay.monitor.sampling.TrafficSampler;
import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Series;
import dev.assay.monitor.window.SeriesQuery;
import dev.assay.monitor.window.SliceDefinition;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.monitor.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Sampling and windows, for each interaction, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MonitorBenchmark {

  private static final int INTERACTIONS = 1 << 14;
  // 20,000 a second.
  private static final long NANOS_APART = 50_000;
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final ScoreKey JUDGE = new ScoreKey("judge", "v1");
  private static final Score SCORE = Score.of(4).withPassed(true).withLabel("good");

  private ObservedInteraction[] interactions = new ObservedInteraction[0];
  private Facts[] facts = new Facts[0];
  private Windows windows = windows();
  private TrafficSampler sampler = new TrafficSampler(plan(), new Traffic(), START);
  private byte[] stored = new byte[0];
  private final Map<Instant, byte[]> month = new HashMap<>();
  private int at;
  private long nanos;

  private static Windows windows() {
    // With everything, eight slices an interaction.
    return new Windows(
        Slicing.of(
            List.of(
                SliceDefinition.of("app"),
                SliceDefinition.of("environment"),
                SliceDefinition.of("feature"),
                SliceDefinition.of("prompt_template"),
                SliceDefinition.of("prompt_template", "prompt_version"),
                SliceDefinition.of("model"),
                SliceDefinition.of("tag:segment")),
            "salt"),
        Duration.ofDays(1),
        Duration.ofDays(1));
  }

  private static SamplingPlan plan() {
    return SamplingPlan.builder()
        .stratum(new Stratum("gold", Match.any().tag("segment", "gold"), 0.2, 50))
        .stratum(new Stratum("refunds", Match.any().feature("feature-1"), 0.1, 50))
        .stratum(new Stratum("night", Match.any().hours(0, 1, 2, 3, 4, 5), 0.1, 10))
        .evaluator(SampledEvaluator.of("faithfulness"))
        .evaluator(SampledEvaluator.of("relevance"))
        .evaluator(new SampledEvaluator("tone", SampledEvaluator.TOGETHER, 0.2, 0.01))
        .rule("error", new Rule.Failed())
        .rule("slow", new Rule.Slow())
        .rule("flag", new Rule.Flagged(Set.of()))
        .rule("signal", new Rule.Signalled(Set.of()))
        .budget(new Budget(100_000.0, 1_000_000.0, null, 500.0))
        .build();
  }

  /** Makes interactions, a full minute, and a month of hours. */
  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    interactions = new ObservedInteraction[INTERACTIONS];
    facts = new Facts[INTERACTIONS];
    for (int i = 0; i < INTERACTIONS; i++) {
      interactions[i] = interaction(random);
      facts[i] = Facts.of(interactions[i]);
    }
    Windows filled = windows();
    for (int i = 0; i < INTERACTIONS; i++) {
      filled.add(interactions[i], START);
      if (i % 20 == 0) {
        filled.score(interactions[i], JUDGE, SCORE, 0.05);
      }
    }
    Window minute = filled.open().iterator().next();
    stored = minute.all().toBytes();
    for (int hour = 0; hour < 30 * 24; hour++) {
      month.put(START.plusSeconds(3600L * hour), stored);
    }
  }

  private static ObservedInteraction interaction(SplittableRandom random) {
    long input = 50L + random.nextInt(20_000);
    return new ObservedInteraction(
        "i" + random.nextLong(),
        String.format("%016x%016x", random.nextLong(), random.nextLong()),
        "00f067aa0ba902b7",
        null,
        START.plusSeconds(random.nextInt(60)),
        "shop",
        "production",
        "feature-" + random.nextInt(10),
        null,
        null,
        false,
        Interaction.builder()
            .input(List.of(Message.user("a question of some words")))
            .output("an answer of some more words than that")
            .latencyMillis(200 - 900 * Math.log(1 - random.nextDouble()))
            .ttftMillis(50 + 100 * random.nextDouble())
            .usage(new Usage(input, 20L + random.nextInt(400), input / 2, null, 1e-6 * input))
            .finishReason("stop")
            .promptTemplate("template-" + random.nextInt(10))
            .promptVersion("v" + random.nextInt(3))
            .model("model-" + random.nextInt(4))
            .tag("segment", random.nextInt(10) == 0 ? "gold" : "free")
            .build());
  }

  /** The operational numbers of one interaction into eight slices. */
  @Benchmark
  public Windows.Arrival window() {
    return windows.add(interactions[at++ & (INTERACTIONS - 1)], START);
  }

  /** One score into eight slices. */
  @Benchmark
  public void score() {
    windows.score(interactions[at++ & (INTERACTIONS - 1)], JUDGE, SCORE, 0.05);
  }

  /** One decision for three evaluators, planning included. */
  @Benchmark
  public TraceDecision decide() {
    int i = at++ & (INTERACTIONS - 1);
    nanos += NANOS_APART;
    return sampler.decide(interactions[i], facts[i], START.plusNanos(nanos));
  }

  /** One slice from bytes and back. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public byte[] write() {
    return SliceSummary.fromBytes(stored).toBytes();
  }

  /** 30 days of hours of one slice from bytes, and their series. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Series month() {
    SeriesQuery query =
        new SeriesQuery(
            new Measure.Quantile(Quantity.LATENCY, 0.95),
            WindowLevel.HOUR,
            START,
            START.plusSeconds(30 * 24 * 3600),
            0.95);
    return read(query);
  }

  /** The same for a pass rate. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public Series monthOfScores() {
    SeriesQuery query =
        new SeriesQuery(
            new Measure.PassRate(JUDGE),
            WindowLevel.HOUR,
            START,
            START.plusSeconds(30 * 24 * 3600),
            0.95);
    return read(query);
  }

  private Series read(SeriesQuery query) {
    Map<Instant, SliceSummary> read = new HashMap<>();
    month.forEach((start, bytes) -> read.put(start, SliceSummary.fromBytes(bytes, query.needs())));
    return query.over(read, Instant.MAX);
  }
}
