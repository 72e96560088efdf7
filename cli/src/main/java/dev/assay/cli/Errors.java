package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns what went wrong into lines a person can act on, and an exit code. */
final class Errors {

  private Errors() {}

  /** Wrong options or arguments. */
  static int usage(ParameterException e, String[] args, Terminal terminal) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return report(
        List.of(problem(e).next(next(e, command))),
        Arrays.asList(args).contains("--json"),
        terminal);
  }

  /** Anything thrown while a command ran. */
  static int failure(Throwable e, CommandLine command, Terminal terminal) {
    CommonOptions options = options(command);
    if (e instanceof InvalidInputException invalid) {
      return report(invalid.problems(), options.json, terminal);
    }
    if (options.verbose) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      terminal.note(trace.toString());
    }
    String hint = options.verbose ? "" : "; run again with -v for the stack trace";
    String message = e.getMessage() == null ? "" : ": " + e.getMessage();
    terminal.note("error: " + e.getClass().getSimpleName() + message + hint);
    if (options.json) {
      ObjectNode document = Json.object();
      document.putObject("error").put("message", e.getClass().getSimpleName() + message);
      terminal.json(document);
    }
    return ExitCode.USAGE.code();
  }

  private static int report(List<Problem> problems, boolean json, Terminal terminal) {
    note(problems, terminal);
    if (json) {
      terminal.json(json(problems));
    }
    return ExitCode.USAGE.code();
  }

  /** Tells a person. */
  static void note(List<Problem> problems, Terminal terminal) {
    problems.forEach(problem -> terminal.note("error: " + problem.message()));
  }

  /** The document {@code {"error": {"problems": […]}}}. */
  static ObjectNode json(List<Problem> problems) {
    ObjectNode document = Json.object();
    ArrayNode array = document.putObject("error").putArray("problems");
    problems.forEach(problem -> array.add(json(problem)));
    return document;
  }

  private static ObjectNode json(Problem problem) {
    ObjectNode json = Json.object();
    Location location = problem.location();
    if (location != null) {
      json.put("file", location.file());
      if (location.line() > 0) {
        json.put("line", location.line());
      }
      if (location.column() > 0) {
        json.put("column", location.column());
      }
    }
    json.put("subject", problem.subject());
    json.put("value", problem.value());
    json.put("expected", problem.expected());
    json.put("next", problem.next());
    json.put("message", problem.message());
    return json;
  }

  private static CommonOptions options(CommandLine command) {
    Object user = command.getCommandSpec().userObject();
    return user instanceof AssayCommand assay ? assay.common : new CommonOptions();
  }

  private static Problem problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String given = unmatched.getUnmatched().get(0);
      return given.startsWith("-")
          ? Problem.of("option", given, "an option of this command")
          : Problem.of("argument", given, expectedArgument(e.getCommandLine()));
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      CommandLine.Model.ArgSpec arg = missing.getMissing().get(0);
      return Problem.of(name(arg), "missing", described(arg));
    }
    CommandLine.Model.ArgSpec arg = e.getArgSpec();
    if (arg != null && e.getValue() != null) {
      return Problem.of(name(arg), e.getValue(), type(arg.type()));
    }
    return Problem.of(e.getCommandLine().getCommandName(), e.getMessage(), "usage as in the help");
  }

  // The help's sentence within one of ours.
  private static String described(CommandLine.Model.ArgSpec arg) {
    String text = String.join(" ", arg.description()).replaceFirst("\\.$", "");
    return text.isEmpty()
        ? "a value"
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String expectedArgument(CommandLine command) {
    return command.getSubcommands().isEmpty() ? "no more arguments" : "a command that exists";
  }

  private static String name(CommandLine.Model.ArgSpec arg) {
    return arg instanceof CommandLine.Model.OptionSpec option
        ? option.longestName()
        : arg.paramLabel();
  }

  private static String type(Class<?> type) {
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    return type == double.class || type == Double.class ? "a number" : "a value that fits";
  }

  private static String next(ParameterException e, String command) {
    String help = "see: " + command + " --help";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return nearest(unmatched.getUnmatched().get(0), e.getCommandLine(), help);
    }
    return help;
  }

  private static String nearest(String given, CommandLine command, String otherwise) {
    TreeSet<String> known = new TreeSet<>();
    if (given.startsWith("-")) {
      known.addAll(command.getCommandSpec().optionsMap().keySet());
    } else {
      known.addAll(command.getSubcommands().keySet());
    }
    int equals = given.indexOf('=');
    return Nearest.to(equals < 0 ? given : given.substring(0, equals), known)
        .map(near -> "did you mean " + near + "?")
        .orElse(otherwise);
  }
}
