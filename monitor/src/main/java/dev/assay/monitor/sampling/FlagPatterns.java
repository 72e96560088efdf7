package dev.assay.monitor.sampling;

import dev.assay.core.evaluator.text.BoundedPattern;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Patterns that make an interaction worth looking at, for {@link Rule.Flagged}.
 *
 * <p>Looked for in the answer and the last message in, in the first 20,000 characters of each, with
 * a bounded number of steps: hostile texts and careless patterns cost milliseconds at most. A
 * pattern that was given up on raises no flag and is counted.
 *
 * @since 0.1
 */
public final class FlagPatterns {

  private static final int LONGEST = 20_000;
  private static final long MOST_STEPS = 400_000;

  private final Map<String, BoundedPattern> patterns = new TreeMap<>();
  private long givenUp;

  private FlagPatterns() {}

  /**
   * Compiles patterns.
   *
   * @param patterns Java regular expressions by the flag they raise; case does not matter
   * @throws dev.assay.core.problem.InvalidInputException if one is not a regular expression
   */
  public static FlagPatterns of(Map<String, String> patterns) {
    FlagPatterns compiled = new FlagPatterns();
    new TreeMap<>(patterns)
        .forEach(
            (flag, regex) ->
                compiled.patterns.put(
                    Rates.name("flag", flag),
                    BoundedPattern.compile("pattern of " + flag, regex, false, MOST_STEPS)));
    return compiled;
  }

  /** The flags of an interaction. */
  public Set<String> flags(ObservedInteraction observed) {
    Set<String> flags = new TreeSet<>();
    List<Message> input = observed.interaction().input();
    if (!input.isEmpty()) {
      look(input.get(input.size() - 1).text(), flags);
    }
    String output = observed.interaction().output();
    if (output != null) {
      look(output, flags);
    }
    return flags;
  }

  private void look(String text, Set<String> flags) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    patterns.forEach(
        (flag, pattern) -> {
          Optional<Boolean> found =
              flags.contains(flag) ? Optional.of(true) : pattern.matches(start, false);
          givenUp += found.isEmpty() ? 1 : 0;
          if (found.orElse(false)) {
            flags.add(flag);
          }
        });
  }

  /** How often a pattern was given up on. */
  public long givenUp() {
    return givenUp;
  }
}
