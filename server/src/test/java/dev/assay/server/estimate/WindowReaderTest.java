package dev.assay.server.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.SliceDefinition;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.monitor.window.Windows;
import dev.assay.server.estimate.WindowReader.Range;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowReaderTest {

  private static final Instant START = Instant.parse("2026-03-01T22:00:00Z");
  private static final SliceSummary.Needs LATENCY =
      WindowReader.needs(List.of(MeasureName.parse("latency:p95")));

  @TempDir private Path folder;

  private static Range range(WindowLevel level, String from, String to) {
    return new Range(level, Instant.parse(from), Instant.parse(to));
  }

  @Test
  void longTime_isReadInLongWindowsWhereTheyFit() {
    assertThat(range(WindowLevel.HOUR, "2026-03-01T22:00:00Z", "2026-03-04T03:00:00Z").parts())
        .containsExactly(
            range(WindowLevel.HOUR, "2026-03-01T22:00:00Z", "2026-03-02T00:00:00Z"),
            range(WindowLevel.DAY, "2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z"),
            range(WindowLevel.HOUR, "2026-03-04T00:00:00Z", "2026-03-04T03:00:00Z"));
    assertThat(range(WindowLevel.MINUTE, "2026-03-01T22:58:00Z", "2026-03-03T01:00:00Z").parts())
        .containsExactly(
            range(WindowLevel.MINUTE, "2026-03-01T22:58:00Z", "2026-03-01T23:00:00Z"),
            range(WindowLevel.HOUR, "2026-03-01T23:00:00Z", "2026-03-02T00:00:00Z"),
            range(WindowLevel.DAY, "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z"),
            range(WindowLevel.HOUR, "2026-03-03T00:00:00Z", "2026-03-03T01:00:00Z"));
    for (Range alone :
        List.of(
            range(WindowLevel.HOUR, "2026-03-01T01:00:00Z", "2026-03-01T23:00:00Z"),
            range(WindowLevel.HOUR, "2026-03-01T01:00:00Z", "2026-03-02T23:00:00Z"),
            range(WindowLevel.DAY, "2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z"))) {
      assertThat(alone.parts()).containsExactly(alone);
    }
  }

  @Test
  void wholeOfALongTime_isWhatItsHoursAreTogether() {
    try (Store store = DuckDbStore.open(folder, DuckDbSettings.DEFAULT)) {
      fill(store);
      WindowReader reader = new WindowReader(store.windows(), Clock.systemUTC());
      Range range = new Range(WindowLevel.HOUR, START, START.plus(Duration.ofHours(70)));
      assertThat(range.parts()).hasSize(3);
      SliceSummary hours = new SliceSummary();
      store
          .windows()
          .readAll(StoredWindow.Level.HOUR, range.from(), range.to())
          .forEach(
              each -> {
                if (each.slice().equals("feature=f1")) {
                  hours.merge(SliceSummary.fromBytes(each.bytes()));
                }
              });
      List<String> keys = List.of("feature=f0", "feature=f1");
      SliceSummary whole = reader.whole(range, keys, LATENCY).get("feature=f1");
      assertThat(whole.interactions()).isEqualTo(hours.interactions()).isEqualTo(70 * 4);
      MeasureName p95 = MeasureName.parse("latency:p95");
      assertThat(p95.measure("").of(whole, 0.95)).isEqualTo(p95.measure("").of(hours, 0.95));
      assertThat(reader.keys(range))
          .containsExactly("all", "feature=f0", "feature=f1", "feature=f2");
      // The first has least, and was there in the first hours only.
      assertThat(reader.traffic(range))
          .isEqualTo(
              Map.of("all", 70L * 8 + 2, "feature=f2", 280L, "feature=f1", 280L, "feature=f0", 2L));
      Range days =
          new Range(
              WindowLevel.DAY,
              START.minus(Duration.ofHours(22 + 24 * 9)),
              range.to().plus(Duration.ofHours(4)));
      assertThat(reader.traffic(days))
          .containsEntry("feature=f0", 6L)
          .containsEntry("all", 76L * 8 + 6);
    }
  }

  @Test
  void wholeOfSettledDays_isTheSameEachTime() {
    try (Store store = DuckDbStore.open(folder, DuckDbSettings.DEFAULT)) {
      fill(store);
      WindowReader reader = new WindowReader(store.windows(), Clock.systemUTC());
      Range hours = new Range(WindowLevel.HOUR, START, START.plus(Duration.ofDays(9)));
      List<String> keys = List.of("feature=f0", "feature=f1");
      MeasureName p95 = MeasureName.parse("latency:p95");
      for (String key : keys) {
        SliceSummary together = new SliceSummary();
        reader.over(hours, WindowReader.slice(key), LATENCY).values().forEach(together::merge);
        for (int time = 0; time < 3; time++) {
          SliceSummary whole = reader.whole(hours, keys, LATENCY).get(key);
          assertThat(whole.interactions()).isEqualTo(together.interactions()).isPositive();
          assertThat(p95.measure("").of(whole, 0.95)).isEqualTo(p95.measure("").of(together, 0.95));
          // What is handed out is the caller's.
          whole.merge(together);
        }
      }
    }
  }

  // Three features, one of them for the first hours only; from two hours before to eight after.
  private static void fill(Store store) {
    Slicing slicing = Slicing.of(List.of(SliceDefinition.of("feature")), "salt");
    NavigableMap<Instant, Window> days = new TreeMap<>();
    Batch.Builder batch = Batch.builder().position(Position.START);
    for (int hour = -2; hour < 78; hour++) {
      Instant start = START.plus(Duration.ofHours(hour));
      Windows windows = new Windows(slicing, Duration.ofDays(1), Duration.ofDays(1));
      for (int i = 0; i < 8; i++) {
        windows.add(interaction(start, i, 1 + i % 2), start);
      }
      for (int i = 0; hour < 1 && i < 2; i++) {
        windows.add(interaction(start, 10 + i, 0), start);
      }
      Window whole = new Window(WindowLevel.HOUR, start, slicing);
      Instant day = WindowLevel.DAY.start(start);
      Window of = days.computeIfAbsent(day, at -> new Window(WindowLevel.DAY, at, slicing));
      for (Window minute : windows.drain(Instant.MAX)) {
        whole.merge(minute);
        of.merge(minute);
      }
      put(batch, StoredWindow.Level.HOUR, whole);
    }
    days.values().forEach(day -> put(batch, StoredWindow.Level.DAY, day));
    store.commit(batch.build());
  }

  private static void put(Batch.Builder batch, StoredWindow.Level level, Window window) {
    window
        .slices()
        .forEach(
            (slice, summary) ->
                batch.put(new StoredWindow(level, window.start(), slice.key(), summary.toBytes())));
  }

  private static ObservedInteraction interaction(Instant hour, int number, int feature) {
    return new ObservedInteraction(
        hour + " " + number,
        null,
        null,
        null,
        hour.plusSeconds(60L * number),
        "shop",
        null,
        "f" + feature,
        null,
        null,
        false,
        Interaction.builder().latencyMillis(100.0 + hour.hashCode() % 97 + 10 * number).build());
  }
}
