package dev.assay.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {

  @TempDir private Path folder;

  @Test
  void read_whatWasWritten_isTheSame() {
    RunScores scores =
        ScoresOf.run("r1")
            .example("b \u0000\ud800 \"quoted\"", "h1", true, 4.25)
            .example("a", "h2", false, null)
            .unscored()
            .build();
    Path file = folder.resolve("sub/baseline.jsonl");
    BaselineFile.write(scores, file);
    RunScores read = BaselineFile.read(file);
    assertThat(read.run()).isEqualTo(scores.run());
    assertThat(read.evaluators()).isEqualTo(scores.evaluators());
    assertThat(read.examples()).hasSize(3);
    assertThat(read.examples().get(0)).isEqualTo(scores.examples().get(1));
    assertThat(BaselineFile.looksLikeOne(file)).isTrue();
  }

  @Test
  void write_twice_isTheSameBytes() throws IOException {
    RunScores scores = ScoresOf.run("r1").example(true, 4.0).example(false, 1.0).build();
    Path first = folder.resolve("1.jsonl");
    Path second = folder.resolve("2.jsonl");
    BaselineFile.write(scores, first);
    BaselineFile.write(scores, second);
    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outcome\":\"pass | outcome\":\"great | outcome: \"great\" (expected: pass, fail or unscored)",
        "hash\":\"h0\" | hash\":7 | hash: 7 (expected: a text)",
        "helpfulness\":4 | helpfulness\":\"4 | values.helpfulness",
        "\"format\":1 | \"format\":2 | format: 2 (expected: at most 1",
        "\"format\":1 | \"format\":0 | format: 0 (expected: at most 1",
        "\"evaluators\":[ | \"evaluators\":7,\"x\":[ | evaluators: 7 (expected: a list)",
        "\"values\":{\"helpfulness\":4.0} | \"values\":[4.0] | values: [4.0] (expected: an object)",
        "\"helpfulness\":4.0 | \"helpfulness\":5.5 | helpfulness: 5.5 (expected: a number on its scale",
        "\"latency_ms\":[100.0] | \"latency_ms\":[-1] | latency_ms: -1 (expected: a number from 0)",
        "\"id\":\"e1\" | \"id\":\"e0\" | an id that is on no line before",
      })
  void read_damagedLine_namesItAndWhatHelps(String there, String instead, String expected)
      throws IOException {
    Path file = folder.resolve("baseline.jsonl");
    BaselineFile.write(ScoresOf.run("r1").example(true, 4.0).example(false, 1.0).build(), file);
    String text = Files.readString(file);
    assertThat(text).contains(there);
    String quoted =
        instead.endsWith("\"4")
            ? text.replaceFirst("\"helpfulness\":4.0", "\"helpfulness\":\"4\"")
            : text.replaceFirst(Pattern.quote(there), Matcher.quoteReplacement(instead));
    Files.writeString(file, quoted);
    assertThatThrownBy(() -> BaselineFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(expected)
        .hasMessageContaining("assay baseline save")
        .hasMessageContaining("baseline.jsonl:");
  }

  @Test
  void read_anotherFileOrNone_isRefused() throws IOException {
    Path other = Files.write(folder.resolve("other.jsonl"), List.of("{\"id\": 1}"));
    assertThatThrownBy(() -> BaselineFile.read(other)).isInstanceOf(InvalidInputException.class);
    assertThat(BaselineFile.looksLikeOne(other)).isFalse();
    Path empty = Files.write(folder.resolve("empty.jsonl"), List.of());
    assertThatThrownBy(() -> BaselineFile.read(empty)).isInstanceOf(InvalidInputException.class);
    Path nowhere = folder.resolve("nowhere.jsonl");
    assertThatThrownBy(() -> BaselineFile.read(nowhere)).isInstanceOf(InvalidInputException.class);
  }
}
