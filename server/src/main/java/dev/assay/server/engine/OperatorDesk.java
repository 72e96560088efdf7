package dev.assay.server.engine;

import dev.assay.core.evaluator.EvaluatorDefinition;
import dev.assay.core.evaluator.Guideline;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.core.run.NotConfigured;
import dev.assay.server.api.Deed;
import dev.assay.server.api.OperationDesk;
import dev.assay.server.delivery.Deliveries;
import dev.assay.server.delivery.Trial;
import dev.assay.server.evaluation.EvaluationWorkers;
import dev.assay.server.evaluation.OnlineEvaluator;
import dev.assay.server.evaluation.OnlineEvaluators;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import dev.assay.server.store.WorkItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where those who run the server look after evaluation and deliveries. */
final class OperatorDesk implements OperationDesk {

  private final OnlineEvaluators evaluators;
  private final EvaluationWorkers workers;
  private final Deliveries deliveries;
  private final Store store;

  OperatorDesk(
      OnlineEvaluators evaluators, EvaluationWorkers workers, Deliveries deliveries, Store store) {
    this.evaluators = evaluators;
    this.workers = workers;
    this.deliveries = deliveries;
    this.store = store;
  }

  @Override
  public List<ObjectNode> evaluators() {
    List<ObjectNode> shown = new ArrayList<>();
    evaluators.all().forEach(each -> shown.add(json(each)));
    for (NotConfigured each : evaluators.notConfigured()) {
      ObjectNode json = Json.object().put("name", each.name());
      json.put("evaluator", each.evaluator()).put("configured", false);
      shown.add(json.put("reason", each.reason()));
    }
    return shown;
  }

  private static ObjectNode json(OnlineEvaluator evaluator) {
    EvaluatorDefinition definition = evaluator.bound().definition();
    ObjectNode json = Json.object().put("name", evaluator.name());
    json.put("evaluator", definition.name()).put("configured", true);
    json.put("version", evaluator.version()).put("category", definition.category().key());
    json.put("summary", definition.summary());
    json.put("low", finite(evaluator.bound().range().low()));
    json.put("high", finite(evaluator.bound().range().high()));
    json.put("judged", evaluator.judged());
    json.put("looks_at", evaluator.sampled() ? "sample" : "everything");
    if (evaluator.sampled()) {
      json.put("group", evaluator.sampling().group());
    }
    evaluator.bound().guideline().ifPresent(said -> json.set("guideline", json(said)));
    ArrayNode models = json.putArray("models");
    evaluator.models().forEach(models::add);
    return json;
  }

  private static ObjectNode json(Guideline guideline) {
    ObjectNode json = Json.object().put("about", guideline.about());
    ArrayNode questions = json.putArray("questions");
    for (Guideline.Question each : guideline.questions()) {
      ObjectNode question = questions.addObject().put("text", each.text());
      ArrayNode grades = question.putArray("grades");
      each.grades()
          .forEach(
              grade ->
                  grades.addObject().put("value", grade.value()).put("meaning", grade.meaning()));
    }
    return json;
  }

  private static @Nullable Double finite(double end) {
    return Double.isFinite(end) ? (Double) end : null;
  }

  @Override
  public boolean ask(InteractionKey interaction, String evaluator, Deed deed) {
    OnlineEvaluator asked = evaluators.find(evaluator).orElseThrow(() -> unknown(evaluator));
    if (!asked.sampled()) {
      throw new InvalidInputException(
          Problem.of("evaluator", evaluator, "one that looks at a sample")
              .next("it looks at every interaction by itself"));
    }
    if (store.interactions().contents(List.of(interaction)).isEmpty()) {
      throw new InvalidInputException(
          Problem.of("interaction", interaction.id(), "one of which what was said is kept"));
    }
    boolean scored =
        store.evidence().evaluations(List.of(interaction)).stream()
            .anyMatch(
                each ->
                    each.evaluator().equals(asked.name())
                        && each.version().equals(asked.version())
                        && each.value() != null);
    if (scored || !workers.ask(interaction, asked)) {
      return false;
    }
    audit(deed, "evaluation.ask", evaluator + " of " + interaction.id());
    return true;
  }

  private InvalidInputException unknown(String evaluator) {
    for (NotConfigured each : evaluators.notConfigured()) {
      if (each.name().equals(evaluator)) {
        return new InvalidInputException(
            Problem.of("evaluator", evaluator, "configured").next(each.reason()));
      }
    }
    List<String> names = evaluators.all().stream().map(OnlineEvaluator::name).toList();
    return new InvalidInputException(
        Problem.of("evaluator", evaluator, "one of the configuration's")
            .next(Nearest.advice(evaluator, names)));
  }

  @Override
  public int retry(Predicate<WorkItem> which, String what, Deed deed) {
    int retried = workers.retryDead(which);
    audit(deed, "work.retry", what);
    return retried;
  }

  @Override
  public Optional<ObjectNode> test(String channel, Deed deed) {
    if (deliveries.health().stream().noneMatch(each -> each.channel().equals(channel))) {
      return Optional.empty();
    }
    Trial trial = deliveries.test(channel);
    audit(deed, "channel.test", channel);
    return Optional.of(
        Json.object()
            .put("channel", channel)
            .put("delivered", trial.delivered())
            .put("detail", trial.detail()));
  }

  private void audit(Deed deed, String action, String subject) {
    String id = UUID.randomUUID().toString();
    store.commit(
        Batch.builder()
            .put(new AuditEntry(id, deed.at(), deed.actor(), action, subject, deed.note()))
            .build());
  }
}
