package dev.assay.core.dataset;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Reads dataset files: JSON Lines, the JSON form, CSV and YAML.
 *
 * <p>Strict: every mistake is reported with its file and line, up to 50 of them at once. Unknown
 * fields, wrong types, bad dates, missing ids and partitions, bytes that are not UTF-8, ids that
 * occur twice (naming both places, over all files) and a dataset without examples are mistakes. A
 * byte order mark, blank lines and CR LF are not. JSON Lines is read line by line; the other
 * formats are held in memory and may be up to 512 MB (YAML 64 MB).
 *
 * @since 0.1
 */
public final class DatasetReader {

  private static final long LARGEST_DOCUMENT = 512L << 20;
  private static final int LONGEST_LINE = 256 << 20;

  private final FieldMapping mapping;
  private final @Nullable DatasetFormat format;
  private final ProblemLog log = new ProblemLog();
  private final Map<String, Location> locations = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> taskTypes = new LinkedHashSet<>();

  private DatasetReader(FieldMapping mapping, @Nullable DatasetFormat format) {
    this.mapping = mapping;
    this.format = format;
  }

  /**
   * Reads a file with Assay's own field names, its format as its extension says.
   *
   * @throws InvalidInputException with every mistake in it
   */
  public static LoadedDataset read(Path path) {
    return read(List.of(path), FieldMapping.none());
  }

  /**
   * Reads a file, its format as its extension says.
   *
   * @throws InvalidInputException with every mistake in it
   */
  public static LoadedDataset read(Path path, FieldMapping mapping) {
    return read(List.of(path), mapping);
  }

  /**
   * Reads several files as one dataset, the format of each as its extension says.
   *
   * @throws InvalidInputException with every mistake in them
   */
  public static LoadedDataset read(List<Path> paths, FieldMapping mapping) {
    return read(paths, mapping, null);
  }

  /**
   * Reads several files as one dataset. Its name is the one the files give, or else their names
   * without extensions, joined by {@code +}.
   *
   * @param paths the files, in order
   * @param mapping how their columns become fields
   * @param format the format of every file; if null, each file's extension says
   * @throws InvalidInputException with every mistake in them
   */
  public static LoadedDataset read(
      List<Path> paths, FieldMapping mapping, @Nullable DatasetFormat format) {
    return new DatasetReader(mapping, format).readAll(paths);
  }

  private LoadedDataset readAll(List<Path> paths) {
    if (paths.isEmpty()) {
      throw new InvalidInputException(Problem.of("dataset", "no file", "at least one file"));
    }
    List<DatasetFile> files = new ArrayList<>();
    List<Example> all = new ArrayList<>();
    for (Path path : paths) {
      int before = log.size();
      List<Example> examples = readFile(path);
      if (examples.isEmpty() && log.size() == before) {
        log.add(
            new Problem(
                Location.ofFile(path.toString()), "examples", "none", "at least one", null));
      }
      files.add(new DatasetFile(path, examples));
      all.addAll(examples);
    }
    log.throwIfAny();
    String taskType = taskTypes.size() == 1 ? taskTypes.iterator().next() : null;
    return new LoadedDataset(new Dataset(String.join("+", names), taskType, all), files, locations);
  }

  private List<Example> readFile(Path path) {
    String file = path.toString();
    List<Example> examples = new ArrayList<>();
    if (log.full() || !isReadableFile(path)) {
      return examples;
    }
    try {
      DatasetFormat how = format == null ? DatasetFormat.ofPath(path) : format;
      String stem = stem(path);
      ExampleReader reader = new ExampleReader(mapping, log);
      RowSink sink =
          row -> {
            reader.read(row, stem).filter(e -> isNew(e, row.at())).ifPresent(examples::add);
            return !log.full();
          };
      TreeRows.Heading heading = readRows(path, how, sink);
      names.add(heading.name() == null ? stem : heading.name());
      if (heading.taskType() != null) {
        taskTypes.add(heading.taskType());
      }
    } catch (InvalidInputException e) {
      log.addAll(e);
    } catch (IOException e) {
      log.add(Problem.of("dataset", file, "a file that can be read").next(e.toString()));
    }
    return examples;
  }

