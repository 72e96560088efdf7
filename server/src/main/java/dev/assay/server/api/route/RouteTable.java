package dev.assay.server.api.route;

import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.access.Caller;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All routes, and the way to every one of them: headers, key, parameters, handling, errors.
 *
 * @since 0.1
 */
public final class RouteTable {

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE);

  private final List<Route> routes;
  private final Access access;
  private final Problems problems;
  private final String idPrefix;
  private final AtomicLong nextId = new AtomicLong();
  private final LongAdder requests = new LongAdder();

  /**
   * A table.
   *
   * @param routes in the order in which paths are tried
   * @param access who may do what
   * @param start tells this server's request ids from those of other times
   * @param others what is known of exceptions that this package does not know; null for a mistake
   *     of ours
   */
  public RouteTable(
      List<Route> routes,
      Access access,
      long start,
      Function<Throwable, @Nullable ApiException> others) {
    this.routes = List.copyOf(routes);
    this.access = Objects.requireNonNull(access, "access");
    this.idPrefix = Long.toString(start, 36) + "-";
    this.problems = new Problems(others);
  }

  /** The routes. */
  public List<Route> routes() {
    return routes;
  }

  /** How many requests came. */
  public long requests() {
    return requests.sum();
  }

  /** How many failed by a mistake of ours. */
  public long failures() {
    return problems.failures();
  }

  /** Adds the routes, and an answer to whatever else is asked below {@code /api}. */
  public void addTo(RoutesConfig config) {
    for (Route route : routes) {
      config.addHttpHandler(
          HandlerType.findOrCreate(route.method()), route.path(), context -> run(route, context));
    }
    for (HandlerType method : METHODS) {
      config.addHttpHandler(method, "/api/<rest>", this::unknown);
    }
  }

  private void run(Route route, Context context) {
    open(context);
    try {
      refuseForeign(context);
      checkCharset(context);
      Caller caller = route.scope() == null ? Caller.LOCAL : access.check(context, route.scope());
      checkContentType(route, context);
      Exchange exchange = new Exchange(route, context, caller, problems);
      exchange.refuseUnknown();
      route.handling().handle(exchange);
    } catch (RuntimeException | StackOverflowError e) {
      problems.answer(context, e);
    }
  }

  private void open(Context context) {
    requests.increment();
    String given = context.header("X-Request-Id");
    String id =
        given != null && REQUEST_ID.matcher(given).matches()
            ? given
            : idPrefix + nextId.incrementAndGet();
    context.attribute(Problems.REQUEST_ID, id);
    context.header("X-Request-Id", id);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "DENY");
    context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
  }

  // No page of another site may use a person's browser to reach a server on their machine.
  private static void refuseForeign(Context context) {
    if ("cross-site".equals(context.header("Sec-Fetch-Site"))) {
      throw ApiException.of(403, "Sec-Fetch-Site: cross-site (expected: a page of this server)");
    }
    String origin = context.header(Header.ORIGIN);
    if (origin != null && !sameHost(origin, context.header(Header.HOST))) {
      throw ApiException.of(
          403, Problem.of("Origin", origin, "this server; other sites' pages are not answered"));
    }
  }

  private static boolean sameHost(String origin, @Nullable String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  // Even of a request without a body: queries are decoded by it.
  private static void checkCharset(Context context) {
    String given = Objects.requireNonNullElse(context.header(Header.CONTENT_TYPE), "");
    Matcher charset = CHARSET.matcher(given);
    if (charset.find() && !charset.group(1).equalsIgnoreCase("utf-8")) {
      throw ApiException.of(415, Problem.of("Content-Type", given, "the charset utf-8, or none"));
    }
  }

  private static void checkContentType(Route route, Context context) {
    String given = Objects.requireNonNullElse(context.contentType(), "");
    if (route.takes() == null) {
      return;
    }
    int end = given.indexOf(';');
    String type = (end < 0 ? given : given.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (!type.equals("application/json")) {
      throw ApiException.of(
          415, Problem.of("Content-Type", type.isEmpty() ? "none" : type, "application/json"));
    }
  }

  private void unknown(Context context) {
    open(context);
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      if (matches(route.path(), context.path())) {
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      problems.answer(
          context,
          ApiException.of(
              404, Problem.of("path", context.path(), "one of those in /api/v1/openapi.json")));
      return;
    }
    context.header(Header.ALLOW, String.join(", ", allowed));
    problems.answer(
        context,
        ApiException.of(
            405, Problem.of("method", context.method().name(), String.join(" or ", allowed))));
  }

  private static boolean matches(String template, String path) {
    String[] expected = template.split("/", -1);
    String[] given = path.split("/", -1);
    if (expected.length != given.length) {
      return false;
    }
    for (int i = 0; i < given.length; i++) {
      if (!expected[i].startsWith("{") && !expected[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }
}
