package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.Severity;
import dev.assay.server.delivery.Channel;
import dev.assay.server.delivery.DeliverySettings;
import dev.assay.server.delivery.Destination;
import dev.assay.server.delivery.SmtpServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds {@code deliveries}. */
final class DeliveriesBinder {

  private static final List<String> SECURITY = List.of("starttls", "tls", "none");
  private static final List<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(Severity::key).toList();
  private static final Duration WEEK = Duration.ofDays(7);

  private final Scope scope;

  DeliveriesBinder(Scope scope) {
    this.scope = scope;
  }

  DeliverySettings bind(Fields root) {
    List<Channel> channels = new ArrayList<>();
    List<String> networks = new ArrayList<>();
    Map<String, Location> names = scope.names();
    List<Node> items = root.items("deliveries");
    for (int i = 0; i < items.size(); i++) {
      String path = "deliveries[" + i + "]";
      Fields fields = fields(items.get(i), path);
      if (fields != null) {
        networks.addAll(networks(fields));
        channel(items.get(i), fields, names).ifPresent(channels::add);
      }
    }
    return DeliverySettings.of(channels).allowing(networks);
  }

  /** The severity under a key. */
  static Severity severity(Fields fields, String key, Severity otherwise) {
    return fields.oneOf(key, SEVERITIES).flatMap(Severity::ofKey).orElse(otherwise);
  }

  private @Nullable Fields fields(Node item, String path) {
    if (!(item instanceof Node.Mapping mapping)) {
      scope.wrong(item, path, "keys with values");
      return null;
    }
    Node.Entry entry = mapping.entries().get("type");
    String expected = "one of " + String.join(", ", ServerKeys.DELIVERY_TYPES);
    if (entry == null) {
      scope.problems().add(new Problem(item.at(), path + ".type", "missing", expected, null));
      return null;
    }
    String type = entry.value() instanceof Node.Scalar s ? s.meant().asString("") : "";
    if (!ServerKeys.DELIVERY_TYPES.contains(type)) {
      scope.wrong(entry.value(), path + ".type", expected);
      return null;
    }
    return scope.fields(item, path, "deliveries[]." + type).orElse(null);
  }

  /** Networks that are not public and may be reached all the same. */
  private List<String> networks(Fields fields) {
    List<String> networks = new ArrayList<>();
    for (Node.Scalar node : fields.texts("allow")) {
      String network = node.meant().stringValue();
      scope
          .attempt(
              node, fields.subject("allow"), () -> DeliverySettings.NONE.allowing(List.of(network)))
          .ifPresent(allowed -> networks.add(network));
    }
    return networks;
  }

  private Optional<Channel> channel(Node item, Fields fields, Map<String, Location> names) {
    String name = scope.name(fields, names).orElse(null);
    Destination destination = destination(item, fields).orElse(null);
    Severity severity = severity(fields, "min_severity", Severity.LOW);
    boolean resolved = fields.flag("resolved").orElse(true);
    Duration after = fields.duration("after", Duration.ZERO, WEEK).orElse(Duration.ZERO);
    Duration hour = Duration.ofHours(1);
    Duration wait =
        fields.duration("group_wait", Duration.ZERO, hour).orElse(Duration.ofSeconds(10));
    int most = fields.whole("most_per_hour", 1, 3600).orElse(60L).intValue();
    Duration giveUp =
        fields.duration("give_up_after", Duration.ofMinutes(1), WEEK).orElse(Scope.DAY);
    if (name == null || destination == null) {
      return Optional.empty();
    }
    Node at = fields.get("name").orElse(item);
    return scope.attempt(
        at,
        fields.subject("name"),
        () -> new Channel(name, destination, severity, resolved, after, wait, most, giveUp));
  }

  private Optional<Destination> destination(Node item, Fields fields) {
    return switch (fields.text("type").orElse("")) {
      case "webhook" -> {
        String secret = fields.secret("secret").orElse(null);
        Map<String, String> headers = headers(fields);
        yield url(fields)
            .flatMap(
                url ->
                    scope.attempt(
                        fields.get("secret").orElse(item),
                        fields.subject("secret"),
                        () -> new Destination.Webhook(url, secret, headers)));
      }
      case "slack" -> url(fields).map(Destination.Slack::new);
      case "alertmanager" -> {
        Map<String, String> headers = headers(fields);
        Map<String, String> labels = labels(fields);
        yield url(fields)
            .flatMap(
                url ->
                    scope.attempt(
                        fields.get("labels").orElse(item),
                        fields.subject("labels"),
                        () -> new Destination.Alertmanager(url, headers, labels)));
      }
      default -> email(item, fields);
    };
  }

  private Optional<URI> url(Fields fields) {
    fields.require("url", "an http or https address");
    return scope.web(fields, "url");
  }

  private Map<String, String> headers(Fields fields) {
    Map<String, String> headers = new LinkedHashMap<>();
    scope.headers(fields).forEach((name, value) -> headers.put(name, value.value()));
    return headers;
  }

  private Map<String, String> labels(Fields fields) {
    Map<String, String> labels = new LinkedHashMap<>();
    fields
        .entries("labels")
        .forEach(
            (name, entry) ->
                Fields.text(entry.value(), fields.subject("labels") + "." + name, scope.problems())
                    .ifPresent(value -> labels.put(name, value)));
    return labels;
  }

  private Optional<Destination> email(Node item, Fields fields) {
    fields.require("host", "the mail server");
    fields.require("from", "the sender's address");
    Node receivers = fields.require("to", "the receivers' addresses").orElse(item);
    String host = fields.text("host").orElse(null);
    if (host != null && !AddressText.host(host)) {
      fields.get("host").ifPresent(node -> fields.wrong("host", node, "a name or an address"));
    }
    SmtpServer.Security security =
        SmtpServer.Security.valueOf(
            fields.oneOf("security", SECURITY).orElse("starttls").toUpperCase(Locale.ROOT));
    int port = fields.whole("port", 1, 65_535).map(Long::intValue).orElse(usualPort(security));
    String user = fields.text("user").orElse(null);
    String password = fields.secret("password").orElse(null);
    String from = fields.text("from").orElse(null);
    List<String> to = fields.texts("to").stream().map(node -> node.meant().stringValue()).toList();
    if (host == null || from == null || to.isEmpty()) {
      return Optional.empty();
    }
    Node login = fields.get("password").or(() -> fields.get("user")).orElse(item);
    return scope
        .attempt(
            login,
            fields.subject("password"),
            () -> new SmtpServer(host, port, security, user, password))
        .flatMap(
            server ->
                scope.attempt(
                    receivers,
                    fields.subject("to"),
                    () -> new Destination.Email(server, from, to)));
  }

  private static int usualPort(SmtpServer.Security security) {
    return switch (security) {
      case STARTTLS -> 587;
      case TLS -> 465;
      case NONE -> 25;
    };
  }
}
