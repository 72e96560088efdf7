package dev.assay.server.engine;

import dev.assay.server.api.metrics.ServerMetrics;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Names the numbers of one part, all taken from what it counts.
 *
 * @param prefix what each name begins with
 * @param counts the part's numbers as they stand
 */
record CountMetrics<T>(ServerMetrics metrics, String prefix, Supplier<T> counts) {

  /** A number that only grows. */
  void counter(String name, String words, ToDoubleFunction<T> of) {
    metrics.counter(prefix + name, words, () -> of.applyAsDouble(counts.get()));
  }

  /** A number that goes up and down. */
  void gauge(String name, String words, ToDoubleFunction<T> of) {
    metrics.gauge(prefix + name, words, () -> of.applyAsDouble(counts.get()));
  }
}
