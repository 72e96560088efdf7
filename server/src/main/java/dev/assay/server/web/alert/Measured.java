package dev.assay.server.web.alert;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.window.MeasureName;
import dev.assay.server.web.panel.Ink;
import dev.assay.server.web.panel.LineSpec;
import dev.assay.server.web.view.Unit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a monitor looks at, as lines of a chart.
 *
 * @param lines one, or two that are held against each other; none where windows do not tell it
 */
public record Measured(List<LineSpec> lines) {

  /** Nothing that windows tell. */
  static final Measured NOTHING = new Measured(List.of());

  /** Copies the lines. */
  public Measured {
    lines = List.copyOf(lines);
  }

  /** What the numbers are numbers of. */
  public Unit unit() {
    return lines.isEmpty() ? Unit.SCORE : Unit.of(lines.get(0).measure());
  }

  /** The measure's name, such as {@code error:rate}; empty where there is none. */
  String name() {
    return lines.isEmpty() ? "" : lines.get(0).measure().toString();
  }

  /**
   * What a monitor looks at.
   *
   * @param monitor in the form of interfaces
   */
  public static Measured of(JsonNode monitor) {
    JsonNode condition = monitor.path("condition");
    List<LineSpec> lines = new ArrayList<>();
    switch (monitor.path("kind").asString("")) {
      case "threshold", "change", "cusum" -> add(lines, text(condition, "measure"));
      case "divergence" -> {
        add(lines, text(condition, "scores"));
        add(lines, text(condition, "signals"));
      }
      case "immediate" -> add(lines, immediate(condition));
      case "drift" -> add(lines, drift(condition));
      case "absence" -> add(lines, "count");
      case "health" -> add(lines, health(condition));
      default -> {}
    }
    return new Measured(lines);
  }

  private static String immediate(JsonNode condition) {
    String mode = text(condition, "mode");
    String evaluator = text(condition, "evaluator");
    String label = text(condition, "label");
    if (!mode.isEmpty()) {
      return "mode:" + mode + ":rate";
    }
    if (evaluator.isEmpty()) {
      return "";
    }
    return "score:" + evaluator + (label.isEmpty() ? ":pass" : ":label=" + label);
  }

  private static String drift(JsonNode condition) {
    String quantity = text(condition, "quantity");
    return quantity.isEmpty() ? "" : quantity.replace('_', '-') + ":p50";
  }

  private static String health(JsonNode condition) {
    String evaluator = text(condition, "evaluator");
    boolean unscored = text(condition, "measure").equals("unscored_rate");
    return unscored && !evaluator.isEmpty() ? "score:" + evaluator + ":unscored" : "";
  }

  private static String text(JsonNode of, String name) {
    return of.path(name).asString("");
  }

  // Names of evaluators may hold what a measure's cannot: such a monitor has no chart.
  private static void add(List<LineSpec> lines, String measure) {
    if (measure.isEmpty()) {
      return;
    }
    try {
      Ink ink = lines.isEmpty() ? ink(measure) : Ink.SIGNAL;
      lines.add(new LineSpec(MeasureName.parse(measure), measure, ink, false));
    } catch (InvalidInputException e) {
      lines.clear();
    }
  }

  private static Ink ink(String measure) {
    if (measure.startsWith("score:")) {
      return Ink.SCORE;
    }
    if (measure.startsWith("signal:")) {
      return Ink.SIGNAL;
    }
    if (measure.startsWith("error:")) {
      return Ink.ERROR;
    }
    return measure.startsWith("cost:") ? Ink.COST : Ink.MAIN;
  }
}
