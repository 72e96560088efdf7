package dev.assay.core.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.evaluation.Evaluation;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.ScriptedChatModel;
import dev.assay.core.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeSummariesTest {

  // Vague answers get 2, and one answer makes it refuse.
  private final ScriptedChatModel model =
      ScriptedChatModel.of(
          request -> {
            String text = request.messages().get(1).text();
            return text.contains("unspeakable")
                ? ChatResponse.ofText("I would rather not say.")
                : ChatResponse.ofText(
                    "RESULT "
                        + ScriptedChatModel.code(request)
                        + (text.contains("vague") ? ": 2" : ": 5"));
          });

  @TempDir private Path folder;

  private List<JudgeSummary> judges(String... evaluators) throws IOException {
    String step =
        ", \"steps\": [{\"kind\": \"tool\", \"name\": \"search\", \"input\": \"q\","
            + " \"output\": \"found\"}]";
    StringBuilder rows = new StringBuilder();
    StringBuilder outputs = new StringBuilder();
    String[] answers = {"vague", "clear and long", "clear and much longer", "unspeakable", "clear"};
    for (int i = 0; i < answers.length; i++) {
      rows.append("{\"id\": \"e").append(i);
      rows.append("\", \"partition\": \"distribution\", \"input\": \"Hi\"}\n");
      outputs.append("{\"id\": \"e").append(i).append("\", \"output\": \"").append(answers[i]);
      outputs.append('"').append(step).append("}\n");
    }
    Files.writeString(folder.resolve("data.jsonl"), rows);
    Files.writeString(folder.resolve("out.jsonl"), outputs);
    Path suite =
        Files.writeString(
            folder.resolve("suite.yaml"),
            "dataset: data.jsonl\ntarget: {recorded: out.jsonl}\nevaluators:\n"
                + String.join("\n", evaluators)
                + "\n");
    return Evaluation.of(SuiteReader.read(suite, List.of(), Map.of()))
        .workingDirectory(folder)
        .cache(null)
        .chats(model.asModels())
        .run()
        .reportInput()
        .summary()
        .judges();
  }

  @Test
  void judgesWithinSets_areNamedByTheirPathAndCountedLikeOthers() throws IOException {
    String judge =
        "{judge: {name: help, criteria: helpfulness, model: 'scripted:x', threshold: 3}}";

    List<JudgeSummary> judges =
        judges(
            "  - set: {name: quality, evaluators: [{contains: {any: [e]}}, "
                + judge
                + ", {set: {name: inner, evaluators: ["
                + judge
                + "]}}]}",
            "  - judge: {criteria: helpfulness, model: 'scripted:x', threshold: 3}");

    assertThat(judges)
        .extracting(JudgeSummary::name)
        .containsExactly("quality/help", "quality/inner/help", "judge");
    for (JudgeSummary each : judges) {
      assertThat(each.scored()).isEqualTo(4);
      assertThat(each.unscored()).isEqualTo(1);
      assertThat(each.models()).containsExactly("scripted:judge");
      assertThat(each.unstable()).isNotNull();
      assertThat(each.unstable().n()).isEqualTo(4);
      assertThat(each.lengthBias()).isNotNull();
    }
  }

  @Test
  void judgesOfSteps_areCountedButNotHeldAgainstTheLengthOfTheOutput() throws IOException {
    List<JudgeSummary> judges =
        judges(
            "  - judge: {criteria: helpfulness, model: 'scripted:x', threshold: 3, on: 'tool:search'}");

    assertThat(judges).hasSize(1);
    assertThat(judges.get(0).name()).isEqualTo("judge");
    assertThat(judges.get(0).scored()).isEqualTo(5);
    assertThat(judges.get(0).lengthBias()).isNull();
  }
}
