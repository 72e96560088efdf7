package dev.assay.server.web.view;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows, all of which stands in its address.
 *
 * @param last a time that ends now; null where {@code chosen} is given
 * @param chosen a time that stays; null where {@code last} is given
 * @param slice of which traffic
 * @param comparison what it is laid over
 * @param zone where times are told from
 * @param zoneChosen whether the address says so, rather than the reader's settings
 * @param columns what a list shows; empty for what it shows by itself
 * @since 0.1
 */
public record View(
    @Nullable Last last,
    @Nullable Period chosen,
    Slice slice,
    Comparison comparison,
    ZoneId zone,
    boolean zoneChosen,
    List<String> columns) {

  /** The names of its parameters, which pages cannot use for others. */
  public static final Set<String> PARAMETERS =
      Set.of("last", "from", "to", "slice", "compare", "zone", "columns");

  private static final int LONGEST = 2_000;
  private static final int MOST_COLUMNS = 40;
  private static final String SLICES =
      "all, or DIMENSION=VALUE, DIMENSION~none or DIMENSION~other joined by &";

  /** Checks and copies the parts. */
  public View {
    if ((last == null) == (chosen == null)) {
      throw new IllegalArgumentException("last, chosen: both or neither (expected: one)");
    }
    requireNonNull(slice, "slice");
    requireNonNull(comparison, "comparison");
    requireNonNull(zone, "zone");
    columns = List.copyOf(columns);
  }

  /** The last day of everything. */
  public static View standard(ZoneId zone) {
    return new View(Last.DAY, null, Slice.ALL, Comparison.NONE, zone, false, List.of());
  }

  /**
   * Reads a view from the parameters of an address; those of other names are left to the page.
   *
   * @param parameters as decoded, hostile
   * @param zone where times are told from unless the address says
   * @throws InvalidInputException if one is not what it can be
   */
  public static View parse(Map<String, List<String>> parameters, ZoneId zone) {
    View view = standard(zone);
    Optional<String> given = one(parameters, "zone");
    if (given.isPresent()) {
      view = view.in(zone(given.get()));
    }
    Optional<String> slice = one(parameters, "slice");
    if (slice.isPresent()) {
      view = view.of(slice(slice.get()));
    }
    Optional<String> compare = one(parameters, "compare");
    if (compare.isPresent()) {
      view = view.with(comparison(compare.get()));
    }
    Optional<String> columns = one(parameters, "columns");
    if (columns.isPresent()) {
      view = view.showing(columns(columns.get()));
    }
    return timed(view, parameters);
  }

  private static View timed(View view, Map<String, List<String>> parameters) {
    Optional<String> last = one(parameters, "last");
    if (last.isPresent()) {
      return view.over(Last.parse(last.get()));
    }
    Optional<String> from = one(parameters, "from");
    Optional<String> to = one(parameters, "to");
    if (from.isEmpty() && to.isEmpty()) {
      return view;
    }
    if (from.isEmpty() || to.isEmpty()) {
      String missing = from.isEmpty() ? "from" : "to";
      throw new InvalidInputException(Problem.of(missing, "missing", "both from and to, or last"));
    }
    return view.over(
        new Period(time("from", from.get(), view.zone()), time("to", to.get(), view.zone())));
  }

  /** The time meant at this moment. */
  public Period period(Instant now) {
    if (chosen != null) {
      return chosen;
    }
    return new Period(now.minus(requireNonNull(last).length()), now);
  }

  /** What it is laid over at this moment; empty for nothing. */
  public Optional<Period> compared(Instant now) {
    return comparison.of(period(now));
  }

  /** Whether it ends now, so that what comes is to be seen. */
  public boolean live() {
    return chosen == null;
  }

  /** Another time. */
  public View over(Last other) {
    return new View(other, null, slice, comparison, zone, zoneChosen, columns);
  }

  /** Another time. */
  public View over(Period other) {
    return new View(null, other, slice, comparison, zone, zoneChosen, columns);
  }

  /** Of other traffic. */
  public View of(Slice other) {
    return new View(last, chosen, other, comparison, zone, zoneChosen, columns);
  }

  /** Laid over something else. */
  public View with(Comparison other) {
    return new View(last, chosen, slice, other, zone, zoneChosen, columns);
  }

  /** Told from elsewhere. */
  public View in(ZoneId other) {
    return new View(last, chosen, slice, comparison, other, true, columns);
  }

  /** With other columns. */
  public View showing(List<String> others) {
    return new View(last, chosen, slice, comparison, zone, zoneChosen, others);
  }

  /** The view as an address has it, without a question mark; empty for the standard one. */
  public String query() {
    StringBuilder query = new StringBuilder();
    if (chosen != null) {
      append(query, "from", chosen.from().toString());
      append(query, "to", chosen.to().toString());
    } else if (last != null && !last.equals(Last.DAY)) {
      append(query, "last", last.text());
    }
    if (!slice.equals(Slice.ALL)) {
      append(query, "slice", slice.key());
    }
    if (comparison != Comparison.NONE) {
      append(query, "compare", comparison.key());
    }
    if (zoneChosen) {
      append(query, "zone", zone.getId());
    }
    if (!columns.isEmpty()) {
      append(query, "columns", String.join(",", columns));
    }
    return query.toString();
  }

  /** An address of this server that shows the view. */
  public String at(String path) {
    String query = query();
    return query.isEmpty() ? path : path + (path.indexOf('?') < 0 ? '?' : '&') + query;
  }

  /** An address of this server that shows the view, with a parameter of the page's. */
  public String at(String path, String name, String value) {
    StringBuilder query = new StringBuilder(query());
    append(query, name, value);
    return path + (path.indexOf('?') < 0 ? '?' : '&') + query;
  }

  /** An address of this server that shows the view, with parameters of the page's. */
  public String at(String path, Map<String, String> own) {
    StringBuilder query = new StringBuilder(query());
    own.forEach((name, value) -> append(query, name, value));
    return query.isEmpty() ? path : path + (path.indexOf('?') < 0 ? '?' : '&') + query;
  }

  private static void append(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? "" : "&").append(name).append('=');
    query.append(encoded(value));
  }

  /** A value as an address has it. */
  public static String encoded(String value) {
    // What a query may hold as it is stays readable: times, and names of zones and columns.
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%3A", ":")
        .replace("%2F", "/")
        .replace("%2C", ",");
  }

  private static Optional<String> one(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new InvalidInputException(Problem.of(name, values.size() + " times", "once"));
    }
    String value = values.isEmpty() ? "" : values.get(0);
    if (value.length() > LONGEST) {
      throw new InvalidInputException(
          Problem.of(name, value.length() + " characters", "at most " + LONGEST));
    }
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  /**
   * A slice by its key, as a person gave it.
   *
   * @throws InvalidInputException if it is none
   */
  private static Slice slice(String key) {
    try {
      return Slice.ofKey(key);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(Problem.of("slice", key, SLICES), e);
    }
  }

  private static Comparison comparison(String key) {
    return Comparison.ofKey(key)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("compare", key, "one of none, before, day, week")));
  }

  private static List<String> columns(String text) {
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (names.size() > MOST_COLUMNS || names.contains("")) {
      throw new InvalidInputException(
          Problem.of("columns", text, "1 to " + MOST_COLUMNS + " names joined by commas"));
    }
    return names;
  }

  /**
   * A zone by its name.
   *
   * @throws InvalidInputException if there is none
   */
  public static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          Problem.of("zone", name, "a time zone, such as Europe/Berlin or UTC"), e);
    }
  }

  // Forms send times without an offset: those of the reader's wall.
  private static Instant time(String name, String value, ZoneId zone) {
    try {
      Instant time =
          value.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")
              ? OffsetDateTime.parse(value).toInstant()
              : LocalDateTime.parse(value).atZone(zone).toInstant();
      if (time.getEpochSecond() >= 0 && time.getEpochSecond() < 1L << 34) {
        return time.truncatedTo(ChronoUnit.MILLIS);
      }
    } catch (DateTimeException e) {
      // Answered below.
    }
    throw new InvalidInputException(
        Problem.of(name, value, "a time such as 2026-11-21T09:30 or 2026-11-21T09:30:00Z"));
  }
}
