package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.content;
import static dev.assay.server.store.Sample.evaluation;
import static dev.assay.server.store.Sample.key;
import static dev.assay.server.store.Sample.row;
import static dev.assay.server.store.Sample.signal;
import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.InteractionFilter.ScoreIn;
import dev.assay.server.store.Outcome.Completion;
import dev.assay.server.store.StoredWindow.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises. */
@Timeout(120)
public abstract class StoreContract {

  private static final Instant LATER = START.plus(Duration.ofDays(1));

  @TempDir protected Path folder;

  private Store store;

  /** Opens the store of this test; opened again after closing, it holds what it held. */
  protected abstract Store open();

  /** Opens the store so that nothing can be loaded into a table. */
  protected abstract Store openFailing(String table);

  /** Opens another store, from a copy. */
  protected abstract Store restored(Path backup);

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private void reopen() {
    store.close();
    store = open();
  }

  private void commitRows(int from, int to) {
    Batch.Builder batch = Batch.builder();
    IntStream.range(from, to).forEach(i -> batch.put(row(i)));
    store.commit(batch.build());
  }

  private static List<String> ids(Page<ListedInteraction> page) {
    return page.items().stream().map(item -> item.row().key().id()).toList();
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
  void smallRecords_areReadAsWritten() {
    StoredAlert open =
        new StoredAlert("a1", "m", "app=shop", "firing", "high", START, START, null, "{\"n\":1}");
    StoredAlert closed =
        new StoredAlert("a2", "m", "app=shop", "resolved", "low", START, START, LATER, "{}");
    Delivery delivery = new Delivery("d1", "a1", "slack", 2, START, false, "503");
    StoredFailureCase failure =
        new StoredFailureCase(
            "c1", "refunds", FailureMode.REFUSED, "open", "Refuses", 12, START, LATER, "{}");
    AuditEntry entry = new AuditEntry("x1", START, "local", "key.create", "ci", null);
    Document document = new Document("keys", "k1", START, "{\"scopes\":[\"read\"]}");
    byte[] state = {0, 1, -1, 27};
    store.commit(
        Batch.builder()
            .put(open)
            .put(closed)
            .put(delivery)
            .put(failure)
            .put(new FailureMember("c1", key(1)))
            .put(new FailureMember("c1", key(2)))
            .put(entry)
            .put(document)
            .put(new StateBlob("sampler", state))
            .build());
    reopen();
    Records records = store.records();
    assertThat(records.alert("a1")).contains(open);
    assertThat(records.openAlerts()).containsExactly(open);
    assertThat(records.alerts(PageRequest.first(9)).items()).containsExactly(closed, open);
    assertThat(records.deliveries("a1")).containsExactly(delivery);
    assertThat(records.failureCase("c1")).contains(failure);
    assertThat(records.failureCases("open", PageRequest.first(9)).items()).containsExactly(failure);
    assertThat(records.failureCases("fixed", PageRequest.first(9)).items()).isEmpty();
    assertThat(records.failureMembers("c1", 9)).containsExactly(key(2), key(1));
    assertThat(records.audit(PageRequest.first(9)).items()).containsExactly(entry);
    assertThat(records.document(new DocumentKey("keys", "k1"))).contains(document);
    assertThat(records.documents("keys")).containsExactly(document);
    assertThat(store.state("sampler").orElseThrow().bytes()).isEqualTo(state);
    assertThat(store.stateNames()).containsExactly("sampler");

    store.commit(
        Batch.builder()
            .removeState("sampler")
            .removeDocument(new DocumentKey("keys", "k1"))
            .build());
    assertThat(store.stateNames()).isEmpty();
    assertThat(records.documents("keys")).isEmpty();
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
  void pages_goBothWaysWithoutGapsOrRepeats() {
    commitRows(0, 25);
    // Of one time, ordered by id.
    InteractionRow twin = row(3);
    store.commit(
        Batch.builder()
            .put(
                new InteractionRow(
                    new InteractionKey("interaction-3b", key(3).startedAt()),
                    twin.links(),
                    twin.dimensions(),
                    twin.operation(),
                    twin.outcome(),
                    twin.decisions()))
            .build());
    Interactions interactions = store.interactions();
    List<String> down = new ArrayList<>();
    List<Page<ListedInteraction>> pages = new ArrayList<>();
    Cursor cursor = null;
    do {
      PageRequest request =
          cursor == null ? PageRequest.first(4) : PageRequest.olderThan(cursor, 4);
      Page<ListedInteraction> page = interactions.page(InteractionFilter.ALL, request);
      pages.add(page);
      down.addAll(ids(page));
      cursor = page.older() == null ? null : Cursor.parse(page.older().toString());
    } while (cursor != null);
    List<String> all = new ArrayList<>();
    for (int i = 24; i >= 0; i--) {
      if (i == 3) {
        all.add("interaction-3b");
      }
      all.add("interaction-" + i);
    }
    assertThat(down).isEqualTo(all);
    assertThat(pages.get(0).newer()).isNull();
    Cursor up = pages.get(pages.size() - 1).newer();
    assertThat(ids(interactions.page(InteractionFilter.ALL, PageRequest.newerThan(up, 4))))
        .isEqualTo(ids(pages.get(pages.size() - 2)));
    List<String> scanned = new ArrayList<>();
    interactions.scan(InteractionFilter.ALL, item -> scanned.add(0, item.row().key().id()));
    assertThat(scanned).isEqualTo(all);
  }

  @Test
  void filters_chooseByEveryCondition() {
    commitRows(0, 60);
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 60; i++) {
      batch.put(evaluation(i, "faithfulness", i / 60.0));
    }
    batch
        .put(signal("s", Signal.Kind.REPORT, 7))
        .put(content(8, "Wo ist meine R\u00dcCKGABE?", "Hier."))
        .put(content(9, "50% off", "no_t"))
        .put(content(10, "plain", "words"));
    store.commit(batch.build());
    InteractionFilter.Builder all = InteractionFilter.builder();
    assertThat(matched(all.between(key(10).startedAt(), key(20).startedAt()))).hasSize(10);
    assertThat(matched(filter().dimension(Dimension.ENVIRONMENT, "staging"))).hasSize(30);
    assertThat(matched(filter().dimension(Dimension.FEATURE, "feature-0", "feature-1")))
        .hasSize(40);
    assertThat(matched(filter().dimension(Dimension.CONVERSATION, "conversation-2"))).hasSize(10);
    assertThat(matched(filter().dimension(Dimension.TRACE, Sample.trace(4)))).hasSize(2);
    assertThat(matched(filter().tag("tier", "gold"))).hasSize(12);
    assertThat(matched(filter().tag("tier", "gol"))).isEmpty();
    assertThat(matched(filter().score(new ScoreIn("faithfulness", 0.5, null, null)))).hasSize(30);
    assertThat(matched(filter().score(new ScoreIn("faithfulness", 0.25, 0.4, false)))).hasSize(10);
    assertThat(matched(filter().score(new ScoreIn("other", null, null, null)))).isEmpty();
    assertThat(matched(filter().failureMode(FailureMode.OFF_TOPIC))).hasSize(10);
    assertThat(matched(filter().signal(Signal.Kind.REPORT).signal(Signal.Kind.COPY)))
        .containsExactly("interaction-7");
    assertThat(matched(filter().latency(20.0, 29.5))).hasSize(10);
    assertThat(matched(filter().failed(true))).isEmpty();
    assertThat(matched(filter().failed(false))).hasSize(60);
    assertThat(matched(filter().hasContent(true))).hasSize(3);
    assertThat(matched(filter().hasContent(false))).hasSize(57);
    assertThat(matched(filter().text("r\u00fcckgabe"))).containsExactly("interaction-8");
    assertThat(matched(filter().text("%"))).containsExactly("interaction-9");
    assertThat(matched(filter().text("o_t"))).containsExactly("interaction-9");
    assertThat(matched(filter().text("'; DROP TABLE interactions; --"))).isEmpty();
    assertThat(store.interactions().count(filter().text("words").build())).isEqualTo(1);
  }

  private static InteractionFilter.Builder filter() {
    return InteractionFilter.builder();
  }

  private List<String> matched(InteractionFilter.Builder filter) {
    return ids(store.interactions().page(filter.build(), PageRequest.first(1000)));
  }

  @Test
  void tags_withHostileNames_matchOnlyThemselves() {
    InteractionRow row = row(1);
    Dimensions old = row.dimensions();
    Dimensions hostile =
        new Dimensions(
            old.app(),
            old.environment(),
            old.feature(),
            old.release(),
            old.promptTemplate(),
            old.promptVersion(),
            old.model(),
            Map.of("a,\"tier", "gold", "x", "{\"tier\":\"gold\"", "q\\", "\"", "%", "_"));
    store.commit(
        Batch.builder()
            .put(
                new InteractionRow(
                    row.key(),
                    row.links(),
                    hostile,
                    row.operation(),
                    row.outcome(),
                    row.decisions()))
            .build());
    assertThat(matched(filter().tag("tier", "gold"))).isEmpty();
    assertThat(matched(filter().tag("a,\"tier", "gold"))).hasSize(1);
    assertThat(matched(filter().tag("q\\", "\""))).hasSize(1);
    assertThat(matched(filter().tag("%", "_"))).hasSize(1);
    assertThat(store.interactions().find("interaction-1", null).orElseThrow().row().dimensions())
        .isEqualTo(hostile);
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
  void lookups_findTracesConversationsAndSubjects() {
    commitRows(0, 40);
    Interactions interactions = store.interactions();
    assertThat(interactions.trace(Sample.trace(6), null))
        .extracting(item -> item.row().key().id())
        .containsExactly("interaction-6", "interaction-7");
    assertThat(interactions.trace(Sample.trace(6), START)).hasSize(2);
    assertThat(interactions.conversation("conversation-1", START, LATER)).hasSize(10);
    assertThat(interactions.existing(List.of(key(1), key(39), key(40), key(500))))
        .isEqualTo(Set.of("interaction-1", "interaction-39"));
    assertThat(
            interactions.existingTraces(List.of(Sample.trace(2), Sample.trace(900)), START, LATER))
        .isEqualTo(Set.of(Sample.trace(2)));
    assertThat(interactions.resolve(Subject.ofConversation("conversation-1"), START, LATER))
        .contains(key(19));
    assertThat(interactions.resolve(Subject.ofTrace(Sample.trace(6), "span-6"), START, LATER))
        .contains(key(6));
    assertThat(interactions.resolve(Subject.ofTrace(Sample.trace(6), "unknown"), START, LATER))
        .contains(key(7));
    assertThat(interactions.resolve(Subject.ofInteraction("interaction-9"), START, LATER))
        .contains(key(9));
    assertThat(interactions.resolve(Subject.ofInteraction("interaction-9"), LATER, LATER))
        .isEmpty();
    assertThat(
            interactions.resolve(new Subject(null, null, null, "response-4", null), START, LATER))
        .contains(key(4));
  }

  @Test
  void rows_ofManyKeys_areThoseStored_eachOnce() {
    commitRows(0, 1_100);
    Interactions interactions = store.interactions();
    List<InteractionKey> keys = new ArrayList<>(List.of(key(0)));
    // Twice each, at any place in a list that is longer than one statement takes.
    IntStream.range(1, 1_300).forEach(i -> keys.addAll(List.of(key(i), key(i))));
    assertThat(interactions.rows(keys))
        .extracting(ListedInteraction::row)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 1_100).mapToObj(Sample::row).toList());
    assertThat(interactions.rows(List.of())).isEmpty();
    assertThat(interactions.rows(List.of(key(1_100)))).isEmpty();
    assertThat(interactions.rows(List.of(new InteractionKey(key(5).id(), LATER)))).isEmpty();
  }

