package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.content;
import static dev.assay.server.store.Sample.evaluation;
import static dev.assay.server.store.Sample.key;
import static dev.assay.server.store.Sample.row;
import static dev.assay.server.store.Sample.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Subject;
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.InteractionFilter.ScoreIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is stored is found by what it is about. */
interface FindingContract extends StoreUnderTest {

  @Test
  default void pages_goBothWaysWithoutGapsOrRepeats() {
    commitRows(0, 25);
    // Of one time, ordered by id.
    InteractionRow twin = row(3);
    store()
        .commit(
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
    Interactions interactions = store().interactions();
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
  default void counts_areOfStretchesThatHaveAny() {
    commitRows(0, 25);
    assertThat(store().interactions().counts(InteractionFilter.ALL, Duration.ofSeconds(1)))
        .containsExactly(
            Map.entry(START, 10L),
            Map.entry(START.plusSeconds(1), 10L),
            Map.entry(START.plusSeconds(2), 5L));
    InteractionFilter gold = filter().tag("tier", "gold").build();
    assertThat(store().interactions().counts(gold, Duration.ofHours(1)))
        .containsExactly(Map.entry(START, 5L));
  }

  @Test
  default void dimensions_thatWereNotTold_canBeAskedFor() {
    commitRows(0, 3);
    InteractionRow told = row(1);
    Dimensions none = new Dimensions(null, null, null, null, null, null, null, Map.of());
    store()
        .commit(
            Batch.builder()
                .put(
                    new InteractionRow(
                        told.key(),
                        told.links(),
                        none,
                        told.operation(),
                        told.outcome(),
                        List.of()))
                .build());
    assertThat(matched(filter().without(Dimension.FEATURE))).containsExactly("interaction-1");
    assertThat(matched(filter().beyond(Dimension.FEATURE, Set.of())))
        .doesNotContain("interaction-1")
        .isNotEmpty();
    assertThat(matched(filter().beyond(Dimension.APP, Set.of("shop")))).isEmpty();
    assertThat(matched(filter().without(Dimension.TRACE))).isEmpty();
  }

  @Test
  default void filters_chooseByEveryCondition() {
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
    store().commit(batch.build());
    InteractionFilter.Builder all = InteractionFilter.builder();
    assertThat(matched(all.between(key(10).startedAt(), key(20).startedAt()))).hasSize(10);
    assertThat(matched(filter().dimension(Dimension.ENVIRONMENT, "staging"))).hasSize(30);
    assertThat(matched(filter().dimension(Dimension.FEATURE, "feature-0", "feature-1")))
        .hasSize(40);
    assertThat(matched(filter().dimension(Dimension.CONVERSATION, "conversation-2"))).hasSize(10);
    assertThat(matched(filter().dimension(Dimension.TRACE, Sample.trace(4)))).hasSize(2);
    assertThat(matched(filter().withoutTag("tier"))).isEmpty();
    assertThat(matched(filter().withoutTag("tie"))).hasSize(60);
    assertThat(matched(filter().tagBeyond("tier", Set.of()))).hasSize(60);
    assertThat(matched(filter().tagBeyond("tier", Set.of("gold", "lead")))).hasSize(48);
    assertThat(matched(filter().tagBeyond("tie", Set.of()))).isEmpty();
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
    assertThat(store().interactions().count(filter().text("words").build())).isEqualTo(1);
  }

  @Test
  default void tags_withHostileNames_matchOnlyThemselves() {
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
    store()
        .commit(
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
    assertThat(store().interactions().find("interaction-1", null).orElseThrow().row().dimensions())
        .isEqualTo(hostile);
  }

  @Test
  default void lookups_findTracesConversationsAndSubjects() {
    commitRows(0, 40);
    Interactions interactions = store().interactions();
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
  default void rows_ofManyKeys_areThoseStored_eachOnce() {
    commitRows(0, 1_100);
    Interactions interactions = store().interactions();
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
  default void rows_tellWhatIsKnownNow() {
    commitRows(0, 3);
    store()
        .commit(
            Batch.builder()
                .put(row(1))
                .put(content(1, "question", "answer"))
                .put(evaluation(1, "faithfulness", 0.25))
                .build());
    List<ListedInteraction> found = store().interactions().rows(List.of(key(1)));
    assertThat(found)
        .isEqualTo(List.of(store().interactions().find(key(1).id(), null).orElseThrow()));
    assertThat(store().interactions().rows(List.of(key(0), key(1), key(2)))).hasSize(3);
  }
}