  private boolean isReadableFile(Path path) {
    if (Files.isRegularFile(path) && Files.isReadable(path)) {
      return true;
    }
    String expected =
        Files.isDirectory(path)
            ? "a file, not a folder"
            : Files.exists(path) ? "a file that can be read" : "a file that exists";
    log.add(Problem.of("dataset", path, expected));
    return false;
  }

  private boolean isNew(Example example, Location at) {
    Location first = locations.putIfAbsent(example.id(), at);
    if (first != null) {
      log.add(
          new Problem(
              at,
              "id",
              example.id(),
              "unique in the dataset, but it is at " + first + " too",
              null));
    }
    return first == null;
  }

  private TreeRows.Heading readRows(Path path, DatasetFormat how, RowSink sink) throws IOException {
    String file = path.toString();
    switch (how) {
      case JSONL -> readLines(path, sink);
      case CSV -> new CsvRows(document(path, LARGEST_DOCUMENT), file, mapping, log).read(sink);
      case JSON -> {
        String text = document(path, LARGEST_DOCUMENT);
        try (JsonParser parser = Json.mapper().createParser(text)) {
          return new TreeRows(parser, JsonParser::readValueAsTree, file, 1).document(sink, log);
        } catch (JacksonException e) {
          log.add(Json.problem(e, file, 1));
        }
      }
      case YAML -> {
        YamlText yaml = new YamlText(document(path, YamlText.LONGEST), file);
        try (JsonParser parser = yaml.parser()) {
          return new TreeRows(parser, yaml::value, file, 1).document(sink, log);
        } catch (JacksonException e) {
          log.add(YamlText.problem(e, file));
        }
      }
    }
    return TreeRows.Heading.NONE;
  }

  private void readLines(Path path, RowSink sink) throws IOException {
    String file = path.toString();
    int number = 0;
    try (LineReader lines = new LineReader(Files.newInputStream(path), LONGEST_LINE)) {
      byte[] bytes = lines.next();
      while (bytes != null && !log.full()) {
        String line = line(bytes, file, lines.line());
        if (!line.isBlank()) {
          number++;
          RawRecord row = row(line, file, lines.line(), number);
          if (row != null && !sink.accept(row)) {
            return;
          }
        }
        bytes = lines.next();
      }
    }
  }

  private String line(byte[] bytes, String file, int line) {
    try {
      String text = Utf8Text.decode(bytes, file, line, "line");
      return line == 1 ? Utf8Text.withoutMark(text) : text;
    } catch (InvalidInputException e) {
      log.addAll(e);
      return "";
    }
  }

  private @Nullable RawRecord row(String text, String file, int line, int number) {
    try (JsonParser parser = Json.mapper().createParser(text)) {
      return new TreeRows(parser, JsonParser::readValueAsTree, file, line).single(number);
    } catch (InvalidInputException e) {
      log.addAll(e);
    } catch (JacksonException e) {
      String start = text.strip();
      boolean whole = number == 1 && (start.equals("{") || start.startsWith("["));
      log.add(
          Json.problem(e, file, line)
              .next(whole ? "the format is one example a line; is this the JSON form?" : null));
    }
    return null;
  }

  private static String document(Path path, long largest) throws IOException {
    long size = Files.size(path);
    if (size > largest) {
      throw new InvalidInputException(
          Problem.of("dataset", path + ", " + size + " bytes", "at most " + largest + " bytes")
              .next("write it as JSON Lines, which is read line by line"));
    }
    byte[] bytes = Files.readAllBytes(path);
    return Utf8Text.withoutMark(Utf8Text.decode(bytes, path.toString(), 1, "file"));
  }

  private static String stem(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
