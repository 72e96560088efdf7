package dev.assay.server.web.panel;

import dev.assay.core.json.Json;
import dev.assay.monitor.window.Series;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.Unit;
import dev.assay.server.web.view.View;
import dev.assay.stats.interval.Estimate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A panel with its numbers, as it is shown.
 *
 * @param panel which
 * @param data its numbers
 * @param view the page's
 * @param formats how numbers and times are written
 * @param own parameters of the panel's own, for its links
 * @since 0.1
 */
public record PanelBody(
    Panel panel, PanelData data, View view, Formats formats, Map<String, String> own) {

  private static final int MOST_ROWS = 2_000;

  /** The numbers for scripts. */
  public ObjectNode json() {
    return data instanceof PanelData.Lines lines ? ChartJson.of(lines) : Json.object();
  }

  String chart() {
    return Json.write(json());
  }

  /** Where another form of the panel is, such as {@code /data.csv}. */
  String address(String form) {
    StringBuilder address = new StringBuilder(view.at(Panel.PATH + panel.id() + form));
    own.forEach(
        (name, value) ->
            address
                .append(address.indexOf("?") < 0 ? '?' : '&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return address.toString();
  }

  /** How long a point's time is, such as {@code by the hour}. */
  String bucket(PanelData.Lines lines) {
    Series.Point point = lines.lines().get(0).points().get(0);
    Duration length = Duration.between(point.start(), point.end());
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      return "one by one";
    }
    if (length.compareTo(Duration.ofHours(1)) < 0) {
      return "by the minute";
    }
    return length.compareTo(Duration.ofDays(1)) < 0 ? "by the hour" : "by the day of UTC";
  }

  /** What an estimate rests on; empty for a count, which rests on itself. */
  String basis(PanelData.Line line) {
    Estimate whole = line.whole();
    if (line.key().equals("count")) {
      return "";
    }
    if (whole == null) {
      return "nothing tells it";
    }
    String n = formats.count(whole.n());
    return line.weighted() && whole.n() < line.interactions()
        ? "estimated from " + n + " of " + formats.count(line.interactions())
        : "n = " + n;
  }

  /** How many marks there are of each kind, such as {@code Marked: 2 alerts, 1 prompt}. */
  String marks(PanelData.Lines lines) {
    Map<AxisMark.Kind, Integer> counts = new EnumMap<>(AxisMark.Kind.class);
    lines.marks().forEach(mark -> counts.merge(mark.kind(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    counts.forEach(
        (kind, count) ->
            words.add(
                kind.sign()
                    + " "
                    + formats.count(count)
                    + " "
                    + kind.words()
                    + (count == 1 ? "" : "s")));
    return String.join(", ", words);
  }

  /** Of which time the numbers are. */
  Period period() {
    return data instanceof PanelData.Lines lines ? lines.period() : view.period(formats.now());
  }

  String value(@Nullable Estimate estimate, Unit unit) {
    return formats.value(unit, estimate);
  }

  String interval(@Nullable Estimate estimate, Unit unit) {
    return formats.interval(unit, estimate);
  }

  /** How far a number lies along the axis of bars, in percent of its length. */
  static String along(double value, double most) {
    double share = Double.isFinite(value) ? Math.max(0, Math.min(1, value / most)) : 1;
    return String.valueOf(Math.round(share * 10_000) / 100.0);
  }

  int rowsShown() {
    return Math.min(MOST_ROWS, data.sheet().rows().size());
  }
}
