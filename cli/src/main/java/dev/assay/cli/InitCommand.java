package dev.assay.cli;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay init [DIR]}: a small suite that runs. */
@Command(
    name = "init",
    description = "Write a small suite that runs as it is: suite.yaml, a dataset and answers.",
    footer = {"", "Files that are there are never overwritten."})
final class InitCommand extends AssayCommand {

  private static final List<String> FILES = List.of("suite.yaml", "dataset.jsonl", "outputs.jsonl");

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "Where to; made if it is missing. Here unless given.")
  private String directory = ".";

  InitCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    Path folder = folder();
    List<Problem> problems = new ArrayList<>();
    for (String file : FILES) {
      if (Files.exists(folder.resolve(file))) {
        problems.add(
            Problem.of("file", folder.resolve(file), "a file that is not there yet")
                .next("choose another folder"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    write(folder);
    String suite = folder.resolve("suite.yaml").normalize().toString();
    if (json()) {
      ObjectNode document = Json.object();
      FILES.forEach(
          file ->
              document.withArrayProperty("files").add(folder.resolve(file).normalize().toString()));
      json(document);
    } else {
      terminal().line("Wrote " + String.join(", ", FILES) + ". Run it: assay run " + suite);
    }
    return ExitCode.PASSED;
  }

  private Path folder() {
    try {
      return Path.of(directory);
    } catch (InvalidPathException e) {
      throw new InvalidInputException(Problem.of("DIR", directory, "the path of a folder"), e);
    }
  }

  private void write(Path folder) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    try {
      for (String file : FILES) {
        try (InputStream in = InitCommand.class.getResourceAsStream("init/" + file)) {
          contents.put(file, Objects.requireNonNull(in, file).readAllBytes());
        }
      }
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : contents.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("DIR", directory, "a folder that can be written"), e);
    }
  }
}
