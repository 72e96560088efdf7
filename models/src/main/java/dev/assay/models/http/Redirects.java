package dev.assay.models.http;

import java.net.URI;

/** Whose redirects are followed. */
enum Redirects {
  NONE,
  SAME_HOST,
  ANY;

  static Redirects of(String key) {
    return switch (key) {
      case "none" -> NONE;
      case "any" -> ANY;
      default -> SAME_HOST;
    };
  }

  boolean allows(URI from, URI to) {
    return switch (this) {
      case NONE -> false;
      case SAME_HOST -> sameOrigin(from, to);
      case ANY -> http(to);
    };
  }

  static boolean sameOrigin(URI a, URI b) {
    return http(b)
        && a.getScheme().equalsIgnoreCase(b.getScheme())
        && a.getHost().equalsIgnoreCase(String.valueOf(b.getHost()))
        && a.getPort() == b.getPort();
  }

  private static boolean http(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    return scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
  }
}
