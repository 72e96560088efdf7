package dev.assay.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.calibration.Calibration;
import dev.assay.core.calibration.CalibrationOptions;
import dev.assay.core.calibration.Figure;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.delivery.MovableClock;
import dev.assay.server.delivery.Notice;
import dev.assay.server.delivery.Notices;
import dev.assay.server.review.LabelBook.Answer;
import dev.assay.server.schedule.CronTimes;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Label;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Sample;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewDeskTest {

  private static final String JUDGE = "judge";
  private static final Instant FROM = Sample.START;
  private static final Instant TO = Sample.START.plus(Duration.ofDays(1));

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock("2026-11-01T12:00:00Z");
  private Store store;
  private ReviewDesk desk;

  @BeforeEach
  void open() {
    store = DuckDbStore.open(folder.resolve("data"), new DuckDbSettings(256, 2, 16));
    Notices silent =
        new Notices() {
          @Override
          public void tell(Batch.Builder batch, Notice notice) {}

          @Override
          public void committed() {}
        };
    SpotCheckSettings settings =
        SpotCheckSettings.of(CronTimes.of("0 7 * * 1", ZoneOffset.UTC), JUDGE);
    desk = new ReviewDesk(store, SpotChecks.of(settings, store, silent, clock));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void label_givenAgain_takesThePlaceOfTheFirst_andIsInTheAuditLogTwice() {
    judged(1);
    say(0, "ann", true);
    say(0, "ann", false);
    assertThat(store.evidence().labels(List.of(Sample.key(0))))
        .singleElement()
        .satisfies(label -> assertThat(label.passed()).isFalse());
    assertThat(store.records().audit(PageRequest.first(10)).items())
        .extracting(AuditEntry::actor, AuditEntry::action)
        .containsOnly(tuple("ann", "label.give"))
        .hasSize(2);
  }

  @Test
  void label_withTheIdOfAnAdjudication_isRefused() {
    judged(1);
    Label forged =
        new Label(
            "adjudication/judge/x", Sample.key(0), JUDGE, "eve", null, true, null, null, null, TO);
    assertThatThrownBy(() -> new LabelBook(store).put(forged, "eve", TO))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("adjudication/");
  }

  @Test
  void answer_thatPasses_hasNoFailureMode_andIsNotTornInsideACharacter() {
    Answer answer = new Answer(true, null, FailureMode.INCORRECT, null, "x".repeat(3_999) + "😀");
    assertThat(answer.failureMode()).isNull();
    assertThat(answer.comment()).hasSize(3_999);
  }

  @Test
  void twoWhoDisagree_areToBeSettled_andWhatIsSettledHolds() {
    judged(4);
    say(0, "ann", true);
    say(0, "bob", false);
    say(1, "ann", true);
    say(1, "bob", true);
    say(2, "ann", true);
    ReviewQueues queues = queues();
    assertThat(queues.adjudication().open()).containsExactly(Sample.key(0));
    assertThat(queues.secondOpinion("bob").open()).containsExactly(Sample.key(2));
    assertThat(queues.secondOpinion("ann").open()).isEmpty();
    assertThat(desk.answers(Sample.key(0), JUDGE).passed()).isNull();

    desk.adjudicate(Sample.key(0), JUDGE, answer(false), "eve", TO);
    assertThat(desk.answers(Sample.key(0), JUDGE).passed()).isFalse();
    assertThat(queues().adjudication().open()).isEmpty();
    assertThat(queues().adjudication().items()).containsExactly(Sample.key(0));
  }

  @Test
  void disagreement_isWhatItPassedAndUsersComplainedOf_orTheOtherWayRound() {
    judged(6);
    // Even numbers pass.
    store.commit(
        Batch.builder()
            .put(Sample.signal("s0", Signal.Kind.THUMBS_DOWN, 0))
            .put(Sample.signal("s1", Signal.Kind.THUMBS_DOWN, 1))
            .put(Sample.signal("s2", Signal.Kind.COPY, 2))
            .put(Sample.signal("s3", Signal.Kind.THUMBS_UP, 3))
            .put(Sample.signal("s4", Signal.Kind.COPY, 4))
            .put(Sample.signal("t4", Signal.Kind.REPORT, 4))
            .build());
    assertThat(queues().disagreement("ann").items())
        .containsExactly(Sample.key(4), Sample.key(3), Sample.key(0));
  }

  @Test
  void nearThreshold_nearestFirst_withoutWhatIsNoLongerKept() {
    judged(6);
    store.commit(Batch.builder().removeContent(Sample.key(2)).build());
    // Values are 0.9, 0.1, 0.88, 0.12, 0.86, 0.14: those that pass begin at 0.86.
    assertThat(queues().nearThreshold("ann").items())
        .startsWith(Sample.key(4), Sample.key(0))
        .hasSize(5)
        .doesNotContain(Sample.key(2));
  }

  @Test
  void draw_askedFor_isDrawnFromWhatHasAScore_withItsProbability() {
    judged(40);
    store.commit(Batch.builder().put(Sample.row(41)).put(Sample.content(41, "q", "a")).build());
    SpotCheck check = desk.draw(JUDGE, 10, FROM, TO, "eve").orElseThrow();
    assertThat(check.candidates()).isEqualTo(40);
    assertThat(check.items()).hasSize(10);
    assertThat(check.items().get(0).probability()).isCloseTo(0.05 * 0.25, within(1e-12));
    assertThat(store.records().audit(PageRequest.first(1)).items().get(0).action())
        .isEqualTo("spot_check.draw");
    assertThat(desk.draw("nobody", 10, FROM, TO, "eve")).isEmpty();
  }

  @Test
  void calibration_restsOnDrawnAnswersAlone_andALabelMovesTheCorrectedRate() {
    judged(40);
    SpotCheck check = desk.draw(JUDGE, 20, FROM, TO, "eve").orElseThrow();
    check.items().forEach(item -> say(item.interaction(), "ann", judgePasses(item.interaction())));
    for (int i = 0; i < 40; i++) {
      if (!drawn(check, i)) {
        say(i, "bob", i % 2 != 0);
      }
    }
    JudgeCalibration before = calibration();
    assertThat(before.basis()).isEqualTo(new JudgeCalibration.Basis(40, 40, 20, 800));
    Calibration right = before.calibrate(CalibrationOptions.DEFAULT).orElseThrow();
    assertThat(value(right.figures().get("accuracy"))).isEqualTo(1);
    double corrected = value(right.rates().get("corrected_pass_rate"));
    assertThat(corrected).isCloseTo(0.5, within(0.05));

    InteractionKey passed =
        check.items().stream()
            .map(SpotCheck.Item::interaction)
            .filter(ReviewDeskTest::judgePasses)
            .findFirst()
            .orElseThrow();
    say(passed, "ann", false);
    Calibration after = calibration().calibrate(CalibrationOptions.DEFAULT).orElseThrow();
    assertThat(value(after.rates().get("raw_pass_rate"))).isCloseTo(0.5, within(1e-9));
    assertThat(value(after.rates().get("corrected_pass_rate"))).isLessThan(corrected);
  }

  @Test
  void calibration_atAThresholdThatPassesAll_hasEveryPassAndNoFailure() {
    judged(40);
    SpotCheck check = desk.draw(JUDGE, 20, FROM, TO, "eve").orElseThrow();
    check.items().forEach(item -> say(item.interaction(), "ann", judgePasses(item.interaction())));
    Calibration at =
        calibration()
            .calibrate(CalibrationOptions.DEFAULT.withThreshold(OptionalDouble.of(0)))
            .orElseThrow();
    assertThat(value(at.figures().get("recall"))).isEqualTo(1);
    assertThat(at.figures().get("fail_precision").estimate()).isNull();
    assertThat(value(at.rates().get("raw_pass_rate"))).isEqualTo(1);
  }

  @Test
  void twoDrawsOfTheSameTime_countWithTheChanceOfEither() {
    judged(40);
    assertThat(desk.draw(JUDGE, 20, FROM, TO, "eve")).isPresent();
    clock.set("2026-11-02T12:00:00Z");
    assertThat(desk.draw(JUDGE, 10, FROM, TO, "eve")).isPresent();
    JudgedTraffic traffic = desk.traffic(JUDGE, FROM, TO);
    assertThat(DrawnProbabilities.of(traffic, desk.checks()).values())
        .allSatisfy(each -> assertThat(each).isCloseTo(1 - 0.5 * 0.75, within(1e-9)));
  }

  @Test
  void over_bucketsWithoutAnswers_areGaps() {
    judged(40);
    SpotCheck check = desk.draw(JUDGE, 40, FROM, TO, "eve").orElseThrow();
    check.items().forEach(item -> say(item.interaction(), "ann", true));
    List<AgreementPoint> points =
        calibration().over(List.of(FROM, FROM.plus(Duration.ofHours(1))), TO);
    assertThat(points.get(0).share().value()).isCloseTo(0.5, within(1e-9));
    assertThat(points.get(1)).isNull();
  }

  @Test
  void people_whoAnsweredTheSame_areHeldAgainstEachOther_settledOrNot() {
    judged(20);
    for (int i = 0; i < 20; i++) {
      say(i, "ann", i % 2 == 0);
      say(i, "bob", i % 2 == 0 && i != 4);
    }
    desk.adjudicate(Sample.key(4), JUDGE, answer(true), "eve", TO);
    Figure kappa = calibration().people().get("kappa");
    assertThat(value(kappa)).isCloseTo(0.9, within(1e-9));
  }

  private static boolean drawn(SpotCheck check, int i) {
    return check.items().stream().anyMatch(item -> item.interaction().equals(Sample.key(i)));
  }

  private static boolean judgePasses(InteractionKey key) {
    return Integer.parseInt(key.id().substring("interaction-".length())) % 2 == 0;
  }

  private static double value(Figure figure) {
    assertThat(figure.why()).isNull();
    return figure.estimate().value();
  }

  private ReviewQueues queues() {
    return desk.queues(desk.traffic(JUDGE, FROM, TO), FROM, TO);
  }

  private JudgeCalibration calibration() {
    return desk.calibration(desk.traffic(JUDGE, FROM, TO), TO);
  }

  private static Answer answer(boolean passed) {
    return new Answer(passed, null, null, null, null);
  }

  private void say(int i, String person, boolean passed) {
    say(Sample.key(i), person, passed);
  }

  private void say(InteractionKey key, String person, boolean passed) {
    desk.label(key, JUDGE, answer(passed), person, clock.instant());
  }

  // Even numbers pass, each a little less surely than the one before.
  private void judged(int n) {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < n; i++) {
      double value = i % 2 == 0 ? 0.9 - i * 0.01 : 0.09 + i * 0.01;
      Evaluation sample = Sample.evaluation(i, JUDGE, value);
      batch.put(Sample.row(i)).put(sample);
      batch.put(Sample.content(i, "q" + i, "a"));
    }
    store.commit(batch.build());
  }
}
