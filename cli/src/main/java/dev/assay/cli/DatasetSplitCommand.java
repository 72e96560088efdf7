package dev.assay.cli;

import dev.assay.core.dataset.DatasetFormat;
import dev.assay.core.dataset.DatasetSplit;
import dev.assay.core.json.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay dataset split FILE…}. */
@Command(
    name = "split",
    description = "Split a dataset into shares by a hash of each id; files NAME.jsonl in DIR.",
    footer = {
      "",
      "Example: assay dataset split all.jsonl --into train=0.8,test=0.2 --output parts"
    })
final class DatasetSplitCommand extends AssayCommand {

  @Mixin private DatasetFiles files = new DatasetFiles();

  @Option(
      names = "--into",
      required = true,
      paramLabel = "NAME=SHARE,…",
      description = "The shares, which sum to 1: train=0.8,test=0.2.")
  private String shares = "";

  @Option(names = "--seed", paramLabel = "N", description = "Another split for another seed; 0.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The folder for the parts.")
  private Path output = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "jsonl (unless given), json, csv, yaml.")
  private @Nullable String format;

  @Option(names = "--overwrite", description = "Replace files that are there.")
  private boolean overwrite;

  DatasetSplitCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    DatasetFormat to =
        format == null ? DatasetFormat.JSONL : MappingOptions.parseFormat("--to", format);
    DatasetSplit.Result result =
        DatasetSplit.parse(shares).withSeed(seed).split(files.read().dataset());
    Map<String, Path> paths = new LinkedHashMap<>();
    for (String name : result.parts().keySet()) {
      Path path = output.resolve(name + "." + to.key());
      OutputFile.check(path, overwrite);
      paths.put(name, path);
    }
    OutputFile.makeFolder(output);
    paths.forEach(
        (name, path) ->
            OutputFile.write(
                Objects.requireNonNull(result.parts().get(name), name), path, to, overwrite));
    if (json()) {
      ObjectNode document = result.toJson();
      ObjectNode written = Json.object();
      paths.forEach((name, path) -> written.put(name, path.toString()));
      document.set("files", written);
      json(document);
    } else {
      result
          .parts()
          .forEach(
              (name, part) ->
                  terminal()
                      .line("Wrote " + part.examples().size() + " examples to " + paths.get(name)));
    }
    return ExitCode.PASSED;
  }
}
