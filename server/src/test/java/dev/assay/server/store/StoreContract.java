package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.content;
import static dev.assay.server.store.Sample.evaluation;
import static dev.assay.server.store.Sample.key;
import static dev.assay.server.store.Sample.row;
import static dev.assay.server.store.Sample.signal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Outcome.Completion;
import dev.assay.server.store.StoredWindow.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises. */
@Timeout(120)
public abstract class StoreContract
    implements FindingContract, RecordsContract, AskingContract, UpkeepContract, CopyContract {

  @TempDir protected Path folder;

  private Store store;

  /** Opens the store of this test; opened again after closing, it holds what it held. */
  protected abstract Store open();

  /** Opens the store so that nothing can be loaded into a table. */
  protected abstract Store openFailing(String table);

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Override
  public Store store() {
    return store;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void reopen() {
    store.close();
    store = open();
  }

  @Test
  void emptyStore_hasNothing() {
    assertThat(store.position()).isEqualTo(Position.START);
    assertThat(store.interactions().count(InteractionFilter.ALL)).isZero();
    Page<ListedInteraction> page =
        store.interactions().page(InteractionFilter.ALL, PageRequest.first(10));
    assertThat(page).isEqualTo(new Page<ListedInteraction>(List.of(), null, null));
    assertThat(store.state("none")).isEmpty();
    assertThat(store.windows().readAll(Level.DAY, START, LATER)).isEmpty();
    assertThat(store.records().openWork()).isEmpty();
    assertThat(store.check()).isEqualTo(Health.OK);
  }

  @Test
  void everything_isThereAfterReopening() {
    Label label =
        new Label(
            "l1", key(1), "judge", "ann", 4.0, false, FailureMode.UNSAFE, "right", "no", START);
    StoredExternalScore score =
        new StoredExternalScore(
            new ExternalScore(
                "e1",
                "correctness",
                Subject.ofInteraction("interaction-1"),
                ExternalScore.Annotator.HUMAN,
                0.5,
                "half",
                "why",
                null,
                START),
            key(1));
    Evaluation unscored =
        new Evaluation(
            key(1), "judge", "v2", null, null, null, null, null, "timeout", null, 1, START);
    store.commit(
        Batch.builder()
            .put(row(1))
            .put(content(1, "question", "answer"))
            .put(evaluation(1, "faithfulness", 0.25))
            .put(unscored)
            .put(signal("s1", Signal.Kind.THUMBS_DOWN, 1))
            .put(score)
            .put(label)
            .put(new FailureMember("case", key(1)))
            .position(new Position(3, 77))
            .build());
    reopen();
    assertThat(store.position()).isEqualTo(new Position(3, 77));
    InteractionDetail detail = store.interactions().detail("interaction-1", null).orElseThrow();
    assertThat(detail)
        .isEqualTo(
            new InteractionDetail(
                row(1),
                content(1, "question", "answer").interaction(),
                List.of(evaluation(1, "faithfulness", 0.25), unscored),
                List.of(signal("s1", Signal.Kind.THUMBS_DOWN, 1)),
                List.of(score),
                List.of(label),
                List.of("case")));
    assertThat(store.interactions().detail("interaction-1", key(1).startedAt())).isPresent();
    assertThat(store.interactions().detail("interaction-1", START)).isEmpty();
  }

  @Test
  void sameBatchAgain_changesNothing() {
    Batch.Builder builder = Batch.builder();
    for (int i = 0; i < 300; i++) {
      builder
          .put(row(i))
          .put(evaluation(i, "a", 0.9))
          .put(evaluation(i, "b", 0.1))
          .put(content(i, "q" + i, "a"))
          .put(signal("s" + i, Signal.Kind.COPY, i))
          .put(new StoredWindow(Level.MINUTE, START.plusSeconds(60L * i), "all", new byte[] {1}));
    }
    Batch batch = builder.position(new Position(1, 1)).build();
    store.commit(batch);
    store.commit(batch);
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(300);
    List<Evaluation> evaluations = new ArrayList<>();
    store.evidence().scanEvaluations(START, LATER, evaluations::add);
    assertThat(evaluations).hasSize(600);
    List<Evaluation> ofOne = new ArrayList<>();
    store.evidence().scanEvaluations("b", START, LATER, ofOne::add);
    assertThat(ofOne).hasSize(300).allMatch(each -> each.evaluator().equals("b"));
    assertThat(store.evidence().signals(List.of(key(5)))).hasSize(1);
    assertThat(store.interactions().contents(List.of(key(5), key(6)))).hasSize(2);
    assertThat(store.windows().readAll(Level.MINUTE, START, LATER)).hasSize(300);
  }

  @Test
  void changedRows_replaceTheOldOnes() {
    commitRows(0, 100);
    Batch.Builder batch = Batch.builder();
    Outcome failed = new Outcome(FailureMode.FORMAT, Completion.NOT_COMPLETED);
    for (int i = 0; i < 60; i++) {
      batch.put(row(i).with(failed));
    }
    Outcome done = new Outcome(null, Completion.COMPLETED);
    for (int i = 60; i < 90; i++) {
      batch.put(key(i), done);
    }
    batch.put(key(1000), done);
    store.commit(batch.build());
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(100);
    InteractionFilter notDone =
        InteractionFilter.builder().completion(Completion.NOT_COMPLETED).build();
    assertThat(store.interactions().count(notDone)).isEqualTo(60);
    assertThat(store.interactions().find("interaction-3", null).orElseThrow().row())
        .isEqualTo(row(3).with(failed));
    assertThat(store.interactions().find("interaction-66", null).orElseThrow().row())
        .isEqualTo(row(66).with(done));
    assertThat(store.interactions().find("interaction-95", null).orElseThrow().row())
        .isEqualTo(row(95));
  }

  @Test
  void batch_lastOfEachKeyCounts() {
    store.commit(
        Batch.builder()
            .put(row(1))
            .put(row(1).with(List.of()))
            .put(key(1), new Outcome(FailureMode.SLOW, Completion.UNKNOWN))
            .put(content(1, "q", "first"))
            .removeContent(key(1))
            .put(new StateBlob("s", new byte[] {1}))
            .removeState("s")
            .put(new StateBlob("s", new byte[] {2}))
            .build());
    InteractionDetail detail = store.interactions().detail("interaction-1", null).orElseThrow();
    assertThat(detail.row().decisions()).isEmpty();
    assertThat(detail.row().outcome().failureMode()).isEqualTo(FailureMode.SLOW);
    assertThat(detail.content()).isNull();
    assertThat(store.state("s").orElseThrow().bytes()).containsExactly(2);
  }

  @Test
  void hostileText_survivesOrIsMended() {
    String bad = "nul \0 lone \ud800 <script> \u001b[31m ' \" \\ \ud83d\ude00";
    String huge = "x\u00e9".repeat(1 << 20);
    InteractionRow row = row(1);
    StoredSignal signal =
        new StoredSignal(
            new Signal(
                "s" + bad.repeat(50),
                Signal.Kind.REPORT,
                Subject.ofConversation(huge),
                START,
                "user",
                bad),
            null);
    Content content =
        new Content(
            key(1),
            Interaction.builder().input(List.of(Message.user(bad))).output(bad + huge).build());
    InteractionRow hostile =
        new InteractionRow(
            new InteractionKey("i" + bad.repeat(100), START),
            new Links(null, null, null, null, null),
            new Dimensions(bad, huge, null, null, null, null, null, Map.of(bad, bad)),
            row.operation(),
            row.outcome(),
            row.decisions());
    Batch batch = Batch.builder().put(row).put(hostile).put(content).put(signal).build();
    store.commit(batch);
    store.commit(batch);
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(2);
    assertThat(store.interactions().contents(List.of(key(1))))
        .containsEntry("interaction-1", content.interaction());
    ListedInteraction found = store.interactions().find(hostile.key().id(), null).orElseThrow();
    assertThat(found.row().dimensions().app())
        .isEqualTo("nul \ufffd lone \ufffd <script> \u001b[31m ' \" \\ \ud83d\ude00");
    assertThat(store.interactions().existing(List.of(found.row().key()))).hasSize(1);
    assertThat(store.evidence().unresolvedSignals(START, 10)).hasSize(1);
    assertThat(matched(filter().text("<SCRIPT>"))).containsExactly("interaction-1");
  }

  @Test
  void times_ofAnyKind_areKept() {
    Instant odd = Instant.ofEpochSecond(1, 123_456_789);
    InteractionRow row = row(1);
    Batch.Builder batch = Batch.builder();
    List<Instant> times =
        List.of(
            Instant.EPOCH, odd, Instant.parse("2262-05-01T00:00:00Z"), Instant.ofEpochSecond(-5));
    for (Instant time : times) {
      batch.put(
          new InteractionRow(
              new InteractionKey("at " + time, time),
              row.links(),
              row.dimensions(),
              row.operation(),
              row.outcome(),
              row.decisions()));
    }
    store.commit(batch.build());
    assertThat(store.interactions().find("at " + odd, null).orElseThrow().row().key().startedAt())
        .isEqualTo(Instant.ofEpochSecond(1, 123_456_000));
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(4);
    assertThat(store.interactions().find("at " + times.get(3), times.get(3))).isPresent();
  }

  @Test
  void failedCommit_leavesNothingOfTheBatch() {
    commitRows(0, 10);
    store.close();
    Batch batch =
        Batch.builder()
            .put(row(3).with(new Outcome(FailureMode.SLOW, Completion.UNKNOWN)))
            .put(row(50))
            .put(evaluation(50, "a", 1))
            .put(new StateBlob("s", new byte[1]))
            .position(new Position(9, 9))
            .build();
    for (String table : List.of("interactions", "evaluations", "states", "progress")) {
      store = openFailing(table);
      assertThatThrownBy(() -> store.commit(batch))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BROKEN))
          .hasMessageContaining(table + " fails");
      assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(10);
      commitRows(3, 3);
      reopen();
      assertThat(store.interactions().find("interaction-3", null).orElseThrow().row())
          .isEqualTo(row(3));
      assertThat(store.stateNames()).isEmpty();
      assertThat(store.position()).isEqualTo(Position.START);
      store.close();
    }
    store = open();
    store.commit(batch);
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(11);
  }

  @Test
  void readers_seeWholeBatchesOnly() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> readers = new ArrayList<>();
      for (int r = 0; r < 3; r++) {
        readers.add(
            executor.submit(
                () -> {
                  long count;
                  do {
                    count = store.interactions().count(InteractionFilter.ALL);
                    assertThat(count % 250).isZero();
                  } while (count < 2500);
                  return null;
                }));
      }
      for (int i = 0; i < 10; i++) {
        commitRows(i * 250, (i + 1) * 250);
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void sizes_countWhatIsStored() {
    commitRows(0, 10);
    StoreSizes sizes = store.upkeep().sizes();
    assertThat(sizes.bytes()).isPositive();
    assertThat(sizes.rows())
        .extracting(StoreSizes.TableRows::table)
        .contains("interactions", "windows_minute", "audit")
        .doesNotHaveDuplicates()
        .hasSize(22);
  }

  @Test
  void secondStore_isRefusedInWords() {
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("that no other server uses")
        .hasMessageContaining("stop the other one");
    commitRows(0, 1);
  }

  @Test
  void closedStore_refusesByKind() {
    store.close();
    assertThatThrownBy(() -> commitRows(0, 1))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED));
    assertThatThrownBy(() -> store.position()).isInstanceOf(StoreException.class);
    assertThat(store.check().ok()).isFalse();
    assertThat(store.check().reason()).isEqualTo("the store is closed");
  }
}
