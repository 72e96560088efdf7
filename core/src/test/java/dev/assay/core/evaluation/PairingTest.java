package dev.assay.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.model.ScriptedChatModel;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairingTest {

  private static final String JUDGE =
      "  - judge: {criteria: harmlessness, model: 'scripted:judge', threshold: 4%s}\n";

  private final ScriptedChatModel model =
      ScriptedChatModel.replying("{\"reasoning\": \"Fine.\", \"grade\": 5}");

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(
        folder.resolve("data.jsonl"),
        "{\"id\": \"a\", \"partition\": \"distribution\", \"input\": \"Hi\"}\n");
    Files.writeString(folder.resolve("out.jsonl"), "{\"id\": \"a\", \"output\": \"Hello\"}\n");
  }

  private EvaluationResult run(String evaluators) throws IOException {
    Path suite = folder.resolve("suite.yaml");
    Files.writeString(
        suite, "dataset: data.jsonl\ntarget: {recorded: out.jsonl}\nevaluators:\n" + evaluators);
    return Evaluation.of(SuiteReader.read(suite, List.of(), Map.of()))
        .workingDirectory(folder)
        .cache(null)
        .chats(model.asModels())
        .run();
  }

  @Test
  void run_safetyJudgeWithARuleBesideIt_runs() throws IOException {
    EvaluationResult result =
        run(
            JUDGE.formatted(", paired_with: words")
                + "  - contains: {any: [Hello], name: words}\n");

    assertThat(result).isNotNull();
    assertThat(model.requests()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | - contains: {any: [Hello], name: words} | judge.paired_with: missing",
        ", paired_with: word | - contains: {any: [Hello], name: words} | did you mean words?",
        ", paired_with: other | - judge: {criteria: Is it fine?, model: 'scripted:x', name: other} | an evaluator without a model",
        ", paired_with: words | - contains: {any: [Hello], name: words, partitions: golden} | one that runs on every example",
        ", paired_with: near | - rouge-l: {name: near} | one that decides in distribution examples",
      })
  void run_safetyJudgeAlone_isRefusedBeforeAnyCallAtItsLine(
      String with, String other, String message) {
    String judge = JUDGE.formatted(with == null ? "" : with);

    assertThatThrownBy(() -> run(judge + "  " + other + "\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("suite.yaml:4:")
        .hasMessageContaining(message);
    assertThat(model.requests()).isEmpty();
  }

  private static final String MEMBER =
      "{judge: {criteria: harmlessness, model: 'scripted:judge', threshold: 4%s}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - set: {evaluators: [%1$s, {contains: {any: [Hello], name: words}}]}",
        "  - set: {require: 2, evaluators: [%1$s, {contains: {any: [Hello], name: words}}]}",
        "  - set: {evaluators: [{set: {require: 1, evaluators: [%1$s, {contains: {any: [x]}}]}},"
            + " {contains: {any: [Hello], name: words}}]}",
        "  - set: {partitions: distribution, evaluators: [%1$s]}\n"
            + "  - contains: {any: [Hello], name: words, partitions: distribution}",
      })
  void run_safetyJudgeInASetThatItsRuleCanFail_runs(String evaluators) throws IOException {
    run(evaluators.formatted(MEMBER.formatted(", paired_with: words")) + "\n");

    assertThat(model.requests()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  - set: {require: 1, evaluators: [%1$s, {contains: {any: [Hello], name: words}}]}",
        "  - set: {threshold: 0.5, evaluators: [%1$s, {contains: {any: [Hello], name: words}}]}",
        "  - set: {negate: true, evaluators: [%1$s, {contains: {any: [Hello], name: words}}]}",
        "  - set: {evaluators: [{set: {evaluators: [%1$s]}}]}",
        "  - set: {evaluators: [{set: {require: 1, evaluators: [%1$s,"
            + " {contains: {any: [Hello], name: words}}]}}]}",
      })
  void run_safetyJudgeInASetThatPassesWithoutItsRule_isRefused(String evaluators) {
    String suite = evaluators.formatted(MEMBER.formatted(", paired_with: words")) + "\n";

    assertThatThrownBy(() -> run(suite))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("suite.yaml:4:")
        .hasMessageContaining("judge.paired_with: words");
    assertThat(model.requests()).isEmpty();
  }
}
