package dev.assay.core.evaluator.operation;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads what may not be exceeded. */
final class Limits {

  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)\\s?(ms|s|m|h)");

  private Limits() {}

  /** A number of milliseconds, or a text such as {@code 800ms}, {@code 2s}, {@code 1.5m}. */
  static double millis(String subject, JsonNode value) {
    if (value.isNumber()) {
      return notNegative(subject, value, "a duration such as 800ms or 2s");
    }
    Matcher matcher = DURATION.matcher(value.isString() ? value.stringValue().strip() : "");
    if (!matcher.matches()) {
      throw wrong(subject, value, "a duration such as 800ms, 2s or 1.5m");
    }
    double number = Double.parseDouble(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> number;
      case "s" -> number * 1_000;
      case "m" -> number * 60_000;
      default -> number * 3_600_000;
    };
  }

  /** An amount: of money, tokens, tokens a second. */
  static double amount(String subject, JsonNode value) {
    if (!value.isNumber()) {
      throw wrong(subject, value, "a number of at least 0");
    }
    return notNegative(subject, value, "a number of at least 0");
  }

  private static double notNegative(String subject, JsonNode value, String expected) {
    double number = value.doubleValue();
    if (!(number >= 0) || Double.isInfinite(number)) {
      throw wrong(subject, value, expected);
    }
    return number;
  }

  private static InvalidInputException wrong(String subject, JsonNode value, String expected) {
    return new InvalidInputException(Problem.of(subject, Json.write(value), expected));
  }
}
