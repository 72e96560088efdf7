package dev.assay.core.report;

import dev.assay.core.dataset.Example;
import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.interaction.Usage;
import dev.assay.core.run.EvaluatorIdentity;
import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.RunHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * One row per example and repetition, RFC 4180, UTF-8; three columns per evaluator.
 *
 * <p>Numbers are written as numbers. A text that a spreadsheet would take for a formula is led by
 * an apostrophe (OWASP, "CSV injection"); characters that hide or cannot be encoded are written as
 * their {@code \}{@code uXXXX} escapes.
 */
final class CsvReport implements Report {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "partition",
          "repeat",
          "verdict",
          "failure_mode",
          "failure_reason",
          "input",
          "expected_output",
          "output",
          "error_kind",
          "error_message",
          "latency_ms",
          "ttft_ms",
          "input_tokens",
          "output_tokens",
          "cost",
          "cached",
          "tags",
          "timestamp");

  @Override
  public void write(ReportInput input, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CSVPrinter csv = new CSVPrinter(writer, CSVFormat.RFC4180);
    csv.printRecord(columns(input.header()));
    for (ExampleResult result : input.results()) {
      List<@Nullable Object> row = new ArrayList<>();
      addExample(row, result);
      addAnswer(row, result);
      addScores(row, result, input.header());
      csv.printRecord(row);
    }
    csv.flush();
  }

  private static List<String> columns(RunHeader header) {
    List<String> columns = new ArrayList<>(COLUMNS);
    for (EvaluatorIdentity evaluator : header.evaluators()) {
      String name = evaluator.name();
      columns.add(text(name));
      columns.add(text(name + ".passed"));
      columns.add(text(name + ".unscored"));
    }
    return columns;
  }

  private static void addExample(List<@Nullable Object> row, ExampleResult result) {
    Example example = result.example();
    FailureMode mode = result.verdict().failureMode();
    row.add(text(example.id()));
    row.add(example.partition().key());
    row.add(result.repeat());
    row.add(result.verdict().outcome().key());
    row.add(mode == null ? null : mode.key());
    row.add(text(result.verdict().reason()));
    row.add(text(InteractionJson.text(example.input())));
    row.add(text(InteractionJson.text(example.expectedOutput())));
  }

  private static void addAnswer(List<@Nullable Object> row, ExampleResult result) {
    Interaction interaction = result.interaction();
    InteractionError error = interaction.error();
    Usage usage = interaction.usage();
    row.add(text(interaction.output()));
    row.add(error == null ? null : text(error.kind()));
    row.add(error == null ? null : text(error.message()));
    row.add(interaction.latencyMillis());
    row.add(interaction.ttftMillis());
    row.add(usage.inputTokens());
    row.add(usage.outputTokens());
    row.add(usage.cost());
    row.add(result.cached());
    row.add(text(String.join(" ", result.example().tags())));
    row.add(result.timestamp());
  }

  private static void addScores(
      List<@Nullable Object> row, ExampleResult result, RunHeader header) {
    Map<String, Score> byName = new HashMap<>();
    for (EvaluatorScore score : result.scores()) {
      byName.put(score.evaluator(), score.score());
    }
    for (EvaluatorIdentity evaluator : header.evaluators()) {
      Score score = byName.get(evaluator.name());
      row.add(score instanceof Score.Scored scored ? scored.value() : null);
      row.add(score instanceof Score.Scored scored ? scored.passed() : null);
      row.add(score instanceof Score.Unscored unscored ? text(unscored.reason()) : null);
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : Spreadsheets.cell(text);
  }
}
