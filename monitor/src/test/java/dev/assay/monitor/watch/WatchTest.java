package dev.assay.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Usage;
import dev.assay.core.json.Json;
import dev.assay.monitor.internal.HostileBytes;
import dev.assay.monitor.window.Completion;
import dev.assay.monitor.window.Quantity;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.Windows;
import dev.assay.stats.sequential.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Slicing SLICING = Slicing.withDefaults();
  private static final ScoreKey JUDGE = new ScoreKey("judge", "v1");
  private static final Duration LATENESS = Duration.ofMinutes(10);
  private static final Watch.Patience PATIENCE = Watch.Patience.of(LATENESS);
  private static final Watch.Patience DEEDS =
      new Watch.Patience(LATENESS, LATENESS.multipliedBy(3));
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final WatchedMeasure MEAN = WatchedMeasure.mean("judge", 1, 5);
  private static final BaselineSource.Past WEEK = new BaselineSource.Past(Duration.ofDays(7));

  /** What an hour is like. */
  private record World(double grade, double thumbsDown, double length, String version, int n) {
    static final World USUAL = new World(4, 0.05, 500, "v1", 40);
  }

  // Windows are not changed by who reads them, and most tests begin with the same days.
  private static final Map<String, List<Window>> HOURS = new HashMap<>();

  private static List<Window> hour(int hour, World world, String worse) {
    return HOURS.computeIfAbsent(hour + " " + world + worse, key -> made(hour, world, worse));
  }

  private static List<Window> made(int hour, World world, String worse) {
    SplittableRandom random = new SplittableRandom(hour);
    Windows windows = new Windows(SLICING, Duration.ofDays(1), HOUR);
    Instant start = START.plus(Duration.ofHours(hour));
    for (int i = 0; i < world.n; i++) {
      String feature = "feature-" + i % 4;
      ObservedInteraction observed =
          new ObservedInteraction(
              "i" + hour + "-" + i,
              null,
              null,
              null,
              start.plusSeconds(random.nextInt(3600)),
              "shop",
              "production",
              feature,
              null,
              null,
              false,
              Interaction.builder()
                  .output("an answer")
                  .promptTemplate("answer")
                  .promptVersion(world.version)
                  .latencyMillis(500 + 500 * random.nextDouble())
                  .usage(
                      new Usage(
                          (long) (world.length * (0.5 + random.nextDouble())),
                          20L,
                          null,
                          null,
                          null))
                  .build());
      windows.add(observed, start.plus(HOUR));
      double mean = worse.isEmpty() || feature.equals(worse) ? world.grade : 4;
      double grade = Math.max(1, Math.min(5, Math.round(mean + 0.8 * random.nextGaussian())));
      windows.score(observed, JUDGE, Score.of(grade).withPassed(grade >= 3), 0.5);
      windows.mode(observed, grade >= 3 ? "none" : "hallucinated", 0.5);
      if (random.nextDouble() < world.thumbsDown) {
        windows.signal(observed, Signal.Kind.THUMBS_DOWN, true, true);
      }
    }
    return windows.drain(Instant.MAX);
  }

  /** All windows of before, as a store has them. */
  private static final class Past implements History {
    private final TreeMap<Instant, List<Window>> windows = new TreeMap<>();

    @Override
    public Optional<Level> baseline(
        BaselineSource source, WatchedMeasure measure, String version, Slice slice) {
      return source instanceof BaselineSource.GoldenRun
          ? Optional.of(new Level(4, 0.0004, "the golden run"))
          : Optional.empty();
    }

    @Override
    public Map<Slice, SliceSummary> slices(Instant from, Instant to) {
      Map<Slice, SliceSummary> all = new HashMap<>();
      windows
          .subMap(from, to)
          .values()
          .forEach(
              list ->
                  list.forEach(
                      window ->
                          window
                              .slices()
                              .forEach(
                                  (slice, summary) ->
                                      all.computeIfAbsent(slice, key -> new SliceSummary())
                                          .merge(summary))));
      return all;
    }
  }

  /** Feeds an hour at a time. */
  private static final class Engine {
    private Watch watch;
    private final List<MonitorDefinition> monitors;
    private final Past past = new Past();
    private final List<AlertChange> changes = new ArrayList<>();
    private boolean restarts;
    private long commit;
    private int hour;

    Engine(MonitorDefinition... monitors) {
      this.monitors = List.of(monitors);
      watch = Watch.of(this.monitors, PATIENCE);
    }

    List<AlertChange> hours(int n, World world, String worse) {
      int before = changes.size();
      for (int i = 0; i < n; i++) {
        List<Window> windows = WatchTest.hour(hour, world, worse);
        Instant start = START.plus(Duration.ofHours(hour++));
        windows.forEach(
            w -> past.windows.computeIfAbsent(w.start(), k -> new ArrayList<>()).add(w));
        commit(Feed.of(windows), start.plus(HOUR).plus(LATENESS));
      }
      return changes.subList(before, changes.size());
    }

    List<AlertChange> commit(Feed feed, Instant now) {
      if (restarts) {
        watch = Watch.fromBytes(watch.toBytes(), monitors, PATIENCE);
      }
      List<AlertChange> what = watch.commit(commit++, feed, past, now);
      changes.addAll(what);
      return what;
    }

    Instant now() {
      return START.plus(Duration.ofHours(hour)).plus(LATENESS);
    }
  }

  private static MonitorDefinition monitor(Condition condition) {
    return MonitorDefinition.of("m", Severity.HIGH, condition);
  }

  private static List<AlertChange> of(List<AlertChange> changes, AlertChange.What what) {
    return changes.stream().filter(change -> change.what() == what).toList();
  }

  private static Alert only(List<AlertChange> changes, AlertChange.What what) {
    List<AlertChange> found = of(changes, what);
    assertThat(found).as("%s of %s", what, changes).hasSize(1);
    assertThat(found.get(0).tell()).isTrue();
    return found.get(0).alert();
  }

  private static Condition.Change drop(BaselineSource baseline) {
    return new Condition.Change(MEAN, Direction.DOWN, 0, baseline, Rhythm.DAY, HOUR, MONTH);
  }

  @Test
  void change_ofOneFeature_firesSaysWhereAndResolves() {
    Engine engine = new Engine(monitor(drop(WEEK)));
    assertThat(of(engine.hours(24 * 7, World.USUAL, ""), AlertChange.What.OPENED)).isEmpty();
    World bad = new World(2.5, 0.05, 500, "v1", 40);
    Alert alert = only(engine.hours(24, bad, "feature-2"), AlertChange.What.OPENED);
    assertThat(alert.title()).contains("mean of judge fell to").contains("the last 7d");
    assertThat(alert.change()).isNotNull();
    assertThat(alert.change().high()).isLessThan(0);
    assertThat(Duration.between(START.plus(Duration.ofDays(7)), alert.since()).abs())
        .isLessThanOrEqualTo(Duration.ofHours(4));
    assertThat(alert.concentrations().get(0).slice()).isEqualTo("feature=feature-2");
    assertThat(alert.concentrations()).allMatch(each -> each.pValue() <= 0.05);
    assertThat(alert.wrong()).contains("at most one false alarm in 30");
    Alert over = only(engine.hours(30, World.USUAL, ""), AlertChange.What.RESOLVED);
    assertThat(over.id()).isEqualTo(alert.id());
    assertThat(over.resolution()).contains("back");
  }

  @Test
  void threshold_cusum_golden_fireAndResolve() {
    List<Condition> conditions =
        List.of(
            new Condition.Threshold(MEAN, Direction.DOWN, 3.5, 30, HOUR, MONTH),
            new Condition.CumulativeSum(MEAN, Direction.DOWN, 1, WEEK, Rhythm.DAY, HOUR, MONTH),
            drop(new BaselineSource.GoldenRun()),
            new Condition.Change(
                WatchedMeasure.of(WatchedMeasure.Kind.MODE_RATE, "hallucinated"),
                Direction.BOTH,
                0,
                WEEK,
                Rhythm.DAY,
                HOUR,
                MONTH));
    for (Condition condition : conditions) {
      Engine engine = new Engine(monitor(condition));
      assertThat(of(engine.hours(24 * 8, World.USUAL, ""), AlertChange.What.OPENED)).isEmpty();
      World bad = new World(2.5, 0.05, 500, "v1", 40);
      only(engine.hours(24, bad, ""), AlertChange.What.OPENED);
      only(engine.hours(30, World.USUAL, ""), AlertChange.What.RESOLVED);
    }
  }

  @Test
  void quantile_thatRises_fires() {
    Engine engine =
        new Engine(
            monitor(
                new Condition.Change(
                    WatchedMeasure.quantile(Quantity.INPUT_TOKENS, 0.5),
                    Direction.UP,
                    0,
                    WEEK,
                    Rhythm.DAY,
                    HOUR,
                    MONTH)));
    engine.hours(24 * 4, World.USUAL, "");
    only(engine.hours(24, new World(4, 0.05, 900, "v1", 40), ""), AlertChange.What.OPENED);
  }

  @Test
  void divergence_usersUnhappyWhileScoresStay_fires_bothWorse_doesNot() {
    Condition condition =
        new Condition.Divergence(
            WatchedMeasure.rate(WatchedMeasure.Kind.PASS_RATE, "judge", ""),
            Direction.UP,
            WatchedMeasure.of(WatchedMeasure.Kind.NEGATIVE_RATE, ""),
            Direction.DOWN,
            WEEK,
            Rhythm.DAY,
            HOUR,
            MONTH);
    Engine engine = new Engine(monitor(condition));
    engine.hours(24 * 5, World.USUAL, "");
    Alert alert =
        only(engine.hours(36, new World(4, 0.3, 500, "v1", 40), ""), AlertChange.What.OPENED);
    assertThat(alert.title()).contains("less content than scores say");
    only(engine.hours(48, World.USUAL, ""), AlertChange.What.RESOLVED);
  }

  @Test
  void drift_ofLengths_firesAndResolves() {
    for (Condition.Distance distance :
        List.of(Condition.Distance.PSI, Condition.Distance.KS, Condition.Distance.JS)) {
      Engine engine =
          new Engine(
              monitor(
                  new Condition.Drift(
                      distance,
                      Condition.DriftOf.QUANTITY,
                      "input_tokens",
                      Rhythm.DAY,
                      Duration.ofDays(2),
                      Duration.ofDays(1),
                      0.02,
                      Duration.ofDays(365))));
      assertThat(engine.hours(24 * 4, World.USUAL, "")).isEmpty();
      only(engine.hours(25, new World(4, 0.05, 800, "v1", 40), ""), AlertChange.What.OPENED);
      only(engine.hours(48, World.USUAL, ""), AlertChange.What.RESOLVED);
    }
  }

  @Test
  void drift_ofInputs_seenInEmbeddings() {
    Engine engine =
        new Engine(
            monitor(
                new Condition.Drift(
                    Condition.Distance.MMD,
                    Condition.DriftOf.INPUTS,
                    "",
                    Rhythm.DAY,
                    Duration.ofDays(1),
                    Duration.ofDays(1),
                    0,
                    Duration.ofDays(100))));
    SplittableRandom random = new SplittableRandom(1);
    for (int day = 0; day < 6; day++) {
      List<EmbeddedInput> inputs = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        float[] vector = new float[100];
        for (int j = 0; j < vector.length; j++) {
          vector[j] = (float) (random.nextGaussian() + (day == 3 && j < 20 ? 0.8 : 0));
        }
        Instant at = START.plus(Duration.ofDays(day)).plusSeconds(i);
        inputs.add(new EmbeddedInput("i" + day + "-" + i, at, "mini", vector));
      }
      engine.commit(
          Feed.nothing().withInputs(inputs), START.plus(Duration.ofDays(day + 1)).plus(LATENESS));
    }
    Alert alert = only(engine.changes, AlertChange.What.OPENED);
    assertThat(alert.since()).isEqualTo(START.plus(Duration.ofDays(3)));
    only(engine.changes, AlertChange.What.RESOLVED);
  }

  @Test
  void absence_firesWhereDataWasToCome_andResolvesWithIt() {
    Engine engine =
        new Engine(monitor(new Condition.Absence(null, Duration.ofMinutes(30), 10, MONTH)));
    engine.hours(24 * 3, World.USUAL, "");
    assertThat(engine.changes).isEmpty();
    engine.commit(Feed.nothing(), engine.now().plus(Duration.ofMinutes(20)));
    engine.commit(Feed.nothing(), engine.now().plus(Duration.ofMinutes(60)));
    only(engine.changes, AlertChange.What.OPENED);
    engine.hour += 2;
    engine.hours(1, World.USUAL, "");
    only(engine.changes, AlertChange.What.RESOLVED);
  }

  @Test
  void health_beyondItsLimitForLong_firesAndResolves() {
    MonitorDefinition monitor =
        monitor(new Condition.HealthLimit(HealthMeasure.QUEUE_AGE, null, Direction.UP, 600))
            .with(Handling.withDefaults().holding(Duration.ofMinutes(10)));
    Engine engine = new Engine(monitor);
    for (int minute = 0; minute < 30; minute += 5) {
      double age = minute < 20 ? 700 : 10;
      engine.commit(
          Feed.nothing().with(new Health(List.of(new Health.Fact(HealthMeasure.QUEUE_AGE, age)))),
          START.plus(Duration.ofMinutes(minute)));
    }
    assertThat(engine.changes)
        .extracting(AlertChange::what)
        .containsExactly(
            AlertChange.What.PENDING, AlertChange.What.OPENED, AlertChange.What.RESOLVED);
  }

  private static Finding finding(int i, Instant at) {
    return new Finding(
        "f" + i,
        "i" + i,
        at,
        "safety",
        null,
        FailureMode.UNSAFE,
        0,
        null,
        Map.of("feature", "refunds"));
  }

  @Test
  void immediate_groupedRateLimitedSilencedEscalated() {
    MonitorDefinition monitor =
        MonitorDefinition.of("unsafe", Severity.HIGH, Condition.Immediate.of(FailureMode.UNSAFE))
            .with(
                Handling.withDefaults()
                    .groupedBy("feature")
                    .escalatingAfter(Duration.ofMinutes(30)));
    Engine engine = new Engine(monitor);
    for (int i = 0; i < 50; i++) {
      Instant now = START.plus(Duration.ofMinutes(i));
      engine.commit(Feed.nothing().with(List.of(finding(i, now))), now);
    }
    assertThat(engine.changes.stream().filter(AlertChange::tell))
        .extracting(AlertChange::what)
        .containsExactly(AlertChange.What.OPENED, AlertChange.What.ESCALATED);
    Alert alert = engine.watch.alerts().get(0);
    assertThat(alert.count()).isEqualTo(50);
    assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(alert.slice()).isEqualTo("feature=refunds");
    assertThat(alert.examples()).hasSize(Examples.MOST).contains("i49");
    Instant later = START.plus(Duration.ofMinutes(50));
    assertThat(
            engine.watch.silence(
                new Silence("s", "unsafe", null, START, later.plus(HOUR), "known"), later))
        .extracting(AlertChange::what)
        .containsExactly(AlertChange.What.SILENCED);
    engine.commit(Feed.nothing(), START.plus(Duration.ofHours(3)));
    assertThat(of(engine.changes, AlertChange.What.RESOLVED)).hasSize(1);
  }

  @Test
  void promptVersions_markedAndCompared() {
    Engine engine = new Engine(monitor(drop(WEEK)));
    engine.hours(24 * 5, World.USUAL, "");
    engine.hours(24, new World(3, 0.05, 500, "v2", 40), "");
    assertThat(engine.watch.marks()).hasSize(1);
    Mark mark = engine.watch.marks().get(0);
    assertThat(mark.at()).isEqualTo(START.plus(Duration.ofDays(5)));
    assertThat(mark.before() + " " + mark.after()).isEqualTo("v1 v2");
    assertThat(mark.comparisons())
        .anySatisfy(
            each -> {
              assertThat(each.what()).isEqualTo("mean");
              assertThat(each.clear()).isTrue();
              assertThat(each.difference().interval().contains(-0.95)).isTrue();
            });
    assertThat(AlertJson.write(mark).path("comparisons").size()).isEqualTo(2);
    assertThat(only(engine.changes, AlertChange.What.OPENED).marks())
        .containsExactly("prompt template answer: version v2 after v1 at " + mark.at());
  }

  @Test
  void restartsAndReplays_giveTheSameAlerts() {
    MonitorDefinition monitor = monitor(drop(WEEK));
    List<List<AlertChange>> all = new ArrayList<>();
    List<byte[]> states = new ArrayList<>();
    for (boolean restarts : new boolean[] {false, true}) {
      Engine engine = new Engine(monitor);
      engine.restarts = restarts;
      engine.hours(24 * 4, World.USUAL, "");
      engine.hours(12, new World(2.5, 0.05, 500, "v1", 40), "");
      assertThat(engine.watch.commit(3, Feed.nothing(), engine.past, engine.now())).isEmpty();
      all.add(engine.changes);
      states.add(engine.watch.toBytes());
    }
    assertThat(all.get(0)).isNotEmpty().isEqualTo(all.get(1));
    assertThat(states.get(0)).isEqualTo(states.get(1));
    HostileBytes.readOrRefuse(
        Watch.of(List.of(monitor), PATIENCE).toBytes(),
        bytes -> Watch.fromBytes(bytes, List.of(monitor), PATIENCE));
  }

  @Test
  void restarts_ofOtherKinds_giveTheSameAlerts() {
    Duration day = Duration.ofDays(1);
    List<MonitorDefinition> monitors =
        List.of(
            MonitorDefinition.of(
                "lengths",
                Severity.LOW,
                new Condition.Drift(
                    Condition.Distance.KS,
                    Condition.DriftOf.QUANTITY,
                    "input_tokens",
                    Rhythm.DAY,
                    day,
                    HOUR.multipliedBy(2),
                    0.1,
                    MONTH)),
            MonitorDefinition.of(
                "silence", Severity.HIGH, new Condition.Absence(null, HOUR, 10, MONTH)),
            MonitorDefinition.of(
                "apart",
                Severity.HIGH,
                new Condition.Divergence(
                    WatchedMeasure.rate(WatchedMeasure.Kind.PASS_RATE, "judge", ""),
                    Direction.UP,
                    WatchedMeasure.of(WatchedMeasure.Kind.NEGATIVE_RATE, ""),
                    Direction.DOWN,
                    WEEK,
                    Rhythm.NONE,
                    HOUR,
                    MONTH)));
    List<List<AlertChange>> all = new ArrayList<>();
    List<byte[]> states = new ArrayList<>();
    for (boolean restarts : new boolean[] {false, true}) {
      Engine engine = new Engine(monitors.toArray(new MonitorDefinition[0]));
      engine.restarts = restarts;
      engine.hours(24 * 4, World.USUAL, "");
      engine.hours(36, new World(4, 0.4, 900, "v1", 40), "");
      engine.commit(Feed.nothing(), engine.now().plus(day));
      all.add(List.copyOf(engine.changes));
      states.add(engine.watch.toBytes());
    }
    assertThat(of(all.get(0), AlertChange.What.OPENED))
        .extracting(change -> change.alert().monitor())
        .contains("apart", "lengths", "silence");
    assertThat(all.get(0)).isEqualTo(all.get(1));
    assertThat(states.get(0)).isEqualTo(states.get(1));
  }

  @Test
  void partsInAnyOrderAndLate_lookedAtOnce() {
    MonitorDefinition monitor = monitor(drop(WEEK));
    Engine inOrder = new Engine(monitor);
    inOrder.hours(24 * 4, World.USUAL, "");
    Watch shuffled = Watch.of(List.of(monitor), PATIENCE);
    for (int hour = 0; hour < 24 * 4; hour++) {
      List<Window> windows = new ArrayList<>(hour(hour, World.USUAL, ""));
      Collections.shuffle(windows, new Random(hour));
      Instant now = START.plus(Duration.ofHours(hour + 1)).plus(LATENESS);
      shuffled.commit(hour, Feed.of(windows), inOrder.past, now);
    }
    assertThat(shuffled.alerts()).isEqualTo(inOrder.watch.alerts());
    assertThat(shuffled.counts().lateParts()).isZero();
    shuffled.commit(
        1000,
        Feed.of(hour(24 * 4 - 3, World.USUAL, "").subList(0, 5)),
        inOrder.past,
        inOrder.now());
    assertThat(shuffled.counts().lateParts()).isEqualTo(5);
  }

  // Interactions come in time; of what people did about them a share so many hours later.
  private static List<AlertChange> withLateThumbs(
      Condition condition, int usualHours, double badRate, double share, int hoursLate) {
    Watch watch = Watch.of(List.of(monitor(condition)), DEEDS);
    Windows windows = new Windows(SLICING, Duration.ofDays(3), HOUR);
    SplittableRandom random = new SplittableRandom(5);
    Map<Integer, List<ObservedInteraction>> complained = new HashMap<>();
    List<AlertChange> changes = new ArrayList<>();
    for (int hour = 0; hour < usualHours + (badRate > 0 ? 24 : 0); hour++) {
      Instant start = START.plus(Duration.ofHours(hour));
      double rate = hour < usualHours ? 0.1 : badRate;
      // A rhythm: what comes late is of a busier or a quieter hour.
      int n = hour % 24 < 8 ? 10 : 60;
      for (int i = 0; i < n; i++) {
        ObservedInteraction observed = observed("i" + hour + "-" + i, start.plusSeconds(50L * i));
        windows.add(observed, start.plus(HOUR));
        windows.completion(observed, Completion.COMPLETED, 1);
        if (random.nextDouble() < rate) {
          int when = hour + (random.nextDouble() < share ? hoursLate : 0);
          complained.computeIfAbsent(when, key -> new ArrayList<>()).add(observed);
        }
      }
      for (ObservedInteraction each : complained.getOrDefault(hour, List.of())) {
        windows.signal(each, Signal.Kind.THUMBS_DOWN, true, true);
        windows.withdrawCompletion(each, Completion.COMPLETED, 1);
        windows.completion(each, Completion.NOT_COMPLETED, 1);
      }
      Feed feed = Feed.of(windows.drain(Instant.MAX));
      Instant now = start.plus(HOUR).plus(DEEDS.deeds());
      changes.addAll(watch.commit(hour, feed, History.none(), now));
      if (hour % 5 == 0) {
        watch = Watch.fromBytes(watch.toBytes(), watch.monitors(), DEEDS);
      }
    }
    return changes;
  }

  private static ObservedInteraction observed(String id, Instant at) {
    return new ObservedInteraction(
        id,
        null,
        null,
        null,
        at,
        "shop",
        "production",
        "refunds",
        null,
        null,
        false,
        Interaction.builder().output("an answer").build());
  }

  @Test
  void lateSignals_ofHoursAlreadyLookedAt_countAndFire() {
    Condition negative =
        new Condition.Threshold(
            WatchedMeasure.of(WatchedMeasure.Kind.NEGATIVE_RATE, ""),
            Direction.UP,
            0.2,
            30,
            HOUR,
            Duration.ofDays(365));
    Condition completed =
        new Condition.Threshold(
            WatchedMeasure.of(WatchedMeasure.Kind.COMPLETION_RATE, ""),
            Direction.DOWN,
            0.8,
            30,
            HOUR,
            Duration.ofDays(365));
    for (Condition condition : List.of(negative, completed)) {
      for (int late : new int[] {0, 1, 3}) {
        List<AlertChange> changes = withLateThumbs(condition, 57, 0.4, 1, late);
        Alert alert = only(changes, AlertChange.What.OPENED);
        assertThat(Duration.between(START.plus(Duration.ofHours(57)), alert.since()))
            .as("%s, %s hours late", condition, late)
            .isBetween(Duration.ofHours(-2), Duration.ofHours(late + 4L));
        assertThat(alert.now().value()).isCloseTo(condition == negative ? 0.4 : 0.6, within(0.12));
      }
    }
  }

  @Test
  void lateSignals_whileNothingChanges_fireNothing() {
    for (int late : new int[] {0, 1, 3}) {
      Condition change =
          new Condition.Change(
              WatchedMeasure.of(WatchedMeasure.Kind.NEGATIVE_RATE, ""),
              Direction.BOTH,
              0,
              WEEK,
              Rhythm.DAY,
              HOUR,
              Duration.ofDays(365));
      assertThat(of(withLateThumbs(change, 24 * 60, 0, 0.25, late), AlertChange.What.OPENED))
          .as("%s hours late", late)
          .isEmpty();
    }
  }

  @Test
  void monitorChanged_alertsOfTheOldOneEnd() {
    MonitorDefinition monitor = monitor(drop(WEEK));
    Engine engine = new Engine(monitor);
    engine.hours(24 * 4, World.USUAL, "");
    engine.hours(12, new World(2.5, 0.05, 500, "v1", 40), "");
    Watch other = Watch.fromBytes(engine.watch.toBytes(), List.of(), PATIENCE);
    assertThat(other.commit(10_000, Feed.nothing(), engine.past, engine.now()))
        .extracting(AlertChange::what)
        .containsExactly(AlertChange.What.RESOLVED);
  }

  @Test
  void accept_resolvesAndLearnsAnew() {
    Engine engine = new Engine(monitor(drop(WEEK)));
    engine.hours(24 * 4, World.USUAL, "");
    engine.hours(12, new World(2.5, 0.05, 500, "v1", 40), "");
    Alert alert = only(engine.changes, AlertChange.What.OPENED);
    assertThat(engine.watch.acknowledge(alert.id(), "ada", engine.now())).hasSize(1);
    List<AlertChange> accepted = engine.watch.accept(alert.id(), "ada", engine.now());
    assertThat(accepted.get(0).alert().resolution()).isEqualTo("accepted by ada");
    Alert read = AlertJson.read(Json.write(AlertJson.write(accepted.get(0).alert())));
    assertThat(read).isEqualTo(accepted.get(0).alert());
  }

  @Test
  void defaults_ofWhatRuns_canBeWatched() {
    List<MonitorDefinition> monitors =
        DefaultMonitors.of(
            List.of(
                new DefaultMonitors.Running("judge", true, 1, 5, true),
                new DefaultMonitors.Running("polite words", false, 0, 1, true)));
    assertThat(monitors)
        .extracting(MonitorDefinition::name)
        .contains("unsafe", "hallucination", "constraint", "judge.low", "polite-words.drop");
    assertThat(Watch.of(monitors, PATIENCE).monitors()).hasSameSizeAs(monitors);
  }
}
