package dev.assay.server.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what evaluators, users and people made of interactions. Times are the interactions' own,
 * from inclusive, to exclusive.
 *
 * @since 0.1
 */
public interface Evidence {

  /** The evaluations of these interactions, by interaction, evaluator and version. */
  List<Evaluation> evaluations(Collection<InteractionKey> keys);

  /** What is kept of what these evaluations showed, by evaluator and version. */
  List<EvaluationEvidence> evidence(InteractionKey key);

  /** The signals about these interactions, oldest first. */
  List<StoredSignal> signals(Collection<InteractionKey> keys);

  /** The scores from outside of these interactions, oldest first. */
  List<StoredExternalScore> externalScores(Collection<InteractionKey> keys);

  /** The labels of these interactions, oldest first. */
  List<Label> labels(Collection<InteractionKey> keys);

  /** Which answers people preferred in the pairs of a set, oldest first. */
  default List<PairLabel> pairLabels(String set) {
    return pairLabels(List.of(set));
  }

  /** The same of several sets, read together. */
  List<PairLabel> pairLabels(Collection<String> sets);

  /** Hands over what people said of pairs within a time, some at a time. */
  void scanPairLabels(Instant from, Instant to, Consumer<PairLabel> sink);

  /** Hands over the evaluations of a time, some at a time. */
  void scanEvaluations(Instant from, Instant to, Consumer<Evaluation> sink);

  /** Hands over one evaluator's evaluations of a time, of every version, some at a time. */
  void scanEvaluations(String evaluator, Instant from, Instant to, Consumer<Evaluation> sink);

  /** Hands over what the evaluations of a time showed, some at a time. */
  void scanEvidence(Instant from, Instant to, Consumer<EvaluationEvidence> sink);

  /** Hands over the signals that happened in a time, some at a time. */
  void scanSignals(Instant from, Instant to, Consumer<StoredSignal> sink);

  /** Hands over the scores given in a time, some at a time. */
  void scanExternalScores(Instant from, Instant to, Consumer<StoredExternalScore> sink);

  /** Hands over the labels given in a time, some at a time. */
  void scanLabels(Instant from, Instant to, Consumer<Label> sink);

  /**
   * Where an evaluator and users say different things: it passed what users complained of, or
   * failed what they were glad of. Of several versions the last score counts; of several signals
   * the one that speaks most against the answer.
   *
   * @param from when such interactions began at the earliest
   * @param to before when they began
   * @param offset how many to leave out first
   * @param limit how many at most, at least 1
   */
  Disagreements disagreements(String evaluator, Instant from, Instant to, int offset, int limit);

  /** Signals that happened since a time of which nobody knows yet what they are about. */
  List<StoredSignal> unresolvedSignals(Instant since, int limit);

  /** Scores given since a time of which nobody knows yet what they are about. */
  List<StoredExternalScore> unresolvedExternalScores(Instant since, int limit);
}
