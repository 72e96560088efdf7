package dev.assay.cli;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetFormat;
import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay dataset import FILE…}: reads foreign files, writes a dataset. */
@Command(
    name = "import",
    description = "Read files with other columns or formats and write one dataset.",
    footer = {
      "",
      "Example: assay dataset import faq.csv -o faq.jsonl -m input=Question "
          + "-m expected_output=Answer -p distribution --ids row --unmapped metadata"
    })
final class DatasetImportCommand extends AssayCommand {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "JSON Lines, JSON, CSV or YAML.")
  private List<Path> files = List.of();

  @Mixin private MappingOptions mapping = new MappingOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The dataset to write; its format is as its name says.")
  private Path output = Path.of("");

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "The format to write: jsonl, json, csv or yaml.")
  private @Nullable String format;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  DatasetImportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    OutputFile.check(output, overwrite);
    DatasetFormat to =
        format == null ? DatasetFormat.ofPath(output) : MappingOptions.parseFormat("--to", format);
    Dataset dataset = DatasetReader.read(files, mapping.mapping(), mapping.format()).dataset();
    OutputFile.write(dataset, output, to, overwrite);
    if (json()) {
      json(
          Json.object()
              .put("file", output.toString())
              .put("examples", dataset.examples().size())
              .put("content_hash", dataset.contentHash()));
    } else {
      terminal().line("Wrote " + dataset.examples().size() + " examples to " + output);
    }
    return ExitCode.PASSED;
  }
}
