package dev.assay.core.dataset.lint;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.InteractionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds categories of adversarial input without an example. */
final class CoverageRule {

  /** The categories, and how else people name them. */
  private static final Map<String, List<String>> ALIASES =
      Map.of(
          "empty", List.of("empty-input", "blank"),
          "very-long", List.of("long", "long-input"),
          "other-language", List.of("language", "foreign-language", "multilingual"),
          "injection", List.of("prompt-injection", "injections", "jailbreak"),
          "competitor", List.of("competitors", "competitor-mention"),
          "out-of-scope", List.of("off-topic", "oos", "scope"),
          "unicode", List.of("special-characters"),
          "formatting", List.of("format"));

  private static final List<String> CATEGORIES =
      List.of(
          "empty",
          "very-long",
          "other-language",
          "injection",
          "competitor",
          "out-of-scope",
          "unicode",
          "formatting");

  List<Finding> check(List<Example> examples) {
    List<Example> adversarial =
        examples.stream().filter(e -> e.partition() == Partition.ADVERSARIAL).toList();
    Set<String> seen = new TreeSet<>();
    for (Example example : adversarial) {
      String category = InteractionJson.text(example.metadata().get("category"));
      Stream.concat(Stream.ofNullable(category), example.tags().stream())
          .map(CoverageRule::category)
          .forEach(seen::add);
    }
    List<String> missing = new ArrayList<>(CATEGORIES);
    missing.removeAll(seen);
    if (missing.isEmpty()) {
      return List.of();
    }
    String what =
        adversarial.isEmpty()
            ? "there is no adversarial example: nothing is known about "
            : "no adversarial example of ";
    return List.of(
        new Finding(
            LintRule.ADVERSARIAL_COVERAGE,
            Severity.WARNING,
            List.of(),
            what + String.join(", ", missing),
            "write some, or run assay dataset generate; metadata.category or a tag names the"
                + " category"));
  }

  private static String category(String label) {
    String key = label.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
    for (Map.Entry<String, List<String>> names : ALIASES.entrySet()) {
      if (names.getValue().contains(key)) {
        return names.getKey();
      }
    }
    return key;
  }
}
