package dev.assay.core.run;

import dev.assay.core.json.Json;
import dev.assay.core.json.LineReader;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code results.jsonl}. A line is complete with its newline; a last line without one is read
 * if it is whole and left out if it is torn, which is how a killed process leaves it.
 */
final class Journal {

  /**
   * A line of the journal.
   *
   * @param index the example's place in the dataset
   */
  record Entry(int index, ExampleResult result) {}

  /**
   * What a journal holds.
   *
   * @param entries in the order of the file
   * @param length how many bytes are whole lines
   * @param newlineMissing whether the last of them lacks its newline
   */
  record Content(List<Entry> entries, long length, boolean newlineMissing) {

    /** Each example and repetition once, in the dataset's order. */
    List<Entry> inOrder() {
      Set<String> seen = new HashSet<>();
      List<Entry> once = new ArrayList<>(entries.size());
      for (Entry entry : entries) {
        // The repeat comes first: an id may hold anything.
        if (seen.add(entry.result().repeat() + " " + entry.result().example().id())) {
          once.add(entry);
        }
      }
      once.sort(
          Comparator.comparingInt(Entry::index).thenComparingInt(entry -> entry.result().repeat()));
      return once;
    }
  }

  private Journal() {}

  /** A line with its newline, ready to be appended. */
  static byte[] line(int index, ExampleResult result) {
    byte[] json = Json.writeUtf8(ResultJson.write(result).put("index", index));
    byte[] line = new byte[json.length + 1];
    System.arraycopy(json, 0, line, 0, json.length);
    line[json.length] = '\n';
    return line;
  }

  /**
   * Reads a journal; a missing one is empty.
   *
   * @throws InvalidInputException if a line that is not the torn end cannot be read
   */
  static Content read(Path file) {
    List<Entry> entries = new ArrayList<>();
    if (!Files.exists(file)) {
      return new Content(entries, 0, false);
    }
    try (LineReader lines = LineReader.open(file)) {
      long whole = 0;
      boolean newlineMissing = false;
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        Entry entry;
        try {
          entry = entry(line, file.toString(), lines.number());
        } catch (InvalidInputException e) {
          if (lines.terminated()) {
            throw e;
          }
          break;
        }
        if (entry != null) {
          entries.add(entry);
        }
        whole += line.length + (lines.terminated() ? 1 : 0);
        newlineMissing = !lines.terminated();
      }
      return new Content(entries, whole, newlineMissing);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("results", file, "a journal that can be read: " + e.getMessage()), e);
    }
  }

  private static @Nullable Entry entry(byte[] line, String file, int number) {
    String text = new String(line, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return null;
    }
    Location location = Location.ofLine(file, number);
    try {
      Fields fields = Fields.of(Json.parse(text, file, number), "result", location);
      return new Entry(fields.count("index"), ResultJson.read(fields));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.problems().stream()
              .map(p -> p.location() == null ? p.at(location) : p)
              .map(p -> p.next("remove the line to go on without this result"))
              .toList());
    }
  }
}
