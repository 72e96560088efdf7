package dev.assay.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * The commands by name. Only those that a call may need are made, for reading a command's options
 * by reflection costs more than a short command's work.
 */
final class Commands {

  private static final Map<String, Function<Terminal, CommandLine>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("init", terminal -> new CommandLine(new InitCommand(terminal)));
    ALL.put("run", terminal -> new CommandLine(new RunCommand(terminal)));
    ALL.put("score", terminal -> new CommandLine(new ScoreCommand(terminal)));
    ALL.put("gate", terminal -> new CommandLine(new GateCommand(terminal)));
    ALL.put("compare", terminal -> new CommandLine(new CompareCommand(terminal)));
    ALL.put("baseline", BaselineCommand::commandLine);
    ALL.put("trend", terminal -> new CommandLine(new TrendCommand(terminal)));
    ALL.put("power", terminal -> new CommandLine(new PowerCommand(terminal)));
    ALL.put("report", terminal -> new CommandLine(new ReportCommand(terminal)));
    ALL.put("dataset", DatasetCommand::commandLine);
    ALL.put("calibrate", CalibrateCommand::commandLine);
    ALL.put("rejudge", terminal -> new CommandLine(new RejudgeCommand(terminal)));
    ALL.put("rank", terminal -> new CommandLine(new RankCommand(terminal)));
    ALL.put("cache", CacheCommand::commandLine);
    ALL.put("serve", terminal -> new CommandLine(new ServeCommand(terminal)));
    ALL.put("demo", terminal -> new CommandLine(new DemoCommand(terminal)));
    ALL.put("keys", KeysCommand::commandLine);
    ALL.put("failures", FailuresCommand::commandLine);
    ALL.put("backup", terminal -> new CommandLine(new BackupCommand(terminal)));
    ALL.put("restore", terminal -> new CommandLine(new RestoreCommand(terminal)));
    ALL.put("export", terminal -> new CommandLine(new ExportCommand(terminal)));
    ALL.put("import", terminal -> new CommandLine(new ImportCommand(terminal)));
    ALL.put("evaluators", terminal -> new CommandLine(new EvaluatorsCommand(terminal)));
  }

  private Commands() {}

  /** Every command's name, in the order of the help. */
  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The command line for {@code args}. */
  static CommandLine commandLine(String[] args, Terminal terminal) {
    CommandLine root = new CommandLine(new RootCommand(terminal));
    String first = args.length == 0 ? "" : args[0];
    boolean one = ALL.containsKey(first);
    ALL.forEach(
        (name, command) -> {
          if (!one || name.equals(first)) {
            root.addSubcommand(name, command.apply(terminal));
          }
        });
    if (!one) {
      root.addSubcommand("help", new CommandLine(new HelpCommand(terminal)));
    }
    root.setUsageHelpWidth(terminal.columns());
    root.setUsageHelpAutoWidth(false);
    root.setOut(
        new java.io.PrintWriter(terminal.out(), true, java.nio.charset.StandardCharsets.UTF_8));
    root.setErr(
        new java.io.PrintWriter(terminal.err(), true, java.nio.charset.StandardCharsets.UTF_8));
    root.setParameterExceptionHandler((e, given) -> Errors.usage(e, given, terminal));
    root.setExecutionExceptionHandler((e, command, parsed) -> Errors.failure(e, command, terminal));
    return root;
  }
}
