package dev.assay.core.dataset.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.CpuTime;
import dev.assay.core.dataset.Approval;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.DatasetWriter;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.Review;
import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetLintTest {

  private static final List<Review> TWO =
      List.of(new Review("A", "2026-01-01", null), new Review("B", "2026-01-01", null));

  @TempDir private Path folder;

  @Test
  void check_sizesOutsideGuidance_areReported() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      examples.add(example("g" + i, Partition.GOLDEN, unique(i)).build());
    }
    assertThat(messages(LintRule.PARTITION_SIZE, examples))
        .satisfiesExactly(
            m -> assertThat(m).contains("golden has 201 examples (guidance: 50 to 200)"),
            m -> assertThat(m).contains("distribution has 0 examples (guidance: 500 to 5000)"));
    assertThat(messages(LintRule.PARTITION_SIZE, examples.subList(0, 50))).hasSize(1);
  }

  @Test
  void check_sameInputButForCaseAndSpace_isADuplicate() {
    assertThat(
            findings(
                LintRule.DUPLICATE,
                example("a", Partition.GOLDEN, "How  much is it?").build(),
                example("b", Partition.GOLDEN, "other").build(),
                example("c", Partition.GOLDEN, " how much IS it?\n").build()))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.exampleIds()).containsExactly("a", "c");
              assertThat(f.reason()).isEqualTo("the same input within golden");
            });
  }

  @Test
  void check_sameQuestionInDifferentSettings_isNoDuplicate() {
    assertThat(
            findings(
                LintRule.DUPLICATE,
                example("a", Partition.GOLDEN, "q")
                    .input(Json.object().put("question", "q").put("lang", "en"))
                    .build(),
                example("b", Partition.GOLDEN, "q")
                    .input(Json.object().put("question", "q").put("lang", "de"))
                    .build()))
        .isEmpty();
  }

  @Test
  void check_sameInputOtherExpectation_isAConflict() {
    assertThat(
            findings(
                LintRule.CONFLICTING_EXPECTATIONS,
                example("a", Partition.GOLDEN, "q").expected("yes").build(),
                example("b", Partition.DISTRIBUTION, "q").expected("no").build()))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.ERROR));
  }

  @Test
  void check_nearlySameInput_isReportedWithinAndAcrossPartitions() {
    Example a =
        example("a", Partition.GOLDEN, "How do I cancel my subscription before it renews?").build();
    Example b =
        example("b", Partition.GOLDEN, "How do I cancel my subscription before it renews, please?")
            .build();
    assertThat(findings(LintRule.NEAR_DUPLICATE, a, b))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.exampleIds()).containsExactly("a", "b");
              assertThat(f.reason())
                  .matches("nearly the same input \\(0\\.8\\d alike\\) within golden");
            });
    Example leaked = b.toBuilder().partition(Partition.DISTRIBUTION).build();
    assertThat(findings(LintRule.PARTITION_LEAK, a, leaked))
        .singleElement()
        .satisfies(f -> assertThat(f.reason()).endsWith("in golden and distribution"));
    Example generated = b.toBuilder().metadata(Json.object().put("mutation", "typos")).build();
    assertThat(findings(LintRule.NEAR_DUPLICATE, a, generated)).isEmpty();
  }

  @Test
  void check_fiveThousandExamples_findsEveryPlantedNearDuplicate() {
    SplittableRandom random = new SplittableRandom(7);
    List<Example> examples = new ArrayList<>();
    Set<Set<String>> planted = new HashSet<>();
    for (int i = 0; i < 5000; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < 30; w++) {
        text.append("w").append(random.nextInt(3000)).append(' ');
      }
      examples.add(example("d" + i, Partition.DISTRIBUTION, text.toString()).build());
      if (i % 50 == 0) {
        String changed = text.toString().replaceFirst("\\S+ ", "changed ");
        examples.add(example("n" + i, Partition.DISTRIBUTION, changed).build());
        planted.add(Set.of("d" + i, "n" + i));
      }
    }
    long start = CpuTime.nanos();
    List<Finding> findings = findings(LintRule.NEAR_DUPLICATE, examples.toArray(new Example[0]));
    long millis = (CpuTime.nanos() - start) / 1_000_000;
    assertThat(findings.stream().map(f -> Set.copyOf(f.exampleIds())))
        .containsExactlyInAnyOrderElementsOf(planted);
    // Comparing all pairs would take far longer; the bound leaves room for a busy machine.
    assertThat(millis).isLessThan(15_000);
  }

  @Test
  void check_alikeTemplates_staysFastAndDeterministic() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      examples.add(
          example(
                  "d" + i,
                  Partition.DISTRIBUTION,
                  "What would it cost a team of our size to use plan number " + i + " each month?")
              .build());
    }
    List<Finding> once = DatasetLint.withDefaults().check(dataset(examples));
    assertThat(DatasetLint.withDefaults().check(dataset(examples))).isEqualTo(once);
    assertThat(once).anySatisfy(f -> assertThat(f.rule()).isEqualTo(LintRule.NEAR_DUPLICATE));
  }

  @Test
  void check_missingExpectationsAndReviews_nameTheExamples() {
    Example reviewed = example("ok", Partition.GOLDEN, "one").expected("a").reviews(TWO).build();
    Example bare = example("bare", Partition.GOLDEN, "two").build();
    Example past = example("past", Partition.REGRESSION, "three").build();
    assertThat(findings(LintRule.MISSING_EXPECTATION, reviewed, bare, past))
        .extracting(Finding::exampleIds)
        .containsExactly(List.of("bare"), List.of("past"));
    assertThat(findings(LintRule.MISSING_REVIEW, reviewed, bare, past))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.severity()).isEqualTo(Severity.ERROR);
              assertThat(f.exampleIds()).containsExactly("bare");
            });
  }

  @Test
  void check_regressionWithoutCauseOrLink_isReported() {
    Example good =
        example("good", Partition.REGRESSION, "one")
            .metadata(Json.object().put("root_cause", "stale page"))
            .provenance(Json.object().put("issue", 4711))
            .build();
    Example linkOnly =
        example("link", Partition.REGRESSION, "two")
            .provenance(Json.array().add("https://example.org/trace/1").get(0))
            .build();
    Example causeOnly =
        example("cause", Partition.REGRESSION, "three")
            .metadata(Json.object().put("root_cause", "x"))
            .provenance(Json.object().put("note", "by hand"))
            .build();
    assertThat(findings(LintRule.ROOT_CAUSE, good, linkOnly, causeOnly))
        .extracting(Finding::exampleIds)
        .containsExactly(List.of("link"), List.of("cause"));
  }

  @Test
  void check_alwaysPassed_isTooEasy() {
    List<Example> examples =
        List.of(
            example("easy", Partition.GOLDEN, "one").build(),
            example("once", Partition.GOLDEN, "two").build(),
            example("hard", Partition.GOLDEN, "three").build());
    DatasetLint lint =
        DatasetLint.withDefaults()
            .withHistory(
                Map.of(
                    "easy", new PassHistory(12, 12),
                    "once", new PassHistory(1, 1),
                    "hard", new PassHistory(11, 12)));
    assertThat(lint.check(dataset(examples)))
        .filteredOn(f -> f.rule() == LintRule.TOO_EASY)
        .singleElement()
        .satisfies(f -> assertThat(f.exampleIds()).containsExactly("easy"));
    assertThatThrownBy(() -> new PassHistory(2, 1)).hasMessageContaining("passed: 2");
  }

  @Test
  void check_adversarialCategories_comeFromMetadataOrTags() {
    List<Example> examples = new ArrayList<>();
    for (String tag :
        List.of("Very Long", "prompt_injection", "competitor", "unicode", "formatting")) {
      examples.add(
          example(tag, Partition.ADVERSARIAL, unique(tag.hashCode())).tags(List.of(tag)).build());
    }
    examples.add(
        example("e", Partition.ADVERSARIAL, "")
            .metadata(Json.object().put("category", "empty"))
            .build());
    assertThat(messages(LintRule.ADVERSARIAL_COVERAGE, examples))
        .singleElement()
        .satisfies(
            m -> assertThat(m).contains("no adversarial example of other-language, out-of-scope;"));
    assertThat(messages(LintRule.ADVERSARIAL_COVERAGE, List.of()))
        .singleElement()
        .satisfies(m -> assertThat(m).contains("there is no adversarial example"));
  }

  @Test
  void check_wordsOfAnExampleInAPrompt_areContamination() {
    Example copied =
        example("copied", Partition.GOLDEN, "Can I get my money back after the trial has ended?")
            .expected("Yes, within 30 days of the first payment.")
            .build();
    Example partly =
        example(
                "partly",
                Partition.GOLDEN,
                "My colleague asks whether she can get her money back after the trial has ended and"
                    + " whom in our billing team she should write to about it in that case")
            .build();
    Example clean =
        example("clean", Partition.GOLDEN, "Which plan includes single sign-on for my team?")
            .expected("Business")
            .build();
    PromptSource prompt =
        new PromptSource(
            "few-shot.txt",
            "You help. Example:\nQ: CAN I GET MY MONEY BACK,\n after the trial has ended?\n"
                + "Do not ask: can she get her money back after the trial has ended. Business rules.");
    List<Finding> findings =
        DatasetLint.withDefaults()
            .withPrompts(List.of(prompt))
            .check(dataset(List.of(copied, partly, clean)))
            .stream()
            .filter(f -> f.rule() == LintRule.CONTAMINATION)
            .toList();
    assertThat(findings)
        .extracting(Finding::exampleIds)
        .containsExactly(List.of("copied"), List.of("partly"));
    assertThat(findings)
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR, Severity.WARNING);
    assertThat(findings.get(0).reason())
        .isEqualTo(
            "100% of the input stands in few-shot.txt:"
                + " \"can i get my money back after the trial has ended\"");
  }

  @Test
  void check_answerInAPrompt_isContamination() {
    Example example =
        example("a", Partition.GOLDEN, "Refunds?").expected("within thirty days only").build();
    assertThat(
            DatasetLint.withDefaults()
                .withPrompts(List.of(new PromptSource("p", "Refunds: within thirty days only!")))
                .check(dataset(List.of(example))))
        .anySatisfy(
            f ->
                assertThat(f.reason())
                    .isEqualTo(
                        "100% of the expected output stands in p: \"within thirty days only\""));
  }

  @Test
  void check_lockState_isReported() throws IOException {
    Path file = folder.resolve("d.jsonl");
    Example golden = example("g", Partition.GOLDEN, "q").expected("a").reviews(TWO).build();
    LoadedDataset loaded = write(file, golden);
    assertThat(lockFindings(loaded))
        .singleElement()
        .satisfies(f -> assertThat(f.fix()).isEqualTo("run assay dataset approve"));
    GoldenLock.approve(loaded, new Approval("C", "2026-01-01", null));
    assertThat(lockFindings(loaded)).isEmpty();
    LoadedDataset changed = write(file, golden.toBuilder().expected("b").build());
    assertThat(lockFindings(changed))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.exampleIds()).containsExactly("g");
              assertThat(f.reason()).contains("changed since the golden set was approved");
            });
    Files.writeString(folder.resolve("dataset.lock"), "nonsense");
    assertThat(lockFindings(changed))
        .singleElement()
        .satisfies(f -> assertThat(f.fix()).contains("restore it from version control"));
  }

  @Test
  void check_verySimilarMistakes_areSummedUp() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      examples.add(example("a" + i, Partition.GOLDEN, unique(i)).build());
      examples.add(example("b" + i, Partition.GOLDEN, unique(i)).build());
    }
    List<Finding> findings = findings(LintRule.DUPLICATE, examples.toArray(new Example[0]));
    assertThat(findings).hasSize(101);
    assertThat(findings.get(100).reason()).isEqualTo("50 more findings like these");
    assertThat(findings.get(100).exampleIds()).hasSize(100);
  }

  @Test
  void finding_asJson_hasEveryPart() {
    Finding finding =
        new Finding(LintRule.NEAR_DUPLICATE, Severity.WARNING, List.of("a"), "why", "how");
    assertThat(Json.write(finding.toJson()))
        .isEqualTo(
            "{\"rule\":\"near-duplicate\",\"severity\":\"warning\",\"example_ids\":[\"a\"],"
                + "\"reason\":\"why\",\"fix\":\"how\"}");
    assertThat(finding.message()).isEqualTo("warning near-duplicate: why: a; how");
  }

  private static List<Finding> lockFindings(LoadedDataset loaded) {
    return DatasetLint.withDefaults().check(loaded).stream()
        .filter(f -> f.rule() == LintRule.GOLDEN_LOCK)
        .toList();
  }

  private static LoadedDataset write(Path file, Example... examples) {
    DatasetWriter.write(dataset(Arrays.asList(examples)), file);
    return DatasetReader.read(file);
  }

  private static List<Finding> findings(LintRule rule, Example... examples) {
    return DatasetLint.withDefaults().check(dataset(Arrays.asList(examples))).stream()
        .filter(f -> f.rule() == rule)
        .toList();
  }

  private static List<String> messages(LintRule rule, List<Example> examples) {
    return findings(rule, examples.toArray(new Example[0])).stream().map(Finding::message).toList();
  }

  private static Example.Builder example(String id, Partition partition, String input) {
    return Example.builder(id, partition, input);
  }

  private static String unique(int i) {
    return "x" + i + " y" + i + " z" + i;
  }

  private static Dataset dataset(List<Example> examples) {
    return new Dataset("d", null, examples);
  }
}