  @Test
  void rows_tellWhatIsKnownNow() {
    commitRows(0, 3);
    store.commit(
        Batch.builder()
            .put(row(1))
            .put(content(1, "question", "answer"))
            .put(evaluation(1, "faithfulness", 0.25))
            .build());
    List<ListedInteraction> found = store.interactions().rows(List.of(key(1)));
    assertThat(found)
        .isEqualTo(List.of(store.interactions().find(key(1).id(), null).orElseThrow()));
    assertThat(store.interactions().rows(List.of(key(0), key(1), key(2)))).hasSize(3);
  }

  @Test
  void windows_areWrittenOverAndReadByRange() {
    Batch.Builder batch = Batch.builder();
    for (Level level : Level.values()) {
      for (int i = 0; i < 50; i++) {
        for (String slice : List.of("all", "app=shop", "z")) {
          Instant start = START.plus(Duration.ofHours(i));
          byte[] bytes = (level + slice + i).getBytes(UTF_8);
          batch.put(new StoredWindow(level, start, slice, bytes));
        }
      }
    }
    store.commit(batch.build());
    store.commit(
        Batch.builder()
            .put(new StoredWindow(Level.HOUR, START, "all", "new".getBytes(UTF_8)))
            .build());
    reopen();
    Windows windows = store.windows();
    List<StoredWindow> read =
        windows.read(
            Level.HOUR, START, START.plus(Duration.ofHours(10)), List.of("all", "z", "none"));
    assertThat(read).hasSize(20);
    assertThat(read.get(0).bytes()).isEqualTo("new".getBytes(UTF_8));
    assertThat(read.get(1).slice()).isEqualTo("z");
    assertThat(read.get(3).bytes()).isEqualTo("HOURz1".getBytes(UTF_8));
    assertThat(read.get(3).start()).isEqualTo(START.plus(Duration.ofHours(1)));
    assertThat(windows.readAll(Level.DAY, START, START.plus(Duration.ofDays(30)))).hasSize(150);
    assertThat(windows.slices(Level.MINUTE, START, LATER)).containsExactly("all", "app=shop", "z");
    assertThat(windows.read(Level.HOUR, START, LATER, List.of())).isEmpty();
  }

