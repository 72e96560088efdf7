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
import org.jspecify.annotations.Nullable;

/**
 * The schedules: when suites run, and what came of it.
 *
 * @since 0.1
 */
public final class SchedulesRoom implements Room {

  private static final String PATH = "/ui/schedules";
  private static final int LONGEST = 200;

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
        PageRoute.deed(PATH + "/{name}/start", Role.EDITOR, this::start),
        PageRoute.deed(PATH + "/{name}/pause", Role.EDITOR, this::pause),
        PageRoute.deed(PATH + "/{name}/resume", Role.EDITOR, this::resume));
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
    String change = said(visit, "change");
    if (row.busy()) {
      visit.tell(name + " runs already: a second one was not begun.");
    } else {
      if (desks.schedules().start(name, change, visit.deed(change)).isEmpty()) {
        throw ApiException.notFound("schedule", name);
      }
      visit.tell(name + " begins.");
    }
    View view = visit.view();
    visit.go(view.at("runs".equals(visit.field("back").orElse("")) ? "/ui/runs" : PATH));
  }

  private static @Nullable String said(Visit visit, String field) {
    String text = visit.field(field).orElse(null);
    if (text != null && text.length() > LONGEST) {
      throw new InvalidInputException(
          Problem.of(field, text.length() + " characters", "at most " + LONGEST + " of them"));
    }
    return text;
  }

  private void pause(Visit visit) {
    String name = visit.path("name");
    if (desks.schedules().pause(name, visit.deed(said(visit, "why"))).isEmpty()) {
      throw ApiException.notFound("schedule", name);
    }
    visit.tell(name + " is paused: it runs when somebody starts it, and not by itself.");
    visit.go(visit.view().at(PATH));
  }

  private void resume(Visit visit) {
    String name = visit.path("name");
    if (desks.schedules().resume(name, visit.deed(null)).isEmpty()) {
      throw ApiException.notFound("schedule", name);
    }
    visit.tell(name + " runs by itself again. What it missed is not made up for.");
    visit.go(visit.view().at(PATH));
  }
}
