package dev.assay.core.evaluator.text;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A Java regular expression that cannot run away: matching may look at a bounded number of
 * characters, a repeated look at the same one counted again. The bound is on steps and not on time,
 * so that the same pattern and text always end the same way.
 *
 * @since 0.1
 */
public final class BoundedPattern {

  // About a second. A plain search of a text of 10 million characters takes one to four steps each.
  private static final long MOST_STEPS = 200_000_000;

  private final Pattern pattern;
  private final long mostSteps;

  private BoundedPattern(Pattern pattern, long mostSteps) {
    this.pattern = pattern;
    this.mostSteps = mostSteps;
  }

  /**
   * Compiles {@code regex}.
   *
   * @param subject what it is the value of, for the error
   * @throws InvalidInputException if it is not a regular expression
   */
  public static BoundedPattern compile(String subject, String regex, boolean caseSensitive) {
    return compile(subject, regex, caseSensitive, MOST_STEPS);
  }

  /**
   * Compiles {@code regex} for matching that may take at most so many steps: where every text must
   * be looked at in passing, far fewer than a second's worth.
   *
   * @param subject what it is the value of, for the error
   * @throws InvalidInputException if it is not a regular expression
   */
  public static BoundedPattern compile(
      String subject, String regex, boolean caseSensitive, long mostSteps) {
    try {
      int flags = caseSensitive ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
      return new BoundedPattern(Pattern.compile(regex, flags), mostSteps);
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : " near character " + (e.getIndex() + 1);
      throw new InvalidInputException(
          Problem.of(subject, regex, "a Java regular expression").next(e.getDescription() + where),
          e);
    } catch (StackOverflowError e) {
      throw new InvalidInputException(
          Problem.of(subject, regex, "a Java regular expression that is less deeply nested"), e);
    }
  }

  /**
   * Whether the pattern matches somewhere in {@code text}, or all of it if {@code full}.
   *
   * @return empty if that took too many steps or too deep a stack to find out
   */
  public Optional<Boolean> matches(String text, boolean full) {
    try {
      Matcher matcher = pattern.matcher(new CountedText(text, mostSteps));
      return Optional.of(full ? matcher.matches() : matcher.find());
    } catch (TooManyStepsException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  /**
   * Where the pattern matches in {@code text}, in order; matches of nothing are left out.
   *
   * @param most no more than so many
   * @return empty if that took too many steps or too deep a stack to find out
   */
  public Optional<List<Span>> find(String text, int most) {
    try {
      Matcher matcher = pattern.matcher(new CountedText(text, mostSteps));
      List<Span> spans = new ArrayList<>();
      while (spans.size() < most && matcher.find()) {
        if (matcher.end() > matcher.start()) {
          spans.add(new Span(matcher.start(), matcher.end()));
        }
      }
      return Optional.of(spans);
    } catch (TooManyStepsException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  /**
   * A part of a text.
   *
   * @param start in UTF-16 units from 0
   * @param end behind its last unit
   */
  public record Span(int start, int end) {}

  /** The regular expression. */
  @Override
  public String toString() {
    return pattern.pattern();
  }

  private static final class TooManyStepsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private static final class CountedText implements CharSequence {

    private final String text;
    private long stepsLeft;

    CountedText(String text, long mostSteps) {
      this.text = text;
      this.stepsLeft = mostSteps;
    }

    @Override
    public char charAt(int index) {
      if (--stepsLeft < 0) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
