package dev.assay.core.calibration;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder of calibrations, one file for each question: kept beside the suite and under version
 * control, so that a suite can require one.
 *
 * @since 0.1
 */
public final class CalibrationStore {

  private static final int LONGEST = 150;

  private final Path folder;

  private CalibrationStore(Path folder) {
    this.folder = folder;
  }

  /** The store in {@code folder}, which need not be there yet. */
  public static CalibrationStore in(Path folder) {
    return new CalibrationStore(requireNonNull(folder, "folder"));
  }

  /**
   * What a stored calibration is known by.
   *
   * @param file where it is
   * @param versions the evaluator's versions it is about
   * @param date when it was made
   * @param trust what it allows
   * @param measure which figure says how far its decisions agree with people's, such as {@code
   *     kappa}
   * @param agreement that figure
   */
  public record Stored(
      Path file,
      Set<String> versions,
      Instant date,
      Trust trust,
      String measure,
      Figure agreement) {

    /** Copies the set. */
    public Stored {
      versions = Set.copyOf(versions);
    }
  }

  /** The file of a question. */
  public Path file(Question question) {
    String given = question.toString();
    String name = given.replaceAll("[^A-Za-z0-9._-]", "_");
    // Two names may look the same once what files cannot be called is taken out.
    String hash =
        name.equals(given) && name.length() <= LONGEST && question.item() == null
            ? ""
            : "-" + ContentHash.of(identity(question)).substring(7, 15);
    return folder.resolve(name.substring(0, Math.min(name.length(), LONGEST)) + hash + ".json");
  }

  private static ObjectNode identity(Question question) {
    return Json.object().put("evaluator", question.evaluator()).put("item", question.item());
  }

  /**
   * Keeps a calibration in place of the one before.
   *
   * @return the file
   * @throws InvalidInputException if it cannot be written
   */
  public Path save(Calibration calibration) {
    Path file = file(calibration.question());
    try {
      Files.createDirectories(folder);
      Path partial = Files.createTempFile(folder, ".calibration", ".json");
      Files.writeString(partial, Json.write(CalibrationJson.of(calibration)) + "\n");
      try {
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return file;
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("calibration", file, "a file that can be written"), e);
    }
  }

  /**
   * The calibration of a question, if there is one.
   *
   * @throws InvalidInputException if its file cannot be read or is none
   */
  public Optional<Stored> find(Question question) {
    Path file = file(question);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = Json.parse(Files.readString(file), file.toString(), 1);
      Set<String> versions = new LinkedHashSet<>();
      json.path("versions").forEach(version -> versions.add(version.asString()));
      Instant date = Instant.parse(json.path("date").asString());
      String key = json.path("trust").asString();
      Trust trust = Trust.ofKey(key).orElseThrow(() -> notOne(file));
      Map<String, Figure> figures = CalibrationJson.figures(json.path("figures"));
      String measure = TrustRule.deciding(figures);
      Figure agreement =
          figures.getOrDefault(measure, Figure.none("no agreement of decisions was computed"));
      return Optional.of(new Stored(file, versions, date, trust, measure, agreement));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw notOne(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("calibration", file, "a file that can be read"), e);
    }
  }

  private static InvalidInputException notOne(Path file) {
    return new InvalidInputException(
        Problem.of("calibration", file, "a calibration as assay calibrate --save writes it"));
  }
}
