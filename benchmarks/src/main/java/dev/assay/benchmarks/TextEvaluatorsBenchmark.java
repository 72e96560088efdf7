package dev.assay.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorContext;
import dev.assay.core.evaluator.EvaluatorExpression;
import dev.assay.core.evaluator.EvaluatorRegistry;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.model.EmbeddingModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Pairs of an output and a reference of 100 words, some 650 characters, each, scored as a run does:
 * bound, needs checked, evidence made. One thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TextEvaluatorsBenchmark {

  private static final int PAIRS = 1024;
  private static final int WORDS = 100;
  private static final int VOCABULARY = 3000;

  /** The evaluator, as on the command line. */
  @Param({"rouge-l(stem=true)", "token-f1", "levenshtein", "rouge-lsum", "exact-match"})
  public String evaluator = "token-f1";

  /** Share of the reference's words that the output has replaced by others, in percent. */
  @Param({"15", "100"})
  public int replaced;

  private final List<Subject> subjects = new ArrayList<>();
  private @Nullable BoundEvaluator bound;
  private int next;

  /** Makes the pairs, always the same. */
  @Setup
  public void setUp() {
    bound =
        EvaluatorRegistry.installed()
            .bind(
                EvaluatorExpression.parse(evaluator).get(0),
                new EvaluatorContext(Path.of("."), EmbeddingModels.of()));
    SplittableRandom random = new SplittableRandom(7);
    List<String> vocabulary = vocabulary(random);
    for (int i = 0; i < PAIRS; i++) {
      List<String> reference = new ArrayList<>();
      List<String> output = new ArrayList<>();
      for (int word = 0; word < WORDS; word++) {
        reference.add(word(vocabulary, random));
        boolean other = random.nextInt(100) < replaced;
        output.add(other ? word(vocabulary, random) : reference.get(word));
      }
      Example example =
          Example.builder("e" + i, Partition.GOLDEN, "question").expected(text(reference)).build();
      subjects.add(new Subject(Interaction.ofOutput(text(output)), example));
    }
  }

  /** Scores the next pair. */
  @Benchmark
  public Score pairs() {
    next = (next + 1) % PAIRS;
    return requireNonNull(bound, "bound").evaluate(subjects.get(next));
  }

  // Words with the lengths and endings of English ones; rank r is drawn about as often as 1/r.
  private static List<String> vocabulary(SplittableRandom random) {
    String[] starts = "re con pro de in ex un com per sub ac al".split(" ");
    String[] middles = "st port vers plan form tract vent pos duc ser lim bill".split(" ");
    String[] ends = "s ed ing ion ational e er able ment ful y ity".split(" ");
    List<String> words =
        new ArrayList<>(List.of("the a of and to in is for on that it you".split(" ")));
    while (words.size() < VOCABULARY) {
      String start = random.nextInt(3) == 0 ? "" : pick(starts, random);
      String end = random.nextInt(3) == 0 ? "" : pick(ends, random);
      String number = random.nextInt(12) == 0 ? Integer.toString(random.nextInt(500)) : "";
      words.add(start + pick(middles, random) + end + number);
    }
    return words;
  }

  private static String pick(String[] parts, SplittableRandom random) {
    return parts[random.nextInt(parts.length)];
  }

  private static String word(List<String> vocabulary, SplittableRandom random) {
    double rank = Math.exp(random.nextDouble() * Math.log(vocabulary.size()));
    return vocabulary.get((int) rank % vocabulary.size());
  }

  private static String text(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      boolean first = i % 15 == 0;
      String word = words.get(i);
      text.append(i == 0 ? "" : first ? ". " : i % 9 == 0 ? ", " : " ")
          .append(first ? word.substring(0, 1).toUpperCase(Locale.ROOT) : word.charAt(0))
          .append(word, 1, word.length());
    }
    return text.append('.').toString();
  }
}
