package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.grounding.Claim.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Splits an output into claims: sentences, then clauses that stand by themselves. */
final class ClaimSplitter {

  /** Claims beyond these are not looked at. */
  static final int MOST_CLAIMS = 200;

  private static final int SHORTEST_CLAUSE = 4;
  private static final Set<String> SUBJECTS =
      Set.of(
          "it", "he", "she", "they", "we", "you", "i", "this", "that", "these", "those", "there",
          "the", "a", "an", "its", "his", "her", "their", "our", "your", "each", "every", "all",
          "both", "some", "no", "any");
  private static final Set<String> VERBS =
      Set.of(
          "is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "can", "could",
          "will", "would", "may", "might", "must", "should", "be", "been", "'s", "'re", "'ll");
  private static final Set<String> JOINERS =
      Set.of("and", "but", "or", "while", "whereas", "although");
  private static final Set<String> FIRST_PERSON = Set.of("i", "me", "my", "mine", "myself");

  private final String output;
  private final List<Claim> claims = new ArrayList<>();

  private ClaimSplitter(String output) {
    this.output = output;
  }

  static List<Claim> split(String output) {
    ClaimSplitter splitter = new ClaimSplitter(output);
    List<Sentence> sentences = Sentences.of(output);
    for (int i = 0; i < sentences.size() && splitter.claims.size() < MOST_CLAIMS; i++) {
      splitter.add(i, sentences.get(i));
    }
    return splitter.claims;
  }

  private void add(int index, Sentence sentence) {
    List<Token> tokens = sentence.tokens();
    Kind kind = kind(sentence);
    if (kind != Kind.CHECKABLE) {
      claims.add(claim(index, tokens, 0, tokens.size(), kind));
      return;
    }
    int from = skipGreeting(tokens);
    if (from > 0) {
      claims.add(claim(index, tokens, 0, from, Kind.GREETING));
    }
    int last = tokens.size() - SHORTEST_CLAUSE;
    for (int i = from + SHORTEST_CLAUSE; i < last && claims.size() < MOST_CLAIMS; i++) {
      if (i - from >= SHORTEST_CLAUSE && isBoundary(tokens, from, i)) {
        claims.add(claim(index, tokens, from, i, Kind.CHECKABLE));
        from = i;
      }
    }
    claims.add(claim(index, tokens, from, tokens.size(), Kind.CHECKABLE));
  }

  private Claim claim(int sentence, List<Token> tokens, int from, int to, Kind kind) {
    int first = from;
    int last = to;
    while (first < last - 1 && isEdge(tokens.get(first))) {
      first++;
    }
    while (last > first + 1 && isEdge(tokens.get(last - 1)) && last < tokens.size()) {
      last--;
    }
    List<Token> own = tokens.subList(first, last);
    boolean content = own.stream().anyMatch(t -> t.isContent() || t.isNumber());
    return new Claim(
        own.get(0).start(),
        own.get(own.size() - 1).end(),
        List.copyOf(own),
        kind == Kind.CHECKABLE && !content ? Kind.EMPTY : kind,
        sentence,
        List.copyOf(tokens.subList(0, first)));
  }

  private static boolean isEdge(Token token) {
    return token.is(",") || token.is(";") || JOINERS.contains(token.lower());
  }

  // A semicolon; a comma or joining word after which a clause with its own subject and verb begins.
  private static boolean isBoundary(List<Token> tokens, int from, int i) {
    Token token = tokens.get(i);
    if (token.is(";")) {
      return true;
    }
    if (!JOINERS.contains(token.lower())) {
      return false;
    }
    Token next = tokens.get(i + 1);
    boolean comma = tokens.get(i - 1).is(",");
    boolean subject = SUBJECTS.contains(next.lower()) || (comma && next.capital());
    return subject
        && hasVerb(tokens, from, i)
        && hasVerb(tokens, i + 2, Math.min(i + 9, tokens.size()));
  }

  private static boolean hasVerb(List<Token> tokens, int from, int to) {
    for (int i = from; i < to; i++) {
      Token token = tokens.get(i);
      String word = token.lower();
      if (VERBS.contains(word)
          || (i > from
              && token.isContent()
              && !token.capital()
              && ((word.endsWith("s") && !word.endsWith("ss")) || word.endsWith("ed")))) {
        return true;
      }
    }
    return false;
  }

  private static int skipGreeting(List<Token> tokens) {
    int i = 0;
    while (i < Math.min(6, tokens.size())) {
      Token token = tokens.get(i);
      if (token.is(",") || token.is("!")) {
        return i + 1 < tokens.size() && i > 0 && isGreeting(tokens.get(0)) ? i + 1 : 0;
      }
      i++;
    }
    return 0;
  }

  private static boolean isGreeting(Token token) {
    return Lexicon.instance().isGreeting(token.lower());
  }

  private Kind kind(Sentence sentence) {
    List<Token> tokens = sentence.tokens();
    Lexicon lexicon = Lexicon.instance();
    String lower = output.substring(sentence.start(), sentence.end()).toLowerCase(Locale.ROOT);
    lower = lower.replace('\u2019', '\'');
    if (tokens.get(tokens.size() - 1).is("?") || lower.endsWith("?\"")) {
      return Kind.QUESTION;
    }
    boolean numbers = tokens.stream().anyMatch(Token::isNumber);
    long content = tokens.stream().filter(Token::isContent).count();
    if (!numbers && isGreeting(tokens.get(0)) && content <= 4) {
      return Kind.GREETING;
    }
    if (!numbers && content <= 10 && lexicon.offers().stream().anyMatch(lower::contains)) {
      return Kind.OFFER;
    }
    if (!numbers && content <= 10 && lexicon.abstentions().stream().anyMatch(lower::contains)) {
      return Kind.ABSTENTION;
    }
    if (content > 0 && isOpinion(tokens, numbers)) {
      return Kind.OPINION;
    }
    boolean advice = tokens.stream().limit(8).anyMatch(t -> lexicon.isAdvice(t.lower()));
    boolean hedged = tokens.stream().anyMatch(t -> lexicon.isHedge(t.lower()));
    return advice && hedged && !numbers ? Kind.ADVICE : Kind.CHECKABLE;
  }

  // "My plan", not a title such as "My Own Worst Enemy".
  private static boolean aboutSpeaker(List<Token> tokens) {
    boolean title = tokens.size() > 1 && tokens.get(1).capital();
    return FIRST_PERSON.contains(tokens.get(0).lower()) && !title;
  }

  private static boolean isOpinion(List<Token> tokens, boolean numbers) {
    Lexicon lexicon = Lexicon.instance();
    boolean first = tokens.stream().limit(4).anyMatch(t -> t.is("i") || t.is("my"));
    boolean opinion = tokens.stream().limit(7).anyMatch(t -> lexicon.isOpinion(t.lower()));
    return (first && opinion && !numbers)
        || (tokens.stream().filter(Token::isContent).allMatch(t -> lexicon.isOpinion(t.lower()))
            && !numbers)
        || (first && aboutSpeaker(tokens) && !numbers);
  }
}
