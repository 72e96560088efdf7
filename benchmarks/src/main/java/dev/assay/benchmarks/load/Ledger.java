package dev.assay.benchmarks.load;

import dev.assay.core.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a server acknowledged: a first line that says how ids are made, and a line with the number
 * of each batch as its answer came. Ids follow from these.
 *
 * @param seed of the ids
 * @param shape of the traces
 * @param traces a batch
 * @param batches that were to be sent
 * @param startNanos when the first batch's spans began, since 1970
 * @param intervalNanos from one batch to the next
 * @param acknowledged the numbers of the batches
 */
record Ledger(
    long seed,
    Shape shape,
    int traces,
    long batches,
    long startNanos,
    long intervalNanos,
    BitSet acknowledged) {

  /** Writes one as answers come; for several threads. */
  static final class Writer implements AutoCloseable {

    private final BufferedWriter out;

    Writer(Path file, LoadOptions options, long startNanos) throws IOException {
      out = Files.newBufferedWriter(file);
      ObjectNode head = Json.object();
      head.put("seed", options.seed());
      head.put("shape", options.shape().key());
      head.put("traces", options.traces());
      head.put("batches", options.batches());
      head.put("start_nanos", startNanos);
      head.put("interval_nanos", options.intervalNanos());
      out.write(Json.write(head));
      out.write('\n');
    }

    // Flushed each time: some 40 times a second, and a ledger that is cut short proves less.
    synchronized void acknowledged(long batch) throws IOException {
      out.write(Long.toString(batch));
      out.write('\n');
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads one. */
  static Ledger read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    JsonNode head = Json.parse(lines.get(0), file.toString(), 1);
    BitSet acknowledged = new BitSet();
    lines.stream().skip(1).mapToInt(Integer::parseInt).forEach(acknowledged::set);
    return new Ledger(
        head.get("seed").longValue(),
        Shape.ofKey(head.get("shape").stringValue()),
        head.get("traces").intValue(),
        head.get("batches").longValue(),
        head.get("start_nanos").longValue(),
        head.get("interval_nanos").longValue(),
        acknowledged);
  }

  /** How many traces were acknowledged. */
  long size() {
    return (long) acknowledged.cardinality() * traces;
  }

  /** Hands over the id of every trace acknowledged. */
  void traceIds(Consumer<String> sink) {
    Ids ids = new Ids(seed);
    acknowledged.stream()
        .forEach(
            batch -> {
              for (int i = 0; i < traces; i++) {
                long trace = (long) batch * traces + i;
                sink.accept(
                    String.format(
                        Locale.ROOT, "%016x%016x", ids.traceHigh(trace), ids.traceLow(trace)));
              }
            });
  }
}
