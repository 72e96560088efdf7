package dev.assay.core.model;

import java.util.Locale;
import java.util.Optional;

/**
 * Models that come from the same makers and learned from the same texts. A judge prefers what its
 * own family writes: L. Zheng et al., "Judging LLM-as-a-judge with MT-bench and Chatbot Arena",
 * NeurIPS 2023; A. Panickssery et al., "LLM evaluators recognize and favor their own generations",
 * NeurIPS 2024.
 *
 * @since 0.1
 */
public enum ModelFamily {
  /** OpenAI's. */
  GPT("gpt", "chatgpt"),
  /** Anthropic's. */
  CLAUDE("claude"),
  /** Google's. */
  GEMINI("gemini", "gemma"),
  /** Meta's. */
  LLAMA("llama", "codellama"),
  /** Mistral AI's. */
  MISTRAL("mistral", "mixtral", "ministral", "magistral", "codestral", "devstral", "pixtral"),
  /** Alibaba's. */
  QWEN("qwen", "qwq"),
  /** DeepSeek's. */
  DEEPSEEK("deepseek"),
  /** Cohere's. */
  COMMAND("command"),
  /** Microsoft's. */
  PHI("phi"),
  /** xAI's. */
  GROK("grok");

  private static final int LONGEST = 200;

  private final String beginnings;

  ModelFamily(String... beginnings) {
    this.beginnings = String.join("|", beginnings);
  }

  /**
   * The family that a model's name tells, such as {@code openai:gpt-4o-mini}, {@code
   * meta-llama/Llama-3.1-8B} or {@code o3}; the first where it names several, as distilled models
   * do. Empty for names that tell none: a guess would be worse.
   */
  public static Optional<ModelFamily> of(String name) {
    String lower = name.substring(0, Math.min(LONGEST, name.length())).toLowerCase(Locale.ROOT);
    for (String word : lower.split("[^a-z0-9]+", -1)) {
      for (ModelFamily family : values()) {
        if (family.begins(word)) {
          return Optional.of(family);
        }
      }
    }
    return Optional.empty();
  }

  // A beginning, then nothing but digits: qwen2, llama3, gpt4o; not commander or philosopher.
  private boolean begins(String word) {
    if (this == GPT && word.matches("o[1-9]|gpt[0-9]+[a-z]?")) {
      return true;
    }
    return word.matches("(?:" + beginnings + ")[0-9]*");
  }

  /** Such as {@code gpt}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
