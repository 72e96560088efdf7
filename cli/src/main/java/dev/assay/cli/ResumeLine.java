package dev.assay.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command that goes on with a run. It repeats the options of the run, for a run is resumed with
 * the same examples, evaluators, target, repeats and seed, or not at all.
 */
final class ResumeLine {

  private static final Set<String> NOT_REPEATED =
      Set.of("--output", "--resume", "--overwrite", "--json", "--quiet", "--verbose", "--no-color");

  private ResumeLine() {}

  /** The command for a run of which only the header is known. */
  static String of(String suite, Path run) {
    return "assay run " + quoted(suite) + " --resume " + quoted(run.toString());
  }

  /** The command for a run that {@code parsed} started. */
  static String of(String suite, Path run, ParseResult parsed) {
    StringBuilder line = new StringBuilder(of(suite, run));
    for (OptionSpec option : new LinkedHashSet<>(parsed.matchedOptions())) {
      if (NOT_REPEATED.contains(option.longestName())) {
        continue;
      }
      if (option.arity().max() == 0) {
        line.append(' ').append(option.longestName());
      } else {
        List<String> values = option.originalStringValues();
        values.forEach(
            v -> line.append(' ').append(option.longestName()).append(' ').append(quoted(v)));
      }
    }
    return line.toString();
  }

  // As a POSIX shell takes it for one word.
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
