package dev.assay.core.report;

import dev.assay.core.evaluator.EvaluatorScore;
import dev.assay.core.evaluator.Score;
import dev.assay.core.run.ExampleResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many examples a comparison's page holds: as many as a browser opens without waiting. */
final class PageBudget {

  /** In bytes; the page without examples is some 100,000. */
  private static final long MOST = 6_000_000;

  /** This many flips are listed however long their texts, which are cut each by itself. */
  private static final int LEAST_EXAMPLES = 5;

  private static final int MOST_EXAMPLES = 5_000;
  private static final int LONGEST_TEXT = 100_000;
  private static final int ROW = 300;
  private static final int VALUE = 45;

  private PageBudget() {}

  /** The first of {@code examples} that fit. */
  static List<SharedExample> first(List<SharedExample> examples) {
    long spent = 0;
    int fit = 0;
    for (SharedExample example : examples) {
      spent += size(example);
      if (fit == MOST_EXAMPLES || (spent > MOST && fit >= LEAST_EXAMPLES)) {
        break;
      }
      fit++;
    }
    return examples.subList(0, fit);
  }

  private static long size(SharedExample example) {
    long size = ROW + (long) VALUE * example.candidate().values().size();
    size += size(example.baseReason()) + size(example.candidateReason());
    for (ExampleOutcome side :
        new ExampleOutcome[] {example.baseTexts(), example.candidateTexts()}) {
      if (side != null) {
        size += texts(side);
      }
    }
    return size;
  }

  private static long texts(ExampleOutcome side) {
    ExampleResult result = side.telling();
    long size = size(side.example().inputText()) + size(result.interaction().output());
    for (String reference : side.example().references()) {
      size += size(reference);
    }
    for (EvaluatorScore score : result.scores()) {
      size += score.score() instanceof Score.Scored scored ? size(scored.explanation()) : 0;
    }
    return size;
  }

  private static long size(@Nullable String text) {
    long size = 0;
    for (int i = 0; text != null && i < Math.min(LONGEST_TEXT, text.length()); i++) {
      size += bytes(text.charAt(i));
    }
    return size;
  }

  // At most, in the page: controls, markup and lone surrogates are written as escapes.
  private static int bytes(char c) {
    if (c < ' ' || c == '<' || c == '>' || c == '&' || Character.isSurrogate(c)) {
      return 6;
    }
    return c < 0x80 ? 1 : 3;
  }
}
