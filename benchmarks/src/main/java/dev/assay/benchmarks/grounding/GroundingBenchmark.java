package dev.assay.benchmarks.grounding;

import dev.assay.core.evaluator.grounding.GroundingCheck;
import dev.assay.core.evaluator.grounding.GroundingResult;
import dev.assay.core.interaction.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The {@code grounding} check of an answer of five claims against 2,000 words of the example's
 * articles: where the context comes for the first time, and where it was seen before. One thread.
 * Run it from the repository's root, whose articles it reads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GroundingBenchmark {

  private static final int WORDS = 2000;
  private static final String ANSWER =
      "The Team plan costs $9 per member per month. You can cancel a monthly plan at any time."
          + " Refunds of annual plans are paid within 30 days. Guests can only read pages that"
          + " were shared with them. Deleted pages stay in the trash for 60 days.";

  @Param("examples/support-assistant/knowledge")
  private String articles = "";

  private final GroundingCheck check = new GroundingCheck();
  private List<Passage> passages = List.of();
  private int round;

  /** Reads the first 2,000 words. */
  @Setup
  public void read() throws IOException {
    List<Passage> read = new ArrayList<>();
    int words = 0;
    try (Stream<Path> files = Files.list(Path.of(articles))) {
      for (Path file : files.sorted().toList()) {
        StringBuilder text = new StringBuilder();
        for (String word : Files.readString(file).split("(?<=\\s)")) {
          if (words < WORDS) {
            text.append(word);
            words++;
          }
        }
        if (!text.isEmpty()) {
          read.add(Passage.of(text.toString()));
        }
      }
    }
    if (words < WORDS) {
      throw new IllegalStateException(articles + ": " + words + " words (expected: 2000)");
    }
    passages = read;
  }

  /** A context that was not seen before: one more passage makes it another. */
  @Benchmark
  public GroundingResult newContext() {
    List<Passage> other = new ArrayList<>(passages);
    other.add(Passage.of("Edition " + round++ + "."));
    return check.check(ANSWER, other);
  }

  /** A context seen before. */
  @Benchmark
  public GroundingResult seenContext() {
    return check.check(ANSWER, passages);
  }
}
