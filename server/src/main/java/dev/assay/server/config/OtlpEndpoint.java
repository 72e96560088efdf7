package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;

/**
 * Somebody who takes OTLP over HTTP.
 *
 * @param url without {@code /v1/traces} and its like
 * @param headers sent with each request
 * @since 0.1
 */
public record OtlpEndpoint(URI url, Map<String, Secret> headers) {

  /** Checks and copies the parts. */
  public OtlpEndpoint {
    requireNonNull(url, "url");
    headers = Map.copyOf(headers);
  }
}
