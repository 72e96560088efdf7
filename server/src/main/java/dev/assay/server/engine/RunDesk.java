package dev.assay.server.engine;

import dev.assay.core.json.Json;
import dev.assay.server.api.Deed;
import dev.assay.server.api.ScheduleDesk;
import dev.assay.server.review.AgreementPoint;
import dev.assay.server.review.SpotCheck;
import dev.assay.server.review.SpotCheckProgress;
import dev.assay.server.review.SpotChecks;
import dev.assay.server.schedule.ScheduleStatus;
import dev.assay.server.schedule.Schedules;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Batch;
import dev.assay.server.store.Store;
import dev.assay.stats.interval.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where people start scheduled runs and see spot checks. */
final class RunDesk implements ScheduleDesk {

  private final Schedules schedules;
  private final @Nullable SpotChecks checks;
  private final Store store;

  RunDesk(Schedules schedules, @Nullable SpotChecks checks, Store store) {
    this.schedules = schedules;
    this.checks = checks;
    this.store = store;
  }

  @Override
  public List<ObjectNode> schedules() {
    return schedules.status().stream().map(RunDesk::json).toList();
  }

  @Override
  public Optional<ObjectNode> start(String name, @Nullable String change, Deed deed) {
    if (schedule(name).isEmpty()) {
      return Optional.empty();
    }
    audit(deed, "schedule.start", name, change == null ? deed.note() : change);
    schedules.trigger(name, change == null ? "asked for by " + deed.actor() : change);
    return schedule(name);
  }

  @Override
  public Optional<ObjectNode> pause(String name, Deed deed) {
    if (schedule(name).isPresent() && schedules.pause(name, deed.actor(), deed.note())) {
      audit(deed, "schedule.pause", name, deed.note());
    }
    return schedule(name);
  }

  @Override
  public Optional<ObjectNode> resume(String name, Deed deed) {
    if (schedule(name).isPresent() && schedules.resume(name)) {
      audit(deed, "schedule.resume", name, deed.note());
    }
    return schedule(name);
  }

  private Optional<ObjectNode> schedule(String name) {
    return schedules.status().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(RunDesk::json);
  }

  private void audit(Deed deed, String action, String subject, @Nullable String note) {
    String id = UUID.randomUUID().toString();
    store.commit(
        Batch.builder()
            .put(new AuditEntry(id, deed.at(), deed.actor(), action, subject, note))
            .build());
  }

  private static ObjectNode json(ScheduleStatus status) {
    ObjectNode json = Json.object();
    json.put("name", status.name());
    put(json, "running", status.running());
    put(json, "pending", status.pending());
    put(json, "next_at", status.next());
    if (status.pause() != null) {
      json.set("paused", status.pause().toJson());
    }
    put(json, "suite", status.schedule().suite());
    put(json, "times", status.schedule().times());
    if (status.lastStartedAt() != null) {
      ObjectNode last = json.putObject("last_run");
      put(last, "reason", status.lastReason());
      put(last, "started_at", status.lastStartedAt());
      put(last, "ended_at", status.lastEndedAt());
      if (status.lastOutcome() != null) {
        last.put("result", status.lastOutcome().result().name().toLowerCase(Locale.ROOT));
        put(last, "run", status.lastOutcome().directory());
        ArrayNode lines = last.putArray("lines");
        status.lastOutcome().lines().forEach(lines::add);
      }
    }
    ArrayNode earlier = json.putArray("earlier");
    for (ScheduleStatus.Past past : status.earlier()) {
      ObjectNode run = earlier.addObject().put("reason", past.reason());
      put(run, "started_at", past.startedAt());
      put(run, "ended_at", past.endedAt());
      run.put("result", past.outcome().result().key());
      put(run, "run", past.outcome().directory());
    }
    ArrayNode missed = json.putArray("missed");
    status.missed().forEach(each -> missed.add(each.toJson()));
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  @Override
  public List<ObjectNode> spotChecks() {
    SpotChecks drawn = checks;
    return drawn == null
        ? List.of()
        : drawn.checks().stream().map(each -> json(each, drawn.chart())).toList();
  }

  @Override
  public Optional<ObjectNode> spotCheck(String id) {
    SpotChecks drawn = checks;
    if (drawn == null) {
      return Optional.empty();
    }
    return drawn.checks().stream()
        .filter(each -> each.check().id().equals(id))
        .findFirst()
        .map(
            each -> {
              ObjectNode json = json(each, drawn.chart());
              ArrayNode items = json.putArray("items");
              for (SpotCheck.Item item : each.check().items()) {
                String interaction = item.interaction().id();
                items
                    .addObject()
                    .put("interaction_id", interaction)
                    .put("probability", item.probability())
                    .put("state", state(each, interaction));
              }
              return json;
            });
  }

  @Override
  public Optional<ObjectNode> skip(String id, String interactionId, String why, Deed deed) {
    SpotChecks drawn = checks;
    if (drawn == null || spotCheck(id).isEmpty()) {
      return Optional.empty();
    }
    drawn.skip(id, interactionId, why);
    audit(deed, "spot_check.skip", id + "/" + interactionId, why);
    return spotCheck(id);
  }

  private static String state(SpotCheckProgress of, String interaction) {
    if (of.labelled().contains(interaction)) {
      return "labelled";
    }
    if (of.skipped().contains(interaction)) {
      return "skipped";
    }
    return of.gone().contains(interaction) ? "gone" : "open";
  }

  private static ObjectNode json(SpotCheckProgress of, List<AgreementPoint> chart) {
    ObjectNode json = Json.object();
    json.put("id", of.check().id());
    json.put("at", of.check().to().toString());
    json.put("from", of.check().from().toString());
    put(json, "evaluator", of.check().evaluator());
    json.put("candidates", of.check().candidates());
    json.put("done", of.done());
    json.put("labelled", of.labelled().size());
    json.put("open", of.open().size());
    chart.stream()
        .filter(point -> point.check().equals(of.check().id()))
        .findFirst()
        .ifPresent(point -> agreement(json, point));
    return json;
  }

  private static void agreement(ObjectNode json, AgreementPoint point) {
    estimate(json.putObject("agreement"), point.share());
    Estimate kappa = point.kappa();
    if (kappa == null) {
      json.putNull("kappa");
    } else {
      estimate(json.putObject("kappa"), kappa);
    }
  }

  private static void estimate(ObjectNode json, Estimate estimate) {
    json.put("value", estimate.value());
    json.put("low", estimate.low());
    json.put("high", estimate.high());
    json.put("level", estimate.level());
    json.put("n", estimate.n());
  }
}
