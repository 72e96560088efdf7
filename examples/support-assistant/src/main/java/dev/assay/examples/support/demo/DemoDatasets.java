package dev.assay.examples.support.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The example's datasets, with the lock of its golden set. */
public final class DemoDatasets {

  private static final List<String> FILES =
      List.of("dataset.jsonl", "dataset.lock", "distribution.jsonl");

  private DemoDatasets() {}

  /**
   * Puts them into a folder, which is made if it is not there. What is there already stays.
   *
   * @throws IOException if they cannot be written
   */
  public static void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : FILES) {
      Path target = folder.resolve(file);
      if (Files.notExists(target)) {
        Files.writeString(target, DemoResources.text(file));
      }
    }
  }
}
