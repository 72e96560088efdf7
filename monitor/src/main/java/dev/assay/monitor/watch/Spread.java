package dev.assay.monitor.watch;

import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import dev.assay.stats.summary.QuantileSketch;
import java.util.Map;
import java.util.TreeMap;

/** What has a distribution: a sketch of numbers, or counts of classes. */
final class Spread {

  private static final int MOST_CLASSES = 1_000;

  private final QuantileSketch numbers = QuantileSketch.withDefaults();
  private final TreeMap<String, Double> classes = new TreeMap<>();

  QuantileSketch numbers() {
    return numbers;
  }

  Map<String, Double> classes() {
    return classes;
  }

  void add(Spread other) {
    numbers.merge(other.numbers);
    other.classes.forEach(this::add);
  }

  void add(String name, double count) {
    String kept = classes.size() < MOST_CLASSES || classes.containsKey(name) ? name : "";
    classes.merge(kept, count, Double::sum);
  }

  void write(StateWriter out) {
    out.block(numbers.toBytes());
    out.count(classes.size());
    classes.forEach(
        (name, count) -> {
          out.text(name);
          out.number(count);
        });
  }

  void read(StateReader in) {
    numbers.merge(QuantileSketch.fromBytes(in.block()));
    int size = in.size(MOST_CLASSES + 1, 9);
    for (int i = 0; i < size; i++) {
      classes.put(in.text(StateReader.LONGEST_TEXT), in.amount());
    }
  }
}
