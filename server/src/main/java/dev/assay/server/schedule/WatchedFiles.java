package dev.assay.server.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.json.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What some files hold, as one hash; folders with everything below. Files are read again only when
 * their time or size has changed; at most 1,000 files and 64 MiB count, and links are not followed.
 */
final class WatchedFiles {

  private static final int MOST_FILES = 1000;
  private static final int DEEPEST = 16;
  private static final long MOST_BYTES = 64L << 20;

  private final List<Path> roots;
  private @Nullable String lastMarks;
  private @Nullable String lastHash;

  WatchedFiles(List<Path> roots) {
    this.roots = roots;
  }

  /** The hash; empty if something cannot be read now, be it that it is just being replaced. */
  Optional<String> hash() {
    try {
      StringBuilder marks = new StringBuilder();
      StringBuilder contents = new StringBuilder();
      List<Path> files = files();
      for (Path file : files) {
        marks.append(file).append('\n').append(Files.getLastModifiedTime(file).toMillis());
        marks.append(' ').append(Files.size(file)).append('\n');
      }
      if (marks.toString().equals(lastMarks)) {
        return Optional.ofNullable(lastHash);
      }
      long left = MOST_BYTES;
      for (Path file : files) {
        long size = Files.size(file);
        contents.append(file).append('\n');
        contents.append(size > left ? "size " + size : digest(file)).append('\n');
        left -= Math.min(left, size);
      }
      lastMarks = marks.toString();
      lastHash = ContentHash.ofBytes(contents.toString().getBytes(UTF_8));
      return Optional.of(lastHash);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  // A root that is not there is part of what is seen: it may come.
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> below = Files.walk(root, DEEPEST)) {
          below.filter(Files::isRegularFile).sorted().limit(MOST_FILES).forEach(files::add);
        }
      } else if (Files.isRegularFile(root)) {
        files.add(root);
      }
    }
    return files.subList(0, Math.min(files.size(), MOST_FILES));
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 (expected: in every Java platform)", e);
    }
  }
}
