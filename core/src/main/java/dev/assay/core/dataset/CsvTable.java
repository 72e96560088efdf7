package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dataset as a table: a column for each field that some example has.
 *
 * <p>Cells are plain where {@link CsvRows} reads them back as they were. A column in which one
 * could be misread is written as JSON throughout, and its header ends in {@code :json}.
 */
final class CsvTable {

  private static final Set<String> STRUCTURES =
      Set.of("input", "expected_output", "context", "metadata", "provenance", "reviews");

  // What a spreadsheet may lose or a table cannot hold.
  private static final Pattern FRAGILE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\uFEFF&&[^\\n\\t]]");

  private CsvTable() {}

  static String write(Dataset dataset) {
    List<ObjectNode> rows = dataset.examples().stream().map(ExampleJson::write).toList();
    List<Column> columns = new ArrayList<>();
    for (String field : FieldMapping.FIELDS) {
      if (rows.stream().anyMatch(row -> row.has(field)) || rows.isEmpty()) {
        columns.add(new Column(field, rows.stream().allMatch(row -> plain(field, row.get(field)))));
      }
    }
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, CsvRows.FORMAT)) {
      printer.printRecord(columns.stream().map(Column::header));
      for (ObjectNode row : rows) {
        printer.printRecord(columns.stream().map(column -> column.cell(row.get(column.field))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a StringBuilder (expected: takes any text)", e);
    }
    return text.toString();
  }

  private static boolean plain(String field, @Nullable JsonNode value) {
    if (value == null) {
      return true;
    }
    if (field.equals("tags")) {
      for (JsonNode tag : value) {
        String text = tag.stringValue();
        if (text.contains(";") || !text.equals(text.strip()) || text.isEmpty() || !plain(text)) {
          return false;
        }
      }
      return !value.get(0).stringValue().startsWith("[");
    }
    // In a list or object, escapes carry whatever a cell cannot.
    boolean structure = value.isContainer() && STRUCTURES.contains(field);
    return structure || (value.isString() && plain(value.stringValue()));
  }

  private static boolean plain(String text) {
    return !text.isEmpty()
        && text.charAt(0) != '{'
        && text.charAt(0) != '['
        && !FRAGILE.matcher(text).find();
  }

  private record Column(String field, boolean plain) {

    String header() {
      return plain ? field : field + CsvRows.JSON_SUFFIX;
    }

    @Nullable String cell(@Nullable JsonNode value) {
      if (value == null) {
        return null;
      }
      if (plain && field.equals("tags")) {
        List<String> tags = new ArrayList<>();
        value.forEach(tag -> tags.add(tag.stringValue()));
        return String.join(";", tags);
      }
      return plain && value.isString()
          ? value.stringValue()
          : new String(Json.writeUtf8(value), StandardCharsets.UTF_8);
    }
  }
}
