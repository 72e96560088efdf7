package dev.assay.server.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.run.StoredRun;
import dev.assay.server.run.StoredRuns;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.server.store.PairLabel.Side;
import dev.assay.server.store.Store;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairDeskTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final int ALIKE = 4;

  @TempDir Path folder;
  private TwoRuns two;
  private Store store;
  private StoredRuns runs;
  private PairDesk desk;

  // Of twenty examples four have the same answer in both, and one has none in the base.
  @BeforeEach
  void open() throws IOException {
    two = new TwoRuns(folder);
    two.run("old", "2026-10-01T10:00:00Z", i -> i == 4 ? null : i < ALIKE ? "same" : "worse " + i);
    two.run("new", "2026-10-02T10:00:00Z", i -> i < ALIKE ? "same" : "better " + i);
    store = DuckDbStore.open(folder.resolve("data"), new DuckDbSettings(256, 2, 16));
    runs = new StoredRuns(two.runs());
    desk = new PairDesk(store, runs);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private StoredRun run(String name) {
    return runs.find(name).orElseThrow();
  }

  private PairSet draw(int size, @Nullable String judge) {
    return desk.draw(run("old"), run("new"), size, judge, "eva", NOW);
  }

  private PairState state(PairSet set) {
    return desk.find(set.id()).orElseThrow();
  }

  private PairLabel say(PairSet set, String pair, Choice choice, String person) {
    return desk.label(set.id(), pair, choice, null, person, NOW).orElseThrow();
  }

  @Test
  void draw_takesWhatDiffers_inAnOrderOfItsOwn_andSaysWhatItLeftOut() {
    PairSet set = draw(10, null);
    assertThat(set.pool()).isEqualTo(new PairSet.Pool(20, 15, ALIKE, 1, 0));
    assertThat(set.items()).hasSize(10).doesNotHaveDuplicates();
    PairState state = state(set);
    assertThat(state.set()).isEqualTo(set);
    for (String pair : set.pairs()) {
      PairTexts texts = state.shown(pair, "ann").orElseThrow().texts();
      String number = texts.example().substring(1);
      assertThat(texts.base()).isEqualTo("worse " + number);
      assertThat(texts.candidate()).isEqualTo("better " + number);
      assertThat(texts.question()).isEqualTo("question " + number);
    }
    List<PairSet.Item> inOrder = new ArrayList<>();
    for (int i = 5; i < 20; i++) {
      String id = "e" + i;
      state(draw(15, null)).texts().values().stream()
          .filter(each -> each.example().equals(id))
          .forEach(each -> inOrder.add(new PairSet.Item(id, each.hash())));
    }
    assertThat(draw(15, null).items())
        .containsExactlyInAnyOrderElementsOf(inOrder)
        .isNotEqualTo(inOrder);
  }

  @Test
  void draw_ofWhatCannotBe_saysWhy() throws IOException {
    assertThatThrownBy(() -> draw(0, null)).hasMessageContaining("size: 0 (expected: 1 to 500)");
    assertThatThrownBy(() -> draw(5, "exact-match"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("judge: exact-match");
    two.run("newer", "2026-10-03T10:00:00Z", i -> i < ALIKE ? "same" : "better " + i);
    assertThatThrownBy(() -> desk.draw(run("new"), run("newer"), 5, null, "eva", NOW))
        .hasMessageContaining("two whose answers differ")
        .hasMessageContaining("20 examples have the same answer in both");
  }

  @Test
  void order_isByAHash_halfEachWay_andAnotherForAnotherPerson() {
    PairSet set = draw(15, null);
    int base = 0;
    int different = 0;
    for (int i = 1; i <= 2_000; i++) {
      Side first = set.first("p" + i, "ann");
      assertThat(set.first("p" + i, "ann")).isEqualTo(first);
      base += first == Side.BASE ? 1 : 0;
      different += set.first("p" + i, "bob") == first ? 0 : 1;
    }
    // Four standard deviations of a fair coin.
    assertThat(base).isCloseTo(1_000, within(90));
    assertThat(different).isCloseTo(1_000, within(90));
    PairLabel label = say(set, "3", Choice.TIE, "ann");
    assertThat(label.first()).isEqualTo(set.first("3", "ann"));
    assertThat(store.evidence().pairLabels(set.id())).containsExactly(label);
  }

  @Test
  void twoPeople_areAskedAboutEachPair_andNobodyTwice() {
    PairSet set = draw(3, null);
    assertThat(state(set).open("ann")).containsExactly("1", "2", "3");
    say(set, "1", Choice.BASE, "ann");
    say(set, "2", Choice.SKIP, "ann");
    assertThat(state(set).open("ann")).containsExactly("3");
    assertThat(state(set).done("ann")).containsExactly("1", "2");
    say(set, "1", Choice.BASE, "bob");
    // Pair 2 was left to others: it still needs two.
    assertThat(state(set).open("cem")).containsExactly("2", "3");
    assertThat(state(set).answered()).isEqualTo(1);
    say(set, "1", Choice.TIE, "ann");
    assertThat(state(set).answers("1").people())
        .extracting(PairLabel::annotator, PairLabel::choice)
        .containsExactlyInAnyOrder(tuple("ann", Choice.TIE), tuple("bob", Choice.BASE));
    assertThat(store.records().audit("pairs/" + set.id(), PageRequest.first(20)).items())
        .extracting(AuditEntry::actor, AuditEntry::action)
        .contains(tuple("eva", "pairs.draw"), tuple("ann", "pairs.label"))
        .hasSize(5);
  }

  @Test
  void whoDisagree_areSettledByAnother_andWhatIsSettledHolds() {
    PairSet set = draw(3, null);
    say(set, "1", Choice.BASE, "ann");
    assertThatThrownBy(() -> desk.settle(set.id(), "1", Choice.TIE, null, "eva", NOW))
        .hasMessageContaining("one on which people disagree");
    say(set, "1", Choice.CANDIDATE, "bob");
    assertThat(state(set).disputed()).containsExactly("1");
    assertThat(state(set).answers("1").choice()).isNull();
    assertThat(desk.result(state(set)).disputed()).isEqualTo(1);
    assertThat(desk.result(state(set)).decided()).isZero();
    assertThatThrownBy(() -> desk.settle(set.id(), "1", Choice.SKIP, null, "eva", NOW))
        .hasMessageContaining("choice: skip");
    desk.settle(set.id(), "1", Choice.CANDIDATE, "the base is out of date", "eva", NOW);
    PairState state = state(set);
    assertThat(state.disputed()).isEmpty();
    assertThat(state.answers("1").choice()).isEqualTo(Choice.CANDIDATE);
    assertThat(state.answers("1").people()).hasSize(2);
    assertThat(desk.result(state).wins()).isEqualTo(1);
    // What people agree on is computed from before it was settled.
    assertThat(desk.result(state).people().alike().estimate().value()).isZero();
  }

  @Test
  void whoHasSeenWhatCameOfIt_judgesNoMore() {
    PairSet set = draw(3, null);
    say(set, "1", Choice.BASE, "ann");
    assertThat(desk.open(set.id(), "ann", NOW)).isPresent();
    assertThat(desk.open(set.id(), "ann", NOW.plusSeconds(60))).isPresent();
    assertThat(state(set).set().opened()).containsOnly(Map.entry("ann", NOW));
    assertThat(state(set).open("ann")).isEmpty();
    assertThat(state(set).open("bob")).hasSize(3);
    assertThatThrownBy(() -> say(set, "2", Choice.BASE, "ann"))
        .hasMessageContaining("somebody who has not seen what came of the set");
  }

  @Test
  void whatIsSettledByWhoHasSeenWhatCameOfIt_counts_andIsSaid() {
    PairSet set = draw(3, null);
    for (String pair : List.of("1", "2")) {
      say(set, pair, Choice.BASE, "ann");
      say(set, pair, Choice.CANDIDATE, "bob");
    }
    say(set, "3", Choice.BASE, "ann");
    desk.settle(set.id(), "1", Choice.CANDIDATE, null, "eva", NOW.minusSeconds(60));
    desk.open(set.id(), "eva", NOW);
    assertThat(state(set).settledKnowing("1")).isFalse();
    assertThat(desk.result(state(set)).knowing()).isZero();
    assertThat(desk.result(state(set)).blindly()).isEqualTo(desk.result(state(set)).preferred());

    // Nobody else is there to settle it.
    desk.settle(set.id(), "2", Choice.CANDIDATE, null, "eva", NOW.plusSeconds(60));
    assertThat(state(set).settledKnowing("2")).isTrue();
    PairResult result = desk.result(state(set));
    assertThat(result.decided()).isEqualTo(3);
    assertThat(result.knowing()).isEqualTo(1);
    assertThat(result.preferred().estimate().n()).isEqualTo(3);
    assertThat(result.blindly().estimate().n()).isEqualTo(2);
    assertThat(result.blindly().estimate().value()).isEqualTo(0.5);
  }

  @Test
  void setThatIsPutAway_asksNobody_untilItIsTakenUpAgain() {
    PairSet set = draw(3, null);
    say(set, "1", Choice.BASE, "ann");
    assertThat(desk.archive(set.id(), true, "eva", NOW)).isPresent();
    assertThat(desk.archive(set.id(), true, "eva", NOW.plusSeconds(60)).orElseThrow().archived())
        .isEqualTo(NOW);
    assertThat(state(set).set().away()).isTrue();
    assertThat(state(set).open("bob")).isEmpty();
    assertThat(state(set).done("ann")).containsExactly("1");
    assertThat(desk.result(state(set)).losses()).isEqualTo(1);
    desk.archive(set.id(), false, "eva", NOW);
    assertThat(state(set).open("bob")).hasSize(3);
    assertThat(store.records().audit("pairs/" + set.id(), PageRequest.first(20)).items())
        .extracting(AuditEntry::action)
        .containsOnlyOnce("pairs.archive", "pairs.restore");
    assertThat(desk.archive("none", true, "eva", NOW)).isEmpty();
  }

  @Test
  void glance_readsEachSetsOwnAnswers() {
    PairSet one = draw(3, null);
    PairSet other = draw(3, null);
    say(one, "1", Choice.BASE, "ann");
    say(other, "2", Choice.BASE, "ann");
    say(other, "3", Choice.BASE, "ann");
    assertThat(desk.glance(List.of(other, one)))
        .extracting(state -> state.set().id(), state -> state.done("ann"))
        .containsExactly(tuple(other.id(), List.of("2", "3")), tuple(one.id(), List.of("1")));
    assertThat(desk.glance(List.of())).isEmpty();
  }

  @Test
  void pairsWhoseTextsAreOthers_areGone() throws IOException {
    PairSet set = draw(15, null);
    Path results = two.runs().resolve("new").resolve("results.jsonl");
    String journal = Files.readString(results);
    Files.writeString(results, journal.replace("\"better 7\"", "\"better than ever\""));
    assertThat(state(set).gone()).isEqualTo(1);
    assertThat(state(set).open("ann")).hasSize(14);
    two.runs().resolve("old").toFile().renameTo(folder.resolve("away").toFile());
    assertThat(state(set).gone()).isEqualTo(15);
    assertThat(state(set).open("ann")).isEmpty();
  }

  @Test
  void result_holdsTheJudgeAgainstPeople() throws IOException {
    two.asJudge("new");
    runs = new StoredRuns(two.runs());
    desk = new PairDesk(store, runs);
    assertThat(desk.judges(run("new"))).containsExactly("exact-match");
    assertThat(desk.judges(run("old"))).isEmpty();
    PairSet set = draw(15, "exact-match");
    Set<String> against = new HashSet<>(List.of("1", "2", "3"));
    for (String pair : set.pairs()) {
      say(set, pair, against.contains(pair) ? Choice.BASE : Choice.CANDIDATE, "ann");
    }
    PairResult result = desk.result(state(set));
    assertThat(result.wins()).isEqualTo(12);
    assertThat(result.losses()).isEqualTo(3);
    // The exact match finds each of the candidate's answers right.
    assertThat(result.judge().alike().estimate().value()).isEqualTo(0.8);
    assertThat(result.judge().alike().estimate().n()).isEqualTo(15);
    assertThat(desk.result(state(draw(15, null))).judge()).isNull();
  }
}
