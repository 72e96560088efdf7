package dev.assay.core.dataset.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetReader;
import dev.assay.core.dataset.DatasetWriter;
import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.dataset.Review;
import dev.assay.core.dataset.lint.DatasetLint;
import dev.assay.core.dataset.lint.LintRule;
import dev.assay.core.interaction.Passage;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdversarialGeneratorTest {

  private static final String QUESTION = "How much does the Business plan cost each month?";
  private static final AdversarialGenerator GENERATOR = AdversarialGenerator.withSeed(7);

  @TempDir private Path folder;

  @Test
  void generate_otherOrderAndCompany_givesTheSameExamples() {
    List<Example> sources = sources(20);
    List<Example> once = GENERATOR.generate(sources).examples();
    List<Example> reversed = new ArrayList<>(sources);
    Collections.reverse(reversed);
    assertThat(GENERATOR.generate(reversed).examples()).isEqualTo(once);
    List<Example> alone = GENERATOR.generate(sources.subList(3, 4)).examples();
    Map<String, Example> byId =
        once.stream().collect(Collectors.toMap(Example::id, example -> example));
    assertThat(alone.stream().filter(e -> byId.containsKey(e.id())))
        .hasSizeGreaterThan(20)
        .allSatisfy(e -> assertThat(e).isEqualTo(byId.get(e.id())));
  }

  @Test
  void generate_sameSeed_isWhatItWasWhenThisWasWritten() {
    Example typos = one(Mutation.TYPOS);
    assertThat(typos.inputText()).isEqualTo("How mucg des the Business plan cosst each month?");
  }

  @Test
  void generate_otherSeed_mutatesOtherwise() {
    assertThat(AdversarialGenerator.withSeed(8).generate(sources(5)).examples())
        .isNotEqualTo(GENERATOR.generate(sources(5)).examples());
  }

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void mutate_aQuestion_isMarkedWithWhatItIs(Mutation mutation) {
    Example made = one(mutation);
    assertThat(made.id()).isEqualTo("s~" + mutation.key());
    assertThat(made.partition()).isEqualTo(Partition.ADVERSARIAL);
    assertThat(made.inputText()).isNotEqualTo(QUESTION);
    assertThat(made.tags()).contains("generated", mutation.category(), mutation.key());
    assertThat(made.metadata().get("category").stringValue()).isEqualTo(mutation.category());
    assertThat(made.metadata().get("mutation").stringValue()).isEqualTo(mutation.key());
    assertThat(made.metadata().get("expected_behaviour").stringValue()).hasSizeGreaterThan(20);
    assertThat(made.metadata().has("root_cause")).isFalse();
    assertThat(Json.write(made.provenance()))
        .isEqualTo(
            "{\"generator\":\"assay dataset generate\",\"source\":\"s\",\"mutation\":\""
                + mutation.key()
                + "\",\"seed\":7}");
    assertThat(made.reviews()).isEmpty();
    assertThat(made.references())
        .isEqualTo(mutation.keepsAnswer() ? List.of("49 dollars") : List.of());
    assertThat(made.context()).hasSize(mutation.keepsAnswer() ? 1 : 0);
    assertThat(Mutation.ofKey(mutation.key().toUpperCase(Locale.ROOT))).contains(mutation);
  }

  @Test
  void mutate_replacements_leaveNothingOfTheQuestion() {
    assertThat(one(Mutation.EMPTY).inputText()).isEmpty();
    assertThat(one(Mutation.WHITESPACE).inputText().replace("\u200b", " ").replace("\u00a0", " "))
        .isBlank()
        .hasSizeGreaterThan(2);
    assertThat(one(Mutation.OUT_OF_SCOPE).inputText()).doesNotContain("Business plan");
  }

  @Test
  void mutate_veryLong_hasTenThousandWordsAndTheQuestion() {
    String text = one(Mutation.VERY_LONG).inputText();
    assertThat(text.split("\\s+")).hasSize(10_000);
    assertThat(text).contains(QUESTION);
  }

  @Test
  void mutate_lettersThatLookAlike_canBeReadBack() {
    assertThat(one(Mutation.HOMOGLYPHS).inputText()).hasSameSizeAs(QUESTION);
    assertThat(one(Mutation.ZERO_WIDTH).inputText().replaceAll("[\u200b-\u200d\u2060\ufeff]", ""))
        .isEqualTo(QUESTION);
    assertThat(one(Mutation.BIDI).inputText().replaceAll("\\p{Cf}", "")).isEqualTo(QUESTION);
    assertThat(one(Mutation.COMBINING).inputText().replaceAll("\\p{M}", "")).isEqualTo(QUESTION);
    assertThat(Normalizer.normalize(one(Mutation.FULL_WIDTH).inputText(), Normalizer.Form.NFKC))
        .isEqualTo(QUESTION);
    assertThat(one(Mutation.CASE).inputText()).isEqualToIgnoringCase(QUESTION);
  }

  @Test
  void mutate_encodings_canBeDecoded() {
    assertThat(
            new String(
                Base64.getDecoder().decode(one(Mutation.BASE64).inputText()),
                StandardCharsets.UTF_8))
        .isEqualTo(QUESTION);
    assertThat(Letters.rot13(one(Mutation.ROT13).inputText())).isEqualTo(QUESTION);
    assertThat(URLDecoder.decode(one(Mutation.URL_ESCAPED).inputText(), StandardCharsets.UTF_8))
        .isEqualTo(QUESTION);
    assertThat(
            Json.parse("\"" + one(Mutation.UNICODE_ESCAPES).inputText() + "\"", "x", 1)
                .stringValue())
        .isEqualTo(QUESTION);
    assertThat(one(Mutation.HTML_ENTITIES).inputText()).startsWith("&#72;&#111;&#119;&#32;");
    assertThat(one(Mutation.HEX).inputText()).startsWith("486f7720");
    assertThat(one(Mutation.LEETSPEAK).inputText()).startsWith("H0w much d035 7h3 8u51n355");
    assertThat(one(Mutation.REVERSED).inputText()).startsWith("?htnom");
  }

  @Test
  void mutate_injections_keepTheQuestionAndPlantACanary() {
    for (Mutation mutation : List.of(Mutation.INJECTION, Mutation.INJECTION_DOCUMENT)) {
      Example made = one(mutation);
      assertThat(made.inputText()).contains(QUESTION);
      assertThat(made.inputText()).contains(made.metadata().get("canary").stringValue());
      assertThat(made.metadata().get("attack").stringValue()).isNotBlank();
    }
    Example encoded = one(Mutation.INJECTION_ENCODED);
    String payload = encoded.inputText().substring(encoded.inputText().lastIndexOf(' ') + 1);
    assertThat(new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8))
        .contains(encoded.metadata().get("canary").stringValue());
    Set<String> attacks = new HashSet<>();
    GENERATOR
        .withMutations(EnumSet.of(Mutation.INJECTION))
        .generate(sources(200))
        .examples()
        .forEach(e -> attacks.add(e.metadata().get("attack").stringValue()));
    assertThat(attacks).hasSizeGreaterThan(10);
  }

  @Test
  void mutate_languages_sayWhich() {
    assertThat(Languages.swap(QUESTION, "de"))
        .isEqualTo(
            "Guten Tag, ich habe eine Frage: wie viel does der Business plan kostet each Monat?"
                + " Danke.");
    Example made = one(Mutation.LANGUAGE_SWAP);
    assertThat(made.inputText())
        .isEqualTo(Languages.swap(QUESTION, made.metadata().get("language").stringValue()));
    assertThat(one(Mutation.LANGUAGE_DEMAND).inputText()).startsWith(QUESTION);
  }

  @Test
  void mutate_competitors_areThoseGiven() {
    Example made =
        GENERATOR
            .withCompetitors(List.of("Acme"))
            .withMutations(EnumSet.of(Mutation.COMPETITOR))
            .generate(List.of(source("s", QUESTION)))
            .examples()
            .get(0);
    assertThat(made.inputText()).contains("Acme").contains(QUESTION);
    assertThat(made.metadata().get("competitor").stringValue()).isEqualTo("Acme");
  }

  @Test
  void generate_objectInputs_keepTheRest() {
    Example object =
        source("o", "x").toBuilder()
            .input(Json.object().put("lang", "en").put("question", "Why so dear?"))
            .build();
    Example chat =
        source("c", "x").toBuilder()
            .input(
                Json.parse(
                    "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                        + "{\"role\":\"user\",\"content\":\"Why?\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Because\"}]}",
                    "x",
                    1))
            .build();
    AdversarialGenerator reverse = GENERATOR.withMutations(EnumSet.of(Mutation.REVERSED));
    assertThat(reverse.generate(List.of(object, chat)).examples())
        .extracting(e -> Json.write(e.input()))
        .containsExactly(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"user\",\"content\":\"?yhW\"},"
                + "{\"role\":\"assistant\",\"content\":\"Because\"}]}",
            "{\"lang\":\"en\",\"question\":\"?raed os yhW\"}");
    assertThat(object.input().get("question").stringValue()).isEqualTo("Why so dear?");
  }

  @Test
  void generate_inputsWithoutText_areNamed() {
    Example number = source("n", "x").toBuilder().input(Json.parse("[1, 2]", "x", 1)).build();
    Generated generated = GENERATOR.generate(List.of(number));
    assertThat(generated.examples()).isEmpty();
    assertThat(generated.withoutText()).containsExactly("n");
    assertThat(Json.write(generated.toJson()))
        .isEqualTo("{\"n\":0,\"mutations\":{},\"without_text\":[\"n\"]}");
  }

  @Test
  void generate_fromGenerated_makesNothing() {
    List<Example> made = GENERATOR.generate(sources(2)).examples();
    assertThat(GENERATOR.generate(made).examples()).isEmpty();
  }

  @Test
  void generate_equalInputs_keepsTheLowestId() {
    assertThat(
            GENERATOR
                .withMutations(EnumSet.of(Mutation.EMPTY))
                .generate(List.of(source("b", "x"), source("a", "y")))
                .examples())
        .extracting(Example::id)
        .containsExactly("a~empty");
  }

  @Test
  void generate_limited_picksTheSameWhateverTheOrder() {
    List<Example> sources = sources(30);
    AdversarialGenerator few = GENERATOR.withMostPerMutation(2);
    List<Example> made = few.generate(sources).examples();
    assertThat(made.stream().filter(e -> e.id().endsWith("~typos"))).hasSize(2);
    List<Example> reversed = new ArrayList<>(sources);
    Collections.reverse(reversed);
    assertThat(few.generate(reversed).examples()).isEqualTo(made);
    assertThatThrownBy(() -> GENERATOR.withMostPerMutation(0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> GENERATOR.withMutations(Set.of()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> GENERATOR.withCompetitors(List.of()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void generate_hostileInputs_survivesAndCanBeWritten() {
    List<Example> sources = new ArrayList<>();
    for (String text : List.of("", "\ud800", "\u0000\n", "{canary} {text}", "$1\\", "中文 🎉", " ")) {
      sources.add(source("h" + sources.size(), text));
    }
    Generated generated = GENERATOR.generate(sources);
    Path file = folder.resolve("d.jsonl");
    DatasetWriter.write(new Dataset("d", null, generated.examples()), file);
    List<Example> back = DatasetReader.read(file).dataset().examples();
    assertThat(back)
        .extracting(Example::inputText)
        .isEqualTo(generated.examples().stream().map(Example::inputText).toList());
    assertThat(Dataset.contentHash(back)).isEqualTo(Dataset.contentHash(generated.examples()));
    assertThat(back.stream().filter(e -> e.id().startsWith("h0~")))
        .allSatisfy(
            e ->
                assertThat(e.metadata().get("category").stringValue())
                    .isIn("empty", "out-of-scope"));
  }

  @Test
  void generate_examples_coverEveryAdversarialCategory() {
    Dataset dataset = new Dataset("d", null, GENERATOR.generate(sources(10)).examples());
    assertThat(DatasetLint.withDefaults().check(dataset))
        .extracting(f -> f.rule())
        .doesNotContain(LintRule.ADVERSARIAL_COVERAGE, LintRule.DUPLICATE, LintRule.NEAR_DUPLICATE);
  }

  private static Example one(Mutation mutation) {
    return GENERATOR
        .withMutations(EnumSet.of(mutation))
        .generate(List.of(source("s", QUESTION)))
        .examples()
        .get(0);
  }

  private static List<Example> sources(int n) {
    List<Example> sources = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      sources.add(source("s" + i, "Question number " + i + ": " + QUESTION));
    }
    return sources;
  }

  private static Example source(String id, String text) {
    return Example.builder(id, Partition.GOLDEN, text)
        .expected("49 dollars")
        .context(List.of(Passage.of("Business costs 49 dollars.")))
        .tags(List.of("pricing"))
        .metadata(Json.object().put("root_cause", "x"))
        .reviews(List.of(new Review("A", "2026-01-01", null)))
        .build();
  }
}
