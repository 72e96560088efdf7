package dev.assay.server.api.access;

import java.util.Objects;
import java.util.Set;

/**
 * Who calls.
 *
 * @param name the key's name, as the audit log shows it
 * @param scopes what the key is good for; {@link Scope#ADMIN} is good for everything, {@link
 *     Scope#WRITE} for what {@link Scope#REVIEW} is good for
 * @since 0.1
 */
public record Caller(String name, Set<Scope> scopes) {

  /** Whoever calls where no keys are needed. */
  public static final Caller LOCAL = new Caller("local", Set.of(Scope.values()));

  /** Copies the scopes. */
  public Caller {
    Objects.requireNonNull(name, "name");
    scopes = Set.copyOf(scopes);
  }

  /** Whether the caller may do what needs this scope. */
  public boolean may(Scope scope) {
    return scopes.contains(Scope.ADMIN) || scope.enough().stream().anyMatch(scopes::contains);
  }
}
