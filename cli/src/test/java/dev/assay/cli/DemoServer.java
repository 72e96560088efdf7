package dev.assay.cli;

import dev.assay.examples.support.demo.DemoEvent;
import dev.assay.examples.support.demo.DemoTraffic;
import dev.assay.server.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * One server with the demo's two days in it, for all tests of a process.
 *
 * <p>With {@code -Dassay.demo=DIR}, where {@code assay demo --data DIR} was run to its end, a copy
 * of what that left is opened instead: for short turns.
 */
public final class DemoServer implements AutoCloseable {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(DemoServer.class);

  private final Path folder;
  private final Demo demo;

  private DemoServer(boolean replayed) {
    String kept = System.getProperty("assay.demo", "");
    Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    try {
      folder = folder();
      if (replayed && !kept.isEmpty()) {
        copy(Path.of(kept), folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (replayed && !kept.isEmpty()) {
      demo = Demo.open(folder, "0", end.plus(DemoTraffic.LENGTH), Clock.systemUTC());
      demo.live();
      return;
    }
    demo = Demo.open(folder, "0", end, Clock.systemUTC());
    if (replayed) {
      demo.replay(() -> false);
      demo.settle(Duration.ofMinutes(2), () -> false);
    }
  }

  // Pages show its name, and so do their pictures in the documentation: always the same one, unless
  // another test has it.
  private static Path folder() throws IOException {
    try {
      return Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), "assay-demo"));
    } catch (FileAlreadyExistsException e) {
      return Files.createTempDirectory("assay-demo");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(from)) {
      walk.forEach(files::add);
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target);
      }
    }
  }

  /** One of its own that has seen nothing yet; to be closed. */
  public static DemoServer fresh() {
    return new DemoServer(false);
  }

  /** The server, which is begun when it is first asked for and closed after the last test. */
  public static DemoServer of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(DemoServer.class, any -> new DemoServer(true), DemoServer.class);
  }

  /** Where it listens. */
  public URI http() {
    return demo.http();
  }

  /** Sends it the first of the demo's questions. */
  public void first() {
    for (DemoEvent event : demo.traffic().events()) {
      if (event instanceof DemoEvent.Asked asked) {
        demo.engine().intake().interactions(List.of(asked.observed())).join();
        return;
      }
    }
  }

  /** When the refund policy changed and the answers did not. */
  public Instant staleSince() {
    return demo.traffic().staleSince();
  }

  /** The server's parts. */
  public Engine engine() {
    return demo.engine();
  }

  /** The alerts there are, latest first. */
  public List<JsonNode> alerts() {
    return demo.alerts();
  }

  @Override
  public void close() {
    demo.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
