package dev.assay.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> NAMES =
      List.of("id", "partition", "input", "expected_output", "tags");

  @ParameterizedTest
  @CsvSource({
    "imput, input",
    "INPUT, input",
    "inptu, input",
    "expectd_ouptut, expected_output",
    "partitions, partition",
    "tag, tags",
    "ID, id",
    "di, id",
  })
  void to_slip_findsWhatWasMeant(String name, String meant) {
    assertThat(Nearest.to(name, NAMES)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"question", "x", "output", "''"})
  void to_somethingElse_findsNothing(String name) {
    assertThat(Nearest.to(name, List.of("partition", "expected_output"))).isEmpty();
  }

  @Test
  void to_tie_takesTheFirst() {
    assertThat(Nearest.to("cat", List.of("car", "bat"))).contains("car");
  }

  @Test
  void to_noCandidates_findsNothing() {
    assertThat(Nearest.to("a", List.of())).isEmpty();
  }

  @Test
  void advice_offersTheNearestOrAll() {
    assertThat(Nearest.advice("imput", NAMES)).isEqualTo("did you mean input?");
    assertThat(Nearest.advice("whatever_else", List.of("id", "tags"))).isEqualTo("known: id, tags");
  }
}
