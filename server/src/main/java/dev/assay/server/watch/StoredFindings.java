package dev.assay.server.watch;

import dev.assay.core.evaluator.Category;
import dev.assay.monitor.watch.Condition;
import dev.assay.monitor.watch.Finding;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What evaluators found, from the scores that are stored: each with its label, its way of failing
 * and the evaluator's kind, as the monitor saw it when it was new.
 */
final class StoredFindings {

  /** The most of them that a monitor is shown. */
  static final int MOST = 1_000;

  // A person waits.
  private static final long MOST_READ = 300_000;
  private static final Duration DAY = Duration.ofDays(1);

  private final Store store;
  private final Map<String, Category> categories;

  /**
   * Over what is stored.
   *
   * @param categories what each configured evaluator is about, by name
   */
  StoredFindings(Store store, Map<String, Category> categories) {
    this.store = store;
    this.categories = Map.copyOf(categories);
  }

  /**
   * What was found.
   *
   * @param findings oldest first
   * @param from since when; later than was asked for where there was too much to read
   */
  record Found(List<Finding> findings, Instant from) {}

  /** What fulfils a condition that names an evaluator, a kind or a label. */
  Found of(Condition.Immediate condition, Instant from, Instant to) {
    List<Finding> found = new ArrayList<>();
    AtomicLong read = new AtomicLong();
    Instant since = to;
    // The latest day first: where there is too much, it is the last days that count.
    while (since.isAfter(from) && found.size() < MOST && read.get() < MOST_READ) {
      Instant end = since;
      since = end.minus(DAY).isBefore(from) ? from : end.minus(DAY);
      found.addAll(day(condition, since, end, read));
    }
    found.sort(Comparator.comparing(Finding::at).thenComparing(Finding::id));
    if (found.size() > MOST) {
      found = found.subList(found.size() - MOST, found.size());
      since = found.get(0).at();
    }
    return new Found(List.copyOf(found), since);
  }

  private List<Finding> day(
      Condition.Immediate condition, Instant from, Instant to, AtomicLong read) {
    List<Evaluation> matching = new ArrayList<>();
    Consumer<Evaluation> sink =
        each -> {
          read.incrementAndGet();
          if (each.value() != null && condition.matches(finding(each, Map.of()))) {
            matching.add(each);
          }
        };
    if (condition.evaluator() == null && condition.category() == null) {
      store.evidence().scanEvaluations(from, to, sink);
    } else {
      for (String evaluator : evaluators(condition)) {
        store.evidence().scanEvaluations(evaluator, from, to, sink);
      }
    }
    return withDimensions(matching);
  }

  private List<String> evaluators(Condition.Immediate condition) {
    String named = condition.evaluator();
    if (named != null) {
      return List.of(named);
    }
    return categories.entrySet().stream()
        .filter(each -> each.getValue() == condition.category())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private List<Finding> withDimensions(List<Evaluation> matching) {
    List<InteractionKey> keys = matching.stream().map(Evaluation::interaction).distinct().toList();
    Map<String, Map<String, String>> values = new HashMap<>();
    for (ListedInteraction each : store.interactions().rows(keys)) {
      values.put(each.row().key().id(), each.row().dimensions().byName());
    }
    List<Finding> found = new ArrayList<>();
    for (Evaluation each : matching) {
      Map<String, String> of = values.get(each.interaction().id());
      if (of != null) {
        found.add(finding(each, of));
      }
    }
    return found;
  }

  private Finding finding(Evaluation of, Map<String, String> dimensions) {
    Double value = of.value();
    return new Finding(
        of.interaction().id() + "/" + of.evaluator() + "/" + of.version(),
        of.interaction().id(),
        of.interaction().startedAt(),
        of.evaluator(),
        categories.get(of.evaluator()),
        Boolean.FALSE.equals(of.passed()) ? of.failureMode() : null,
        value == null ? Double.NaN : value,
        of.label(),
        dimensions);
  }
}
