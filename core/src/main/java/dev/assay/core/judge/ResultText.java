package dev.assay.core.judge;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.assay.core.judge.ReplyReader.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the result in a reply in prose.
 *
 * <p>Knows results marked with the prompt's code, {@code [RESULT] 4}, lines such as {@code Score:
 * 4/5}, a last line with nothing but the result, and results named in a sentence. Of each kind the
 * last one given wins, and a final grade named in a sentence after a line wins over that. Only what
 * was offered counts: a 7 or a 4.5 where 1 to 5 were offered, {@code 4/10}, {@code 1-5} or "2 of
 * the 3 criteria" are no results. What the reply repeats from the judged texts is none either,
 * unless it is marked with the code, which these cannot hold.
 */
final class ResultText {

  /**
   * A result.
   *
   * @param choice what was chosen, as offered
   * @param offset where it stands in the reply
   */
  record Found(String choice, int offset) {}

  private static final String NAMES =
      "(?:final\\s+|overall\\s+|total\\s+)?"
          + "(?:score|grade|rating|result|verdict|points|mark|choice|winner|answer)";
  private static final String DRESS = "[\\s*_`\"'(\\[:=\uFF1A]{0,12}";
  // A number with what may follow it, or a word; digits are taken whole or not at all.
  // The article in "a tie" is not the choice A.
  private static final String TOKEN =
      "(?:a\\s+(?=tie\\b))?"
          + "(?<token>[0-9]+(?:[.,][0-9]+)?(?![0-9A-Za-z])"
          + "|(?!(?-i:a)\\s+[A-Za-z])[A-Za-z]+(?![0-9A-Za-z]))"
          + "(?:[*_`\"')\\]]{0,4}\\s{0,2}(?:/|out\\s+of)\\s{0,2}[*_`]{0,2}(?<of>[0-9]+))?"
          + "(?!\\s{0,2}(?:%|[-\u2013\u2014]\\s{0,2}[0-9]|(?:to|or|and|through)\\s+[0-9]"
          + "|(?:of|from)\\s+(?:the|these|those|its|all|[0-9])))";

  private static final int FLAGS = Pattern.CASE_INSENSITIVE;
  private static final Pattern BRACKETED =
      Pattern.compile("\\[\\s?(?:RESULT|SCORE)\\s?:?\\s?\\]?" + DRESS + TOKEN, FLAGS);
  private static final Pattern LINE =
      Pattern.compile(
          "^[\\s#>*_`\"'-]{0,12}(?:the\\s+|my\\s+)?"
              + NAMES
              + "[*_`\"']{0,4}\\s{0,3}(?:[:=\uFF1A]|is\\b)"
              + DRESS
              + TOKEN
              + "[*_`\"')\\].\\s]{0,8}$",
          FLAGS | Pattern.MULTILINE);
  private static final Pattern ALONE =
      Pattern.compile("\\A[\\s*_`\"'(\\[]{0,8}" + TOKEN + "[*_`\"')\\].\\s]{0,8}\\z", FLAGS);
  private static final Pattern INLINE =
      Pattern.compile(
          "\\b" + NAMES + "\\b[*_`\"']{0,4}\\s{0,3}(?:[:=\uFF1A]|is\\b|of\\b)" + DRESS + TOKEN,
          FLAGS);
  private static final Pattern FINAL =
      Pattern.compile(
          "\\b(?:final|overall)\\s+(?:score|grade|rating|verdict|mark)[*_`\"']{0,4}\\s{0,3}"
              + "(?:[:=\uFF1A]|is\\b)"
              + DRESS
              + TOKEN,
          FLAGS);

  private final Reply reply;
  private final Set<String> offered;
  private final @Nullable Integer best;
  private final Echo echo;
  private @Nullable String notOffered;
  private boolean echoed;

  /**
   * Prepares to look.
   *
   * @param offered what may be chosen: words, in any case, or whole numbers
   * @param best the best number offered, for {@code 4/5}; null for words
   */
  ResultText(Reply reply, Collection<String> offered, @Nullable Integer best) {
    this.reply = reply;
    this.offered = offered.stream().map(ResultText::key).collect(toUnmodifiableSet());
    this.best = best;
    this.echo = new Echo(reply.judged());
  }

  /** The result marked with the prompt's code. */
  Optional<Found> coded() {
    Pattern pattern =
        Pattern.compile("RESULT[\\s*_`]{1,6}" + Pattern.quote(reply.code()) + DRESS + TOKEN, FLAGS);
    return last(matches(pattern, reply.text(), 0, false));
  }

  /** The result after {@code [RESULT]}. */
  Optional<Found> bracketed() {
    return last(matches(BRACKETED, reply.text(), 0, true));
  }

  /** The result on a line of its own, or else named in a sentence. */
  Optional<Found> named() {
    String text = ReplyJson.afterThinking(reply.text());
    int shift = reply.text().length() - text.length();
    List<Found> lines = matches(LINE, text, shift, true);
    if (!lines.isEmpty()) {
      Found line = lines.get(lines.size() - 1);
      return last(matches(FINAL, text, shift, true))
          .filter(found -> found.offset() > line.offset())
          .or(() -> Optional.of(line));
    }
    String stripped = text.stripTrailing();
    int start = stripped.lastIndexOf('\n') + 1;
    List<Found> alone = matches(ALONE, stripped.substring(start), shift + start, false);
    return last(alone.isEmpty() ? matches(INLINE, text, shift, true) : alone);
  }

  /** Whether a number was given that was not offered. */
  boolean outOfRange() {
    return notOffered != null;
  }

  /** Why there is no result, after none was found. */
  String reason(String what, String choices) {
    if (notOffered != null) {
      return "the judge's reply gives " + notOffered + ", and " + choices + " was offered";
    }
    return echoed
        ? "the only " + what + " in the judge's reply also stands in the judged text"
        : "no " + what + " found in the judge's reply";
  }

  /** The number or word that {@code text} is, if it is nothing else and was offered. */
  Optional<Found> alone(String text) {
    return last(matches(ALONE, text, 0, false));
  }

  private List<Found> matches(Pattern pattern, String text, int shift, boolean mayEcho) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      String choice = choice(matcher);
      if (choice == null) {
        continue;
      }
      if (mayEcho && echo.repeats(matcher.group())) {
        echoed = true;
      } else {
        found.add(new Found(choice, shift + matcher.start("token")));
      }
    }
    return found;
  }

  private @Nullable String choice(Matcher matcher) {
    String token = key(matcher.group("token"));
    String of = matcher.group("of");
    boolean number = !token.isEmpty() && Character.isDigit(token.charAt(0));
    if (offered.contains(token)
        && (of == null || (best != null && of.equals(String.valueOf(best))))) {
      return token;
    }
    // Of prose, only a number can be meant as a result that was not offered.
    if (number && best != null) {
      notOffered = of == null ? token : token + "/" + of;
    }
    return null;
  }

  private static Optional<Found> last(List<Found> found) {
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  // 4.0 is 4; 4.5 is not.
  private static String key(String token) {
    String key = token.toLowerCase(Locale.ROOT).replaceFirst("^0+(?=[0-9])", "");
    return key.replaceFirst("[.,]0+$", "");
  }
}
