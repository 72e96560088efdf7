package dev.assay.core.evaluator.constraint;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How many of something there must be. */
final class CountRule {

  private static final List<String> KEYS = List.of("min", "max");

  private CountRule() {}

  static Rule of(Settings settings, String unit, ToIntFunction<String> count) {
    String subject = settings.subject() + "." + settings.kind();
    JsonNode json = settings.setting();
    if (!json.isObject() || json.isEmpty()) {
      throw settings.wrong("{min: number, max: number}, or one of them");
    }
    for (String key : json.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new InvalidInputException(
            Problem.of(subject, key, "min or max").next(Nearest.advice(key, KEYS)));
      }
    }
    Integer min = bound(subject, json, "min");
    Integer max = bound(subject, json, "max");
    int low = min == null ? 0 : min;
    int high = max == null ? Integer.MAX_VALUE : max;
    if (low > high) {
      throw settings.wrong("min <= max");
    }
    if (low == 0 && max == null) {
      throw settings.wrong("a min of at least 1, or a max: 0 or more is always true");
    }
    String expected = words(low, high, max != null);
    return Rule.ofOutput(
        output -> {
          int n = count.applyAsInt(output);
          return low <= n && n <= high
              ? Finding.HOLDS
              : Finding.violated(n + " " + unit + (n == 1 ? "" : "s"), expected);
        });
  }

  private static @Nullable Integer bound(String subject, JsonNode json, String key) {
    JsonNode value = json.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw new InvalidInputException(
          Problem.of(subject + "." + key, Json.write(value), "a whole number of at least 0"));
    }
    return value.intValue();
  }

  private static String words(int low, int high, boolean bounded) {
    if (low == high) {
      return "exactly " + low;
    }
    if (!bounded) {
      return "at least " + low;
    }
    return low == 0 ? "at most " + high : low + " to " + high;
  }
}
