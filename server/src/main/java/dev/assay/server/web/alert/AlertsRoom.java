package dev.assay.server.web.alert;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.watch.Alert;
import dev.assay.monitor.watch.AlertJson;
import dev.assay.server.api.AlertDesk;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.store.AlertFilter;
import dev.assay.server.store.Cursor;
import dev.assay.server.store.Page;
import dev.assay.server.store.PageRequest;
import dev.assay.server.store.Records;
import dev.assay.server.store.StoredAlert;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.Period;
import dev.assay.server.web.view.View;
import java.util.List;

/**
 * Alerts: what is and was alarming, one alert with its evidence, silences.
 *
 * @since 0.1
 */
public final class AlertsRoom implements Room {

  private static final int PAGE = 25;
  private static final int MOST_DEEDS = 50;
  private static final String ONE = "/ui/alerts/{id}";

  private final Desks desks;
  private final AlertChart chart;

  /** Over these services. */
  public AlertsRoom(Desks desks) {
    this.desks = desks;
    this.chart = new AlertChart(desks);
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page("/ui/alerts", this::list),
        PageRoute.page(ONE, this::one),
        PageRoute.deed(ONE + "/acknowledge", Role.EDITOR, this::acknowledge),
        PageRoute.deed(ONE + "/accept", Role.EDITOR, this::accept),
        PageRoute.deed(ONE + "/silence", Role.EDITOR, this::silence),
        PageRoute.deed("/ui/silences/{id}/end", Role.EDITOR, this::lift));
  }

  @Override
  public List<Panel> panels() {
    return List.of(chart.panel());
  }

  private Records records() {
    return desks.store().records();
  }

  private void list(Visit visit) {
    AlertChoice choice = AlertChoice.of(visit);
    Period period = visit.view().period(visit.now());
    AlertFilter filter = choice.filter(period);
    Page<StoredAlert> page = records().alerts(filter, request(visit));
    visit.show(
        "alert/alerts.jte",
        new AlertsPage(
            visit.filtered("Alerts"),
            choice,
            period,
            page.items().stream().map(stored -> AlertJson.read(stored.json())).toList(),
            records().count(filter),
            page.newer(),
            page.older(),
            desks.alerts().silences()));
  }

  private static PageRequest request(Visit visit) {
    if (visit.text("newer").isPresent()) {
      return PageRequest.newerThan(cursor("newer", visit.text("newer").get()), PAGE);
    }
    return visit
        .text("older")
        .map(text -> PageRequest.olderThan(cursor("older", text), PAGE))
        .orElseGet(() -> PageRequest.first(PAGE));
  }

  private static Cursor cursor(String name, String text) {
    try {
      return Cursor.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(Problem.of(name, text, "as given out by this page"), e);
    }
  }

  private Alert alert(Visit visit) {
    String id = visit.path("id");
    return records()
        .alert(id)
        .map(stored -> AlertJson.read(stored.json()))
        .orElseThrow(() -> ApiException.notFound("alert", id));
  }

  private void one(Visit visit) {
    Alert alert = alert(visit);
    View around = AlertChart.around(alert, visit.view(), visit.now());
    Measured measured = chart.measured(alert);
    visit.show(
        "alert/alert.jte",
        new AlertPage(
            visit.shell(alert.title()),
            alert,
            measured,
            measured.lines().isEmpty() ? null : chart.panel(),
            chart.address(alert, around),
            around,
            ExampleLine.of(desks.store(), alert.examples()),
            records().deliveries(alert.id()),
            records().audit(alert.id(), PageRequest.first(MOST_DEEDS)).items()));
  }

  private void acknowledge(Visit visit) {
    String id = visit.path("id");
    if (!desks.alerts().acknowledge(id, visit.deed(visit.field("note").orElse(null)))) {
      throw gone(id);
    }
    visit.tell("You look after this alert.");
    visit.go(visit.view().at("/ui/alerts/" + id));
  }

  private void accept(Visit visit) {
    String id = visit.path("id");
    if (!desks.alerts().accept(id, visit.deed(visit.field("note").orElse(null)))) {
      throw gone(id);
    }
    visit.tell("The alert is resolved; its monitor learns what is usual from now on.");
    visit.go(visit.view().at("/ui/alerts/" + id));
  }

  // Alerts that ended some time ago are known to the store alone.
  private RuntimeException gone(String id) {
    return records().alert(id).isPresent()
        ? new InvalidInputException(Problem.of("alert", "resolved", "one that is not resolved"))
        : ApiException.notFound("alert", id);
  }

  private void silence(Visit visit) {
    Alert alert = alert(visit);
    AlertDesk.NewSilence wanted = SilenceForm.read(visit, alert.monitor(), alert.slice());
    desks.alerts().silence(wanted, visit.deed(visit.needed("reason")));
    visit.tell(
        AlertsPage.of(wanted)
            + ": nobody is told until "
            + visit.formats().time(wanted.until())
            + ".");
    visit.go(visit.view().at("/ui/alerts/" + alert.id()));
  }

  private void lift(Visit visit) {
    String id = visit.path("id");
    if (!desks.alerts().lift(id, visit.deed(null))) {
      throw ApiException.notFound("silence", id);
    }
    visit.tell("The silence has ended.");
    visit.go(visit.view().at("/ui/alerts"));
  }
}
