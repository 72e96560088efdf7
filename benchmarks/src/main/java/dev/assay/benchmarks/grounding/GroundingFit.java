package dev.assay.benchmarks.grounding;

import dev.assay.core.evaluator.grounding.GroundingFeatures;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fits the model of the {@code grounding} evaluator and writes what its figures are made of.
 *
 * <p>{@code GroundingFit DATA OUT [DATE]} reads the labelled sets in {@code DATA} and writes to
 * {@code OUT}: {@code model.json}, and for each set {@code SET.rows.jsonl}, {@code
 * SET.labels.jsonl}, and the scores of the fit that had not seen the row's group ({@code
 * SET.out-of-fold.jsonl}) or the whole set ({@code SET.left-out.jsonl}), as {@code assay score}
 * prints them, for {@code assay calibrate}.
 */
public final class GroundingFit {

  private static final int FOLDS = 5;

  // What is made of templates counts less than what people wrote.
  private static final double GENERATED = 0.3;

  private final List<Sample> samples = new ArrayList<>();
  private final List<String> names = GroundingFeatures.names();
  private final int[] sign =
      names.stream().mapToInt(name -> GroundingFeatures.higherIsBetter(name) ? 1 : -1).toArray();

  private GroundingFit() {}

  private record Sample(String set, LabelledRow row, GroundingFeatures features, int fold) {}

  /** Runs it; see the class. */
  public static void main(String[] arguments) throws IOException {
    Path out = Files.createDirectories(Path.of(arguments[1]));
    GroundingFit fit = new GroundingFit();
    Map<String, List<LabelledRow>> sets = LabelledSets.read(Path.of(arguments[0]));
    for (Map.Entry<String, List<LabelledRow>> set : sets.entrySet()) {
      fit.add(set.getKey(), set.getValue());
      writeRows(out, set.getKey(), set.getValue());
    }
    fit.write(out, List.copyOf(sets.keySet()), arguments.length > 2 ? arguments[2] : "");
  }

  private void add(String set, List<LabelledRow> rows) {
    List<GroundingFeatures> features =
        rows.parallelStream()
            .map(row -> GroundingFeatures.of(row.output(), row.context()))
            .toList();
    for (int i = 0; i < rows.size(); i++) {
      // All rows of a group are in one fold.
      int fold = Math.floorMod(rows.get(i).group().hashCode() * 31 + set.hashCode(), FOLDS);
      samples.add(new Sample(set, rows.get(i), features.get(i), fold));
    }
  }

  private void write(Path out, List<String> sets, String date) throws IOException {
    double[] outOfFold = new double[samples.size()];
    double[] leftOut = new double[samples.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int f = fold;
      SignedLogistic fit = fit(sample -> sample.fold() != f);
      predict(fit, sample -> sample.fold() == f, outOfFold);
    }
    for (String set : sets) {
      SignedLogistic fit = fit(sample -> !sample.set().equals(set));
      predict(fit, sample -> sample.set().equals(set), leftOut);
    }
    for (String set : sets) {
      writeScores(out.resolve(set + ".out-of-fold.jsonl"), set, outOfFold);
      writeScores(out.resolve(set + ".left-out.jsonl"), set, leftOut);
      System.out.printf(
          "%-24s out of fold %s, left out %s%n", set, auroc(set, outOfFold), auroc(set, leftOut));
    }
    System.out.println("calibration out of fold: " + Reliability.of(labels(), outOfFold));
    SignedLogistic all = fit(sample -> true);
    Files.write(out.resolve("model.json"), pretty(model(all, sets, date)));
  }

  private interface Choice {
    boolean takes(Sample sample);
  }

  private SignedLogistic fit(Choice choice) {
    List<Sample> chosen = samples.stream().filter(choice::takes).toList();
    double[][] x = chosen.stream().map(s -> s.features().values()).toArray(double[][]::new);
    boolean[] y = new boolean[chosen.size()];
    double[] weight = new double[chosen.size()];
    double total = 0;
    Map<String, Long> sizes =
        chosen.stream().collect(Collectors.groupingBy(Sample::set, Collectors.counting()));
    for (int i = 0; i < y.length; i++) {
      y[i] = chosen.get(i).row().grounded();
      // A set counts by the root of its size, so that the large ones do not decide alone.
      String set = chosen.get(i).set();
      weight[i] =
          (set.equals("generated") ? GENERATED : 1) / Math.sqrt(sizes.getOrDefault(set, 1L));
      total += weight[i];
    }
    for (int i = 0; i < y.length; i++) {
      weight[i] *= y.length / total;
    }
    return SignedLogistic.fit(x, y, weight, sign);
  }

