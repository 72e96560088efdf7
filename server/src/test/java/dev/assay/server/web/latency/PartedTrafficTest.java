package dev.assay.server.web.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.window.Slice;
import org.junit.jupiter.api.Test;

class PartedTrafficTest {

  @Test
  void value_ofAllTraffic_isThatOfASliceOfTheDimensionAlone() {
    assertThat(value("model=gpt", "all")).contains("gpt");
    assertThat(value("model~none", "all")).contains("not told");
    assertThat(value("model~other", "all")).contains("others");
    assertThat(value("model=gpt&feature=refunds", "all")).isEmpty();
    assertThat(value("feature=refunds", "all")).isEmpty();
  }

  @Test
  void value_withinASlice_needsItsParts() {
    assertThat(value("feature=refunds&model=gpt", "feature=refunds")).contains("gpt");
    assertThat(value("model=gpt", "feature=refunds")).isEmpty();
    assertThat(value("feature=billing&model=gpt", "feature=refunds")).isEmpty();
  }

  @Test
  void value_withinItsOwnDimension_isThatOne() {
    assertThat(value("model=gpt", "model=gpt")).contains("gpt");
    assertThat(value("model=other", "model=gpt")).isEmpty();
  }

  private static java.util.Optional<String> value(String slice, String within) {
    return PartedTraffic.value(Slice.ofKey(slice), Slice.ofKey(within), Dimension.MODEL);
  }
}
