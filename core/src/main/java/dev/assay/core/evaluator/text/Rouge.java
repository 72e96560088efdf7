package dev.assay.core.evaluator.text;

import dev.assay.core.evaluator.Category;
import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Need;
import dev.assay.core.evaluator.Parameter;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;

/**
 * ROUGE as google-research's {@code rouge_score} computes it; of several references the one with
 * the best F.
 *
 * <p>Source: C.-Y. Lin, "ROUGE: a package for automatic evaluation of summaries", ACL workshop Text
 * Summarization Branches Out (2004).
 */
final class Rouge implements Evaluator {

  /** What of two texts is compared. */
  enum Kind {
    ONE("rouge-1", "Compares the words of the output and the expected output, in any order."),
    TWO(
        "rouge-2",
        "Compares the pairs of neighbouring words of the output and the expected output."),
    L(
        "rouge-l",
        "Compares the longest common subsequence of words with the output and the expected output."),
    L_SUM(
        "rouge-lsum",
        "Compares line by line by the longest common subsequences of words, for summaries.");

    private final String evaluator;
    private final String summary;

    Kind(String evaluator, String summary) {
      this.evaluator = evaluator;
      this.summary = summary;
    }

    private String documentation() {
      String what =
          switch (this) {
            case ONE -> "The F-measure of the words that output and expected output share.";
            case TWO -> "The F-measure of the pairs of neighbouring words that both texts share.";
            case L ->
                "The F-measure of the longest common subsequence of words: shared words in the same"
                    + " order, gaps allowed.";
            case L_SUM ->
                "Like `rouge-l`, but line by line: each line of the expected output is matched with"
                    + " the union of its longest common subsequences with the lines of the output.";
          };
      return what
          + " The best over several expected outputs, with precision and recall in the evidence; 1"
          + " means all shared. `stem` compares English stems. Equal to Google's rouge-score"
          + " package. Made for summaries; it rewards wording, not truth, so a right answer in"
          + " other words scores low and a wrong number scores high. Source: C.-Y. Lin, \"ROUGE: A"
          + " package for automatic evaluation of summaries\", 2004.";
    }

    EvaluatorDefinition definition() {
      return EvaluatorDefinition.builder(evaluator, "1", summary)
          .category(Category.TEXT)
          .documentation(documentation())
          .parameter(
              Parameter.bool(
                  STEM, "Compares English stems (Porter's, as NLTK has them) in place of words."))
          .needs(Need.EXPECTED)
          .createdBy((parameters, context) -> new Rouge(this, parameters.bool(STEM)));
    }
  }

  private static final String STEM = "stem";

  private final Kind kind;
  private final boolean stem;

  Rouge(Kind kind, boolean stem) {
    this.kind = kind;
    this.stem = stem;
  }

  @Override
  public Score evaluate(Subject subject) {
    try {
      PrecisionRecall best = PrecisionRecall.NOTHING;
      for (String reference : subject.references()) {
        PrecisionRecall next = compare(subject.output(), reference);
        best = next.f1() > best.f1() ? next : best;
      }
      return Score.of(best.f1()).withEvidence(best.toJson());
    } catch (TooLargeException e) {
      return Score.unscored(e.reason());
    }
  }

  PrecisionRecall compare(String output, String reference) throws TooLargeException {
    LongTokens longTokens = new LongTokens();
    if (kind == Kind.L_SUM) {
      return RougeLsum.compare(output, reference, stem, longTokens);
    }
    TokenList said = RougeText.tokens(output, stem, longTokens);
    TokenList expected = RougeText.tokens(reference, stem, longTokens);
    return switch (kind) {
      case ONE -> PrecisionRecall.of(Overlap.of(said, expected), said.size(), expected.size());
      case TWO -> pairs(said, expected);
      default -> subsequence(said, expected);
    };
  }

  private static PrecisionRecall subsequence(TokenList said, TokenList expected)
      throws TooLargeException {
    TooLargeException.check("words", said.size(), expected.size());
    Vocabulary vocabulary = new Vocabulary(expected);
    int length =
        new LongestCommonSubsequence(vocabulary.size())
            .length(vocabulary.ids(), vocabulary.idsOf(said));
    return PrecisionRecall.of(length, said.size(), expected.size());
  }

  private static PrecisionRecall pairs(TokenList said, TokenList expected) {
    if (said.size() < 2 || expected.size() < 2) {
      return PrecisionRecall.NOTHING;
    }
    Vocabulary vocabulary = new Vocabulary(expected);
    TokenList saidPairs = pairs(vocabulary.idsOf(said));
    TokenList expectedPairs = pairs(vocabulary.ids());
    return PrecisionRecall.of(
        Overlap.of(saidPairs, expectedPairs), saidPairs.size(), expectedPairs.size());
  }

  // Words that the reference lacks share the number 0, with which no pair of the reference is made.
  private static TokenList pairs(int[] ids) {
    TokenList pairs = new TokenList(ids.length);
    for (int i = 1; i < ids.length; i++) {
      pairs.add(((ids[i - 1] + 1L) << 32) | ids[i]);
    }
    return pairs;
  }
}
