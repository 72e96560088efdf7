package dev.assay.server.api.access;

import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who has a key for what they want to do. A key comes as {@code Authorization: Bearer KEY}
 * or as {@code x-api-key: KEY}.
 *
 * @since 0.1
 */
public final class Access {

  private static final String KEY_HEADER = "x-api-key";
  private static final String BEARER = "bearer ";
  private static final int LONGEST_KEY = 1_000;

  private final @Nullable KeyCheck keys;
  private final LongAdder refused = new LongAdder();

  private Access(@Nullable KeyCheck keys) {
    this.keys = keys;
  }

  /** Lets in who has a key. */
  public static Access withKeys(KeyCheck keys) {
    return new Access(Objects.requireNonNull(keys, "keys"));
  }

  /** Lets everybody in: for a server that only this machine can reach. */
  public static Access open() {
    return new Access(null);
  }

  /** Whether everybody is let in. */
  public boolean isOpen() {
    return keys == null;
  }

  /** How often somebody was not let in. */
  public long refused() {
    return refused.sum();
  }

  /**
   * Who calls.
   *
   * @param authorization the header {@code Authorization}
   * @param key the header {@code x-api-key}
   * @throws RefusedException as {@link Refusal#UNAUTHENTICATED} or {@link Refusal#FORBIDDEN}
   */
  public Caller check(@Nullable String authorization, @Nullable String key, Scope scope) {
    if (keys == null) {
      return Caller.LOCAL;
    }
    String given = given(authorization, key);
    if (given == null) {
      throw refuse(
          Refusal.UNAUTHENTICATED,
          "key: missing (expected: Authorization: Bearer KEY, or x-api-key: KEY)");
    }
    Optional<Caller> caller = given.length() > LONGEST_KEY ? Optional.empty() : keys.check(given);
    if (caller.isEmpty()) {
      throw refuse(
          Refusal.UNAUTHENTICATED, "key: not known (expected: one that exists and is not revoked)");
    }
    if (!caller.get().may(scope)) {
      throw refuse(
          Refusal.FORBIDDEN,
          "key: without the scope this needs (expected: a key with " + scope.key() + ")");
    }
    return caller.get();
  }

  /** As {@link #check(String, String, Scope)} does, for a request. */
  public Caller check(Context context, Scope scope) {
    return check(context.header(Header.AUTHORIZATION), context.header(KEY_HEADER), scope);
  }

  /**
   * To be put before OTLP's paths over HTTP: who may not send is answered as the protocol says, and
   * no handler comes after.
   */
  public Handler otlp() {
    return context -> {
      try {
        check(context, Scope.INGEST);
      } catch (RefusedException e) {
        OtlpAnswer answer = OtlpAnswer.refused(encoding(context), e);
        context.status(answer.httpStatus()).contentType(answer.encoding().mediaType());
        if (e.refusal() == Refusal.UNAUTHENTICATED) {
          context.header(Header.WWW_AUTHENTICATE, "Bearer");
        }
        context.result(answer.body());
        context.skipRemainingHandlers();
      }
    };
  }

  private static @Nullable String given(@Nullable String authorization, @Nullable String key) {
    if (authorization != null
        && authorization.length() > BEARER.length()
        && authorization.substring(0, BEARER.length()).toLowerCase(Locale.ROOT).equals(BEARER)) {
      String bearer = authorization.substring(BEARER.length()).strip();
      return bearer.isEmpty() ? null : bearer;
    }
    return key == null || key.isBlank() ? null : key.strip();
  }

  private static Encoding encoding(Context context) {
    try {
      return Encoding.ofContentType(context.contentType());
    } catch (RefusedException e) {
      return Encoding.JSON;
    }
  }

  private RefusedException refuse(Refusal refusal, String message) {
    refused.increment();
    return new RefusedException(refusal, message);
  }
}
