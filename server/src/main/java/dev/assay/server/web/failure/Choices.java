package dev.assay.server.web.failure;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.window.Slice;
import dev.assay.server.store.CaseCount;
import dev.assay.server.store.CaseFilter;
import dev.assay.server.web.failure.CaseQuery.Standing;
import dev.assay.server.web.failure.FailuresPage.Choice;
import dev.assay.server.web.page.Filters;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.view.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the list can be narrowed to, each with how many cases that would leave. */
final class Choices {

  private final List<CaseCount> counts;
  private final Visit visit;
  private final CaseQuery query;
  private final CaseFilter.@Nullable Value feature;

  Choices(List<CaseCount> counts, Visit visit, CaseQuery query) {
    this.counts = counts;
    this.visit = visit;
    this.query = query;
    this.feature = CaseQuery.feature(visit.view().slice());
  }

  boolean any() {
    return !counts.isEmpty();
  }

  List<Choice> standings() {
    List<Choice> choices = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      long cases =
          counts.stream()
              .filter(each -> standing.statuses().contains(each.status()))
              .filter(each -> ofMode(each, query.mode()) && ofFeature(each))
              .mapToLong(CaseCount::cases)
              .sum();
      // What is counted does not know of words to be found.
      String label = standing.words() + (query.find() == null ? " " + formats().count(cases) : "");
      boolean chosen = standing == query.standing();
      if (cases > 0 || chosen || standing == Standing.OPEN || standing == Standing.ALL) {
        choices.add(
            new Choice(standing.key(), label, chosen, query.with(standing).at(visit.view())));
      }
    }
    return choices;
  }

  List<Choice> modes() {
    TreeMap<String, Long> found = new TreeMap<>();
    for (CaseCount each : counts) {
      if (query.standing().statuses().contains(each.status()) && ofFeature(each)) {
        found.merge(key(each.failureMode()), each.cases(), Long::sum);
      }
    }
    String mode = query.mode();
    if (mode != null) {
      found.putIfAbsent(mode, 0L);
    }
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", "All modes", mode == null, ""));
    found.forEach(
        (key, cases) ->
            choices.add(
                new Choice(
                    key,
                    CaseWords.mode(FailureMode.ofKey(key).orElse(null))
                        + " ("
                        + formats().count(cases)
                        + ")",
                    key.equals(mode),
                    "")));
    return choices;
  }

  List<Choice> features() {
    Map<Slice, Long> found = new TreeMap<>((a, b) -> a.key().compareTo(b.key()));
    for (CaseCount each : counts) {
      if (query.standing().statuses().contains(each.status()) && ofMode(each, query.mode())) {
        found.merge(slice(each.feature()), each.cases(), Long::sum);
      }
    }
    Slice chosen = visit.view().slice();
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("", "All features", chosen.equals(Slice.ALL), ""));
    if (!chosen.equals(Slice.ALL)) {
      found.putIfAbsent(chosen, 0L);
    }
    found.forEach(
        (slice, cases) ->
            choices.add(
                new Choice(
                    slice.key(),
                    Filters.label(slice)
                        + " ("
                        + formats().count(slice.equals(chosen) && cases == 0 ? matching() : cases)
                        + ")",
                    slice.equals(chosen),
                    "")));
    return choices;
  }

  private long matching() {
    return counts.stream()
        .filter(each -> query.standing().statuses().contains(each.status()))
        .filter(each -> ofMode(each, query.mode()) && ofFeature(each))
        .mapToLong(CaseCount::cases)
        .sum();
  }

  private static Slice slice(@Nullable String feature) {
    return feature == null ? Slice.ofKey("feature~none") : Slice.of("feature", feature);
  }

  private boolean ofFeature(CaseCount each) {
    return feature == null || Objects.equals(feature.is(), each.feature());
  }

  private static boolean ofMode(CaseCount each, @Nullable String mode) {
    return mode == null || mode.equals(key(each.failureMode()));
  }

  private static String key(@Nullable FailureMode mode) {
    return mode == null ? CaseQuery.NONE : mode.key();
  }

  private Formats formats() {
    return visit.formats();
  }
}
