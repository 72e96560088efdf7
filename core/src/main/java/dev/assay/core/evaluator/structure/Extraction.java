package dev.assay.core.evaluator.structure;

import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where in an output the document stands. */
enum Extraction {
  /** The output is the document. */
  NONE,
  /** In its first fenced block. */
  FENCE,
  /** In its first fenced block if there is one, else the output is the document. */
  AUTO;

  private static final String NAME = "extract";

  /** How suites choose. */
  static Parameter parameter() {
    return Parameter.string(
            NAME,
            "Where the document is: the whole output (none), its first code fence of the language"
                + " (fence), or that if there is one (auto).")
        .oneOf("none", "fence", "auto")
        .withDefault("none");
  }

  static Extraction of(Parameters parameters) {
    return valueOf(parameters.string(NAME).toUpperCase(Locale.ROOT));
  }

  /**
   * The document, without white space around it.
   *
   * @param languages the names of its language; a fence that names none counts after one that names
   *     one of these
   * @return empty if it must be in a fence and is not
   */
  Optional<String> from(String output, Set<String> languages) {
    if (this == NONE) {
      return Optional.of(output.strip());
    }
    List<CodeBlocks.Block> blocks = CodeBlocks.in(output);
    Optional<CodeBlocks.Block> block =
        blocks.stream()
            .filter(b -> languages.contains(b.language()))
            .findFirst()
            .or(() -> blocks.stream().filter(b -> b.language().isEmpty()).findFirst());
    if (block.isPresent()) {
      return Optional.of(block.get().content().strip());
    }
    return this == FENCE ? Optional.empty() : Optional.of(output.strip());
  }

  /** What is said where there is no fence. */
  static String missing(String language) {
    return "no code fence with " + language;
  }
}
