package dev.assay.server.store;

import java.nio.file.Path;
import java.time.Instant;

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
   * Puts the minutes of each hour, and the hours of each day, that ended before into one row of
   * their slice, where a slice's long time is read at once and takes little room. What is written
   * to them later lies beside it until the next time. Nothing that is read changes.
   *
   * @param most how many windows at most, but for the rest of the last such hour or day
   * @return how many there were
   */
  long pack(Instant before, long most);

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
