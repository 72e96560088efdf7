package dev.assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Partition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportTest {

  @Test
  void rows_areExamplesAndRepetitions() throws IOException {
    List<CSVRecord> rows = read(Runs.assistant(Map.of(Partition.GOLDEN, 3), 0, 2, false));
    assertThat(rows).hasSize(6);
    CSVRecord row = rows.get(1);
    assertThat(row.get("id")).isEqualTo("golden-001");
    assertThat(row.get("repeat")).isEqualTo("1");
    assertThat(row.get("verdict")).isEqualTo("pass");
    assertThat(Double.parseDouble(row.get("semantic-similarity"))).isBetween(0.9, 1.0);
    assertThat(row.get("semantic-similarity.passed")).isEqualTo("true");
    assertThat(row.get("constraints")).isEqualTo("1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", " =1", "＝1", "-"})
  void textThatStartsAFormula_isLedByAnApostrophe(String text) throws IOException {
    List<CSVRecord> rows = read(Runs.input(List.of(Runs.ruled(text, text, text, true, ""))));
    assertThat(rows.get(0).get("id")).isEqualTo("'" + text);
    assertThat(rows.get(0).get("output")).isEqualTo("'" + text);
  }

  @Test
  void negativeNumbers_stayNumbers() throws IOException {
    List<CSVRecord> rows = read(Runs.scored(-0.25));
    assertThat(rows.get(0).get("semantic-similarity")).isEqualTo("-0.25");
  }

  @Test
  void quotesCommasAndLines_surviveAndHiddenCharactersShow() throws IOException {
    List<CSVRecord> rows =
        read(Runs.input(List.of(Runs.ruled("a", "x", "a\"b,c\nd\u0000\ud800\u202e", true, ""))));
    assertThat(rows.get(0).get("output")).isEqualTo("a\"b,c\nd\\u0000\\ud800\\u202e");
  }

  @Test
  void hostileTexts_keepTheTableWhole() throws IOException {
    List<CSVRecord> rows = read(HostileTexts.run());
    assertThat(rows).hasSize(HostileTexts.ALL.size());
    assertThat(rows).allSatisfy(row -> assertThat(row.isConsistent()).isTrue());
  }

  private static List<CSVRecord> read(ReportInput input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportFormat.CSV.write(input, out);
    String text = out.toString(StandardCharsets.UTF_8);
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(text))
        .getRecords();
  }
}
