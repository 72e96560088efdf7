package dev.assay.core.evaluator.constraint;

import dev.assay.core.evaluator.detect.TimedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that must or must not be found in the output. */
final class RegexRule {

  static final int MILLIS = 1_000;

  private RegexRule() {}

  static Rule of(Settings settings, boolean wanted) {
    String expression = settings.texts().get(0);
    Pattern pattern = compile(settings, expression);
    String shown = Shown.quoted(expression);
    return Rule.ofOutput(
        output -> {
          Matcher matcher = pattern.matcher(TimedText.of(output, MILLIS));
          boolean found = matcher.find();
          if (found == wanted) {
            return Finding.HOLDS;
          }
          return wanted
              ? Finding.violated("no match", "a match of " + shown)
              : Finding.violated(
                  Shown.quoted(output.substring(matcher.start(), matcher.end())),
                  "no match of " + shown);
        });
  }

  private static Pattern compile(Settings settings, String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw settings.wrong(
          "a regular expression: " + e.getDescription() + " at " + Math.max(0, e.getIndex()));
    }
  }
}
