package dev.assay.cli;

import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {

  @Option(
      names = "--json",
      description = "Print one JSON document to standard output and nothing else there.")
  boolean json;

  @Option(names = "--no-color", description = "No colours, as with NO_COLOR set.")
  boolean noColor;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no notes; results and errors only.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "More notes, and stack traces of unexpected errors.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;
}
