package dev.assay.core.problem;

import java.util.Objects;

/**
 * A place in a file. Lines and columns count from 1; 0 means not known.
 *
 * @param file the file as the user named it
 * @param line the line, from 1, or 0
 * @param column the column, from 1, or 0
 * @since 0.1
 */
public record Location(String file, int line, int column) {

  /** Checks the parts; negative positions, which parsers give for "unknown", become 0. */
  public Location {
    Objects.requireNonNull(file, "file");
    line = Math.max(line, 0);
    column = Math.max(column, 0);
  }

  /** A whole file. */
  public static Location ofFile(String file) {
    return new Location(file, 0, 0);
  }

  /** A line of a file. */
  public static Location ofLine(String file, int line) {
    return new Location(file, line, 0);
  }

  /** Gives {@code file}, {@code file:line} or {@code file:line:column}: what editors can open. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
