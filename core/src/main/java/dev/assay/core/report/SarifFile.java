package dev.assay.core.report;

import dev.assay.core.run.RunHeader;
import dev.assay.core.suite.SuiteLines;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The suite's file as code hosts know it: by its path from the root of the repository, never by one
 * of the machine.
 */
final class SarifFile {

  private static final Pattern ROOTED = Pattern.compile("^([A-Za-z]:)?[/\\\\].*", Pattern.DOTALL);

  private final String uri;
  private final SuiteLines lines;

  private SarifFile(String uri, SuiteLines lines) {
    this.uri = uri;
    this.lines = lines;
  }

  /** The file of the run's suite; null if it had none. */
  static @Nullable SarifFile of(RunHeader header) {
    String given = header.suiteFile();
    if (given == null || given.isBlank()) {
      return null;
    }
    try {
      Path file = Path.of(given);
      return new SarifFile(uri(path(given, file)), SuiteLines.of(file));
    } catch (InvalidPathException e) {
      return new SarifFile(uri(name(given)), SuiteLines.of(Path.of("")));
    }
  }

  /** Relative to the root of the repository, with slashes, as a URI. */
  String uri() {
    return uri;
  }

  /** The line of the gate's criterion of this name, or of the nearest above it. */
  OptionalInt criterion(String name) {
    return lines.criterion(name);
  }

  private static String path(String given, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (Files.isRegularFile(absolute)) {
      for (Path at = absolute.getParent(); at != null; at = at.getParent()) {
        if (Files.exists(at.resolve(".git"))) {
          return slashes(at.relativize(absolute));
        }
      }
    }
    String relative = slashes(file.normalize());
    return ROOTED.matcher(given).matches() || relative.startsWith("../") ? name(given) : relative;
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static String name(String given) {
    return given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
  }

  private static String uri(String path) {
    try {
      // A colon in the first name would read as a scheme.
      return new URI(null, null, "/" + path, null).toASCIIString().substring(1).replace(":", "%3A");
    } catch (URISyntaxException e) {
      return "suite";
    }
  }
}
