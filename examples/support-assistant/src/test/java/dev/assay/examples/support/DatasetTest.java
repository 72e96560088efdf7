package dev.assay.examples.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.GoldenLock;
import dev.assay.core.dataset.LoadedDataset;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.Review;
import dev.assay.core.interaction.Passage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatasetTest {

  private static LoadedDataset loaded;
  private static KnowledgeBase knowledge;

  @BeforeAll
  static void read() {
    loaded = DatasetReader.read(Path.of("dataset.jsonl"));
    knowledge = KnowledgeBase.read(Path.of("knowledge"));
  }

  @Test
  void golden_isReviewedApprovedAndSpreadOverFiveCategories() {
    List<Example> golden = of(Partition.GOLDEN);
    assertThat(golden).hasSizeBetween(50, 200);
    assertThat(golden)
        .allSatisfy(
            e ->
                assertThat(e.reviews().stream().map(Review::by).distinct())
                    .hasSizeGreaterThanOrEqualTo(2));
    assertThat(GoldenLock.check(loaded)).isEmpty();
    Map<String, Long> categories =
        golden.stream()
            .collect(Collectors.groupingBy(e -> text(e, "category"), Collectors.counting()));
    assertThat(categories)
        .hasSize(5)
        .allSatisfy((c, n) -> assertThat(n).isGreaterThanOrEqualTo(10));
    assertThat(golden.stream().map(e -> text(e, "difficulty"))).contains("easy", "medium", "hard");
  }

  @Test
  void regression_hasTenWithRootCauseAndOrigin() {
    assertThat(of(Partition.REGRESSION))
        .hasSize(10)
        .allSatisfy(
            e -> {
              assertThat(text(e, "root_cause")).isNotBlank();
              assertThat(e.provenance()).isNotNull();
              assertThat(e.references()).isNotEmpty();
            });
  }

  @Test
  void adversarial_hasFourtyOverAllCategories() {
    Map<String, Long> categories =
        of(Partition.ADVERSARIAL).stream()
            .collect(Collectors.groupingBy(e -> text(e, "category"), Collectors.counting()));
    assertThat(categories)
        .containsOnlyKeys(
            "empty",
            "very-long",
            "other-language",
            "injection",
            "competitor",
            "out-of-scope",
            "unicode",
            "formatting")
        .allSatisfy((c, n) -> assertThat(n).isGreaterThanOrEqualTo(4));
    assertThat(of(Partition.ADVERSARIAL))
        .hasSize(40)
        .allSatisfy(e -> assertThat(e.metadata().get("must_contain")).isNotEmpty());
  }

  @Test
  void contexts_areSectionsThatExist() {
    Set<String> ids = knowledge.chunks().stream().map(Chunk::id).collect(Collectors.toSet());
    assertThat(
            loaded.dataset().examples().stream()
                .flatMap(e -> e.context().stream())
                .map(Passage::id))
        .isNotEmpty()
        .allSatisfy(id -> assertThat(ids).contains(id));
  }

  @Test
  void factsOfGoldenExamples_standInTheirSections() {
    Map<String, String> sections =
        knowledge.chunks().stream().collect(Collectors.toMap(Chunk::id, Chunk::text));
    for (Example example : of(Partition.GOLDEN)) {
      String text =
          example.context().stream()
              .map(p -> sections.get(p.id()))
              .collect(Collectors.joining(" "));
      example
          .metadata()
          .get("must_contain")
          .forEach(
              fact -> {
                if (!fact.stringValue().equals("No.")) {
                  assertThat(text).as(example.id()).contains(fact.stringValue());
                }
              });
    }
  }

  private static List<Example> of(Partition partition) {
    return loaded.dataset().of(partition);
  }

  private static String text(Example example, String name) {
    return example.metadata().path(name).asString("");
  }
}
