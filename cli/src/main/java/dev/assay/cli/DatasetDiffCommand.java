package dev.assay.cli;

import dev.assay.core.dataset.DatasetDiff;
import dev.assay.core.dataset.DatasetDiff.Change;
import dev.assay.core.dataset.DatasetDiff.Kind;
import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.Partition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay dataset diff A B}. */
@Command(
    name = "diff",
    description = "Say which examples were added, removed or changed, by partition.")
final class DatasetDiffCommand extends AssayCommand {

  @Parameters(index = "0", paramLabel = "A", description = "The dataset before.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "The dataset after.")
  private Path after = Path.of("");

  @Mixin private MappingOptions mapping = new MappingOptions();

  @Option(names = "--exit-code", description = "Exit with 1 if they differ.")
  private boolean exitCode;

  DatasetDiffCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    DatasetDiff diff =
        DatasetDiff.of(
            DatasetReader.read(List.of(before), mapping.mapping(), mapping.format()).dataset(),
            DatasetReader.read(List.of(after), mapping.mapping(), mapping.format()).dataset());
    if (json()) {
      json(diff.toJson());
    } else {
      diff.changes().forEach(change -> terminal().line(text(change)));
      totals(diff).forEach(terminal()::line);
    }
    return exitCode && !diff.isEmpty() ? ExitCode.FAILED : ExitCode.PASSED;
  }

  private static String text(Change change) {
    String sign =
        switch (change.kind()) {
          case ADDED -> "+ ";
          case REMOVED -> "- ";
          case CHANGED -> "~ ";
        };
    String moved =
        change.previousPartition() == null ? "" : " (was " + change.previousPartition().key() + ")";
    String fields = change.fields().isEmpty() ? "" : ": " + String.join(", ", change.fields());
    return sign + change.exampleId() + "  " + change.partition().key() + moved + fields;
  }

  private static List<String> totals(DatasetDiff diff) {
    Map<Partition, Long> added = diff.count(Kind.ADDED);
    Map<Partition, Long> removed = diff.count(Kind.REMOVED);
    Map<Partition, Long> changed = diff.count(Kind.CHANGED);
    List<String> lines = new ArrayList<>();
    for (Partition partition : Partition.values()) {
      long plus = added.getOrDefault(partition, 0L);
      long minus = removed.getOrDefault(partition, 0L);
      long tilde = changed.getOrDefault(partition, 0L);
      if (plus + minus + tilde > 0) {
        lines.add(
            partition.key() + ": " + plus + " added, " + minus + " removed, " + tilde + " changed");
      }
    }
    lines.add(diff.unchanged() + " unchanged");
    return lines;
  }
}
