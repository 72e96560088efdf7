package dev.assay.cli;

/** A name that people chose, as the name of a folder. */
final class FolderName {

  private FolderName() {}

  /** The name with everything that a file system may take amiss replaced by hyphens. */
  static String of(String name) {
    String safe = name.replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^[.-]+", "");
    return safe.isEmpty() ? "suite" : safe.substring(0, Math.min(100, safe.length()));
  }
}
