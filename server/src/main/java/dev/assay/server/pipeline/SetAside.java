package dev.assay.server.pipeline;

import dev.assay.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where what the pipeline cannot digest is put, so that one thing does not hold up all that comes
 * after it, now and at every start. Each is kept in a file of its own beside what was thrown, as
 * long as there is room for more files. Safe for use by several threads.
 */
final class SetAside {

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final int MOST_FILES = 1_000;
  private static final int MOST_BYTES = 16 << 20;
  private static final String WHY = ".why";
  private static final List<String> OF_INTERACTIONS =
      List.of("interaction-", "consequences-", "stored-interaction-");

  private final Path folder;
  private long files = -1;
  private volatile long count;
  private volatile @Nullable String latest;

  SetAside(Path folder) {
    this.folder = folder;
  }

  /** How many things were set aside. */
  long count() {
    return count;
  }

  /** What was set aside last, and why, without what it said; null if nothing was. */
  @Nullable String latest() {
    return latest;
  }

  /**
   * Does something that one thing may make impossible.
   *
   * @param what the thing is, as a file's name; the same name replaces
   * @param thing its bytes, asked for if it has to be set aside
   * @return whether it was done
   */
  boolean unless(String what, Supplier<byte[]> thing, Runnable deed) {
    return unless(() -> what, thing, deed);
  }

  /** The same, of things so many that their names cost something. */
  boolean unless(Supplier<String> what, Supplier<byte[]> thing, Runnable deed) {
    try {
      deed.run();
      return true;
    } catch (PipelineStoppedException e) {
      throw e;
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.CLOSED) {
        throw e;
      }
      put(what.get(), thing, e);
    } catch (RuntimeException | StackOverflowError e) {
      put(what.get(), thing, e);
    }
    return false;
  }

  /** Sets something aside that turned out to be unreadable. */
  void unreadable(String what, String text) {
    put(
        what,
        () -> text.getBytes(StandardCharsets.UTF_8),
        new IllegalArgumentException("it cannot be read"));
  }

  /** Sets something aside that the store refuses. */
  void refused(String what, Supplier<byte[]> thing, RuntimeException why) {
    put(what, thing, why);
  }

  /** Removes what was set aside of interactions that were deleted. */
  synchronized void forget(Collection<String> interactionIds) {
    if (count == 0 && !Files.isDirectory(folder)) {
      return;
    }
    try {
      for (String id : interactionIds) {
        for (String kind : OF_INTERACTIONS) {
          String name = name(kind + id);
          Files.deleteIfExists(folder.resolve(name));
          Files.deleteIfExists(folder.resolve(name + WHY));
        }
      }
      files = -1;
    } catch (IOException e) {
      LOG.warn("what was set aside cannot be deleted: {}", e.getClass().getSimpleName());
    }
  }

  private static String name(String what) {
    String name = what.replaceAll("[^A-Za-z0-9._-]", "_");
    return name.length() > 100 ? name.substring(0, 100) : name;
  }

  private synchronized void put(String what, Supplier<byte[]> thing, Throwable why) {
    count++;
    StackTraceElement[] stack = why.getStackTrace();
    String where = stack.length == 0 ? "" : " at " + stack[0];
    latest = what;
    // Messages quote what was said; logs do not.
    LOG.error("set aside {}: {}{}", what, why.getClass().getSimpleName(), where);
    try {
      Files.createDirectories(folder);
      String name = name(what);
      Path file = folder.resolve(name);
      if (files < 0) {
        files = existing();
      }
      if (files >= MOST_FILES && !Files.exists(file)) {
        return;
      }
      byte[] bytes = bytes(thing);
      Files.write(file, bytes);
      Files.writeString(folder.resolve(name + WHY), trace(why), StandardCharsets.UTF_8);
      files = existing();
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("what was set aside cannot be written: {}", e.getClass().getSimpleName());
    }
  }

  private long existing() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> !file.toString().endsWith(WHY)).count();
    }
  }

  private static byte[] bytes(Supplier<byte[]> thing) {
    try {
      byte[] bytes = thing.get();
      return bytes.length > MOST_BYTES ? new byte[0] : bytes;
    } catch (RuntimeException | StackOverflowError e) {
      return new byte[0];
    }
  }

  private static String trace(Throwable why) {
    StringBuilder text = new StringBuilder(String.valueOf(why)).append('\n');
    int shown = 0;
    for (StackTraceElement each : why.getStackTrace()) {
      if (shown++ == 50) {
        break;
      }
      text.append("  at ").append(each).append('\n');
    }
    return text.toString();
  }
}
