package dev.assay.cli;

import dev.assay.core.problem.Problem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** Starts the command line. */
public final class Assay {

  private Assay() {}

  /** Runs the command that {@code args} name, and ends the process with its exit code. */
  public static void main(String[] args) {
    WatchedOutput watched = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
    Terminal terminal = Terminal.ofProcess(watched);
    int code = run(args, terminal);
    System.exit(written(watched, terminal) ? code : ExitCode.USAGE.code());
  }

  // Results that did not arrive are no success; a reader that has seen enough is no failure.
  private static boolean written(WatchedOutput watched, Terminal terminal) {
    IOException failure = watched.failure();
    if (failure == null || WatchedOutput.isClosedPipe(failure)) {
      return true;
    }
    terminal.note(
        "error: "
            + Problem.of("standard output", failure.getMessage(), "a place that can be written")
                .message());
    return false;
  }

  /** Runs the command that {@code args} name; gives its exit code. */
  static int run(String[] args, Terminal terminal) {
    int code = Commands.commandLine(args, terminal).execute(args);
    terminal.out().flush();
    return code;
  }
}
