package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What an evaluator judges by, in words. A person whose judgement it is held against is to judge by
 * the same.
 *
 * @param about what it is about; empty if the questions say it all
 * @param questions what is asked, at least one
 * @since 0.1
 */
public record Guideline(String about, List<Question> questions) {

  /** Checks and copies the parts. */
  public Guideline {
    requireNonNull(about, "about");
    questions = List.copyOf(questions);
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("questions: none (expected: at least one)");
    }
  }

  /**
   * A question.
   *
   * @param text what is asked
   * @param grades what each grade means, worst first; empty where nothing was said
   */
  public record Question(String text, List<Grade> grades) {

    /** Checks and copies the parts. */
    public Question {
      requireNonNull(text, "text");
      grades = List.copyOf(grades);
    }
  }

  /**
   * A grade.
   *
   * @param value the number
   * @param meaning what it stands for
   */
  public record Grade(int value, String meaning) {

    /** Checks the parts. */
    public Grade {
      requireNonNull(meaning, "meaning");
    }
  }
}
