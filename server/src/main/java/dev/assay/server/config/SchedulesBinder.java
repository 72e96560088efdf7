package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.Severity;
import dev.assay.server.review.SpotCheckSettings;
import dev.assay.server.review.SpotCheckSettings.Stratification;
import dev.assay.server.schedule.CronTimes;
import dev.assay.server.schedule.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds {@code schedules} and {@code spot_checks}. */
final class SchedulesBinder {

  private static final String MONDAYS = "0 7 * * 1";
  private static final List<String> STRATA =
      Arrays.stream(Stratification.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
  private static final String SHARE = "a number above 0 and below 1";
  private static final String ERROR_RATE = "a number above 0 and below 0.5";

  private final Scope scope;

  SchedulesBinder(Scope scope) {
    this.scope = scope;
  }

  List<Schedule> schedules(Fields root) {
    List<Schedule> schedules = new ArrayList<>();
    Map<String, Location> names = scope.names();
    List<Node> items = root.items("schedules");
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      scope
          .fields(item, "schedules[" + i + "]", "schedules[]")
          .flatMap(fields -> schedule(item, fields, names))
          .ifPresent(schedules::add);
    }
    return schedules;
  }

  private Optional<Schedule> schedule(Node item, Fields fields, Map<String, Location> names) {
    String name = scope.name(fields, names).orElse(null);
    fields.require("suite", "a suite file");
    Path suite = scope.file(fields, "suite").orElse(null);
    List<String> overrides =
        fields.texts("set").stream().map(node -> node.meant().stringValue()).toList();
    @Nullable CronTimes times = times(fields, null).orElse(null);
    List<Path> watched = new ArrayList<>();
    for (Node.Scalar node : fields.texts("watch")) {
      scope.path(node, fields.subject("watch")).ifPresent(watched::add);
    }
    Duration jitter = fields.duration("jitter", Duration.ZERO, Scope.DAY).orElse(Duration.ZERO);
    Severity severity = DeliveriesBinder.severity(fields, "severity", Severity.HIGH);
    if (name == null || suite == null) {
      return Optional.empty();
    }
    return scope.attempt(
        fields.get("name").orElse(item),
        fields.subject("name"),
        () -> new Schedule(name, suite, overrides, times, jitter, watched, severity));
  }

  /** The times under {@code cron}, or those of {@code otherwise}. */
  private Optional<CronTimes> times(Fields fields, @Nullable String otherwise) {
    ZoneId zone = scope.zone(fields, "zone").orElse(ZoneOffset.UTC);
    Node node = fields.get("cron").orElse(null);
    String cron = node == null ? otherwise : fields.text("cron").orElse(null);
    if (cron == null) {
      return Optional.empty();
    }
    return node == null
        ? Optional.of(CronTimes.of(cron, zone))
        : scope.attempt(node, fields.subject("cron"), () -> CronTimes.of(cron, zone));
  }

  /** Spot checks; null if they are off. */
  @Nullable SpotCheckSettings spotChecks(Fields root, List<MonitoredEvaluator> evaluators) {
    SpotCheckSettings defaults = SpotCheckSettings.of(CronTimes.of(MONDAYS, ZoneOffset.UTC), null);
    Node node = root.get("spot_checks").orElse(null);
    if (node != null && Scope.off(node)) {
      return null;
    }
    Fields fields = scope.section(root, "spot_checks").orElse(null);
    return fields == null ? defaults : spotChecks(fields, defaults, evaluators);
  }

  private SpotCheckSettings spotChecks(
      Fields fields, SpotCheckSettings defaults, List<MonitoredEvaluator> evaluators) {
    return new SpotCheckSettings(
        fields.whole("n", 1, 500).orElse((long) defaults.size()).intValue(),
        times(fields, MONDAYS).orElse(defaults.times()),
        evaluator(fields, evaluators),
        fields
            .oneOf("by", STRATA)
            .map(by -> Stratification.valueOf(by.toUpperCase(Locale.ROOT)))
            .orElse(defaults.strata()),
        fields
            .number("min_agreement", Double.MIN_VALUE, Math.nextDown(1.0), SHARE)
            .orElse(defaults.leastAgreement()),
        fields
            .number("error_rate", Double.MIN_VALUE, Math.nextDown(0.5), ERROR_RATE)
            .orElse(defaults.errorRate()),
        defaults.salt(),
        DeliveriesBinder.severity(fields, "severity", defaults.severity()));
  }

  private @Nullable String evaluator(Fields fields, List<MonitoredEvaluator> evaluators) {
    String name = fields.text("evaluator").orElse(null);
    List<String> known = evaluators.stream().map(MonitoredEvaluator::name).toList();
    Node node = fields.get("evaluator").orElse(null);
    if (name != null && node != null && !known.contains(name)) {
      scope
          .problems()
          .add(
              new Problem(
                  node.at(),
                  fields.subject("evaluator"),
                  node.shown(),
                  "one of evaluators",
                  Nearest.advice(name, known)));
    }
    return name;
  }
}
