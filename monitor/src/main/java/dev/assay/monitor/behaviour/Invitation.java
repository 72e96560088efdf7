package dev.assay.monitor.behaviour;

import dev.assay.core.interaction.Interaction;
import java.util.regex.Pattern;

/**
 * Whether an answer asks for something to follow, so that nothing following says that the user
 * left.
 *
 * <p>It does where its last sentence is a question, or where it ended in tool calls that nobody
 * answered. A question whether there is anything else is a way to say goodbye, and so is one
 * whether that helped.
 */
final class Invitation {

  private static final int LOOKED_AT = 300;
  private static final String QUESTION_MARKS = "?？؟⁇︖﹖";
  private static final String SENTENCE_ENDS = ".!\n。！";

  // English only; in other languages a goodbye with a question mark counts as a question.
  private static final Pattern GOODBYE =
      Pattern.compile(
          "\\b(?:anything|something|what) else\\b|\\b(?:other|more|further|additional|any)"
              + " (?:questions?|help|details|information)\\b|\\bhelp(?:s|ful|ed)?\\b.{0,40}$"
              + "|\\bdoes (?:this|that) (?:answer|make sense|clear|work)",
          Pattern.CASE_INSENSITIVE);

  private Invitation() {}

  static boolean in(Interaction interaction) {
    if (interaction.failed()) {
      return false;
    }
    String output = interaction.output();
    if (output == null || output.isBlank()) {
      String reason = interaction.finishReason();
      return reason != null && (reason.equals("tool_call") || reason.equals("tool_calls"));
    }
    return asks(output);
  }

  private static boolean asks(String output) {
    int end = output.length();
    while (end > 0
        && output.length() - end < LOOKED_AT
        && !Character.isLetterOrDigit(output.charAt(end - 1))
        && QUESTION_MARKS.indexOf(output.charAt(end - 1)) < 0) {
      end--;
    }
    if (end == 0 || QUESTION_MARKS.indexOf(output.charAt(end - 1)) < 0) {
      return false;
    }
    int start = end - 1;
    while (start > 0
        && end - start < LOOKED_AT
        && SENTENCE_ENDS.indexOf(output.charAt(start - 1)) < 0
        && QUESTION_MARKS.indexOf(output.charAt(start - 1)) < 0) {
      start--;
    }
    return !GOODBYE.matcher(output.substring(start, end)).find();
  }
}
