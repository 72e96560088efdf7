package dev.assay.server.web.runs;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.route.ApiException;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.PageRoute;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.page.Visit;
import dev.assay.server.web.session.Role;
import dev.assay.server.web.view.View;
import java.util.List;

/**
 * The schedules: when suites run, and what came of it.
 *
 * @since 0.1
 */
public final class SchedulesRoom implements Room {

  private static final String PATH = "/ui/schedules";
  private static final int LONGEST_CHANGE = 200;

  private final Desks desks;

  /** Over these services. */
  public SchedulesRoom(Desks desks) {
    this.desks = desks;
  }

  /**
   * The page.
   *
   * @param shell the frame
   * @param schedules in the configuration's order
   */
  record SchedulesPage(Shell shell, List<ScheduleRow> schedules) {

    boolean mayStart() {
      return Starts.may(shell);
    }

    String run(String folder) {
      return Links.run(shell.view(), folder);
    }
  }

  @Override
  public List<PageRoute> routes() {
    return List.of(
        PageRoute.page(PATH, this::show),
        PageRoute.deed(PATH + "/{name}/start", Role.EDITOR, this::start));
  }

  private void show(Visit visit) {
    visit.show(
        "runs/schedules.jte", new SchedulesPage(visit.shell("Schedules"), Starts.rows(desks)));
  }

  private void start(Visit visit) {
    String name = visit.path("name");
    ScheduleRow row =
        Starts.rows(desks).stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> ApiException.notFound("schedule", name));
    String change = visit.field("change").orElse(null);
    if (change != null && change.length() > LONGEST_CHANGE) {
      throw new InvalidInputException(
          Problem.of(
              "change", change.length() + " characters", "at most " + LONGEST_CHANGE + " of them"));
    }
    if (row.busy()) {
      visit.tell(name + " runs already: a second one was not begun.");
    } else {
      desks
          .schedules()
          .start(name, change, visit.deed(change))
          .orElseThrow(() -> ApiException.notFound("schedule", name));
      visit.tell(name + " begins.");
    }
    View view = visit.view();
    visit.go(view.at("runs".equals(visit.field("back").orElse("")) ? "/ui/runs" : PATH));
  }
}
