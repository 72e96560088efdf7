package dev.assay.server.web.failure;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.ExampleJson;
import dev.assay.core.dataset.lint.Addition;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Printable;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.failure.CaseStatus;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case on its way into a dataset file.
 *
 * @param shell the frame
 * @param value the case
 * @param files dataset files that there are
 * @param name of the chosen one
 * @param folder where they are
 * @param example what would be written; null if that cannot be made
 * @param place where in the file; null if that is not known
 * @param alike what the file asks already
 * @param problems why it cannot be written
 */
record ExportPage(
    Shell shell,
    FailureCase value,
    List<String> files,
    String name,
    String folder,
    @Nullable Example example,
    @Nullable Place place,
    List<Addition.Alike> alike,
    List<Problem> problems) {

  /**
   * The lines of the file about the place where the example is, or would be.
   *
   * @param lines before it, at most three
   * @param total how many examples there are in the file
   * @param number of the example's line; one after the last where it is not there
   * @param there the line as it is; null where it is not there
   * @param same whether it says just this
   */
  record Place(List<Line> lines, int total, int number, @Nullable String there, boolean same) {

    private static final int BEFORE = 3;

    /** Copies the lines. */
    Place {
      lines = List.copyOf(lines);
    }

    static Place of(Path file, Example example) {
      List<String> all = read(file);
      String line = Json.write(ExampleJson.write(example));
      int total = (int) all.stream().filter(each -> !each.isBlank()).count();
      for (int i = 0; i < all.size(); i++) {
        // Read as JSON only what can be it.
        if (all.get(i).contains(example.id()) && id(all.get(i)).equals(example.id())) {
          return new Place(before(all, i), total, i + 1, all.get(i), same(all.get(i), line));
        }
      }
      return new Place(before(all, all.size()), total, all.size() + 1, null, false);
    }

    private static boolean same(String there, String line) {
      return Json.parse(there, "line", 1).equals(Json.parse(line, "line", 1));
    }

    private static String id(String line) {
      try {
        return Json.parse(line, "line", 1).path("id").asString("");
      } catch (InvalidInputException e) {
        return "";
      }
    }

    private static List<Line> before(List<String> all, int end) {
      List<Line> lines = new ArrayList<>();
      for (int i = Math.max(0, end - BEFORE); i < end; i++) {
        lines.add(new Line(i + 1, all.get(i)));
      }
      return lines;
    }

    private static List<String> read(Path file) {
      if (!Files.exists(file)) {
        return List.of();
      }
      try {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\r?\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
          lines.remove(lines.size() - 1);
        }
        return lines;
      } catch (IOException e) {
        throw new InvalidInputException(
            Problem.of("dataset", file.getFileName(), "a file that can be read"), e);
      }
    }
  }

  /** A line of a file. */
  record Line(int number, String text) {

    private static final int LONGEST = 160;

    /** Its beginning. */
    String shown() {
      return text.length() <= LONGEST ? text : text.substring(0, end()) + " …";
    }

    private int end() {
      return Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
  }

  /** The line that is written. */
  String line() {
    return example == null ? "" : Json.write(ExampleJson.write(example));
  }

  /** The beginning of what an example asks. */
  static String asked(Example example) {
    return Printable.line(
        example.input().isString() ? example.input().stringValue() : Json.write(example.input()),
        200);
  }

  /** Whether it is in the file, put there as the example of this case. */
  boolean written() {
    return place != null
        && place.there() != null
        && example != null
        && value.exampleId() != null
        && example.id().equals(value.exampleId());
  }

  boolean leftOut() {
    return alike.stream().anyMatch(Addition.Alike::leftOut);
  }

  boolean mayWrite() {
    Person person = shell.visitor().person();
    return person != null
        && person.may(Role.EDITOR)
        && value.status().next().contains(CaseStatus.EXPORTED);
  }

  String at(String path) {
    return shell.view().at(path);
  }

  String toCase(String below) {
    return at(FailureRoom.PATH + "/" + CaseWords.part(value.id()) + below);
  }

  List<FailuresPage.Choice> kept() {
    List<FailuresPage.Choice> kept = new ArrayList<>(FailureRoom.kept(shell.view()));
    if (!shell.view().slice().parts().isEmpty()) {
      kept.add(new FailuresPage.Choice(shell.view().slice().key(), "slice", false, ""));
    }
    return kept;
  }
}
