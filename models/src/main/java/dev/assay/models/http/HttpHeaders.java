package dev.assay.models.http;

import dev.assay.core.problem.Problem;
import dev.assay.core.target.TargetConfig;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers of every request. Their values may be secrets: they are never shown. */
final class HttpHeaders {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(auth|cookie|token|key|secret|password|credential|signature).*");
  // What the connection says itself.
  private static final Set<String> TAKEN =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Map<String, String> values;

  private HttpHeaders(Map<String, String> values) {
    this.values = values;
  }

  /** Checks headers; what is wrong becomes a problem of {@code config}. */
  static HttpHeaders check(Map<String, String> given, TargetConfig config) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.put("Accept", "application/json");
    values.put("Content-Type", "application/json");
    values.put("User-Agent", "assay");
    given.forEach(
        (name, value) -> {
          String subject = config.subject("headers") + "." + name;
          if (!NAME.matcher(name).matches()) {
            config.add(Problem.of(subject, null, "the name of a header"));
          } else if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            config.add(Problem.of(subject, null, "a header that is not the connection's own"));
          } else if (!VALUE.matcher(value).matches()) {
            config.add(Problem.of(subject, null, "printable ASCII on one line (value not shown)"));
          } else {
            values.put(name, value);
          }
        });
    return new HttpHeaders(values);
  }

  Map<String, String> all() {
    return values;
  }

  String contentType() {
    return values.getOrDefault("Content-Type", "").toLowerCase(Locale.ROOT);
  }

  /** Those whose names do not speak of a secret. */
  Map<String, String> withoutSecrets() {
    Map<String, String> plain = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach(
        (name, value) -> {
          if (!SECRET.matcher(name).matches()) {
            plain.put(name, value);
          }
        });
    return plain;
  }
}
