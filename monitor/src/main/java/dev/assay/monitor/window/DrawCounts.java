package dev.assay.monitor.window;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.monitor.window.SliceSummary.Sampled;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Of each evaluator how many interactions were decided upon and how many drawn; one changes. */
final class DrawCounts {

  private static final class Tally {

    long eligible;
    long selected;
    double expected;

    void add(long decided, long drawn, double probability) {
      eligible += decided;
      selected += drawn;
      expected += probability;
    }

    boolean covers(Tally part) {
      return eligible >= part.eligible && selected >= part.selected;
    }

    void withdraw(Tally part) {
      eligible = Math.max(0, eligible - part.eligible);
      selected = Math.max(0, selected - part.selected);
      expected = Math.max(0, expected - part.expected);
    }
  }

  private final TreeMap<String, Tally> tallies = new TreeMap<>();

  void add(String evaluator, long decided, long drawn, double probability) {
    of(evaluator).add(decided, drawn, probability);
  }

  private Tally of(String evaluator) {
    Tally known = tallies.get(evaluator);
    if (known == null) {
      known = new Tally();
      tallies.put(evaluator, known);
    }
    return known;
  }

  void merge(DrawCounts other) {
    other.tallies.forEach((name, each) -> add(name, each.eligible, each.selected, each.expected));
  }

  boolean covers(DrawCounts part) {
    for (Map.Entry<String, Tally> each : part.tallies.entrySet()) {
      Tally here = tallies.get(each.getKey());
      if (!(here == null ? new Tally() : here).covers(each.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Takes back what another one holds, as far as it is here. */
  void withdraw(DrawCounts part) {
    for (Map.Entry<String, Tally> each : part.tallies.entrySet()) {
      Tally here = tallies.get(each.getKey());
      if (here != null && each.getValue().covers(here)) {
        tallies.remove(each.getKey());
      } else if (here != null) {
        here.withdraw(each.getValue());
      }
    }
  }

  Sampled of(String evaluator, Sampled otherwise) {
    @Nullable Tally known = tallies.get(evaluator);
    return known == null ? otherwise : new Sampled(known.eligible, known.selected, known.expected);
  }

  Set<String> evaluators() {
    return Collections.unmodifiableSet(tallies.keySet());
  }

  boolean isEmpty() {
    return tallies.isEmpty();
  }

  byte[] toBytes() {
    StateWriter out = new StateWriter(SliceSummary.KIND, SliceSummary.VERSION);
    out.count(tallies.size());
    tallies.forEach(
        (name, each) -> {
          out.text(name);
          out.count(each.eligible);
          out.count(each.selected);
          out.number(each.expected);
        });
    return out.toBytes();
  }

  /** Reads what {@link #toBytes} wrote, into counts that are empty. */
  void read(StateReader in) {
    int size = in.size(SliceSummary.MOST_EVALUATORS, 11);
    for (int i = 0; i < size; i++) {
      add(
          in.text(SliceSummary.LONGEST_NAME),
          in.count(SliceSummary.MOST),
          in.count(SliceSummary.MOST),
          in.amount());
    }
    in.end();
  }
}
