package dev.assay.benchmarks.load;

import dev.assay.core.json.Json;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.ObjectNode;

/** Counts what became of the batches; for several threads. */
final class LoadResult {

  private static final long LONGEST_MICROS = 3_600_000_000L;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

  private final LongAdder sent = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder fillNanos = new LongAdder();
  private final LongAdder fills = new LongAdder();
  private final Map<String, LongAdder> refused = new ConcurrentSkipListMap<>();
  private final Histogram whole = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final Histogram afterSending = new ConcurrentHistogram(LONGEST_MICROS, 3);
  private final long spansOfBatch;
  private final double modelsOfBatch;

  LoadResult(LoadOptions options) {
    spansOfBatch = (long) options.traces() * options.shape().spans();
    modelsOfBatch = options.traces();
  }

  void filled(long nanos) {
    fillNanos.add(nanos);
    fills.increment();
  }

  void sent(int length) {
    sent.increment();
    bytes.add(length);
  }

  void refused(String code) {
    refused.computeIfAbsent(code, any -> new LongAdder()).increment();
  }

  /**
   * Counts an acknowledgement.
   *
   * @param measured whether its time counts, for the warm-up is over
   * @param sinceDue from when the batch was to be sent, whatever kept it
   * @param sinceSent from when it was sent the last time
   */
  void acknowledged(long rejectedSpans, boolean measured, long sinceDue, long sinceSent) {
    acknowledged.increment();
    rejected.add(rejectedSpans);
    if (!measured) {
      return;
    }
    whole.recordValue(Math.min(LONGEST_MICROS, Math.max(0, sinceDue / 1_000)));
    afterSending.recordValue(Math.min(LONGEST_MICROS, Math.max(0, sinceSent / 1_000)));
  }

  long acknowledgedBatches() {
    return acknowledged.sum();
  }

  String line(double seconds) {
    return String.format(
        Locale.ROOT,
        "%6.1f s  sent %d  acknowledged %d spans  refused %s  p50 %.1f ms  p99 %.1f ms  max %.1f ms",
        seconds,
        sent.sum() * spansOfBatch,
        acknowledged.sum() * spansOfBatch,
        refused,
        whole.getValueAtPercentile(50) / 1e3,
        whole.getValueAtPercentile(99) / 1e3,
        whole.getMaxValue() / 1e3);
  }

  ObjectNode json(double seconds, long batches) {
    ObjectNode json = Json.object();
    json.put("seconds", seconds);
    json.put("planned_spans", batches * spansOfBatch);
    json.put("sent_spans", sent.sum() * spansOfBatch);
    json.put("acknowledged_spans", acknowledged.sum() * spansOfBatch);
    json.put("rejected_spans", rejected.sum());
    json.put("model_spans_per_second", acknowledged.sum() * modelsOfBatch / seconds);
    json.put("sent_bytes_before_compression", bytes.sum());
    ObjectNode codes = json.putObject("refused_batches");
    new TreeMap<>(refused).forEach((code, count) -> codes.put(code, count.sum()));
    percentiles(json.putObject("acknowledgement_ms"), whole);
    percentiles(json.putObject("acknowledgement_after_sending_ms"), afterSending);
    json.put(
        "generation_nanos_per_span",
        (double) fillNanos.sum() / Math.max(1, fills.sum() * spansOfBatch));
    json.put("cpu_micros_per_span", cpuNanos() / 1e3 / Math.max(1, sent.sum() * spansOfBatch));
    return json;
  }

  private static void percentiles(ObjectNode json, Histogram histogram) {
    for (double percentile : PERCENTILES) {
      String name =
          percentile == 100 ? "max" : "p" + Double.toString(percentile).replaceFirst("\\.0$", "");
      json.put(name, histogram.getValueAtPercentile(percentile) / 1e3);
    }
  }

  private static double cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : Double.NaN;
  }
}
