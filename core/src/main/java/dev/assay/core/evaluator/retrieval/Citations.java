package dev.assay.core.evaluator.retrieval;

import dev.assay.core.evaluator.detect.TimedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds citations: {@code [1]}, {@code [2, 3]}, {@code [1-3]}, {@code [doc-id]}, {@code [^1]},
 * {@code (source: doc-id)}, {@code ^1} and superscript digits, or what a pattern of the user's
 * matches. Code is not looked at, and neither are Markdown links.
 */
final class Citations {

  /**
   * One source cited.
   *
   * @param source as it is written, without brackets
   * @param start where the citation stands, in UTF-16 units from 0
   * @param end where it ends
   */
  record Citation(String source, int start, int end) {}

  private static final int MILLIS = 1_000;
  private static final int MOST = 500;
  private static final int WIDEST_RANGE = 50;

  private static final Pattern DEFAULT =
      Pattern.compile(
          "\\[\\^?([^\\[\\]\\n]{1,120})\\](?!\\()"
              + "|\\((?i:sources?|quellen?|fuentes?|fonti?|fontes?|bron(?:nen)?):\\s?([^()\\n]{1,200})\\)"
              + "|(?=\\^)(?<=\\p{L}{2}|[.,;!?)\"'])\\^([0-9]{1,3})(?![0-9])"
              // What stands there is looked at first: looking back from every place takes too long.
              + "|(?=[\\u00b9\\u00b2\\u00b3\\u2070\\u2074-\\u2079])(?<!\\b[kcdm]?m)(?<!\\bft)"
              + "(?<=\\p{L}{2}|[.,;!?)\"'])([\\u00b9\\u00b2\\u00b3\\u2070\\u2074-\\u2079]{1,3})");

  // What stands in brackets is a source if it looks like a number or an id; [sic] and [x] do not.
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})\\s?[-–]\\s?([0-9]{1,4})");
  private static final Pattern ID =
      Pattern.compile("(?=[^\\s]*[0-9._:/#-])[\\p{L}0-9][\\p{L}0-9._:/#-]{1,119}");
  private static final Pattern CODE =
      Pattern.compile("```.*?(?:```|\\z)|`[^`\\n]{0,500}`", Pattern.DOTALL);

  private final Pattern pattern;
  private final boolean own;

  private Citations(Pattern pattern, boolean own) {
    this.pattern = pattern;
    this.own = own;
  }

  static Citations withDefaults() {
    return new Citations(DEFAULT, false);
  }

  /** Finds what {@code pattern} matches: its first group, or all of it, names the source. */
  static Citations with(Pattern pattern) {
    return new Citations(pattern, true);
  }

  /** The citations of {@code text}, in order. */
  List<Citation> in(String text, List<String> ids) {
    String prose = blank(text, CODE);
    List<Citation> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(TimedText.of(prose, MILLIS));
    while (matcher.find() && found.size() < MOST) {
      String inside = group(matcher);
      if (inside != null && matcher.end() > matcher.start()) {
        addSources(inside, matcher.start(), matcher.end(), ids, found);
      }
    }
    return found;
  }

  private @Nullable String group(Matcher matcher) {
    if (own) {
      return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    }
    for (int i = 1; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      if (group != null) {
        return i == matcher.groupCount() ? digits(group) : group;
      }
    }
    return null;
  }

  private void addSources(
      String inside, int start, int end, List<String> ids, List<Citation> found) {
    boolean named = !own && inside.length() + 2 < end - start - 1;
    List<Citation> sources = new ArrayList<>();
    for (String part : isId(inside, ids) ? new String[] {inside} : inside.split("[,;]")) {
      String source = part.strip();
      source = source.startsWith("^") ? source.substring(1) : source;
      Matcher range = RANGE.matcher(source);
      if (!isId(source, ids) && range.matches() && addRange(range, start, end, sources)) {
        continue;
      }
      if (!own && !named && !looksLikeSource(source, ids)) {
        return;
      }
      if (!source.isEmpty()) {
        sources.add(new Citation(source, start, end));
      }
    }
    found.addAll(sources);
  }

  private static boolean addRange(Matcher range, int start, int end, List<Citation> sources) {
    int from = Integer.parseInt(range.group(1));
    int to = Integer.parseInt(range.group(2));
    if (to < from || to - from > WIDEST_RANGE) {
      return false;
    }
    for (int i = from; i <= to; i++) {
      sources.add(new Citation(String.valueOf(i), start, end));
    }
    return true;
  }

  private static boolean looksLikeSource(String source, List<String> ids) {
    return isId(source, ids) || NUMBER.matcher(source).matches() || ID.matcher(source).matches();
  }

  private static boolean isId(String source, List<String> ids) {
    return ids.contains(source.strip().toLowerCase(Locale.ROOT));
  }

  private static String digits(String superscripts) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < superscripts.length(); i++) {
      char c = superscripts.charAt(i);
      digits.append(
          switch (c) {
            case '\u00b9' -> 1;
            case '\u00b2' -> 2;
            case '\u00b3' -> 3;
            default -> c - '\u2070';
          });
    }
    return digits.toString();
  }

  /** {@code text} with blanks where the citations and code are: of the same length. */
  static String without(String text, List<Citation> citations) {
    StringBuilder blanked = new StringBuilder(blank(text, CODE));
    for (Citation citation : citations) {
      for (int i = citation.start(); i < citation.end(); i++) {
        blanked.setCharAt(i, ' ');
      }
    }
    return blanked.toString();
  }

  private static String blank(String text, Pattern what) {
    StringBuilder blanked = new StringBuilder(text);
    Matcher matcher = what.matcher(TimedText.of(text, MILLIS));
    while (matcher.find()) {
      for (int i = matcher.start(); i < matcher.end(); i++) {
        blanked.setCharAt(i, blanked.charAt(i) == '\n' ? '\n' : ' ');
      }
    }
    return blanked.toString();
  }
}
