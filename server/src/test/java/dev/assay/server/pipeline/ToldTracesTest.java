package dev.assay.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToldTracesTest {

  @Test
  void tracesToldLast_areKnown_andThoseBeforeLetGo() {
    ToldTraces told = new ToldTraces(1 << 12);
    for (int i = 0; i < 20_000; i++) {
      told.add(Traffic.trace(i));
      told.add(Traffic.trace(i));
    }
    for (int i = 18_000; i < 20_000; i++) {
      assertThat(told.mayHold(Traffic.trace(i))).isTrue();
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(told.mayHold(Traffic.trace(i))).isFalse();
    }
    assertThat(told.mayHold(Traffic.trace(20_001))).isFalse();
  }
}
