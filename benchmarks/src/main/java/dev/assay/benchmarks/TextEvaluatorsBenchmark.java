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
 * Pairs of an output and a reference, scored as a run does: bound, needs checked, evidence made.
 * One thread. Each text has 100 words of 5 letters on average, 526 to 701 characters, 610 on
 * average; for levenshtein it has 650 characters.
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
  private static final int CHARACTERS = 650;
  private static final int VOCABULARY = 3000;
  private static final String[] ENDINGS = {"s", "ed", "ing", "er", "ly", "ment", "able", "ation"};
  private static final String COMMON =
      "the to you your and a of in for is on can plan with account are it this that from be will or"
          + " month team we not by as if an have billing please support access users settings page"
          + " after at all our invoice subscription data any up change email new within workspace"
          + " payment cancel refund days price when each storage limit request their annual which"
          + " security administrator export password single then upgrade until available per open"
          + " integration questions organization details contact enterprise minutes report select"
          + " permissions unfortunately immediately download customer information notification"
          + " authentication how does what time first before remains keep files project shared";

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
    boolean byCharacters = evaluator.startsWith("levenshtein");
    int words = byCharacters ? CHARACTERS / 4 : WORDS;
    int most = byCharacters ? CHARACTERS : Integer.MAX_VALUE;
    for (int i = 0; i < PAIRS; i++) {
      List<String> reference = new ArrayList<>();
      List<String> output = new ArrayList<>();
      for (int word = 0; word < words; word++) {
        reference.add(word(vocabulary, random));
        boolean other = random.nextInt(100) < replaced;
        output.add(other ? word(vocabulary, random) : reference.get(word));
      }
      Example example =
          Example.builder("e" + i, Partition.GOLDEN, "question")
              .expected(text(reference, most))
              .build();
      subjects.add(new Subject(Interaction.ofOutput(text(output, most)), example));
    }
  }

  /** Scores the next pair. */
  @Benchmark
  public Score pairs() {
    next = (next + 1) % PAIRS;
    return requireNonNull(bound, "bound").evaluate(subjects.get(next));
  }

  // Words of support answers, the frequent ones first, and names and numbers that are seen once or
  // twice; rank r is drawn about as often as 1/r.
  private static List<String> vocabulary(SplittableRandom random) {
    List<String> words = new ArrayList<>(List.of(COMMON.split(" ")));
    while (words.size() < VOCABULARY) {
      String common = words.get(random.nextInt(words.size()));
      String ending = ENDINGS[random.nextInt(ENDINGS.length)];
      words.add(random.nextInt(6) == 0 ? "" + random.nextInt(2000) : stem(common) + ending);
    }
    return words;
  }

  private static String stem(String word) {
    return word.length() < 5 ? word : word.substring(0, 5);
  }

  private static String word(List<String> vocabulary, SplittableRandom random) {
    double rank = Math.exp(random.nextDouble() * Math.log(vocabulary.size()));
    return vocabulary.get((int) rank % vocabulary.size());
  }

  private static String text(List<String> words, int mostCharacters) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      boolean first = i % 15 == 0;
      String word = words.get(i);
      text.append(i == 0 ? "" : first ? ". " : i % 9 == 0 ? ", " : " ")
          .append(first ? word.substring(0, 1).toUpperCase(Locale.ROOT) : word.charAt(0))
          .append(word, 1, word.length());
    }
    text.append('.');
    return text.substring(0, Math.min(text.length(), mostCharacters));
  }
}