  @Test
  void work_isKeptUntilDone() {
    List<WorkItem> items = new ArrayList<>();
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 100; i++) {
      WorkItem.State state =
          i % 10 == 0
              ? WorkItem.State.DEAD
              : i % 2 == 0 ? WorkItem.State.LEASED : WorkItem.State.WAITING;
      WorkItem item =
          new WorkItem(
              key(i),
              "judge",
              "v1",
              state,
              i,
              0.5,
              START,
              START.plusSeconds(i),
              state == WorkItem.State.LEASED ? LATER : null,
              i == 3 ? "timeout" : null);
      items.add(item);
      batch.put(item);
    }
    store.commit(batch.build());
    reopen();
    List<WorkItem> open =
        items.stream().filter(item -> item.state() != WorkItem.State.DEAD).toList();
    assertThat(store.records().openWork()).isEqualTo(open);
    assertThat(store.records().openWork(7)).isEqualTo(open.subList(0, 7));
    assertThat(store.records().deadWork(2)).containsExactly(items.get(90), items.get(80));
    Batch.Builder done = Batch.builder();
    open.subList(0, 60).forEach(item -> done.done(item.key()));
    store.commit(done.build());
    assertThat(store.records().openWork()).isEqualTo(open.subList(60, 90));
    assertThat(store.records().workCounts())
        .containsEntry(WorkItem.State.DEAD, 10L)
        .containsEntry(WorkItem.State.WAITING, 17L);
  }

  @Test
  void retention_removesEachKindByItsOwnTime() {
    commitRows(0, 50);
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 50; i++) {
      batch
          .put(content(i, "q", "a"))
          .put(evaluation(i, "a", 1))
          .put(signal("s" + i, Signal.Kind.COPY, i))
          .put(new StoredWindow(Level.MINUTE, START.plusSeconds(60L * i), "all", new byte[1]))
          .put(new StoredWindow(Level.DAY, START.plusSeconds(60L * i), "all", new byte[1]));
    }
    batch.put(new AuditEntry("old", START, "a", "b", null, null));
    store.commit(batch.build());
    Removed removed =
        store
            .upkeep()
            .retain(
                new Retention(
                    key(40).startedAt(),
                    key(20).startedAt(),
                    key(10).startedAt(),
                    START.plusSeconds(600),
                    null,
                    null,
                    LATER));
    assertThat(removed).isEqualTo(new Removed(40, 40, 10, 10, 1));
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(40);
    assertThat(matched(filter().hasContent(true))).hasSize(10);
    assertThat(matched(filter().score(new ScoreIn("a", null, null, null)))).hasSize(30);
    assertThat(store.windows().readAll(Level.MINUTE, START, LATER)).hasSize(40);
    assertThat(store.windows().readAll(Level.DAY, START, LATER)).hasSize(50);
    assertThat(store.upkeep().retain(Retention.NOTHING)).isEqualTo(new Removed(0, 0, 0, 0, 0));
  }

  @Test
  void deletingAUser_removesEverythingOfThemAndNothingElse() {
    commitRows(0, 70);
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 70; i++) {
      batch
          .put(content(i, "secret of " + i % 7, "a"))
          .put(evaluation(i, "a", 1))
          .put(signal("s" + i, Signal.Kind.COPY, i))
          .put(new FailureMember("case-" + i % 14, key(i)))
          .put(
              new WorkItem(
                  key(i), "a", "v", WorkItem.State.WAITING, 0, 1, START, START, null, null));
    }
    batch.put(new StoredWindow(Level.DAY, START, "all", new byte[1]));
    store.commit(batch.build());
    UserDeletion deletion = store.upkeep().deleteUser("user-3");
    assertThat(deletion.removed().interactions()).isEqualTo(10);
    assertThat(deletion.removed().contents()).isEqualTo(10);
    assertThat(deletion.interactionIds()).hasSize(10).contains("interaction-3", "interaction-66");
    assertThat(deletion.failureCases()).containsExactlyInAnyOrder("case-3", "case-10");
    assertThat(matched(filter().dimension(Dimension.USER, "user-3"))).isEmpty();
    assertThat(matched(filter().text("secret of 3"))).isEmpty();
    assertThat(matched(filter().text("secret of 4"))).hasSize(10);
    assertThat(store.interactions().count(InteractionFilter.ALL)).isEqualTo(60);
    assertThat(store.evidence().evaluations(List.of(key(3), key(4)))).hasSize(1);
    assertThat(store.evidence().signals(List.of(key(3)))).isEmpty();
    assertThat(store.records().openWork()).hasSize(60);
    assertThat(store.records().failureMembers("case-3", 10)).isEmpty();
    assertThat(store.windows().readAll(Level.DAY, START, LATER)).hasSize(1);
    assertThat(store.upkeep().deleteUser("user-3").interactionIds()).isEmpty();
  }

  @Test
  void backup_whileCommitting_isOneMomentAndCanBeBegunFrom() throws Exception {
    commitRows(0, 1000);
    store.commit(
        Batch.builder()
            .put(content(1, "q", "a"))
            .put(new StateBlob("state", new byte[] {5}))
            .put(new StoredWindow(Level.DAY, START, "all", new byte[] {9}))
            .build());
    Path file = folder.resolve("it's a copy.duckdb");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> writing = executor.submit(() -> commitWhileWaiting(file));
      store.upkeep().backup(file);
      assertThat(writing.get()).isPositive();
    } finally {
      executor.shutdown();
    }
    assertThatThrownBy(() -> store.upkeep().backup(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a file that does not exist yet");
    try (Store copy = restored(file)) {
      // A batch puts 100 rows and their number as the position.
      long rows = copy.interactions().count(InteractionFilter.ALL);
      assertThat(rows).isEqualTo(1000 + copy.position().offset());
      assertThat(copy.interactions().find("interaction-1", null).orElseThrow())
          .isEqualTo(new ListedInteraction(row(1), true));
      assertThat(copy.state("state").orElseThrow().bytes()).containsExactly(5);
      assertThat(copy.windows().readAll(Level.DAY, START, LATER).get(0).bytes()).containsExactly(9);
      copy.commit(Batch.builder().put(row(1_000_000)).build());
      assertThat(copy.interactions().count(InteractionFilter.ALL)).isEqualTo(rows + 1);
    }
  }

  private int commitWhileWaiting(Path file) {
    int next = 1000;
    int batches = 0;
    while (batches < 3 || (!Files.exists(file) && batches < 200)) {
      Batch.Builder batch = Batch.builder();
      for (int i = 0; i < 100; i++) {
        batch.put(row(next++));
      }
      store.commit(batch.position(new Position(1, next - 1000)).build());
      batches++;
    }
    return batches;
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
        .hasSize(18);
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
