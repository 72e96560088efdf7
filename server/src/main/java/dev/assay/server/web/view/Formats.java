package dev.assay.server.web.view;

import static java.util.Objects.requireNonNull;

import dev.assay.stats.interval.Estimate;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers and times for one reader.
 *
 * @param locale how numbers and dates are written
 * @param zone where times are told from
 * @param now what is ago
 * @since 0.1
 */
public record Formats(Locale locale, ZoneId zone, Instant now) {

  private static final String NONE = "–";
  // Too few values to bound a quantile: its interval has no end there.
  private static final double UNBOUNDED = 1e15;
  private static final double SECOND = 1_000;
  private static final double MINUTE = 60_000;

  /** Checks the parts. */
  public Formats {
    requireNonNull(locale, "locale");
    requireNonNull(zone, "zone");
    requireNonNull(now, "now");
  }

  /** A whole number. */
  public String count(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** A number, with about three digits that count. */
  public String number(double value) {
    return decimals(value, digits(Math.abs(value)));
  }

  /** A number of some unit. */
  public String of(Unit unit, double value) {
    return (unit == Unit.MONEY ? "$" : "") + bare(unit, value, value) + suffix(unit, value);
  }

  // Written with as many decimals as the scale of the whole asks for.
  private String bare(Unit unit, double value, double scale) {
    double size = Math.abs(scale);
    return switch (unit) {
      case SHARE, POINTS -> decimals(100 * value, percentDigits(scale));
      case COUNT -> Math.rint(value) == value ? count((long) value) : number(value);
      case MILLIS ->
          size < SECOND
              ? decimals(value, size < 10 ? 1 : 0)
              : size < 2 * MINUTE ? decimals(value / SECOND, 2) : decimals(value / MINUTE, 1);
      case SCORE -> decimals(value, 2);
      case MONEY -> decimals(value, moneyDigits(size));
      case PER_SECOND -> number(value);
    };
  }

  private static String suffix(Unit unit, double scale) {
    double size = Math.abs(scale);
    return switch (unit) {
      case SHARE -> "%";
      case POINTS -> " pp";
      case MILLIS -> size < SECOND ? " ms" : size < 2 * MINUTE ? " s" : " min";
      case PER_SECOND -> "/s";
      case COUNT, SCORE, MONEY -> "";
    };
  }

  /** The value and its interval, such as {@code 92.1% [91.0, 93.1]}; a dash for none. */
  public String of(Unit unit, @Nullable Estimate estimate) {
    return (value(unit, estimate) + " " + interval(unit, estimate)).strip();
  }

  /** The value alone; a dash for none. */
  public String value(Unit unit, @Nullable Estimate estimate) {
    return estimate == null ? NONE : of(unit, estimate.value());
  }

  /** The interval alone, such as {@code [91.0, 93.1]}; empty where it has no width. */
  public String interval(Unit unit, @Nullable Estimate estimate) {
    if (estimate == null || estimate.low() == estimate.high()) {
      return "";
    }
    boolean comma = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',';
    return "["
        + end(unit, estimate.low(), estimate)
        + (comma ? "; " : ", ")
        + end(unit, estimate.high(), estimate)
        + "]";
  }

  private String end(Unit unit, double end, Estimate estimate) {
    if (Math.abs(end) >= UNBOUNDED || Double.isNaN(end)) {
      return end < 0 ? "−∞" : "∞";
    }
    return bare(unit, end, estimate.value());
  }

  private static int percentDigits(double share) {
    double percent = Math.abs(100 * share);
    return percent < 1 ? 2 : 1;
  }

  private static int moneyDigits(double value) {
    if (value >= 1 || value == 0) {
      return 2;
    }
    return (int) Math.min(8, 2 - Math.floor(Math.log10(value)));
  }

  private static int digits(double size) {
    if (size == 0 || size >= 100) {
      return 0;
    }
    return size >= 10 ? 1 : size >= 1 ? 2 : 3;
  }

  private String decimals(double value, int digits) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(digits);
    format.setMinimumFractionDigits(digits);
    String text = format.format(value);
    return text.startsWith("-") ? "−" + text.substring(1) : text;
  }

  /** A day and time. */
  public String time(Instant time) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .withLocale(locale)
        .format(at(time));
  }

  /** A day and time that need not say the year, such as {@code Tue 14:00}, where it is near. */
  public String near(Instant time) {
    Duration away = Duration.between(time, now).abs();
    if (away.compareTo(Duration.ofDays(6)) > 0) {
      return time(time);
    }
    boolean today = at(time).toLocalDate().equals(at(now).toLocalDate());
    String clock =
        DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(at(time));
    // Words are ours, and so is the weekday's language.
    return today
        ? clock
        : DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH).format(at(time)) + " " + clock;
  }

  /** A day. */
  public String day(Instant time) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(locale)
        .format(at(time));
  }

  /** A time as a form's field has it. */
  public String field(Instant time) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT).format(at(time));
  }

  /** How long ago, such as {@code 5 min ago}. */
  public String ago(Instant time) {
    Duration past = Duration.between(time, now);
    return past.isNegative() ? "in " + length(past.negated()) : length(past) + " ago";
  }

  /** A length of time, roughly, such as {@code 5 min}. */
  public String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3_600 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
  }

  /** A period, such as {@code 20 Nov 2026, 09:30 – 21 Nov 2026, 09:30}. */
  public String period(Period period) {
    return time(period.from()) + " – " + time(period.to());
  }

  private ZonedDateTime at(Instant time) {
    return time.atZone(zone);
  }
}
