package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.Location;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell of alerts.
 *
 * @param name unique among the deliveries
 * @param minSeverity alerts below this are not told
 * @param allowPrivate whether the address may be loopback, link-local or private
 * @param target where to
 * @param at where it stands in the file; null if it is in none
 * @since 0.1
 */
public record DeliveryConfig(
    String name, Severity minSeverity, boolean allowPrivate, Target target, @Nullable Location at) {

  /** Checks the parts. */
  public DeliveryConfig {
    requireNonNull(name, "name");
    requireNonNull(minSeverity, "minSeverity");
    requireNonNull(target, "target");
  }

  /** A place that alerts are sent to. */
  public sealed interface Target {

    /** As files name it, such as {@code webhook}. */
    String type();
  }

  /**
   * A JSON document to a URL.
   *
   * @param url http or https; may hold a key, and is not shown whole
   * @param secret what bodies are signed with; null for no signature
   * @param headers sent with each
   */
  public record Webhook(Secret url, @Nullable Secret secret, Map<String, Secret> headers)
      implements Target {

    /** Copies the headers. */
    public Webhook {
      requireNonNull(url, "url");
      headers = Map.copyOf(headers);
    }

    @Override
    public String type() {
      return "webhook";
    }
  }

  /**
   * A webhook that takes what Slack's take.
   *
   * @param url http or https; is itself the key
   */
  public record Slack(Secret url) implements Target {

    /** Checks the part. */
    public Slack {
      requireNonNull(url, "url");
    }

    @Override
    public String type() {
      return "slack";
    }
  }

  /**
   * E-mail by SMTP.
   *
   * @param host the mail server
   * @param port its port
   * @param security how the connection is protected
   * @param user to log in as; null for no login
   * @param password with it
   * @param from the sender's address
   * @param to the receivers' addresses, at least one
   */
  public record Email(
      String host,
      int port,
      Security security,
      @Nullable String user,
      @Nullable Secret password,
      String from,
      List<String> to)
      implements Target {

    /** Copies the receivers. */
    public Email {
      requireNonNull(host, "host");
      requireNonNull(security, "security");
      requireNonNull(from, "from");
      to = List.copyOf(to);
    }

    @Override
    public String type() {
      return "email";
    }

    /** How a connection to a mail server is protected. */
    public enum Security {
      /** In the clear at first, then TLS, which must be offered. */
      STARTTLS,
      /** TLS from the start. */
      TLS,
      /** Not at all. */
      NONE
    }
  }

  /**
   * An Alertmanager, by its version 2 API.
   *
   * @param url where it is, without {@code /api/v2}
   * @param headers sent with each, such as for authorisation
   */
  public record Alertmanager(URI url, Map<String, Secret> headers) implements Target {

    /** Copies the headers. */
    public Alertmanager {
      requireNonNull(url, "url");
      headers = Map.copyOf(headers);
    }

    @Override
    public String type() {
      return "alertmanager";
    }
  }
}
