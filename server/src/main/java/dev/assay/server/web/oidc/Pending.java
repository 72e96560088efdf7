package dev.assay.server.web.oidc;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who went to the provider and is not back: each state is good for one browser, once, for a while.
 */
final class Pending {

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 10_000;

  private final Clock clock;
  private final Map<String, Departure> byState = new LinkedHashMap<>();

  Pending(Clock clock) {
    this.clock = clock;
  }

  /**
   * Somebody on the way.
   *
   * @param visitor the browser's secret
   * @param nonce what the token must carry
   * @param verifier what the code is good with alone
   * @param back where they come back to
   * @param next where they wanted to go; null for nowhere in particular
   * @param at when they left
   */
  record Departure(
      String visitor,
      Nonce nonce,
      CodeVerifier verifier,
      URI back,
      @Nullable String next,
      Instant at) {}

  synchronized void add(String state, Departure departure) {
    Instant now = clock.instant();
    byState.values().removeIf(each -> each.at().plus(LONGEST).isBefore(now));
    if (byState.size() >= MOST) {
      byState.remove(byState.keySet().iterator().next());
    }
    byState.put(state, departure);
  }

  /** Takes the one who left with a state, if it is this browser's and not too long ago. */
  synchronized Optional<Departure> take(String state, String visitor) {
    Departure found = byState.remove(state);
    return Optional.ofNullable(found)
        .filter(each -> !each.at().plus(LONGEST).isBefore(clock.instant()))
        .filter(each -> MessageDigest.isEqual(bytes(each.visitor()), bytes(visitor)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
