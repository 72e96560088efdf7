package dev.assay.core.summary;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ModelFamily;
import dev.assay.core.run.ExampleResult;
import dev.assay.stats.agreement.KrippendorffAlpha;
import dev.assay.stats.association.Correlation;
import dev.assay.stats.bootstrap.Bootstrap;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.WilsonInterval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One judge, being counted. Evidence may hold anything: what is not as expected is left out. */
final class JudgeTally {

  private static final int MOST_MODELS = 20;
  private static final int RESAMPLES = 1_000;
  // Reports are written in seconds, of large runs too.
  private static final int MANY_ITEMS = 2_000;
  private static final int FEW_RESAMPLES = 200;

  private final String name;
  private final Set<String> models = new LinkedHashSet<>();
  private final Set<String> answered = new LinkedHashSet<>();
  private final Map<String, double[]> byExample = new LinkedHashMap<>();
  private final List<Map<String, Double>> panels = new ArrayList<>();
  private int scored;
  private int unscored;
  private final Occurrences unstable = new Occurrences();
  private final Occurrences turned = new Occurrences();
  private Usage usage = Usage.NONE;

  JudgeTally(String name) {
    this.name = name;
  }

  /** How often something came about; repetitions of one example are not independent. */
  private static final class Occurrences {

    private final List<Boolean> came = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    void add(ExampleResult result, boolean did) {
      came.add(did);
      groups.add(number(result.example().id()));
    }

    private int number(String id) {
      Integer known = numbers.putIfAbsent(id, numbers.size());
      return known == null ? numbers.size() - 1 : known;
    }

    @Nullable Estimate share() {
      if (came.isEmpty()) {
        return null;
      }
      boolean[] success = new boolean[came.size()];
      for (int i = 0; i < success.length; i++) {
        success[i] = came.get(i);
      }
      return WilsonInterval.withDefaults()
          .ofGroups(success, groups.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  void add(ExampleResult result, JudgeScore score) {
    usage = usage.plus(score.usage());
    JsonNode evidence = score.evidence();
    model(evidence.path("judge"));
    JsonNode members = evidence.path("panel").path("members");
    members.forEach(member -> model(member.path("judge")));
    Double value = score.value();
    if (value != null) {
      scored++;
      stability(result, evidence, members);
      if (score.ofOutput()) {
        length(result, value);
      }
      JsonNode consistent = evidence.path("pair").path("consistent");
      if (consistent.isBoolean()) {
        turned.add(result, !consistent.booleanValue());
      }
    } else {
      unscored++;
    }
    panel(members);
  }

  private void model(JsonNode judge) {
    text(models, judge.path("model"));
    JsonNode named = judge.path("model_answered");
    text(answered, named);
    named.forEach(each -> text(answered, each));
  }

  private static void text(Set<String> texts, JsonNode node) {
    if (node.isString() && texts.size() < MOST_MODELS) {
      texts.add(node.stringValue());
    }
  }

  private void stability(ExampleResult result, JsonNode evidence, JsonNode members) {
    boolean known = false;
    boolean all = true;
    List<JsonNode> judges = new ArrayList<>(List.of(evidence.path("judge")));
    members.forEach(member -> judges.add(member.path("judge")));
    for (JsonNode judge : judges) {
      JsonNode stable = judge.path("stable");
      if (stable.isBoolean()) {
        known = true;
        all &= stable.booleanValue();
      }
    }
    if (known) {
      unstable.add(result, !all);
    }
  }

  private void length(ExampleResult result, double value) {
    String output = result.interaction().output();
    if (output != null) {
      double[] sums = byExample.computeIfAbsent(result.example().id(), id -> new double[3]);
      sums[0] += value;
      sums[1] += output.length();
      sums[2]++;
    }
  }

  private void panel(JsonNode members) {
    Map<String, Double> grades = new LinkedHashMap<>();
    for (JsonNode member : members) {
      JsonNode value = member.path("value");
      if (member.path("name").isString()
          && value.isNumber()
          && Double.isFinite(value.doubleValue())) {
        grades.put(member.path("name").stringValue(), value.doubleValue());
      }
    }
    if (grades.size() > 1) {
      panels.add(grades);
    }
  }

  JudgeSummary summary(Set<ModelFamily> targets) {
    Set<ModelFamily> same = new LinkedHashSet<>();
    for (Set<String> names : List.of(models, answered)) {
      names.forEach(model -> ModelFamily.of(model).filter(targets::contains).ifPresent(same::add));
    }
    return new JudgeSummary(
        name,
        scored,
        unscored,
        List.copyOf(models),
        List.copyOf(answered),
        unstable.share(),
        turned.share(),
        alpha(),
        panels.size(),
        lengthBias(),
        List.copyOf(same),
        usage);
  }

  private @Nullable Estimate alpha() {
    Set<String> names = new LinkedHashSet<>();
    panels.forEach(panel -> names.addAll(panel.keySet()));
    if (names.size() < 2) {
      return null;
    }
    KrippendorffAlpha alpha =
        KrippendorffAlpha.withDefaults().with(KrippendorffAlpha.Metric.INTERVAL);
    return Bootstrap.withDefaults()
        .withResamples(panels.size() > MANY_ITEMS ? FEW_RESAMPLES : RESAMPLES)
        .of(panels.size(), items -> alpha.of(ratings(names, items)).orElse(Double.NaN))
        .orElse(null);
  }

  private double[][] ratings(Set<String> names, int[] items) {
    double[][] ratings = new double[names.size()][items.length];
    int rater = 0;
    for (String member : names) {
      for (int item = 0; item < items.length; item++) {
        Double grade = panels.get(items[item]).get(member);
        ratings[rater][item] = grade == null ? Double.NaN : grade;
      }
      rater++;
    }
    return ratings;
  }

  private @Nullable Estimate lengthBias() {
    double[] values = byExample.values().stream().mapToDouble(s -> s[0] / s[2]).toArray();
    double[] lengths = byExample.values().stream().mapToDouble(s -> s[1] / s[2]).toArray();
    return Correlation.withDefaults()
        .with(Correlation.Coefficient.SPEARMAN)
        .of(values, lengths)
        .orElse(null);
  }
}
