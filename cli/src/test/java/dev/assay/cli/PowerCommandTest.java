package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class PowerCommandTest {

  private static final int EXAMPLES = 40;

  @TempDir private Path folder;

  @Test
  void power_rate_saysWhatIsFoundAndHowManyItTakes() {
    Cli.Result result = power("--rate", "0.9", "--examples", "200", "--effect", "0.03");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("pass rate 90.0%", "McNemar's exact test", "assumed")
        .contains("200 examples find a drop of", "To find a drop of 3.0 points takes");
  }

  @Test
  void power_neededExamples_haveThePower() {
    JsonNode needed = power("--rate", "0.9", "--effect", "0.05", "--json").json().get("answers");
    long n = needed.get("needed_examples").longValue();
    JsonNode reached =
        power("--rate", "0.9", "--effect", "0.05", "--examples", String.valueOf(n), "--json")
            .json()
            .get("answers");
    assertThat(reached.get("power").doubleValue()).isBetween(0.8, 0.82);
    assertThat(reached.get("minimum_detectable_effect").doubleValue())
        .isCloseTo(0.05, within(1e-3));
  }

  @Test
  void power_scores_asTheTTestSays() {
    // R 4.2: power.t.test(n = 64, delta = 0.5, sd = 1) gives 0.8014596.
    JsonNode json =
        power("--sd", "1", "--unpaired", "--examples", "64", "--effect", "0.5", "--json").json();
    assertThat(json.at("/answers/power").doubleValue()).isCloseTo(0.8014596, within(1e-5));
    assertThat(json.at("/answers/needed_examples").longValue()).isEqualTo(64);
  }

  @Test
  void power_repeats_help() {
    double one = least("--sd", "1", "--examples", "100");
    double four = least("--sd", "1", "--examples", "100", "--repeats", "4");
    assertThat(four).isCloseTo(one / 2, within(1e-9));
    assertThat(least("--rate", "0.8", "--examples", "100", "--repeats", "4"))
        .isLessThan(least("--rate", "0.8", "--examples", "100"));
    assertThat(least("--rate", "0.8", "--examples", "100", "--unpaired"))
        .isGreaterThan(least("--rate", "0.8", "--examples", "100"));
  }

  @Test
  void power_margin_isOfNonInferiority() {
    Cli.Result result = power("--rate", "0.9", "--margin", "0.05", "--examples", "300");
    assertThat(result.out())
        .contains("Tango's test of non-inferiority", "one-sided at 0.05", "no worse by 5.0 points");
  }

  @Test
  void power_run_isPlannedByWhatItShowed() throws IOException {
    run("good", 4);
    run("bad", 10);
    String good = folder.resolve("good").toString();
    JsonNode one = power(good, "--effect", "0.1", "--json").json();
    assertThat(one.at("/question/rate").doubleValue()).isCloseTo(0.9, within(1e-12));
    assertThat(one.at("/question/examples").intValue()).isEqualTo(EXAMPLES);
    assertThat(one.at("/question/correlation_from").stringValue()).contains("assumed");
    JsonNode two = power(good, folder.resolve("bad").toString(), "--json").json();
    // What fails in the first fails in the second: nothing differs by chance alone.
    assertThat(two.at("/question/correlation").doubleValue()).isEqualTo(1);
    JsonNode score = power(good, "--evaluator", "token-f1", "--json").json();
    assertThat(score.at("/question/standard_deviation").doubleValue())
        .isCloseTo(0.3, within(1e-12));
    Cli.Result unknown = power(good, "--evaluator", "token-f2");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("token-f1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate 1.2 --examples 10|--rate: 1.2 (expected: a share from 0 to 1)",
        "--rate NaN --examples 10|--rate: NaN",
        "--rate 0.9|--examples, --effect, --margin or a RUN",
        "--examples 10|no baseline",
        "--rate 0.9 --examples 1|--examples: 1",
        "--rate 0.9 --examples 10 --alpha 0.5|--alpha: 0.5",
        "--rate 0.9 --examples 10 --alpha 0|--alpha: 0.0",
        "--rate 0.9 --examples 10 --power 1|--power: 1.0",
        "--rate 0.9 --effect -0.1|--effect: -0.1",
        "--rate 0.9 --effect 0.95|--effect: 0.95 (expected: at most the pass rate of 0.9)",
        "--rate 0.9 --margin 1|--margin: 1.0",
        "--rate 0.9 --margin 0.02 --effect 0.03|less than the margin",
        "--sd 0 --examples 10|--sd: 0.0",
        "--sd Infinity --examples 10|--sd: Infinity",
        "--sd 1 --examples 10 --correlation 1|--correlation",
        "--sd 1 --examples 10 --repeats 0|--repeats: 0",
        "--sd 1 --rate 0.5 --examples 9|not both",
        "--evaluator x --examples 9|--evaluator: x",
        "nowhere|nowhere"
      })
  void power_badInput_isNamed(String options, String expected) {
    Cli.Result result = power(options.split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(expected).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void power_extremeRates_giveAnswersNotNumbersOutOfNothing(String rate) {
    Cli.Result result = power("--rate", rate, "--examples", "50", "--json");
    assertThat(result.code()).isZero();
    assertThat(result.out()).doesNotContain("NaN", "Infinity");
    assertThat(result.json().at("/answers/minimum_detectable_effect").isNull())
        .isEqualTo(rate.equals("0"));
  }

  private double least(String... options) {
    String[] all = java.util.Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--json";
    return power(all).json().at("/answers/minimum_detectable_effect").doubleValue();
  }

  private void run(String name, int wrong) throws IOException {
    StringBuilder dataset = new StringBuilder();
    StringBuilder outputs = new StringBuilder();
    for (int i = 0; i < EXAMPLES; i++) {
      dataset.append(
          "{\"id\":\"e%d\",\"partition\":\"distribution\",\"input\":\"q\",\"expected_output\":\"a%d\"}\n"
              .formatted(i, i));
      String output = i < wrong ? "wrong" : "a" + i;
      outputs.append("{\"id\":\"e%d\",\"output\":\"%s\"}\n".formatted(i, output));
    }
    Files.writeString(folder.resolve("data.jsonl"), dataset);
    Files.writeString(folder.resolve(name + ".jsonl"), outputs);
    Path suite =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: answers
            dataset: data.jsonl
            target: {recorded: %s.jsonl}
            evaluators: [exact-match, token-f1]
            gate: {distribution: {pass_rate: 0.5}}
            """
                .formatted(name));
    assertThat(
            Cli.assay("run", suite.toString(), "--output", folder.resolve(name).toString()).code())
        .isZero();
  }

  private static Cli.Result power(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "power";
    System.arraycopy(options, 0, all, 1, options.length);
    return Cli.assay(all);
  }
}
