package dev.assay.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.monitor.behaviour.CompletionRule;
import dev.assay.monitor.behaviour.OutcomeRules;
import dev.assay.monitor.sampling.Budget;
import dev.assay.monitor.sampling.Rule;
import dev.assay.monitor.sampling.SamplingPlan;
import dev.assay.monitor.sampling.Stratum;
import dev.assay.monitor.watch.MonitorDefinition;
import dev.assay.monitor.watch.Severity;
import dev.assay.monitor.window.SliceDefinition;
import dev.assay.otel.wire.OtlpSignal;
import dev.assay.server.delivery.Channel;
import dev.assay.server.delivery.DeliverySettings;
import dev.assay.server.delivery.Destination;
import dev.assay.server.delivery.SmtpServer;
import dev.assay.server.review.SpotCheckSettings;
import dev.assay.server.schedule.CronTimes;
import dev.assay.server.schedule.Schedule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigReaderTest {

  @TempDir Path folder;

  @Test
  void read_nothing_hasDefaultsThatRun() {
    ServerConfig config = ServerConfigReader.read(null, Map.of(), Overrides.NONE);
    assertThat(config.data()).isEqualTo(Path.of("assay-data"));
    assertThat(config.runs()).isEqualTo(Path.of("assay-data/runs"));
    assertThat(config.doors()).isEqualTo(Doors.DEFAULT);
    assertThat(config.doors().merged()).isFalse();
    assertThat(config.evaluators(false))
        .extracting(MonitoredEvaluator::name)
        .containsExactly("refusal", "language");
    assertThat(config.evaluators(true))
        .extracting(MonitoredEvaluator::name)
        .containsExactly("grounding");
    SamplingPlan plan = config.sampling().plan(config.evaluators(), "salt");
    assertThat(plan.salt()).isEqualTo("salt");
    assertThat(plan.evaluators()).hasSize(1);
    assertThat(plan.rules()).hasSize(4);
    assertThat(config.slicing().slicing("salt").definitions()).hasSize(6);
    assertThat(config.monitors()).isNull();
    assertThat(Objects.requireNonNull(config.spotChecks()).size()).isEqualTo(20);
  }

  @Test
  void read_commentsOnly_areTheDefaults() {
    ServerConfig config = Configs.read(folder, "# nothing\n");
    assertThat(config.sampling()).isEqualTo(SamplingConfig.DEFAULT);
    assertThat(config.redaction()).isEqualTo(RedactionConfig.DEFAULT);
  }

  @Test
  void read_relativePaths_areFromTheFile() {
    ServerConfig config = Configs.read(folder, "data: d\nruns: /r\n");
    assertThat(config.data()).isEqualTo(folder.resolve("d"));
    assertThat(config.datasets()).isEqualTo(folder.resolve("d/datasets"));
    assertThat(config.runs()).isEqualTo(Path.of("/r"));
  }

  @Test
  void read_json_isReadToo() throws Exception {
    Path file = Files.writeString(folder.resolve("c.json"), "{\"http\": {\"port\": 80}}");
    ServerConfig config = ServerConfigReader.read(file, Map.of(), Overrides.NONE);
    assertThat(config.doors().http()).isEqualTo(new Address("127.0.0.1", 80));
  }

  @Test
  void read_doors_mayBeMovedMergedOrOff() {
    Doors moved = Configs.read(folder, "http: 0.0.0.0:80\n").doors();
    assertThat(moved.open())
        .containsExactly(new Address("0.0.0.0", 80), new Address("0.0.0.0", 4317));
    Doors merged = Configs.read(folder, "http: '[::1]:80'\ngrpc: {port: 80}\n").doors();
    assertThat(merged.merged()).isTrue();
    assertThat(merged.http()).hasToString("[::1]:80");
    assertThat(Configs.read(folder, "grpc: off\n").doors().grpc()).isNull();
    assertThat(Configs.read(folder, "grpc: false\n").doors().open()).hasSize(1);
    Doors free = Configs.read(folder, "http: 0\ngrpc: 0\n").doors();
    assertThat(free.merged()).isFalse();
    Doors one = Configs.read(folder, "http: 0.0.0.0:0\ngrpc: http\n").doors();
    assertThat(one.merged()).isTrue();
    assertThat(one.open()).containsExactly(new Address("0.0.0.0", 0));
  }

  @Test
  void read_overrides_flagsBeforeEnvironmentBeforeFile() {
    Path file =
        Configs.write(
            folder, "data: d\nhttp: {host: 10.0.0.1, port: 80}\ngrpc: 10.0.0.1:81\nlog: warn\n");
    Map<String, String> environment =
        Map.of(
            "ASSAY_HTTP", "8080",
            "ASSAY_GRPC", "8081",
            "ASSAY_LOG", "error",
            "ASSAY_STORE_URL", "postgresql://u:p@h/d",
            "ASSAY_SALT", "pepper");
    ServerConfig config =
        ServerConfigReader.read(file, environment, Overrides.NONE.log("debug").grpc("82"));
    assertThat(config.data()).isEqualTo(folder.resolve("d"));
    assertThat(config.doors().http()).isEqualTo(new Address("10.0.0.1", 8080));
    assertThat(config.doors().grpc()).isEqualTo(new Address("10.0.0.1", 82));
    assertThat(config.log()).isEqualTo(LogLevel.DEBUG);
    assertThat(config.store().url()).isEqualTo(new Secret("postgresql://u:p@h/d"));
    assertThat(config.salt()).isEqualTo(new Secret("pepper"));
  }

  @Test
  void read_dataByFlag_isFromTheWorkingDirectory() {
    Path file = Configs.write(folder, "data: d\n");
    ServerConfig config = ServerConfigReader.read(file, Map.of(), Overrides.NONE.data("e"));
    assertThat(config.data()).isEqualTo(Path.of("e").toAbsolutePath());
  }

  @Test
  void read_wrongFlag_isNamed() {
    assertThatThrownBy(() -> ServerConfigReader.read(null, Map.of(), Overrides.NONE.http("70000")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "--http: http: 70000 (expected: a port, or host:port, or both as host and port)");
    assertThatThrownBy(
            () -> ServerConfigReader.read(null, Map.of("ASSAY_LOG", "loud"), Overrides.NONE))
        .hasMessage("ASSAY_LOG: log: loud (expected: one of error, warn, info, debug)");
  }

  @Test
  void read_environment_fillsInNumbersAndSwitches() {
    ServerConfig config =
        Configs.read(
            folder,
            """
            sampling: {rate: "${RATE}"}
            quality_export: {prometheus: "${PROM}"}
            http: {port: "${PORT:-99}"}
            """,
            Map.of("RATE", "0.25", "PROM", "false"));
    assertThat(config.sampling().restRate()).isEqualTo(0.25);
    assertThat(config.qualityExport().prometheus()).isFalse();
    assertThat(config.doors().http().port()).isEqualTo(99);
  }

  @Test
  void read_keeping_isHeld() {
    ServerConfig config =
        Configs.read(
            folder,
            """
            store: {memory: 1GB, threads: 4, checkpoint: 128MB}
            journal: {commit_delay: 5ms, segment: 128MiB, pending: 256MiB}
            limits: {max_body: 100MiB, max_requests: 8}
            retention: {content: 7d, days: 3650d, hours: forever}
            traces: {idle: 2s, max_spans: 500}
            """);
    assertThat(config.store().duckDb().memoryMegabytes()).isEqualTo(1000);
    assertThat(config.journal().linger()).isEqualTo(Duration.ofMillis(5));
    assertThat(config.journal().frameBytes()).isEqualTo(100 << 20);
    assertThat(config.limits().wire().bodyBytes()).isEqualTo(100 << 20);
    assertThat(config.limits().requests()).isEqualTo(8);
    assertThat(config.traces().idle()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.traces().mostSpans()).isEqualTo(500);
    Instant now = Instant.parse("2026-01-31T00:00:00Z");
    assertThat(config.retention().at(now).content()).isEqualTo("2026-01-24T00:00:00Z");
    assertThat(config.retention().at(now).hours()).isNull();
    assertThat(config.retention().at(now).logs()).isEqualTo("2025-11-02T00:00:00Z");
  }

  @Test
  void read_redaction_isHeld() {
    RedactionConfig redaction =
        Configs.read(
                folder,
                """
                redaction:
                  detectors: [email, secrets]
                  phone_regions: [DE]
                  names: Erika Mustermann
                  patterns: {customer: 'C-[0-9]{8}'}
                  content:
                    - {environment: test, keep: true}
                    - {app: [a, b], feature: f, keep: false}
                  users: {mode: hash, salt: "${SALT}"}
                """,
                Map.of("SALT", "pepper"))
            .redaction();
    assertThat(redaction.detectors()).containsExactly("email", "secrets");
    assertThat(redaction.names()).containsExactly("Erika Mustermann");
    assertThat(redaction.patterns()).containsEntry("customer", "C-[0-9]{8}");
    assertThat(redaction.content().get(0).matches("x", "test", null)).isTrue();
    assertThat(redaction.content().get(1).matches("b", null, "f")).isTrue();
    assertThat(redaction.content().get(1).matches("b", null, null)).isFalse();
    assertThat(redaction.users()).isEqualTo(new UserIds(UserIds.Mode.HASH, new Secret("pepper")));
    assertThat(Configs.read(folder, "redaction: {detectors: off, content: off, users: keep}\n"))
        .satisfies(
            off -> {
              assertThat(off.redaction().detectors()).isEmpty();
              assertThat(off.redaction().content().get(0).keep()).isFalse();
              assertThat(off.redaction().users().mode()).isEqualTo(UserIds.Mode.KEEP);
            });
  }

  @Test
  void read_slices_areHeld() {
    SlicingConfig slicing =
        Configs.read(
                folder,
                """
                slices:
                  - feature
                  - [app, model]
                  - {by: "tag:tenant", limit: 50, first: [acme]}
                lateness: 2h
                """)
            .slicing();
    assertThat(slicing.definitions())
        .containsExactly(
            SliceDefinition.of("feature"),
            SliceDefinition.of("app", "model"),
            new SliceDefinition(List.of("tag:tenant"), 50, Set.of(List.of("acme"))));
    assertThat(slicing.lateness()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void read_evaluators_areSampledOrNot() {
    ServerConfig config =
        Configs.read(
            folder,
            """
            evaluators:
              - refusal
              - constraints:
                  length: {words: {max: 200}}
                  share: {words: {max: 3}}
                name: style
              - grounding: {sampled: true, share: 0.5, threshold: 0.4}
              - hallucination: {optional: true}
                group: judged
                cost: 0.004
              - toxicity
            """);
    assertThat(config.evaluators())
        .extracting(
            MonitoredEvaluator::name,
            MonitoredEvaluator::sampled,
            MonitoredEvaluator::share,
            MonitoredEvaluator::group,
            MonitoredEvaluator::assumedCost)
        .containsExactly(
            tuple("refusal", false, 1.0, "sampled", 0.0),
            tuple("style", false, 1.0, "sampled", 0.0),
            tuple("grounding", true, 0.5, "sampled", 0.0),
            tuple("hallucination", true, 1.0, "judged", 0.004),
            tuple("toxicity", false, 1.0, "sampled", 0.0));
    assertThat(config.evaluators().get(1).spec().parameters().propertyNames())
        .containsExactlyInAnyOrder("length", "share");
    assertThat(config.evaluators().get(2).spec().parameters().propertyNames())
        .containsExactly("threshold");
    assertThat(config.evaluators().get(3).spec().modifiers().optional()).isTrue();
  }

  @Test
  void read_sampling_isHeld() {
    SamplingConfig sampling =
        Configs.read(
                folder,
                """
                evaluators: [refusal, grounding]
                sampling:
                  rate: 0.02
                  floor: 5
                  strata:
                    - {name: gold, match: {tags: {segment: [gold]}, hours: [22-1, 12]}, rate: 0.2, floor: 50}
                  rules:
                    - error
                    - {flagged: [jailbreak], name: attacks}
                    - signals: thumbs_down
                    - low_score: {evaluator: refusal, below: 0.5}
                  flags: {jailbreak: "ignore (all|previous)"}
                  budget: {calls_per_hour: 500, money_per_day: 20}
                  content_hold: 0s
                  salt: s
                  zone: Europe/Berlin
                """)
            .sampling();
    SamplingPlan plan = sampling.plan(List.of(), "other");
    assertThat(plan.salt()).isEqualTo("s");
    assertThat(plan.strata()).extracting(Stratum::name).containsExactly("gold", "rest");
    assertThat(plan.strata().get(1).floorPerHour()).isEqualTo(5);
    assertThat(plan.rules())
        .extracting(Rule::name)
        .containsExactly("error", "attacks", "signals", "low_score");
    assertThat(plan.rules().get(1).condition()).isEqualTo(new Rule.Flagged(Set.of("jailbreak")));
    assertThat(plan.rules().get(3).condition()).isEqualTo(new Rule.LowScore("refusal", 0.5));
    assertThat(plan.budget()).isEqualTo(new Budget(500.0, null, null, 20.0));
    assertThat(plan.contentHold()).isZero();
    assertThat(plan.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(sampling.flagPatterns().givenUp()).isZero();
  }

  @Test
  void read_deliveries_areHeld() {
    DeliverySettings deliveries =
        Configs.read(
                folder,
                """
                deliveries:
                  - {name: a, type: webhook, url: "https://h.example/x", secret: a secret to sign, headers: {X-A: b}, min_severity: high,
                     after: 30m, resolved: false}
                  - {name: b, type: slack, url: "https://hooks.slack.com/services/x", most_per_hour: 5}
                  - {name: c, type: email, host: m, from: Assay <a@example.com>, to: [b@example.com, c@example.com]}
                  - {name: d, type: alertmanager, url: "http://10.0.0.5:9093", allow: [10.0.0.5], labels: {team: x}}
                """)
            .deliveries();
    List<Channel> channels = deliveries.channels();
    assertThat(channels)
        .extracting(channel -> channel.destination().kind())
        .containsExactly("webhook", "slack", "email", "alertmanager");
    assertThat(channels.get(0).minSeverity()).isEqualTo(Severity.HIGH);
    assertThat(channels.get(0).after()).isEqualTo(Duration.ofMinutes(30));
    assertThat(channels.get(0).resolved()).isFalse();
    assertThat(channels.get(0).destination())
        .isEqualTo(
            new Destination.Webhook(
                URI.create("https://h.example/x"), "a secret to sign", Map.of("X-A", "b")));
    assertThat(channels.get(1))
        .isEqualTo(Channel.of("b", channels.get(1).destination()).withMostPerHour(5));
    assertThat(channels.get(2).destination())
        .isEqualTo(
            new Destination.Email(
                new SmtpServer("m", 587, SmtpServer.Security.STARTTLS, null, null),
                "Assay <a@example.com>",
                List.of("b@example.com", "c@example.com")));
    assertThat(deliveries.allowedNetworks()).containsExactly("10.0.0.5");
  }

  @Test
  void read_schedulesAndSpotChecks_areHeld() throws Exception {
    Files.writeString(folder.resolve("suite.yaml"), "");
    ServerConfig config =
        Configs.read(
            folder,
            """
            schedules:
              - {name: nightly, suite: suite.yaml, cron: "30 2 * * 1-5", zone: Europe/Berlin, jitter: 10m}
              - {name: changes, suite: suite.yaml, watch: [prompts], set: [repeats=3], severity: low}
            spot_checks: {n: 5, evaluator: grounding, by: feature}
            """);
    Schedule nightly = config.schedules().get(0);
    assertThat(nightly.suite()).isEqualTo(folder.resolve("suite.yaml"));
    assertThat(nightly.jitter()).isEqualTo(Duration.ofMinutes(10));
    CronTimes times = Objects.requireNonNull(nightly.times());
    assertThat(times.after(Instant.parse("2026-01-31T12:00:00Z")))
        .contains(Instant.parse("2026-02-02T01:30:00Z"));
    Schedule changes = config.schedules().get(1);
    assertThat(changes.watched()).containsExactly(folder.resolve("prompts"));
    assertThat(changes.overrides()).containsExactly("repeats=3");
    assertThat(changes.severity()).isEqualTo(Severity.LOW);
    SpotCheckSettings checks = Objects.requireNonNull(config.spotChecks());
    assertThat(checks.size()).isEqualTo(5);
    assertThat(checks.evaluator()).isEqualTo("grounding");
    assertThat(checks.strata()).isEqualTo(SpotCheckSettings.Stratification.FEATURE);
    assertThat(Configs.read(folder, "spot_checks: off\n").spotChecks()).isNull();
  }

  @Test
  void read_otlp_isHeld() {
    ServerConfig config =
        Configs.read(
            folder,
            """
            evaluation: {concurrency: 2, expire_after: 1h, attempts: 3, budget: {calls_per_day: 9},
                         emit: {endpoint: "https://o.example", headers: {a: "${TOKEN}"}}}
            quality_export: {otlp: {endpoint: "http://o.example", interval: 5s}}
            """,
            Map.of("TOKEN", "t0ken"));
    assertThat(config.evaluation())
        .isEqualTo(
            new EvaluationConfig(
                2,
                new Budget(null, 9.0, null, null),
                Duration.ofHours(1),
                3,
                new EmissionConfig(
                    new OtlpEndpoint(
                        URI.create("https://o.example"), Map.of("a", new Secret("t0ken"))),
                    EmissionForm.EVENTS,
                    null,
                    Set.of("grounding"),
                    false)));
    assertThat(config.qualityExport().interval()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void read_outcomes_areHeld() {
    OutcomeRules rules =
        Configs.read(
                folder,
                """
                completion: [{name: done, feature: refunds, decided_by: [{tool: refund}]}]
                failure_modes: {slow_above: 7s}
                outcomes: {share: 0.25, most: 5000}
                """)
            .outcomes();
    assertThat(rules.share()).isEqualTo(0.25);
    assertThat(rules.mostFollowed()).isEqualTo(5000);
    assertThat(rules.completion()).extracting(CompletionRule::name).contains("done");
    assertThat(rules.modes().slowAbove()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void read_rules_sayWhetherAllContentIsKeptUntilDecided() {
    assertThat(Configs.read(folder, "log: info\n").sampling().keepsAll()).isTrue();
    assertThat(keepsAll("[error]")).isFalse();
    assertThat(keepsAll("[error, flagged]")).isFalse();
    assertThat(keepsAll("[slow]")).isTrue();
    assertThat(keepsAll("[signals]")).isTrue();
  }

  private boolean keepsAll(String rules) {
    return Configs.read(folder, "sampling: {rules: " + rules + "}\n").sampling().keepsAll();
  }

  @Test
  void read_emission_tellsNoReasonsUnlessAsked() {
    assertThat(emission("").explanations()).isFalse();
    assertThat(emission("explanations: true").explanations()).isTrue();
  }

  @Test
  void read_emission_tellsWhatIsAskedFor() {
    assertThat(emission("").evaluators()).containsExactly("judged");
    assertThat(emission("evaluators: sampled").evaluators()).containsExactly("judged");
    assertThat(emission("evaluators: all").evaluators())
        .containsExactlyInAnyOrder("judged", "refusal", "all");
    assertThat(emission("evaluators: [refusal, judged]").evaluators())
        .containsExactlyInAnyOrder("judged", "refusal");
    assertThat(emission("evaluators: refusal").evaluators()).containsExactly("refusal");
    assertThat(emission("evaluators: [all]").evaluators()).containsExactly("all");
    assertThat(emission("evaluators: []").evaluators()).isEmpty();

    assertThat(emission("").form()).isEqualTo(EmissionForm.EVENTS);
    EmissionConfig spans = emission("format: openinference, project: shop");
    assertThat(spans.form()).isEqualTo(EmissionForm.OPENINFERENCE);
    assertThat(spans.project()).isEqualTo("shop");
  }

  private EmissionConfig emission(String more) {
    EmissionConfig emit =
        Configs.read(
                folder,
                """
                evaluators:
                  - refusal
                  - language: {expected: en}
                    name: all
                  - contains: {any: [x]}
                    name: judged
                    sampled: true
                evaluation: {emit: {endpoint: "https://o.example", %s}}
                """
                    .formatted(more))
            .evaluation()
            .emit();
    assertThat(emit).isNotNull();
    return emit;
  }

  @Test
  void otlpEndpoint_postsWhereTheSignalGoes() {
    Map<String, String> places =
        Map.of(
            "http://h:4318", "http://h:4318/v1/logs",
            "http://h:4318/", "http://h:4318/v1/logs",
            "http://h/v1/logs", "http://h/v1/logs",
            "http://h/a%20b/?k=v%26w", "http://h/a%20b/v1/logs?k=v%26w",
            "https://[::1]:1/x", "https://[::1]:1/x/v1/logs");
    places.forEach(
        (given, posted) ->
            assertThat(new OtlpEndpoint(URI.create(given), Map.of()).at(OtlpSignal.LOGS))
                .hasToString(posted));
  }

  @Test
  void read_monitors_ofWhatThereIs_areRead() {
    ServerConfig config =
        Configs.read(
            folder,
            "monitors:\n  - {name: \"${N}\", immediate: {evaluator: refusal}}\n",
            Map.of("N", "drop"));
    assertThat(config.monitors()).extracting(MonitorDefinition::name).containsExactly("drop");
    assertThat(config.toString()).doesNotContain("drop");
  }

  @Test
  void read_mistakesInMonitors_areReportedWithAllOthers_withoutSecrets() {
    String yaml =
        """
        log: loud
        monitors:
          - {name: a, immediate: {evaluator: "${SECRET}"}}
          - {name: b, change: {measure: "error:rate"}, slices: {each: [release]}}
        """;
    assertThat(Configs.mistakes(folder, yaml, Map.of("SECRET", "hush-hush")))
        .hasSize(3)
        .noneMatch(each -> each.contains("hush-hush"))
        .anyMatch(each -> each.contains(":3:"))
        .anyMatch(each -> each.contains(":4:"));
  }
}
