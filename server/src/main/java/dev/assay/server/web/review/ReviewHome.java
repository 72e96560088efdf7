package dev.assay.server.web.review;

import dev.assay.core.calibration.Figure;
import dev.assay.server.review.JudgeCalibration;
import dev.assay.server.review.JudgedTraffic;
import dev.assay.server.review.ReviewItems;
import dev.assay.server.review.SpotCheckProgress;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Role;
import java.util.List;
import java.util.Map;

/**
 * The queues.
 *
 * @param shell the frame
 * @param asked which evaluator, which time
 * @param queues all but the spot checks
 * @param checks the spot checks
 * @param traffic what was judged
 * @param calibration how far people agree
 * @param draws whether checks can be drawn
 * @param golden how many golden changes wait for this person
 * @param pairs how many pairs this person is asked about
 */
record ReviewHome(
    Shell shell,
    Asked asked,
    List<ReviewItems> queues,
    Checks checks,
    JudgedTraffic traffic,
    JudgeCalibration calibration,
    boolean draws,
    int golden,
    int pairs) {

  /** A page of spot checks. */
  record Checks(List<CheckRow> rows, int page, int perPage, int total) {

    boolean more() {
      return page * perPage < total;
    }
  }

  /** One of them, as this person has come along. */
  record CheckRow(SpotCheckProgress progress, ReviewItems items) {}

  boolean mayDraw() {
    return draws && may(Role.EDITOR);
  }

  boolean may(Role role) {
    var person = shell.visitor().person();
    return person != null && person.may(role);
  }

  Map<String, Figure> people() {
    return calibration.people();
  }

  /** How long a bar of 100 is. */
  static int percent(ReviewItems items) {
    return items.items().isEmpty() ? 0 : 100 * items.done() / items.items().size();
  }
}
