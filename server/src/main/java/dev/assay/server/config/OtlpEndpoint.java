package dev.assay.server.config;

import static java.util.Objects.requireNonNull;

import dev.assay.otel.wire.OtlpSignal;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody who takes OTLP over HTTP.
 *
 * @param url such as {@code https://collector:4318}, with or without {@code /v1/logs} and its like
 * @param headers sent with each request
 * @since 0.1
 */
public record OtlpEndpoint(URI url, Map<String, Secret> headers) {

  /** Checks and copies the parts. */
  public OtlpEndpoint {
    requireNonNull(url, "url");
    headers = Map.copyOf(headers);
  }

  /** Where {@code signal} is posted to. */
  public URI at(OtlpSignal signal) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    if (path.endsWith(signal.path())) {
      return url;
    }
    String before = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(
        url.getScheme() + "://" + url.getRawAuthority() + before + signal.path() + query);
  }

  /** The headers in the clear, to be sent. */
  public Map<String, String> sentHeaders() {
    Map<String, String> sent = new TreeMap<>();
    headers.forEach((name, secret) -> sent.put(name, secret.value()));
    return sent;
  }
}
