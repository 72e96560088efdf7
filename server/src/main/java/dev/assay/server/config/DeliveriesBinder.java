package dev.assay.server.config;

import dev.assay.core.config.Fields;
import dev.assay.core.config.Node;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import dev.assay.server.config.DeliveryConfig.Alertmanager;
import dev.assay.server.config.DeliveryConfig.Email;
import dev.assay.server.config.DeliveryConfig.Slack;
import dev.assay.server.config.DeliveryConfig.Target;
import dev.assay.server.config.DeliveryConfig.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds {@code deliveries}. */
final class DeliveriesBinder {

  private static final List<String> SECURITY = List.of("starttls", "tls", "none");
  // What could end a line or an address in a mail's header is in none.
  private static final Pattern MAIL =
      Pattern.compile("[^\\s@<>,;:\"()\\p{Cntrl}]{1,64}@[^\\s@<>,;:\"()\\p{Cntrl}]{1,255}");

  private final Scope scope;

  DeliveriesBinder(Scope scope) {
    this.scope = scope;
  }

  List<DeliveryConfig> bind(Fields root) {
    List<DeliveryConfig> deliveries = new ArrayList<>();
    Map<String, Location> names = scope.names();
    List<Node> items = root.items("deliveries");
    for (int i = 0; i < items.size(); i++) {
      delivery(items.get(i), "deliveries[" + i + "]", names).ifPresent(deliveries::add);
    }
    return deliveries;
  }

  private Optional<DeliveryConfig> delivery(Node item, String path, Map<String, Location> names) {
    if (!(item instanceof Node.Mapping mapping)) {
      scope.wrong(item, path, "keys with values");
      return Optional.empty();
    }
    String type = type(mapping, path);
    if (type == null) {
      return Optional.empty();
    }
    Fields fields = scope.fields(item, path, "deliveries[]." + type).orElseThrow();
    String name = scope.name(fields, names).orElse(null);
    Severity severity =
        fields.oneOf("min_severity", Severity.keys()).flatMap(Severity::ofKey).orElse(Severity.LOW);
    boolean allowPrivate = fields.flag("allow_private").orElse(false);
    Target target = target(type, fields).orElse(null);
    return name == null || target == null
        ? Optional.empty()
        : Optional.of(new DeliveryConfig(name, severity, allowPrivate, target, item.at()));
  }

  private @Nullable String type(Node.Mapping mapping, String path) {
    Node.Entry entry = mapping.entries().get("type");
    String expected = "one of " + String.join(", ", ServerKeys.DELIVERY_TYPES);
    if (entry == null) {
      scope.problems().add(new Problem(mapping.at(), path + ".type", "missing", expected, null));
      return null;
    }
    String type = entry.value() instanceof Node.Scalar s ? s.meant().asString("") : "";
    if (!ServerKeys.DELIVERY_TYPES.contains(type)) {
      scope.wrong(entry.value(), path + ".type", expected);
      return null;
    }
    return type;
  }

  private Optional<Target> target(String type, Fields fields) {
    return switch (type) {
      case "webhook" -> {
        Secret secret = fields.secret("secret").map(Secret::new).orElse(null);
        Map<String, Secret> headers = scope.headers(fields);
        yield url(fields).map(url -> new Webhook(url, secret, headers));
      }
      case "slack" -> url(fields).map(Slack::new);
      case "alertmanager" -> {
        Map<String, Secret> headers = scope.headers(fields);
        fields.require("url", "where it is");
        yield scope.web(fields, "url").map(url -> new Alertmanager(url, headers));
      }
      default -> email(fields);
    };
  }

  private Optional<Secret> url(Fields fields) {
    fields.require("url", "an http or https address");
    return scope.secretWeb(fields, "url");
  }

  private Optional<Target> email(Fields fields) {
    fields.require("host", "the mail server");
    fields.require("from", "the sender's address");
    fields.require("to", "the receivers' addresses");
    String host = fields.text("host").orElse(null);
    if (host != null && !AddressText.host(host)) {
      fields.get("host").ifPresent(node -> fields.wrong("host", node, "a name or an address"));
    }
    Email.Security security =
        Email.Security.valueOf(
            fields.oneOf("security", SECURITY).orElse("starttls").toUpperCase(Locale.ROOT));
    int port = fields.whole("port", 1, 65_535).map(Long::intValue).orElse(usualPort(security));
    String user = fields.text("user").orElse(null);
    Secret password = fields.secret("password").map(Secret::new).orElse(null);
    if ((user == null) != (password == null)) {
      scope.hidden(fields, user == null ? "user" : "password", "user and password, or neither");
    }
    if (password != null && security == Email.Security.NONE) {
      scope.hidden(fields, "password", "security tls or starttls: a password is not sent in clear");
    }
    String from = fields.text("from").filter(text -> mail(fields, "from", text)).orElse(null);
    List<String> to = new ArrayList<>();
    for (Node.Scalar node : fields.texts("to")) {
      String text = node.meant().stringValue();
      if (mail(fields, "to", text)) {
        to.add(text);
      }
    }
    return host == null || from == null || to.isEmpty()
        ? Optional.empty()
        : Optional.of(new Email(host, port, security, user, password, from, to));
  }

  private static boolean mail(Fields fields, String key, String text) {
    boolean right = MAIL.matcher(text).matches();
    if (!right) {
      fields.get(key).ifPresent(node -> fields.wrong(key, node, "addresses such as a@example.com"));
    }
    return right;
  }

  private static int usualPort(Email.Security security) {
    return switch (security) {
      case STARTTLS -> 587;
      case TLS -> 465;
      case NONE -> 25;
    };
  }
}
