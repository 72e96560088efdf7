package dev.assay.server.web.page;

import dev.assay.server.api.route.ApiException;
import dev.assay.server.store.StoreException;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.session.SignIn;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
final class SignInPages {

  private static final String NEXT = "next";
  private static final String HOME = "/ui";

  private final Site site;
  private final KnownPeople people;

  SignInPages(Site site) {
    this.site = site;
    this.people = new KnownPeople(site.parts().store());
  }

  /**
   * The page to sign in on.
   *
   * @param shell the frame
   * @param ways to sign in
   * @param next where to go then
   * @param refused why it did not work; null before the first attempt
   */
  record SignInPage(Shell shell, List<SignIn> ways, String next, @Nullable String refused) {}

  List<PageRoute> routes() {
    return List.of(
        PageRoute.page("/ui/sign-in", this::page),
        PageRoute.deed("/ui/sign-in/{way}", Role.VIEWER, this::begin),
        PageRoute.page("/ui/sign-in/{way}", this::leave),
        PageRoute.page("/ui/sign-in/{way}/back", this::back),
        PageRoute.deed("/ui/sign-out", Role.VIEWER, this::signOut));
  }

  private void page(Visit visit) {
    if (site.parts().access().isOpen()) {
      visit.go(HOME);
      return;
    }
    show(visit, null);
  }

  private void show(Visit visit, @Nullable String refused) {
    if (refused != null) {
      visit.context().status(401);
    }
    visit.show(
        "page/sign-in.jte",
        new SignInPage(visit.shell("Sign in"), site.parts().ways(), next(visit), refused));
  }

  private void begin(Visit visit) {
    SignIn way = way(visit);
    step(visit, way, way.begin(attempt(visit)));
  }

  // Only what leads elsewhere begins without a form.
  private void leave(Visit visit) {
    SignIn way = way(visit);
    if (way.asks()) {
      visit.go("/ui/sign-in");
      return;
    }
    step(visit, way, way.begin(attempt(visit)));
  }

  private void back(Visit visit) {
    SignIn way = way(visit);
    step(visit, way, way.resume(attempt(visit)));
  }

  private void step(Visit visit, SignIn way, SignIn.Step step) {
    if (step instanceof SignIn.SignedIn in) {
      in.grant().person().ifPresent(person -> remember(person, way, visit));
      site.keep(visit.context(), site.parts().sessions().signIn(in.grant()));
      visit.go(in.next() == null ? next(visit) : safe(in.next()));
    } else if (step instanceof SignIn.GoTo elsewhere) {
      visit.go(elsewhere.address().toString());
    } else if (step instanceof SignIn.Refused refused) {
      show(visit, refused.why());
    }
  }

  private void remember(Person person, SignIn way, Visit visit) {
    try {
      people.signedIn(person, way.name(), visit.now());
    } catch (StoreException e) {
      // Whoever comes to see what is wrong with the store is let in.
    }
  }

  private void signOut(Visit visit) {
    site.parts().sessions().signOut(visit.visitor());
    visit.go(site.parts().access().isOpen() ? HOME : "/ui/sign-in");
  }

  private SignIn way(Visit visit) {
    String name = visit.path("way");
    return site.parts().ways().stream()
        .filter(way -> way.name().equals(name))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("way to sign in", name));
  }

  private static SignIn.Attempt attempt(Visit visit) {
    Map<String, String> fields = new HashMap<>();
    visit.context().queryParamMap().forEach((name, values) -> fields.put(name, values.get(0)));
    visit.context().formParamMap().forEach((name, values) -> fields.put(name, values.get(0)));
    return new SignIn.Attempt(
        visit.visitor(),
        fields,
        URI.create(visit.context().scheme() + "://" + visit.context().host())
            .resolve("/ui/sign-in/" + visit.path("way") + "/back"));
  }

  private static String next(Visit visit) {
    return safe(visit.text(NEXT).or(() -> visit.field(NEXT)).orElse(HOME));
  }

  // Nowhere but on this server: //other and /\other are other servers to a browser.
  private static String safe(String given) {
    boolean here = given.equals(HOME) || given.startsWith("/ui/") || given.startsWith("/ui?");
    boolean plain = given.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    return here && plain && !given.startsWith("/ui/sign-") ? given : HOME;
  }
}
