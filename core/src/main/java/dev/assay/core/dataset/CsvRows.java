package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of a table.
 *
 * <p>An empty cell is no value. A cell that begins with a brace or a bracket and is JSON is JSON,
 * any other is text. In a column whose header ends in {@code :json} every cell is JSON, so that
 * numbers, the empty text and text that looks like JSON can be told from one another.
 */
final class CsvRows {

  /** What a header ends in if its cells are JSON. */
  static final String JSON_SUFFIX = ":json";

  static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).setRecordSeparator("\n").get();

  private final String text;
  private final String file;
  private final FieldMapping mapping;
  private final ProblemLog log;

  CsvRows(String text, String file, FieldMapping mapping, ProblemLog log) {
    this.text = text;
    this.file = file;
    this.mapping = mapping;
    this.log = log;
  }

  void read(RowSink sink) {
    try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
      Iterator<CSVRecord> records = parser.iterator();
      Location headerAt = next(parser, records);
      if (headerAt == null) {
        return;
      }
      List<String> header = header(records.next(), headerAt);
      if (log.size() > 0) {
        return;
      }
      rows(parser, records, header, headerAt, sink);
    } catch (IOException e) {
      log.add(malformed(e));
    } catch (UncheckedIOException e) {
      log.add(malformed(e));
    }
  }

  private void rows(
      CSVParser parser,
      Iterator<CSVRecord> records,
      List<String> header,
      Location headerAt,
      RowSink sink) {
    int number = 0;
    Location at = next(parser, records);
    while (at != null) {
      CSVRecord record = records.next();
      if (!blank(record)) {
        number++;
        if (!row(record, number, header, headerAt, at, sink)) {
          return;
        }
      }
      at = next(parser, records);
    }
  }

  // The line on which the next record begins: asked before the parser reads it.
  private @Nullable Location next(CSVParser parser, Iterator<CSVRecord> records) {
    int line = (int) parser.getCurrentLineNumber() + 1;
    return records.hasNext() ? Location.ofLine(file, line) : null;
  }

  private boolean row(
      CSVRecord record,
      int number,
      List<String> header,
      Location headerAt,
      Location at,
      RowSink sink) {
    ObjectNode fields = Json.object();
    Map<String, Location> names = new LinkedHashMap<>();
    for (int i = 0; i < record.size(); i++) {
      String cell = record.get(i);
      if (cell.isEmpty()) {
        continue;
      }
      if (i >= header.size() || header.get(i).isEmpty()) {
        log.add(
            new Problem(at, "cell " + (i + 1), cell, "a cell under a named column", null)
                .next("quote cells that hold commas, quotes or line ends"));
        return !log.full();
      }
      boolean json = header.get(i).endsWith(JSON_SUFFIX);
      String name = json ? withoutSuffix(header.get(i)) : header.get(i);
      JsonNode value = json ? json(cell, name, at) : value(cell);
      if (value != null) {
        fields.set(name, value);
        names.put(name, headerAt);
      }
    }
    return sink.accept(new RawRecord(at, number, fields, names, Map.of(), true));
  }

  private List<String> header(CSVRecord record, Location at) {
    List<String> header = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : record) {
      String name = cell.strip();
      header.add(name);
      if (!name.isEmpty() && !seen.add(withoutSuffix(name))) {
        log.add(new Problem(at, "column", name, "each column once", null));
      }
    }
    List<String> plain = header.stream().map(CsvRows::withoutSuffix).toList();
    mapping
        .missing(plain)
        .forEach(
            (field, column) ->
                log.add(
                    new Problem(
                        at,
                        "mapping." + field,
                        column,
                        "a column of the file: " + String.join(", ", plain),
                        null)));
    return header;
  }

  private @Nullable JsonNode json(String cell, String name, Location at) {
    try {
      return Json.parse(cell, file, at.line());
    } catch (InvalidInputException e) {
      log.add(
          new Problem(at, name, cell, "JSON, as the column's header " + name + ":json says", null));
      return null;
    }
  }

  private JsonNode value(String cell) {
    char first = cell.charAt(0);
    if (first == '{' || first == '[') {
      try {
        return Json.parse(cell, file, 1);
      } catch (InvalidInputException e) {
        // text that only begins like JSON
      }
    }
    return Json.array().add(cell).get(0);
  }

  private static boolean blank(CSVRecord record) {
    for (String cell : record) {
      if (!cell.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static String withoutSuffix(String header) {
    return header.endsWith(JSON_SUFFIX)
        ? header.substring(0, header.length() - JSON_SUFFIX.length())
        : header;
  }

  private Problem malformed(Exception e) {
    String words = String.valueOf(e.getMessage());
    Matcher line = Pattern.compile("line: (\\d{1,9})").matcher(words);
    Location at =
        line.find()
            ? Location.ofLine(file, Integer.parseInt(line.group(1)))
            : Location.ofFile(file);
    return new Problem(at, "CSV", words, "cells quoted as in RFC 4180", null);
  }
}
