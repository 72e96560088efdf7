package dev.assay.core.dataset.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdditionTest {

  @TempDir private Path folder;

  private static Example example(String id, String input) {
    return Example.builder(id, Partition.REGRESSION, input).expected("x").build();
  }

  @Test
  void of_whatIsAskedAlready_isLeftOutUnlessWanted() throws Exception {
    Path file = folder.resolve("d.jsonl");
    List<Example> two =
        List.of(example("a", "Where is my refund?"), example("b", "where is  my refund?"));
    Addition addition = Addition.of(file, two, false);
    assertThat(Files.exists(file)).isFalse();
    assertThat(addition.chosen()).extracting(Example::id).containsExactly("a");
    assertThat(addition.alike())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.example().id() + " " + each.like().id()).isEqualTo("b a");
              assertThat(each.leftOut()).isTrue();
            });
    assertThat(addition.write().added()).isEqualTo(1);
    assertThat(Files.readAllLines(file)).hasSize(1);

    Addition both = Addition.of(file, two, true);
    assertThat(both.chosen()).hasSize(2);
    assertThat(both.alike()).noneMatch(Addition.Alike::leftOut);
    assertThat(both.write().added()).isEqualTo(1);
    assertThat(Addition.of(file, List.of(example("a", "Another?")), false).write().replaced())
        .isEqualTo(1);
  }

  @Test
  void of_fileThatIsNoDataset_isRefusedWithItsLine() throws Exception {
    Path file = folder.resolve("d.jsonl");
    Files.writeString(file, "{\"id\": 1\n");
    assertThatThrownBy(() -> Addition.of(file, List.of(example("a", "Q")), false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("d.jsonl");
  }
}
