package dev.assay.server.pair;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.PairLabel.Choice;
import dev.assay.server.store.PairLabel.Side;

/**
 * A pair as one person sees it: a first answer and a second, and nothing of whose they are.
 *
 * @param pair its name in the set
 * @param texts the answers
 * @param firstSide whose is first; not for the person's eyes
 * @since 0.1
 */
public record ShownPair(String pair, PairTexts texts, Side firstSide) {

  /** What people call their choices. */
  public static final String WORDS = "first, second, tie or skip";

  /** Checks the parts. */
  public ShownPair {
    requireNonNull(pair, "pair");
    requireNonNull(texts, "texts");
    requireNonNull(firstSide, "firstSide");
  }

  /** The answer shown first. */
  public String first() {
    return texts.of(firstSide);
  }

  /** The answer shown second. */
  public String second() {
    return texts.of(firstSide.other());
  }

  /**
   * What a person means by {@code first}, {@code second}, {@code tie} or {@code skip}.
   *
   * @throws InvalidInputException if it is another word
   */
  public static Choice choice(String word, Side first) {
    return switch (word) {
      case "first" -> Choice.of(first);
      case "second" -> Choice.of(first.other());
      case "tie" -> Choice.TIE;
      case "skip" -> Choice.SKIP;
      default -> throw new InvalidInputException(Problem.of("choice", word, WORDS));
    };
  }

  /** A choice in the words of whoever sees it so, another person's too. */
  public String word(Choice choice) {
    return switch (choice) {
      case TIE -> "tie";
      case SKIP -> "skip";
      default -> choice == Choice.of(firstSide) ? "first" : "second";
    };
  }
}
