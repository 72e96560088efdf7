package dev.assay.core.report;

import dev.assay.core.run.RunHeader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A run's header as reports show it: without the paths of the machine it ran on. */
final class Shown {

  // An absolute path, but not the path of a URL; its last name is kept.
  private static final Pattern UNIX = Pattern.compile("(?<![\\w:/.])/(?:[^\\s/]+/)+([^\\s/]*)");
  private static final Pattern WINDOWS =
      Pattern.compile("(?<!\\w)[A-Za-z]:\\\\(?:[^\\s\\\\]+\\\\)*([^\\s\\\\]*)");

  private Shown() {}

  /** The target's description without absolute paths. */
  static String target(RunHeader header) {
    return withoutPaths(header.targetDescription());
  }

  /** The suite's file by its name alone. */
  static @Nullable String suiteFile(RunHeader header) {
    String file = header.suiteFile();
    return file == null
        ? null
        : file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  }

  /** The text with every absolute path cut to its last name. */
  static String withoutPaths(String text) {
    return WINDOWS.matcher(UNIX.matcher(text).replaceAll("…/$1")).replaceAll("…/$1");
  }
}
