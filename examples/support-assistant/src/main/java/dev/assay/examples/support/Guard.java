package dev.assay.examples.support;

import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides, before anything is looked up, which questions get a fixed answer. */
final class Guard {

  /** A longer message is not read. */
  static final int LONGEST = 2_000;

  private static final Pattern INJECTION =
      Pattern.compile(
          "(?:ignore|disregard|forget|override|bypass)\\b.{0,40}\\b(?:instructions?|rules|prompts?|guidelines|everything|restrictions|above|previous)"
              + "|system prompt|hidden prompt|your (?:initial |original |secret |internal )?(?:prompt|instructions|rules|guidelines|configuration|training)\\b"
              + "|you are now\\b|from now on,? you|pretend (?:to be|that|you)|act as (?:an?|if|the)\\b|role-?play|jailbreak|\\bDAN\\b|developer mode|debug mode|admin mode"
              + "|repeat (?:the|everything|all).{0,30}(?:above|before|text|words)|(?:print|reveal|show|output|dump|leak).{0,30}(?:knowledge base|source code|environment|api key|secret|password|context|config)"
              + "|</?(?:system|instructions?|assistant)>|\\[/?(?:system|inst)\\]|^\\s*system:|new instructions?:|say exactly|respond only with|reply only with the word|write the word",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern COMPETITOR =
      Pattern.compile(
          "\\b(?:notehaven|wikiharbor|docustack|pagemoor)\\b|\\b(?:competitors?|rivals?|alternatives? to (?:cairnbook|you)|other (?:tools|vendors|products|providers|wikis))\\b"
              + "|\\bbetter than (?!the (?:free|team|business|enterprise))|\\bwhy (?:should i|would i|should we) (?:choose|pick|use) (?:you|cairnbook) (?:over|instead)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern GREETING =
      Pattern.compile(
          "(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?|thank you|cheers|bye)(?: (?:there|all|team|you|a lot|very much|so much|again|support))*[ !.,]*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FORMAT_DEMAND =
      Pattern.compile(
          "(?:please )?(?:answer|respond|reply|write|give|return|output|format|put|present|say)[^.?!]{0,60}?\\b(?:json|xml|yaml|csv|html|markdown|table|haiku|poem|rhyme|"
              + "emojis?|all caps|capital letters|upper ?case|one word|single word|bullet points?|code block|pirate|base64|backwards|morse)\\b[^.?!]*[.?!]?",
          Pattern.CASE_INSENSITIVE);

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
   * {@code clean} without demands about the form of the answer, which is always plain sentences.
   */
  static String withoutFormatDemands(String clean) {
    String rest = FORMAT_DEMAND.matcher(clean).replaceAll(" ").strip();
    return rest.codePoints().filter(Character::isLetter).count() < 8 ? clean : rest;
  }

  private static boolean foreign(String clean) {
    if (TextCleaner.latinShare(clean) < 0.5) {
      return true;
    }
    java.util.List<String> tokens = Words.tokens(withoutAccents(clean));
    long english = count(tokens, Lexicon.ENGLISH);
    long other =
        Lexicon.FOREIGN.values().stream().mapToLong(words -> count(tokens, words)).max().orElse(0);
    return other >= 2 && other > english;
  }

  private static long count(java.util.List<String> tokens, Set<String> words) {
    return tokens.stream().filter(words::contains).count();
  }

  private static String withoutAccents(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }
}
