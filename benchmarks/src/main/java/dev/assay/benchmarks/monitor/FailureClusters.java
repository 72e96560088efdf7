package dev.assay.benchmarks.monitor;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.json.Json;
import dev.assay.core.model.EmbeddingModel;
import dev.assay.core.model.EmbeddingModels;
import dev.assay.monitor.failure.ClusterSettings;
import dev.assay.monitor.failure.Failure;
import dev.assay.monitor.failure.FailureCases;
import dev.assay.monitor.failure.Meaning;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * How well failures are gathered into cases, by what users asked for.
 *
 * <p>Questions with the same intent stand for the same failure. A draw is one feature in which some
 * intents fail, with a few questions each, some more often than others, one after the other in
 * random order. Two questions in one case should have one intent (precision), and two of one intent
 * should be in one case (recall), over the pairs of all draws. Draws of every other intent choose
 * the thresholds, those of the rest check them.
 *
 * <p>Usage: {@code FailureClusters QUESTIONS.jsonl…}; rows have {@code text} and {@code intent}.
 */
public final class FailureClusters {

  private static final double[] JOINS = {0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8};
  private static final double[] MERGES = {0.7, 0.75, 0.8, 0.85, 0.9, 1};
  private static final int DRAWS = 100;
  private static final int INTENTS = 6;
  private static final int[] QUESTIONS = {16, 10, 6, 4, 3, 2};
  private static final long SEED = 7;
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private FailureClusters() {}

  private record Question(String text, String intent, Meaning meaning) {}

  /** Pairs of questions of all draws. */
  private static final class Pairs {
    long together;
    long alike;
    long both;
    long cases;

    double precision() {
      return (double) both / together;
    }

    double recall() {
      return (double) both / alike;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "precision %.2f  recall %.2f  cases for one failure %.1f",
          precision(),
          recall(),
          (double) cases / (DRAWS * INTENTS));
    }
  }

  /** Prints a table for each file. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (EmbeddingModels models = EmbeddingModels.installed()) {
      EmbeddingModel model = models.get("in-process");
      out.println(model.version());
      for (String file : args) {
        out.println(file);
        print(read(Path.of(file), model), out);
      }
    }
  }

  private static Map<String, List<Question>> read(Path file, EmbeddingModel model)
      throws IOException {
    Map<String, List<Question>> intents = new TreeMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      JsonNode row = Json.parse(line, file.toString(), ++number);
      String text = row.get("text").asString();
      String intent = row.get("intent").asString();
      if (!intent.equals("oos")) {
        intents
            .computeIfAbsent(intent, i -> new ArrayList<>())
            .add(new Question(text, intent, Meaning.of(model.embed(text))));
      }
    }
    intents.values().removeIf(questions -> questions.size() < QUESTIONS[0]);
    return intents;
  }

  private static void print(Map<String, List<Question>> intents, PrintStream out) {
    if (intents.size() < 2 * INTENTS) {
      out.printf("too few intents with %d questions%n", QUESTIONS[0]);
      return;
    }
    for (int half = 0; half < 2; half++) {
      List<List<Question>> some = new ArrayList<>();
      int i = 0;
      for (List<Question> each : intents.values()) {
        if (i++ % 2 == half) {
          some.add(each);
        }
      }
      List<List<Question>> draws = draws(some);
      out.printf(
          Locale.ROOT, "%s: %d intents%n", half == 0 ? "chosen on" : "checked on", some.size());
      out.println("no vectors             " + pairs(draws, ClusterSettings.withDefaults(), false));
      for (double merge : MERGES) {
        for (double join : JOINS) {
          if (merge >= join) {
            ClusterSettings settings = new ClusterSettings(join, merge, 500, 50_000);
            out.printf(
                Locale.ROOT,
                "join %.2f  merge %.2f  %s%n",
                join,
                merge,
                pairs(draws, settings, true));
          }
        }
      }
    }
  }

  private static List<List<Question>> draws(List<List<Question>> intents) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<List<Question>> draws = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      Random shuffle = new Random(random.nextLong());
      List<List<Question>> some = shuffled(intents, shuffle);
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < INTENTS; i++) {
        questions.addAll(shuffled(some.get(i), shuffle).subList(0, QUESTIONS[i]));
      }
      draws.add(shuffled(questions, shuffle));
    }
    return draws;
  }

  private static <T> List<T> shuffled(List<T> of, Random random) {
    List<T> copy = new ArrayList<>(of);
    Collections.shuffle(copy, random);
    return copy;
  }

  private static Pairs pairs(
      List<List<Question>> draws, ClusterSettings settings, boolean vectors) {
    Pairs pairs = new Pairs();
    for (List<Question> questions : draws) {
      FailureCases cases = new FailureCases(settings);
      for (int i = 0; i < questions.size(); i++) {
        cases.add(List.of(failure(i, questions.get(i), vectors)));
      }
      List<String> of = new ArrayList<>();
      for (int i = 0; i < questions.size(); i++) {
        of.add(cases.of("i" + i).orElseThrow().id());
      }
      count(questions, of, pairs);
      pairs.cases += of.stream().distinct().count();
    }
    return pairs;
  }

  private static void count(List<Question> questions, List<String> of, Pairs pairs) {
    for (int i = 0; i < questions.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean together = of.get(i).equals(of.get(j));
        boolean alike = questions.get(i).intent().equals(questions.get(j).intent());
        pairs.together += together ? 1 : 0;
        pairs.alike += alike ? 1 : 0;
        pairs.both += together && alike ? 1 : 0;
      }
    }
  }

  private static Failure failure(int number, Question question, boolean vectors) {
    return new Failure(
        "i" + number,
        "shop",
        "support",
        FailureMode.INCORRECT,
        START.plusSeconds(number),
        1,
        "judge",
        question.text(),
        null,
        vectors ? question.meaning() : null);
  }
}
