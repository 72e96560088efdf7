package dev.assay.examples.support.demo;

import dev.assay.examples.support.SupportAssistant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A suite that holds the assistant to its {@linkplain DemoDatasets dataset}, and the help pages
 * that it answers from, as files.
 *
 * @since 0.1
 */
public final class DemoSuite {

  /** The schedule that runs it, in the demo's configuration. */
  public static final String SCHEDULE = "nightly";

  private static final String FILE = "suite.yaml";
  private static final String PAGES = "knowledge";
  private static final List<String> OLD = List.of("limits.md", "plans-and-prices.md", "refunds.md");

  private DemoSuite() {}

  /**
   * Puts the suite and the pages into a folder, beside that of the datasets. What is there already
   * stays.
   *
   * @throws IOException if they cannot be written
   */
  public static void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path suite = folder.resolve(FILE);
    if (Files.notExists(suite)) {
      Files.writeString(suite, DemoResources.text(FILE));
    }
    if (Files.notExists(folder.resolve(PAGES))) {
      publish(folder);
    }
  }

  /**
   * Publishes the pages as they are to be.
   *
   * @param folder where {@link #writeTo} put the suite
   * @throws IOException if they cannot be written
   */
  public static void publish(Path folder) throws IOException {
    write(folder.resolve(PAGES), SupportAssistant.pages());
  }

  /**
   * Publishes three pages as they once were: a price, a limit and a period of theirs no longer
   * hold.
   *
   * @param folder where {@link #writeTo} put the suite
   * @throws IOException if they cannot be written
   */
  public static void publishOld(Path folder) throws IOException {
    for (String page : OLD) {
      write(folder.resolve(PAGES), Map.of(page, DemoResources.text("old-pages/" + page)));
    }
  }

  private static void write(Path folder, Map<String, String> pages) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }
}
