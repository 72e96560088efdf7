package dev.assay.server.key;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Who calls, as far as is known.
 *
 * @param id the key's id; {@code local} where none is asked for
 * @param name what people call it
 * @param scopes what it may do
 * @since 0.1
 */
public record Caller(String id, String name, Set<Scope> scopes) {

  /** Whoever is on this machine, where no key is asked for. */
  public static final Caller LOCAL = new Caller("local", "local", Set.of(Scope.ADMIN));

  /** Checks and copies the parts. */
  public Caller {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    scopes = Set.copyOf(scopes);
  }

  /** Whether they may do what needs {@code needed}. */
  public boolean may(Scope needed) {
    return scopes.stream().anyMatch(scope -> scope.covers(needed));
  }
}
