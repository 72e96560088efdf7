package dev.assay.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetSplitTest {

  private static final DatasetSplit SPLIT = DatasetSplit.parse("train=0.8, test=0.2");

  @Test
  void split_manyExamples_meetsTheSharesInEveryStratum() {
    DatasetSplit.Result result = SPLIT.split(dataset(5000));
    assertThat(result.parts()).containsOnlyKeys("train", "test");
    assertThat(result.parts().get("train").name()).isEqualTo("d-train");
    assertThat(
            result.parts().get("train").examples().size()
                + result.parts().get("test").examples().size())
        .isEqualTo(5000);
    // Each stratum of 500 or more: 4 standard deviations of a share of 0.2.
    result
        .strata()
        .forEach(
            (stratum, counts) -> {
              int n = counts.get("train") + counts.get("test");
              assertThat(counts.get("test") / (double) n)
                  .as(stratum)
                  .isBetween(0.2 - 1.6 / Math.sqrt(n), 0.2 + 1.6 / Math.sqrt(n));
            });
    assertThat(result.strata()).containsKeys("golden", "golden/t1", "distribution/t0");
  }

  @Test
  void split_moreExamplesInAnotherOrder_movesNone() {
    Set<Example> test = new HashSet<>(SPLIT.split(dataset(300)).parts().get("test").examples());
    List<Example> more = new ArrayList<>(dataset(900).examples());
    Collections.reverse(more);
    List<Example> now = SPLIT.split(new Dataset("d", null, more)).parts().get("test").examples();
    Set<Example> old = new HashSet<>(dataset(300).examples());
    assertThat(now.stream().filter(old::contains)).containsExactlyInAnyOrderElementsOf(test);
  }

  @Test
  void split_otherSeed_splitsOtherwise() {
    Dataset dataset = dataset(300);
    assertThat(SPLIT.withSeed(1).split(dataset).parts().get("test"))
        .isNotEqualTo(SPLIT.withSeed(2).split(dataset).parts().get("test"));
  }

  @Test
  void share_ofGeneratedExample_isThatOfItsSource() {
    for (Example example : dataset(50).examples()) {
      Example generated =
          Example.builder(example.id() + "~typos", Partition.ADVERSARIAL, "q")
              .metadata(Json.object().put("mutation", "typos"))
              .provenance(Json.object().put("source", example.id()))
              .build();
      assertThat(SPLIT.share(generated)).isEqualTo(SPLIT.share(example));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "train=1",
        "train=0.8,test",
        "train=0.8,test=0.3",
        "train=x,test=0.2",
        "a=-0.5,b=1.5",
        "../a=0.5,b=0.5",
        "a=0.5,a=0.5",
        "a=NaN,b=1",
        "a=0.5=3,b=0.5"
      })
  void parse_mistakenShares_areRefused(String text) {
    assertThatThrownBy(() -> DatasetSplit.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("share");
  }

  private static Dataset dataset(int n) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Partition partition = i % 3 == 0 ? Partition.GOLDEN : Partition.DISTRIBUTION;
      examples.add(Example.builder("e" + i, partition, "q" + i).tags(List.of("t" + i % 2)).build());
    }
    return new Dataset("d", null, examples);
  }
}
