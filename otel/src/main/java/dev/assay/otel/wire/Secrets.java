package dev.assay.otel.wire;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Knows by its key that a value is a credential, or request headers that hold one. */
final class Secrets {

  private static final List<String> HEADERS =
      List.of("llm.headers", "gen_ai.headers", "ai.request.headers");

  private static final Set<String> CREDENTIALS =
      Set.of(
          "authorization",
          "proxy-authorization",
          "cookie",
          "set-cookie",
          "api-key",
          "apikey",
          "x-api-key",
          "x-goog-api-key",
          "x-auth-token",
          "x-access-token",
          "x-amz-security-token",
          "x-csrf-token",
          "auth-token",
          "access-token",
          "refresh-token",
          "bearer-token",
          "client-secret",
          "secret-key",
          "private-key",
          "password",
          "passwd");

  private Secrets() {}

  static boolean names(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    for (String headers : HEADERS) {
      if (lower.startsWith(headers)
          && (lower.length() == headers.length() || lower.charAt(headers.length()) == '.')) {
        return true;
      }
    }
    String last = lower.substring(lower.lastIndexOf('.') + 1).replace('_', '-');
    return CREDENTIALS.contains(last);
  }
}
