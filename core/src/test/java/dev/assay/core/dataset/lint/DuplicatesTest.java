package dev.assay.core.dataset.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesTest {

  private static Example example(String id, String input) {
    return Example.builder(id, Partition.GOLDEN, input).build();
  }

  private final Duplicates duplicates =
      new Duplicates(
          List.of(
              example("a", "Can I return a used blender after two weeks?"),
              example("b", "Can I return a used blender after three weeks?"),
              example("c", "Where is my invoice?")),
          0.5);

  @Test
  void of_sameAndNearlySame_areGivenMostAlikeFirst() {
    List<Duplicates.Duplicate> found =
        duplicates.of(example("n", "can I return a  used blender after two weeks?"));
    assertThat(found).extracting(d -> d.example().id()).containsExactly("a", "b");
    assertThat(found.get(0).similarity()).isEqualTo(1);
    assertThat(found.get(1).similarity()).isBetween(0.5, 0.9);
  }

  @Test
  void of_itselfOrAnother_isNone() {
    assertThat(duplicates.of(example("c", "Where is my invoice?"))).isEmpty();
    assertThat(duplicates.of(example("n", "🎉"))).isEmpty();
  }

  @Test
  void new_similarityOutOfRange_isRefused() {
    assertThatThrownBy(() -> new Duplicates(List.of(), 0)).hasMessageContaining("expected:");
  }
}
