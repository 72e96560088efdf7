package dev.assay.benchmarks.store;

import com.sun.management.OperatingSystemMXBean;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.Usage;
import dev.assay.server.journal.Position;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Content;
import dev.assay.server.store.Decision;
import dev.assay.server.store.Dimensions;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import dev.assay.server.store.Links;
import dev.assay.server.store.Operation;
import dev.assay.server.store.Outcome;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import dev.assay.server.store.StoredWindow.Level;
import dev.assay.server.store.duckdb.DuckDbSettings;
import dev.assay.server.store.duckdb.DuckDbStore;
import dev.assay.server.store.postgres.PostgresStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Appends rows of interactions in batches as the engine does, then asks what pages ask.
 *
 * <p>{@code StoreBenchmark PLACE BATCHES [ROWS]}: a folder or a {@code postgresql:} URL; batches of
 * 20,000 rows, each with windows and state as a second of traffic has them. With no batches it
 * opens and asks only. The process then ends without closing, as if killed.
 */
public final class StoreBenchmark {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int SLICES = 100;
  private static final int DAYS = 30;
  private static final String TEXT =
      "The parcel left our warehouse on Tuesday and will reach you within three working days. ";

  private final Store store;
  private final Random random = new Random(1);

  private StoreBenchmark(Store store) {
    this.store = store;
  }

  /** Runs it. */
  public static void main(String[] args) {
    long began = System.nanoTime();
    Store store =
        args[0].startsWith("postgresql:")
            ? PostgresStore.open(args[0])
            : DuckDbStore.open(Path.of(args[0]), DuckDbSettings.DEFAULT);
    long rows = store.interactions().count(InteractionFilter.ALL);
    say(
        "open and count %,d rows: %.0f ms, %.0f ms CPU with the start of Java",
        rows, millis(began), cpuNanos() / 1e6);
    StoreBenchmark benchmark = new StoreBenchmark(store);
    int batches = Integer.parseInt(args[1]);
    if (batches > 0) {
      benchmark.fillWindows();
      benchmark.append(batches, args.length > 2 ? Integer.parseInt(args[2]) : 20_000);
    }
    benchmark.ask();
    say("stored: %,d MB", store.upkeep().sizes().bytes() >> 20);
    Runtime.getRuntime().halt(0);
  }

  private void append(int batches, int size) {
    double[] took = new double[batches];
    long first = store.position().offset();
    long cpu = cpuNanos();
    long began = System.nanoTime();
    for (int b = 0; b < batches; b++) {
      Batch batch = batch(first + b, size);
      long commit = System.nanoTime();
      store.commit(batch);
      took[b] = millis(commit);
    }
    double seconds = millis(began) / 1000;
    double total = (double) batches * size;
    say(
        "append %,.0f rows: %,.0f rows/s, %.1f us CPU a row, making them included",
        total, total / seconds, (cpuNanos() - cpu) / 1e3 / total);
    say("commits of %,d rows: %s", size, quantiles(took));
  }

  private Batch batch(long number, int size) {
    Batch.Builder batch = Batch.builder().position(new Position(1, number + 1));
    Instant second = START.plusSeconds(number);
    for (int i = 0; i < size; i++) {
      InteractionRow row = row(second.plusNanos(1_000_000_000L / size * i));
      batch.put(row);
      if (i % 20 == 0) {
        batch.put(new Content(row.key(), said()));
      }
    }
    for (int slice = 0; slice < SLICES; slice++) {
      batch.put(window(Level.MINUTE, number / 60 * 60, slice));
      batch.put(window(Level.HOUR, number / 3600 * 3600, slice));
    }
    byte[] state = new byte[100_000];
    random.nextBytes(state);
    return batch.put(new StateBlob("operators", state)).build();
  }

