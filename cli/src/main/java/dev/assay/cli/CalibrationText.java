package dev.assay.cli;

import dev.assay.core.calibration.Calibration;
import dev.assay.core.calibration.Figure;
import dev.assay.stats.classification.ConfusionMatrix;
import dev.assay.stats.classification.Reliability;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A calibration for people to read. */
final class CalibrationText {

  private static final int WIDTH = 26;
  private static final int MOST_COLUMNS = 100;

  private CalibrationText() {}

  static List<String> lines(Calibration calibration) {
    List<String> lines = new ArrayList<>();
    lines.add(calibration.question() + ": " + calibration.trust().words());
    wrapped("  ", words(calibration.rule()), lines);
    lines.add("");
    wrapped("  ", counts(calibration.counts()), lines);
    wrapped("  decides by: ", calibration.decision(), lines);
    calibration.notes().forEach(note -> wrapped("  note: ", note, lines));
    level(calibration)
        .ifPresent(
            level ->
                lines.add(
                    "  figures are: value ["
                        + level
                        + " interval]  n items, or trials for a share of some of them"));
    figures("people with each other", calibration.people(), lines);
    ConfusionMatrix matrix = calibration.matrix();
    if (matrix != null) {
      lines.add("");
      lines.add("  decisions            evaluator passes   evaluator fails");
      lines.add(row("people pass", matrix.truePositives(), matrix.falseNegatives()));
      lines.add(row("people fail", matrix.falsePositives(), matrix.trueNegatives()));
    }
    figures("evaluator with people", calibration.figures(), lines);
    curve(calibration.reliability(), lines);
    thresholds(calibration.thresholds(), lines);
    figures("over everything judged", calibration.rates(), lines);
    return lines;
  }

  // Long sentences, broken between words; a word that is longer than a line stays whole.
  private static void wrapped(String indent, String text, List<String> lines) {
    StringBuilder line = new StringBuilder(indent);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > MOST_COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder("    ");
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
  }

  private static Optional<String> level(Calibration calibration) {
    return Stream.of(calibration.people(), calibration.figures(), calibration.rates())
        .flatMap(figures -> figures.values().stream())
        .map(Figure::estimate)
        .filter(Objects::nonNull)
        .findFirst()
        .map(estimate -> String.format(Locale.ROOT, "%.3g%%", 100 * estimate.level()))
        .map(text -> text.replace(".0%", "%"));
  }

  private static String counts(Calibration.Counts counts) {
    StringBuilder text = new StringBuilder();
    text.append(count(counts.used(), "item")).append(" with label and score, of ");
    text.append(counts.judged()).append(" judged; ");
    text.append(count(counts.labels(), "label")).append(" by ");
    text.append(count(counts.annotators(), "person", "people"));
    append(text, counts.disputed(), "disputed");
    append(text, counts.unscored(), "labelled but unscored");
    append(text, counts.unknown(), "labelled but unknown");
    return text.toString();
  }

  private static String count(int n, String one) {
    return count(n, one, one + "s");
  }

  private static String count(int n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  private static void append(StringBuilder text, int n, String what) {
    if (n > 0) {
      text.append("; ").append(n).append(' ').append(what);
    }
  }

  private static String row(String name, long passes, long fails) {
    return String.format(Locale.ROOT, "    %-17s %17d %17d", name, passes, fails);
  }

  private static void figures(String title, Map<String, Figure> figures, List<String> lines) {
    if (figures.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("  " + title);
    figures.forEach((name, figure) -> wrapped("    " + pad(words(name)), figure(figure), lines));
  }

  private static void curve(List<Reliability.Bin> bins, List<String> lines) {
    if (bins.isEmpty()) {
      return;
    }
    lines.add("");
    boolean probabilities = bins.stream().allMatch(bin -> bin.from() >= 0 && bin.to() <= 1);
    lines.add(
        "  reliability             "
            + (probabilities ? "predicted" : "    value")
            + "   people passed");
    for (Reliability.Bin bin : bins) {
      String range = String.format(Locale.ROOT, "%s to %s", edge(bin.from()), edge(bin.to()));
      lines.add(
          String.format(Locale.ROOT, "    %-21s %7s   ", range, number(bin.predicted(), 2))
              + estimate(bin.observed()));
    }
  }

  private static String edge(double value) {
    return Math.abs(value) < 1e4
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  private static void thresholds(Map<String, Calibration.Advice> thresholds, List<String> lines) {
    if (thresholds.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("  thresholds");
    thresholds.forEach(
        (name, advice) -> {
          lines.add("    " + pad(words(name)) + figure(advice.threshold()));
          if (advice.threshold().estimate() != null) {
            lines.add("      " + padTo("precision there", WIDTH - 2) + figure(advice.precision()));
            lines.add("      " + padTo("recall there", WIDTH - 2) + figure(advice.recall()));
          }
        });
  }

  private static String words(String name) {
    return name.replace("rogan_gladen", "Rogan-Gladen").replace('_', ' ');
  }

  private static String pad(String text) {
    return padTo(text, WIDTH);
  }

  private static String padTo(String text, int width) {
    return text.length() >= width ? text + "  " : text + " ".repeat(width - text.length());
  }

  private static String figure(Figure figure) {
    Estimate estimate = figure.estimate();
    return estimate == null ? "not known: " + figure.why() : estimate(estimate);
  }

  private static String estimate(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%s [%s, %s]  n %d",
        number(estimate.value(), 3),
        number(estimate.low(), 3),
        number(estimate.high(), 3),
        estimate.n());
  }

  private static String number(double value, int digits) {
    if (Math.abs(value) >= 1e6) {
      return String.format(Locale.ROOT, "%.4g", value);
    }
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0\\.0*") ? text.substring(1) : text;
  }
}
