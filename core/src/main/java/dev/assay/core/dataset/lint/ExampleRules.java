package dev.assay.core.dataset.lint;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What every partition needs: its size, expectations, and the cause of each regression. */
final class ExampleRules {

  /** The keys of {@code provenance} that link a regression example to what failed. */
  static final List<String> LINKS = List.of("run", "trace", "issue", "url", "failure");

  private ExampleRules() {}

  static List<Finding> sizes(List<Example> examples) {
    List<Finding> findings = new ArrayList<>();
    for (Partition partition : Partition.values()) {
      SizeGuidance.of(partition).ifPresent(size -> size(examples, partition, size, findings));
    }
    return findings;
  }

  private static void size(
      List<Example> examples, Partition partition, SizeGuidance size, List<Finding> findings) {
    int least = size.least();
    int most = size.most();
    long n = examples.stream().filter(e -> e.partition() == partition).count();
    if (n >= least && n <= most) {
      return;
    }
    findings.add(
        new Finding(
            LintRule.PARTITION_SIZE,
            Severity.WARNING,
            List.of(),
            partition.key() + " has " + n + " examples (guidance: " + least + " to " + most + ")",
            n < least
                ? "add examples: with fewer, a rate says little and what is rare is missed"
                : "keep those that tell most: more cost time and review and hardly say more"));
  }

  static List<Finding> expectations(List<Example> examples) {
    List<Finding> findings = new ArrayList<>();
    for (Partition partition : List.of(Partition.GOLDEN, Partition.REGRESSION)) {
      List<String> ids = ids(examples, e -> e.partition() == partition && e.references().isEmpty());
      if (!ids.isEmpty()) {
        findings.add(
            new Finding(
                LintRule.MISSING_EXPECTATION,
                Severity.WARNING,
                ids,
                ids.size() + " " + partition.key() + " examples have no expected_output",
                "write the answer that experts agree on: evaluators that need one leave these"
                    + " unscored"));
      }
    }
    return findings;
  }

  static List<Finding> rootCauses(List<Example> examples) {
    List<Example> regression =
        examples.stream().filter(e -> e.partition() == Partition.REGRESSION).toList();
    List<Finding> findings = new ArrayList<>();
    List<String> causeless = ids(regression, e -> !says(e.metadata().get("root_cause")));
    if (!causeless.isEmpty()) {
      findings.add(
          new Finding(
              LintRule.ROOT_CAUSE,
              Severity.ERROR,
              causeless,
              causeless.size() + " regression examples do not say why it failed",
              "write the root cause to metadata.root_cause"));
    }
    List<String> unlinked = ids(regression, e -> !linked(e));
    if (!unlinked.isEmpty()) {
      findings.add(
          new Finding(
              LintRule.ROOT_CAUSE,
              Severity.ERROR,
              unlinked,
              unlinked.size() + " regression examples do not link to what failed",
              "name it in provenance: one of " + String.join(", ", LINKS)));
    }
    return findings;
  }

  private static boolean linked(Example example) {
    JsonNode provenance = example.provenance();
    return says(example.metadata().get("failure"))
        || (provenance != null
            && (says(provenance) || LINKS.stream().anyMatch(key -> says(provenance.get(key)))));
  }

  private static boolean says(@Nullable JsonNode value) {
    return value != null
        && (value.isNumber() || (value.isString() && !value.stringValue().isBlank()));
  }

  private static List<String> ids(List<Example> examples, Predicate<Example> which) {
    return examples.stream().filter(which).map(Example::id).toList();
  }
}
