package dev.assay.server.config;

import dev.assay.server.web.session.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a configuration file: for reading it, and for a test that each is documented. */
final class ServerKeys {

  static final String WEBHOOK = "deliveries[].webhook";
  static final String SLACK = "deliveries[].slack";
  static final String EMAIL = "deliveries[].email";
  static final String ALERTMANAGER = "deliveries[].alertmanager";
  static final List<String> DELIVERY_TYPES = List.of("webhook", "slack", "email", "alertmanager");

  /** The keys of each mapping by the keys that lead to it; those of the items of a list by []. */
  static final Map<String, List<String>> ALL = all();

  private ServerKeys() {}

  static List<String> of(String path) {
    return ALL.getOrDefault(path, List.of());
  }

  private static Map<String, List<String>> all() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put(
        "",
        List.of(
            "data",
            "datasets",
            "runs",
            "http",
            "grpc",
            "public_url",
            "log",
            "salt",
            "limits",
            "store",
            "journal",
            "retention",
            "traces",
            "redaction",
            "slices",
            "lateness",
            "models",
            "prices",
            "evaluators",
            "sampling",
            "evaluation",
            "completion",
            "failure_modes",
            "outcomes",
            "monitors",
            "deliveries",
            "schedules",
            "spot_checks",
            "quality_export",
            "web"));
    List<String> address = List.of("host", "port");
    keys.put("http", address);
    keys.put("grpc", address);
    keys.put("limits", List.of("max_body", "max_value", "max_record", "max_requests", "ahead"));
    keys.put("store", List.of("url", "memory", "threads", "checkpoint"));
    keys.put("journal", List.of("commit_delay", "segment", "pending", "max_bytes", "min_free"));
    keys.put(
        "retention",
        List.of("content", "evaluations", "interactions", "minutes", "hours", "days", "logs"));
    keys.put(
        "traces",
        List.of(
            "complete",
            "idle",
            "rootless",
            "longest",
            "late",
            "max_spans",
            "max_logs",
            "max_characters"));
    keys.put(
        "redaction",
        List.of("detectors", "phone_regions", "names", "patterns", "content", "users"));
    keys.put("redaction.content[]", List.of("app", "environment", "feature", "keep"));
    keys.put("redaction.users", List.of("mode", "salt"));
    keys.put("slices[]", List.of("by", "limit", "first"));
    keys.put("evaluators[]", List.of("sampled", "share", "group", "cost"));
    sampling(keys);
    keys.put("evaluation", List.of("concurrency", "budget", "expire_after", "attempts", "emit"));
    keys.put("evaluation.budget", keys.get("sampling.budget"));
    keys.put(
        "evaluation.emit",
        List.of("endpoint", "headers", "evaluators", "format", "project", "explanations"));
    deliveries(keys);
    keys.put(
        "schedules[]",
        List.of("name", "suite", "set", "cron", "zone", "jitter", "watch", "severity"));
    keys.put(
        "spot_checks",
        List.of("n", "cron", "zone", "evaluator", "by", "min_agreement", "error_rate", "severity"));
    keys.put("quality_export", List.of("prometheus", "otlp"));
    keys.put("web", List.of("sign_in"));
    keys.put("web.sign_in", List.of("oidc"));
    keys.put(
        "web.sign_in.oidc",
        List.of(
            "issuer",
            "client_id",
            "client_secret",
            "name_claim",
            "roles_claim",
            "roles",
            "scopes",
            "label"));
    keys.put("web.sign_in.oidc.roles", Arrays.stream(Role.values()).map(Role::key).toList());
    keys.put("quality_export.otlp", List.of("endpoint", "headers", "interval"));
    return Collections.unmodifiableMap(keys);
  }

  private static void sampling(Map<String, List<String>> keys) {
    keys.put(
        "sampling",
        List.of(
            "rate",
            "floor",
            "strata",
            "rules",
            "budget",
            "flags",
            "content_hold",
            "assumed_per_minute",
            "salt",
            "zone"));
    keys.put("outcomes", List.of("share", "most"));
    keys.put("sampling.strata[]", List.of("name", "match", "rate", "floor"));
    keys.put(
        "sampling.strata[].match",
        List.of(
            "app",
            "environment",
            "feature",
            "prompt_template",
            "prompt_version",
            "model",
            "hours",
            "tags"));
    keys.put(
        "sampling.rules[]", List.of("name", "error", "slow", "flagged", "signals", "low_score"));
    keys.put("sampling.rules[].low_score", List.of("evaluator", "below"));
    keys.put(
        "sampling.budget",
        List.of("calls_per_hour", "calls_per_day", "money_per_hour", "money_per_day"));
  }

  private static void deliveries(Map<String, List<String>> keys) {
    keys.put(WEBHOOK, delivery("url", "secret", "headers"));
    keys.put(SLACK, delivery("url"));
    keys.put(EMAIL, delivery("host", "port", "security", "user", "password", "from", "to"));
    keys.put(ALERTMANAGER, delivery("url", "headers", "labels"));
  }

  private static List<String> delivery(String... own) {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "name",
                "type",
                "min_severity",
                "resolved",
                "after",
                "group_wait",
                "most_per_hour",
                "give_up_after",
                "allow"));
    keys.addAll(List.of(own));
    return List.copyOf(keys);
  }
}
