package dev.assay.core.evaluator.constraint;

import java.util.List;
import java.util.stream.Collectors;

/** Texts that must or must not stand in the output. */
final class ContainsRules {

  private ContainsRules() {}

  static Rule any(Settings settings) {
    Needles needles = Needles.of(settings);
    return needles.rule(
        (output, texts) ->
            texts.stream().anyMatch(text -> needles.in(output, text))
                ? Finding.HOLDS
                : Finding.violated("none of them", "at least one of " + shown(texts)));
  }

  static Rule all(Settings settings) {
    Needles needles = Needles.of(settings);
    return needles.rule(
        (output, texts) -> {
          List<String> missing = texts.stream().filter(t -> !needles.in(output, t)).toList();
          return missing.isEmpty()
              ? Finding.HOLDS
              : Finding.violated("without " + shown(missing), "all of " + shown(texts));
        });
  }

  static Rule none(Settings settings) {
    Needles needles = Needles.of(settings);
    return needles.rule(
        (output, texts) -> {
          List<String> found = texts.stream().filter(t -> needles.in(output, t)).toList();
          return found.isEmpty()
              ? Finding.HOLDS
              : Finding.violated("contains " + shown(found), "none of " + shown(texts));
        });
  }

  private static String shown(List<String> texts) {
    return texts.stream().map(Shown::quoted).collect(Collectors.joining(", "));
  }
}
