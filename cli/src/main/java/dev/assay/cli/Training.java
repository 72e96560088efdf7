package dev.assay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Does what commands usually do, in a folder of its own and without a word, so that the JVM sees
 * the classes they need: what it keeps of them makes the next start faster. Started by {@code
 * ./assay} in the background.
 */
final class Training {

  private Training() {}

  /** Runs the usual commands once. */
  public static void main(String[] args) throws IOException {
    Terminal.ofProcess(OutputStream.nullOutputStream());
    Path folder = Files.createTempDirectory("assay-training");
    try {
      for (String[] command : commands(folder)) {
        Assay.run(command, silent());
      }
    } finally {
      delete(folder);
    }
  }

  private static List<String[]> commands(Path folder) {
    String suite = folder.resolve("suite.yaml").toString();
    String run = folder.resolve("run").toString();
    return List.of(
        new String[] {"--version"},
        new String[] {"evaluators"},
        new String[] {"evaluators", "--json"},
        new String[] {"init", folder.toString()},
        new String[] {"run", suite, "--output", run, "--no-cache"},
        new String[] {"run", suite, "--output", run, "--no-cache", "--json"},
        new String[] {"gate", run},
        new String[] {"dataset", "stats", folder.resolve("dataset.jsonl").toString()},
        new String[] {
          "score", "-e", "token-f1,rouge-l", "-i", folder.resolve("outputs.jsonl").toString()
        });
  }

  private static Terminal silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Terminal(
        InputStream.nullInputStream(), nowhere, nowhere, false, false, 100, Map.of());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
