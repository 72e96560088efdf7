package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.content;
import static dev.assay.server.store.Sample.evaluation;
import static dev.assay.server.store.Sample.evidence;
import static dev.assay.server.store.Sample.key;
import static dev.assay.server.store.Sample.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Signal;
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.InteractionFilter.ScoreIn;
import dev.assay.server.store.StoredWindow.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is to be forgotten is, and nothing else. */
interface UpkeepContract extends StoreUnderTest {

  @Test
  default void retention_removesEachKindByItsOwnTime() {
    commitRows(0, 50);
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 50; i++) {
      batch
          .put(content(i, "q", "a"))
          .put(evaluation(i, "a", 1))
          .put(evidence(i, "a"))
          .put(signal("s" + i, Signal.Kind.COPY, i))
          .put(new StoredWindow(Level.MINUTE, START.plusSeconds(60L * i), "all", new byte[1]))
          .put(new StoredWindow(Level.DAY, START.plusSeconds(60L * i), "all", new byte[1]));
    }
    batch.put(new AuditEntry("old", START, "a", "b", null, null));
    store().commit(batch.build());
    Removed removed =
        store()
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
    assertThat(store().interactions().count(InteractionFilter.ALL)).isEqualTo(40);
    assertThat(matched(filter().hasContent(true))).hasSize(10);
    // It quotes what was said, and goes with that.
    assertThat(store().evidence().evidence(key(39))).isEmpty();
    assertThat(store().evidence().evidence(key(40))).containsExactly(evidence(40, "a"));
    assertThat(matched(filter().score(new ScoreIn("a", null, null, null)))).hasSize(30);
    assertThat(store().windows().readAll(Level.MINUTE, START, LATER)).hasSize(40);
    assertThat(store().windows().readAll(Level.DAY, START, LATER)).hasSize(50);
    assertThat(store().upkeep().retain(Retention.NOTHING)).isEqualTo(new Removed(0, 0, 0, 0, 0));
  }

  @Test
  default void deletingAUser_removesEverythingOfThemAndNothingElse() {
    commitRows(0, 70);
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 70; i++) {
      batch
          .put(content(i, "secret of " + i % 7, "a"))
          .put(evaluation(i, "a", 1))
          .put(evidence(i, "a"))
          .put(signal("s" + i, Signal.Kind.COPY, i))
          .put(new FailureMember("case-" + i % 14, key(i)))
          .put(
              new WorkItem(
                  key(i), "a", "v", WorkItem.State.WAITING, 0, 1, START, START, null, null));
    }
    batch.put(new StoredWindow(Level.DAY, START, "all", new byte[1]));
    store().commit(batch.build());
    UserDeletion deletion = store().upkeep().deleteUser("user-3");
    assertThat(deletion.removed().interactions()).isEqualTo(10);
    assertThat(deletion.removed().contents()).isEqualTo(10);
    assertThat(deletion.interactionIds()).hasSize(10).contains("interaction-3", "interaction-66");
    assertThat(deletion.failureCases()).containsExactlyInAnyOrder("case-3", "case-10");
    assertThat(matched(filter().dimension(Dimension.USER, "user-3"))).isEmpty();
    assertThat(matched(filter().text("secret of 3"))).isEmpty();
    assertThat(matched(filter().text("secret of 4"))).hasSize(10);
    assertThat(store().interactions().count(InteractionFilter.ALL)).isEqualTo(60);
    assertThat(store().evidence().evaluations(List.of(key(3), key(4)))).hasSize(1);
    assertThat(store().evidence().evidence(key(3))).isEmpty();
    assertThat(store().evidence().evidence(key(4))).hasSize(1);
    assertThat(store().evidence().signals(List.of(key(3)))).isEmpty();
    assertThat(store().records().openWork()).hasSize(60);
    assertThat(store().records().failureMembers("case-3", 10)).isEmpty();
    assertThat(store().windows().readAll(Level.DAY, START, LATER)).hasSize(1);
    assertThat(store().upkeep().deleteUser("user-3").interactionIds()).isEmpty();
  }
}
