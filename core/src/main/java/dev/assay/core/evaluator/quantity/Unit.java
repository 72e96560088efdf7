package dev.assay.core.evaluator.quantity;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A unit of measurement or a currency. A value in it is {@code factor * value + offset} in the
 * basic unit of what it measures; units of one kind convert into each other.
 *
 * @param name how it is shown, such as {@code km} or {@code EUR}
 * @param kind what it measures; for a currency its ISO 4217 code, so that two never convert
 * @param factor how many basic units it is
 * @param offset what the basic unit's scale is shifted by
 * @since 0.1
 */
public record Unit(String name, String kind, double factor, double offset) {

  /** Per cent. */
  static final Unit PERCENT = new Unit("%", "share", 0.01, 0);

  private static final Map<String, Unit> EXACT = new HashMap<>();
  private static final Map<String, Unit> ANY_CASE = new HashMap<>();

  static {
    length();
    massAndVolume();
    timeAndTemperature();
    data();
    ANY_CASE.put("%", PERCENT);
    ANY_CASE.put("percent", PERCENT);
    ANY_CASE.put("pct", PERCENT);
  }

  private static void length() {
    unit("length", 1, "m", "metre", "metres", "meter", "meters");
    unit("length", 1000, "km", "kilometre", "kilometres", "kilometer", "kilometers", "kms");
    unit("length", 0.01, "cm", "centimetre", "centimetres", "centimeter", "centimeters");
    unit("length", 0.001, "mm", "millimetre", "millimetres", "millimeter", "millimeters");
    unit("length", 1609.344, "mi", "mile", "miles");
    unit("length", 0.9144, "yd", "yard", "yards");
    unit("length", 0.3048, "ft", "foot", "feet", "′");
    // "in" is a word; it counts only where it cannot be one: see QuantityReader.
    unit("length", 0.0254, "in", "inch", "inches", "″");
  }

  private static void massAndVolume() {
    unit("mass", 1, "kg", "kilogram", "kilograms", "kilo", "kilos", "kgs");
    unit("mass", 0.001, "g", "gram", "grams");
    unit("mass", 1e-6, "mg", "milligram", "milligrams");
    unit("mass", 1000, "t", "tonne", "tonnes");
    unit("mass", 0.45359237, "lb", "lbs", "pound", "pounds");
    unit("mass", 0.028349523125, "oz", "ounce", "ounces");
    unit("volume", 1, "l", "L", "litre", "litres", "liter", "liters");
    unit("volume", 0.001, "ml", "mL", "millilitre", "millilitres", "milliliter", "milliliters");
  }

  private static void timeAndTemperature() {
    unit("time", 0.001, "ms", "millisecond", "milliseconds");
    unit("time", 1, "s", "sec", "secs", "second", "seconds");
    unit("time", 60, "min", "mins", "minute", "minutes");
    unit("time", 3600, "h", "hr", "hrs", "hour", "hours");
    unit("time", 86_400, "day", "days", "d");
    unit("time", 604_800, "week", "weeks", "wk", "wks");
    // How long a month is depends on which one; years are twelve of them.
    unit("calendar", 1, "month", "months");
    unit("calendar", 12, "year", "years", "yr", "yrs");
    unit("temperature", 1, 273.15, "°C", "℃", "celsius");
    unit("temperature", 5.0 / 9, 459.67 * 5 / 9, "°F", "℉", "fahrenheit");
    unit("temperature", 1, "kelvin", "kelvins");
  }

  private static void data() {
    unit("data", 1, "B", "byte", "bytes");
    unit("data", 1e3, "kB", "KB", "kilobyte", "kilobytes");
    unit("data", 1e6, "MB", "megabyte", "megabytes");
    unit("data", 1e9, "GB", "gigabyte", "gigabytes");
    unit("data", 1e12, "TB", "terabyte", "terabytes");
    unit("data", 1L << 10, "KiB", "kibibyte", "kibibytes");
    unit("data", 1L << 20, "MiB", "mebibyte", "mebibytes");
    unit("data", 1L << 30, "GiB", "gibibyte", "gibibytes");
    unit("data", 1L << 40, "TiB", "tebibyte", "tebibytes");
  }

  private static final Map<String, String> CURRENCIES =
      Map.ofEntries(
          entry("$", "USD"),
          entry("US$", "USD"),
          entry("A$", "AUD"),
          entry("C$", "CAD"),
          entry("CA$", "CAD"),
          entry("NZ$", "NZD"),
          entry("HK$", "HKD"),
          entry("S$", "SGD"),
          entry("R$", "BRL"),
          entry("€", "EUR"),
          entry("£", "GBP"),
          entry("¥", "JPY"),
          entry("₹", "INR"),
          entry("₽", "RUB"),
          entry("₩", "KRW"),
          entry("₺", "TRY"),
          entry("₴", "UAH"),
          entry("₪", "ILS"),
          entry("₫", "VND"),
          entry("₦", "NGN"),
          entry("฿", "THB"),
          entry("zł", "PLN"),
          entry("Kč", "CZK"),
          entry("Fr.", "CHF"),
          entry("dollar", "USD"),
          entry("dollars", "USD"),
          entry("euro", "EUR"),
          entry("euros", "EUR"),
          entry("yen", "JPY"),
          entry("yuan", "CNY"),
          entry("rupee", "INR"),
          entry("rupees", "INR"),
          entry("franken", "CHF"),
          entry("RMB", "CNY"));

  private static final String CODES =
      " AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES"
          + " KRW MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD"
          + " UAH USD VND ZAR ";

  private static void unit(String kind, double factor, String... names) {
    unit(kind, factor, 0, names);
  }

  // One letter differs by case, s and S, as do mm and MM, ms and MS.
  private static void unit(String kind, double factor, double offset, String... names) {
    Unit unit = new Unit(names[0], kind, factor, offset);
    for (String name : names) {
      boolean exact = name.length() == 1 || name.equals("mm") || name.equals("ms");
      if (exact) {
        EXACT.put(name, unit);
      } else {
        ANY_CASE.put(name.toLowerCase(Locale.ROOT), unit);
      }
    }
  }

  /** The unit or currency that {@code word} names; null if it names none. */
  static @Nullable Unit of(String word) {
    Unit unit = EXACT.get(word);
    if (unit == null) {
      unit = ANY_CASE.get(word.toLowerCase(Locale.ROOT));
    }
    return unit == null ? currency(word) : unit;
  }

  /** The currency of a symbol, an ISO code in capitals, or a name; null if it is none. */
  static @Nullable Unit currency(String word) {
    String code = CURRENCIES.get(word);
    if (code == null) {
      code = CURRENCIES.get(word.toLowerCase(Locale.ROOT));
    }
    if (code == null && word.length() == 3 && CODES.contains(" " + word + " ")) {
      code = word;
    }
    return code == null ? null : new Unit(code, "currency " + code, 1, 0);
  }

  /** Whether it is a currency. */
  public boolean isCurrency() {
    return kind.startsWith("currency ");
  }

  /** Whether it is per cent. */
  public boolean isPercent() {
    return kind.equals("share");
  }

  /** Whether values in this unit can be had in {@code other}. */
  public boolean convertsTo(Unit other) {
    return kind.equals(other.kind);
  }

  /** {@code value}, which is in this unit, in {@code other}. */
  double convert(double value, Unit other) {
    if (equals(other)) {
      return value;
    }
    return (value * factor + offset - other.offset) / other.factor;
  }
}
