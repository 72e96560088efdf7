package dev.assay.benchmarks.judges;

import dev.assay.core.json.Json;
import dev.assay.stats.agreement.KrippendorffAlpha;
import dev.assay.stats.correction.PredictionPoweredRate;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Real judges' choices between two answers, in both orders, against the known better one.
 *
 * <p>For each judge: how often the order decides (position bias), how often it is right, and
 * whether the share of pairs won by the first answer, corrected by 100 labels, covers the true
 * share. A draw is as many decisions as there are, drawn with replacement, of which the first 100
 * are labelled; the true share is that of all decisions.
 *
 * <p>Usage: {@code JudgeDecisions DECISIONS.jsonl [DRAWS]}.
 */
public final class JudgeDecisions {

  private static final int LABELS = 100;
  private static final long SEED = 7;

  private JudgeDecisions() {}

  /** One pair; choices are 1, 2, or 0 for a tie, null where the reply could not be read. */
  private record Pair(String key, int gold, @Nullable Integer first, @Nullable Integer second) {

    /**
     * The choice that both orders gave; 0 for a tie where they differ; null where one is missing.
     */
    @Nullable Integer choice() {
      if (first == null || second == null) {
        return null;
      }
      return first.equals(second) ? first : (Integer) 0;
    }
  }

  /** What the draws of one judge gave. */
  private record Coverage(double corrected, double raw, double ratioOfWidths) {}

