package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetDiffTest {

  @Test
  void of_addedRemovedChangedAndMoved_namesEachWithItsFields() {
    Example same = example("same", "q").tags(List.of("t")).build();
    Dataset before = dataset(same, example("changed", "q").build(), example("gone", "q").build());
    Dataset after =
        dataset(
            example("new", "q").partition(Partition.ADVERSARIAL).build(),
            example("changed", "q2").partition(Partition.GOLDEN).expected("a").build(),
            same);
    DatasetDiff diff = DatasetDiff.of(before, after);
    assertThat(diff.unchanged()).isEqualTo(1);
    assertThat(diff.changes())
        .containsExactly(
            new DatasetDiff.Change(
                DatasetDiff.Kind.ADDED, "new", Partition.ADVERSARIAL, null, List.of()),
            new DatasetDiff.Change(
                DatasetDiff.Kind.CHANGED,
                "changed",
                Partition.GOLDEN,
                Partition.DISTRIBUTION,
                List.of("partition", "input", "expected_output")),
            new DatasetDiff.Change(
                DatasetDiff.Kind.REMOVED, "gone", Partition.DISTRIBUTION, null, List.of()));
    assertThat(diff.count(DatasetDiff.Kind.ADDED)).containsEntry(Partition.ADVERSARIAL, 1L);
    assertThat(Json.write(diff.toJson().get("partitions")))
        .isEqualTo(
            "{\"golden\":{\"added\":0,\"removed\":0,\"changed\":1},"
                + "\"adversarial\":{\"added\":1,\"removed\":0,\"changed\":0},"
                + "\"distribution\":{\"added\":0,\"removed\":1,\"changed\":0}}");
  }

  @Test
  void of_sameMeaningWrittenOtherwise_isEmpty() {
    Example one = example("a", "q").input(Json.parse("{\"x\": 1.0, \"y\": [2]}", "x", 1)).build();
    Example two = example("a", "q").input(Json.parse("{\"y\": [2.00], \"x\": 1}", "x", 1)).build();
    DatasetDiff diff = DatasetDiff.of(dataset(one), dataset(two));
    assertThat(diff.isEmpty()).isTrue();
    assertThat(diff.before()).isEqualTo(diff.after());
  }

  private static Example.Builder example(String id, String input) {
    return Example.builder(id, Partition.DISTRIBUTION, input);
  }

  private static Dataset dataset(Example... examples) {
    return new Dataset("d", null, List.of(examples));
  }
}
