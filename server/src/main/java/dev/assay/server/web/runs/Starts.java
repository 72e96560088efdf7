package dev.assay.server.web.runs;

import dev.assay.server.web.page.Desks;
import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;
import java.util.List;

/** What can be started, and by whom. */
final class Starts {

  private Starts() {}

  static List<ScheduleRow> rows(Desks desks) {
    return desks.schedules().schedules().stream().map(ScheduleRow::of).toList();
  }

  static boolean may(Shell shell) {
    Person person = shell.visitor().person();
    return person != null && person.may(Role.EDITOR);
  }
}
