package dev.assay.server.api.access;

import dev.assay.core.json.Json;
import dev.assay.otel.wire.Encoding;
import dev.assay.otel.wire.OtlpAnswer;
import dev.assay.otel.wire.Refusal;
import dev.assay.otel.wire.RefusedException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * To be put before everything where no key is asked for: answers only who calls this machine by a
 * name of its own. A page of another site may have its own name lead to this machine, and its
 * visitors' browsers then take us for it; what they cannot change is the name they call us by. Nor
 * may such a page send spans, which needs no answer to do harm.
 *
 * @since 0.1
 */
public final class LocalHosts implements Handler {

  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|[a-z0-9-]{1,63}\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private final Set<String> others;
  private final LongAdder refused = new LongAdder();

  private LocalHosts(Set<String> others) {
    this.others = others;
  }

  /**
   * Answers who calls by a loopback name or address, or one of these hosts.
   *
   * @param hosts without ports, such as that of the address listened on and of the public URL
   */
  public static LocalHosts and(Iterable<@Nullable String> hosts) {
    Set<String> others = new TreeSet<>();
    for (String host : hosts) {
      if (host != null && !host.isBlank()) {
        String name = host.toLowerCase(Locale.ROOT);
        others.add(name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name);
      }
    }
    return new LocalHosts(others);
  }

  /** How often somebody was not answered. */
  public long refused() {
    return refused.sum();
  }

  @Override
  public void handle(Context context) {
    String host = host(context);
    if (host == null || !known(host)) {
      refuse(
          context,
          "Host: not a name of this machine (expected: localhost, or the host of public_url)");
      return;
    }
    String origin = context.header(Header.ORIGIN);
    if (origin != null && !knownOrigin(origin)) {
      refuse(
          context, "Origin: another site (expected: this server; others' pages are not answered)");
    }
  }

  // HTTP/2 has a field of its own for it, which a server makes part of the address.
  private static @Nullable String host(Context context) {
    String host = context.header(Header.HOST);
    boolean elsewhere = host == null && context.req().getProtocol().startsWith("HTTP/2");
    return elsewhere ? context.req().getServerName() : host;
  }

  /** Whether {@code host}, with or without a port, is a name of this machine. */
  boolean known(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    return LOOPBACK.matcher(name).matches() || others.contains(name);
  }

  private boolean knownOrigin(String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && known(authority);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void refuse(Context context, String why) {
    refused.increment();
    if (context.path().startsWith("/v1/")) {
      OtlpAnswer answer =
          OtlpAnswer.refused(encoding(context), new RefusedException(Refusal.FORBIDDEN, why));
      context
          .status(answer.httpStatus())
          .contentType(answer.encoding().mediaType())
          .result(answer.body());
    } else {
      context
          .status(403)
          .contentType("application/problem+json")
          .result(
              Json.writeUtf8(
                  Json.object()
                      .put("type", "about:blank")
                      .put("title", "Forbidden")
                      .put("status", 403)
                      .put("detail", why)));
    }
    context.skipRemainingHandlers();
  }

  private static Encoding encoding(Context context) {
    try {
      return Encoding.ofContentType(context.contentType());
    } catch (RefusedException e) {
      return Encoding.JSON;
    }
  }
}
