package dev.assay.server.web.alert;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.AlertState;
import dev.assay.monitor.watch.Severity;
import dev.assay.monitor.window.Slice;
import dev.assay.server.store.AlertFilter;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts the address asks for.
 *
 * @param view the page's
 * @param state null for any
 * @param severity null for any
 * @param monitor null for any
 */
record AlertChoice(
    View view, @Nullable String state, @Nullable String severity, @Nullable String monitor) {

  private static final String PATH = "/ui/alerts";

  /** What may be chosen: a name of a parameter, a value of it, and whether it is chosen. */
  record Chip(String label, String href, boolean chosen) {}

  static AlertChoice of(Visit visit) {
    return new AlertChoice(
        visit.view(),
        one(visit, "state", states()),
        one(visit, "severity", severities()),
        visit.text("monitor").orElse(null));
  }

  private static @Nullable String one(Visit visit, String name, List<String> known) {
    String given = visit.text(name).orElse(null);
    if (given != null && !known.contains(given)) {
      throw new InvalidInputException(
          Problem.of(name, given, "one of " + String.join(", ", known)));
    }
    return given;
  }

  private static List<String> states() {
    return Arrays.stream(AlertState.values()).map(AlertState::key).toList();
  }

  private static List<String> severities() {
    return Arrays.stream(Severity.values()).map(Severity::key).toList();
  }

  AlertFilter filter(Period period) {
    Set<String> slices = view.slice().equals(Slice.ALL) ? Set.of() : Set.of(view.slice().key());
    return new AlertFilter(period.from(), period.to(), state, severity, monitor, slices);
  }

  List<Chip> byState() {
    return chips("state", state, states());
  }

  List<Chip> bySeverity() {
    return chips("severity", severity, severities());
  }

  /** Where the alerts of any monitor are. */
  String ofAnyMonitor() {
    return href("monitor", null);
  }

  /** The same choice, further on in the list. */
  String page(String name, String cursor) {
    return href(name, cursor);
  }

  private List<Chip> chips(String name, @Nullable String chosen, List<String> values) {
    Map<String, Chip> chips = new LinkedHashMap<>();
    chips.put("", new Chip("any " + name, href(name, null), chosen == null));
    values.forEach(
        value -> chips.put(value, new Chip(value, href(name, value), value.equals(chosen))));
    return List.copyOf(chips.values());
  }

  private String href(String name, @Nullable String value) {
    Map<String, String> own = new LinkedHashMap<>();
    put(own, "state", state);
    put(own, "severity", severity);
    put(own, "monitor", monitor);
    own.remove(name);
    put(own, name, value);
    return view.at(PATH, own);
  }

  private static void put(Map<String, String> own, String name, @Nullable String value) {
    if (value != null) {
      own.put(name, value);
    }
  }
}
