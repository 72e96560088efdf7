package dev.assay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** A command: its options are filled in by picocli, then it is called once. */
abstract class AssayCommand implements Callable<Integer> {

  @Mixin final CommonOptions common = new CommonOptions();

  private final Terminal terminal;

  AssayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Does what it is for. */
  abstract ExitCode execute();

  @Override
  public final Integer call() {
    return execute().code();
  }

  final Terminal terminal() {
    return terminal;
  }

  final boolean json() {
    return common.json;
  }

  final void json(JsonNode document) {
    terminal.json(document);
  }

  /** Says something to a person, unless told to be quiet. */
  final void note(String text) {
    if (!common.quiet) {
      terminal.note(text);
    }
  }
}
