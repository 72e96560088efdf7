package dev.assay.cli;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay help [COMMAND…]}. */
@Command(name = "help", description = "Show the help of assay or of a command.")
final class HelpCommand extends AssayCommand {

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command to explain.")
  private List<String> path = List.of();

  @Spec private @Nullable CommandSpec spec;

  HelpCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    CommandLine command = Objects.requireNonNull(spec, "spec").commandLine().getParent();
    for (String name : path) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw new InvalidInputException(
            Problem.of("command", name, "a command that exists")
                .next(Nearest.advice(name, command.getSubcommands().keySet())));
      }
      command = next;
    }
    command.usage(terminal().out());
    return ExitCode.PASSED;
  }
}
