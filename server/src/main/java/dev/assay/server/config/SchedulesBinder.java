package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Binds {@code schedules} and {@code spot_checks}. */
final class SchedulesBinder {

  private static final Pattern CRON =
      Pattern.compile("[0-9A-Za-z*,/?#-]{1,100}( +[0-9A-Za-z*,/?#-]{1,100}){4}");
  private static final String FIELDS = "five fields: minute, hour, day, month, day of week";

  private final Scope scope;

  SchedulesBinder(Scope scope) {
    this.scope = scope;
  }

  List<ScheduleConfig> schedules(Fields root) {
    List<ScheduleConfig> schedules = new ArrayList<>();
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

  private Optional<ScheduleConfig> schedule(Node item, Fields fields, Map<String, Location> names) {
    String name = scope.name(fields, names).orElse(null);
    fields.require("suite", "a suite file");
    Path suite = scope.file(fields, "suite").orElse(null);
    String cron = cron(fields).orElse(null);
    List<Path> watch = new ArrayList<>();
    for (Node.Scalar node : fields.texts("watch")) {
      scope.path(node, fields.subject("watch")).ifPresent(watch::add);
    }
    if (fields.get("cron").isEmpty() && fields.get("watch").isEmpty()) {
      scope
          .problems()
          .add(
              new Problem(
                  item.at(), fields.subject("cron"), "missing", "cron, watch, or both", null));
    }
    Duration jitter = fields.duration("jitter", Duration.ZERO, Scope.DAY).orElse(Duration.ZERO);
    var zone = scope.zone(fields, "zone").orElse(SpotCheckConfig.DEFAULT.zone());
    return name == null || suite == null
        ? Optional.empty()
        : Optional.of(
            new ScheduleConfig(
                name,
                suite,
                cron,
                zone,
                jitter,
                watch,
                fields.get("cron").map(Node::at).orElse(item.at())));
  }

  private static Optional<String> cron(Fields fields) {
    String cron = fields.text("cron").map(String::strip).orElse(null);
    if (cron != null && !CRON.matcher(cron).matches()) {
      fields.get("cron").ifPresent(node -> fields.wrong("cron", node, FIELDS));
      return Optional.empty();
    }
    return Optional.ofNullable(cron);
  }

  SpotCheckConfig spotChecks(Fields root) {
    SpotCheckConfig defaults = SpotCheckConfig.DEFAULT;
    Node node = root.get("spot_checks").orElse(null);
    if (node == null) {
      return defaults;
    }
    if (Scope.off(node)) {
      return new SpotCheckConfig(
          0, defaults.cron(), defaults.zone(), defaults.over(), defaults.minAgreement(), node.at());
    }
    return scope
        .section(root, "spot_checks")
        .map(
            fields ->
                new SpotCheckConfig(
                    fields.whole("n", 0, 1_000).orElse((long) defaults.n()).intValue(),
                    cron(fields).orElse(defaults.cron()),
                    scope.zone(fields, "zone").orElse(defaults.zone()),
                    fields
                        .duration("over", Duration.ofHours(1), Duration.ofDays(365))
                        .orElse(defaults.over()),
                    fields
                        .number("min_agreement", -1, 1, "a number from -1 to 1")
                        .orElse(defaults.minAgreement()),
                    fields.get("cron").map(Node::at).orElse(node.at())))
        .orElse(defaults);
  }
}
