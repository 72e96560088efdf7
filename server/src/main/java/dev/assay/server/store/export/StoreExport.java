package dev.assay.server.store.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.Document;
import dev.assay.server.store.InteractionFilter;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.ListedInteraction;
import dev.assay.server.store.PairLabel;
import dev.assay.server.store.Store;
import dev.assay.server.store.StoredWindow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes interactions with their content, evaluations and what they showed, signals, scores from
 * outside, labels, pairs with what people said of them, and windows of a time, each into a file of
 * its own. The hour and the day in which the time begins or ends come whole: no window can be cut.
 * Rows that change meanwhile may be in their old form or the new. A lone surrogate stays in JSON
 * Lines; in Parquet, which cannot hold it, it becomes a question mark.
 *
 * @since 0.1
 */
public final class StoreExport {

  private static final int CONTENTS_AT_ONCE = 200;

  private final Store store;
  private final Instant from;
  private final Instant to;

  /** What began, or was said, in {@code [from, to)}. */
  public StoreExport(Store store, Instant from, Instant to) {
    this.store = store;
    this.from = from;
    this.to = to;
  }

  /**
   * Writes the files into a folder, which is made if it is missing.
   *
   * @return how many rows each file has
   * @throws InvalidInputException if a file exists or cannot be written
   */
  public Map<Path, Long> write(Path folder, ExportFormat format) {
    Map<Path, Long> written = new LinkedHashMap<>();
    for (ExportTable table : ExportTable.values()) {
      Path file = folder.resolve(table.fileName(format));
      try {
        Files.createDirectories(folder);
        if (Files.exists(file)) {
          throw new InvalidInputException(
              Problem.of("export", file, "a file that does not exist yet"));
        }
        written.put(file, write(table, file, format));
      } catch (IOException | UncheckedIOException | SQLException e) {
        throw new InvalidInputException(
            Problem.of("export", file, "a file that can be written: " + e.getMessage()), e);
      }
    }
    return written;
  }

  private long write(ExportTable table, Path file, ExportFormat format)
      throws IOException, SQLException {
    if (format == ExportFormat.JSON_LINES) {
      return lines(table, file, Json::writeUtf8).count;
    }
    Path lines = Files.createTempFile(file.toAbsolutePath().getParent(), "export", ".part");
    try {
      Lines written = lines(table, lines, StoreExport::withoutLoneSurrogates);
      ParquetFile.fromLines(lines, written.longest, table, file);
      return written.count;
    } finally {
      Files.deleteIfExists(lines);
    }
  }

  /** What reads the lines to make Parquet of them refuses even their escapes. */
  private static byte[] withoutLoneSurrogates(ObjectNode row) {
    return Json.write(row).getBytes(UTF_8);
  }

  private Lines lines(ExportTable table, Path file, Function<ObjectNode, byte[]> form)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      Lines lines = new Lines(out, form);
      rows(table, lines);
      return lines;
    }
  }

  private void rows(ExportTable table, Consumer<ObjectNode> sink) {
    switch (table) {
      case INTERACTIONS -> interactions(sink);
      case EVALUATIONS ->
          store.evidence().scanEvaluations(from, to, row -> sink.accept(ExportRow.evaluation(row)));
      case EVIDENCE ->
          store.evidence().scanEvidence(from, to, row -> sink.accept(ExportRow.evidence(row)));
      case SIGNALS ->
          store.evidence().scanSignals(from, to, row -> sink.accept(ExportRow.signal(row)));
      case EXTERNAL_SCORES ->
          store
              .evidence()
              .scanExternalScores(from, to, row -> sink.accept(ExportRow.externalScore(row)));
      case LABELS ->
          store.evidence().scanLabels(from, to, row -> sink.accept(ExportRow.label(row)));
      case PAIR_SETS -> pairSets(sink);
      case PAIR_LABELS ->
          store.evidence().scanPairLabels(from, to, row -> sink.accept(ExportRow.pairLabel(row)));
      case WINDOWS -> windows(sink);
    }
  }

  // Of a label nobody knows what it is about without its set.
  private void pairSets(Consumer<ObjectNode> sink) {
    Set<String> said = new HashSet<>();
    store.evidence().scanPairLabels(from, to, label -> said.add(label.set()));
    for (Document set : store.records().documents(PairLabel.SETS)) {
      boolean changed = !set.updatedAt().isBefore(from) && set.updatedAt().isBefore(to);
      if (changed || said.contains(set.id())) {
        sink.accept(ExportRow.pairSet(set));
      }
    }
  }

  private void windows(Consumer<ObjectNode> sink) {
    for (StoredWindow.Level level : StoredWindow.Level.values()) {
      Instant start =
          from.truncatedTo(
              switch (level) {
                case MINUTE -> ChronoUnit.MINUTES;
                case HOUR -> ChronoUnit.HOURS;
                case DAY -> ChronoUnit.DAYS;
              });
      store.windows().scan(level, start, to, row -> sink.accept(ExportRow.window(row)));
    }
  }

  private void interactions(Consumer<ObjectNode> sink) {
    List<ListedInteraction> some = new ArrayList<>();
    store
        .interactions()
        .scan(
            InteractionFilter.builder().between(from, to).build(),
            item -> {
              some.add(item);
              if (some.size() == CONTENTS_AT_ONCE) {
                withContents(some, sink);
                some.clear();
              }
            });
    withContents(some, sink);
  }

  private void withContents(List<ListedInteraction> some, Consumer<ObjectNode> sink) {
    List<InteractionKey> kept =
        some.stream().filter(ListedInteraction::hasContent).map(item -> item.row().key()).toList();
    Map<String, Interaction> contents = store.interactions().contents(kept);
    for (ListedInteraction item : some) {
      sink.accept(ExportRow.interaction(item.row(), contents.get(item.row().key().id())));
    }
  }

  /** Writes each row on a line and counts. */
  private static final class Lines implements Consumer<ObjectNode> {

    private static final byte[] END = "\n".getBytes(UTF_8);

    private final OutputStream out;
    private final Function<ObjectNode, byte[]> form;
    private long count;
    private long longest;

    Lines(OutputStream out, Function<ObjectNode, byte[]> form) {
      this.out = out;
      this.form = form;
    }

    @Override
    public void accept(ObjectNode row) {
      try {
        byte[] line = form.apply(row);
        out.write(line);
        out.write(END);
        count++;
        longest = Math.max(longest, line.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