  /** Prints the tables. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int draws = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    Map<String, List<Pair>> judges = read(Path.of(args[0]));
    out.println(
        "judge                                            pairs  position bias          right   corrected  raw"
            + "   width");
    List<Coverage> all = new ArrayList<>();
    for (Map.Entry<String, List<Pair>> judge : judges.entrySet()) {
      Coverage coverage = coverage(judge.getValue(), draws);
      all.add(coverage);
      out.println(line(judge.getKey(), judge.getValue(), coverage));
    }
    out.printf(
        Locale.ROOT,
        "%n%d judges, %d draws of %d labels: coverage least %.3f, mean %.3f; widths against labels alone mean %.3f,"
            + " greatest %.3f%n",
        all.size(),
        draws,
        LABELS,
        all.stream().mapToDouble(Coverage::corrected).min().orElseThrow(),
        all.stream().mapToDouble(Coverage::corrected).average().orElseThrow(),
        all.stream().mapToDouble(Coverage::ratioOfWidths).average().orElseThrow(),
        all.stream().mapToDouble(Coverage::ratioOfWidths).max().orElseThrow());
    panel(judges, List.of("ChatGPT/", "LLaMA2/", "PaLM2/"), "Metrics_Reference", out);
    panel(judges, List.of("GPT-4/", "ChatGPT/", "PaLM2/"), "Metrics_Reference", out);
  }

  private static Map<String, List<Pair>> read(Path file) throws IOException {
    Map<String, List<Pair>> judges = new TreeMap<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      JsonNode row = Json.parse(line, file.toString(), ++number);
      String key =
          row.get("benchmark").asString()
              + row.get("subset").asString()
              + row.get("index").asString();
      judges
          .computeIfAbsent(row.get("judge").asString(), j -> new ArrayList<>())
          .add(
              new Pair(
                  key,
                  java.util.Objects.requireNonNull(choice(row.get("gold"))),
                  choice(row.get("winner_original_order")),
                  choice(row.get("winner_swapped_order_mapped_back"))));
    }
    return judges;
  }

  private static @Nullable Integer choice(@Nullable JsonNode node) {
    String text = node == null || node.isNull() ? "" : node.asString();
    return switch (text) {
      case "1", "A>B" -> 1;
      case "2", "B>A" -> 2;
      case "A=B", "tie", "0" -> 0;
      default -> null;
    };
  }

  private static String line(String name, List<Pair> pairs, Coverage coverage) {
    long decided = pairs.stream().filter(p -> p.choice() != null).count();
    long differ = pairs.stream().filter(p -> Integer.valueOf(0).equals(p.choice())).count();
    Estimate bias = WilsonInterval.withDefaults().of(differ, decided);
    return String.format(
        Locale.ROOT,
        "%-48s %5d  %.3f [%.3f, %.3f]   %.3f   %.3f      %.3f  %.3f",
        name,
        pairs.size(),
        bias.value(),
        bias.low(),
        bias.high(),
        right(pairs),
        coverage.corrected(),
        coverage.raw(),
        coverage.ratioOfWidths());
  }

  /** A tie counts half. */
  private static double right(List<Pair> pairs) {
    return pairs.stream()
        .filter(p -> p.choice() != null)
        .mapToDouble(
            p -> Integer.valueOf(0).equals(p.choice()) ? 0.5 : p.choice() == p.gold() ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private static Coverage coverage(List<Pair> pairs, int draws) {
    List<double[]> decisions = new ArrayList<>();
    for (Pair pair : pairs) {
      for (Integer choice : Arrays.asList(pair.first(), pair.second())) {
        if (choice != null) {
          decisions.add(
              new double[] {pair.gold() == 1 ? 1 : 0, choice == 1 ? 1 : choice == 0 ? 0.5 : 0});
        }
      }
    }
    int n = decisions.size();
    double truth = decisions.stream().mapToDouble(d -> d[0]).average().orElseThrow();
    PredictionPoweredRate method = PredictionPoweredRate.withDefaults();
    SplittableRandom random = new SplittableRandom(SEED);
    int covered = 0;
    int coveredByRaw = 0;
    double width = 0;
    double widthOfLabels = 0;
    for (int draw = 0; draw < draws; draw++) {
      double passed = 0;
      double[] labels = new double[LABELS];
      double[] labelled = new double[LABELS];
      double[] others = new double[Math.max(0, n - LABELS)];
      for (int i = 0; i < LABELS + others.length; i++) {
        double[] decision = decisions.get(random.nextInt(n));
        passed += decision[1];
        if (i < LABELS) {
          labels[i] = decision[0];
          labelled[i] = decision[1];
        } else {
          others[i - LABELS] = decision[1];
        }
      }
      Estimate corrected = method.of(labels, labelled, others).orElseThrow().rate();
      Estimate alone = method.withWeight(0).of(labels, labelled, others).orElseThrow().rate();
      covered += corrected.interval().contains(truth) ? 1 : 0;
      coveredByRaw +=
          WilsonInterval.withDefaults()
                  .of(Math.round(passed), LABELS + others.length)
                  .interval()
                  .contains(truth)
              ? 1
              : 0;
      width += corrected.high() - corrected.low();
      widthOfLabels += alone.high() - alone.low();
    }
    return new Coverage(
        (double) covered / draws, (double) coveredByRaw / draws, width / widthOfLabels);
  }

  private static void panel(
      Map<String, List<Pair>> judges, List<String> members, String prompt, PrintStream out) {
    Map<String, List<Pair>> byPair = new LinkedHashMap<>();
    for (String member : members) {
      for (Pair pair : judges.getOrDefault(member + prompt, List.of())) {
        byPair.computeIfAbsent(pair.key(), k -> new ArrayList<>()).add(pair);
      }
    }
    List<List<Pair>> complete =
        byPair.values().stream()
            .filter(p -> p.size() == members.size())
            .filter(p -> p.stream().allMatch(one -> one.choice() != null))
            .toList();
    double[][] ratings = new double[members.size()][complete.size()];
    double[] right = new double[members.size()];
    double majority = 0;
    for (int i = 0; i < complete.size(); i++) {
      int votes = 0;
      for (int m = 0; m < members.size(); m++) {
        Pair pair = complete.get(i).get(m);
        Integer choice = pair.choice();
        int chosen = choice == null ? 0 : choice;
        ratings[m][i] = chosen;
        right[m] += chosen == 0 ? 0.5 : chosen == pair.gold() ? 1 : 0;
        votes += chosen == 1 ? 1 : chosen == 2 ? -1 : 0;
      }
      int gold = complete.get(i).get(0).gold();
      majority += votes == 0 ? 0.5 : (votes > 0) == (gold == 1) ? 1 : 0;
    }
    out.printf(
        Locale.ROOT,
        "%npanel of %s (%s), %d pairs: alpha %.3f; right: majority %.3f",
        String.join(" ", members),
        prompt,
        complete.size(),
        KrippendorffAlpha.withDefaults().of(ratings).orElse(Double.NaN),
        majority / complete.size());
    for (int m = 0; m < members.size(); m++) {
      out.printf(Locale.ROOT, ", %s %.3f", members.get(m), right[m] / complete.size());
    }
    out.println();
  }
}
