package dev.assay.server.engine;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.failure.Confirmation;
import dev.assay.monitor.failure.FailureCase;
import dev.assay.monitor.failure.FailureCaseJson;
import dev.assay.monitor.watch.AlertState;
import dev.assay.monitor.watch.Mark;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.MonitorJson;
import dev.assay.server.api.AlertDesk;
import dev.assay.server.api.CaseDesk;
import dev.assay.server.api.Deed;
import dev.assay.server.api.OverloadedException;
import dev.assay.server.pipeline.Deeds;
import dev.assay.server.pipeline.Pipeline;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Document;
import dev.assay.server.store.DocumentKey;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where people answer alerts and work on failure cases: each deed is done between two commits, and
 * is in the store together with its entry in the audit log when the method returns. Who only reads
 * is given what was stored last, and waits for nothing.
 */
final class PipelineDesks implements AlertDesk, CaseDesk {

  private static final int LONGEST_SECONDS = 60;
  private static final String SILENCED_BY = "silence_actors";

  private final Pipeline pipeline;
  private final Store store;
  private final Supplier<List<MonitorDefinition>> monitors;

  PipelineDesks(Pipeline pipeline, Store store, Supplier<List<MonitorDefinition>> monitors) {
    this.pipeline = pipeline;
    this.store = store;
    this.monitors = monitors;
  }

  @Override
  public List<ObjectNode> monitors() {
    return monitors.get().stream().map(MonitorJson::write).toList();
  }

  @Override
  public List<Mark> marks() {
    return pipeline.shown().marks();
  }

  @Override
  public boolean acknowledge(String alertId, Deed deed) {
    return done(
        deeds -> {
          boolean known =
              deeds.watch().alerts().stream().anyMatch(alert -> alert.id().equals(alertId));
          if (known) {
            deeds.changed(deeds.watch().acknowledge(alertId, deed.actor(), deeds.now()));
            audit(deeds, deed, "alert.acknowledge", alertId);
          }
          return known;
        });
  }

  @Override
  public boolean accept(String alertId, Deed deed) {
    return done(
        deeds -> {
          boolean open =
              deeds.watch().alerts().stream()
                  .anyMatch(
                      alert -> alert.id().equals(alertId) && alert.state() != AlertState.RESOLVED);
          if (open) {
            deeds.changed(deeds.watch().accept(alertId, deed.actor(), deeds.now()));
            audit(deeds, deed, "alert.accept", alertId);
          }
          return open;
        });
  }

  @Override
  public Silence silence(NewSilence silence, Deed deed) {
    String id = UUID.randomUUID().toString();
    return done(
        deeds -> {
          String why = deed.note() == null ? "" : deed.note();
          // Not before the time the pipeline has come to, so that it holds at once.
          Instant from = deeds.now().isBefore(deed.at()) ? deeds.now() : deed.at();
          deeds.changed(
              deeds
                  .watch()
                  .silence(
                      new dev.assay.monitor.watch.Silence(
                          id, silence.monitor(), silence.slice(), from, silence.until(), why),
                      deeds.now()));
          audit(deeds, deed, "silence.add", id);
          String by = Json.object().put("actor", deed.actor()).toString();
          deeds.batch().put(new Document(SILENCED_BY, id, deed.at(), by));
          return new Silence(id, silence, deed);
        });
  }

  @Override
  public List<Silence> silences() {
    return pipeline.shown().silences().stream()
        .map(
            each ->
                new Silence(
                    each.id(),
                    new NewSilence(each.monitor(), each.slice(), each.to()),
                    new Deed(actor(each.id()), each.from(), each.reason())))
        .toList();
  }

  private String actor(String silence) {
    return store
        .records()
        .document(new DocumentKey(SILENCED_BY, silence))
        .map(document -> Json.parse(document.json(), SILENCED_BY, 1).path("actor").asString(""))
        .orElse("unknown");
  }

  @Override
  public boolean lift(String silenceId, Deed deed) {
    return done(
        deeds -> {
          boolean known =
              deeds.watch().silences().stream().anyMatch(each -> each.id().equals(silenceId));
          if (known) {
            deeds.changed(deeds.watch().unsilence(silenceId, deeds.now()));
            audit(deeds, deed, "silence.lift", silenceId);
            deeds.batch().removeDocument(new DocumentKey(SILENCED_BY, silenceId));
          }
          return known;
        });
  }

