package dev.assay.cli;

/** Starts the command line. */
public final class Assay {

  private Assay() {}

  /** Runs the command that {@code args} name, and ends the process with its exit code. */
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    int code = run(args, terminal);
    terminal.out().flush();
    System.exit(code);
  }

  /** Runs the command that {@code args} name; gives its exit code. */
  static int run(String[] args, Terminal terminal) {
    int code = Commands.commandLine(args, terminal).execute(args);
    terminal.out().flush();
    return code;
  }
}
