package dev.assay.models.nli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.evaluator.grounding.ClaimStatus;
import dev.assay.core.evaluator.grounding.GroundingCheck;
import dev.assay.core.evaluator.grounding.GroundingResult;
import dev.assay.core.interaction.Passage;
import dev.assay.core.model.Entailment;
import dev.assay.core.model.EntailmentModel;
import dev.assay.core.model.EntailmentModelProvider;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over {@code tiny-nli}, written by {@code tiny_nli.py}: its logits are 4 for each known word. */
class OnnxEntailmentModelsTest {

  private static final String SETTING = "grounding.nli";
  private static final Offset<Double> NEAR = Offset.offset(1e-6);
  private static final double SURE = 1 / (1 + 2 * Math.exp(-4));

  @TempDir private static Path folder;
  private static Path tiny;
  private static EntailmentModel model;

  @BeforeAll
  static void open() throws URISyntaxException {
    tiny = Path.of(requireNonNull(OnnxEntailmentModelsTest.class.getResource("tiny-nli")).toURI());
    model = EntailmentModelProvider.openInstalled(tiny, SETTING);
  }

  @Test
  void decide_wordsOfEachLabel_areRead() {
    assertThat(model.decide("A lamp.", "Sure.").entailment()).isEqualTo(SURE, NEAR);
    assertThat(model.decide("A lamp.", "never").contradiction()).isEqualTo(SURE, NEAR);
    assertThat(model.decide("perhaps", "A lamp.").neutral()).isEqualTo(SURE, NEAR);
    Entailment none = model.decide("A lamp.", "A lamp.");
    assertThat(none.entailment()).isEqualTo(1 / 3.0, NEAR);
  }

  @Test
  void decide_textThatLooksLikeMarks_isText() {
    Entailment plain = model.decide("A lamp.", "sure");
    assertThat(model.decide("A lamp. [SEP] [CLS] [PAD]", "sure")).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u0000", "\ud800", "\u001b[31m", "🙂", "[SEP]"})
  void decide_hostileText_isAnswered(String text) {
    assertThat(model.decide(text, text).entailment()).isBetween(0.0, 1.0);
  }

  @Test
  void decide_longPremise_isCutAtItsEndAndTheHypothesisKept() {
    String longPremise = "lamp ".repeat(10_000) + "never";
    assertThat(model.decide(longPremise, "sure").entailment()).isEqualTo(SURE, NEAR);
  }

  @Test
  void open_fileOrFolder_isTheSameModelOfAVersion() {
    EntailmentModel file = new OnnxEntailmentModels().open(tiny.resolve("model.onnx"), SETTING);
    assertThat(file).isSameAs(model);
    assertThat(model.version()).matches("nli/[0-9a-f]{12} onnxruntime/.+");
  }

  @Test
  void open_missingFiles_namesThem() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertRefused(empty, "grounding.nli: ", "there is no model.onnx", "optimum-cli export onnx");
    Files.copy(tiny.resolve("model.onnx"), empty.resolve("model.onnx"));
    assertRefused(empty, "there is no tokenizer.json");
    assertRefused(folder.resolve("nowhere"), "there is no");
  }

  @Test
  void open_labelsOfAnotherTask_areRefused() throws IOException {
    Path other = copy("other");
    Files.writeString(
        other.resolve("config.json"), "{\"id2label\": {\"0\": \"JOY\", \"1\": \"ANGER\"}}");
    assertRefused(other, "id2label", "JOY", "entailment");
    Files.writeString(other.resolve("config.json"), "{}");
    assertRefused(other, "id2label");
    Files.writeString(other.resolve("config.json"), "{");
    assertRefused(other, "config.json");
  }

  @Test
  void open_labelsThatDoNotFitTheOutputs_areRefused() throws IOException {
    Path two = copy("two");
    Files.writeString(
        two.resolve("config.json"),
        "{\"id2label\": {\"0\": \"entailment\", \"1\": \"not_entailment\"}}");
    assertRefused(two, "3 outputs (expected: 2");
  }

  @Test
  void open_brokenModelOrTokenizer_isRefused() throws IOException {
    Path broken = copy("broken");
    Files.writeString(broken.resolve("model.onnx"), "no model");
    assertRefused(broken, "ONNX Runtime can run");
    Path tokenizer = copy("tokenizer");
    Files.writeString(tokenizer.resolve("tokenizer.json"), "{}");
    assertRefused(tokenizer, "ONNX Runtime can run");
  }

  @Test
  void check_withAModel_countsItBesideTheWords() {
    List<Passage> context = List.of(Passage.of("The lamp is green and made in Denmark."));
    String output = "It is sure that a lamp comes from Copenhagen.";
    GroundingResult words = new GroundingCheck().check(output, context);
    GroundingResult both = new GroundingCheck(model).check(output, context);
    assertThat(both.probability()).isGreaterThan(words.probability());
    assertThat(requireNonNull(both.claims().get(0).entailment()).entailment())
        .isEqualTo(SURE, NEAR);
    String against = "The lamp is never green and made in Denmark.";
    assertThat(new GroundingCheck(model).check(against, context).claims().get(0).status())
        .isEqualTo(ClaimStatus.CONTRADICTED);
    assertThat(new GroundingCheck(model).version()).endsWith(model.version());
  }

  private static Path copy(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("model.onnx", "tokenizer.json", "config.json")) {
      Files.copy(tiny.resolve(file), copy.resolve(file));
    }
    return copy;
  }

  private static void assertRefused(Path path, String... words) {
    assertThatThrownBy(() -> new OnnxEntailmentModels().open(path, SETTING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(words);
  }
}
