package dev.assay.server.web.settings;

import dev.assay.monitor.sampling.Budget;
import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.Scope;
import dev.assay.server.config.RetentionConfig;
import dev.assay.server.config.ServerConfig;
import dev.assay.server.delivery.Channel;
import dev.assay.server.delivery.ChannelHealth;
import dev.assay.server.key.ApiKey;
import dev.assay.server.store.AuditEntry;
import dev.assay.server.store.Delivery;
import dev.assay.server.web.page.KnownPeople;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.session.Sessions;
import dev.assay.server.web.view.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the server was told to do, and who may use it.
 *
 * @param shell the frame
 * @param people who may use it; null for those who may not see that
 * @param config as the server started with it
 * @param lines where the file has it
 * @param health how it goes with channels, by name
 * @param told the last attempts to tell somebody
 */
record SettingsPage(
    Shell shell,
    @Nullable People people,
    ServerConfig config,
    ConfigLines lines,
    Map<String, ChannelHealth> health,
    List<Delivery> told) {

  /**
   * Who may use the server.
   *
   * @param keys that hold, latest first
   * @param revoked those that were withdrawn, latest first
   * @param open whether nobody must sign in until the server starts again
   * @param present who is signed in
   * @param known who was, and is not now, whoever came last first
   * @param deeds what was changed last, latest first
   */
  record People(
      List<ApiKey> keys,
      List<ApiKey> revoked,
      boolean open,
      List<Sessions.Seen> present,
      List<KnownPeople.Known> known,
      List<AuditEntry> deeds) {}

  /** One setting with its name. */
  record Row(String name, String value) {}

  boolean may(Role role) {
    return shell.visitor().person() != null && shell.visitor().person().may(role);
  }

  static String scopes(ApiKey key) {
    return key.scopes().stream()
        .sorted(Comparator.naturalOrder())
        .map(Scope::key)
        .collect(Collectors.joining(", "));
  }

  /** The role of people who sign in with a key; that it only sends. */
  static String role(ApiKey key) {
    return Role.of(new Caller(key.name(), key.scopes())).map(Role::key).orElse("only sends");
  }

  List<Row> retention() {
    RetentionConfig kept = config.retention();
    return List.of(
        new Row("What was said", length(kept.content())),
        new Row("Evaluations, labels, signals", length(kept.evaluations())),
        new Row("Rows of interactions", length(kept.interactions())),
        new Row("Windows of a minute", length(kept.minutes())),
        new Row("Windows of an hour", length(kept.hours())),
        new Row("Windows of a day", length(kept.days())),
        new Row("Audit log, deliveries, closed alerts", length(kept.logs())));
  }

  private String length(@Nullable Duration kept) {
    return kept == null ? "for ever" : shell.formats().length(kept);
  }

  List<Row> redaction() {
    var redaction = config.redaction();
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "Looked for",
            redaction.detectors().isEmpty()
                ? "nothing: detection is off"
                : String.join(", ", redaction.detectors())));
    redaction.patterns().forEach((name, pattern) -> rows.add(new Row("Pattern " + name, pattern)));
    rows.add(
        new Row(
            "Names of people", shell.formats().count(redaction.names().size()) + " (not shown)"));
    if (!redaction.phoneRegions().isEmpty()) {
      rows.add(new Row("Phone numbers of", String.join(", ", redaction.phoneRegions())));
    }
    rows.add(
        new Row(
            "Ids of users",
            switch (redaction.users().mode()) {
              case KEEP -> "kept as they come";
              case HASH -> "stored as a keyed hash";
              case DROP -> "not stored";
            }));
    redaction
        .content()
        .forEach(
            rule ->
                rows.add(
                    new Row(
                        rule.keep() ? "Content kept of" : "Content dropped of",
                        "apps "
                            + any(rule.apps())
                            + "; environments "
                            + any(rule.environments())
                            + "; features "
                            + any(rule.features()))));
    return rows;
  }

  private static String any(java.util.Set<String> values) {
    return values.isEmpty() ? "any" : values.stream().sorted().collect(Collectors.joining(", "));
  }

  /** What sampling plans with, and what evaluation never passes. */
  Map<String, List<Row>> budgets() {
    Map<String, List<Row>> budgets = new LinkedHashMap<>();
    budgets.put("sampling", rows(config.sampling().budget()));
    budgets.put("evaluation", rows(config.evaluation().budget()));
    return budgets;
  }

  private List<Row> rows(Budget budget) {
    return List.of(
        new Row("Calls an hour", bound(Unit.COUNT, budget.callsPerHour())),
        new Row("Calls a day", bound(Unit.COUNT, budget.callsPerDay())),
        new Row("Money an hour", bound(Unit.MONEY, budget.moneyPerHour())),
        new Row("Money a day", bound(Unit.MONEY, budget.moneyPerDay())));
  }

  private String bound(Unit unit, @Nullable Double bound) {
    return bound == null ? "no bound" : shell.formats().of(unit, bound.doubleValue());
  }

  List<Channel> channels() {
    return config.deliveries().channels();
  }
}
