package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * METEOR by exact words and stems, as NLTK's {@code single_meteor_score} computes it without
 * WordNet; the best over the references.
 *
 * <p>Source: A. Lavie and A. Agarwal, "METEOR: an automatic metric for MT evaluation with high
 * levels of correlation with human judgments", WMT 2007; alignment as in NLTK 3.8, greedy from the
 * end of the output.
 */
final class Meteor implements Evaluator {

  private static final String STEM = "stem";
  private static final String ALPHA = "alpha";
  private static final String BETA = "beta";
  private static final String GAMMA = "gamma";

  private final boolean stem;
  private final double alpha;
  private final double beta;
  private final double gamma;

  Meteor(boolean stem, double alpha, double beta, double gamma) {
    this.stem = stem;
    this.alpha = alpha;
    this.beta = beta;
    this.gamma = gamma;
  }

  private Meteor(Parameters parameters) {
    this(
        parameters.bool(STEM),
        parameters.number(ALPHA),
        parameters.number(BETA),
        parameters.number(GAMMA));
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "meteor",
            "1",
            "Compares words and stems with the expected output, with a penalty for scattered"
                + " matches, as METEOR.")
        .documentation(
            "METEOR without synonyms: words of output and reference are paired by equality, then"
                + " those left by their English stems (Porter's); the value is the mean of"
                + " precision and recall, recall weighing nine times as much, less a penalty that"
                + " grows with the number of separate pieces the pairs form (Lavie and Agarwal"
                + " 2007). Equal to NLTK's `single_meteor_score` on the same tokens, in lower case;"
                + " tokens are runs of letters and digits, and runs of other characters. Two equal"
                + " texts come close to 1, not to 1 itself. Of several references the best counts.")
        .example("- meteor: {threshold: 0.4}")
        .parameter(
            Parameter.bool(STEM, "Pairs words with equal English stems too.").withDefault(true))
        .parameter(
            Parameter.number(ALPHA, "The weight of precision against recall.")
                .between(0.01, 0.99)
                .withDefault(0.9))
        .parameter(
            Parameter.number(BETA, "How steeply the penalty grows.").between(0, 10).withDefault(3))
        .parameter(Parameter.number(GAMMA, "The greatest penalty.").between(0, 1).withDefault(0.5))
        .needs(Need.EXPECTED)
        .createdBy((parameters, context) -> new Meteor(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    List<String> output = tokens(subject.output());
    Alignment best = Alignment.NONE;
    for (String reference : subject.references()) {
      Alignment next = align(output, tokens(reference));
      best = value(next) > value(best) ? next : best;
    }
    return Score.of(value(best)).withEvidence(best.toJson());
  }

  /** The value of tokens in any case, as NLTK takes them. */
  double value(List<String> output, List<String> reference) {
    return value(align(lower(output), lower(reference)));
  }

  private double value(Alignment alignment) {
    if (alignment.matches() == 0) {
      return 0;
    }
    double precision = alignment.precision();
    double recall = alignment.recall();
    double mean = precision * recall / (alpha * precision + (1 - alpha) * recall);
    double pieces = (double) alignment.pieces() / alignment.matches();
    return (1 - gamma * Math.pow(pieces, beta)) * mean;
  }

  /** What is paired. */
  private record Alignment(int matches, int pieces, double precision, double recall) {

    static final Alignment NONE = new Alignment(0, 0, 0, 0);

    ObjectNode toJson() {
      return Json.object()
          .put("precision", precision)
          .put("recall", recall)
          .put("matches", matches)
          .put("chunks", pieces);
    }
  }

  private Alignment align(List<String> output, List<String> reference) {
    int[] partner = new int[output.size()];
    Arrays.fill(partner, -1);
    boolean[] taken = new boolean[reference.size()];
    LongTokens longTokens = new LongTokens();
    pair(keys(output, longTokens, false), keys(reference, longTokens, false), partner, taken);
    if (stem) {
      pair(keys(output, longTokens, true), keys(reference, longTokens, true), partner, taken);
    }
    int matches = 0;
    int pieces = 0;
    int last = -1;
    for (int i = 0; i < partner.length; i++) {
      if (partner[i] >= 0) {
        matches++;
        boolean goesOn = last >= 0 && last == i - 1 && partner[i] == partner[last] + 1;
        pieces += goesOn ? 0 : 1;
        last = i;
      }
    }
    return matches == 0
        ? Alignment.NONE
        : new Alignment(
            matches, pieces, (double) matches / output.size(), (double) matches / reference.size());
  }

  // From the end of the output, each word with the last one left that equals it.
  private static void pair(TokenList output, TokenList reference, int[] partner, boolean[] taken) {
    Vocabulary vocabulary = new Vocabulary(reference);
    int[] ids = vocabulary.ids();
    // For each word the last place left where it stands, and before each place the one before.
    int[] lastOf = new int[vocabulary.size() + 1];
    int[] before = new int[ids.length];
    Arrays.fill(lastOf, -1);
    for (int j = 0; j < ids.length; j++) {
      if (!taken[j]) {
        before[j] = lastOf[ids[j]];
        lastOf[ids[j]] = j;
      }
    }
    for (int i = output.size() - 1; i >= 0; i--) {
      int id = partner[i] >= 0 ? 0 : vocabulary.idOf(output.get(i));
      if (id > 0 && lastOf[id] >= 0) {
        int place = lastOf[id];
        partner[i] = place;
        taken[place] = true;
        lastOf[id] = before[place];
      }
    }
  }

  private static TokenList keys(List<String> tokens, LongTokens longTokens, boolean stem) {
    TokenList keys = new TokenList(tokens.size());
    for (String token : tokens) {
      keys.add(TokenKeys.of(stem ? PorterStemmer.stem(token) : token, longTokens));
    }
    return keys;
  }

  private static List<String> lower(List<String> tokens) {
    return tokens.stream().map(PythonText::lower).toList();
  }

  /** Runs of letters, digits and marks, and runs of what is neither that nor white space. */
  private static List<String> tokens(String text) {
    String lower = PythonText.lower(text);
    List<String> tokens = new ArrayList<>();
    int start = 0;
    int kind = 0;
    int i = 0;
    while (i < lower.length()) {
      int c = lower.codePointAt(i);
      int next = PythonText.isSpace(c) ? 0 : PythonText.isWordPart(c) || isMark(c) ? 1 : 2;
      if (next != kind) {
        if (kind != 0) {
          tokens.add(lower.substring(start, i));
        }
        start = i;
        kind = next;
      }
      i += Character.charCount(c);
    }
    if (kind != 0) {
      tokens.add(lower.substring(start));
    }
    return tokens;
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
