package dev.assay.core.evaluator.grounding;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import dev.assay.core.evaluator.text.RougeL;
import dev.assay.core.interaction.Passage;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** ROUGE-L precision of the output against its whole context: a baseline. */
final class ContextRouge implements Evaluator {

  private final boolean stem;

  ContextRouge(boolean stem) {
    this.stem = stem;
  }

  @Override
  public Score evaluate(Subject subject) {
    String context =
        subject.groundingContext().stream().map(Passage::text).collect(Collectors.joining("\n"));
    OptionalDouble precision = RougeL.precision(subject.output(), context, stem);
    return precision.isPresent()
        ? Score.of(precision.getAsDouble())
        : Score.unscored("the output and the context are too long to compare");
  }
}
