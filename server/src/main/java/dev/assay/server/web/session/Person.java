package dev.assay.server.web.session;

import static java.util.Objects.requireNonNull;

/**
 * Who is before the screen.
 *
 * @param name as the audit log shows it
 * @param role what they may do
 * @since 0.1
 */
public record Person(String name, Role role) {

  /** Whoever it is where no keys are needed: only this machine reaches the server then. */
  public static final Person LOCAL = new Person("local", Role.ADMIN);

  /** Checks the parts. */
  public Person {
    requireNonNull(name, "name");
    requireNonNull(role, "role");
  }

  /** Whether they may do what needs this role. */
  public boolean may(Role needed) {
    return role.covers(needed);
  }
}
