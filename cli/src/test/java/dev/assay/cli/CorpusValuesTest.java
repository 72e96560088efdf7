package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Corpus values, from the score to where people read them. */
class CorpusValuesTest {

  // The second row of sacrebleu's corpus vectors, and a row without an expectation.
  private static final String[][] ROWS = {
    {"a", "$5 million", "mid-19th century"},
    {
      "b",
      "A faulty sensor was opened as of while yesterday the other systems kept working.",
      "A faulty sensor was opened as of yesterday while the other systems kept working."
    },
    {
      "c",
      "processed near the U.S. border however, further tests are needed! The $20 was",
      "The hotel was processed near the U.S. border however, further tests are needed!"
    },
    {"d", "not expected", null},
  };

  private static final double BLEU = 0.7439032834723655;
  private static final double CHRF = 0.8069765337774971;

  @TempDir Path folder;

  @Test
  void score_json_holdsThemBesideTheScores() throws IOException {
    Path rows = write("rows.jsonl", "expected");
    JsonNode json =
        Cli.assay("score", "-e", "bleu,chrf,token-f1", "-i", rows.toString(), "--json").json();
    assertThat(json.get("scores")).hasSize(12);
    assertThat(json.get("corpus")).hasSize(2);
    JsonNode bleu = json.at("/corpus/0");
    assertThat(bleu.get("evaluator").stringValue()).isEqualTo("bleu");
    assertThat(bleu.get("name").stringValue()).isEqualTo("corpus bleu");
    assertThat(bleu.get("value").doubleValue()).isCloseTo(BLEU, within(1e-11));
    assertThat(bleu.get("low").doubleValue()).isBetween(0.0, BLEU);
    assertThat(bleu.get("high").doubleValue()).isBetween(BLEU, 1.0);
    assertThat(bleu.get("n").intValue()).isEqualTo(3);
    assertThat(bleu.get("unscored").intValue()).isEqualTo(1);
    assertThat(json.at("/corpus/1/value").doubleValue()).isCloseTo(CHRF, within(1e-11));
  }

  @Test
  void score_lines_leaveStandardOutputToTheScores() throws IOException {
    Path rows = write("rows.jsonl", "expected");
    Cli.Result result = Cli.assay("score", "-e", "bleu", "-i", rows.toString());
    assertThat(result.out().lines()).hasSize(4);
    assertThat(result.err()).contains("corpus bleu 0.744 [").contains("n = 3, 1 unscored");
  }

  @Test
  void run_everyReport_showsThem() throws IOException {
    write("outputs.jsonl", null);
    write("dataset.jsonl", "expected_output");
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        name: corpus
        dataset: dataset.jsonl
        target: {recorded: outputs.jsonl}
        evaluators: [bleu, chrf++]
        repeats: 2
        gate: {distribution: {pass_rate: 0}}
        """);
    Path run = folder.resolve("run");
    Cli.Result result = Cli.assay("run", suite.toString(), "--output", run.toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("bleu: corpus bleu 0.744 [").contains("corpus chrf++ 0.81");
    assertThat(Files.readString(run.resolve("summary.md"))).contains("corpus bleu 0.744 [");
    assertThat(Files.readString(run.resolve("report.html"))).contains("\"name\":\"corpus bleu\"");
    JsonNode corpus =
        Cli.assay("gate", run.toString(), "--json")
            .json()
            .at("/partitions/distribution/evaluators/bleu/corpus");
    assertThat(corpus.get("value").doubleValue()).isCloseTo(BLEU, within(1e-11));
    assertThat(corpus.get("n").intValue()).isEqualTo(3);
  }

  private Path write(String file, String expectation) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String[] row : ROWS) {
      var json = Json.object().put("id", row[0]);
      if (!file.equals("dataset.jsonl")) {
        json.put("output", row[1]);
      } else {
        json.put("partition", "distribution").put("input", "translate");
      }
      if (expectation != null && row[2] != null) {
        json.put(expectation, row[2]);
      }
      text.append(Json.write(json)).append('\n');
    }
    return Files.writeString(folder.resolve(file), text);
  }
}
