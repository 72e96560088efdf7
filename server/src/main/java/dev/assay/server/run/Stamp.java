package dev.assay.server.run;

import dev.assay.core.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells that a run's files are as they were: who changes a file changes its time or its size.
 *
 * @param path the run's folder
 * @param headerChanged when the header was written
 * @param header its size
 * @param resultsChanged when the journal was written
 * @param results its size
 */
record Stamp(
    Path path, FileTime headerChanged, long header, FileTime resultsChanged, long results) {

  private static final FileTime NEVER = FileTime.fromMillis(0);

  /** Of the header alone; empty where there is none. */
  static Optional<Stamp> ofHeader(Path path) {
    try {
      BasicFileAttributes header = attributes(path.resolve(RunDirectory.HEADER_FILE));
      return header.isRegularFile()
          ? Optional.of(new Stamp(path, header.lastModifiedTime(), header.size(), NEVER, 0))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Of the header and the journal; empty where there is no header. */
  static Optional<Stamp> of(Path path) {
    return ofHeader(path).map(Stamp::withResults);
  }

  private Stamp withResults() {
    try {
      BasicFileAttributes journal = attributes(path.resolve(RunDirectory.RESULTS_FILE));
      return new Stamp(path, headerChanged, header, journal.lastModifiedTime(), journal.size());
    } catch (IOException e) {
      return this;
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
