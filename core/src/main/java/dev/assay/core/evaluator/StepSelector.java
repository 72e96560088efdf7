package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which steps of an interaction an evaluator looks at, in place of the whole: {@code retrieval},
 * {@code tool:search}, {@code llm:answer}, {@code step:rerank}, each with {@code [2]} or {@code
 * [last]} for one of several.
 *
 * @param kind the kind of step; null for any
 * @param name the step's name; null for any
 * @param index which of those that match, from 1; {@link #LAST}, or {@link #ALL}
 * @since 0.1
 */
public record StepSelector(@Nullable String kind, @Nullable String name, int index) {

  /** Every step that matches. */
  public static final int ALL = 0;

  /** The last step that matches. */
  public static final int LAST = -1;

  /** What selects by name alone, whatever the kind. */
  static final String ANY_KIND = "step";

  static final String FORM = "a step such as retrieval, tool:search, llm:answer or step:name[last]";

  private static final int LONGEST = 500;
  private static final Pattern INDEX = Pattern.compile("\\[(last|[1-9][0-9]{0,5})]$");

  /**
   * Reads a selector.
   *
   * @param subject what it belongs to, for errors
   * @throws InvalidInputException if it is not one
   */
  public static StepSelector parse(String subject, String text) {
    requireNonNull(text, "text");
    String rest = text.strip();
    int index = ALL;
    Matcher matcher = INDEX.matcher(rest);
    if (matcher.find()) {
      String which = matcher.group(1);
      index = which.equals("last") ? LAST : Integer.parseInt(which);
      rest = rest.substring(0, matcher.start());
    }
    int colon = rest.indexOf(':');
    String kind = colon < 0 ? rest : rest.substring(0, colon);
    String name = colon < 0 ? null : rest.substring(colon + 1);
    boolean named = name == null ? !kind.equals(ANY_KIND) : !name.isBlank();
    if (kind.isBlank() || !named || rest.length() > LONGEST) {
      throw new InvalidInputException(Problem.of(subject, text, FORM));
    }
    return new StepSelector(kind.equals(ANY_KIND) ? null : kind, name, index);
  }

  /** Whether a step of this kind and name is meant. */
  boolean matches(String kind, String name) {
    return (this.kind == null || this.kind.equals(kind))
        && (this.name == null || this.name.equals(name));
  }

  /** As suites spell it. */
  public String text() {
    String what = kind == null ? ANY_KIND : kind;
    String which = index == ALL ? "" : index == LAST ? "[last]" : "[" + index + "]";
    return what + (name == null ? "" : ":" + name) + which;
  }

  @Override
  public String toString() {
    return text();
  }
}