  @Override
  public Optional<ObjectNode> accept(String caseId, Acceptance acceptance, Deed deed) {
    return onCase(
        caseId,
        deed,
        "case.accept",
        deeds ->
            deeds
                .cases()
                .accept(
                    caseId,
                    new Confirmation(
                        text(acceptance.expected()),
                        acceptance.rootCause() == null ? "" : acceptance.rootCause(),
                        deed.actor(),
                        deed.at(),
                        acceptance.interactionId(),
                        acceptance.input(),
                        acceptance.failureMode(),
                        acceptance.title())));
  }

  @Override
  public Optional<ObjectNode> report(InteractionKey interaction, FailureMode mode, Deed deed) {
    Interaction said = store.interactions().contents(List.of(interaction)).get(interaction.id());
    return done(
        deeds ->
            deeds
                .report(interaction, said, mode, "report of " + deed.actor())
                .map(
                    found -> {
                      audit(deeds, deed, "case.report", interaction.id());
                      return FailureCaseJson.write(found);
                    }));
  }

  private static String text(@Nullable JsonNode expected) {
    if (expected == null || expected.isNull()) {
      return "";
    }
    return expected.isString() ? expected.stringValue() : expected.toString();
  }

  @Override
  public Optional<ObjectNode> dismiss(String caseId, Deed deed) {
    String why = deed.note() == null ? "" : deed.note();
    return onCase(
        caseId,
        deed,
        "case.dismiss",
        deeds -> deeds.cases().dismiss(caseId, why, deed.actor(), deed.at()));
  }

  @Override
  public Optional<ObjectNode> reopen(String caseId, Deed deed) {
    return onCase(
        caseId,
        deed,
        "case.reopen",
        deeds -> deeds.cases().reopen(caseId, deed.note(), deed.actor(), deed.at()));
  }

  @Override
  public Optional<ObjectNode> exported(String caseId, String exampleId, Deed deed) {
    return onCase(
        caseId,
        deed,
        "case.export",
        deeds -> deeds.cases().exported(caseId, exampleId, deed.actor(), deed.at()));
  }

  @Override
  public Optional<ObjectNode> merge(String caseId, List<String> others, Deed deed) {
    return onCase(
        caseId,
        deed,
        "case.merge",
        deeds -> deeds.cases().merge(new LinkedHashSet<>(others), caseId, deed.actor(), deed.at()));
  }

  @Override
  public Optional<ObjectNode> split(String caseId, List<String> interactionIds, Deed deed) {
    return onCase(
        caseId,
        deed,
        "case.split",
        deeds ->
            deeds
                .cases()
                .split(caseId, new LinkedHashSet<>(interactionIds), deed.actor(), deed.at()));
  }

  private Optional<ObjectNode> onCase(
      String caseId, Deed deed, String action, Function<Deeds, FailureCase> change) {
    return done(
        deeds -> {
          if (deeds.cases().find(caseId).isEmpty()) {
            return Optional.empty();
          }
          ObjectNode changed = FailureCaseJson.write(change.apply(deeds));
          audit(deeds, deed, action, caseId);
          return Optional.of(changed);
        });
  }

  static void audit(Deeds deeds, Deed deed, String action, String subject) {
    deeds
        .batch()
        .put(
            new AuditEntry(
                UUID.randomUUID().toString(),
                deed.at(),
                deed.actor(),
                action,
                subject,
                deed.note()));
  }

  private <T> T done(Function<Deeds, T> deed) {
    return done(pipeline, deed);
  }

  /** What a deed gave, once it is stored. */
  static <T> T done(Pipeline pipeline, Function<Deeds, T> deed) {
    try {
      return pipeline.change(deed).orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new OverloadedException(
            "what is asked cannot be stored at the moment; ask again later",
            Duration.ofSeconds(5),
            e);
      }
      throw e.getCause() instanceof InvalidInputException problem ? problem : e;
    }
  }
}
