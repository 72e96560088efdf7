package dev.assay.core.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void message_everyPart_isOnOneLine() {
    Problem problem =
        Problem.of("rate", 1.7, "0 <= rate <= 1")
            .at(new Location("suite.yaml", 3, 9))
            .next("did you mean 0.7?");
    assertThat(problem.message())
        .isEqualTo("suite.yaml:3:9: rate: 1.7 (expected: 0 <= rate <= 1); did you mean 0.7?");
  }

  @Test
  void message_fewParts_leavesOutTheRest() {
    assertThat(Problem.of("examples", null, "at least one").message())
        .isEqualTo("examples (expected: at least one)");
  }

  @Test
  void value_hostileOrHuge_isBoundedAndPrintable() {
    Problem problem = Problem.of("x", "a\u001b[31m\n\u202e\ud800" + "z".repeat(1000), "less");
    assertThat(problem.value())
        .hasSize(201)
        .startsWith("a\ufffd[31m\ufffd\ufffd\ufffdzz")
        .endsWith("z…");
  }

  @Test
  void location_unknownParts_areLeftOut() {
    assertThat(Location.ofFile("f")).hasToString("f");
    assertThat(Location.ofLine("f", 2)).hasToString("f:2");
    assertThat(new Location("f", -1, -1)).isEqualTo(Location.ofFile("f"));
  }

  @Test
  void exception_severalProblems_saysAll() {
    InvalidInputException exception =
        new InvalidInputException(List.of(Problem.of("a", 1, "2"), Problem.of("b", 3, "4")));
    assertThat(exception).hasMessage("a: 1 (expected: 2)\nb: 3 (expected: 4)");
    assertThat(exception.problems()).hasSize(2);
    assertThatThrownBy(() -> new InvalidInputException(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
