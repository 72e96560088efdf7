package dev.assay.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.delivery.MovableClock;
import dev.assay.server.delivery.Notice;
import dev.assay.server.delivery.Notices;
import dev.assay.server.schedule.CronTimes;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Content;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpotChecksTest {

  private static final CronTimes MONDAYS = CronTimes.of("0 7 * * 1", ZoneOffset.UTC);

  @TempDir Path folder;
  // A Sunday.
  private final MovableClock clock = new MovableClock("2026-03-01T12:00:00Z");
  private final List<Notice> told = new ArrayList<>();
  private final Notices notices =
      new Notices() {
        @Override
        public void tell(Batch.Builder batch, Notice notice) {
          told.add(notice);
        }

        @Override
        public void committed() {}
      };
  private Store store;
  private int next;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(folder.resolve("data"), new DuckDbSettings(256, 2, 16));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void tick_due_drawsFromWhatTheJudgeSaw() {
    SpotChecks checks = checks(20);
    checks.tick(clock.instant());
    week(100, true);
    store.commit(Batch.builder().put(Sample.row(1)).build());
    clock.set("2026-03-02T07:00:00Z");
    checks.tick(clock.instant());
    checks.tick(clock.instant());

    assertThat(checks.checks()).hasSize(1);
    SpotCheckProgress progress = checks.checks().get(0);
    SpotCheck check = progress.check();
    assertThat(check.id()).isEqualTo("2026-03-02T07:00:00Z");
    assertThat(check.candidates()).isEqualTo(100);
    assertThat(check.items()).hasSize(20);
    // The judge saw one in twenty; of those a fifth was drawn.
    assertThat(check.items()).allMatch(item -> Math.abs(item.probability() - 0.05 * 0.2) < 1e-12);
    assertThat(check.least()).isCloseTo(0.05 * 0.2, within(1e-12));
    assertThat(progress.open()).hasSize(20);
    assertThat(progress.done()).isFalse();
  }

  @Test
  void restart_keepsTheCheckAndDrawsNoOther() {
    SpotChecks before = checks(20);
    before.tick(clock.instant());
    week(30, true);
    clock.set("2026-03-02T07:00:00Z");
    before.tick(clock.instant());
    SpotChecks after = checks(20);
    after.tick(clock.instant());
    assertThat(after.checks()).hasSize(1);
    assertThat(after.checks()).isEqualTo(before.checks());
  }

  @Test
  void missedWeeks_areDrawnAsOne() {
    SpotChecks checks = checks(20);
    checks.tick(clock.instant());
    clock.set("2026-03-23T06:00:00Z");
    week(30, true);
    clock.set("2026-03-23T08:00:00Z");
    checks.tick(clock.instant());
    assertThat(checks.checks()).hasSize(1);
    assertThat(checks.checks().get(0).check().id()).isEqualTo("2026-03-23T07:00:00Z");
  }

  @Test
  void labelsAndSkips_completeTheCheck() {
    SpotChecks checks = drawn(3);
    SpotCheck check = checks.checks().get(0).check();
    String first = check.items().get(0).interaction().id();
    String second = check.items().get(1).interaction().id();
    String third = check.items().get(2).interaction().id();
    checks.label(check.id(), first, "ann", false, FailureMode.INCORRECT, "wrong price");
    checks.skip(check.id(), second, "in a language nobody reads");
    store.commit(Batch.builder().removeContent(check.items().get(2).interaction()).build());
    SpotCheckProgress progress = checks.checks().get(0);
    assertThat(progress.labelled()).containsExactly(first);
    assertThat(progress.skipped()).containsExactly(second);
    assertThat(progress.gone()).containsExactly(third);
    assertThat(progress.done()).isTrue();
    assertThat(store.evidence().labels(List.of(check.items().get(0).interaction())))
        .singleElement()
        .satisfies(label -> assertThat(label.failureMode()).isEqualTo(FailureMode.INCORRECT));
  }

  @Test
  void label_itemOfNoCheck_isRefused() {
    SpotChecks checks = drawn(3);
    String id = checks.checks().get(0).check().id();
    assertThatThrownBy(() -> checks.label(id, "other", "ann", true, null, null))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> checks.label("never", "other", "ann", true, null, null))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void agreement_fallsAndRecovers_isChartedAndTold() {
    SpotChecks checks = checks(20);
    checks.tick(clock.instant());
    clock.set("2026-03-02T06:00:00Z");
    // Weeks in which people say what the judge says, then the opposite, then the same again.
    for (int week = 0; week < 12; week++) {
      week(25, true);
      clock.advance(Duration.ofHours(1));
      checks.tick(clock.instant());
      boolean agrees = week < 4 || week >= 6;
      SpotCheck check = checks.checks().get(0).check();
      for (SpotCheck.Item item : check.items()) {
        checks.label(check.id(), item.interaction().id(), "ann", agrees, null, null);
      }
      checks.tick(clock.instant());
      clock.advance(Duration.ofDays(7).minusHours(1));
    }
    assertThat(checks.chart()).hasSize(12);
    assertThat(checks.chart().get(0).share().value()).isEqualTo(1);
    assertThat(checks.chart().get(0).share().low()).isBetween(0.7, 0.95);
    assertThat(checks.chart().get(4).share().value()).isZero();
    assertThat(checks.latestAgreement().orElseThrow().share().n()).isEqualTo(80);
    assertThat(told)
        .extracting(Notice::state)
        .containsExactly(Notice.State.FIRING, Notice.State.RESOLVED);
    assertThat(told.get(0).since()).isEqualTo("2026-03-30T07:00:00Z");
    assertThat(told.get(0).lines().get(0)).contains("decided alike");
  }

  @Test
  void agreement_asItShouldBe_isSeldomToldOfInError() {
    // 300 judges that agree just as often as asked for, each watched for two years.
    int alarms = 0;
    SplittableRandom random = new SplittableRandom(7);
    for (int judge = 0; judge < 300; judge++) {
      Agreement agreement = new Agreement(0.8, 0.05);
      boolean ever = false;
      for (int week = 0; week < 104; week++) {
        List<Agreement.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          pairs.add(new Agreement.Pair(true, random.nextDouble() < 0.8, 0.01));
        }
        agreement.add(new Agreement.Pairs("w" + week, Instant.EPOCH, 0.01, pairs));
        ever |= agreement.low() != null;
      }
      alarms += ever ? 1 : 0;
    }
    assertThat(alarms).isLessThanOrEqualTo(15 + 11);
  }

  private SpotChecks checks(int size) {
    SpotCheckSettings settings = SpotCheckSettings.of(MONDAYS, "judge").withSize(size);
    return SpotChecks.of(settings, store, notices, clock);
  }

  private SpotChecks drawn(int size) {
    SpotChecks checks = checks(size);
    checks.tick(clock.instant());
    week(10, true);
    clock.set("2026-03-02T07:00:00Z");
    checks.tick(clock.instant());
    return checks;
  }

  // Interactions of the hour before now, which the judge looked at with a probability of 0.05.
  private void week(int count, boolean passed) {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < count; i++) {
      InteractionRow sample = Sample.row(next);
      InteractionKey key =
          new InteractionKey("seen-" + next, clock.instant().minusSeconds(3600 - i));
      batch.put(
          new InteractionRow(
              key,
              sample.links(),
              sample.dimensions(),
              sample.operation(),
              sample.outcome(),
              sample.decisions()));
      Interaction said =
          Interaction.builder().input(List.of(Message.user("q"))).output("a").build();
      batch.put(new Content(key, said));
      batch.put(
          new Evaluation(
              key,
              "judge",
              "v1",
              1.0,
              passed,
              null,
              null,
              null,
              null,
              null,
              0.05,
              clock.instant()));
      next++;
    }
    store.commit(batch.build());
  }
}
