package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.key;
import static dev.assay.server.store.Sample.signal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.server.store.StoredWindow.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows, work and what else is kept in small numbers is read as it was written. */
interface RecordsContract extends StoreUnderTest {

  @Test
  default void deliveriesAndAudit_pageByPage_latestFirst() {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 9; i++) {
      String channel = i % 3 == 0 ? "mail" : "slack";
      Instant at = START.plusSeconds(i / 2);
      batch.put(new Delivery("d" + i, "a" + i % 2, channel, i, at, i > 4, "said " + i));
      batch.put(new AuditEntry("x" + i, at, "local", "key.create", "ci", null));
    }
    store().commit(batch.build());
    reopen();
    Records records = store().records();
    assertThat(all(request -> records.deliveries((String) null, request)))
        .extracting(Delivery::id)
        .containsExactly("d8", "d7", "d6", "d5", "d4", "d3", "d2", "d1", "d0");
    assertThat(all(request -> records.deliveries("mail", request)))
        .extracting(Delivery::id)
        .containsExactly("d6", "d3", "d0");
    assertThat(all(request -> records.deliveries("none", request))).isEmpty();
    assertThat(records.deliveries("a1"))
        .extracting(Delivery::id)
        .containsExactly("d1", "d3", "d5", "d7");
    assertThat(all(records::audit))
        .extracting(AuditEntry::id)
        .containsExactly("x8", "x7", "x6", "x5", "x4", "x3", "x2", "x1", "x0");
    Page<Delivery> second =
        records.deliveries(
            (String) null,
            PageRequest.olderThan(
                records.deliveries((String) null, PageRequest.first(4)).older(), 4));
    assertThat(records.deliveries((String) null, PageRequest.newerThan(second.newer(), 4)).items())
        .extracting(Delivery::id)
        .containsExactly("d8", "d7", "d6", "d5");
  }

  /** All pages of two, in order. */
  private static <T> List<T> all(Function<PageRequest, Page<T>> pages) {
    List<T> all = new ArrayList<>();
    Page<T> page = pages.apply(PageRequest.first(2));
    all.addAll(page.items());
    while (page.older() != null) {
      page = pages.apply(PageRequest.olderThan(page.older(), 2));
      all.addAll(page.items());
    }
    return all;
  }

  @Test
  default void evidence_ofAnyKind_isReadByInteractionAndByTime() {
    Batch.Builder batch = Batch.builder();
    List<Label> labels = new ArrayList<>();
    List<StoredExternalScore> scores = new ArrayList<>();
    List<StoredSignal> signals = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Instant at = START.plusSeconds(i);
      labels.add(new Label("l" + i, key(i), "judge", "ann", 4.0, true, null, null, null, at));
      scores.add(score("e" + i, "interaction-" + i, at, i < 4 ? key(i) : null));
      signals.add(signal("s" + i, Signal.Kind.COPY, i));
    }
    labels.forEach(batch::put);
    scores.forEach(batch::put);
    signals.forEach(batch::put);
    store().commit(batch.build());
    reopen();
    Evidence evidence = store().evidence();
    assertThat(evidence.labels(List.of(key(1), key(3))))
        .containsExactlyInAnyOrder(labels.get(1), labels.get(3));
    assertThat(evidence.externalScores(List.of(key(2)))).containsExactly(scores.get(2));
    assertThat(evidence.unresolvedExternalScores(START, 9))
        .containsExactlyInAnyOrder(scores.get(4), scores.get(5));
    assertThat(evidence.unresolvedExternalScores(START.plusSeconds(5), 9))
        .containsExactly(scores.get(5));
    List<Object> seen = new ArrayList<>();
    evidence.scanLabels(START.plusSeconds(2), START.plusSeconds(4), seen::add);
    assertThat(seen).containsExactlyInAnyOrder(labels.get(2), labels.get(3));
    seen.clear();
    evidence.scanExternalScores(START.plusSeconds(3), START.plusSeconds(5), seen::add);
    assertThat(seen).containsExactlyInAnyOrder(scores.get(3), scores.get(4));
    seen.clear();
    evidence.scanSignals(Instant.EPOCH, LATER, seen::add);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(signals);
  }

  @Test
  default void pairLabels_ofOneSet_areReadOldestFirst_andGivenAgainReplaceThemselves() {
    PairLabel first = pair("1", "set-1", PairLabel.Choice.TIE, 5, null);
    PairLabel again = pair("1", "set-1", PairLabel.Choice.BASE, 9, "both are <vague>, 'A' less so");
    PairLabel settled = pair("2", "set-1", PairLabel.Choice.CANDIDATE, 7, null);
    store()
        .commit(
            Batch.builder()
                .put(first)
                .put(pair("3", "set-2", PairLabel.Choice.SKIP, 1, null))
                .build());
    store().commit(Batch.builder().put(again).put(settled).build());
    reopen();
    assertThat(store().evidence().pairLabels("set-1")).containsExactly(settled, again);
    assertThat(store().evidence().pairLabels("set-2"))
        .extracting(PairLabel::first)
        .containsExactly(PairLabel.Side.CANDIDATE);
    assertThat(store().evidence().pairLabels("set-3")).isEmpty();
    assertThat(store().evidence().pairLabels(List.of("set-2", "set-1")))
        .extracting(PairLabel::set)
        .contains("set-1", "set-2")
        .hasSize(3);
    assertThat(store().evidence().pairLabels(List.of())).isEmpty();
  }

  private static PairLabel pair(
      String pair, String set, PairLabel.Choice choice, int second, @Nullable String comment) {
    return new PairLabel(
        set + "/" + pair + "/ann",
        set,
        pair,
        "ann",
        choice,
        PairLabel.Side.CANDIDATE,
        pair.equals("2"),
        comment,
        START.plusSeconds(second));
  }

  private static StoredExternalScore score(
      String id, String of, Instant at, @Nullable InteractionKey interaction) {
    return new StoredExternalScore(
        new ExternalScore(
            id,
            "correctness",
            Subject.ofInteraction(of),
            ExternalScore.Annotator.HUMAN,
            0.5,
            "half",
            null,
            null,
            at),
        interaction);
  }

  @Test
  default void smallRecords_areReadAsWritten() {
    StoredAlert open =
        new StoredAlert("a1", "m", "app=shop", "firing", "high", START, START, null, "{\"n\":1}");
    StoredAlert closed =
        new StoredAlert("a2", "m", "app=shop", "resolved", "low", START, START, LATER, "{}");
    Delivery delivery = new Delivery("d1", "a1", "slack", 2, START, false, "503");
    StoredFailureCase failure =
        new StoredFailureCase(
            "c1", "refunds", FailureMode.REFUSED, "open", "Refuses", 12, START, LATER, "{}");
    StoredFailureCase left =
        new StoredFailureCase(
            "c2", "refunds", FailureMode.REFUSED, "new", "Refuses", 0, START, LATER, "{}");
    StoredFailureCase accepted =
        new StoredFailureCase(
            "c3", "refunds", FailureMode.REFUSED, "accepted", "Refuses", 0, START, START, "{}");
    AuditEntry entry = new AuditEntry("x1", START, "local", "key.create", "ci", null);
    Document document = new Document("keys", "k1", START, "{\"scopes\":[\"read\"]}");
    byte[] state = {0, 1, -1, 27};
    store()
        .commit(
            Batch.builder()
                .put(open)
                .put(closed)
                .put(delivery)
                .put(failure)
                .put(left)
                .put(accepted)
                .put(new FailureMember("c1", key(1)))
                .put(new FailureMember("c1", key(2)))
                .put(entry)
                .put(document)
                .put(new StateBlob("sampler", state))
                .build());
    reopen();
    Records records = store().records();
    assertThat(records.alert("a1")).contains(open);
    assertThat(records.openAlerts()).containsExactly(open);
    assertThat(records.alerts(PageRequest.first(9)).items()).containsExactly(closed, open);
    assertThat(chosen(records, null, null, null)).containsExactly(closed, open);
    assertThat(chosen(records, "firing", null, "m")).containsExactly(open);
    assertThat(chosen(records, null, "low", null)).containsExactly(closed);
    assertThat(chosen(records, null, null, "other")).isEmpty();
    AlertFilter after =
        new AlertFilter(LATER.plusSeconds(1), LATER.plusSeconds(2), null, null, null, Set.of());
    assertThat(records.alerts(after, PageRequest.first(9)).items()).containsExactly(open);
    assertThat(records.count(after)).isEqualTo(1);
    AlertFilter before = new AlertFilter(null, START, null, null, null, Set.of());
    assertThat(records.count(before)).isZero();
    AlertFilter shop = new AlertFilter(null, null, null, null, null, Set.of("app=shop", "all"));
    assertThat(records.count(shop)).isEqualTo(2);
    assertThat(records.deliveries("a1")).containsExactly(delivery);
    assertThat(records.failureCase("c1")).contains(failure);
    assertThat(records.failureCases("open", PageRequest.first(9)).items()).containsExactly(failure);
    assertThat(records.failureCases("fixed", PageRequest.first(9)).items()).isEmpty();
    assertThat(records.failureCase("c2")).contains(left);
    assertThat(records.failureCases("new", PageRequest.first(9)).items()).isEmpty();
    assertThat(records.failureCases(null, PageRequest.first(9)).items())
        .containsExactly(failure, accepted);
    assertThat(records.failureMembers("c1", 9)).containsExactly(key(2), key(1));
    assertThat(records.audit(PageRequest.first(9)).items()).containsExactly(entry);
    assertThat(records.audit("c", PageRequest.first(9)).items()).containsExactly(entry);
    assertThat(records.audit("i", PageRequest.first(9)).items()).isEmpty();
    assertThat(records.audit("%i", PageRequest.first(9)).items()).isEmpty();
    assertThat(records.document(new DocumentKey("keys", "k1"))).contains(document);
    assertThat(records.documents("keys")).containsExactly(document);
    assertThat(store().state("sampler").orElseThrow().bytes()).isEqualTo(state);
    assertThat(store().stateNames()).containsExactly("sampler");

    store()
        .commit(
            Batch.builder()
                .removeState("sampler")
                .removeDocument(new DocumentKey("keys", "k1"))
                .build());
    assertThat(store().stateNames()).isEmpty();
    assertThat(records.documents("keys")).isEmpty();
  }

  @Test
  default void failure_isInOneCase_andMayBeTakenOut() {
    store()
        .commit(
            Batch.builder()
                .put(new FailureMember("c1", key(1)))
                .put(new FailureMember("c1", key(2)))
                .put(new FailureMember("c1", key(3)))
                .build());
    store()
        .commit(
            Batch.builder()
                .put(new FailureMember("c2", key(1)))
                .put(new FailureMember("c3", key(2)))
                .put(new FailureMember("c2", key(2)))
                .removeMember(key(3))
                .build());
    reopen();
    Records records = store().records();
    assertThat(records.failureMembers("c1", 9)).isEmpty();
    assertThat(records.failureMembers("c2", 9)).containsExactlyInAnyOrder(key(1), key(2));
    assertThat(records.failureMembers("c3", 9)).isEmpty();
  }

  @Test
  default void failureCases_areFoundByWhatTheySay_inTheOrderAskedFor() {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 30; i++) {
      Instant last = START.plus(Duration.ofMinutes(i));
      batch.put(
          new StoredFailureCase(
              "c" + i,
              i % 3 == 0 ? null : "f" + i % 3,
              i % 2 == 0 ? FailureMode.REFUSED : null,
              i % 5 == 0 ? "fixed" : "new",
              "Refund 100% of_" + i,
              100 - i,
              START.minus(Duration.ofMinutes(i)),
              last,
              "{}"));
      batch.put(new FailureMember("c7", key(i)));
    }
    batch.put(new StoredFailureCase("empty", "f1", null, "new", "nothing", 0, START, START, "{}"));
    store().commit(batch.build());
    Records records = store().records();
    assertThat(found(CaseFilter.ALL, CaseFilter.Order.LAST_SEEN, 0, 2))
        .containsExactly("c29", "c28");
    assertThat(found(CaseFilter.ALL, CaseFilter.Order.SIZE, 1, 2)).containsExactly("c1", "c2");
    assertThat(found(CaseFilter.ALL, CaseFilter.Order.FIRST_SEEN, 0, 1)).containsExactly("c0");
    assertThat(records.countFailureCases(CaseFilter.ALL)).isEqualTo(30);
    CaseFilter.Value none = new CaseFilter.Value(null);
    CaseFilter refusedNowhere =
        new CaseFilter(Set.of("new", "odd"), none, new CaseFilter.Value("refused"), null);
    assertThat(found(refusedNowhere, CaseFilter.Order.LAST_SEEN, 0, 99))
        .containsExactly("c24", "c18", "c12", "c6");
    CaseFilter nobodyKnows = new CaseFilter(Set.of(), new CaseFilter.Value("f1"), none, null);
    assertThat(records.countFailureCases(nobodyKnows)).isEqualTo(5);
    // Signs that a pattern would take for its own are meant as they stand.
    CaseFilter said = new CaseFilter(Set.of(), null, null, "rEFUND 100% OF_2");
    assertThat(records.countFailureCases(said)).isEqualTo(11);
    assertThat(records.countFailureCases(new CaseFilter(Set.of(), null, null, "0_0"))).isZero();
    assertThat(records.failureCaseCounts().stream().mapToLong(CaseCount::cases).sum())
        .isEqualTo(30);
    assertThat(records.failureCaseCounts())
        .contains(new CaseCount("fixed", null, FailureMode.REFUSED, 1));
    Page<InteractionKey> first = records.failureMembers("c7", PageRequest.first(20));
    assertThat(first.items()).hasSize(20).startsWith(key(29));
    assertThat(records.failureMembers("c7", PageRequest.olderThan(first.older(), 20)).items())
        .hasSize(10)
        .endsWith(key(0));
  }

  private List<String> found(CaseFilter filter, CaseFilter.Order order, int offset, int limit) {
    return store().records().failureCases(filter, order, offset, limit).stream()
        .map(StoredFailureCase::id)
        .toList();
  }

  @Test
  default void windows_areWrittenOverAndReadByRange() {
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
    store().commit(batch.build());
    store()
        .commit(
            Batch.builder()
                .put(new StoredWindow(Level.HOUR, START, "all", "new".getBytes(UTF_8)))
                .build());
    reopen();
    Windows windows = store().windows();
    List<StoredWindow> read =
        windows.read(
            Level.HOUR, START, START.plus(Duration.ofHours(10)), List.of("all", "z", "none"));
    assertThat(read).hasSize(20);
    assertThat(read.get(0).bytes()).isEqualTo("new".getBytes(UTF_8));
    assertThat(read.get(10).slice()).isEqualTo("z");
    assertThat(read.get(11).bytes()).isEqualTo("HOURz1".getBytes(UTF_8));
    assertThat(read.get(11).start()).isEqualTo(START.plus(Duration.ofHours(1)));
    assertThat(windows.readAll(Level.DAY, START, START.plus(Duration.ofDays(30)))).hasSize(150);
    assertThat(windows.slices(Level.MINUTE, START, LATER)).containsExactly("all", "app=shop", "z");
    assertThat(windows.read(Level.HOUR, START, LATER, List.of())).isEmpty();
  }

  @Test
  default void work_isKeptUntilDone() {
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
    store().commit(batch.build());
    reopen();
    List<WorkItem> open =
        items.stream().filter(item -> item.state() != WorkItem.State.DEAD).toList();
    assertThat(store().records().openWork()).isEqualTo(open);
    assertThat(store().records().openWork(7)).isEqualTo(open.subList(0, 7));
    assertThat(store().records().deadWork(2)).containsExactly(items.get(90), items.get(80));
    Batch.Builder done = Batch.builder();
    open.subList(0, 60).forEach(item -> done.done(item.key()));
    store().commit(done.build());
    assertThat(store().records().openWork()).isEqualTo(open.subList(60, 90));
    assertThat(store().records().workCounts())
        .containsEntry(WorkItem.State.DEAD, 10L)
        .containsEntry(WorkItem.State.WAITING, 17L);
  }

  private static List<StoredAlert> chosen(
      Records records,
      @Nullable String state,
      @Nullable String severity,
      @Nullable String monitor) {
    AlertFilter filter = new AlertFilter(null, null, state, severity, monitor, Set.of());
    return records.alerts(filter, PageRequest.first(9)).items();
  }
}
