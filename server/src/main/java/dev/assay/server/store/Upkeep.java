package dev.assay.server.store;

import java.nio.file.Path;

/**
 * Forgetting, copying, measuring. These run beside commits, each waiting for the other where it
 * must.
 *
 * @since 0.1
 */
public interface Upkeep {

  /** Removes what is older than it is to be kept. */
  Removed retain(Retention retention);

  /**
   * Removes every interaction of a user with everything about it. Windows stay: they know nobody.
   *
   * @param userHash the user's hashed id, as rows hold it
   */
  UserDeletion deleteUser(String userHash);

  /**
   * Writes a copy of everything, as of one moment, into a new DuckDB file that a store of either
   * kind can begin from. Commits go on meanwhile.
   *
   * @throws dev.assay.core.problem.InvalidInputException if the file exists or cannot be written
   */
  void backup(Path file);

  /** How much is stored. */
  StoreSizes sizes();
}