  private void predict(SignedLogistic fit, Choice choice, double[] into) {
    for (int i = 0; i < into.length; i++) {
      Sample sample = samples.get(i);
      if (choice.takes(sample)) {
        GroundingFeatures features = sample.features();
        into[i] = features.bounded(fit.probability(features.values()));
      }
    }
  }

  private boolean[] labels() {
    boolean[] labels = new boolean[samples.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = samples.get(i).row().grounded();
    }
    return labels;
  }

  private String auroc(String set, double[] scores) {
    int[] of =
        IntStream.range(0, scores.length).filter(i -> samples.get(i).set().equals(set)).toArray();
    boolean[] grounded = new boolean[of.length];
    double[] score = new double[of.length];
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < of.length; i++) {
      grounded[i] = samples.get(of[i]).row().grounded();
      score[i] = scores[of[i]];
      groups.add(samples.get(of[i]).row().group());
    }
    Auroc auroc = Auroc.of(score, grounded, groups, 7);
    return String.format("%.3f [%.3f, %.3f]", auroc.value(), auroc.low(), auroc.high());
  }

  private ObjectNode model(SignedLogistic fit, List<String> sets, String date) {
    ObjectNode json = Json.object();
    json.put("model", "logistic regression, ridge, signs fixed by the features' meaning");
    json.put("fitted", date);
    json.put(
        "command",
        "java -cp 'benchmarks/target/assay-benchmarks-0.1.0-SNAPSHOT.jar:benchmarks/target/lib/*'"
            + " dev.assay.benchmarks.grounding.GroundingFit DATA OUT DATE");
    ObjectNode data = json.putObject("data");
    for (String set : sets) {
      long rows = samples.stream().filter(s -> s.set().equals(set)).count();
      long yes = samples.stream().filter(s -> s.set().equals(set) && s.row().grounded()).count();
      ObjectNode entry = data.putObject(set).put("rows", rows).put("grounded", yes);
      entry.put("source", Licences.source(set)).put("licence", Licences.licence(set));
    }
    json.put("intercept", rounded(fit.intercept()));
    ObjectNode coefficients = json.putObject("coefficients");
    for (int j = 0; j < names.size(); j++) {
      if (Math.abs(fit.standardised(j)) > 1e-3) {
        coefficients.put(names.get(j), rounded(fit.coefficient(j)));
      }
    }
    return json;
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }

  private static byte[] pretty(JsonNode json) {
    return (json.toPrettyString() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private void writeScores(Path file, String set, double[] scores) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < scores.length; i++) {
        if (samples.get(i).set().equals(set)) {
          ObjectNode json = Json.object().put("id", samples.get(i).row().id());
          json.put("evaluator", "grounding").put("value", scores[i]);
          json.putNull("unscored").put("version", "out-of-fold");
          line(writer, json);
        }
      }
    }
  }

  private static void writeRows(Path out, String set, List<LabelledRow> rows) throws IOException {
    try (BufferedWriter data = Files.newBufferedWriter(out.resolve(set + ".rows.jsonl"));
        BufferedWriter labels = Files.newBufferedWriter(out.resolve(set + ".labels.jsonl"))) {
      for (LabelledRow row : rows) {
        ObjectNode json = Json.object().put("id", row.id()).put("output", row.output());
        ArrayNode context = json.putArray("context");
        row.context().stream().map(Passage::text).forEach(context::add);
        line(data, json);
        for (String evaluator :
            List.of("grounding", "context-rouge", "context-similarity", "length")) {
          ObjectNode label = Json.object().put("id", row.id()).put("evaluator", evaluator);
          label.put("label", row.grounded() ? 1 : 0).put("annotator", "published");
          line(labels, label.put("group", row.group()));
        }
      }
    }
  }

  private static void line(BufferedWriter writer, JsonNode json) throws IOException {
    writer.write(Json.write(json));
    writer.write('\n');
  }
}
