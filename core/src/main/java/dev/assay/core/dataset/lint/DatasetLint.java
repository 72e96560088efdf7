package dev.assay.core.dataset.lint;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.LoadedDataset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Checks a dataset as a measure of an application.
 *
 * <p>Rules: see {@link LintRule}. By default two inputs are near duplicates if the words and pairs
 * of neighbouring words of one are, as sets, 0.75 alike (Jaccard) to those of the other; examples
 * that carry {@code metadata.mutation} are left out of that, being like their source on purpose.
 * Deterministic: the same dataset gives the same findings in the same order, that of the rules.
 *
 * @since 0.1
 */
public final class DatasetLint {

  private static final int MOST_PER_RULE = 100;

  private static final DatasetLint DEFAULT = new DatasetLint(List.of(), Map.of(), 0.75);

  private final List<PromptSource> prompts;
  private final Map<String, PassHistory> history;
  private final double similarity;

  private DatasetLint(
      List<PromptSource> prompts, Map<String, PassHistory> history, double similarity) {
    this.prompts = List.copyOf(prompts);
    this.history = Map.copyOf(history);
    this.similarity = similarity;
  }

  /** No prompts, no history, near duplicates from a similarity of 0.75. */
  public static DatasetLint withDefaults() {
    return DEFAULT;
  }

  /** Looks for examples in these prompts and few-shot examples. */
  public DatasetLint withPrompts(List<PromptSource> prompts) {
    return new DatasetLint(prompts, history, similarity);
  }

  /** Looks for golden examples that are too easy, by how examples fared before, by id. */
  public DatasetLint withHistory(Map<String, PassHistory> history) {
    return new DatasetLint(prompts, history, similarity);
  }

  /**
   * Takes inputs for near duplicates from this similarity on.
   *
   * @throws IllegalArgumentException unless {@code 0 < similarity <= 1}
   */
  public DatasetLint withNearDuplicateSimilarity(double similarity) {
    if (!(similarity > 0 && similarity <= 1)) {
      throw new IllegalArgumentException(
          "similarity: " + similarity + " (expected: 0 < similarity <= 1)");
    }
    return new DatasetLint(prompts, history, similarity);
  }

  /** Checks a dataset that was read from files, and the lock beside them. */
  public List<Finding> check(LoadedDataset loaded) {
    return check(loaded.dataset().examples(), GoldenRules.lock(loaded));
  }

  /** Checks a dataset without a file, and so without a lock. */
  public List<Finding> check(Dataset dataset) {
    return check(dataset.examples(), List.of());
  }

  private List<Finding> check(List<Example> examples, List<Finding> lock) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(ExampleRules.sizes(examples));
    findings.addAll(new DuplicateRule(similarity).check(examples));
    findings.addAll(ExampleRules.expectations(examples));
    findings.addAll(GoldenRules.reviews(examples));
    findings.addAll(lock);
    findings.addAll(ExampleRules.rootCauses(examples));
    findings.addAll(GoldenRules.tooEasy(examples, history));
    findings.addAll(new CoverageRule().check(examples));
    findings.addAll(new ContaminationRule(prompts).check(examples));
    return inOrder(findings);
  }

  // By rule, and of each no more than people read; the last says how many there would be.
  private static List<Finding> inOrder(List<Finding> findings) {
    Map<LintRule, List<Finding>> byRule = new EnumMap<>(LintRule.class);
    for (Finding finding : findings) {
      byRule.computeIfAbsent(finding.rule(), rule -> new ArrayList<>()).add(finding);
    }
    List<Finding> ordered = new ArrayList<>();
    for (List<Finding> list : byRule.values()) {
      ordered.addAll(list.subList(0, Math.min(MOST_PER_RULE, list.size())));
      if (list.size() > MOST_PER_RULE) {
        List<Finding> rest = list.subList(MOST_PER_RULE, list.size());
        ordered.add(
            new Finding(
                rest.get(0).rule(),
                rest.stream().map(Finding::severity).min(Severity::compareTo).orElseThrow(),
                rest.stream().flatMap(f -> f.exampleIds().stream()).distinct().toList(),
                rest.size() + " more findings like these",
                rest.get(0).fix()));
      }
    }
    return ordered;
  }
}
