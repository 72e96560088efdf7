package dev.assay.core.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureModeTest {

  @ParameterizedTest
  @EnumSource
  void graver_everyMode_isRanked(FailureMode mode) {
    assertThat(FailureMode.ERROR.graver(mode)).isEqualTo(FailureMode.ERROR);
    assertThat(mode.graver(FailureMode.ERROR)).isEqualTo(FailureMode.ERROR);
    assertThat(mode.graver(FailureMode.SLOW)).isEqualTo(mode);
    assertThat(FailureMode.SLOW.graver(mode)).isEqualTo(mode);
  }

  @Test
  void graver_harmAndForm_isHarmInEitherOrder() {
    assertThat(FailureMode.FORMAT.graver(FailureMode.UNSAFE)).isEqualTo(FailureMode.UNSAFE);
    assertThat(FailureMode.UNSAFE.graver(FailureMode.FORMAT)).isEqualTo(FailureMode.UNSAFE);
  }

  @ParameterizedTest
  @EnumSource
  void ofKey_everyKey_isItsMode(FailureMode mode) {
    assertThat(FailureMode.ofKey(mode.key())).contains(mode);
  }
}
