package dev.assay.server.web.session;

import dev.assay.server.api.access.Caller;
import dev.assay.server.api.access.Scope;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person may do; each role may do what those before it may.
 *
 * @since 0.1
 */
public enum Role {
  /** Looks at everything but keys. */
  VIEWER,
  /** Labels, comments, approves golden changes. */
  REVIEWER,
  /**
   * Settles what reviewers disagree on; works on cases, alerts, datasets, monitors; starts runs.
   */
  EDITOR,
  /** Deletes; manages keys and settings. */
  ADMIN;

  /** Whether it may do what needs another role. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The name as configurations spell it, such as {@code viewer}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a key is good for, as a role; empty for one that only sends. */
  public static Optional<Role> of(Caller caller) {
    if (caller.may(Scope.ADMIN)) {
      return Optional.of(ADMIN);
    }
    if (caller.may(Scope.WRITE)) {
      return Optional.of(EDITOR);
    }
    if (caller.may(Scope.REVIEW)) {
      return Optional.of(REVIEWER);
    }
    return caller.may(Scope.READ) ? Optional.of(VIEWER) : Optional.empty();
  }
}
