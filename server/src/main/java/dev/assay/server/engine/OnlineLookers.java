package dev.assay.server.engine;

import dev.assay.core.evaluator.BoundEvaluator;
import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Score;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.monitor.sampling.LoadShedding;
import dev.assay.server.evaluation.Emission;
import dev.assay.server.evaluation.EvaluationWorkers;
import dev.assay.server.evaluation.OnlineEvaluator;
import dev.assay.server.evaluation.OnlineEvaluators;
import dev.assay.server.evaluation.Scoring;
import dev.assay.server.pipeline.Evaluators;
import dev.assay.server.store.Evaluation;
import dev.assay.server.store.WorkItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configured evaluators, as the pipeline sees them. */
final class OnlineLookers implements Evaluators {

  private static final String REPEATED = "repeated-calls";

  private final List<OnlineEvaluator> online;
  private final List<Looker> cheap;
  private final List<Looker> sampled;
  private final Scoring scoring;
  private final OnlineEvaluators evaluators;
  private final @Nullable Emission emission;
  private volatile @Nullable EvaluationWorkers workers;

  OnlineLookers(OnlineEvaluators evaluators, Scoring scoring, @Nullable Emission emission) {
    this.evaluators = evaluators;
    this.emission = emission;
    this.online = evaluators.cheap();
    this.cheap = online.stream().map(OnlineLookers::looker).toList();
    this.sampled = evaluators.sampled().stream().map(OnlineLookers::looker).toList();
    this.scoring = scoring;
  }

  private static Looker looker(OnlineEvaluator evaluator) {
    EvaluatorDefinition definition = evaluator.bound().definition();
    return new Looker(
        evaluator.name(),
        evaluator.version(),
        evaluator.judged(),
        definition.failureMode(),
        definition.category(),
        readsContent(evaluator.bound()),
        evaluator.sampled() ? evaluator.sampling().group() : LoadShedding.GROUP);
  }

  // Times, tokens, tools and steps are known also where nobody keeps what was said. Whether a call
  // was made twice is not: without their arguments, two calls of one tool are the same.
  private static boolean readsContent(BoundEvaluator evaluator) {
    if (evaluator.judged()) {
      return true;
    }
    List<BoundEvaluator> members = evaluator.members();
    return switch (evaluator.definition().category()) {
      case OPERATION -> false;
      case AGENT -> evaluator.definition().name().equals(REPEATED);
      case SET -> members.isEmpty() || members.stream().anyMatch(OnlineLookers::readsContent);
      default -> true;
    };
  }

  /** Says who does what is queued; until then it waits in the store. */
  void workers(EvaluationWorkers those) {
    workers = those;
  }

  @Override
  public List<Looker> cheap() {
    return cheap;
  }

  @Override
  public List<Looker> sampled() {
    return sampled;
  }

  @Override
  public List<Assessment> score(ObservedInteraction observed) {
    List<Assessment> scores = new ArrayList<>(online.size());
    boolean said = said(observed.interaction());
    for (int i = 0; i < online.size(); i++) {
      Looker by = cheap.get(i);
      Score score =
          said || !by.readsContent()
              ? scoring.score(online.get(i), observed)
              : Score.unscored(Evaluation.NO_CONTENT);
      scores.add(new Assessment(by, score));
    }
    return scores;
  }

  @Override
  public boolean told(String evaluator) {
    return emission != null && emission.tells(evaluator);
  }

  @Override
  public void tell(List<StoredScore> stored) {
    Emission others = emission;
    if (others == null) {
      return;
    }
    for (StoredScore each : stored) {
      evaluators
          .find(each.evaluator())
          .ifPresent(
              by -> others.offer(by, each.links(), each.interactionId(), each.score(), each.at()));
    }
  }

  private static boolean said(Interaction interaction) {
    return interaction.output() != null || !interaction.input().isEmpty() || interaction.failed();
  }

  @Override
  public void queued(List<WorkItem> stored) {
    EvaluationWorkers those = workers;
    if (those != null && !stored.isEmpty()) {
      those.enqueue(stored);
    }
  }
}
