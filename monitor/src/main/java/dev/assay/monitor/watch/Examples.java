package dev.assay.monitor.watch;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The latest findings of each evaluator, to have examples of what changed. */
final class Examples {

  /** How many an alert has. */
  static final int MOST = 10;

  private static final int MOST_EVALUATORS = 100;
  private static final int MOST_EACH = 100;
  private static final int LONGEST = 200;
  private static final int MOST_DIMENSIONS = 50;
  private static final Duration AGE = Duration.ofDays(2);

  private final TreeMap<String, ArrayDeque<Finding>> findings = new TreeMap<>();

  void add(Finding finding) {
    if (finding.evaluator().length() > LONGEST || finding.interactionId().length() > LONGEST) {
      return;
    }
    ArrayDeque<Finding> known = findings.get(finding.evaluator());
    if (known == null) {
      if (findings.size() == MOST_EVALUATORS) {
        return;
      }
      known = new ArrayDeque<>();
      findings.put(finding.evaluator(), known);
    }
    known.addLast(finding);
    if (known.size() > MOST_EACH) {
      known.removeFirst();
    }
  }

  void forget(Instant now) {
    Instant before = now.minus(AGE);
    findings.values().forEach(each -> each.removeIf(finding -> finding.at().isBefore(before)));
    findings.values().removeIf(ArrayDeque::isEmpty);
  }

  /** Interactions since a time, the lowest scores first, then the latest. */
  List<String> since(Instant since, Slice slice, Predicate<Finding> wanted) {
    List<Finding> found = new ArrayList<>();
    findings
        .values()
        .forEach(
            each ->
                each.stream()
                    .filter(f -> !f.at().isBefore(since) && within(f, slice) && wanted.test(f))
                    .forEach(found::add));
    found.sort(
        Comparator.comparingDouble(Finding::value)
            .thenComparing(Comparator.comparing(Finding::at).reversed())
            .thenComparing(Finding::interactionId));
    return found.stream().map(Finding::interactionId).distinct().limit(MOST).toList();
  }

  /** What a measure's change is shown by. */
  static Predicate<Finding> of(WatchedMeasure measure) {
    if (measure.kind().scored()) {
      return finding -> finding.evaluator().equals(measure.evaluator());
    }
    if (measure.kind() == WatchedMeasure.Kind.MODE_RATE) {
      return finding -> {
        FailureMode mode = finding.mode();
        return mode != null && mode.key().equals(measure.argument());
      };
    }
    return finding -> finding.mode() != null;
  }

  private static boolean within(Finding finding, Slice slice) {
    for (Slice.Part part : slice.parts()) {
      String value = finding.dimensions().get(part.dimension());
      boolean fits =
          switch (part.kind()) {
            case VALUE -> part.value().equals(value);
            case NONE -> value == null;
            case OTHER -> value != null;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  void write(StateWriter out) {
    out.count(findings.size());
    findings.forEach(
        (evaluator, each) -> {
          out.text(evaluator);
          out.count(each.size());
          each.forEach(finding -> write(finding, out));
        });
  }

  private static void write(Finding finding, StateWriter out) {
    out.text(bounded(finding.id()));
    out.text(finding.interactionId());
    out.signed(finding.at().getEpochSecond());
    FailureMode mode = finding.mode();
    out.text(mode == null ? "" : mode.key());
    out.bits(Double.doubleToRawLongBits(finding.value()));
    Map<String, String> dimensions = finding.inOrder();
    int most = Math.min(MOST_DIMENSIONS, dimensions.size());
    out.count(most);
    dimensions.entrySet().stream()
        .limit(most)
        .forEach(
            each -> {
              out.text(bounded(each.getKey()));
              out.text(bounded(each.getValue()));
            });
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  void read(StateReader in) {
    int evaluators = in.size(MOST_EVALUATORS, 2);
    for (int i = 0; i < evaluators; i++) {
      String evaluator = in.text(LONGEST);
      ArrayDeque<Finding> each = new ArrayDeque<>();
      int size = in.size(MOST_EACH, 13);
      for (int j = 0; j < size; j++) {
        each.addLast(finding(evaluator, in));
      }
      findings.put(evaluator, each);
    }
  }

  private static Finding finding(String evaluator, StateReader in) {
    String id = in.text(LONGEST);
    String interaction = in.text(LONGEST);
    Instant at = States.instant(in);
    FailureMode mode = FailureMode.ofKey(in.text(LONGEST)).orElse(null);
    double value = Double.longBitsToDouble(in.bits());
    TreeMap<String, String> dimensions = new TreeMap<>();
    int size = in.size(MOST_DIMENSIONS, 2);
    for (int i = 0; i < size; i++) {
      dimensions.put(in.text(LONGEST), in.text(LONGEST));
    }
    return new Finding(id, interaction, at, evaluator, null, mode, value, null, dimensions);
  }
}
