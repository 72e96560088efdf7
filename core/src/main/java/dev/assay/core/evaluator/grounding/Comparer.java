package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.grounding.WordMatch.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the claims of one output with its context, by words. Not for several threads. */
final class Comparer {

  private static final double COMMON_WEIGHT = 0.3;
  private static final double NAME_WEIGHT = 1.3;
  private static final double MATCHED = 0.5;
  private static final int CANDIDATES = 5;
  private static final int WINDOW = 3;
  private static final double VERBATIM = 0.9;
  private static final int TOGETHER = 8;
  private static final int MOST_POSITIONS = 8;

  // Pairs of quantities whose surroundings are compared: a second or so.
  private static final int MOST_ALIGNMENTS = 200_000;
  private static final Set<String> FIRST_PERSON =
      Set.of("i", "me", "my", "mine", "myself", "i'm", "i've");

  private final ContextIndex context;
  private final WordMatch matches;
  private final String output;
  private int alignments = MOST_ALIGNMENTS;

  Comparer(ContextIndex context, String output) {
    this.context = context;
    this.output = output;
    this.matches = new WordMatch(context);
  }

  WordMatch matches() {
    return matches;
  }

  ContextIndex context() {
    return context;
  }

  /** Whether one more pair of quantities may be compared. */
  boolean mayAlign() {
    return alignments > 0 && alignments-- > 0;
  }

  /** Whether there was more to compare than there is time for. */
  boolean exhausted() {
    return alignments == 0;
  }

  String output() {
    return output;
  }

  /** The weighted share of the claim's content words that a sentence has. */
  double shareIn(Claim claim, int sentence) {
    List<Token> words = claim.tokens().stream().filter(t -> t.kind() != Token.Kind.MARK).toList();
    return coverage(words, weights(claim, words), sentence, sentence + 1);
  }

  Comparison compare(Claim claim) {
    List<Token> words = claim.tokens().stream().filter(t -> t.kind() != Token.Kind.MARK).toList();
    ClaimFeatures f = new ClaimFeatures();
    double[] weights = weights(claim, words);
    Set<String> newWords = new TreeSet<>();
    Set<String> newNames = new TreeSet<>();
    coverage(words, weights, f, newWords, newNames);
    int[] top = candidates(words, weights);
    int[] window = window(words, weights, top, f);
    sequences(words, window, f);
    f.set(ClaimFeature.TOGETHER, together(words));
    List<Finding> findings = new ArrayList<>();
    QuantityCheck quantities = new QuantityCheck(this, claim);
    findings.addAll(quantities.findings());
    // A figure is worth as much as the words around it.
    double covered = f.get(ClaimFeature.COVERED_BY_SENTENCE);
    f.set(ClaimFeature.SAME_QUANTITY, quantities.agreement() * covered * covered);
    if (f.get(ClaimFeature.RUN) < VERBATIM) {
      findings.addAll(new PolarityCheck(this, claim, top).findings());
    }
    findings.sort(
        Comparator.comparing(Finding::contradicts).thenComparing(Finding::strength).reversed());
    summarise(findings, f);
    manner(words, f);
    return new Comparison(
        claim,
        f,
        window[0],
        window[1],
        Arrays.stream(top).boxed().toList(),
        List.copyOf(findings),
        newWords,
        newNames,
        context.subsequence(claim.tokens()));
  }

  /** The sentences that share the most with the claim, the best first. */
  int[] candidates(Claim claim) {
    List<Token> words = claim.tokens().stream().filter(t -> t.kind() != Token.Kind.MARK).toList();
    return candidates(words, weights(claim, words));
  }

  private double[] weights(Claim claim, List<Token> words) {
    double[] weights = new double[words.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(words.get(i), isName(claim, words.get(i)));
    }
    return weights;
  }

  private static double weight(Token token, boolean name) {
    if (token.isNumber()) {
      return 1;
    }
    if (!token.isContent()) {
      return 0;
    }
    return name ? NAME_WEIGHT : Lexicon.instance().isCommonStem(token.stem()) ? COMMON_WEIGHT : 1;
  }

