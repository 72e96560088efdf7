package dev.assay.server.store.export;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import dev.assay.core.json.LineReader;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what {@link StoreExport} wrote back into a store, some rows at a time. Only what an export
 * holds comes: no alerts, failure cases or work, and of documents sets of pairs alone.
 *
 * <p>A mistake is told with its file and line, or row of a Parquet file; what came before it is in
 * the store by then. Who wants all or nothing fills a store that is thrown away on a mistake.
 *
 * @since 0.1
 */
public final class StoreImport {

  private static final int ROWS_AT_ONCE = 2_000;
  private static final long BYTES_AT_ONCE = 8L << 20;

  private final Path folder;
  private final ExportFormat format;

  /**
   * The export in a folder.
   *
   * @param format what its files are; null for whichever there is
   * @throws InvalidInputException if a file of the export is missing, or there are two exports
   */
  public StoreImport(Path folder, @Nullable ExportFormat format) {
    this.folder = requireNonNull(folder, "folder");
    this.format = format == null ? found(folder) : format;
    for (ExportTable table : ExportTable.values()) {
      Path file = folder.resolve(table.fileName(this.format));
      if (table.always() && !Files.isRegularFile(file)) {
        throw new InvalidInputException(
            Problem.of("import", file, "every file of an export, also those without rows"));
      }
    }
  }

  private static ExportFormat found(Path folder) {
    List<ExportFormat> found =
        Stream.of(ExportFormat.values())
            .filter(each -> Files.exists(folder.resolve(ExportTable.INTERACTIONS.fileName(each))))
            .toList();
    if (found.size() != 1) {
      throw new InvalidInputException(
          Problem.of(
                  "import",
                  folder,
                  found.isEmpty() ? "the folder of an export" : "an export in one format")
              .next(found.isEmpty() ? null : "choose by --format"));
    }
    return found.get(0);
  }

  /**
   * Fills a store.
   *
   * @return how many rows each file has
   * @throws InvalidInputException if a file cannot be read, or a row of it is wrong
   */
  public Map<Path, Long> into(Store store) {
    Map<Path, Long> read = new LinkedHashMap<>();
    for (ExportTable table : ExportTable.values()) {
      Path file = folder.resolve(table.fileName(format));
      if (!table.always() && Files.notExists(file)) {
        continue;
      }
      Rows rows = new Rows(store, table, file);
      try {
        if (format == ExportFormat.PARQUET) {
          ParquetFile.rows(file, table, rows::take);
        } else {
          lines(file, rows);
        }
      } catch (IOException | SQLException e) {
        throw new InvalidInputException(
            Problem.of("import", file, "a file that can be read: " + e.getMessage()), e);
      }
      rows.commit();
      read.put(file, rows.count);
    }
    return read;
  }

  private static void lines(Path file, Rows rows) throws IOException {
    try (LineReader lines = LineReader.open(file)) {
      byte[] line = lines.next();
      while (line != null) {
        rows.take(lines.number(), line);
        line = lines.next();
      }
    }
  }

  /** Takes the rows of a file, and stores them before they become too many. */
  private static final class Rows {

    private final Store store;
    private final ExportTable table;
    private final Path file;
    private Batch.Builder batch = Batch.builder();
    private int rows;
    private long bytes;
    private long count;

    Rows(Store store, ExportTable table, Path file) {
      this.store = store;
      this.table = table;
      this.file = file;
    }

    void take(int number, byte[] line) {
      bytes += line.length;
      String text = Json.decode(line, file + ":" + number);
      JsonNode json = Json.parse(text, file.toString(), number);
      if (!(json instanceof ObjectNode row)) {
        throw new InvalidInputException(
            Problem.of("row", json, "an object").at(Location.ofLine(file.toString(), number)));
      }
      put(number, row);
    }

    void take(int number, ObjectNode row) {
      for (JsonNode value : row) {
        bytes += value.isString() ? value.stringValue().length() : Json.write(value).length();
      }
      put(number, row);
    }

    private void put(int number, ObjectNode row) {
      Location at = Location.ofLine(file.toString(), number);
      try {
        ImportRow.put(table, row, batch);
      } catch (InvalidInputException e) {
        throw new InvalidInputException(e.problems().stream().map(p -> p.at(at)).toList());
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(
            Problem.of("row", null, String.valueOf(e.getMessage())).at(at), e);
      }
      count++;
      rows++;
      if (rows == ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) {
        commit();
      }
    }

    void commit() {
      store.commit(batch.build());
      batch = Batch.builder();
      rows = 0;
      bytes = 0;
    }
  }
}
