package dev.assay.core.report;

import java.util.regex.Pattern;

/**
 * Hostile text in Markdown. A code span is the one place where Markdown, HTML, links, mentions and
 * references all mean nothing; its fence is made longer than any run of backticks inside.
 */
final class MarkdownText {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ,.;:'()=%/+–-]*");
  private static final Pattern LINK =
      Pattern.compile("://|www\\.|^\\s*([-+]|\\d+[.)])\\s", Pattern.CASE_INSENSITIVE);

  private MarkdownText() {}

  /** The text as a code span on one line, at most {@code most} characters of it. */
  static String code(String text, int most) {
    String line = Visible.line(text, most).replace("|", "\\u007c");
    if (line.isEmpty()) {
      return "(empty)";
    }
    String fence = "`".repeat(longestRun(line) + 1);
    String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
    return fence + pad + line + pad + fence;
  }

  /** Words as they are if nothing in them can mean anything in Markdown, else a code span. */
  static String words(String text, int most) {
    String line = Visible.line(text, most);
    boolean plain = PLAIN.matcher(line).matches() && !LINK.matcher(line).find();
    return plain ? line : code(text, most);
  }

  private static int longestRun(String line) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < line.length(); i++) {
      run = line.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
