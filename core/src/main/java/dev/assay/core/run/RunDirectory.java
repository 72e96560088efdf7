package dev.assay.core.run;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run on disk: {@code run.json}, the header with the sections that upper layers add, and {@code
 * results.jsonl}, the journal.
 *
 * <p>A directory that was created or resumed is locked until it is closed; one that was only opened
 * is not. Safe to use from several threads.
 *
 * @since 0.1
 */
public final class RunDirectory implements AutoCloseable {

  /** The header's file. */
  public static final String HEADER_FILE = "run.json";

  /** The journal's file. */
  public static final String RESULTS_FILE = "results.jsonl";

  private static final String TEMPORARY_FILE = "run.json.tmp";

  // What a run and its reports leave behind; nothing else is ever deleted.
  private static final Set<String> REPORTS =
      Set.of("report.html", "junit.xml", "summary.md", "summary.json", "results.csv");

  /** What to do with a run that is already there. */
  public enum Existing {
    /** Replace a complete run; refuse one that could be resumed. */
    REPLACE_COMPLETE,
    /** Replace any run. */
    REPLACE_ANY,
    /** Refuse any run. */
    REFUSE
  }

  private final Path path;
  private final @Nullable JournalWriter writer;
  private RunHeader header;
  private ObjectNode sections;

  private RunDirectory(
      Path path, @Nullable JournalWriter writer, RunHeader header, ObjectNode sections) {
    this.path = path;
    this.writer = writer;
    this.header = header;
    this.sections = sections;
  }

