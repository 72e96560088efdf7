package dev.assay.benchmarks.store;

import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.Usage;
import dev.assay.monitor.window.Completion;
import dev.assay.monitor.window.ScoreKey;
import dev.assay.monitor.window.SliceDefinition;
import dev.assay.monitor.window.Slicing;
import dev.assay.monitor.window.Window;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.monitor.window.Windows;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Content;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.store.postgres.PostgresStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Fills a store with the 30 days until now of 100 slices, all and 99 features: hours and days as
 * the pipeline stores them, hour by hour, made of some 4 million interactions with a daily rhythm,
 * of which every 40th has a row and every 400th its content. The same each time but for the date.
 *
 * <p>Argument: the {@code store} folder to fill, or a {@code postgresql:} URL.
 */
public final class MonthFill {

  private static final int DAYS = 30;
  private static final int FEATURES = 99;
  private static final int AN_HOUR = 60;
  private static final int ROWS = 40;
  private static final int CONTENTS = 400;
  private static final ScoreKey STYLE = new ScoreKey("style", "v1");
  private static final ScoreKey GROUNDING = new ScoreKey("grounding", "v1");
  private static final double SAMPLED = 0.15;
  private static final String TEXT =
      "The parcel left our warehouse on Tuesday and will reach you within three working days. ";

  private final SplittableRandom random = new SplittableRandom(1);
  private final Slicing slicing =
      Slicing.of(List.of(SliceDefinition.of("feature").withLimit(FEATURES)), "salt");
  private final Windows windows = new Windows(slicing, Duration.ofDays(1), Duration.ofDays(1));
  private final Store store;
  private long count;
  private long hours;
  private long bytes;

  private MonthFill(Store store) {
    this.store = store;
  }

  /** Fills. */
  public static void main(String[] args) {
    try (Store store =
        args[0].startsWith("postgresql:")
            ? PostgresStore.open(args[0])
            : DuckDbStore.open(Path.of(args[0]), DuckDbSettings.DEFAULT)) {
      MonthFill fill = new MonthFill(store);
      Instant now = Clock.systemUTC().instant();
      Instant first = now.truncatedTo(ChronoUnit.DAYS).minus(DAYS - 1, ChronoUnit.DAYS);
      for (int day = 0; day < DAYS; day++) {
        Instant start = first.plus(day, ChronoUnit.DAYS);
        fill.day(start, now);
        // As the server does by the hour, a day later.
        store.upkeep().pack(start, Long.MAX_VALUE);
      }
      System.out.printf(
          Locale.ROOT,
          "%,d interactions; %,d hours of slices of %,d bytes each%n",
          fill.count,
          fill.hours,
          fill.bytes / Math.max(1, fill.hours));
    }
  }

  private void day(Instant start, Instant now) {
    Window whole = new Window(WindowLevel.DAY, start, slicing);
    for (int i = 0; i < 24; i++) {
      Instant at = start.plus(i, ChronoUnit.HOURS);
      if (!at.isBefore(now)) {
        break;
      }
      Batch.Builder batch = Batch.builder().position(Position.START);
      Window hour = new Window(WindowLevel.HOUR, at, slicing);
      for (int feature = 1; feature <= FEATURES; feature++) {
        traffic(at, feature, batch);
      }
      for (Window minute : windows.drain(Instant.MAX)) {
        hour.merge(minute);
        whole.merge(minute);
      }
      bytes += put(StoredWindow.Level.HOUR, hour, batch);
      hours += hour.slices().size();
      // As the pipeline does: a day is stored again with each commit that adds to it.
      put(StoredWindow.Level.DAY, whole, batch);
      store.commit(batch.build());
    }
  }

  private static long put(StoredWindow.Level level, Window window, Batch.Builder batch) {
    long size = 0;
    for (var each : window.slices().entrySet()) {
      byte[] summary = each.getValue().toBytes();
      size += summary.length;
      batch.put(new StoredWindow(level, window.start(), each.getKey().key(), summary));
    }
    return size;
  }

  private void traffic(Instant hour, int feature, Batch.Builder batch) {
    double rhythm = 1 + 0.8 * Math.sin(2 * Math.PI * hour.atZone(ZoneOffset.UTC).getHour() / 24);
    int there = (int) (AN_HOUR * rhythm * (0.5 + random.nextDouble()));
    for (int i = 0; i < there; i++) {
      ObservedInteraction each = interaction(hour, feature);
      windows.add(each, hour);
      judge(each);
      said(each);
      if (count % ROWS == 0) {
        InteractionRow row = InteractionRow.of(each);
        batch.put(row);
        if (count % CONTENTS == 0) {
          batch.put(new Content(row.key(), each.interaction()));
        }
      }
      count++;
    }
  }

  private void judge(ObservedInteraction each) {
    boolean well = random.nextInt(50) > 0;
    windows.score(each, STYLE, Score.of(well ? 1 : 0).withPassed(well), 1);
    windows.decided(each, GROUNDING.evaluator(), false, SAMPLED);
    if (random.nextDouble() < SAMPLED) {
      double value = Math.sqrt(random.nextDouble());
      windows.score(each, GROUNDING, Score.of(value).withPassed(value >= 0.4), SAMPLED);
    }
    String mode = random.nextInt(40) == 0 ? "incomplete" : "none";
    windows.mode(each, mode, 1);
  }

  private void said(ObservedInteraction each) {
    if (random.nextInt(30) == 0) {
      Signal.Kind kind = random.nextBoolean() ? Signal.Kind.THUMBS_DOWN : Signal.Kind.COPY;
      windows.signal(each, kind, true, kind == Signal.Kind.THUMBS_DOWN);
    }
    Completion outcome =
        switch (random.nextInt(10)) {
          case 0 -> Completion.NOT_COMPLETED;
          case 1, 2, 3 -> Completion.UNKNOWN;
          default -> Completion.COMPLETED;
        };
    windows.completion(each, outcome, 1);
  }

  private ObservedInteraction interaction(Instant hour, int feature) {
    String trace = String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    String span = String.format(Locale.ROOT, "%016x", random.nextLong());
    long input = 50L + random.nextInt(5_000);
    long output = 20L + random.nextInt(400);
    boolean hit = random.nextInt(3) == 0;
    Interaction.Builder said =
        Interaction.builder()
            .latencyMillis((hit ? 100 : 300) - 20.0 * output * Math.log(1 - random.nextDouble()))
            .ttftMillis(50 + 100 * random.nextDouble())
            .usage(new Usage(input, output, hit ? input / 2 : 0L, null, 1e-6 * input))
            .finishReason(random.nextInt(50) == 0 ? "length" : "stop")
            .promptTemplate("template-" + feature % 10)
            .promptVersion("v" + random.nextInt(3))
            .model("model-" + random.nextInt(4));
    if (count % CONTENTS == 0) {
      String text = String.join("", IntStream.range(0, 4).mapToObj(i -> TEXT).toList());
      said.input(List.of(Message.user("Where is parcel " + trace + "? " + text))).output(text);
    }
    return new ObservedInteraction(
        trace + "-" + span,
        trace,
        span,
        null,
        hour.plusMillis(random.nextInt(3_600_000)),
        "shop",
        "production",
        "f" + feature,
        null,
        null,
        false,
        said.build());
  }
}
