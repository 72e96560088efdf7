package dev.assay.server.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people write them: {@code 4318}, {@code 0.0.0.0:4318}, {@code [::1]:4318}. */
final class AddressText {

  static final String FORM = "a port, or host:port";

  private static final Pattern PATTERN =
      Pattern.compile("(?:(?:\\[([0-9A-Fa-f:.%]{2,60})\\]|([^\\s:/\\[\\]]{1,255})):)?([0-9]{1,5})");
  private static final Pattern HOST = Pattern.compile("[^\\s/\\[\\]]{1,255}");

  private AddressText() {}

  static boolean host(String text) {
    return HOST.matcher(text).matches();
  }

  /** The address; its host is {@code host} where it names none. */
  static Optional<Address> read(String text, String host) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(3));
    String named = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return port > 65_535
        ? Optional.empty()
        : Optional.of(new Address(named == null ? host : named, port));
  }
}
