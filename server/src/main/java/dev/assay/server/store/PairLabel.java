package dev.assay.server.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which of two answers to the same question a person preferred.
 *
 * @param id the same however often it is written
 * @param set the set that the pair belongs to
 * @param pair which pair of it
 * @param annotator who judged
 * @param choice what they preferred
 * @param first the side that was shown first; people favour places as judges do
 * @param settles whether it decides where people disagreed
 * @param comment the person's own words
 * @param at when
 * @since 0.1
 */
public record PairLabel(
    String id,
    String set,
    String pair,
    String annotator,
    Choice choice,
    Side first,
    boolean settles,
    @Nullable String comment,
    Instant at) {

  /** The collection of documents that say what pairs each set has. */
  public static final String SETS = "pair_sets";

  /** Where an answer comes from. */
  public enum Side {
    /** What is compared with. */
    BASE,
    /** What is compared. */
    CANDIDATE;

    /** The other one. */
    public Side other() {
      return this == BASE ? CANDIDATE : BASE;
    }
  }

  /** What a person can say of two answers. */
  public enum Choice {
    /** The base's is better. */
    BASE,
    /** The candidate's is better. */
    CANDIDATE,
    /** Neither is. */
    TIE,
    /** The person cannot tell, and leaves it to others. */
    SKIP;

    /** That this side's is better. */
    public static Choice of(Side side) {
      return side == Side.BASE ? BASE : CANDIDATE;
    }

    /** Whether it says anything of the answers. */
    public boolean decides() {
      return this != SKIP;
    }
  }

  /** Checks the parts. */
  public PairLabel {
    requireNonNull(id, "id");
    requireNonNull(set, "set");
    requireNonNull(pair, "pair");
    requireNonNull(annotator, "annotator");
    requireNonNull(choice, "choice");
    requireNonNull(first, "first");
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** Whether what was shown first was preferred; null without a preference. */
  public @Nullable Boolean prefersFirst() {
    return switch (choice) {
      case BASE -> first == Side.BASE;
      case CANDIDATE -> first == Side.CANDIDATE;
      default -> null;
    };
  }
}
