package dev.assay.examples.support;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides, before anything is looked up, which questions get a fixed answer. */
final class Guard {

  /** A longer message is not read. */
  static final int LONGEST = 2_000;

  private static final Pattern INJECTION =
      anyOf(
          "(?:ignore|disregard|forget|override|bypass)\\b.{0,40}"
              + "\\b(?:instructions?|rules|prompts?|guidelines|everything|restrictions|above|previous)",
          "(?:system|hidden) prompt",
          "your (?:initial |original |secret |internal )?"
              + "(?:prompt|instructions|rules|guidelines|configuration|training)\\b",
          "you are now\\b",
          "from now on,? you",
          "pretend (?:to be|that|you)",
          "act as (?:an?|if|the)\\b",
          "role-?play",
          "jailbreak",
          "\\bDAN\\b",
          "(?:developer|debug|admin) mode",
          "repeat (?:the|everything|all).{0,30}(?:above|before|text|words)",
          "(?:print|reveal|show|output|dump|leak).{0,30}"
              + "(?:knowledge base|source code|environment|api key|secret|password|context|config)",
          "</?(?:system|instructions?|assistant)>",
          "\\[/?(?:system|inst)\\]",
          "^\\s*system:",
          "new instructions?:",
          "say exactly",
          "respond only with",
          "reply only with the word",
          "write the word");

  private static final Pattern COMPETITOR =
      anyOf(
          "\\b(?:notehaven|wikiharbor|docustack|pagemoor)\\b",
          "\\b(?:competitors?|rivals?)\\b",
          "\\balternatives? to (?:cairnbook|you)\\b",
          "\\bother (?:tools|vendors|products|providers|wikis)\\b",
          "\\bbetter than (?!the (?:free|team|business|enterprise))",
          "\\bwhy (?:should i|would i|should we) (?:choose|pick|use) (?:you|cairnbook)"
              + " (?:over|instead)");

  private static final String HELLO = "hi|hello|hey|dear|good (?:morning|afternoon|evening)";
  private static final String THANKS = "(?:many )?thanks?(?: you)?|cheers";
  private static final String TO_WHOM = "(?: (?:there|all|team|everyone|you|support|cairnbook))*";
  private static final String HOW_MUCH = "(?: (?:in advance|so much|a lot|very much|again))?";

  private static final Pattern GREETING =
      anyOf("(?:" + HELLO + "|" + THANKS + "|bye)" + TO_WHOM + HOW_MUCH + "[ !.,]*");

  private static final Pattern OPENING =
      anyOf(
          "^(?:(?:"
              + HELLO
              + ")"
              + TO_WHOM
              + "[ ,.!:-]+"
              + "|(?:quick|short|a|one|small)? ?question[:,.] *)+");

  private static final Pattern CLOSING =
      anyOf(
          "(?<=[\\w?!.,]) *(?:"
              + THANKS
              + "|(?:kind |best )?regards|please help|help please)"
              + HOW_MUCH
              + "[ .!]*$");

  private static final Pattern FORMAT_DEMAND =
      anyOf(
          "(?:please )?(?:answer|respond|reply|write|give|return|output|format|put|present|say)"
              + "[^.?!]{0,60}?\\b(?:json|xml|yaml|csv|html|markdown|table|haiku|poem|rhyme|emojis?"
              + "|all caps|capital letters|upper ?case|one word|single word|bullet points?"
              + "|code block|pirate|base64|backwards|morse)\\b[^.?!]*[.?!]?");

  private Guard() {}

  /** The fixed answer that a message gets; empty if it should be answered. */
  static Optional<Stance> stance(String raw, String clean) {
    if (clean.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return Optional.of(Stance.EMPTY);
    }
    if (raw.length() > LONGEST) {
      return Optional.of(Stance.TOO_LONG);
    }
    if (INJECTION.matcher(clean).find()) {
      return Optional.of(Stance.INJECTION);
    }
    if (foreign(clean)) {
      return Optional.of(Stance.LANGUAGE);
    }
    if (COMPETITOR.matcher(clean).find()) {
      return Optional.of(Stance.COMPETITOR);
    }
    if (GREETING.matcher(clean).matches()) {
      return Optional.of(Stance.GREETING);
    }
    return Optional.empty();
  }

  /**
   * {@code clean} without courtesies, and without demands about the form of the answer: that is
   * always sentences.
   */
  static String questionIn(String clean) {
    String rest = CLOSING.matcher(OPENING.matcher(clean).replaceFirst("")).replaceFirst("");
    rest = FORMAT_DEMAND.matcher(rest).replaceAll(" ").strip();
    return rest.codePoints().filter(Character::isLetter).count() < 8 ? clean : rest;
  }

  private static boolean foreign(String clean) {
    if (TextCleaner.latinShare(clean) < 0.5) {
      return true;
    }
    List<String> tokens = Words.tokens(withoutAccents(clean));
    long english = 0;
    long other = 0;
    for (Map.Entry<String, Set<String>> language : Lexicon.LANGUAGES.entrySet()) {
      long words = tokens.stream().filter(language.getValue()::contains).count();
      if (language.getKey().equals("English")) {
        english = words;
      } else {
        other = Math.max(other, words);
      }
    }
    return other >= 2 && other > english;
  }

  private static String withoutAccents(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  private static Pattern anyOf(String... patterns) {
    return Pattern.compile(String.join("|", patterns), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
