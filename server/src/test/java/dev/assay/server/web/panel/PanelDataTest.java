package dev.assay.server.web.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.monitor.window.Series;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import dev.assay.stats.interval.Estimate;
import dev.assay.stats.interval.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PanelDataTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Estimate SOME = new Estimate(0.5, new Interval(0.4, 0.6, 0.95), 80);
  private static final Estimate OPEN =
      new Estimate(0.7, new Interval(0.1, Double.POSITIVE_INFINITY, 0.95), 2);

  @Test
  void lines_forTheChart_haveGapsAsNullsAndSayThatTheLastIsOpen() {
    JsonNode json = ChartJson.of(lines(true));
    JsonNode line = json.path("lines").path(0);
    assertThat(json.path("open").booleanValue()).isTrue();
    assertThat(json.path("times")).hasSize(3);
    assertThat(line.path("values").path(0).doubleValue()).isEqualTo(0.5);
    assertThat(line.path("values").path(1).isNull()).isTrue();
    assertThat(line.path("high").path(2).isNull()).isTrue();
    assertThat(line.path("ink").stringValue()).isEqualTo("off-topic");
    assertThat(json.path("marks").path(0).path("label").stringValue()).isEqualTo("</script>");
  }

  @Test
  void lines_asATable_haveARowForEachBucket() {
    Sheet sheet = lines(true).sheet();
    assertThat(sheet.rows()).hasSize(3);
    assertThat(sheet.csv())
        .startsWith("\"measure\",\"from\",\"value\",\"low\",\"high\",\"n\",\"note\"\r\n")
        .contains("\"off\",\"2026-11-21T11:00:00Z\",\"\",\"\",\"\",\"\",\"\"\r\n")
        .contains("\"still open\"");
  }

  @Test
  void csv_ofHostileTexts_runsNothingInASpreadsheet() {
    PanelData.Bars bars =
        new PanelData.Bars(
            Unit.SHARE,
            List.of(
                new PanelData.Bar("=cmd|' /C calc'!A0", null, Ink.MAIN, SOME),
                new PanelData.Bar("a \"quoted\"\nname", null, Ink.MAIN, null)),
            2,
            "feature",
            Remarks.ofQueries(List.of()));
    assertThat(bars.sheet().csv())
        .contains("\"'=cmd|' /C calc'!A0\",\"0.5\",\"0.4\",\"0.6\",\"80\"")
        .contains("\"a \"\"quoted\"\"\nname\",\"\"");
  }

  @Test
  void basis_ofASample_saysOfHowMany() {
    PanelBody weighted = body(lines(true));
    assertThat(weighted.basis(lines(true).current().get(0))).isEqualTo("estimated from 80 of 900");
    assertThat(weighted.basis(lines(false).current().get(0))).isEqualTo("n = 80");
    assertThat(weighted.bucket(lines(true))).isEqualTo("by the hour");
    assertThat(weighted.marks(lines(true))).isEqualTo("P 1 new prompt");
  }

  @Test
  void heatMap_findsTheTenthThatACellLiesIn() {
    PanelData.HeatMap map =
        new PanelData.HeatMap(
            Unit.MILLIS,
            "length",
            List.of("short", "long"),
            "model",
            List.of(
                new PanelData.HeatRow("m", Arrays.asList(at(100), at(200))),
                new PanelData.HeatRow("n", Arrays.asList(at(150), null))),
            Remarks.ofQueries(List.of()));
    assertThat(map.step(at(100))).isZero();
    assertThat(map.step(at(150))).isEqualTo(5);
    assertThat(map.step(at(200))).isEqualTo(9);
    assertThat(map.empty()).isFalse();
    assertThat(map.sheet().rows()).hasSize(4);
  }

  private static Estimate at(double value) {
    return new Estimate(value, new Interval(value, value, 0.95), 5);
  }

  private static PanelBody body(PanelData data) {
    View view = View.standard(ZoneId.of("UTC"));
    Panel panel = new Panel("some", "Some", "What?", request -> data);
    return new PanelBody(
        panel, data, view, new Formats(Locale.ENGLISH, view.zone(), START), Map.of());
  }

  private static PanelData.Lines lines(boolean weighted) {
    Duration hour = Duration.ofHours(1);
    Instant second = START.plus(hour);
    Instant third = second.plus(hour);
    Instant end = third.plus(hour);
    return new PanelData.Lines(
        Unit.SHARE,
        new Period(START, end),
        List.of(
            new PanelData.Line(
                "mode:off-topic:rate",
                "off",
                Ink.OFF_TOPIC,
                false,
                List.of(
                    new Series.Point(START, second, SOME, 300, false),
                    new Series.Point(second, third, null, 0, false),
                    new Series.Point(third, end, OPEN, 600, true)),
                SOME,
                900,
                weighted,
                null,
                Set.of())),
        List.of(new AxisMark(second, AxisMark.Kind.PROMPT, "</script>", null)),
        Remarks.ofQueries(List.of()));
  }
}
