package dev.assay.server.web.evaluators;

import dev.assay.server.web.page.Shell;
import dev.assay.server.web.view.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can judge answers.
 *
 * @param shell the frame
 * @param running those of the configuration
 * @param spending money in the hour and the day, and why paid work waits
 * @param catalogue those installed
 */
record EvaluatorsPage(Shell shell, List<Running> running, Spending spending, Catalogue catalogue) {

  /**
   * Money spent on judges.
   *
   * @param hour in this hour
   * @param day in this day
   * @param mostHour the bound in an hour; null for none
   * @param mostDay the bound in a day; null for none
   * @param postponed why paid work waits; null if it does not
   */
  record Spending(
      double hour,
      double day,
      @Nullable Double mostHour,
      @Nullable Double mostDay,
      @Nullable String postponed) {}

  String money(double amount, @Nullable Double most) {
    String spent = shell.formats().of(Unit.MONEY, amount);
    return most == null
        ? spent + ", no bound"
        : spent + " of " + shell.formats().of(Unit.MONEY, most.doubleValue());
  }
}
