package dev.assay.server.web;

import dev.assay.server.web.alert.AlertsRoom;
import dev.assay.server.web.datasets.DatasetsRoom;
import dev.assay.server.web.evaluators.EvaluatorsRoom;
import dev.assay.server.web.explore.ExploreRoom;
import dev.assay.server.web.failure.FailureRoom;
import dev.assay.server.web.interaction.InteractionRoom;
import dev.assay.server.web.latency.LatencyRoom;
import dev.assay.server.web.monitor.MonitorsRoom;
import dev.assay.server.web.overview.OverviewRoom;
import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.Room;
import dev.assay.server.web.page.Site;
import dev.assay.server.web.review.CalibrationRoom;
import dev.assay.server.web.review.ReviewRoom;
import dev.assay.server.web.runs.RunsRoom;
import dev.assay.server.web.runs.SchedulesRoom;
import dev.assay.server.web.settings.SettingsRoom;
import dev.assay.server.web.system.SystemRoom;
import io.javalin.config.RoutesConfig;
import java.util.List;

/**
 * The web interface: what {@code /ui} answers.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1
 */
public final class Web {

  private final Site site;

  /** Over these services. */
  public Web(Site.Parts parts, Desks desks) {
    this.site = new Site(parts, desks.reader(), rooms(desks));
  }

  // One line each: people who add rooms at the same time do not meet.
  private static List<Room> rooms(Desks desks) {
    return List.of(
        new CalibrationRoom(desks), //
        new FailureRoom(desks), //
        new ReviewRoom(desks), //
        new RunsRoom(desks), //
        new SchedulesRoom(desks), //
        new OverviewRoom(desks), //
        new ExploreRoom(desks), //
        new InteractionRoom(desks), //
        new LatencyRoom(desks), //
        new EvaluatorsRoom(desks), //
        new SettingsRoom(desks), //
        new SystemRoom(desks), //
        new DatasetsRoom(desks), //
        new AlertsRoom(desks), //
        new MonitorsRoom(desks) //
        );
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig config) {
    site.addTo(config);
  }

  /** How often a page failed by a mistake of ours. */
  public long failures() {
    return site.failures();
  }
}