  // A capital letter, not only for standing first.
  private static boolean isName(Claim claim, Token token) {
    boolean first = claim.before().isEmpty() && token.start() == claim.tokens().get(0).start();
    return token.capital() && !token.stop() && !first;
  }

  private void coverage(
      List<Token> words,
      double[] weights,
      ClaimFeatures f,
      Set<String> newWords,
      Set<String> newNames) {
    double total = 0;
    double covered = 0;
    double missing = 0;
    int present = 0;
    for (int i = 0; i < words.size(); i++) {
      Token token = words.get(i);
      List<Match> found = matches.of(token);
      double quality = best(found);
      total += weights[i];
      covered += weights[i] * quality;
      if (quality == 1) {
        present++;
      }
      if (weights[i] > 0 && quality < MATCHED && token.isWord()) {
        missing += weights[i];
        newWords.add(token.lower());
        if (weights[i] == NAME_WEIGHT) {
          newNames.add(token.lower());
        }
      }
    }
    f.set(ClaimFeature.COVERED, total == 0 ? 1 : covered / total);
    f.set(ClaimFeature.WORDS, words.isEmpty() ? 1 : (double) present / words.size());
    f.set(ClaimFeature.NEW_WORDS, Math.log1p(missing));
    f.set(ClaimFeature.NEW_NAMES, Math.log1p(newNames.size()));
  }

  private static double best(List<Match> found) {
    double best = 0;
    for (Match match : found) {
      best = Math.max(best, match.quality());
    }
    return best;
  }

