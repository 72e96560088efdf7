package dev.assay.cli;

import dev.assay.core.dataset.DatasetStats;
import dev.assay.core.dataset.DatasetStats.Lengths;
import dev.assay.core.dataset.DatasetStats.Slice;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assay dataset stats FILE…}. */
@Command(name = "stats", description = "Describe a dataset in numbers.")
final class DatasetStatsCommand extends AssayCommand {

  private static final int MOST_NAMED = 12;

  @Mixin private DatasetFiles files = new DatasetFiles();

  DatasetStatsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitCode execute() {
    DatasetStats stats = DatasetStats.of(files.read().dataset());
    if (json()) {
      json(stats.toJson());
      return ExitCode.PASSED;
    }
    terminal().line(stats.name() + "  " + stats.contentHash());
    stats.partitions().forEach((partition, slice) -> print(partition.key(), slice));
    if (stats.partitions().size() > 1) {
      print("all", stats.overall());
    }
    return ExitCode.PASSED;
  }

  private void print(String name, Slice slice) {
    terminal().line("");
    terminal().line(name + ": " + slice.n() + (slice.n() == 1 ? " example" : " examples"));
    terminal().line("  with an expectation  " + slice.withExpectation());
    terminal().line("  with context         " + slice.withContext());
    terminal().line("  reviewed by two      " + slice.reviewed());
    lengths("input words", slice.inputWords());
    lengths("expected words", slice.expectedWords());
    counts("tags", slice.tags());
    counts("categories", slice.categories());
    if (slice.oldest() != null) {
      terminal().line("  created              " + slice.oldest() + " to " + slice.newest());
    }
  }

  private void lengths(String name, @Nullable Lengths lengths) {
    if (lengths != null) {
      terminal()
          .line(
              "  "
                  + (name + " ".repeat(21)).substring(0, 21)
                  + ("min " + lengths.min() + ", median " + lengths.p50())
                  + (", p95 " + lengths.p95() + ", max " + lengths.max()));
    }
  }

  private void counts(String name, Map<String, Integer> counts) {
    if (counts.isEmpty()) {
      return;
    }
    String most =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MOST_NAMED)
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    int more = counts.size() - MOST_NAMED;
    String rest = more > 0 ? " and " + more + " more" : "";
    terminal().line("  " + (name + " ".repeat(21)).substring(0, 21) + most + rest);
  }
}
