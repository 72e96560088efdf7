package dev.assay.monitor.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.interaction.Message;
import dev.assay.core.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlagPatternsTest {

  private static final String ID = "c".repeat(32);

  @Test
  void flags_inAnswerOrQuestion_areRaised() {
    FlagPatterns patterns = FlagPatterns.of(Map.of("card", "\\b\\d{16}\\b", "sorry", "i am sorry"));
    assertThat(patterns.flags(Traces.of(ID, "f", Traces.NOON))).isEmpty();
    assertThat(
            patterns.flags(
                Traces.of(
                    ID,
                    "f",
                    Traces.NOON,
                    b ->
                        b.input(List.of(Message.user("my card 1234567812345678")))
                            .output("I am sorry to hear that"))))
        .containsExactly("card", "sorry");
  }

  @Test
  void flags_patternThatRunsAway_isGivenUpAndCounted() {
    FlagPatterns patterns = FlagPatterns.of(Map.of("bad", "(a+)+b"));
    String text = "a".repeat(10_000_000);
    assertThat(patterns.flags(Traces.of(ID, "f", Traces.NOON, b -> b.output(text)))).isEmpty();
    assertThat(patterns.givenUp()).isEqualTo(1);
  }

  @Test
  void of_noPattern_isRefused() {
    assertThatThrownBy(() -> FlagPatterns.of(Map.of("bad", "(")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("pattern of bad: ( (expected: a Java regular expression)");
  }
}
