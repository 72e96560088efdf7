package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.gate.GateDecision;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  @Test
  void worst_severalSuites_usageThenFailureThenInconclusive() {
    assertThat(ExitCode.worst(List.of(ExitCode.PASSED, ExitCode.INCONCLUSIVE, ExitCode.FAILED)))
        .isEqualTo(ExitCode.FAILED);
    assertThat(ExitCode.worst(List.of(ExitCode.FAILED, ExitCode.USAGE))).isEqualTo(ExitCode.USAGE);
    assertThat(ExitCode.worst(List.of(ExitCode.PASSED, ExitCode.INCONCLUSIVE)))
        .isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ExitCode.worst(List.of(ExitCode.USAGE, ExitCode.INTERRUPTED)))
        .isEqualTo(ExitCode.INTERRUPTED);
  }

  @Test
  void of_decision_isAsTheDesignSays() {
    assertThat(ExitCode.of(GateDecision.PASS).code()).isZero();
    assertThat(ExitCode.of(GateDecision.FAIL).code()).isEqualTo(1);
    assertThat(ExitCode.of(GateDecision.INCONCLUSIVE).code()).isEqualTo(3);
  }
}