  private InteractionRow row(Instant at) {
    String trace = String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    String span = String.format(Locale.ROOT, "%016x", random.nextLong());
    String model = "model-" + random.nextInt(4);
    return new InteractionRow(
        new InteractionKey(trace + "-" + span, at),
        new Links(trace, span, null, trace.substring(0, 12), trace.substring(0, 16)),
        new Dimensions(
            "shop",
            "production",
            "feature-" + random.nextInt(10),
            "1.4.2",
            "template-" + random.nextInt(10),
            "v" + random.nextInt(3),
            model,
            Map.of("tier", random.nextBoolean() ? "gold" : "free")),
        new Operation(
            Math.exp(6 + random.nextGaussian()),
            random.nextDouble() * 300,
            new Usage((long) random.nextInt(2000), (long) random.nextInt(500), null, null, 0.001),
            random.nextInt(5) == 0,
            "stop",
            random.nextInt(50) == 0 ? "timeout" : null,
            false),
        Outcome.UNKNOWN,
        List.of(
            new Decision("faithfulness", 0.05, random.nextInt(20) == 0, "rate"),
            new Decision("helpfulness", 0.05, random.nextInt(20) == 0, "rate")));
  }

  /** About 1 KB. */
  private Interaction said() {
    return Interaction.builder()
        .input(
            List.of(Message.user("Where is parcel " + random.nextLong() + "? " + TEXT.repeat(4))))
        .output(TEXT.repeat(6) + random.nextLong())
        .build();
  }

  private StoredWindow window(Level level, long second, int slice) {
    byte[] bytes = new byte[2000];
    random.nextBytes(bytes);
    return new StoredWindow(level, START.plusSeconds(second), slice(slice), bytes);
  }

  private static String slice(int slice) {
    return "feature=feature-" + slice;
  }

  private void fillWindows() {
    for (int day = -DAYS; day < 0; day++) {
      Batch.Builder batch = Batch.builder();
      for (int slice = 0; slice < SLICES; slice++) {
        batch.put(window(Level.DAY, day * 86_400L, slice));
        for (int hour = 0; hour < 24; hour++) {
          batch.put(window(Level.HOUR, day * 86_400L + hour * 3600L, slice));
        }
      }
      store.commit(batch.build());
    }
  }

  private void ask() {
    List<String> slices = IntStream.range(0, SLICES).mapToObj(StoreBenchmark::slice).toList();
    Instant month = START.minus(Duration.ofDays(DAYS));
    ask(
        "30 days of 100 slices, by day",
        300,
        () -> store.windows().read(Level.DAY, month, START, slices).size());
    ask(
        "30 days of one slice, by hour",
        300,
        () -> store.windows().read(Level.HOUR, month, START, slices.subList(7, 8)).size());
    ask(
        "30 days of 100 slices, by hour",
        20,
        () -> store.windows().read(Level.HOUR, month, START, slices).size());
    long last = store.position().offset();
    Instant hourAgo = START.plusSeconds(Math.max(0, last - 60));
    InteractionFilter filter =
        InteractionFilter.builder()
            .between(hourAgo, START.plusSeconds(last))
            .dimension(Dimension.FEATURE, "feature-3")
            .failed(true)
            .build();
    ask(
        "page of 50 failures in the last minute",
        50,
        () -> store.interactions().page(filter, PageRequest.first(50)).items().size());
    ask(
        "latest page of all",
        50,
        () ->
            store.interactions().page(InteractionFilter.ALL, PageRequest.first(50)).items().size());
    ask(
        "one id, its time not known",
        10,
        () -> store.interactions().find("none", null).isEmpty() ? 0 : 1);
  }

  @FunctionalInterface
  private interface Question {
    int ask();
  }

  private static void ask(String what, int times, Question question) {
    int found = 0;
    double[] took = new double[times];
    for (int i = -times / 10; i < times; i++) {
      long began = System.nanoTime();
      found = question.ask();
      if (i >= 0) {
        took[i] = millis(began);
      }
    }
    say("%s: %,d found, %s", what, found, quantiles(took));
  }

  private static String quantiles(double[] took) {
    Arrays.sort(took);
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
        took[took.length / 2],
        took[(int) Math.ceil(took.length * 0.99) - 1],
        took[took.length - 1]);
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static void say(String form, Object... values) {
    System.out.println(String.format(Locale.ROOT, form, values));
  }
}
