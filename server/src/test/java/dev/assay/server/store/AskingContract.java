package dev.assay.server.store;

import static dev.assay.server.store.Sample.START;
import static dev.assay.server.store.Sample.evaluation;
import static dev.assay.server.store.Sample.key;
import static dev.assay.server.store.Sample.signal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Signal;
import dev.assay.server.store.StoredWindow.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What pages ask costs what they show, and is answered whole. */
interface AskingContract extends StoreUnderTest {

  @Test
  default void disagreements_areOfTheLastScoreWithTheWorstThatWasSaid() {
    Batch.Builder batch = Batch.builder();
    for (int i = 0; i < 9; i++) {
      // Even ones pass.
      batch.put(evaluation(i, "judge", i % 2 == 0 ? 0.9 : 0.1));
      batch.put(evaluation(i, "other", i % 2 == 0 ? 0.1 : 0.9));
    }
    Evaluation later = evaluation(6, "judge", 0.1);
    batch.put(
        new Evaluation(
            later.interaction(),
            "judge",
            "v2",
            later.value(),
            later.passed(),
            null,
            null,
            null,
            null,
            null,
            1,
            later.at().plusSeconds(1)));
    batch
        .put(signal("s0", Signal.Kind.THUMBS_DOWN, 0))
        .put(signal("s1", Signal.Kind.THUMBS_DOWN, 1))
        .put(signal("s2", Signal.Kind.COPY, 2))
        .put(signal("s3", Signal.Kind.THUMBS_UP, 3))
        .put(signal("s4", Signal.Kind.COPY, 4))
        .put(signal("t4", Signal.Kind.REPORT, 4))
        .put(signal("s5", Signal.Kind.THUMBS_UP, 5))
        .put(signal("t5", Signal.Kind.REPORT, 5))
        .put(signal("s6", Signal.Kind.REPORT, 6))
        .put(signal("s8", Signal.Kind.REPORT, 8))
        .put(signal("s99", Signal.Kind.REPORT, 99));
    store().commit(batch.build());
    Evidence evidence = store().evidence();
    Instant before = key(8).startedAt();
    assertThat(evidence.disagreements("judge", START, before, 0, 9))
        .isEqualTo(new Disagreements(List.of(key(4), key(3), key(0)), 3));
    assertThat(evidence.disagreements("judge", START, before, 1, 1))
        .isEqualTo(new Disagreements(List.of(key(3)), 3));
    assertThat(evidence.disagreements("judge", key(1).startedAt(), LATER, 0, 1))
        .isEqualTo(new Disagreements(List.of(key(8)), 3));
    assertThat(evidence.disagreements("other", START, before, 0, 9).items())
        .containsExactly(key(5), key(2), key(1));
    assertThat(evidence.disagreements("nobody", START, LATER, 0, 9))
        .isEqualTo(new Disagreements(List.of(), 0));
  }

  // More of them than are read at once, packed or not.
  @Test
  default void windows_thatAreMany_areHandedOverOnceAndByTime() {
    Batch.Builder batch = Batch.builder();
    List<String> slices = new ArrayList<>();
    for (int slice = 0; slice < 190; slice++) {
      slices.add(String.format(Locale.ROOT, "s%03d", slice));
    }
    for (int hour = 0; hour < 60; hour++) {
      Instant start = START.plus(Duration.ofHours(hour));
      for (String slice : slices) {
        batch.put(new StoredWindow(Level.HOUR, start, slice, (slice + start).getBytes(UTF_8)));
      }
    }
    store().commit(batch.build());
    allAreFound(slices);
    store().upkeep().pack(START.plus(Duration.ofHours(40)), Long.MAX_VALUE);
    allAreFound(slices);
  }

  private void allAreFound(List<String> slices) {
    Instant end = START.plus(Duration.ofHours(60));
    Found all = new Found();
    store().windows().scan(Level.HOUR, START, end, all);
    assertThat(all.windows).hasSize(190 * 60);
    Found named = new Found();
    store().windows().scan(Level.HOUR, START, end, slices, named);
    assertThat(named.windows).isEqualTo(all.windows);
    Found cut = new Found();
    store()
        .windows()
        .scan(
            Level.HOUR,
            START.plus(Duration.ofHours(1)),
            end.minusSeconds(1),
            slices.subList(0, 80),
            cut);
    assertThat(cut.windows).hasSize(59 * 80);
    assertThat(cut.windows.firstKey()).isEqualTo("s000 " + START.plus(Duration.ofHours(1)));
    assertThat(cut.windows.lastKey()).isEqualTo("s079 " + START.plus(Duration.ofHours(59)));
  }

  /** Windows by slice and start, each there once, those of a slice by start. */
  final class Found implements Consumer<StoredWindow> {

    private final TreeMap<String, String> windows = new TreeMap<>();
    private final Map<String, Instant> last = new HashMap<>();

    @Override
    public void accept(StoredWindow each) {
      String bytes = new String(each.bytes(), UTF_8);
      assertThat(bytes).isEqualTo(each.slice() + each.start());
      assertThat(windows.put(each.slice() + " " + each.start(), bytes)).isNull();
      Instant before = last.put(each.slice(), each.start());
      assertThat(before == null || before.isBefore(each.start())).isTrue();
    }
  }
}
