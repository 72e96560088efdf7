package dev.assay.core.judge;

import dev.assay.core.evaluator.Evaluator;
import dev.assay.core.evaluator.Score;
import dev.assay.core.evaluator.Subject;
import java.util.Optional;

/** Says whether the output is better than another answer to the same input. */
record PairwiseJudge(JudgeSettings settings, PairJudge judge, Opponents opponents)
    implements Evaluator {

  @Override
  public Score evaluate(Subject subject) {
    Optional<String> other = opponents.of(subject);
    if (other.isEmpty()) {
      return Score.unscored(opponents.missing());
    }
    PairJudge.Outcome outcome = judge.compare(subject, subject.output(), other.get());
    Double value = outcome.value();
    if (value == null) {
      return new Score.Unscored(String.valueOf(outcome.reason()), outcome.evidence());
    }
    return Score.of(value)
        .withLabel(value == 1 ? "win" : value == 0 ? "loss" : "tie")
        .withExplanation(outcome.explanation())
        .withEvidence(outcome.evidence());
  }

  @Override
  public String fingerprint() {
    return settings.fingerprint(judge.identity() + "\n" + opponents.hash());
  }

  @Override
  public Optional<String> pairedWith() {
    return settings.pairedWith();
  }
}
