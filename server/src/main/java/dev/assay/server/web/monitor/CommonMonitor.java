package dev.assay.server.web.monitor;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.web.page.Visit;
import java.util.List;
import java.util.Optional;

/** The common kinds of monitors, from a form's fields to what a file would say. */
final class CommonMonitor {

  /** A kind that the form offers. */
  record Kind(String key, String words) {}

  static final List<Kind> KINDS =
      List.of(
          new Kind("below", "falls below a limit"),
          new Kind("above", "rises above a limit"),
          new Kind("down", "falls against its own past"),
          new Kind("up", "rises against its own past"),
          new Kind("mode", "an answer fails in a way"),
          new Kind("absence", "no data comes"));

  private CommonMonitor() {}

  /** What the address asks the form to write; empty where it asks for nothing. */
  static Optional<String> write(Visit visit) {
    Optional<String> kind = visit.text("kind");
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder yaml = new StringBuilder();
    yaml.append("name: ").append(MonitorYaml.text(visit.text("name").orElse("my-monitor")));
    yaml.append("\nseverity: ").append(MonitorYaml.text(visit.text("severity").orElse("high")));
    yaml.append('\n').append(condition(kind.get(), visit)).append('\n');
    visit
        .text("where")
        .ifPresent(
            each -> yaml.append("slices: {each: [").append(MonitorYaml.text(each)).append("]}\n"));
    return Optional.of(yaml.toString());
  }

  private static String condition(String kind, Visit visit) {
    String measure = quoted(visit.text("measure").orElse("error:rate"));
    String limit = visit.text("limit").orElse("0.05");
    return switch (kind) {
      case "below", "above" ->
          "threshold: {measure: " + measure + ", " + kind + ": " + number(limit) + ", least: 30}";
      case "down", "up" ->
          "change: {measure: " + measure + ", direction: " + kind + ", baseline: {past: 7d}}";
      case "mode" ->
          "immediate: {mode: " + MonitorYaml.text(visit.text("mode").orElse("unsafe")) + "}";
      case "absence" -> "absence: {for: 15m, expected: 20}";
      default -> throw new InvalidInputException(Problem.of("kind", kind, "one that is offered"));
    };
  }

  private static String quoted(String text) {
    return MonitorYaml.text(text);
  }

  private static String number(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return text.strip();
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw new InvalidInputException(Problem.of("limit", text, "a number, shares from 0 to 1"));
  }
}
