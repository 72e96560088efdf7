package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetStatsTest {

  @Test
  void of_someExamples_countsAndMeasuresThem() {
    List<Example> examples = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      examples.add(
          Example.builder("d" + i, Partition.DISTRIBUTION, "word ".repeat(i))
              .tags(i % 2 == 0 ? List.of("even", "even") : List.of())
              .build());
    }
    examples.add(
        Example.builder("g", Partition.GOLDEN, "")
            .expectedOutput(Json.array().add("one two").add("one"))
            .createdAt("2026-03-01")
            .metadata(Json.object().put("category", "empty"))
            .reviews(
                List.of(new Review("A", "2026-01-01", null), new Review("B", "2026-01-01", null)))
            .build());
    examples.add(
        Example.builder("h", Partition.GOLDEN, " x ").createdAt("2026-02-28T23:00:00Z").build());
    DatasetStats stats = DatasetStats.of(new Dataset("d", "qa", examples));
    assertThat(stats.overall().n()).isEqualTo(22);
    assertThat(stats.partitions()).containsOnlyKeys(Partition.GOLDEN, Partition.DISTRIBUTION);
    DatasetStats.Slice distribution = stats.partitions().get(Partition.DISTRIBUTION);
    assertThat(distribution.inputWords()).isEqualTo(new DatasetStats.Lengths(1, 10, 19, 20, 10.5));
    assertThat(distribution.expectedWords()).isNull();
    assertThat(distribution.tags()).containsEntry("even", 10);
    DatasetStats.Slice golden = stats.partitions().get(Partition.GOLDEN);
    assertThat(Json.write(golden.toJson()))
        .isEqualTo(
            "{\"n\":2,\"with_expectation\":1,\"with_context\":0,\"reviewed\":1,"
                + "\"input_words\":{\"min\":0,\"p50\":0,\"p95\":1,\"max\":1,\"mean\":0.5},"
                + "\"expected_words\":{\"min\":1,\"p50\":1,\"p95\":2,\"max\":2,\"mean\":1.5},"
                + "\"tags\":{},\"categories\":{\"empty\":1},"
                + "\"oldest\":\"2026-02-28T23:00:00Z\",\"newest\":\"2026-03-01\"}");
    assertThat(stats.toJson().propertyNames())
        .containsExactly("name", "task_type", "content_hash", "overall", "partitions");
  }
}
