package dev.assay.server.web.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.window.Slice;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionFilter.Dimension;
import dev.assay.server.store.InteractionFilter.DimensionIn;
import dev.assay.server.web.view.Period;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExploreQueryTest {

  private static final Period DAY =
      new Period(Instant.parse("2026-11-20T00:00:00Z"), Instant.parse("2026-11-21T00:00:00Z"));

  @Test
  void filter_ofNothing_isOfTheTimeAlone() {
    assertThat(query(Map.of()).filter(Slice.ALL, DAY, List::of))
        .isEqualTo(InteractionFilter.builder().between(DAY.from(), DAY.to()).build());
  }

  @Test
  void filter_ofSliceAndConditions_hasThemAll() {
    ExploreQuery query =
        query(
            Map.of(
                "mode", "hallucinated",
                "evaluator", "grounding",
                "passed", "false",
                "max_score", "0.4",
                "min_latency_ms", "2000",
                "text", "refund"));
    InteractionFilter filter =
        query.filter(Slice.ofKey("feature=refunds&model~none"), DAY, List::of);
    assertThat(filter.dimensions())
        .containsExactly(
            new DimensionIn(Dimension.FEATURE, Set.of("refunds")),
            new DimensionIn(Dimension.MODEL, Set.of()));
    assertThat(filter.failureModes()).containsExactly(FailureMode.HALLUCINATED);
    assertThat(filter.scores())
        .containsExactly(new InteractionFilter.ScoreIn("grounding", null, 0.4, false));
    assertThat(filter.latency()).isEqualTo(new InteractionFilter.LatencyIn(2000.0, null));
    assertThat(filter.text()).isEqualTo("refund");
  }

  @Test
  void filter_ofATag_isByTheTag() {
    assertThat(query(Map.of()).filter(Slice.of("tag:tier", "gold"), DAY, List::of).tags())
        .containsExactly(new InteractionFilter.Tag("tier", "gold"));
  }

  @ParameterizedTest
  @CsvSource({
    "mode, halucinated, hallucinated",
    "passed, maybe, true",
    "min_score, 0.5, choose an evaluator",
    "min_latency_ms, NaN, a number",
    "signal, shrug, thumbs_up",
  })
  void filter_ofWhatCannotBe_saysWhatWasExpected(String name, String value, String expected) {
    assertThatThrownBy(() -> query(Map.of(name, value)).filter(Slice.ALL, DAY, List::of))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void slice_ofTheRest_isWhatHasNoSliceOfItsOwn() {
    List<Slice> known =
        List.of(
            Slice.ALL,
            Slice.of("feature", "refunds"),
            Slice.of("feature", "billing"),
            Slice.ofKey("feature~none"),
            Slice.ofKey("feature~other"),
            Slice.of("model", "m"),
            Slice.of("tag:tier", "gold"),
            Slice.ofKey("feature=refunds&model=m"));
    assertThat(query(Map.of()).filter(Slice.ofKey("feature~other"), DAY, () -> known).dimensions())
        .containsExactly(new DimensionIn(Dimension.FEATURE, Set.of("refunds", "billing"), true));
    assertThat(query(Map.of()).filter(Slice.ofKey("tag:tier~other"), DAY, () -> known).tags())
        .containsExactly(new InteractionFilter.Tag("tier", null, Set.of("gold")));
    assertThat(
            query(Map.of())
                .filter(Slice.ofKey("feature=refunds&model~other"), DAY, () -> known)
                .dimensions())
        .containsExactly(
            new DimensionIn(Dimension.FEATURE, Set.of("refunds")),
            new DimensionIn(Dimension.MODEL, Set.of("m"), true));
  }

  @Test
  void slice_ofNoTag_isListed() {
    assertThat(query(Map.of()).filter(Slice.ofKey("tag:tier~none"), DAY, List::of).tags())
        .containsExactly(new InteractionFilter.Tag("tier", null, null));
  }

  @Test
  void api_isAskedByItsOwnNames() {
    assertThat(
            ApiQuery.of(
                query(Map.of("text", "a&b", "mode", "slow")), Slice.of("feature", "x y"), DAY))
        .endsWith("&feature=x%20y&search=a%26b&failure_mode=slow");
  }

  private static ExploreQuery query(Map<String, String> given) {
    return ExploreQuery.of(name -> Optional.ofNullable(given.get(name)));
  }
}
