package dev.assay.examples.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount with its unit, brought to the unit's base: bytes, seconds, or a count of something.
 *
 * @param amount how much
 * @param unit of what
 */
record Quantity(double amount, String unit) {

  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<![$€£\\d.,-])(\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?)\\s*(?:most recently opened |free |active |api |business )?"
              + "(kb|mb|gb|tb|minutes?|hours?|days?|weeks?|months?|years?|members?|users?|people|seats?|colleagues|employees|guests?|pages?|webhooks?|"
              + "requests|integrations?|spaces?|devices?|approvers?|tokens?)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Map<String, Double> SECONDS =
      Map.of(
          "minute",
          60.0,
          "hour",
          3600.0,
          "day",
          86_400.0,
          "week",
          604_800.0,
          "month",
          2_592_000.0,
          "year",
          31_536_000.0);
  private static final Map<String, Double> BYTES =
      Map.of("kb", 1e3, "mb", 1e6, "gb", 1e9, "tb", 1e12);

  /** The amounts in {@code text}, in order. */
  static List<Quantity> in(String text) {
    List<Quantity> quantities = new ArrayList<>();
    Matcher matcher = AMOUNT.matcher(text);
    while (matcher.find()) {
      double amount = Double.parseDouble(matcher.group(1).replace(",", ""));
      quantities.add(of(amount, matcher.group(2).toLowerCase(Locale.ROOT)));
    }
    return quantities;
  }

  private static Quantity of(double amount, String word) {
    if (BYTES.containsKey(word)) {
      return new Quantity(amount * BYTES.get(word), "byte");
    }
    String singular = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    if (SECONDS.containsKey(singular)) {
      return new Quantity(amount * SECONDS.get(singular), "second");
    }
    boolean people = List.of("user", "people", "seat", "colleague", "employee").contains(singular);
    return new Quantity(amount, people ? "member" : singular);
  }
}
