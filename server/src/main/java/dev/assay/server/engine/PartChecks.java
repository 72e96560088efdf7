package dev.assay.server.engine;

import dev.assay.core.run.NotConfigured;
import dev.assay.server.api.Check;
import dev.assay.server.api.metrics.QualityExport;
import dev.assay.server.delivery.ChannelHealth;
import dev.assay.server.delivery.Deliveries;
import dev.assay.server.evaluation.Emission;
import dev.assay.server.evaluation.EvaluationWorkers;
import dev.assay.server.evaluation.OnlineEvaluators;
import dev.assay.server.schedule.Schedules;
import dev.assay.server.store.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the parts are that work beside the pipeline. What goes wrong at others, such as a channel
 * that refuses, degrades a part and does not keep the server from its own work.
 */
final class PartChecks {

  private PartChecks() {}

  static Check evaluation(EvaluationWorkers workers, OnlineEvaluators evaluators) {
    return Check.of(
        "evaluation",
        () -> {
          Health health = workers.check();
          if (!health.ok()) {
            return new Check.State(false, health.reason());
          }
          List<NotConfigured> missing = evaluators.notConfigured();
          // Being asked needs no key, so that the reasons are told by /api/v1/evaluators.
          return missing.isEmpty()
              ? new Check.State(true, health.reason())
              : Check.State.degraded(
                  "not configured: "
                      + missing.stream()
                          .map(NotConfigured::name)
                          .collect(Collectors.joining(", ")));
        });
  }

  static Check deliveries(Deliveries deliveries) {
    return Check.of(
        "deliveries",
        () -> {
          List<String> failing = new ArrayList<>();
          for (ChannelHealth each : deliveries.health()) {
            if (each.failing() > 0) {
              failing.add(each.channel() + " failed " + each.failing() + " times");
            }
          }
          return failing.isEmpty()
              ? new Check.State(true, null)
              : Check.State.degraded(String.join("; ", failing));
        });
  }

  static Check schedules(Schedules schedules) {
    return Check.of("schedules", () -> degradedBy(schedules.trouble()));
  }

  static Check emission(@Nullable Emission emission) {
    return Check.of(
        "emission",
        () -> {
          if (emission == null) {
            return new Check.State(true, "off");
          }
          String failure = emission.counts().lastFailure();
          return degradedBy(failure == null ? null : "the receiver refuses: " + failure);
        });
  }

  static Check export(QualityExport export) {
    return Check.of("quality export", () -> degradedBy(export.trouble()));
  }

  private static Check.State degradedBy(@Nullable String trouble) {
    return trouble == null ? new Check.State(true, null) : Check.State.degraded(trouble);
  }
}
