package dev.assay.models.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ModelSettings;
import dev.assay.core.model.ModelSpec;
import dev.assay.core.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {

  private static final Usage MILLION = new Usage(1_000_000L, 1_000_000L, null, null, null);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-mini, 0.75",
    "openai, gpt-4o-mini-2024-07-18, 0.75",
    "openai, gpt-4o, 12.5",
    "openai, gpt-4o-2024-05-13, 20",
    "openai, gpt-4o-2024-08-06, 12.5",
    "openai, gpt-4-1106-preview, 40",
    "openai, gpt-4-0613, 90",
    "anthropic, claude-3-5-sonnet-latest, 18",
    "anthropic, claude-opus-4-1-20250805, 90",
    "anthropic, claude-opus-4-20250514, 90",
    "anthropic, claude-opus-4-5-20251101, 30",
    "gemini, gemini-2.5-flash-preview-05-20, 2.8",
    "gemini, gemini-1.5-pro-002, 6.25",
  })
  void listedModels_costTheirListPriceAlsoUnderDatedNames(
      String provider, String model, double cost) {
    assertThat(cost(ModelSettings.NONE, provider, model, provider)).isCloseTo(cost, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-audio-preview",
    "openai, gpt-4o-realtime-preview",
    "openai, gpt-5.2",
    "openai, ft:gpt-4o-mini:acme",
    "anthropic, claude-opus-4-7",
    "anthropic, gpt-4o",
    "ollama, llama3.2",
    "openai, ''",
  })
  void otherModels_haveNoKnownCost(String provider, String model) {
    assertThat(cost(ModelSettings.NONE, provider, model, provider)).isNull();
  }

  @Test
  void listPrices_areNotUsedForWhatAnswersElsewhere() {
    assertThat(cost(ModelSettings.NONE, "openai", "gpt-4o", null)).isNull();
  }

  @Test
  void tokensNotReported_haveNoKnownCost() {
    Prices prices = Prices.of(ModelSettings.NONE);
    ModelSpec spec = ModelSpec.of("openai", "gpt-4o");
    assertThat(prices.cost(spec, "openai", new Usage(5L, null, null, null, null))).isNull();
    assertThat(prices.cost(spec, "openai", Usage.NONE)).isNull();
    assertThat(prices.cost(spec, "openai", new Usage(0L, 0L, null, null, null))).isZero();
  }

  @Test
  void cachedTokens_costTheirOwnPriceOrTheFullOne() throws IOException {
    Path table =
        table(
            "{\"prices\": [{\"provider\": \"openai\", \"model\": \"a\", \"input\": 2,"
                + " \"cached_input\": 0.5, \"output\": 4}, {\"provider\": \"openai\", \"model\":"
                + " \"b\", \"input\": 2, \"output\": 4}]}");
    Prices prices = Prices.of(ModelSettings.NONE.withPrices(table));
    Usage usage = new Usage(1_000L, 100L, 400L, null, null);
    assertThat(prices.cost(ModelSpec.of("openai", "a"), null, usage))
        .isCloseTo((600 * 2 + 400 * 0.5 + 100 * 4) / 1e6, within(1e-12));
    assertThat(prices.cost(ModelSpec.of("openai", "b"), null, usage))
        .isCloseTo((1000 * 2 + 100 * 4) / 1e6, within(1e-12));
    Usage odd = new Usage(100L, 0L, 400L, null, null);
    assertThat(prices.cost(ModelSpec.of("openai", "a"), null, odd))
        .isCloseTo(100 * 0.5 / 1e6, within(1e-12));
  }

  @Test
  void ownPrices_comeBeforeTheList() throws IOException {
    Path table =
        table(
            "{\"written\": \"2026-01-01\", \"prices\": [{\"provider\": \"openai\", \"model\":"
                + " \"gpt-4o\", \"input\": 1, \"output\": 1}, {\"provider\": \"ollama\", \"model\":"
                + " \"*\", \"input\": 0, \"output\": 0}, {\"provider\": \"gemini\", \"model\":"
                + " \"gemini-2.5*\", \"input\": 3, \"output\": 3}]}");
    ModelSettings named = ModelSettings.NONE.withPrices(table);
    ModelSettings environment =
        ModelSettings.ofEnvironment(Map.of(Prices.VARIABLE, table.toString()));
    for (ModelSettings settings : new ModelSettings[] {named, environment}) {
      assertThat(cost(settings, "openai", "gpt-4o", "openai")).isEqualTo(2);
      assertThat(cost(settings, "openai", "gpt-4o", null)).isEqualTo(2);
      assertThat(cost(settings, "openai", "gpt-4o-mini", "openai")).isCloseTo(0.75, within(1e-9));
      assertThat(cost(settings, "ollama", "llama3.2:1b", null)).isZero();
      assertThat(cost(settings, "google", "gemini-2.5-flash-x", "gemini")).isEqualTo(6);
    }
    ModelSettings both =
        new ModelSettings(
            Map.of(Prices.VARIABLE, folder.resolve("none").toString()), null, table, Map.of());
    assertThat(cost(both, "openai", "gpt-4o", null)).isEqualTo(2);
  }

  @Test
  void tablesWithMistakes_nameThemAll() throws IOException {
    Path table =
        table(
            "{\"price\": 1, \"prices\": [{\"provider\": \"openai\", \"model\": \"x\", \"input\":"
                + " -1, \"output\": \"2\"}, 7]}");
    assertThatThrownBy(() -> Prices.of(ModelSettings.NONE.withPrices(table)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("prices.json: prices file: price (expected: a known key)")
        .hasMessageContaining("did you mean prices?")
        .hasMessageContaining(
            "prices[0].input: -1 (expected: US dollars per million tokens, at least 0)")
        .hasMessageContaining("prices[0].output: \"2\"")
        .hasMessageContaining("prices[1]: 7 (expected: an object)");
    assertThatThrownBy(
            () -> Prices.of(ModelSettings.NONE.withPrices(folder.resolve("missing.json"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("missing.json")
        .hasMessageContaining("ASSAY_PRICES");
  }

  private static @Nullable Double cost(
      ModelSettings settings, String provider, String model, @Nullable String listedAs) {
    return Prices.of(settings).cost(ModelSpec.of(provider, model), listedAs, MILLION);
  }

  private Path table(String json) throws IOException {
    return Files.writeString(folder.resolve("prices.json"), json);
  }
}
