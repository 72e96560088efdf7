package dev.assay.core.evaluator.safety;

import static dev.assay.core.evaluator.EvaluatorHarness.bind;
import static dev.assay.core.evaluator.EvaluatorHarness.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.Score;
import dev.assay.core.json.Json;
import org.junit.jupiter.api.Test;

class SecretsTest {

  // Invented, in the shape of a GitHub token.
  private static final String TOKEN = "ghp_" + "Ab3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6";

  @Test
  void evaluate_key_failsMasked() {
    Score.Scored score = scored("secrets", "Use " + TOKEN + " for it");
    assertThat(score.value()).isZero();
    assertThat(score.passed()).isFalse();
    assertThat(score.explanation())
        .isEqualTo("GitHub token ghp_…I6 at 4 (expected: no credentials)");
    assertThat(Json.write(score.evidence())).doesNotContain(TOKEN.substring(4, 20));
    assertThat(score.evidence().at("/counts/secret").intValue()).isEqualTo(1);
  }

  @Test
  void evaluate_placeholder_passes() {
    assertThat(scored("secrets", "Set ghp_" + "x".repeat(36) + " and password=<yours>").passed())
        .isTrue();
  }

  @Test
  void evaluate_ownPattern_isFoundToo() {
    assertThat(scored("secrets", "see TCK-123456").passed()).isTrue();
    assertThat(scored("secrets(patterns='TCK-[0-9]{6}')", "see TCK-123456").explanation())
        .startsWith("own pattern TC…6 at 4");
  }

  @Test
  void bind_patternThatIsNone_isRefused() {
    assertThatThrownBy(() -> bind("secrets(patterns='[a')"))
        .hasMessageContaining("secrets.patterns: [a (expected: a Java regular expression)");
  }
}
