package dev.assay.server.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.otel.emit.EmitOptions;
import dev.assay.server.config.OtlpEndpoint;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where scores are told to, over OTLP and HTTP.
 *
 * @param endpoint the receiver, such as {@code https://collector:4318}; {@code /v1/logs} is added
 *     unless it ends so
 * @param headers sent with each request, such as {@code Authorization}; never logged or shown
 * @param options how scores are told
 * @param mostWaiting how many scores may wait; what comes on top is dropped and counted
 * @param batch how many scores go into one request at most
 * @param every how long a score waits for others to go with
 * @param timeout how long one request may take
 * @param attempts how often a request is tried
 * @since 0.1
 */
public record EmissionSettings(
    URI endpoint,
    Map<String, String> headers,
    EmitOptions options,
    int mostWaiting,
    int batch,
    Duration every,
    Duration timeout,
    int attempts) {

  private static final String LOGS = "/v1/logs";

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if the endpoint or a header cannot be used
   * @throws IllegalArgumentException if a number is below 1
   */
  public EmissionSettings {
    requireNonNull(options, "options");
    requireNonNull(every, "every");
    requireNonNull(timeout, "timeout");
    headers = Map.copyOf(headers);
    String scheme = String.valueOf(endpoint.getScheme());
    if (endpoint.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new InvalidInputException(
          Problem.of("endpoint", endpoint, "a URL such as https://collector:4318"));
    }
    if (endpoint.getUserInfo() != null) {
      throw new InvalidInputException(
          Problem.of("endpoint", endpoint.getHost(), "no name and password in it")
              .next("give them as a header"));
    }
    for (Map.Entry<String, String> header : headers.entrySet()) {
      try {
        HttpRequest.newBuilder(endpoint).header(header.getKey(), header.getValue());
      } catch (IllegalArgumentException e) {
        // Its value is a secret.
        throw new InvalidInputException(
            Problem.of("header", header.getKey(), "a header that may be set, its value a text"));
      }
    }
    if (mostWaiting < 1 || batch < 1 || attempts < 1) {
      throw new IllegalArgumentException(
          "mostWaiting, batch, attempts: "
              + mostWaiting
              + ", "
              + batch
              + ", "
              + attempts
              + " (expected: each at least 1)");
    }
  }

  /** To a receiver, with headers: up to 10,000 waiting, 500 at a time, every two seconds. */
  public static EmissionSettings to(URI endpoint, Map<String, String> headers) {
    return new EmissionSettings(
        endpoint,
        headers,
        EmitOptions.withDefaults(),
        10_000,
        500,
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        5);
  }

  /**
   * To whom the configuration says.
   *
   * @param explanations whether reasons are told, which may quote what was said
   * @throws InvalidInputException if the endpoint or a header cannot be used
   */
  public static EmissionSettings to(OtlpEndpoint receiver, boolean explanations) {
    Map<String, String> headers = new TreeMap<>();
    receiver.headers().forEach((name, secret) -> headers.put(name, secret.value()));
    return to(receiver.url(), headers)
        .withOptions(EmitOptions.withDefaults().withExplanations(explanations));
  }

  /** The same, told another way. */
  public EmissionSettings withOptions(EmitOptions other) {
    return new EmissionSettings(
        endpoint, headers, other, mostWaiting, batch, every, timeout, attempts);
  }

  URI logs() {
    String text = endpoint.toString();
    if (text.endsWith(LOGS)) {
      return endpoint;
    }
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + LOGS);
  }

  // Headers hold keys.
  @Override
  public String toString() {
    return "EmissionSettings[endpoint=" + endpoint + ", headers=" + headers.keySet() + "]";
  }
}
