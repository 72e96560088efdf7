package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.report.ReportFormat;
import dev.assay.core.run.RunDirectory;
import dev.assay.core.trend.RunHistory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunsTest {

  private static final String STARTED = "2026-01-31T12:30:45";

  @TempDir private Path folder;
  private EvaluationResult run;

  @BeforeEach
  void runOnce() throws IOException {
    run = new GatedRuns(folder).of(95, "{distribution: 0.5}").run();
  }

  @Test
  void alone_hasNoHistory() {
    assertThat(history()).isEmpty();
  }

  @Test
  void earlier_areThoseOfTheSuiteThatStartedBefore() throws IOException {
    earlier("first", "2026-01-29T00:00:00", "s");
    earlier("later", "2026-02-01T00:00:00", "s");
    earlier("other", "2026-01-30T00:00:00", "another");
    assertThat(folders()).containsExactly("first", own());
  }

  @Test
  void many_areTheLatestTwenty() throws IOException {
    for (int day = 1; day <= 25; day++) {
      earlier("day-" + day, "2026-01-%02dT00:00:00".formatted(day), "s");
    }
    assertThat(folders()).hasSize(EarlierRuns.MOST_RUNS).startsWith("day-7").endsWith(own());
  }

  // It is not read at all, and neither are those before it.
  @Test
  void large_endTheHistory() throws IOException {
    earlier("first", "2026-01-28T00:00:00", "s");
    Path large = earlier("large", "2026-01-29T00:00:00", "s");
    earlier("small", "2026-01-30T00:00:00", "s");
    try (RandomAccessFile journal =
        new RandomAccessFile(large.resolve(RunDirectory.RESULTS_FILE).toFile(), "rw")) {
      journal.setLength(97L << 20);
    }
    assertThat(folders()).containsExactly("small", own());
  }

  @Test
  void broken_arePassedOver() throws IOException {
    earlier("whole", "2026-01-28T00:00:00", "s");
    Path header = earlier("no-header", "2026-01-29T00:00:00", "s");
    Files.writeString(header.resolve(RunDirectory.HEADER_FILE), "{\"id\": [");
    Path journal = earlier("no-journal", "2026-01-30T00:00:00", "s");
    Files.writeString(journal.resolve(RunDirectory.RESULTS_FILE), "\u0000{]\n{\"a\": 1}\n");
    Files.createDirectories(run.directory().resolveSibling("empty"));
    assertThat(folders()).contains("whole", own()).doesNotContain("no-header", "empty");
    assertThat(page()).contains("id=\"assay-history\"");
  }

  @Test
  void hostileNames_areShownAndDoNothing() throws IOException {
    earlier("<img src=x onerror=alert(1)>", "2026-01-28T00:00:00", "s");
    earlier("\u001b[31m \u202e \"'&{{script}}", "2026-01-29T00:00:00", "s");
    String page = page();
    String history = page.substring(page.indexOf("id=\"assay-history\""));
    assertThat(history)
        .contains("&lt;img src=x onerror=alert(1)&gt;", "&quot;&#39;&amp;")
        .doesNotContain("<img", "\u001b", "\u202e");
  }

  private Path earlier(String name, String started, String suite) throws IOException {
    Path copy = run.directory().resolveSibling(name);
    Files.createDirectories(copy);
    Files.copy(
        run.directory().resolve(RunDirectory.RESULTS_FILE),
        copy.resolve(RunDirectory.RESULTS_FILE));
    String header = Files.readString(run.directory().resolve(RunDirectory.HEADER_FILE));
    assertThat(header).contains(STARTED, "\"suite\" : \"s\"");
    Files.writeString(
        copy.resolve(RunDirectory.HEADER_FILE),
        header
            .replace(STARTED, started)
            .replace("\"suite\" : \"s\"", "\"suite\" : \"" + suite + "\""));
    return copy;
  }

  private Optional<RunHistory> history() {
    return EarlierRuns.upTo(run.directory(), run.scores());
  }

  private List<String> folders() {
    return history().orElseThrow().steps().stream().map(RunHistory.Step::folder).toList();
  }

  private String own() {
    return String.valueOf(run.directory().getFileName());
  }

  private String page() throws IOException {
    Path file = folder.resolve("page.html");
    ReportFormat.HTML.write(run.reportInput(ReportFormat.HTML), file);
    return Files.readString(file);
  }
}
