package dev.assay.server.web.session;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, in memory: a restart signs everybody out.
 *
 * <p>Every browser has a secret in a cookie, signed in or not; what is submitted must prove, by a
 * token made from it, that the form was ours. On signing in the secret is a new one. Safe for use
 * by several threads.
 *
 * @since 0.1
 */
public final class Sessions {

  /** The longest that anybody stays signed in. */
  public static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration IDLE = Duration.ofHours(2);
  private static final int MOST = 10_000;
  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final String MAC = "HmacSHA256";

  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Clock clock;
  private final SecureRandom random;
  private final byte[] secret = new byte[BYTES];

  private record Held(SignIn.Grant grant, Instant began, Instant used) {}

  /**
   * None.
   *
   * @param random makes secrets
   */
  public Sessions(Clock clock, SecureRandom random) {
    this.clock = requireNonNull(clock, "clock");
    this.random = requireNonNull(random, "random");
    random.nextBytes(secret);
  }

  /** A new secret for a browser. */
  public String visitor() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a cookie has the form of a browser's secret. */
  public static boolean isVisitor(@Nullable String cookie) {
    return cookie != null && FORM.matcher(cookie).matches();
  }

  /**
   * Signs somebody in.
   *
   * @return the browser's new secret
   */
  public String signIn(SignIn.Grant grant) {
    Instant now = clock.instant();
    if (held.size() >= MOST) {
      held.entrySet().removeIf(each -> over(each.getValue(), now));
    }
    if (held.size() >= MOST) {
      held.entrySet().stream()
          .min(Comparator.comparing(each -> each.getValue().used()))
          .ifPresent(longestIdle -> held.remove(longestIdle.getKey()));
    }
    String visitor = visitor();
    held.put(visitor, new Held(grant, now, now));
    return visitor;
  }

  /** Signs a browser out. */
  public void signOut(String visitor) {
    held.remove(visitor);
  }

  /** Who is signed in with a browser; nobody once the time is over or the grant does not hold. */
  public Optional<Person> person(String visitor) {
    Held found = held.get(visitor);
    if (found == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Person> person = over(found, now) ? Optional.empty() : found.grant().person();
    if (person.isEmpty()) {
      held.remove(visitor);
    } else {
      held.computeIfPresent(visitor, (same, old) -> new Held(old.grant(), old.began(), now));
    }
    return person;
  }

  /**
   * Somebody who is signed in.
   *
   * @param person who
   * @param began when they signed in
   * @param used when they last asked for anything
   */
  public record Seen(Person person, Instant began, Instant used) {}

  /** Who is signed in, whoever was here last first; once for each browser. */
  public List<Seen> present() {
    Instant now = clock.instant();
    List<Seen> present = new ArrayList<>();
    for (Held each : held.values()) {
      if (!over(each, now)) {
        each.grant()
            .person()
            .ifPresent(person -> present.add(new Seen(person, each.began(), each.used())));
      }
    }
    present.sort(Comparator.comparing(Seen::used).reversed());
    return present;
  }

  /** What a form of ours proves itself with. */
  public String token(String visitor) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      byte[] bytes = mac.doFinal(visitor.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(MAC + ": none (expected: in every Java)", e);
    }
  }

  /** Whether a form was ours. */
  public boolean isToken(String visitor, @Nullable String token) {
    return token != null
        && MessageDigest.isEqual(
            token(visitor).getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean over(Held each, Instant now) {
    return now.isAfter(each.began().plus(LONGEST)) || now.isAfter(each.used().plus(IDLE));
  }
}
