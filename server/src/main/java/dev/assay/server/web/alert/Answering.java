package dev.assay.server.web.alert;

import dev.assay.server.web.page.Shell;
import dev.assay.server.web.session.Person;
import dev.assay.server.web.session.Role;

/** Who may do what, for templates. */
final class Answering {

  private Answering() {}

  static boolean may(Shell shell, Role role) {
    Person person = shell.visitor().person();
    return person != null && person.may(role);
  }
}