  /**
   * Makes the directory for a new run and locks it. Files of the run it replaces are removed.
   *
   * @param sections what upper layers keep in {@code run.json}, by key
   * @throws InvalidInputException if the directory holds something that is not a run, a run that
   *     {@code existing} says to keep, or one that is being written; nothing is changed then
   */
  public static RunDirectory create(
      Path path, RunHeader header, ObjectNode sections, Existing existing) {
    refuseWhatMustStay(path, existing);
    try {
      Files.createDirectories(path);
      JournalWriter writer = JournalWriter.open(path.resolve(RESULTS_FILE));
      try {
        writer.truncate(0);
        for (String report : REPORTS) {
          Files.deleteIfExists(path.resolve(report));
        }
        RunDirectory directory = new RunDirectory(path, writer, header, Json.object());
        directory.update(header, sections);
        return directory;
      } catch (IOException | InvalidInputException e) {
        writer.close();
        throw e;
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Opens a run to read it, or to update its header and sections.
   *
   * @throws InvalidInputException if it is not a run, or of a newer format
   */
  public static RunDirectory open(Path path) {
    return read(path, null);
  }

  /**
   * Opens a run to go on with it, and locks it. A torn last line of the journal is cut off. The
   * header becomes {@code planned} with the id and start of the run that is there.
   *
   * @throws InvalidInputException if it is not a run, is being written, or differs from {@code
   *     planned} in what decides results: examples, evaluators, target version, repeats or seed;
   *     nothing is changed then
   */
  public static RunDirectory resume(Path path, RunHeader planned) {
    List<Problem> differences =
        RunDifferences.find(open(path).header(), planned, path.resolve(HEADER_FILE).toString());
    if (!differences.isEmpty()) {
      throw new InvalidInputException(differences);
    }
    try {
      JournalWriter writer = JournalWriter.open(path.resolve(RESULTS_FILE));
      try {
        Journal.Content content = Journal.read(path.resolve(RESULTS_FILE));
        writer.truncate(content.length());
        if (content.newlineMissing()) {
          writer.append(new byte[] {'\n'});
        }
        RunDirectory directory = read(path, writer);
        directory.update(planned.continuing(directory.header()), directory.sections());
        return directory;
      } catch (IOException | InvalidInputException e) {
        writer.close();
        throw e;
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** What the run was. */
  public synchronized RunHeader header() {
    return header;
  }

  /** What upper layers keep in {@code run.json}, by key; a copy. */
  public synchronized ObjectNode sections() {
    return sections.deepCopy();
  }

  /**
   * Replaces {@code run.json} in one step.
   *
   * @throws IllegalArgumentException if a section has the name of a key of the header
   * @throws InvalidInputException if it cannot be written
   */
  public synchronized void update(RunHeader header, ObjectNode sections) {
    ObjectNode json = RunHeaderJson.write(header);
    for (String key : sections.propertyNames()) {
      if (RunHeaderJson.KEYS.contains(key)) {
        throw new IllegalArgumentException("section: " + key + " (expected: no key of the header)");
      }
      json.set(key, sections.get(key));
    }
    String text = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    try {
      Path temporary = path.resolve(TEMPORARY_FILE);
      Files.write(temporary, Json.utf8(text));
      move(temporary, path.resolve(HEADER_FILE));
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    this.header = header;
    this.sections = sections.deepCopy();
  }

  /**
   * The results in the journal, in the dataset's order, repetition by repetition. A torn last line
   * is left out.
   *
   * @throws InvalidInputException if another line cannot be read, naming it
   */
  public List<ExampleResult> results() {
    return Journal.read(path.resolve(RESULTS_FILE)).inOrder().stream()
        .map(Journal.Entry::result)
        .toList();
  }

  /**
   * Hands a line to the operating system; a killed process does not lose it.
   *
   * @throws InvalidInputException if it cannot be written
   */
  void append(byte[] line) {
    try {
      writer().append(line);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Checks that results may be appended. */
  void checkWritable() {
    writer();
  }

  /** Puts the journal on the disk, ends writing and unlocks. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }

  private JournalWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("run directory: open to read (expected: created or resumed)");
    }
    return writer;
  }

  private static RunDirectory read(Path path, @Nullable JournalWriter writer) {
    Path file = path.resolve(HEADER_FILE);
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      if (e instanceof NoSuchFileException || !Files.isDirectory(path)) {
        throw new InvalidInputException(
            Problem.of("run", path, "a directory with a " + HEADER_FILE)
                .next("name a directory that assay run wrote"));
      }
      throw new InvalidInputException(
          Problem.of("run", path, "a directory that can be read: " + reason(e)), e);
    }
    Location location = Location.ofFile(file.toString());
    try {
      Fields fields = Fields.of(Json.parse(text, file.toString(), 1), "run", location);
      RunHeader header = RunHeaderJson.read(fields);
      ObjectNode sections = fields.json().deepCopy();
      sections.remove(RunHeaderJson.KEYS);
      return new RunDirectory(path, writer, header, sections);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.problems().stream().map(p -> p.location() == null ? p.at(location) : p).toList());
    }
  }

  private static void refuseWhatMustStay(Path path, Existing existing) {
    if (!Files.exists(path)) {
      return;
    }
    if (!Files.isDirectory(path)) {
      throw new InvalidInputException(
          Problem.of("run directory", path, "a directory, or nothing yet"));
    }
    if (!Files.exists(path.resolve(HEADER_FILE))) {
      refuseForeignFiles(path);
      return;
    }
    if (existing == Existing.REPLACE_ANY) {
      return;
    }
    if (existing == Existing.REFUSE) {
      throw new InvalidInputException(
          Problem.of("run directory", path, "a directory without a run")
              .next("choose another directory"));
    }
    RunHeader there = open(path).header();
    if (!there.status().finished()) {
      throw new InvalidInputException(
          Problem.of(
                  "run directory",
                  path + " holds a run that is " + there.status().key(),
                  "a complete run, which is replaced, or none")
              .next("go on with it by --resume, replace it by --overwrite, or choose another"));
    }
  }

  // A process killed while it made the directory leaves an empty journal at most.
  private static void refuseForeignFiles(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      List<Path> foreign =
          files
              .filter(file -> !file.getFileName().toString().equals(TEMPORARY_FILE))
              .filter(file -> !isEmptyJournal(file))
              .toList();
      if (!foreign.isEmpty()) {
        throw new InvalidInputException(
            Problem.of(
                    "run directory",
                    path + " holds " + foreign.get(0).getFileName(),
                    "an empty directory, an earlier run, or nothing yet")
                .next("choose another directory"));
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static boolean isEmptyJournal(Path file) {
    try {
      return file.getFileName().toString().equals(RESULTS_FILE) && Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static InvalidInputException unwritable(Path path, IOException e) {
    return new InvalidInputException(
        Problem.of("run directory", path, "a directory that can be written: " + reason(e)), e);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    String kind = e.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message;
  }
}
