package dev.assay.monitor.window;

import dev.assay.core.interaction.Signal;
import dev.assay.monitor.internal.StateReader;
import dev.assay.monitor.internal.StateWriter;
import java.util.EnumMap;
import java.util.Map;

/** How often users did what, and in how many interactions. */
final class SignalCounts {

  private static final long MOST = 1L << 50;

  private final Map<Signal.Kind, Long> signals = new EnumMap<>(Signal.Kind.class);
  private final Map<Signal.Kind, Long> interactions = new EnumMap<>(Signal.Kind.class);
  private long negative;

  void add(Signal.Kind kind, boolean firstOfKind, boolean firstNegative) {
    signals.merge(kind, 1L, Long::sum);
    if (firstOfKind) {
      interactions.merge(kind, 1L, Long::sum);
    }
    negative += firstNegative ? 1 : 0;
  }

  void merge(SignalCounts other) {
    other.signals.forEach((kind, count) -> signals.merge(kind, count, Long::sum));
    other.interactions.forEach((kind, count) -> interactions.merge(kind, count, Long::sum));
    negative += other.negative;
  }

  boolean covers(SignalCounts part) {
    return negative >= part.negative
        && part.signals.keySet().stream()
            .allMatch(
                kind ->
                    signals(kind) >= part.signals(kind)
                        && interactions(kind) >= part.interactions(kind));
  }

  /** Takes back what another holds, as far as it is here; gives whether all of it was. */
  boolean withdraw(SignalCounts part) {
    boolean all = covers(part);
    negative = Math.max(0, negative - part.negative);
    part.signals.forEach((kind, count) -> withdraw(signals, kind, count));
    part.interactions.forEach((kind, count) -> withdraw(interactions, kind, count));
    return all;
  }

  private static void withdraw(Map<Signal.Kind, Long> from, Signal.Kind kind, long count) {
    from.computeIfPresent(kind, (key, there) -> there <= count ? null : (Long) (there - count));
  }

  boolean isEmpty() {
    return signals.isEmpty();
  }

  long signals(Signal.Kind kind) {
    return signals.getOrDefault(kind, 0L);
  }

  long interactions(Signal.Kind kind) {
    return interactions.getOrDefault(kind, 0L);
  }

  long negative() {
    return negative;
  }

  void write(StateWriter out) {
    out.count(negative);
    out.count(signals.size());
    signals.forEach(
        (kind, count) -> {
          out.text(kind.name());
          out.count(count);
          out.count(interactions(kind));
        });
  }

  void read(StateReader in) {
    negative = in.count(MOST);
    int size = in.size(Signal.Kind.values().length, 3);
    for (int i = 0; i < size; i++) {
      String name = in.text(100);
      Signal.Kind kind = null;
      for (Signal.Kind each : Signal.Kind.values()) {
        kind = each.name().equals(name) ? each : kind;
      }
      if (kind == null) {
        throw in.refuse("signal " + name, "a known one");
      }
      signals.put(kind, in.count(MOST));
      interactions.put(kind, in.count(signals(kind)));
    }
  }
}
