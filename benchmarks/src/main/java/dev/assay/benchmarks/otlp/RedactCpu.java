package dev.assay.benchmarks.otlp;

import dev.assay.otel.record.Attributes;
import dev.assay.otel.record.RecordBatch;
import dev.assay.otel.record.SpanRecord;
import dev.assay.server.redaction.ContentKeeper;
import dev.assay.server.redaction.RedactionSettings;
import dev.assay.server.redaction.Redactor;
import dev.assay.server.redaction.UserHashes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CPU time of redacting one span of 1.2 kB, as the kernel counts it for the thread. */
public final class RedactCpu {

  private static final int SPANS = 500;
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 61;
  private static final String FOUND =
      "write to jane.doe@example.com or call +1 650 253 0000 about order 1234567, from 10.2.3.4: ";

  private RedactCpu() {}

  /** Prints the median and the tenth and ninetieth percentile of the rounds, in microseconds. */
  public static void main(String[] args) {
    Redactor redactor =
        Redactor.of(RedactionSettings.DEFAULT, UserHashes.of(new byte[32]), ContentKeeper.ALL);
    Redactor dropping =
        Redactor.of(
            RedactionSettings.DEFAULT,
            UserHashes.of(new byte[32]),
            (trace, origin, attributes) -> false);
    List<SpanRecord> plain = ChatSpans.draw(SPANS, 7);
    List<SpanRecord> telling = plain.stream().map(RedactCpu::telling).toList();
    print("nothing to find", redactor, plain);
    print("three things each", redactor, telling);
    print("content dropped", dropping, plain);
  }

  private static SpanRecord telling(SpanRecord span) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(span.attributes().values());
    for (String key : new ArrayList<>(values.keySet())) {
      if (values.get(key) instanceof String text && text.startsWith("[{")) {
        values.put(key, text.replaceFirst("\"content\":\"", "\"content\":\"" + FOUND));
      }
    }
    return new SpanRecord(
        span.origin(),
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.name(),
        span.kind(),
        span.startNanos(),
        span.endNanos(),
        span.status(),
        span.statusMessage(),
        new Attributes(values, 0),
        span.events(),
        span.links(),
        span.dropped());
  }

  private static void print(String name, Redactor redactor, List<SpanRecord> spans) {
    RecordBatch batch = new RecordBatch(spans, List.of());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] micros = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      if (redactor.apply(batch).spans().size() != SPANS) {
        throw new IllegalStateException("spans lost");
      }
      if (round >= 0) {
        micros[round] = (threads.getCurrentThreadCpuTime() - start) / 1e3 / SPANS;
      }
    }
    Arrays.sort(micros);
    System.out.printf(
        Locale.ROOT,
        "%-18s %6.1f us (%.1f to %.1f)  found: %s%n",
        name,
        micros[ROUNDS / 2],
        micros[ROUNDS / 10],
        micros[ROUNDS * 9 / 10],
        redactor.counts().redacted());
  }
}
