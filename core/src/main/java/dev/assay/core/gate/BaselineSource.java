package dev.assay.core.gate;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Where the run is that others are compared with.
 *
 * @param path a run directory or a baseline file; with a branch a folder of runs
 * @param branch the branch whose latest complete run in the folder it is; null for the path itself
 * @since 0.1
 */
public record BaselineSource(String path, @Nullable String branch) {

  /** Checks the parts. */
  public BaselineSource {
    requireNonNull(path, "path");
  }

  /** A run directory or a baseline file. */
  public static BaselineSource of(String path) {
    return new BaselineSource(path, null);
  }

  /** The latest complete run of {@code branch} among those in {@code folder}. */
  public static BaselineSource latest(String folder, String branch) {
    return new BaselineSource(folder, requireNonNull(branch, "branch"));
  }

  /** In words: {@code baseline.jsonl}, {@code the latest run of main in runs}. */
  public String words() {
    return branch == null ? path : "the latest run of " + branch + " in " + path;
  }
}
