package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.CorpusMeasure;
import dev.assay.core.evaluator.CorpusStatistics;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Parameters;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.json.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** BLEU of one output against all its references, as sacrebleu computes it. */
final class Bleu implements Evaluator {

  private static final String TOKENIZER = "tokenizer";
  private static final String SMOOTHING = "smoothing";
  private static final String SMOOTH_VALUE = "smooth_value";
  private static final String MAX_ORDER = "max_order";
  private static final String EFFECTIVE_ORDER = "effective_order";
  private static final String LOWERCASE = "lowercase";

  private final BleuTokens tokens;
  private final BleuFormula formula;
  private final int maxOrder;
  private final boolean effectiveOrder;
  private final boolean lowercase;

  private Bleu(Parameters parameters) {
    this.tokens = BleuTokens.of(parameters.string(TOKENIZER));
    BleuFormula.Smoothing smoothing = BleuFormula.Smoothing.of(parameters.string(SMOOTHING));
    this.formula =
        new BleuFormula(
            smoothing, parameters.optionalNumber(SMOOTH_VALUE).orElse(smoothing.value()));
    this.maxOrder = parameters.integer(MAX_ORDER);
    this.effectiveOrder = parameters.bool(EFFECTIVE_ORDER);
    this.lowercase = parameters.bool(LOWERCASE);
  }

  static EvaluatorDefinition definition() {
    return EvaluatorDefinition.builder(
            "bleu",
            "1",
            "Compares runs of one to four words with all the expected outputs, as BLEU.")
        .documentation(
            "Sentence BLEU: the geometric mean of the shares of the output's runs of 1 to 4 tokens"
                + " that are in the references, times a penalty for outputs shorter than the"
                + " nearest reference (Papineni et al. 2002). Equal to sacrebleu's `sentence_bleu`,"
                + " whose defaults are used: tokenizer 13a, smoothing exp, effective order; values"
                + " are from 0 to 1 where sacrebleu's are from 0 to 100. All references count"
                + " together. Runs also report corpus BLEU, computed from the counts of all scored"
                + " outputs without effective order, which is what papers report and is not the"
                + " mean of sentence values. BLEU rewards the same words in the same order; for"
                + " free answers prefer `chrf`, `semantic-similarity` or a judge.")
        .example("- bleu: {lowercase: true, threshold: 0.3}")
        .parameter(
            Parameter.string(
                    TOKENIZER,
                    "What a token is: 13a for Western languages, intl for punctuation of any script,"
                        + " char for languages without spaces, none for text tokenized already.")
                .oneOf(BleuTokens.keys())
                .withDefault("13a"))
        .parameter(
            Parameter.string(
                    SMOOTHING, "What stands for the precision of an order without a match.")
                .oneOf(BleuFormula.Smoothing.keys())
                .withDefault("exp"))
        .parameter(
            Parameter.number(
                    SMOOTH_VALUE,
                    "The number of the smoothing: 0.1 for floor and 1 for add-k unless given; the"
                        + " others take none.")
                .between(0, 1_000))
        .parameter(
            Parameter.integer(MAX_ORDER, "The longest run of tokens compared.")
                .between(1, 8)
                .withDefault(4))
        .parameter(
            Parameter.bool(
                    EFFECTIVE_ORDER,
                    "Leaves out orders that the output is too short for, which otherwise make the"
                        + " value 0; never so for the corpus value.")
                .withDefault(true))
        .parameter(Parameter.bool(LOWERCASE, "Compares in lower case."))
        .needs(Need.EXPECTED)
        .corpus(new Corpus("corpus bleu"))
        .createdBy((parameters, context) -> new Bleu(parameters));
  }

  @Override
  public Score evaluate(Subject subject) {
    try {
      double[] sums = sums(subject.output(), subject.references());
      return Score.of(formula.value(sums, effectiveOrder)).withEvidence(evidence(sums));
    } catch (TooLargeException e) {
      return Score.unscored(e.reason());
    }
  }

  private double[] sums(String output, List<String> references) throws TooLargeException {
    LongTokens longTokens = new LongTokens();
    TokenList said = tokens(output, longTokens);
    TokenList[] expected = new TokenList[references.size()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = tokens(references.get(i), longTokens);
    }
    double[] sums = new double[2 + 2 * maxOrder];
    sums[0] = said.size();
    sums[1] = nearestLength(said.size(), expected);
    long[] shared = NGrams.of(said, expected).shared(maxOrder);
    for (int n = 0; n < maxOrder; n++) {
      sums[2 + n] = shared[n];
      sums[2 + maxOrder + n] = NGrams.count(said.size(), n + 1);
    }
    return sums;
  }

  private TokenList tokens(String text, LongTokens longTokens) {
    List<String> words = tokens.of(text, lowercase);
    TokenList list = new TokenList(words.size());
    words.forEach(word -> list.add(TokenKeys.of(word, longTokens)));
    return list;
  }

  // The shorter of two that are as near.
  private static int nearestLength(int length, TokenList[] references) {
    int nearest = references[0].size();
    for (TokenList reference : references) {
      int nearer = Math.abs(reference.size() - length) - Math.abs(nearest - length);
      if (nearer < 0 || (nearer == 0 && reference.size() < nearest)) {
        nearest = reference.size();
      }
    }
    return nearest;
  }

  private ObjectNode evidence(double[] sums) {
    ObjectNode evidence = Json.object();
    ArrayNode precisions = evidence.putArray("precisions");
    for (double precision : formula.precisions(sums)) {
      precisions.add(precision);
    }
    evidence.put("brevity_penalty", BleuFormula.brevity(sums[0], sums[1]));
    evidence.put("output_length", (long) sums[0]).put("reference_length", (long) sums[1]);
    return CorpusStatistics.of(sums, formula.writeTo(Json.object())).writeTo(evidence);
  }

  /** BLEU of the counts of all outputs. */
  private record Corpus(String name) implements CorpusMeasure {

    @Override
    public double value(double[] sums, ObjectNode settings) {
      return BleuFormula.read(settings).value(sums, false);
    }
  }
}
