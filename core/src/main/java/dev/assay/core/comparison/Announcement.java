package dev.assay.core.comparison;

import static java.util.Objects.requireNonNull;

/**
 * Something in which two runs differ besides what they found.
 *
 * @param subject what differs, such as {@code dataset} or {@code evaluator helpfulness}
 * @param words how
 * @param blocks whether it makes a verdict meaningless: of {@link #subject} alone where that is an
 *     evaluator, else of everything
 * @since 0.1
 */
public record Announcement(String subject, String words, boolean blocks) {

  private static final String EVALUATOR = "measure ";

  /** Checks the parts. */
  public Announcement {
    requireNonNull(subject, "subject");
    requireNonNull(words, "words");
  }

  /** Something about one evaluator. */
  static Announcement ofEvaluator(String name, String words, boolean blocks) {
    return new Announcement(EVALUATOR + name, words, blocks);
  }

  /** Whether it makes a verdict on {@code measure} meaningless. */
  boolean blocks(String measure) {
    return blocks && (!subject.startsWith(EVALUATOR) || subject.equals(EVALUATOR + measure));
  }

  /** Whether it makes every verdict meaningless. */
  public boolean blocksEverything() {
    return blocks && !subject.startsWith(EVALUATOR);
  }
}
