package dev.assay.server.web.page;

import static java.util.Objects.requireNonNull;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.Deed;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Sessions;
import dev.assay.server.web.view.Formats;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import gg.jte.Content;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One person asks for one page, or does one thing.
 *
 * @since 0.1
 */
public final class Visit {

  private static final int LONGEST_PARAMETER = 4_000;
  private static final int LONGEST_FIELD = 100_000;
  private static final int SEE_OTHER = 303;
  private static final Set<String> PLACES = Set.of("cursor", "direction");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final Site site;
  private final Context context;
  private final @Nullable Person person;
  private final String visitor;
  private final Instant now;
  private final Reply reply;
  private View view;

  Visit(Site site, Context context, @Nullable Person person, String visitor) {
    this.site = site;
    this.context = context;
    this.person = person;
    this.visitor = visitor;
    this.now = site.parts().clock().instant();
    this.reply = new Reply(context);
    this.view = View.standard(zone());
  }

  // An error page needs a view too: until this is called it is the standard one.
  void readView() {
    view = View.parse(context.queryParamMap(), zone());
  }

  private ZoneId zone() {
    String kept = context.cookie(Site.ZONE_COOKIE);
    try {
      return kept == null ? UTC : View.zone(kept.replace("%2F", "/"));
    } catch (InvalidInputException e) {
      return UTC;
    }
  }

  /** Who it is. */
  public Person person() {
    return requireNonNull(person, "person");
  }

  /** What the address says is to be shown. */
  public View view() {
    return view;
  }

  /** The moment of the visit. */
  public Instant now() {
    return now;
  }

  /** How numbers and times are written for this person. */
  public Formats formats() {
    return new Formats(locale(), view.zone(), now);
  }

  private Locale locale() {
    if (context.header(Header.ACCEPT_LANGUAGE) == null) {
      return Locale.ENGLISH;
    }
    // Extensions could ask for digits that our own words do not have.
    Locale first = Collections.list(context.req().getLocales()).get(0).stripExtensions();
    return first.getLanguage().isEmpty() ? Locale.ENGLISH : first;
  }

  /** The request as the server sees it, for answers that are not pages. */
  public Context context() {
    return context;
  }

  /** A part of the path. */
  public String path(String name) {
    return context.pathParam(name);
  }

  /** A parameter of the address, given once or not at all; blank is not at all. */
  public Optional<String> text(String name) {
    return one(name, context.queryParams(name), LONGEST_PARAMETER);
  }

  /** A parameter of the address that may be given more than once. */
  public List<String> texts(String name) {
    List<String> all = context.queryParams(name);
    if (all.size() > 100 || all.stream().anyMatch(each -> each.length() > LONGEST_PARAMETER)) {
      throw wrong(name, "too much", "at most 100 texts of 4,000 characters");
    }
    return all.stream().filter(each -> !each.isBlank()).toList();
  }

  /** A whole number of the address, within a range. */
  public int whole(String name, int min, int max, int standard) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return standard;
    }
    try {
      int value = Integer.parseInt(given.get());
      if (min <= value && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw wrong(name, given.get(), "a whole number from " + min + " to " + max);
  }

  /** A field of what was submitted; blank is not at all. */
  public Optional<String> field(String name) {
    return one(name, context.formParams(name), LONGEST_FIELD);
  }

  /** A field of what was submitted that must be filled in. */
  public String needed(String name) {
    return field(name).orElseThrow(() -> wrong(name, "empty", "filled in"));
  }

  /** A field of what was submitted that may come more than once, such as boxes that are ticked. */
  public List<String> fields(String name) {
    List<String> all = context.formParams(name);
    if (all.size() > 1_000) {
      throw wrong(name, all.size() + " times", "at most 1000 times");
    }
    return all;
  }

  private static Optional<String> one(String name, List<String> values, int longest) {
    if (values.size() > 1) {
      throw wrong(name, values.size() + " times", "once");
    }
    String value = values.isEmpty() ? "" : values.get(0);
    if (value.length() > longest) {
      throw wrong(name, value.length() + " characters", "at most " + longest + " characters");
    }
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  private static InvalidInputException wrong(String name, String value, String expected) {
    return new InvalidInputException(Problem.of(name, value, expected));
  }

  /** Parameters of the address that are the page's own, each once, as they came. */
  public Map<String, String> own() {
    Map<String, String> own = new LinkedHashMap<>();
    context
        .queryParamMap()
        .forEach(
            (name, values) -> {
              if (!View.PARAMETERS.contains(name) && !values.isEmpty()) {
                own.put(name, values.get(0));
              }
            });
    return own;
  }

  /** Whether only a part of a page is wanted: a script puts it in its place. */
  public boolean partial() {
    return "true".equals(context.header("HX-Request"))
        && !"true".equals(context.header("HX-Boosted"));
  }

  /** That this person does something now, for the audit log. */
  public Deed deed(@Nullable String note) {
    return new Deed(person().name(), now, note);
  }

  /** What forms of a part prove themselves with; those of a page have their shell's. */
  public String token() {
    return site.parts().sessions().token(visitor);
  }

  /** Who is signed in. */
  public List<Sessions.Seen> present() {
    return site.parts().sessions().present();
  }

  /** Whether nobody must sign in. */
  public boolean open() {
    return site.parts().access().isOpen();
  }

  /** A panel by its id, which may be another room's. */
  public Panel panel(String id) {
    return site.panels().panel(id);
  }

  /** The frame of a page; to be asked for once, and shown. */
  public Shell shell(String title) {
    return new Shell(
        title,
        context.path(),
        new Shell.Visitor(
            person,
            site.parts().sessions().token(visitor),
            person != null && !site.parts().access().isOpen()),
        view,
        formats(),
        site.parts().assets(),
        person == null ? List.of() : site.nav(),
        // A part that is renewed meanwhile would take them, and show them to nobody.
        partial() ? List.of() : site.messages().take(visitor),
        null);
  }

  /** The frame of a page whose view can be chosen in a bar. */
  public Shell filtered(String title) {
    Period period = view.period(now);
    Set<String> slices =
        site.reader().traffic(WindowReader.Range.of(period.from(), period.to(), null)).keySet();
    Map<String, String> kept = own();
    // A place in a list is none in another.
    kept.keySet().removeAll(PLACES);
    return shell(title).with(Filters.of(context.path(), view, formats(), slices, kept));
  }

  /**
   * Answers with a page.
   *
   * @param template such as {@code overview/overview.jte}
   * @param model its one parameter
   */
  public void show(String template, Object model) {
    site.templates().write(template, model, reply);
  }

  /**
   * What a template writes where the browser is to show what there is so far, because what follows
   * takes a while. What fails after it is told where the rest would have been.
   */
  public Content soFar() {
    return output -> reply.sendSoFar();
  }

  /** Says something on the next page the person sees. */
  public void tell(String message) {
    site.messages().add(visitor, message);
  }

  /**
   * Leads to another page, as after every deed.
   *
   * @param address on this server
   */
  public void go(String address) {
    if (partial()) {
      // A script would follow a redirect by itself, and put a page into a part.
      context.status(204).header("HX-Redirect", address);
      return;
    }
    context.status(SEE_OTHER).header(Header.LOCATION, address);
  }

  void toSignIn() {
    String query = context.queryString();
    String here = context.path() + (query == null ? "" : "?" + query);
    boolean back = context.method().equals(HandlerType.GET) && !partial();
    go("/ui/sign-in" + (back ? "?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8) : ""));
  }

  String visitor() {
    return visitor;
  }

  Reply reply() {
    return reply;
  }

  Site site() {
    return site;
  }
}
