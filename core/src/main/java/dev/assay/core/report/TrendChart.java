package dev.assay.core.report;

import dev.assay.core.trend.RunHistory;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One measure over runs as a small picture: a line of estimates within the band of their intervals,
 * broken where runs cannot be compared, with marks where something changed by more than chance.
 */
final class TrendChart {

  private static final double WIDTH = 640;
  private static final double HEIGHT = 170;
  private static final double LEFT = 56;
  private static final double RIGHT = 14;
  private static final double TOP = 14;
  private static final double BOTTOM = 26;
  private static final int MOST_LABELS = 16;

  private record Dot(int number, double x, Estimate estimate, RunHistory.Point point) {}

  private final RunHistory history;
  private final RunHistory.Measure measure;
  private final StringBuilder svg = new StringBuilder(2048);
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  private TrendChart(RunHistory history, RunHistory.Measure measure) {
    this.history = history;
    this.measure = measure;
  }

  /** The picture, or a sentence where no run has a number. */
  static String of(RunHistory history, RunHistory.Measure measure) {
    return new TrendChart(history, measure).draw();
  }

  private String draw() {
    List<List<Dot>> segments = segments();
    if (segments.isEmpty()) {
      return "<p class=\"quiet\">No run could score it.</p>";
    }
    String label = HtmlShell.escape(Visible.line(measure.name(), 80));
    svg.append("<svg viewBox=\"0 0 640 170\" role=\"img\" aria-label=\"")
        .append(label)
        .append(" over ")
        .append(history.steps().size())
        .append(" runs\">");
    axis();
    changes();
    segments.forEach(this::band);
    segments.forEach(this::line);
    segments.forEach(segment -> segment.forEach(this::dot));
    return svg.append("</svg>").toString();
  }

  private List<List<Dot>> segments() {
    List<List<Dot>> segments = new ArrayList<>();
    for (RunHistory.Step step : history.steps()) {
      RunHistory.Point point = step.point(measure.name()).orElse(null);
      Estimate estimate = point == null ? null : point.estimate();
      if (point == null || estimate == null || !finite(estimate)) {
        continue;
      }
      low = Math.min(low, estimate.low());
      high = Math.max(high, estimate.high());
      boolean goesOn = point.comparable() && step.against() > 0 && !segments.isEmpty();
      if (!goesOn) {
        segments.add(new ArrayList<>());
      }
      segments
          .get(segments.size() - 1)
          .add(new Dot(step.number(), x(step.number()), estimate, point));
    }
    double margin = high > low ? (high - low) * 0.08 : Math.max(0.5, Math.abs(high) * 0.05);
    low -= margin;
    high += margin;
    return segments;
  }

  private static boolean finite(Estimate estimate) {
    return Double.isFinite(estimate.low()) && Double.isFinite(estimate.high());
  }

  private void axis() {
    for (int i = 0; i <= 2; i++) {
      double value = low + (high - low) * (0.08 + 0.42 * i);
      String y = number(y(value));
      svg.append("<line class=\"grid\" x1=\"56\" x2=\"626\" y1=\"").append(y);
      svg.append("\" y2=\"").append(y).append("\"/>");
      svg.append("<text class=\"scale\" x=\"50\" y=\"").append(number(y(value) + 4));
      svg.append("\" text-anchor=\"end\">").append(TrendWords.scale(measure, value));
      svg.append("</text>");
    }
    int runs = history.steps().size();
    int every = (runs + MOST_LABELS - 1) / MOST_LABELS;
    for (int number = 1; number <= runs; number += every) {
      svg.append("<text class=\"scale\" x=\"").append(number(x(number)));
      svg.append("\" y=\"162\" text-anchor=\"middle\">#").append(number).append("</text>");
    }
  }

  private void changes() {
    for (RunHistory.Step step : history.steps()) {
      // A new target is what a run is usually for; a new yardstick is not.
      boolean yardstick = step.changes().stream().anyMatch(c -> !c.subject().startsWith("target"));
      if (!yardstick && step.incomparable() == null) {
        continue;
      }
      String x = number(x(step.number()));
      svg.append("<line class=\"changed\" x1=\"").append(x).append("\" x2=\"").append(x);
      svg.append("\" y1=\"14\" y2=\"144\"><title>");
      List<String> words = new ArrayList<>();
      if (step.incomparable() != null) {
        words.add("not comparable: " + step.incomparable());
      }
      step.changes().forEach(change -> words.add(change.subject() + ": " + change.words()));
      svg.append(
          HtmlShell.escape(
              Visible.line("#" + step.number() + " " + String.join("; ", words), 400)));
      svg.append("</title></line>");
    }
  }

  private void band(List<Dot> segment) {
    svg.append("<polygon class=\"band\" points=\"");
    // One run alone has an interval too: its band is as wide as its mark.
    double half = segment.size() == 1 ? 4 : 0;
    for (Dot dot : segment) {
      point(dot.x() - half, dot.estimate().high());
    }
    for (int i = segment.size() - 1; i >= 0; i--) {
      if (half > 0) {
        point(segment.get(i).x() + half, segment.get(i).estimate().high());
        point(segment.get(i).x() + half, segment.get(i).estimate().low());
      }
      point(segment.get(i).x() - half, segment.get(i).estimate().low());
    }
    svg.append("\"/>");
  }

  private void line(List<Dot> segment) {
    svg.append("<polyline class=\"line\" points=\"");
    segment.forEach(dot -> point(dot.x(), dot.estimate().value()));
    svg.append("\"/>");
  }

  private void point(double x, double value) {
    svg.append(number(x)).append(',').append(number(y(value))).append(' ');
  }

  private void dot(Dot dot) {
    double x = dot.x();
    double y = y(dot.estimate().value());
    boolean marked = dot.point().significant();
    String kind = !marked ? "dot" : dot.point().worse() ? "worse" : "better";
    if (marked) {
      // Down for worse and up for better, so that colour is not all that tells them apart.
      double tip = dot.point().worse() ? 7 : -7;
      svg.append("<polygon class=\"").append(kind).append("\" points=\"");
      svg.append(number(x - 6)).append(',').append(number(y - tip * 0.6)).append(' ');
      svg.append(number(x + 6)).append(',').append(number(y - tip * 0.6)).append(' ');
      svg.append(number(x)).append(',').append(number(y + tip)).append("\">");
    } else {
      svg.append("<circle class=\"dot\" r=\"3.5\" cx=\"").append(number(x));
      svg.append("\" cy=\"").append(number(y)).append("\">");
    }
    svg.append("<title>#").append(dot.number()).append("  ");
    svg.append(TrendWords.value(measure, dot.estimate().value())).append(' ');
    svg.append(TrendWords.interval(measure, dot.estimate()));
    if (marked && dot.point().change() != null) {
      svg.append("  ").append(dot.point().change().outcome().key());
    }
    svg.append("</title>").append(marked ? "</polygon>" : "</circle>");
  }

  private double x(int number) {
    int runs = history.steps().size();
    double inner = WIDTH - LEFT - RIGHT - 24;
    return LEFT + 12 + (runs == 1 ? inner / 2 : inner * (number - 1) / (runs - 1));
  }

  private double y(double value) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
