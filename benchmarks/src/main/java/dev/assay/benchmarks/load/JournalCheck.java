package dev.assay.benchmarks.load;

import dev.assay.otel.record.SpanRecord;
import dev.assay.server.collector.Arrival;
import dev.assay.server.journal.Frame;
import dev.assay.server.journal.Journal;
import dev.assay.server.journal.JournalReader;
import dev.assay.server.journal.JournalSettings;
import dev.assay.server.journal.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Holds a journal that nothing was released from against a ledger. Arguments: the data folder, the
 * ledger. Exit code 1 if something acknowledged is missing.
 */
public final class JournalCheck {

  private JournalCheck() {}

  /** Checks. */
  public static void main(String[] args) throws IOException {
    Ledger ledger = Ledger.read(Path.of(args[1]));
    Map<String, Integer> spans = new HashMap<>();
    long frames = 0;
    try (Journal journal =
            Journal.open(
                Path.of(args[0]).resolve("journal"), JournalSettings.DEFAULT, Position.START);
        JournalReader reader = journal.read(Position.START)) {
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        frames++;
        for (SpanRecord span : Arrival.fromBytes(frame.payload()).records().spans()) {
          spans.merge(span.traceId(), 1, Integer::sum);
        }
      }
    }
    long[] missing = new long[1];
    ledger.traceIds(
        id -> {
          if (spans.getOrDefault(id, 0) < ledger.shape().spans()) {
            missing[0]++;
          }
        });
    System.out.printf(
        Locale.ROOT,
        "%d frames, %d traces; %d acknowledged, %d of them missing%n",
        frames,
        spans.size(),
        ledger.size(),
        missing[0]);
    System.exit(missing[0] == 0 ? 0 : 1);
  }
}
