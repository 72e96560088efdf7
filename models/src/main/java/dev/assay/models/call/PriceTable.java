package dev.assay.models.call;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a table of prices: {@code {"written": "2025-12-01", "note": …, "prices": [{"provider",
 * "model", "input", "cached_input", "output"}]}}.
 */
final class PriceTable {

  private static final List<String> KEYS = List.of("written", "note", "prices");
  private static final List<String> PRICE_KEYS =
      List.of("provider", "model", "input", "cached_input", "output");
  private static final double DEAREST = 1e6;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  private PriceTable(String file) {
    this.file = file;
  }

  /**
   * The prices in a file.
   *
   * @throws InvalidInputException with every mistake in it
   */
  static List<Price> read(String text, String file) {
    PriceTable table = new PriceTable(file);
    List<Price> prices = table.read(Json.parse(text, file, 1));
    if (!table.problems.isEmpty()) {
      throw new InvalidInputException(table.problems);
    }
    return prices;
  }

  private List<Price> read(JsonNode json) {
    List<Price> prices = new ArrayList<>();
    checkKeys("prices file", json, KEYS);
    JsonNode list = json.path("prices");
    if (!list.isArray()) {
      problem("prices", list, "a list of prices");
      return prices;
    }
    for (JsonNode item : list) {
      String subject = "prices[" + prices.size() + "]";
      checkKeys(subject, item, PRICE_KEYS);
      JsonNode cached = item.path("cached_input");
      boolean noCached = cached.isMissingNode() || cached.isNull();
      prices.add(
          new Price(
              text(subject, item, "provider"),
              text(subject, item, "model"),
              amount(subject, item, "input"),
              noCached ? null : (Double) amount(subject, item, "cached_input"),
              amount(subject, item, "output")));
    }
    return prices;
  }

  private void checkKeys(String subject, JsonNode json, List<String> keys) {
    if (!json.isObject()) {
      problem(subject, json, "an object");
      return;
    }
    for (String key : json.propertyNames()) {
      if (!keys.contains(key)) {
        problems.add(
            Problem.of(subject, key, "a known key")
                .next(Nearest.advice(key, keys))
                .at(Location.ofFile(file)));
      }
    }
  }

  private String text(String subject, JsonNode item, String key) {
    JsonNode value = item.path(key);
    if (!value.isString() || value.stringValue().isBlank()) {
      problem(subject + "." + key, value, "a name");
      return "";
    }
    return value.stringValue();
  }

  private double amount(String subject, JsonNode item, String key) {
    JsonNode value = item.path(key);
    if (!value.isNumber() || !(value.doubleValue() >= 0) || value.doubleValue() > DEAREST) {
      problem(subject + "." + key, value, "US dollars per million tokens, at least 0");
      return 0;
    }
    return value.doubleValue();
  }

  private void problem(String subject, JsonNode value, String expected) {
    @Nullable String shown = value.isMissingNode() ? "missing" : Json.write(value);
    problems.add(Problem.of(subject, shown, expected).at(Location.ofFile(file)));
  }
}
