package dev.assay.monitor.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.monitor.internal.HostileBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FailureCasesTest {

  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final ClusterSettings SETTINGS = ClusterSettings.withDefaults();

  private final FailureCases cases = new FailureCases(SETTINGS);

  static Instant at(long hour) {
    return START.plus(Duration.ofHours(hour));
  }

  static Failure failure(String id, long hour, double angle, @Nullable String input) {
    return new Failure(
        id,
        "shop",
        "refunds",
        FailureMode.INCORRECT,
        at(hour),
        0.5,
        "correctness",
        input,
        "An answer.",
        Meaning.of(new float[] {(float) Math.cos(angle), (float) Math.sin(angle), 0}));
  }

  private static Confirmation confirmation() {
    return new Confirmation("No, not abroad.", "chunk too old", "ann", at(50), null, null);
  }

  private FailureCase one() {
    cases.add(
        List.of(
            failure("a", 0, 0.0, "Can I return it abroad?"),
            failure("b", 1, 0.1, "May I send it back from abroad?"),
            failure("c", 26, 0.2, "Returns from abroad?")));
    return cases.cases().get(0);
  }

  @Test
  void add_alike_areOneCase() {
    FailureCase found = one();
    assertThat(cases.cases()).hasSize(1);
    assertThat(found.size()).isEqualTo(3);
    assertThat(found.estimated()).isEqualTo(6);
    assertThat(found.title()).isEqualTo("incorrect: May I send it back from abroad?");
    assertThat(found.firstSeen()).isEqualTo(at(0));
    assertThat(found.lastSeen()).isEqualTo(at(26));
    assertThat(found.days())
        .containsEntry(LocalDate.parse("2026-03-02"), 2L)
        .containsEntry(LocalDate.parse("2026-03-03"), 1L);
    assertThat(cases.of("b")).contains(found);
    assertThat(cases.drain()).containsExactly(found);
    assertThat(cases.drain()).isEmpty();
  }

  @Test
  void add_otherMeaningModeOrFeature_areOtherCases() {
    one();
    Failure other = failure("d", 2, 2.0, "Where is my invoice?");
    Failure mode =
        new Failure(
            "e",
            "shop",
            "refunds",
            FailureMode.REFUSED,
            at(2),
            1,
            "x",
            "Can I return it abroad?",
            null,
            other.meaning());
    Failure nowhere = new Failure("f", null, null, null, at(2), 1, "report", null, null, null);
    cases.add(List.of(other, mode, nowhere));
    assertThat(cases.cases()).hasSize(4);
    assertThat(cases.of("f").orElseThrow().title()).isEqualTo("failed");
  }

  @Test
  void strip_wordsGoAndNumbersStay_theTitleIsOfWhatIsLeft() {
    FailureCase before = one();
    cases.drain();
    cases.strip(at(0));
    assertThat(cases.drain()).isEmpty();

    cases.strip(at(10));
    FailureCase stripped = cases.drain().get(0);
    assertThat(stripped.examples())
        .extracting(FailureExample::interactionId, FailureExample::input, FailureExample::output)
        .containsExactly(
            tuple("a", null, null),
            tuple("b", null, null),
            tuple("c", "Returns from abroad?", "An answer."));
    assertThat(stripped.title()).isEqualTo("incorrect: Returns from abroad?");
    assertThat(stripped.size()).isEqualTo(before.size());
    assertThat(stripped.days()).isEqualTo(before.days());
    assertThat(cases.accept(stripped.id(), confirmation()).confirmation().interactionId())
        .isEqualTo("c");

    FailureCases read = FailureCases.fromBytes(cases.toBytes(), ClusterSettings.withDefaults());
    read.add(List.of(failure("d", 40, 0.1, "Can I send it back from abroad?")));
    assertThat(read.cases()).singleElement().matches(c -> c.size() == 4);
  }

  @Test
  void strip_nothingLeft_theTitleIsNeutral() {
    one();
    cases.strip(at(100));
    FailureCase stripped = cases.cases().get(0);
    assertThat(stripped.title()).isEqualTo("incorrect in refunds");
    assertThat(FailureCaseJson.write(stripped).toString()).doesNotContain("abroad", "answer");
  }

  @Test
  void strip_accepted_keepsWhatThePersonAccepted() {
    FailureCase found = one();
    cases.accept(found.id(), confirmation());
    cases.strip(at(100));
    FailureCase kept = cases.cases().get(0);
    assertThat(kept.title()).isEqualTo(found.title());
    assertThat(kept.confirmation().interactionId()).isEqualTo("b");
    assertThat(kept.examples())
        .extracting(FailureExample::input)
        .containsExactly(null, "May I send it back from abroad?", null);

    cases.dismiss(found.id(), "it is none", "ann", at(60));
    cases.strip(at(100));
    assertThat(FailureCaseJson.write(cases.cases().get(0)).toString())
        .doesNotContain("May I", "An answer");
  }

  @Test
  void merge_examplesAreInOneCaseOnly() {
    FailureCase found = one();
    cases.add(List.of(failure("d", 2, 2.0, "Where is my invoice?")));
    FailureCase other = cases.of("d").orElseThrow();
    cases.merge(other.id(), found.id(), "ann", at(30));
    cases.remove("d");
    assertThat(FailureCaseJson.write(cases.find(other.id()).orElseThrow()).toString())
        .doesNotContain("invoice");
  }

  @Test
  void add_theSameTwice_isCountedOnce() {
    one();
    one();
    assertThat(cases.cases().get(0).size()).isEqualTo(3);
  }

  @Test
  void add_anotherModeLater_isMoved() {
    one();
    Failure moved =
        new Failure("a", "shop", "refunds", FailureMode.UNSAFE, at(0), 1, "judge", "x", null, null);
    cases.add(List.of(moved));
    assertThat(cases.cases()).extracting(FailureCase::size).containsExactlyInAnyOrder(2L, 1L);
    assertThat(cases.of("a").orElseThrow().mode()).isEqualTo(FailureMode.UNSAFE);
  }

  @Test
  void remove_noFailureAfterAll_isTakenBack() {
    one();
    cases.remove("a");
    cases.remove("a");
    cases.remove("unknown");
    FailureCase left = cases.cases().get(0);
    assertThat(left.size()).isEqualTo(2);
    assertThat(left.estimated()).isEqualTo(4);
    assertThat(left.examples()).extracting(FailureExample::interactionId).containsExactly("b", "c");
  }

  @Test
  void add_many_keepsTheFirstAndTheLast() {
    List<Failure> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(failure("i" + i, i, 0.001 * i, "question " + i));
    }
    cases.add(many);
    FailureCase found = cases.cases().get(0);
    assertThat(found.size()).isEqualTo(200);
    assertThat(found.examples())
        .extracting(FailureExample::interactionId)
        .containsExactly("i0", "i1", "i2", "i3", "i4", "i195", "i196", "i197", "i198", "i199");
  }

  // Apart enough, the order of batches and restarts between them change nothing.
  @Property(tries = 40, seed = "20260302")
  void add_anyOrderOfBatches_givesTheSameCases(@ForAll Random random) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double angle = (i % 3) * 2.0 + random.nextDouble() * 0.3;
      failures.add(failure("i" + i, i, angle, "question " + i));
    }
    FailureCases whole = new FailureCases(SETTINGS);
    whole.add(failures);
    Collections.shuffle(failures, random);
    FailureCases parts = new FailureCases(SETTINGS);
    for (int i = 0; i < 60; i += 7) {
      parts.add(failures.subList(i, Math.min(60, i + 7)));
      parts = FailureCases.fromBytes(parts.toBytes(), SETTINGS);
    }
    assertThat(content(parts)).isEqualTo(content(whole));
  }

  private static List<String> content(FailureCases cases) {
    return cases.cases().stream()
        .map(c -> c.title() + c.size() + c.days() + c.firstSeen() + c.lastSeen() + c.examples())
        .sorted()
        .toList();
  }

  @Test
  void life_fromFoundToFixedAndBack() {
    String id = one().id();
    FailureCase accepted = cases.accept(id, confirmation());
    assertThat(accepted.status()).isEqualTo(CaseStatus.ACCEPTED);
    assertThat(accepted.confirmation().interactionId()).isEqualTo("b");
    cases.exported(id, "regression-1", "ann", at(51));
    assertThat(cases.ran("regression-1", false, "r1", at(52))).isEmpty();
    assertThat(cases.ran("another", true, "r2", at(53))).isEmpty();
    assertThat(cases.ran("regression-1", true, "r3", at(54)).orElseThrow().status())
        .isEqualTo(CaseStatus.FIXED);
    cases.add(List.of(failure("before", 53, 0.1, "Returns from abroad?")));
    assertThat(cases.find(id).orElseThrow().status()).isEqualTo(CaseStatus.FIXED);
    cases.add(List.of(failure("after", 55, 0.1, "Returns from abroad?")));
    FailureCase back = cases.find(id).orElseThrow();
    assertThat(back.status()).isEqualTo(CaseStatus.REGRESSED);
    assertThat(back.history().get(back.history().size() - 1))
        .isEqualTo(new CaseEvent(CaseStatus.REGRESSED, at(55), "production", "as after"));
    assertThat(cases.ran("regression-1", true, "r4", at(60)).orElseThrow().status())
        .isEqualTo(CaseStatus.FIXED);
    assertThat(cases.ran("regression-1", false, "r5", at(61)).orElseThrow().status())
        .isEqualTo(CaseStatus.REGRESSED);
  }

  @Test
  void accept_withAnotherModeAndTitle_areKept_andWhatFailsAlikeStillJoins() {
    String id = one().id();
    cases.accept(
        id,
        new Confirmation(
            "No.", "chunk", "ann", at(50), null, null, FailureMode.REFUSED, "Returns\nabroad"));
    cases.add(List.of(failure("d", 51, 0.1, "Send it back from abroad?")));

    FailureCase found = FailureCaseJson.read(FailureCaseJson.write(cases.cases().get(0)));
    assertThat(cases.cases()).hasSize(1);
    assertThat(found.size()).isEqualTo(4);
    assertThat(found.mode()).isEqualTo(FailureMode.INCORRECT);
    assertThat(found.confirmedMode()).isEqualTo(FailureMode.REFUSED);
    assertThat(found.title()).isEqualTo(Printable.line("Returns\nabroad"));
    assertThatThrownBy(
            () -> new Confirmation("x", "y", "z", at(1), null, null, null, "t".repeat(201)))
        .hasMessageStartingWith("title:");
  }

  @Test
  void life_impossibleSteps_areRefusedInWords() {
    String id = one().id();
    assertThatThrownBy(() -> cases.exported(id, "x", "ann", at(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "failure case " + id + ": new to exported (expected: accepted, dismissed, merged)");
    assertThatThrownBy(() -> cases.accept("fc-0", confirmation()))
        .hasMessageStartingWith("failure case: fc-0 (expected: one there is)");
    assertThatThrownBy(() -> cases.dismiss(id, " ", "ann", at(1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> cases.merge(id, id, "ann", at(1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> cases.reopen(id, null, "ann", at(1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Confirmation("x", "", "ann", at(1), null, null))
        .hasMessageStartingWith("root_cause:");
  }

  @ParameterizedTest
  @EnumSource(CaseStatus.class)
  void next_everyStatus_isReachableAndKnown(CaseStatus status) {
    boolean reachable = status == CaseStatus.NEW;
    for (CaseStatus before : CaseStatus.values()) {
      reachable |= before.next().contains(status);
    }
    assertThat(reachable).isTrue();
    assertThat(CaseStatus.ofKey(status.key())).contains(status);
  }

  @Test
  void dismiss_moreOfIt_staysDismissedUntilReopened() {
    String id = one().id();
    cases.dismiss(id, "as designed", "ann", at(30));
    cases.add(List.of(failure("d", 31, 0.1, "Returns from abroad?")));
    assertThat(cases.find(id).orElseThrow().status()).isEqualTo(CaseStatus.DISMISSED);
    assertThat(cases.find(id).orElseThrow().size()).isEqualTo(4);
    assertThat(cases.reopen(id, "a mistake", "ann", at(32)).status()).isEqualTo(CaseStatus.NEW);
  }

  @Test
  void merge_intoAnother_addsUpAndKeepsComing() {
    String id = one().id();
    cases.add(List.of(failure("d", 2, 2.0, "Where is my invoice?")));
    String other = cases.of("d").orElseThrow().id();
    FailureCase merged = cases.merge(other, id, "ann", at(3));
    assertThat(merged.size()).isEqualTo(4);
    assertThat(cases.find(other).orElseThrow().mergedInto()).isEqualTo(id);
    assertThat(cases.of("d").orElseThrow().id()).isEqualTo(id);
    assertThatThrownBy(() -> cases.dismiss(other, "no", "ann", at(4)))
        .hasMessageContaining("nothing follows")
        .hasMessageContaining("it is part of " + id);
  }

  @Test
  void merge_severalOfWhichOneCannotBe_changesNone() {
    String id = one().id();
    cases.add(List.of(failure("d", 2, 2.0, "Where is my invoice?")));
    String other = cases.of("d").orElseThrow().id();
    assertThatThrownBy(() -> cases.merge(Set.of(other, "fc-0"), id, "ann", at(3)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> cases.merge(Set.of(other, id), id, "ann", at(3)))
        .isInstanceOf(InvalidInputException.class);
    assertThat(cases.find(other).orElseThrow().status()).isEqualTo(CaseStatus.NEW);
    assertThat(cases.find(id).orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void memberships_followWhatIsMergedSplitAndTakenBack() {
    String id = one().id();
    assertThat(cases.drainMemberships())
        .extracting(Membership::interactionId, Membership::caseId)
        .containsExactly(tuple("a", id), tuple("b", id), tuple("c", id));
    cases.add(List.of(failure("d", 2, 2.0, "Where is my invoice?")));
    String other = cases.of("d").orElseThrow().id();
    cases.merge(id, other, "ann", at(3));
    assertThat(cases.drainMemberships())
        .extracting(Membership::interactionId, Membership::caseId)
        .containsExactlyInAnyOrder(
            tuple("a", other), tuple("b", other), tuple("c", other), tuple("d", other));
    String out = cases.split(other, Set.of("c"), "ann", at(30)).id();
    cases.remove("d");
    assertThat(cases.drainMemberships())
        .extracting(Membership::interactionId, Membership::caseId)
        .containsExactlyInAnyOrder(tuple("c", out), tuple("d", null));
    assertThat(cases.drainMemberships()).isEmpty();
  }

  @Test
  void split_someExamples_areACaseOfTheirOwn() {
    String id = one().id();
    FailureCase out = cases.split(id, Set.of("c"), "ann", at(30));
    assertThat(out.size()).isEqualTo(1);
    assertThat(out.estimated()).isEqualTo(2);
    assertThat(out.history()).extracting(CaseEvent::note).containsExactly("out of " + id);
    assertThat(cases.find(id).orElseThrow().size()).isEqualTo(2);
    assertThat(cases.of("c").orElseThrow().id()).isEqualTo(out.id());
    cases.add(List.of(failure("d", 31, 0.21, "Returns from abroad?")));
    assertThat(cases.cases()).hasSize(2);
    assertThatThrownBy(() -> cases.split(id, Set.of("a", "b"), "ann", at(40)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> cases.split(id, Set.of("c"), "ann", at(40)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void trend_byDay_tellsWhatIsMoreThanChance() {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      failures.add(failure("i" + i, 24L * (i < 4 ? i : 10) + i % 5, 0, "x"));
    }
    cases.add(failures);
    FailureCase found = cases.cases().get(0);
    FailureCase.Trend trend = found.trend(LocalDate.parse("2026-03-12"));
    assertThat(trend.lastWeek()).isEqualTo(26);
    assertThat(trend.weekBefore()).isEqualTo(4);
    assertThat(trend.direction()).isEqualTo(FailureCase.Direction.RISING);
    JsonNode json = FailureCaseJson.write(trend);
    assertThat(json.path("direction").stringValue()).isEqualTo("rising");
    assertThat(json.at("/share/low").doubleValue()).isGreaterThan(0.5);
    assertThat(json.at("/share/n").longValue()).isEqualTo(30);
    assertThat(found.trend(LocalDate.parse("2026-03-19")).direction())
        .isEqualTo(FailureCase.Direction.FALLING);
    assertThat(found.trend(LocalDate.parse("2027-03-19")).share()).isNull();
  }

  @Test
  void add_moreCasesThanKept_forgetsTheNewOneLongestUnseen() {
    FailureCases few = new FailureCases(new ClusterSettings(0.6, 0.9, 3, 10));
    for (int i = 0; i < 20; i++) {
      few.add(
          List.of(
              new Failure("i" + i, "shop", "f" + i, null, at(i), 1, "report", "x", null, null)));
      if (i == 0) {
        few.accept(few.cases().get(0).id(), confirmation());
      }
    }
    assertThat(few.cases())
        .extracting(FailureCase::feature)
        .containsExactlyInAnyOrder("f0", "f18", "f19");
    assertThat(few.forgotten()).isEqualTo(17);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\ud800 \udc00", "\u001b[31m<script>alert(1)</script>\n\n"})
  void add_hostileText_isKeptAndHarmlessInTitles(String text) {
    cases.add(List.of(failure("a", 0, 0, text + " x ".repeat(1_000_000))));
    FailureCase found = cases.cases().get(0);
    assertThat(found.title()).doesNotContain("\u0000", "\u001b", "\n").hasSizeLessThan(120);
    assertThat(found.examples().get(0).input()).hasSizeLessThanOrEqualTo(2000);
    byte[] bytes = cases.toBytes();
    assertThat(FailureCases.fromBytes(bytes, SETTINGS).cases()).isEqualTo(cases.cases());
    assertThat(FailureCases.fromBytes(bytes, SETTINGS).toBytes()).isEqualTo(bytes);
  }

  @Test
  void json_thereAndBack_isTheSame() {
    String id = one().id();
    cases.accept(id, confirmation());
    FailureCase exported = cases.exported(id, "regression-1", "ann", at(51));
    assertThat(FailureCaseJson.read(FailureCaseJson.write(exported))).isEqualTo(exported);
    String text = Json.write(FailureCaseJson.write(exported));
    assertThat(FailureCaseJson.read(Json.parse(text, "case", 1))).isEqualTo(exported);
  }

  @Test
  void json_somethingElse_isRefusedWithTheField() {
    assertThatThrownBy(() -> FailureCaseJson.read(Json.object()))
        .hasMessage("failure case: id (expected: a text)");
    assertThatThrownBy(
            () -> FailureCaseJson.read(FailureCaseJson.write(one()).put("status", "gone")))
        .hasMessage("failure case: status: gone (expected: a status)");
  }

  @Test
  void fromBytes_hostileBytes_areReadOrRefused() {
    String id = one().id();
    cases.accept(id, confirmation());
    HostileBytes.readOrRefuse(
        cases.toBytes(),
        bytes -> {
          FailureCases read = FailureCases.fromBytes(bytes, SETTINGS);
          read.add(List.of(failure("z", 70, 0.1, "Returns from abroad?")));
          read.toBytes();
        });
  }
}
