package dev.assay.core.dataset.lint;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.JsonLinesEdit;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples that are to be put into a dataset file, held against what the file asks already.
 *
 * @since 0.1
 */
public final class Addition {

  private static final double ALIKE = 0.75;

  private final Path file;
  private final List<Example> chosen;
  private final List<Alike> alike;

  private Addition(Path file, List<Example> chosen, List<Alike> alike) {
    this.file = file;
    this.chosen = List.copyOf(chosen);
    this.alike = List.copyOf(alike);
  }

  /**
   * That an example asks the same as another, or nearly.
   *
   * @param example which is to be put into the file
   * @param like which is there, or is put there before it
   * @param similarity how alike the inputs are, 1 for the same
   * @param leftOut whether it is therefore not put there
   */
  public record Alike(Example example, Example like, double similarity, boolean leftOut) {

    /** Checks the parts. */
    public Alike {
      requireNonNull(example, "example");
      requireNonNull(like, "like");
    }
  }

  /**
   * Looks into the file, and changes nothing.
   *
   * @param file a JSON Lines file, which need not be there
   * @param candidates in the order in which they are to be put there
   * @param withDuplicates whether those that ask the same as another are put there too
   * @throws InvalidInputException if the file is there and no dataset
   */
  public static Addition of(Path file, List<Example> candidates, boolean withDuplicates) {
    List<Example> known = new ArrayList<>(there(file));
    List<Example> chosen = new ArrayList<>();
    List<Alike> alike = new ArrayList<>();
    for (Example candidate : candidates) {
      boolean same = false;
      for (Duplicates.Duplicate each : new Duplicates(known, ALIKE).of(candidate)) {
        boolean leftOut = each.similarity() == 1 && !withDuplicates;
        same |= leftOut;
        alike.add(new Alike(candidate, each.example(), each.similarity(), leftOut));
      }
      if (!same) {
        chosen.add(candidate);
        known.add(candidate);
      }
    }
    return new Addition(file, chosen, alike);
  }

  private static List<Example> there(Path file) {
    try {
      return Files.exists(file) && Files.size(file) > 0
          ? DatasetReader.read(file).dataset().examples()
          : List.of();
    } catch (IOException e) {
      // Editing it says what is wrong.
      return List.of();
    }
  }

  /** Those that are put into the file. */
  public List<Example> chosen() {
    return chosen;
  }

  /** Those that ask the same as another or nearly, the most alike first for each. */
  public List<Alike> alike() {
    return alike;
  }

  /**
   * Puts the chosen into the file: where it has one of the same id it is replaced.
   *
   * @throws InvalidInputException if the file cannot be read and written, or is no JSON Lines file
   */
  public JsonLinesEdit.Edited write() {
    return JsonLinesEdit.put(file, chosen);
  }
}
