package dev.assay.core.evaluator.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fenced code blocks of a Markdown text, in time linear in it.
 *
 * <p>As CommonMark has them: a line of three or more backticks or tildes, indented by at most three
 * spaces, opens a block, and one of at least as many of the same closes it; backticks take none in
 * their line. Blocks in lists and quotes are not looked for.
 */
final class CodeBlocks {

  private static final int MOST = 1_000;

  private CodeBlocks() {}

  /**
   * A block.
   *
   * @param language the first word after the opening fence, in lower case; empty if there is none
   * @param content the text between the fences
   * @param closed whether there is a closing fence
   */
  record Block(String language, String content, boolean closed) {}

  /** The first blocks of {@code text}, at most 1,000. */
  static List<Block> in(String text) {
    List<Block> blocks = new ArrayList<>();
    int fence = 0;
    char mark = 0;
    String language = "";
    int contentStart = 0;
    int line = 0;
    while (line < text.length() && blocks.size() < MOST) {
      int end = text.indexOf('\n', line);
      int next = end < 0 ? text.length() : end + 1;
      int lineEnd = end < 0 ? text.length() : end;
      int start = indented(text, line, lineEnd);
      int length = run(text, start, lineEnd);
      if (fence == 0) {
        String info = length >= 3 ? text.substring(start + length, lineEnd).strip() : "";
        if (length >= 3 && (text.charAt(start) == '~' || info.indexOf('`') < 0)) {
          fence = length;
          mark = text.charAt(start);
          language = firstWord(info);
          contentStart = next;
        }
      } else if (length >= fence
          && text.charAt(start) == mark
          && text.substring(start + length, lineEnd).isBlank()) {
        blocks.add(new Block(language, text.substring(contentStart, line), true));
        fence = 0;
      }
      line = next;
    }
    if (fence > 0) {
      String content = text.substring(Math.min(contentStart, text.length()));
      blocks.add(new Block(language, content, false));
    }
    return blocks;
  }

  private static int indented(String text, int line, int end) {
    int start = line;
    while (start < end && start - line < 3 && text.charAt(start) == ' ') {
      start++;
    }
    return start;
  }

  // How many backticks or tildes stand at start.
  private static int run(String text, int start, int end) {
    if (start >= end || (text.charAt(start) != '`' && text.charAt(start) != '~')) {
      return 0;
    }
    int i = start;
    while (i < end && text.charAt(i) == text.charAt(start)) {
      i++;
    }
    return i - start;
  }

  private static String firstWord(String info) {
    int end = 0;
    while (end < info.length() && !Character.isWhitespace(info.charAt(end)) && end < 40) {
      end++;
    }
    String word = info.substring(0, end).toLowerCase(Locale.ROOT);
    // Pandoc's {.json}
    return word.startsWith("{.") ? word.substring(2).replaceFirst("}$", "") : word;
  }
}
