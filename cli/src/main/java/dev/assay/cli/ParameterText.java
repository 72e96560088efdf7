package dev.assay.cli;

import dev.assay.core.evaluator.Parameter;
import dev.assay.core.json.Json;
import java.util.Locale;

/** What a parameter takes, in words. */
final class ParameterText {

  private ParameterText() {}

  /** The type as files spell it. */
  static String type(Parameter parameter) {
    return parameter.type().name().toLowerCase(Locale.ROOT);
  }

  /** Type, choices, range and default. */
  static String values(Parameter parameter) {
    StringBuilder text = new StringBuilder(type(parameter));
    if (!parameter.choices().isEmpty()) {
      text.append(" (").append(String.join(" | ", parameter.choices())).append(')');
    }
    if (Double.isFinite(parameter.low()) || Double.isFinite(parameter.high())) {
      text.append(' ').append(range(parameter.low(), parameter.high()));
    }
    if (parameter.required()) {
      text.append(", required");
    } else if (parameter.defaultValue() != null) {
      text.append(", default ").append(Json.write(parameter.defaultValue()));
    }
    return text.toString();
  }

  static String range(double low, double high) {
    if (Double.isInfinite(low) && Double.isInfinite(high)) {
      return "any number";
    }
    if (Double.isInfinite(high)) {
      return "at least " + trim(low);
    }
    return Double.isInfinite(low) ? "at most " + trim(high) : trim(low) + " to " + trim(high);
  }

  private static String trim(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
