package dev.assay.core.suite;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * On which lines of a suite file things stand, for programs that point at them. The file is read as
 * it is now; nothing in it is checked.
 *
 * @since 0.1
 */
public final class SuiteLines {

  private final @Nullable Node root;

  private SuiteLines(@Nullable Node root) {
    this.root = root;
  }

  /** Reads {@code file}. Never fails: of a file that cannot be read, no line is known. */
  public static SuiteLines of(Path file) {
    requireNonNull(file, "file");
    try {
      return new SuiteLines(
          NodeReader.read(SuiteText.read(file), file.toString(), new ArrayList<>()));
    } catch (InvalidInputException e) {
      return new SuiteLines(null);
    }
  }

  /**
   * The line, from 1, of the key that {@code path} leads to, such as {@code gate.golden.pass_rate}.
   * Where the last names of it stand nowhere, the line of the nearest key above; empty if not even
   * the first does.
   */
  public OptionalInt of(String path) {
    Node node = root;
    OptionalInt line = OptionalInt.empty();
    for (String name : path.split("\\.", -1)) {
      Node.Entry entry = node instanceof Node.Mapping mapping ? mapping.entries().get(name) : null;
      if (entry == null) {
        break;
      }
      line = OptionalInt.of(entry.keyAt().line());
      node = entry.value();
    }
    return line;
  }
}
