package dev.assay.models.internal;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The APIs that models are behind, each with its own place and its variables. */
public enum Api {
  /** OpenAI's, which many others speak too. */
  OPENAI("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", "OPENAI_BASE_URL", ""),
  /** Anthropic's. */
  ANTHROPIC(
      "anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "v1"),
  /** Google's for Gemini. */
  GEMINI(
      "gemini google",
      "https://generativelanguage.googleapis.com/v1beta",
      "GEMINI_API_KEY GOOGLE_API_KEY",
      "GEMINI_BASE_URL GOOGLE_GEMINI_BASE_URL",
      "v1beta"),
  /** Ollama's own. */
  OLLAMA("ollama", "http://127.0.0.1:11434", "", "OLLAMA_BASE_URL OLLAMA_HOST", "");

  private final String prefixes;
  private final String place;
  private final String keyVariables;
  private final String placeVariables;
  private final String release;

  // Several of a kind are divided by blanks.
  Api(String prefixes, String place, String keyVariables, String placeVariables, String release) {
    this.prefixes = prefixes;
    this.place = place;
    this.keyVariables = keyVariables;
    this.placeVariables = placeVariables;
    this.release = release;
  }

  /** The one that {@code prefix} stands for, if any. */
  public static Optional<Api> find(String prefix) {
    return Arrays.stream(values()).filter(api -> words(api.prefixes).contains(prefix)).findFirst();
  }

  /**
   * The one that {@code prefix} stands for.
   *
   * @throws InvalidInputException if there is none
   */
  public static Api of(String prefix) {
    return find(prefix)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    Problem.of("model", prefix, "the prefix of a provider")
                        .next(Nearest.advice(prefix, allPrefixes()))));
  }

  /** What may stand before the colon of a model's name. */
  public static List<String> allPrefixes() {
    return Arrays.stream(values()).flatMap(api -> words(api.prefixes).stream()).toList();
  }

  /** Its name, whichever of its prefixes was used. */
  public String prefix() {
    return words(prefixes).get(0);
  }

  /** Where the provider has it. */
  String place() {
    return place;
  }

  /** The variables that may hold its key, in order; empty if it takes none. */
  List<String> keyVariables() {
    return words(keyVariables);
  }

  /** The variables that may say where else it is, in order. */
  List<String> placeVariables() {
    return words(placeVariables);
  }

  /** The release of the API that belongs at the end of its address; empty if nothing does. */
  String release() {
    return release;
  }

  private static List<String> words(String several) {
    return several.isEmpty() ? List.of() : List.of(several.split(" "));
  }
}
