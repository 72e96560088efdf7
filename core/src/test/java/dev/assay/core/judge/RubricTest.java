package dev.assay.core.judge;

import static dev.assay.core.judge.Judged.by;
import static dev.assay.core.judge.Judged.scored;
import static dev.assay.core.judge.Judged.unscored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.Guideline;
import dev.assay.core.evaluator.Score;
import dev.assay.core.model.ScriptedChatModel;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RubricTest {

  private static final String ITEMS =
      "{'items': [{'id': 'price', 'question': 'Does it name the price?', 'points': 2,"
          + " 'anchors': {'0': 'No.', '1': 'Roughly.', '2': 'Exactly.'}},"
          + " {'id': 'kind', 'question': 'Is it kind?'}]}";

  @TempDir private Path folder;

  private static String reply(int price, int kind) {
    return "{\"price\": {\"reasoning\": \"It says 10.\", \"points\": "
        + price
        + "}, \"kind\": {\"reasoning\": \"It is.\", \"points\": "
        + kind
        + "}}";
  }

  @Test
  void evaluate_oneCall_givesTheTotalAndEachItem() {
    ScriptedChatModel model = ScriptedChatModel.replying(reply(2, 1)).withSchema();

    Score.Scored score = scored(by(model, "rubric", "{'rubric': " + ITEMS + "}"), "10 euros");

    assertThat(score.value()).isEqualTo(3);
    assertThat(score.explanation()).isEqualTo("3 of 3 points");
    assertThat(score.evidence().at("/items/0/points").doubleValue()).isEqualTo(2);
    assertThat(score.evidence().at("/items/0/reasoning").stringValue()).isEqualTo("It says 10.");
    assertThat(score.evidence().at("/judge/maximum").intValue()).isEqualTo(3);
    assertThat(model.requests()).hasSize(1);
  }

  @Test
  void guideline_isWhatTheJudgeIsAsked_withWhatEachNumberOfPointsMeans() {
    Guideline guideline =
        by(ScriptedChatModel.replying(""), "rubric", "{'rubric': " + ITEMS + "}")
            .guideline()
            .orElseThrow();
    assertThat(guideline.questions())
        .extracting(Guideline.Question::text)
        .containsExactly("Does it name the price?", "Is it kind?");
    assertThat(guideline.questions().get(0).grades())
        .containsExactly(
            new Guideline.Grade(0, "No."),
            new Guideline.Grade(1, "Roughly."),
            new Guideline.Grade(2, "Exactly."));
    assertThat(guideline.questions().get(1).grades()).isNotEmpty();
    Guideline criteria =
        by(ScriptedChatModel.replying(""), "judge", "{'criteria': ['Is it short?', 'Is it kind?']}")
            .guideline()
            .orElseThrow();
    assertThat(criteria.questions()).hasSize(1);
    assertThat(criteria.questions().get(0).text()).isEqualTo("Is it short?\nIs it kind?");
    assertThat(criteria.questions().get(0).grades())
        .hasSize(5)
        .last()
        .isEqualTo(
            new Guideline.Grade(
                5,
                "The response meets the criteria fully; nothing could be better in their sense."));
  }

  @Test
  void evaluate_prose_readsTheLinesWithTheCode() {
    ScriptedChatModel model =
        ScriptedChatModel.replying(
            "The text says RESULT x price: 2.\nRESULT {code} price: 1\nRESULT {code} kind: 0");

    assertThat(scored(by(model, "rubric", "{'rubric': " + ITEMS + "}"), "10 euros").value())
        .isEqualTo(1);
  }

  @Test
  void evaluate_eachItemInACallOfItsOwn_addsThemUp() {
    ScriptedChatModel model =
        ScriptedChatModel.of(
            request ->
                dev.assay.core.model.ChatResponse.ofText(
                    request.messages().get(0).text().contains("Item price")
                        ? "{\"reasoning\": \"r\", \"grade\": 2}"
                        : "{\"reasoning\": \"r\", \"grade\": 0}"));

    Score.Scored score =
        scored(
            by(model, "rubric", "{'rubric': " + ITEMS + ", 'calls': 'each', 'samples': 2}"), "10");

    assertThat(score.value()).isEqualTo(2);
    assertThat(model.requests()).hasSize(4);
    assertThat(score.evidence().at("/judge/replies/0/about").stringValue()).isEqualTo("price");
  }

  @Test
  void evaluate_itemBelowItsMinimum_failsWhateverTheTotal() {
    ScriptedChatModel model = ScriptedChatModel.replying(reply(2, 0));

    Score.Scored score =
        scored(
            by(model, "rubric", "{'rubric': " + ITEMS + ", 'min': {'kind': 1}, 'threshold': 2}"),
            "10");

    assertThat(score.value()).isEqualTo(2);
    assertThat(score.passed()).isFalse();
    assertThat(score.veto()).contains("kind 0, at least 1 needed");
  }

  @Test
  void evaluate_missingOrOutOfRangeItem_isUnscored() {
    String parameters = "{'rubric': " + ITEMS + "}";

    assertThat(
            unscored(by(ScriptedChatModel.replying(reply(3, 1)), "rubric", parameters), "10")
                .reason())
        .isEqualTo("the judge's reply gives no points that were offered for price");
    assertThat(
            unscored(by(ScriptedChatModel.replying("{\"price\": 1}"), "rubric", parameters), "10")
                .reason())
        .contains("kind");
  }

  @Test
  void read_fileWithoutItems_namesTheFileAndLeavesThePlaceToTheSuite() throws IOException {
    Files.writeString(folder.resolve("empty.yaml"), "name: empty\nitems: []\n");

    assertThatThrownBy(
            () ->
                by(
                    ScriptedChatModel.replying("1").asModels(),
                    folder,
                    "rubric",
                    "{'rubric': 'empty.yaml'}"))
        .hasMessageStartingWith("rubric.rubric: no items")
        .hasMessageEndingWith("; in empty.yaml");
  }

  @ParameterizedTest
  @CsvSource({"character-consistency, 12", "support-quality, 10"})
  void read_rubricsThatComeWithAssay_areTheFilesOfTheExamples(String name, int maximum)
      throws IOException {
    Path examples = Path.of("").toAbsolutePath().getParent().resolve("examples/rubrics");
    Rubric rubric =
        Rubric.read("r", dev.assay.core.json.Json.array().add(name).get(0), Path.of("."));

    assertThat(rubric.maximum()).isEqualTo(maximum);
    assertThat(
            Rubric.read("r", dev.assay.core.json.Json.array().add(name + ".yaml").get(0), examples))
        .isEqualTo(rubric);
    try (var in = Rubric.class.getResourceAsStream("rubrics/" + name + ".yaml")) {
      assertThat(Files.readAllBytes(examples.resolve(name + ".yaml"))).isEqualTo(in.readAllBytes());
    }
  }

  @Test
  void bind_thresholdAboveTheMaximum_isRefused() {
    ScriptedChatModel model = ScriptedChatModel.replying(reply(1, 1));

    assertThatThrownBy(() -> by(model, "rubric", "{'rubric': 'support-quality', 'threshold': 11}"))
        .hasMessage("rubric.threshold: 11.0 (expected: a number from 0.0 to 10.0)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'rubric': {'items': []}} # no items",
        "{'rubric': {'name': 'x'}} # no items",
        "{'rubric': 'suport-quality'} # did you mean support-quality?",
        "{'rubric': 'missing.yaml'} # a file that exists",
        "{'rubric': {'items': [{'id': 'a', 'question': 'q'}, {'id': 'a', 'question': 'q'}]}} # names that differ",
        "{'rubric': {'items': [{'id': 'a b', 'question': 'q'}]}} # a name of up to 40 letters",
        "{'rubric': {'items': [{'id': 'a'}]}} # what is asked",
        "{'rubric': {'items': [{'id': 'a', 'question': 'q', 'points': 3}]}} # rubric.rubric.items[0].anchors",
        "{'rubric': {'items': [{'id': 'a', 'question': 'q', 'points': 1, 'anchors': {'0': 'x', '1': 'y', '2': 'z'}}]}} # rubric.rubric.items[0].anchors: 2 (expected: a grade of the scale, which goes from 0 to 1)",
        "{'rubric': {'items': [{'id': 'a', 'question': 'q', 'min': 2}]}} # a number from 0 to 1",
        "{'rubric': {'items': [{'id': 'a', 'question': 'q'}]}, 'min': {'b': 1}} # an item of the rubric",
        "{'rubric': {'items': [{'id': 'a', 'question': 'q', 'min': 1}]}} # threshold: 0 lets the items alone decide",
        "{'rubric': {'items': [{'id': 'a', 'question': 'q', 'weight': 1}]}} # one of id, question, points, anchors, min",
      })
  void bind_rubricThatCannotWork_isRefused(String given) {
    String[] parts = given.split(" # ", 2);
    ScriptedChatModel model = ScriptedChatModel.replying("{}");

    assertThatThrownBy(() -> by(model, "rubric", parts[0]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(parts[1]);
  }

  @Test
  void bind_brokenFile_namesFileAndLine() throws IOException {
    Files.writeString(folder.resolve("r.yaml"), "items:\n  - id: a\n question: [\n");
    ScriptedChatModel model = ScriptedChatModel.replying("{}");

    assertThatThrownBy(() -> by(model.asModels(), folder, "rubric", "{'rubric': 'r.yaml'}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("r.yaml:");
  }
}
