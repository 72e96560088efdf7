package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.content;
import static dev.assay.server.store.Sample.evaluation;
import static dev.assay.server.store.Sample.evidence;
import static dev.assay.server.store.Sample.key;
import static dev.assay.server.store.Sample.signal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Signal;
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.InteractionFilter.ScoreIn;
import dev.assay.server.store.StoredWindow.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.api.Condition;
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
  default void packing_changesNothingThatIsRead() {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 50; i++) {
      for (String slice : List.of("all", "z")) {
        batch
            .put(window(Level.MINUTE, Duration.ofMinutes(3L * i), slice, "m" + i + slice))
            .put(window(Level.HOUR, Duration.ofHours(i), slice, "h" + i + slice))
            .put(window(Level.DAY, Duration.ofDays(i), slice, "d" + i + slice));
      }
    }
    // Some begin where no window does; there was a slice for an hour only.
    batch.put(window(Level.HOUR, Duration.ofSeconds(90), "all", "apart"));
    batch.put(window(Level.HOUR, Duration.ofHours(1), "once", "once"));
    store().commit(batch.build());
    List<String> before = all();
    // The hours of the first, begun day and of the second; the minutes of the first two hours.
    assertThat(store().upkeep().pack(START.plus(Duration.ofMinutes(150)), Long.MAX_VALUE))
        .isEqualTo(2 * 40);
    assertThat(store().upkeep().pack(START.plus(Duration.ofHours(40)), Long.MAX_VALUE))
        .isEqualTo(2 * 10 + 2 * 36 + 1);
    assertThat(store().upkeep().pack(START.plus(Duration.ofHours(40)), Long.MAX_VALUE)).isZero();
    assertThat(all()).isEqualTo(before);
    reopen();
    assertThat(all()).isEqualTo(before);
    Windows windows = store().windows();
    Instant second = START.plus(Duration.ofHours(1));
    assertThat(windows.slices(Level.HOUR, second, LATER)).containsExactly("all", "once", "z");
    assertThat(windows.slices(Level.HOUR, second.plusSeconds(3600), LATER))
        .containsExactly("all", "z");
    assertThat(windows.slices(Level.HOUR, START, second)).containsExactly("all", "z");
    assertThat(windows.read(Level.HOUR, second, second.plusSeconds(7200), List.of("z")))
        .extracting(each -> new String(each.bytes(), UTF_8))
        .containsExactly("h1z", "h2z");
  }

  @Test
  default void packedWindows_areWrittenOverAndForgotten() {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 60; i++) {
      batch.put(window(Level.HOUR, Duration.ofHours(i), "all", "h" + i));
    }
    store().commit(batch.build());
    store().upkeep().pack(START.plus(Duration.ofDays(3)), Long.MAX_VALUE);
    Duration late = Duration.ofHours(2);
    for (String said : List.of("late", "later")) {
      store()
          .commit(
              Batch.builder()
                  .put(window(Level.HOUR, late, "all", said))
                  .put(window(Level.HOUR, late, "new", said))
                  .build());
      for (int packed = 0; packed < 2; packed++) {
        assertThat(store().windows().read(Level.HOUR, START, LATER, List.of("all", "new")))
            .hasSize(25)
            .extracting(each -> new String(each.bytes(), UTF_8))
            .contains("h1", "h3")
            .doesNotContain("h2")
            .containsOnlyOnce("h1")
            .areExactly(2, new Condition<>(said::equals, said));
        assertThat(store().upkeep().pack(START.plus(Duration.ofDays(3)), Long.MAX_VALUE))
            .isEqualTo(packed == 0 ? 2 : 0);
      }
    }
    // A pack goes when all of it is old: of three days the first.
    Retention old = new Retention(null, null, null, null, LATER, null, null);
    assertThat(store().upkeep().retain(old).windows()).isEqualTo(2);
    assertThat(store().windows().readAll(Level.HOUR, START, START.plus(Duration.ofDays(3))))
        .hasSize(48);
  }

  private static StoredWindow window(Level level, Duration after, String slice, String said) {
    return new StoredWindow(level, START.plus(after), slice, said.getBytes(UTF_8));
  }

  private List<String> all() {
    List<String> found = new ArrayList<>();
    for (Level level : Level.values()) {
      store()
          .windows()
          .readAll(level, START, START.plus(Duration.ofDays(90)))
          .forEach(
              each ->
                  found.add(
                      level
                          + " "
                          + each.start()
                          + " "
                          + each.slice()
                          + " "
                          + new String(each.bytes(), UTF_8)));
    }
    found.sort(Comparator.naturalOrder());
    return found;
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
