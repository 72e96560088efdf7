package dev.assay.core.dataset.lint;

import dev.assay.core.dataset.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds examples whose words stand in a prompt.
 *
 * <p>Texts of 8 words or more overlap if they share 8 words in a row; shorter ones, down to 4
 * words, if they stand in the prompt whole. Still shorter ones say too little to tell.
 */
final class ContaminationRule {

  private static final int RUN = 8;
  private static final int SHORTEST = 4;
  private static final int QUOTE = 100;
  private static final double SERIOUS = 0.5;

  private final List<Prompt> prompts;

  ContaminationRule(List<PromptSource> sources) {
    prompts = sources.stream().map(Prompt::new).toList();
  }

  List<Finding> check(List<Example> examples) {
    if (prompts.isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Example example : examples) {
      Words input = Words.of(InputWords.text(example));
      List<Words> answers = example.references().stream().map(Words::of).toList();
      for (Prompt prompt : prompts) {
        prompt.overlap(input).ifPresent(o -> findings.add(finding(example, "input", prompt, o)));
        for (Words answer : answers) {
          Optional<Overlap> overlap = prompt.overlap(answer);
          if (overlap.isPresent()) {
            findings.add(finding(example, "expected output", prompt, overlap.get()));
            break;
          }
        }
      }
    }
    return findings;
  }

  private static Finding finding(Example example, String field, Prompt prompt, Overlap overlap) {
    return new Finding(
        LintRule.CONTAMINATION,
        overlap.share() >= SERIOUS ? Severity.ERROR : Severity.WARNING,
        List.of(example.id()),
        String.format(
            Locale.ROOT,
            "%.0f%% of the %s stands in %s: \"%s\"",
            100 * overlap.share(),
            field,
            prompt.name,
            quote(overlap.words())),
        "take it out of the prompt, or replace the example: the application has seen it");
  }

  private static String quote(String words) {
    String line = words.replaceAll("\\s+", " ");
    int end = line.offsetByCodePoints(0, Math.min(QUOTE, line.codePointCount(0, line.length())));
    return end < line.length() ? line.substring(0, end) + "…" : line;
  }

  /**
   * Words that a text and a prompt share.
   *
   * @param share how much of the text, from 0 to 1
   * @param words the longest run of them
   */
  private record Overlap(double share, String words) {}

  private static final class Prompt {

    private final String name;
    private final Words words;
    private final Map<Integer, Set<Long>> shingles = new HashMap<>();

    private Prompt(PromptSource source) {
      name = source.name();
      words = Words.of(source.text());
    }

    private Optional<Overlap> overlap(Words text) {
      int size = text.size();
      if (size < SHORTEST) {
        return Optional.empty();
      }
      int length = Math.min(size, RUN);
      Set<Long> known = shingles.computeIfAbsent(length, this::shinglesOf);
      int found = 0;
      int run = 0;
      int longest = 0;
      int longestEnd = 0;
      for (int i = 0; i + length <= size; i++) {
        boolean here = known.contains(text.shingle(i, length));
        found += here ? 1 : 0;
        run = here ? run + 1 : 0;
        if (run > longest) {
          longest = run;
          longestEnd = i + length - 1;
        }
      }
      if (found == 0) {
        return Optional.empty();
      }
      int first = longestEnd - (longest + length - 2);
      return Optional.of(
          new Overlap((double) found / (size - length + 1), text.between(first, longestEnd)));
    }

    private Set<Long> shinglesOf(int length) {
      Set<Long> set = new HashSet<>();
      for (int i = 0; i + length <= words.size(); i++) {
        set.add(words.shingle(i, length));
      }
      return set;
    }
  }
}
