package dev.assay.server.web.page;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Access;
import dev.assay.server.api.event.Events;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.store.Store;
import dev.assay.server.web.asset.Asset;
import dev.assay.server.web.asset.Assets;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.session.Sessions;
import dev.assay.server.web.session.SignIn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every page, and the way to it: headers, who it is, what they may, the token of what they submit,
 * handling, errors.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public final class Site {

  static final String TOKEN_FIELD = "token";
  static final String TOKEN_HEADER = "X-Assay-Token";
  static final String ZONE_COOKIE = "assay_zone";

  private static final String SIGN_IN = "/ui/sign-in";
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Parts parts;
  private final List<PageRoute> routes;
  private final Templates templates = new Templates();
  private final Messages messages = new Messages();
  private final ErrorPages errors = new ErrorPages();
  private final List<NavItem> nav;
  private final PanelPages panels;
  private final WindowReader reader;

  /**
   * What pages are made with.
   *
   * @param store what is known
   * @param events what happens
   * @param access whether anybody must sign in
   * @param sessions who did
   * @param ways to sign in
   * @param assets files
   * @param clock the time
   * @param tls whether people reach the server over TLS
   * @since 0.1
   */
  public record Parts(
      Store store,
      Events events,
      Access access,
      Sessions sessions,
      List<SignIn> ways,
      Assets assets,
      Clock clock,
      boolean tls) {

    /** Copies the list. */
    public Parts {
      ways = List.copyOf(ways);
    }
  }

  /** With these rooms, which read windows by this reader too. */
  public Site(Parts parts, WindowReader reader, List<Room> rooms) {
    this.parts = requireNonNull(parts, "parts");
    this.reader = requireNonNull(reader, "reader");
    List<PageRoute> all = new ArrayList<>();
    all.addAll(new SignInPages(this).routes());
    all.addAll(new SlicePages(reader()).routes());
    this.panels = new PanelPages(rooms);
    all.addAll(panels.routes());
    all.add(PageRoute.page("/ui/events", this::listen));
    rooms.forEach(room -> all.addAll(room.routes()));
    this.routes = List.copyOf(all);
    TreeSet<String> paths = new TreeSet<>();
    routes.forEach(route -> paths.add(route.path()));
    this.nav = NavItem.ALL.stream().filter(item -> paths.contains(item.path())).toList();
  }

  Parts parts() {
    return parts;
  }

  Templates templates() {
    return templates;
  }

  Messages messages() {
    return messages;
  }

  List<NavItem> nav() {
    return nav;
  }

  PanelPages panels() {
    return panels;
  }

  WindowReader reader() {
    return reader;
  }

  /** How often a page failed by a mistake of ours. */
  public long failures() {
    return errors.failures();
  }

  /** Adds the routes, and an answer to whatever else is asked below {@code /ui}. */
  public void addTo(RoutesConfig config) {
    config.get("/", context -> context.redirect("/ui"));
    config.get("/favicon.ico", context -> context.redirect(parts.assets().url("icon.svg")));
    config.get(Assets.PATH + "{name}", this::asset);
    for (PageRoute route : routes) {
      config.addHttpHandler(route.method(), route.path(), context -> run(route, context));
    }
    PageRoute unknown =
        PageRoute.page(
            "/ui/<rest>",
            visit -> {
              throw ApiException.notFound("page", visit.context().path());
            });
    config.addHttpHandler(HandlerType.GET, unknown.path(), context -> run(unknown, context));
  }

  private void run(PageRoute route, Context context) {
    secure(context);
    Visit visit = null;
    try {
      refuseForeign(context);
      String visitor = visitor(context);
      Person person = person(visitor);
      visit = new Visit(this, context, person, visitor);
      if (!route.method().equals(HandlerType.GET)) {
        checkToken(context, visitor);
      }
      boolean free = route.path().startsWith(SIGN_IN);
      if (person == null && !free) {
        visit.toSignIn();
        return;
      }
      if (person != null && !free && !person.may(route.needs())) {
        throw ApiException.of(
            403,
            Problem.of("role", person.role().key(), route.needs().key())
                .next("ask an administrator of this server"));
      }
      visit.readView();
      route.handling().handle(visit);
    } catch (RuntimeException | StackOverflowError e) {
      errors.answer(this, context, visit, e);
    }
  }

  private static void secure(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("X-Frame-Options", "DENY");
    // Not no-referrer: browsers would then not say where a form came from.
    context.header("Referrer-Policy", "same-origin");
    if (!own(context)) {
      cutOff(context);
    }
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    context.header("Cache-Control", "no-store");
  }

  // From a page of another site that opened it. A browser does so by a process anew once it has
  // the headers, for which a reader in a new tab would wait as long as for the page.
  private static void cutOff(Context context) {
    context.header("Cross-Origin-Opener-Policy", "same-origin");
  }

  // Whether a person typed the address or chose a bookmark, or was led here by a page of ours: that
  // was cut off if another site asked for it. A window that another site's page opened, and in
  // which a person then types our address, may keep its opener, which can lead it elsewhere.
  private static boolean own(Context context) {
    String site = context.header(FETCH_SITE);
    // Without a person it may be a script of another site that goes back to us.
    boolean typed = "none".equals(site) && "?1".equals(context.header("Sec-Fetch-User"));
    return typed || "same-origin".equals(site);
  }

  // What another site's page submits comes with its own name.
  private static void refuseForeign(Context context) {
    if (context.method().equals(HandlerType.GET)) {
      return;
    }
    String origin = context.header(Header.ORIGIN);
    if (origin != null && !sameHost(origin, context.header(Header.HOST))) {
      throw ApiException.of(403, Problem.of("Origin", origin, "this server"));
    }
    if ("cross-site".equals(context.header(FETCH_SITE))) {
      throw ApiException.of(403, Problem.of(FETCH_SITE, "cross-site", "this server"));
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

  private void checkToken(Context context, String visitor) {
    String given = context.header(TOKEN_HEADER);
    String token = given != null ? given : context.formParam(TOKEN_FIELD);
    if (!parts.sessions().isToken(visitor, token)) {
      throw ApiException.of(
          403,
          Problem.of("form", "out of date", "one of this session's")
              .next("go back, load the page again and repeat what you did"));
    }
  }

  /** Cookies are shared by all ports of a host: each server has its own. */
  String cookie(Context context) {
    return "assay_session_" + context.port();
  }

  private String visitor(Context context) {
    String given = context.cookie(cookie(context));
    if (given != null && Sessions.isVisitor(given)) {
      return given;
    }
    String made = parts.sessions().visitor();
    keep(context, made);
    return made;
  }

  /** Gives the browser its secret. */
  void keep(Context context, String visitor) {
    boolean tls =
        parts.tls()
            || context.scheme().equals("https")
            || "https"
                .equals(
                    Objects.toString(context.header("X-Forwarded-Proto"), "")
                        .toLowerCase(Locale.ROOT));
    // Not what Javalin writes: its Max-Age would outlast the browser, or be missing.
    context.header(
        Header.SET_COOKIE,
        cookie(context)
            + "="
            + visitor
            + "; Path=/ui; HttpOnly; SameSite=Lax; Max-Age="
            + Sessions.LONGEST.toSeconds()
            + (tls ? "; Secure" : ""));
  }

  private @Nullable Person person(String visitor) {
    return parts.access().isOpen() ? Person.LOCAL : parts.sessions().person(visitor).orElse(null);
  }

  private void asset(Context context) {
    secure(context);
    // It is kept, whoever asks for it next.
    cutOff(context);
    Optional<Asset> found = parts.assets().find(context.pathParam("name"));
    if (found.isEmpty()) {
      context.status(404).contentType("text/plain; charset=utf-8").result("no such file");
      return;
    }
    Asset asset = found.get();
    context.header("Cache-Control", FOR_EVER).header("Vary", "Accept-Encoding");
    boolean gzip = Reply.mayPack(context);
    if (gzip) {
      context.header(Header.CONTENT_ENCODING, "gzip");
    }
    context.contentType(asset.mediaType()).result(gzip ? asset.gzipped() : asset.bytes());
  }

  private void listen(Visit visit) {
    if (!parts.events().listen(visit.context())) {
      throw ApiException.retry("as many listen as may; try again later", 30, null);
    }
  }

  /** Whether a role may do something, for templates that hide what would be refused. */
  static boolean may(@Nullable Person person, Role needed) {
    return person != null && person.may(needed);
  }
}
