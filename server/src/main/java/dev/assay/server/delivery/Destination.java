package dev.assay.server.delivery;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel leads, with what is secret about it; {@code toString} shows no secret.
 *
 * @since 0.1
 */
public sealed interface Destination {

  /** The kind's name, as it is written in configuration. */
  String kind();

  /**
   * JSON by HTTP POST, signed as by the Standard Webhooks specification.
   *
   * @param url where to
   * @param secret what it is signed with: {@code whsec_} and base64, or any text; null for no
   *     signature
   * @param headers more headers, such as for authorization
   */
  record Webhook(URI url, @Nullable String secret, Map<String, String> headers)
      implements Destination {

    /**
     * Checks the parts.
     *
     * @throws InvalidInputException if the URL, a header or the secret cannot be used
     */
    public Webhook {
      checkUrl(url);
      headers = checked(headers);
      if (secret != null) {
        WebhookSignature.of(secret);
      }
    }

    @Override
    public String kind() {
      return "webhook";
    }

    @Override
    public String toString() {
      return kind() + " to " + url.getHost();
    }
  }

  /**
   * An incoming webhook of Slack, or of what understands the same.
   *
   * @param url the webhook's address, which is a secret
   */
  record Slack(URI url) implements Destination {

    /**
     * Checks the part.
     *
     * @throws InvalidInputException if the URL cannot be used
     */
    public Slack {
      checkUrl(url);
    }

    @Override
    public String kind() {
      return "slack";
    }

    @Override
    public String toString() {
      return kind() + " to " + url.getHost();
    }
  }

  /**
   * Alertmanager's API, version 2.
   *
   * @param url Alertmanager's own, before {@code /api/v2}
   * @param headers more headers, such as for authorization
   * @param labels added to the labels of every alert
   */
  record Alertmanager(URI url, Map<String, String> headers, Map<String, String> labels)
      implements Destination {

    /**
     * Checks the parts.
     *
     * @throws InvalidInputException if the URL, a header or a label cannot be used
     */
    public Alertmanager {
      checkUrl(url);
      headers = checked(headers);
      labels = Map.copyOf(labels);
      for (String label : labels.keySet()) {
        if (!label.matches("[a-zA-Z_][a-zA-Z0-9_]{0,99}")) {
          throw new InvalidInputException(
              Problem.of("label", label, "letters, digits and _, not first a digit"));
        }
      }
    }

    @Override
    public String kind() {
      return "alertmanager";
    }

    @Override
    public String toString() {
      return kind() + " at " + url.getHost();
    }
  }

  /**
   * E-mail.
   *
   * @param server who sends it
   * @param from the sender's address
   * @param to the receivers' addresses, at least one
   */
  record Email(SmtpServer server, String from, List<String> to) implements Destination {

    /**
     * Checks the parts.
     *
     * @throws InvalidInputException if there is no receiver, or an address is none
     */
    public Email {
      Objects.requireNonNull(server, "server");
      MailAddresses.parse(from);
      to = List.copyOf(to);
      to.forEach(MailAddresses::parse);
      if (to.isEmpty()) {
        throw new InvalidInputException(Problem.of("to", "nobody", "at least one address"));
      }
    }

    @Override
    public String kind() {
      return "email";
    }

    @Override
    public String toString() {
      return kind() + " by " + server.host();
    }
  }

  // The value is not in the message: it may hold a secret.
  private static void checkUrl(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("https") || scheme.equals("http");
    if (!web || url.getHost() == null || url.getUserInfo() != null) {
      throw new InvalidInputException(
          Problem.of("url", null, "http:// or https:// and a host, without user or password"));
    }
  }

  private static Map<String, String> checked(Map<String, String> headers) {
    headers.forEach(
        (name, value) -> {
          boolean valid = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
          if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}") || !valid) {
            throw new InvalidInputException(
                Problem.of("header", name, "a name and a value of visible ASCII on one line"));
          }
        });
    return Map.copyOf(headers);
  }
}
