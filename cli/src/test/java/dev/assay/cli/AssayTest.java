package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssayTest {

  @Test
  void version_printsNameAndVersion() {
    Cli.Result result = Cli.assay("--version");
    assertThat(result.code()).isZero();
    assertThat(result.out()).matches("assay \\d+\\.\\d+\\.\\d+.*\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void version_json_isOneDocument() {
    Cli.Result result = Cli.assay("--version", "--json");
    assertThat(result.json().get("assay").stringValue()).isNotEmpty();
    assertThat(result.json().get("java").stringValue()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void help_listsEveryCommand(String option) {
    Cli.Result result = Cli.assay(option);
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Exit codes: 0 gate passed").contains(Commands.names());
    assertThat(result.err()).isEmpty();
  }

  @Test
  void help_ofEveryCommand_showsItsOptions() {
    for (String name : Commands.names()) {
      assertThat(Cli.assay("help", name).out()).startsWith("Usage: assay " + name);
      assertThat(Cli.assay(name, "--help").out()).isEqualTo(Cli.assay("help", name).out());
    }
  }

  @Test
  void noCommand_isWrongUsage() {
    Cli.Result result = Cli.assay();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: command: missing (expected: one of ");
  }

  @Test
  void unknownCommand_offersTheNearest() {
    Cli.Result result = Cli.assay("scroe");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: argument: scroe (expected: a command that exists); did you mean score?\n");
  }

  @Test
  void unknownOption_offersTheNearest() {
    Cli.Result result = Cli.assay("evaluators", "--jsn");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "error: option: --jsn (expected: an option of this command); did you mean --json?\n");
  }

  @Test
  void wrongUsage_json_printsTheErrorAsOneDocument() {
    Cli.Result result = Cli.assay("score", "--json");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.json().at("/error/problems/0/subject").stringValue())
        .isEqualTo("--evaluator");
  }

  @Test
  void hostileArgument_cannotSteerTheTerminal() {
    Cli.Result result = Cli.assay("\u001b[31mred\u202e");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).doesNotContain("\u001b").doesNotContain("\u202e");
  }
}