  private int[] candidates(List<Token> words, double[] weights) {
    int n = context.sentences().size();
    double[] score = new double[n];
    double[] forWord = new double[n];
    for (int i = 0; i < words.size(); i++) {
      double weight = weights[i] > 0 ? weights[i] : 0.05;
      Set<Integer> touched = new HashSet<>();
      for (Match match : matches.of(words.get(i))) {
        double rarity = context.rarity(match.stem());
        for (int s : context.sentencesWith(match.stem())) {
          forWord[s] = Math.max(forWord[s], weight * match.quality() * rarity);
          touched.add(s);
        }
      }
      for (int s : touched) {
        score[s] += forWord[s];
        forWord[s] = 0;
      }
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -score[i]));
    return Arrays.stream(order).limit(CANDIDATES).mapToInt(i -> i).toArray();
  }

  private int[] window(List<Token> words, double[] weights, int[] top, ClaimFeatures f) {
    double best = -1;
    double bestSentence = 0;
    int[] window = {-1, -1};
    for (int s : top) {
      bestSentence = Math.max(bestSentence, coverage(words, weights, s, s + 1));
      for (int from = Math.max(0, s - WINDOW + 1); from <= s; from++) {
        int to = from + WINDOW;
        if (from != s && !samePassage(from, s)) {
          continue;
        }
        while (to > context.sentences().size() || !samePassage(s, to - 1)) {
          to--;
        }
        double covered = coverage(words, weights, from, to);
        if (covered > best + 1e-9) {
          best = covered;
          window = new int[] {from, to};
        }
      }
    }
    f.set(ClaimFeature.COVERED_BY_SENTENCE, bestSentence);
    f.set(ClaimFeature.COVERED_NEAR, Math.max(0, best));
    return window;
  }

  private boolean samePassage(int a, int b) {
    return context.sentences().get(a).passage() == context.sentences().get(b).passage();
  }

  private double coverage(List<Token> words, double[] weights, int from, int to) {
    double total = 0;
    double covered = 0;
    for (int i = 0; i < words.size(); i++) {
      if (weights[i] == 0) {
        continue;
      }
      total += weights[i];
      double quality = 0;
      for (Match match : matches.of(words.get(i))) {
        for (int s = from; s < to && match.quality() > quality; s++) {
          ContextSentence sentence = context.sentences().get(s);
          if (sentence.positions().containsKey(match.stem())) {
            quality = match.quality();
          } else if (sentence.heading().contains(match.stem())) {
            quality = Math.max(quality, 0.9 * match.quality());
          }
        }
      }
      covered += weights[i] * quality;
    }
    return total == 0 ? 1 : covered / total;
  }

  private void sequences(List<Token> words, int[] window, ClaimFeatures f) {
    int[] own = context.idsOf(words);
    int pairs = 0;
    int triples = 0;
    for (int i = 1; i < own.length; i++) {
      pairs += context.hasBigram(own[i - 1], own[i]) ? 1 : 0;
      triples += i > 1 && context.hasTrigram(own[i - 2], own[i - 1], own[i]) ? 1 : 0;
    }
    double words1 = f.get(ClaimFeature.WORDS);
    f.set(ClaimFeature.PAIRS, own.length < 2 ? words1 : (double) pairs / (own.length - 1));
    f.set(
        ClaimFeature.TRIPLES,
        own.length < 3 ? f.get(ClaimFeature.PAIRS) : (double) triples / (own.length - 2));
    if (window[0] >= 0 && own.length > 0) {
      int[] theirs = context.sequence(window[0], window[1]);
      f.set(ClaimFeature.SUBSEQUENCE, (double) Sequences.subsequence(own, theirs) / own.length);
      f.set(ClaimFeature.RUN, (double) Sequences.run(own, theirs) / own.length);
    }
  }

  // Whether content words that stand side by side in the claim stand together in the context too.
  private double together(List<Token> words) {
    int pairs = 0;
    int near = 0;
    Token before = null;
    for (Token token : words) {
      if ((!token.isContent() && !token.isNumber()) || matches.of(token).isEmpty()) {
        continue;
      }
      if (before != null && !before.stem().equals(token.stem())) {
        pairs++;
        near += areTogether(before, token) ? 1 : 0;
      }
      before = token;
    }
    return pairs == 0 ? 0.8 : (double) near / pairs;
  }

  private boolean areTogether(Token a, Token b) {
    for (Match first : matches.of(a)) {
      int[] in = context.sentencesWith(first.stem());
      for (Match second : matches.of(b)) {
        for (int s : in) {
          ContextSentence sentence = context.sentences().get(s);
          int[] own = sentence.positions().get(first.stem());
          int[] others = sentence.positions().get(second.stem());
          boolean near = own != null && others != null && nearest(own, others) <= TOGETHER;
          if (near || sentence.heading().contains(second.stem())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static int nearest(int[] a, int[] b) {
    int best = Integer.MAX_VALUE;
    for (int i = 0; i < Math.min(a.length, MOST_POSITIONS); i++) {
      for (int j = 0; j < Math.min(b.length, MOST_POSITIONS); j++) {
        best = Math.min(best, Math.abs(a[i] - b[j]));
      }
    }
    return best;
  }

  private static void summarise(List<Finding> findings, ClaimFeatures f) {
    int unknown = 0;
    for (Finding finding : findings) {
      ClaimFeature feature =
          switch (finding.kind()) {
            case OTHER_QUANTITY -> ClaimFeature.OTHER_QUANTITY;
            case NEGATION -> ClaimFeature.NEGATION;
            case ANTONYM -> ClaimFeature.ANTONYM;
            case NEW_QUANTITY -> ClaimFeature.NEW_QUANTITIES;
          };
      if (finding.kind() == Finding.Kind.NEW_QUANTITY) {
        unknown++;
      } else {
        f.raise(feature, finding.strength());
      }
    }
    f.set(ClaimFeature.NEW_QUANTITIES, Math.log1p(unknown));
  }

  private static void manner(List<Token> words, ClaimFeatures f) {
    Lexicon lexicon = Lexicon.instance();
    double n = Math.max(1, words.size());
    f.set(ClaimFeature.HEDGES, count(words, t -> lexicon.isHedge(t.lower())) / n);
    f.set(ClaimFeature.FIRST_PERSON, count(words, t -> FIRST_PERSON.contains(t.lower())) / n);
    f.set(ClaimFeature.OPINION, count(words, t -> lexicon.isOpinion(t.lower())) / n);
  }

  private static double count(List<Token> words, java.util.function.Predicate<Token> test) {
    return words.stream().filter(test).count();
  }
}
