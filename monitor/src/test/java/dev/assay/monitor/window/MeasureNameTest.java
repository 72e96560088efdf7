package dev.assay.monitor.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasureNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count",
        "latency:p95",
        "latency:p99.9",
        "latency-input-below-4k:p50",
        "tokens-per-second:p5",
        "error:rate",
        "cache-hit:rate",
        "cost:mean",
        "completion:rate",
        "finish:content:filter:rate",
        "signal:thumbs_down:rate",
        "signal:negative:rate",
        "mode:off-topic:rate",
        "mode:none:rate",
        "sampled:a:b:rate",
        "score:faithfulness@v1:mean",
        "score:a:b@sha256:12:p10",
        "score:judge@v1:pass",
        "score:judge@v1:unscored",
        "score:judge@v1:label=not: sure"
      })
  void parse_name_namesTheMeasureThatHasIt(String text) {
    assertThat(MeasureName.of(MeasureName.parse(text).measure())).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource
  void parse_everyQuantity_isRead(Quantity quantity) {
    Measure measure = new Measure.Quantile(quantity, 0.9);

    assertThat(MeasureName.parse(MeasureName.of(measure)).measure()).isEqualTo(measure);
  }

  @Test
  void measure_versionLeftOpen_takesTheOneGiven() {
    MeasureName name = MeasureName.parse("score:faithfulness:mean");

    assertThat(name.evaluator()).contains("faithfulness");
    assertThat(name.version()).isEmpty();
    assertThat(name.measure("v2"))
        .isEqualTo(new Measure.MeanScore(new ScoreKey("faithfulness", "v2")));
    assertThatThrownBy(name::measure).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void parse_tenthPercentile_isExact() {
    assertThat(MeasureName.parse("score:x@1:p10").measure())
        .isEqualTo(new Measure.ScoreQuantile(new ScoreKey("x", "1"), 0.1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "latency",
        "latency:p0",
        "latency:p100",
        "latency:p1e1",
        "latency:mean",
        "score:mean",
        "score::mean",
        "score:x:",
        "score:x:label=",
        "mode:wrong:rate",
        "signal:thumbs-down:rate",
        "finish:rate",
        "nonsense:a:rate"
      })
  void parse_anythingElse_saysWhatThereIs(String text) {
    assertThatThrownBy(() -> MeasureName.parse(text))
        .hasMessageStartingWith("measure: " + text)
        .hasMessageContaining("(expected: count, latency:p95, error:rate");
  }

  @Test
  void parse_nearMiss_namesTheNearest() {
    assertThatThrownBy(() -> MeasureName.parse("latncy:p95"))
        .hasMessageEndingWith("did you mean latency:p95?");
  }
}
