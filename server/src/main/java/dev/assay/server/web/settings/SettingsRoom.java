package dev.assay.server.web.settings;

import dev.assay.server.api.route.ApiException;
import dev.assay.server.delivery.ChannelHealth;
import dev.assay.server.key.ApiKey;
import dev.assay.server.key.NewKey;
import dev.assay.server.key.Scopes;
import dev.assay.server.store.PageRequest;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.KnownPeople;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings: keys and people, and the configuration to look at.
 *
 * @since 0.1
 */
public final class SettingsRoom implements Room {

  private static final String PATH = "/ui/settings";
  private static final int TOLD = 10;
  private static final int DEEDS = 25;

  private final Desks desks;
  private final ConfigLines lines;

  /** Over these services. */
  public SettingsRoom(Desks desks) {
    this.desks = desks;
    this.lines = ConfigLines.of(desks.machinery().config().file());
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::show),
        PageRoute.deed(PATH + "/keys", Role.ADMIN, this::create),
        PageRoute.deed(PATH + "/keys/{id}/revoke", Role.ADMIN, this::revoke),
        PageRoute.deed(PATH + "/channels/{name}/test", Role.EDITOR, this::test));
  }

  private void show(Visit visit) {
    Map<String, ChannelHealth> health = new HashMap<>();
    desks.machinery().deliveries().get().forEach(each -> health.put(each.channel(), each));
    visit.show(
        "settings/settings.jte",
        new SettingsPage(
            visit.shell("Settings"),
            visit.person().may(Role.ADMIN) ? people(visit) : null,
            desks.machinery().config(),
            lines,
            health,
            desks.store().records().deliveries(null, PageRequest.first(TOLD)).items()));
  }

  private SettingsPage.People people(Visit visit) {
    List<ApiKey> keys = new ArrayList<>();
    List<ApiKey> revoked = new ArrayList<>();
    desks.machinery().keys().list().forEach(key -> (key.active() ? keys : revoked).add(key));
    Collections.reverse(keys);
    Collections.reverse(revoked);
    Set<String> here =
        visit.present().stream().map(each -> each.person().name()).collect(Collectors.toSet());
    List<KnownPeople.Known> known =
        new KnownPeople(desks.store())
            .all().stream().filter(each -> !here.contains(each.person().name())).toList();
    return new SettingsPage.People(
        keys,
        revoked,
        visit.open(),
        visit.present(),
        known,
        desks.store().records().audit(PageRequest.first(DEEDS)).items());
  }

  // Not kept for the next page, as what else is said of a deed: a key is nowhere but here.
  private void create(Visit visit) {
    NewKey made =
        desks
            .machinery()
            .keys()
            .create(
                visit.needed("name").strip(),
                Scopes.of(visit.fields("scope")),
                visit.deed(visit.field("note").orElse(null)));
    visit.show(
        "settings/new-key.jte", new NewKeyPage(visit.shell("A new key"), made, visit.open()));
  }

  private void revoke(Visit visit) {
    ApiKey revoked = desks.machinery().keys().revoke(visit.path("id"), visit.deed(null));
    visit.tell("The key " + revoked.name() + " is revoked; whoever signed in with it is out.");
    visit.go(visit.view().at(PATH));
  }

  private void test(Visit visit) {
    String channel = visit.path("name");
    ObjectNode trial =
        desks
            .operation()
            .test(channel, visit.deed(null))
            .orElseThrow(() -> ApiException.notFound("channel", channel));
    visit.tell(
        (trial.path("delivered").asBoolean(false)
                ? channel + " took the test: "
                : channel + " did not take the test: ")
            + trial.path("detail").asString("no more is known"));
    visit.go(visit.view().at(PATH) + "#deliveries");
  }
}
