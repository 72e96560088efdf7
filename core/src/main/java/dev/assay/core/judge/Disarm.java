package dev.assay.core.judge;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text harmless to put before a judge, and keeps it readable.
 *
 * <p>Characters that a person would not see (zero width, direction marks, tags, controls) are shown
 * as a mark that counts them; what looks like our delimiters, like the special tokens of chat
 * templates (which some servers take from any text) or like the result marks of judge models is
 * respelled. Takes time linear in the text.
 *
 * @since 0.1
 */
public final class Disarm {

  private static final int MOST_NAMED = 4;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private static final Pattern ANGLES = Pattern.compile("<{3,}|>{3,}");
  // <|im_start|> and its like, also with the wide bars that some vocabularies use.
  private static final Pattern BARRED = Pattern.compile("<([|\uFF5C])([^<>\n]{1,60}?)[|\uFF5C]>");
  private static final Pattern NAMED_TOKEN =
      Pattern.compile(
          "(?i)<(/?(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|think|tool_call|tool_response))>");
  private static final Pattern BRACKETED =
      Pattern.compile("(?i)\\[(/?(?:INST|SYS|RESULT|SCORE|SYSTEM_PROMPT|AVAILABLE_TOOLS))(:?)\\]");
  private static final Pattern SYSTEM = Pattern.compile("(?i)<<(/?SYS)>>");

  private Disarm() {}

  /** The text, harmless. */
  public static String text(String text) {
    String seen = visible(text);
    String angled = ANGLES.matcher(seen).replaceAll(m -> respelled(m.group()));
    String system = SYSTEM.matcher(angled).replaceAll("\u2039\u2039$1\u203A\u203A");
    String barred = BARRED.matcher(system).replaceAll("<\u00A6$2\u00A6>");
    String named = NAMED_TOKEN.matcher(barred).replaceAll("\u2039$1\u203A");
    return BRACKETED.matcher(named).replaceAll("($1$2)");
  }

  private static String respelled(String angles) {
    return (angles.charAt(0) == '<' ? "\u2039" : "\u203A").repeat(angles.length());
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      int end = i + Character.charCount(c);
      if (isLineEnd(c)) {
        boolean pair = c == '\r' && end < text.length() && text.charAt(end) == '\n';
        out.append('\n');
        i = pair ? end + 1 : end;
      } else if (isHidden(text, i, c)) {
        i = mark(text, i, out);
      } else {
        out.appendCodePoint(c);
        i = end;
      }
    }
    return out.toString();
  }

  // A run of hidden characters becomes one mark, or a flood of them would grow tenfold.
  private static int mark(String text, int from, StringBuilder out) {
    Set<Integer> kinds = new LinkedHashSet<>();
    int count = 0;
    int i = from;
    boolean more = false;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (isLineEnd(c) || !isHidden(text, i, c)) {
        break;
      }
      if (kinds.size() < MOST_NAMED) {
        kinds.add(c);
      } else {
        more |= !kinds.contains(c);
      }
      count++;
      i += Character.charCount(c);
    }
    String names =
        kinds.stream()
            .map(c -> String.format(Locale.ROOT, "U+%04X", c))
            .collect(Collectors.joining(" "));
    out.append("\u27E6").append(count).append(count == 1 ? " hidden character: " : " hidden: ");
    out.append(names).append(more ? " \u2026" : "").append('\u27E7');
    return i;
  }

  private static boolean isLineEnd(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private static boolean isHidden(String text, int at, int c) {
    if ((c >= ' ' && c < 0x7F) || c == '\t') {
      return false;
    }
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      return !joins(text, at);
    }
    if (c == 0xFE0E || c == 0xFE0F) {
      return at == 0 || isInvisible(text.codePointBefore(at));
    }
    return isInvisible(c);
  }

  // Persian, Indic scripts and emoji are spelled with joiners between visible characters.
  private static boolean joins(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && isSpelledWithJoiners(text.codePointBefore(at))
        && isSpelledWithJoiners(text.codePointAt(at + 1));
  }

  private static boolean isSpelledWithJoiners(int c) {
    return c > 0x2FF && (c == 0xFE0F || !isInvisible(c));
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE -> true;
      case Character.FORMAT -> !isVisibleFormat(c);
      default ->
          c == 0x034F
              || c == 0x115F
              || c == 0x1160
              || c == 0x17B4
              || c == 0x17B5
              || (c >= 0x180B && c <= 0x180F)
              || c == 0x2800
              || c == 0x3164
              || (c >= 0xFE00 && c <= 0xFE0F)
              || c == 0xFFA0
              || (c >= 0xE0000 && c <= 0xE0FFF);
    };
  }

  // Arabic, Syriac and Kaithi signs that enclose numbers.
  private static boolean isVisibleFormat(int c) {
    return (c >= 0x600 && c <= 0x605) || c == 0x6DD || c == 0x70F || c == 0x8E2 || c == 0x110BD;
  }
}
