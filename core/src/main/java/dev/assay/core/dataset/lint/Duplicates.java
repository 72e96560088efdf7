package dev.assay.core.dataset.lint;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the examples of a dataset that ask the same as another, or nearly: what is to be known
 * before that one is added. The measure is that of {@link LintRule#NEAR_DUPLICATE}.
 *
 * @since 0.1
 */
public final class Duplicates {

  private final double similarity;
  private final List<Known> known = new ArrayList<>();

  /**
   * Looks among these.
   *
   * @param similarity from which on inputs count as nearly the same, above 0, at most 1; lint has
   *     0.75
   * @throws IllegalArgumentException if it is out of range
   */
  public Duplicates(List<Example> examples, double similarity) {
    if (!(similarity > 0 && similarity <= 1)) {
      throw new IllegalArgumentException(
          "similarity: " + similarity + " (expected: 0 < similarity <= 1)");
    }
    this.similarity = similarity;
    examples.forEach(example -> known.add(Known.of(example)));
  }

  /**
   * An example that asks the same.
   *
   * @param example which
   * @param similarity how alike the inputs are, 1 for the same
   */
  public record Duplicate(Example example, double similarity) {

    /** Checks the parts. */
    public Duplicate {
      requireNonNull(example, "example");
    }
  }

  /** The examples that ask the same as {@code candidate}, the most alike first; never itself. */
  public List<Duplicate> of(Example candidate) {
    Known asked = Known.of(candidate);
    List<Duplicate> found = new ArrayList<>();
    for (Known each : known) {
      boolean same = each.sameness.equals(asked.sameness);
      double alike = same ? 1 : MinHash.jaccard(each.words, asked.words);
      if (alike >= similarity && !each.example.id().equals(candidate.id())) {
        found.add(new Duplicate(each.example, alike));
      }
    }
    found.sort(Comparator.comparingDouble((Duplicate each) -> -each.similarity()));
    return found;
  }

  private static final class Known {

    private final Example example;
    private final String sameness;
    private final long[] words;

    private Known(Example example, String sameness, long[] words) {
      this.example = example;
      this.sameness = sameness;
      this.words = words;
    }

    static Known of(Example example) {
      return new Known(
          example,
          InputWords.sameness(example),
          Words.of(InputWords.text(example)).singlesAndPairs());
    }
  }
}
